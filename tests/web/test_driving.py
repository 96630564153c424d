"""The driver's telephone: one round behind its link, what is pressed there, and who cannot press it."""

import io
from datetime import date, datetime, timedelta

import pytest
from PIL import Image

from app.domain.rounds import Load
from app.domain.water_marks import Proof, Result, RoundState, delivery_word
from app.domain.workflow import Role, Status
from app.extensions import db
from app.models import Truck, WaterRound, WaterStop
from app.services import attachments, tickets
from app.services.steps import StepInput
from app.services.water import driving, fleet, rounds
from app.services.water.driving import Mark
from tests import factories
from tests.conftest import BANGKOK
from tests.residents import Resident, photo

DESK = factories.actor(Role.INTAKE, Role.MANAGEMENT)
DAY = date(2026, 11, 3)
NOT_MINE = "คนอื่นบันทึกจุดนี้ไว้แล้ว"


@pytest.fixture
def truck(app, clock):
    factories.make_office(clock())
    fleet.save_truck(Truck(), name="รถน้ำ 1", plate="บม 4410", litres=6000, active=True, by=DESK, now=clock())
    return fleet.trucks()[0]


def plan(truck, clock, *litres, day=DAY, **more) -> WaterRound:
    """A round of that day with a house for each number of litres."""
    for wanted in litres:
        clock.advance(minutes=1)
        details = {"litres": wanted, "persons": 4, "capacity": wanted, "house_no": "45/2", "road": "hose", "hose": 20,
                   "containers": ["jar"], "special_care": True}  # fmt: skip
        ticket = factories.open_water(clock(), details=details, place="ข้างมัสยิด", **more)
        tickets.take_step(ticket, "check", StepInput(opinion="ควรส่ง"), by=DESK, now=clock())
        tickets.take_step(ticket, "approve", StepInput(), by=DESK, now=clock())
    (proposal,) = rounds.propose([Load(truck.id, truck.litres)], by=DESK)
    return rounds.plan(day, proposal, None, by=DESK, now=clock())


@pytest.fixture
def held(truck, clock):
    found = plan(truck, clock, 2000, 1500)
    clock.set(datetime(2026, 11, 3, 8, tzinfo=BANGKOK))
    return found


class Phone(Resident):
    """The driver's telephone, without scripts."""

    def marks(self, stop: WaterStop, *, status: int = 200, **fields) -> "Phone":
        """Fill in a stop's form as it stands on the page and send it."""
        form = next(f for f in self.tree.iter("form") if f.get("action", "").endswith(f"/{stop.id}"))
        typed = (i for i in form.iter("input") if i.get("type") in {"text", "hidden"})
        filled = {field.attrib["name"]: field.get("value", "") for field in typed}
        filled |= {f"s{stop.id}-{name}": value for name, value in fields.items()}
        answer = self.client.post(form.attrib["action"], data=filled, follow_redirects=True,
                                  content_type="multipart/form-data")  # fmt: skip
        return self._shown(answer, status)


@pytest.fixture
def phone(client, held):
    return Phone(client).opens(f"/r/{held.token}")


def script(phone, stop, **fields):
    """Send a mark as the page's script does."""
    data = {(name if name == "ago" else f"s{stop.id}-{name}"): value for name, value in fields.items()}
    given = {"key": "k" * 20, "result": "full", "litres": str(stop.litres), "recipient": "ยะโก๊ะ", "proof": "paper"}
    data = {f"s{stop.id}-{name}": value for name, value in given.items()} | data
    return phone.client.post(f"/r/{stop.round.token}/{stop.id}", data=data, headers={"Accept": "application/json"})


def fresh(stop) -> WaterStop:
    db.session.expire_all()
    return db.session.get_one(WaterStop, stop.id)


GOOD = {"result": "full", "recipient": "ยะโก๊ะ", "proof": "paper"}


