"""One secret of each kind is planted and used in every way; then every stored byte is searched. Nothing is found."""

import gzip
import logging
import tempfile

import pytest
from sqlalchemy import text

from app.domain.sealed import new_code
from app.extensions import db
from app.services.sealed import reports
from app.services.transaction import transaction
from tests import factories, sealed_cast
from tests.secrets_sweep import found_in, sweep
from tests.web.sealed_pages import Reporter, officer_at_desk, photo, upload

pytestmark = [pytest.mark.sealed, pytest.mark.sqlite]

TEXTS = {
    "what": "ข้อความลับกระจอกเทศ PLANTED-WHAT-7f3a",
    "who": "PLANTED-WHO-91bc ช่างเหล็กสมหมาย",
    "when": "PLANTED-WHEN-22de",
    "where": "PLANTED-WHERE-55aa",
    "evidence": "PLANTED-EVIDENCE-0c1d",
    "witnesses": "PLANTED-WITNESS-8e2f พยานชื่อจันทร์แรม",
    "elsewhere": "PLANTED-ELSEWHERE-3d4c",
    "contact": "PLANTED-CONTACT-6b7a 08-1111-2222",
}
LATER = (
    "PLANTED-MESSAGE-aa11",
    "PLANTED-ANSWER-bb22",
    "PLANTED-NOTE-cc33",
    "PLANTED-WITHDRAW-dd44",
    "PLANTED-SEARCH-ee55",
)
NAMES = ("PLANTED-FILE-ff66 สัญญา.pdf", "PLANTED-PHOTO-1177.jpg", "PLANTED-REFUSED-2288.exe")
HIDDEN = ("PLANTED-EXIF-3399", "PLANTED-CAMERA-44aa")
CONTENT = "PLANTED-CONTENT-55bb"
VISITOR = {
    "User-Agent": "PLANTED-AGENT-66cc",
    "X-Forwarded-For": "203.0.113.177",
    "Referer": "http://PLANTED-REFERER-77dd/",
}
ADDRESS = "198.51.100.213"
WORDS = ("ช่างเหล็กสมหมาย", "พยานชื่อจันทร์แรม", "ข้อความลับกระจอกเทศ")


@pytest.fixture
def visitor(app, clock):
    factories.make_office(clock())
    sealed_cast.open_channel(clock())
    client = app.test_client()
    client.environ_base |= {f"HTTP_{name.upper().replace('-', '_')}": value for name, value in VISITOR.items()}
    client.environ_base["REMOTE_ADDR"] = ADDRESS
    return Reporter(client)


def use_everything(app, reporter, reader, clock):
    """Every way in and out, and the errors on the way."""
    reporter.writes(about=["palad", "other"], **TEXTS)
    reporter.sends((NAMES[2], b"MZ not allowed"))
    pdf = b"%PDF-1.7 " + CONTENT.encode() + bytes(900_000)
    picture = photo(gps=True, description=HIDDEN[0], camera=HIDDEN[1])
    reporter.sends((NAMES[0], pdf), (NAMES[1], picture), keep_hidden="y")
    reporter.sends((NAMES[0], pdf), (NAMES[1], picture), keep_hidden="y")
    reporter.says(LATER[0], (NAMES[1], picture))
    reporter.says(f"{LATER[0]} {reporter.code}")
    reporter.comes_back(new_code())
    officer = officer_at_desk(app, reader, clock)
    place = officer.opens_first().request.path
    upload(officer.client, f"{place}/write", [(NAMES[0], pdf)], text=LATER[1], once="1")
    upload(officer.client, f"{place}/note", [], text=LATER[2], once="2")
    officer.client.post(f"{place}/step/acknowledge", data={"acknowledge-seen": "0", "acknowledge-message": LATER[1]})
    officer.client.post("/staff/sealed/search", data={"query": LATER[4]})
    for file in reports.find(reporter.code).files:
        assert officer.client.get(f"{place}/file/{file}").status_code == 200
    reporter.client.post("/corruption/case/withdraw", data={"code": reporter.code, "text": LATER[3], "sure": "y"})
    officer.client.post("/staff/sealed/lock")
    officer.unlocks("PLANTED-WRONG-PHRASE-88ee")


def fail_in_the_database(app, reporter):
    """A broken table in the middle of a report: an error page and a log line, neither with a word of it."""
    with transaction():
        db.session.execute(text("ALTER TABLE sealed_entry RENAME TO sealed_gone"))
    app.config["PROPAGATE_EXCEPTIONS"] = False
    broken = Reporter(reporter.client)
    broken.writes(**TEXTS)
    assert broken.sends().status_code == 500
    with transaction():
        db.session.execute(text("ALTER TABLE sealed_gone RENAME TO sealed_entry"))
    return broken.code


def test_nothing_planted_is_found_in_anything_stored(app, visitor, clock, tmp_path, caplog, capfd, monkeypatch):
    spool = tmp_path / "spool"
    spool.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(spool))
    caplog.set_level(logging.DEBUG)
    reader = sealed_cast.reader("arun", clock())
    sealed_cast.reader("rohani", clock())
    use_everything(app, visitor, reader, clock)
    second_code = fail_in_the_database(app, visitor)
    printed = capfd.readouterr()
    codes = [visitor.code, second_code]
    secrets = [
        *TEXTS.values(), *WORDS, *LATER, *NAMES, *HIDDEN, CONTENT, *VISITOR.values(), ADDRESS, *codes,
        *(" ".join(code[at : at + 4] for at in range(0, 24, 4)) for code in codes),
        reader.phrase, reader.recovery_code, reader.recovery_code.replace("-", ""), "PLANTED-WRONG-PHRASE-88ee",
        reader.token, reader.door.private_key.hex(), reports.find(visitor.code).key.hex(),
    ]  # fmt: skip
    db.session.remove()
    stored = sum(path.stat().st_size for path in tmp_path.glob("khamrong.db*"))
    assert stored > 1_500_000, "the report and its files are not where this test looks"
    assert sweep([factories.OFFICE["name"]], tmp_path), "what is in clear is not found either"
    assert sweep(secrets, tmp_path, log=caplog.text, out=printed.out, err=printed.err) == {}


@pytest.mark.parametrize(
    "wrap",
    [
        str.encode,
        lambda secret: secret.encode("utf-16-le"),
        lambda secret: b"x" + secret.encode().hex().encode(),
        lambda secret: gzip.compress(b"some text around " + secret.encode()),
        lambda secret: __import__("base64").b64encode(b"z" + secret.encode() + b"tail"),
        lambda secret: __import__("urllib.parse", fromlist=["quote"]).quote(secret).encode(),
        lambda secret: __import__("json").dumps({"a": secret}).encode(),
    ],
)
def test_the_search_would_find_it(wrap):
    secret = "ข้อความลับ PLANTED"
    assert found_in([secret], b"\x00\xffnoise" + wrap(secret) + b"noise") == {secret}
