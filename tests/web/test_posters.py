"""Posters for everybody: made from the office's own rows, once, kept, and never on a visitor's whim."""

import io
from datetime import date, datetime
from threading import BoundedSemaphore

import pypdf
import pytest
from PIL import Image

from app.domain.poster import Kind, Size
from app.extensions import db
from app.models import EitCampaign, Office
from app.renderers import missing
from app.services import poster_files, posters
from app.services.transaction import transaction
from tests.conftest import BANGKOK
from tests.officers import OFFICER, Officer, hired, words
from tests.renderers import reading

FIRST, LAST = date(2027, 1, 4), date(2027, 6, 30)


@pytest.fixture(autouse=True)
def _pango():
    reading.needs_pango()


@pytest.fixture
def printed(monkeypatch):
    """What is printed, without the seconds that printing takes."""
    done = []

    def press(poster, size):
        done.append((poster, size))
        return b"%PDF", b"PNG whole", b"PNG small"

    monkeypatch.setattr("app.renderers.print_wall_poster", press)
    return done


def campaign():
    with transaction():
        address = "https://itas.nacc.go.th/go/eit/ab12cd"
        db.session.add(EitCampaign(fiscal_year=2570, address=address, opens_on=FIRST, closes_on=LAST))


def test_the_poster_says_what_the_office_s_rows_say(client, opened, clock):
    answer = client.get("/poster/all-a4.pdf")
    assert answer.mimetype == "application/pdf"
    paper = pypdf.PdfReader(io.BytesIO(answer.data))
    assert len(paper.pages) == 1
    text = paper.pages[0].extract_text().replace("\u00a0", " ")
    addresses = ("localhost:8000/complaints", "localhost:8000/water", "localhost:8000/corruption")
    for said in ("0 7300 0100", "0 7300 0199", "1567", "๐๘.๓๐", *addresses):
        assert said in text
    picture = Image.open(io.BytesIO(client.get("/poster/all-square.png").data))
    assert picture.size == (1080, 1080)


def test_a_promise_on_a_poster_is_the_one_of_the_manual_in_force(opened, clock):
    assert posters.poster(Kind.COMPLAINTS, clock().date()).promise == "เราตอบภายใน 7 วันทำการ"
    assert posters.poster(Kind.WATER, clock().date()).promise == "เราส่งน้ำภายใน 3 วันทำการ"
    assert posters.poster(Kind.WATER, date(2019, 1, 1)).promise == ""


def test_the_corruption_poster_sends_nobody_to_the_counter(opened, clock):
    said = posters.poster(Kind.CORRUPTION, clock().date())
    assert [number.number for number in said.numbers] == ["1205", "1206", "1567"]
    assert "0 7300 0100" not in repr(said)
    assert "แล้วเปิดเมื่ออยู่ที่อื่น" in said.steps[0]


@pytest.mark.parametrize(
    ("day", "there"),
    [(date(2027, 1, 3), False), (FIRST, True), (LAST, True), (date(2027, 7, 1), False)],
)
def test_the_survey_s_poster_is_there_only_while_its_window_is_open(client, opened, clock, printed, day, there):
    campaign()
    clock.set(datetime(day.year, day.month, day.day, 12, tzinfo=BANGKOK))
    assert client.get("/poster/eit-a4.pdf").status_code == (200 if there else 404)
    assert ("แบบวัด EIT" in client.get("/poster").text) is there
    assert (Kind.EIT in dict(posters.evidence(day))) is there
    if there:
        (said, _size) = printed[0]
        assert (said.note, said.promise) == ("รหัสแบบวัด ab12cd", "ตอบได้ถึง 30 มิถุนายน 2570")
        assert said.ways[0].address == "http://localhost:8000/eit/2570/all/poster"