def test_the_page_says_all_that_a_driver_needs(phone, held):
    phone.reads("รอบส่งน้ำที่ 1", "รถน้ำ 1", "2 จุด รวม 3,500 ลิตร", "วรรณา แก้วมณี", "บ้านเลขที่ 45/2 หมู่ที่ 1", "ข้างมัสยิด",
                "08 0000 1111", "2,000 ลิตร", "โอ่ง รับได้ราว 2,000 ลิตร", "จอดได้ใกล้ ๆ ต้องลากสาย จากรถถึงภาชนะราว 20 เมตร",
                "มีผู้ต้องดูแลเป็นพิเศษ")  # fmt: skip
    assert 'href="tel:0800001111"' in phone.answer.text
    phone.sees_no("น้ำประปาไม่ไหล", *(stop.point.ticket.token for stop in held.stops))


def test_the_link_is_a_secret_and_stays_one(phone, held):
    headers = phone.answer.headers
    assert (headers["Referrer-Policy"], headers["Cache-Control"]) == ("no-referrer", "no-store")
    assert "worker-src 'self'" in headers["Content-Security-Policy"]
    assert headers["X-Robots-Tag"] == "noindex"
    assert headers["Expires"] == "Wed, 04 Nov 2026 17:00:00 GMT", "the phone forgets at midnight of the next day"
    assert "worker-src" not in phone.client.get("/").headers["Content-Security-Policy"]


@pytest.mark.parametrize(
    ("day", "hour", "status", "marked"),
    [(3, 23.9, 404, 404), (4, 0, 200, 422), (5, 0, 200, 200), (6, 23.9, 200, 200), (7, 0, 404, 404)],
)
def test_the_link_works_from_the_day_before_to_the_day_after(client, truck, clock, day, hour, status, marked):
    held = plan(truck, clock, 1000, day=date(2026, 11, 5))
    clock.set(datetime(2026, 11, day, tzinfo=BANGKOK) + timedelta(hours=hour))
    phone, unknown = Phone(client), "A" * 22
    answer, other = client.get(f"/r/{held.token}"), client.get(f"/r/{unknown}")
    assert (answer.status_code, script(phone, held.stops[0]).status_code, other.status_code) == (status, marked, 404)
    if status == 404:
        assert answer.text.replace(held.token, unknown) == other.text, "over and unknown are one answer"


def test_set_out_delivered_and_the_round_is_over(phone, held, clock):
    phone.presses("ออกรถ").reads("ออกรถแล้ว 08.00 น.", "ไปจุดต่อไป")
    first, second = held.stops
    clock.advance(minutes=40)
    phone.marks(first, **GOOD).reads("บันทึกแล้ว: ส่งครบ 2,000 ลิตร ผู้รับ ยะโก๊ะ 08.40 น.", "บันทึกแล้ว 1 จุด")
    phone.marks(second, result="nobody").reads("ไม่มีคนอยู่", "จบรอบแล้ว")
    assert (fresh(first).given, fresh(first).proof, fresh(second).given) == (2000, Proof.PAPER, 0)
    assert [s.point.ticket.status for s in held.stops] == [Status.DELIVERED, Status.APPROVED]


def test_a_truck_whose_leaving_nobody_pressed_left_with_its_first_mark(phone, held):
    phone.marks(held.stops[0], **GOOD)
    assert held.state is RoundState.OUT
    assert held.stops[1].point.ticket.status is Status.ON_THE_WAY


def test_what_is_missing_is_said_beside_the_field_and_nothing_is_lost(phone, held):
    stop = held.stops[0]
    phone.marks(stop, result="part", note="ถังรั่ว", status=422)
    assert set(phone.errors) == {f"s{stop.id}-{name}" for name in ("litres", "recipient", "proof")}
    phone.finds_typed(**{f"s{stop.id}-note": "ถังรั่ว"}).reads("ยังส่งไม่ได้ มี 3 ข้อที่ต้องแก้")
    phone.marks(stop, result="part", litres="๑,๒๐๐", recipient="ยะโก๊ะ", proof="paper", note="ถังรั่ว")
    assert (fresh(stop).result, fresh(stop).given, fresh(stop).note) == (Result.PART, 1200, "ถังรั่ว")