def test_it_is_printed_once_and_kept_until_it_says_something_else(client, opened, printed):
    first = client.get("/poster/water-a4.pdf")
    for _ in range(3):
        again = client.get("/poster/water-a4.pdf", headers={"If-None-Match": first.headers["ETag"]})
        assert (again.status_code, again.data) == (304, b"")
    assert client.get("/poster/water-a4.png").data == b"PNG whole"
    assert client.get("/poster/water-a4.small.png").data == b"PNG small"
    assert len(printed) == 1
    assert first.headers["Cache-Control"] == "public, no-cache"
    assert "Set-Cookie" not in first.headers
    with transaction():
        db.session.query(Office).one().phone = "073000111"
    changed = client.get("/poster/water-a4.pdf", headers={"If-None-Match": first.headers["ETag"]})
    assert changed.status_code == 200
    assert changed.headers["ETag"] != first.headers["ETag"]
    assert len(printed) == 2


def test_files_of_what_was_said_before_do_not_pile_up(app, client, opened, printed):
    for number in range(3):
        with transaction():
            db.session.query(Office).one().phone = f"07300011{number}"
        client.get("/poster/water-a4.pdf")
    kept = sorted(path.name for path in (app.config["VAR_DIR"] / "build" / "posters").iterdir())
    assert len(kept) == 3
    assert {name.split(".", 2)[2] for name in kept} == {"pdf", "png", "small.png"}


def test_visitors_cannot_keep_the_machine_busy(client, opened, printed, monkeypatch):
    monkeypatch.setattr(poster_files, "_ROOM", BoundedSemaphore(1))
    poster_files._ROOM.acquire()
    refused = client.get("/poster/all-a3.png")
    assert (refused.status_code, refused.headers["Retry-After"]) == (503, "5")
    assert "เปิดอีกครั้ง" in refused.text
    assert printed == []
    poster_files._ROOM.release()
    assert client.get("/poster/all-a3.png?x=1").status_code == 200
    assert client.get("/poster/all-a3.png?x=2").status_code == 200
    assert len(printed) == 1


@pytest.mark.parametrize(
    "path", ["all-a5.pdf", "square-all.png", "all-square.pdf", "nothing-a4.pdf", "all-a4.svg", "..-a4.pdf", "all-a4"]
)
def test_there_are_no_other_posters(client, opened, printed, path):
    assert client.get(f"/poster/{path}").status_code == 404
    assert printed == []


def test_the_page_shows_each_and_is_found_from_both_sides(app, client, opened, clock):
    page = client.get("/poster")
    for kind in ("all", "complaints", "water", "corruption"):
        for file in ("a4.pdf", "a3.pdf", "a4.png", "a3.png", "square.png", "a4.small.png"):
            assert f"/poster/{kind}-{file}" in page.text
    assert 'href="/poster"' in client.get("/services/").text
    desk = Officer(app.test_client(), hired("mana", OFFICER, now=clock(), unit="กองช่าง"))
    assert 'href="/poster"' in desk.opens("/staff/publishing/")


def test_without_the_printer_the_page_says_so_and_what_was_made_is_still_there(client, opened, printed, monkeypatch):
    client.get("/poster/water-a4.pdf")
    monkeypatch.setattr("app.renderers.missing.pango", lambda: missing.NO_PANGO)

    def broken(_poster, _size):
        raise missing.PrinterMissing(missing.NO_PANGO)

    monkeypatch.setattr("app.renderers.print_wall_poster", broken)
    assert "ยังทำโปสเตอร์ใหม่ไม่ได้" in words(client.get("/poster").text)
    assert client.get("/poster/water-a4.pdf").status_code == 200
    answer = client.get("/poster/all-a4.pdf")
    assert answer.status_code == 503
    assert "Pango" in answer.text


def test_before_the_office_is_set_up_there_is_nothing_to_print(app, client):
    assert client.get("/poster/all-a4.pdf").status_code == 503
    assert posters.poster(Kind.ALL, date(2026, 11, 2)) is None
    assert poster_files.papers(Size.SQUARE) == ("png", "small.png")