@pytest.mark.parametrize(
    ("given", "field"),
    [({"litres": "6,001"}, "litres"), ({"proof": "drawn"}, "signature"), ({"result": "not_reached"}, "result")],
)
def test_a_mark_that_cannot_be_is_refused(phone, held, given, field):
    phone.marks(held.stops[0], **{**GOOD, **given}, status=422)
    assert list(phone.errors) == [f"s{held.stops[0].id}-{field}"]
    assert fresh(held.stops[0]).result is None


def test_what_does_not_belong_to_the_result_is_not_written(phone, held):
    phone.marks(held.stops[0], result="nobody", litres="ห้าร้อย", recipient="ยะโก๊ะ", proof="paper")
    assert (fresh(held.stops[0]).given, fresh(held.stops[0]).recipient, fresh(held.stops[0]).proof) == (0, "", None)


def test_pressed_twice_it_counts_once(phone, held):
    stop, ticket = held.stops[0], held.stops[0].point.ticket
    for _ in range(2):
        assert script(phone, stop).status_code == 200
    db.session.expire_all()
    assert (ticket.litres_given, [e.status for e in ticket.events].count(Status.DELIVERED)) == (2000, 1)


def test_somebody_elses_mark_stands_and_mine_is_shown_beside_it(phone, held, clock):
    stop = held.stops[0]
    driving.mark(stop.id, Mark(Result.FULL, 2000, clock(), "desk", "มะลิ", Proof.PAPER), by=DESK, now=clock())
    phone.marks(stop, **{**GOOD, "result": "nobody"}, status=409)
    phone.reads(NOT_MINE, "ส่งครบ 2,000 ลิตร ผู้รับ มะลิ", "ที่คุณบันทึก: ไม่มีคนอยู่")
    answer = script(phone, stop, key="other" * 4)
    assert (answer.status_code, "ส่งครบ" in answer.json["already"]) == (409, True)
    assert fresh(stop).recipient == "มะลิ"
    phone.follows("รับทราบ").sees_no(NOT_MINE)


def test_a_late_mark_says_when_it_happened(phone, held, clock):
    phone.presses("ออกรถ")
    clock.advance(hours=5)
    assert script(phone, held.stops[0], ago=str(3 * 3600)).status_code == 200
    assert fresh(held.stops[0]).marked_at == datetime(2026, 11, 3, 10, tzinfo=BANGKOK)


@pytest.mark.parametrize(("ago", "hour"), [("-99", 13), ("ไม่รู้", 13), ("9999999", 7.5)])
def test_a_wrong_clock_moves_nothing_before_the_truck_left_or_into_the_future(phone, held, clock, ago, hour):
    phone.presses("ออกรถ")
    clock.advance(hours=5)
    script(phone, held.stops[0], ago=ago)
    assert fresh(held.stops[0]).marked_at == datetime(2026, 11, 3, tzinfo=BANGKOK) + timedelta(hours=hour)


def test_leaving_and_marks_kept_on_the_phone_arrive_in_order_with_their_times(phone, held, clock):
    clock.advance(hours=4)
    phone.client.post(f"/r/{held.token}/set-out", data={"ago": "14400"}, headers={"Accept": "application/json"})
    script(phone, held.stops[0], ago="10800")
    db.session.expire_all()
    assert (held.set_out_at.hour, held.stops[0].marked_at.hour) == (1, 2), "08.00 and 09.00 in Bangkok"
    assert held.stops[0].point.ticket.events[-1].at == held.stops[0].marked_at


def test_four_digits_prove_a_delivery(phone, held):
    stop = held.stops[0]
    word = delivery_word(stop.point.ticket.token, stop.point.number)
    phone.marks(stop, **{**GOOD, "proof": "word"}, word=f" {word[:2]} {word[2:]}")
    assert fresh(stop).proof is Proof.WORD


def test_wrong_digits_are_said_and_the_fifth_time_only_a_signature_helps(phone, held):
    stop, other = held.stops
    word = delivery_word(stop.point.ticket.token, stop.point.number)
    wrong = delivery_word(other.point.ticket.token, other.point.number)
    for _ in range(5):
        phone.marks(stop, **{**GOOD, "proof": "word"}, word=wrong, status=422)
        assert "ไม่ตรงกับบ้านนี้" in phone.errors[f"s{stop.id}-word"]
    phone.marks(stop, **{**GOOD, "proof": "word"}, word=word, status=422)
    assert "ครบ 5 ครั้ง" in phone.errors[f"s{stop.id}-word"]
    assert fresh(stop).result is None
    assert script(phone, other, proof="word", word=wrong).status_code == 200, "each house has its own tries"
    phone.marks(stop, **GOOD).reads("ส่งครบ")


def drawn() -> tuple[io.BytesIO, str]:
    out = io.BytesIO()
    Image.new("RGBA", (640, 260), (0, 0, 0, 0)).save(out, "PNG")
    return io.BytesIO(out.getvalue()), "ลายมือชื่อผู้รับน้ำ.png"


@pytest.mark.parametrize(("proof", "field", "file"), [("drawn", "signature", drawn), ("paper", "photo", photo)])
def test_signatures_and_photos_are_kept_inside_with_the_delivery(phone, held, proof, field, file):
    stop = held.stops[0]
    phone.marks(stop, **{**GOOD, "proof": proof}, **{field: file()})
    (kept,) = fresh(stop).point.ticket.attachments
    assert (kept.public, kept.media_type, kept.event.data["given"]) == (False, "image/jpeg", {"1": 2000})
    assert attachments.read(kept)


def test_what_is_no_picture_is_refused(phone, held):
    phone.marks(held.stops[0], **GOOD, photo=(io.BytesIO(b"<svg onload=alert(1)>"), "a.png"), status=422)
    assert "เปิดไฟล์นี้เป็นรูปไม่ได้" in phone.errors[f"s{held.stops[0].id}-photo"]


def test_a_stop_of_another_round_is_not_there(phone, held, truck, clock):
    other = plan(truck, clock, 1000)
    answer = phone.client.post(f"/r/{held.token}/{other.stops[0].id}", data={})
    assert answer.status_code == 404
    assert fresh(other.stops[0]).result is None


def test_a_round_called_off_before_it_left_shows_nobody(phone, held, clock):
    rounds.cancel(held.id, "น้ำดิบหมด", by=DESK, now=clock())
    phone.opens(f"/r/{held.token}").reads("รอบนี้ยกเลิกแล้ว", "น้ำดิบหมด").sees_no("วรรณา", "45/2")
    answer = phone.client.post(f"/r/{held.token}/set-out", headers={"Accept": "application/json"})
    assert answer.status_code == 409


def test_water_brought_before_the_office_ended_the_round_can_still_be_marked(phone, held, clock):
    phone.presses("ออกรถ")
    clock.advance(hours=6)
    rounds.end(held.id, by=DESK, now=clock())
    phone.opens(f"/r/{held.token}").reads("ไปไม่ถึง", "ส่งน้ำที่จุดนี้แล้ว บันทึกผล")
    phone.marks(held.stops[0], **GOOD).reads("ส่งครบ 2,000 ลิตร")


def test_the_worker_looks_after_rounds_only(phone):
    answer = phone.client.get("/r/worker.js")
    assert (answer.status_code, answer.mimetype) == (200, "text/javascript")
    assert "Service-Worker-Allowed" not in answer.headers, "its place under /r/ is all that it gets"


def test_a_house_whose_request_has_ended_says_so(phone, held, clock):
    ticket = held.stops[0].point.ticket
    tickets.take_step(ticket, "withdraw", StepInput(reason="ฝนตกแล้ว"), by=DESK, now=clock())
    assert str(ticket.outcome.label) in phone.opens(f"/r/{held.token}").text


def test_on_the_day_before_the_round_can_be_read_and_not_yet_driven(client, held, clock):
    clock.set(datetime(2026, 11, 2, 15, tzinfo=BANGKOK))
    early = Phone(client).opens(f"/r/{held.token}")
    early.marks(held.stops[0], status=422, result="full", litres="2000", recipient="วรรณา", proof="paper")
    assert "ยังไม่ถึงวันส่งน้ำของรอบนี้" in early.text
    left = early.client.post(f"/r/{held.token}/set-out", headers={"Accept": "application/json"})
    assert (left.status_code, held.state, held.stops[0].result) == (409, RoundState.PLANNED, None)
