"""The rounds desk: a day planned, changed and driven; trucks that stand still; the sheet on paper; the case's page."""

from app.domain.water_marks import RoundState
from app.domain.workflow import Role, Status
from app.extensions import db
from app.models import Truck, WaterRound
from app.services.water import fleet, rounds
from tests.officers import INTAKE, Officer, current, hired, words
from tests.web.water_pages import BOSS, DESK, TODAY, house, newest, planned, point, proposal, typed


def test_an_empty_day_says_what_to_do(mana, clock):
    assert "เพิ่มรถ" in words(mana.opens(f"{DESK}/"))
    fleet.save_truck(Truck(), name="รถ", plate="ก", litres=6000, active=True, by=BOSS, now=clock())
    assert "ไม่มีบ้านที่รอน้ำ" in words(mana.opens(f"{DESK}/"))
    house(clock, "วรรณา")
    page = words(mana.opens(f"{DESK}/"))
    assert "มี 1 บ้านรออยู่ กด “เสนอรอบ”" in page
    assert "1 บ้าน 2,000 ลิตร รอนานที่สุดตั้งแต่" in page
    assert 'aria-current="page">รอบส่งน้ำ' in mana.opens(f"{DESK}/")


def test_a_proposal_says_why_and_how_much_is_free(mana, trucks, clock):
    house(clock, "สมพร", 4000)
    house(clock, "ย่า", 1000, special_care=True, village=2)
    house(clock, "อนงค์", 900, village=2)
    page = words(mana.opens(f"{DESK}/propose?day={TODAY}"))
    assert "มีผู้ต้องดูแลเป็นพิเศษ" in page
    assert "5,900 จาก 6,000 ลิตร · ว่าง 100 ลิตร" in page
    assert "ทุกบ้านที่รออยู่ อยู่ในรอบแล้ว" in page
    one_load_less = words(mana.opens(f"{DESK}/propose?day={TODAY}&loads-{trucks[0]}=0"))
    assert "รอบที่ 1 · รถน้ำ 2" in one_load_less


def test_a_proposal_is_changed_with_buttons_before_anything_is_written(mana, trucks, clock):
    a, b, c = (point(house(clock, name)) for name in ("ก", "ข", "ค"))
    sent = proposal(trucks, [(a, 2000), (b, 1500)], [(c, 700)])
    swapped = ["1500", "2000", "700"]
    for button, order in ((f"up-0-{b}", swapped), (f"down-0-{a}", swapped), (f"off-0-{a}", ["1500", "700"])):
        assert typed(mana.sends(f"{DESK}/propose", **sent, do=button).text) == order
    moved = mana.sends(f"{DESK}/propose", **sent, **{f"to-0-{b}": "1"}).text
    assert typed(moved) == ["2000", "700", "1500"]
    added = mana.sends(f"{DESK}/propose", **proposal(trucks, [(a, 2000)], [(c, 700)]), **{f"add-{b}": "1"}).text
    assert typed(added) == ["2000", "700", "2,000"]
    assert "เจ้าหน้าที่จัดเอง" in words(added)
    assert newest() is None


def test_what_does_not_fit_is_said_beside_it_and_stays_typed(mana, trucks, clock):
    a, b = (point(house(clock, name, 4000)) for name in ("ก", "ข"))
    answer = mana.sends(f"{DESK}/propose", **proposal(trucks, [(a, "5000"), (b, "เยอะ")], save="1"))
    assert answer.status_code == 422
    assert typed(answer.text) == ["5000", "เยอะ"]
    assert "บ้านนี้รออยู่ 4,000 ลิตร" in words(answer.text)
    assert "ใส่จำนวนลิตรเป็นตัวเลข" in words(answer.text)
    assert "เกินความจุของรถ 2,000 ลิตร" in words(
        mana.sends(f"{DESK}/propose", **proposal(trucks, [(a, "๔,๐๐๐"), (b, 4000)], save="1")).text
    )
    assert newest() is None


def test_rounds_are_written_down_together_in_the_order_chosen(mana, trucks, clock):
    tickets_ = [house(clock, name) for name in ("ก", "ข", "ค")]
    a, b, c = map(point, tickets_)
    driver = fleet.drivers()[0].id
    sent = proposal(trucks, [(b, 1200), (a, 2000)], [(c, "๗๐๐")], save="1", **{"driver-0": str(driver)})
    assert mana.sends(f"{DESK}/propose", **sent).location == f"{DESK}/?day={TODAY}"
    db.session.rollback()
    first, second = db.session.query(WaterRound).order_by(WaterRound.number)
    assert [(s.point_id, s.litres) for s in first.stops] == [(b, 1200), (a, 2000)]
    assert [(s.point_id, s.litres) for s in second.stops] == [(c, 700)]
    assert first.driver_id == driver
    assert {current(t).status for t in tickets_} == {Status.SCHEDULED}
    day = words(mana.opens(f"{DESK}/?day={TODAY}"))
    assert "รอบที่ 1 · รถน้ำ 1" in day
    assert "จัดไว้ 3,200 จาก 6,000 ลิตร" in day
    assert "2 บ้าน 2,100 ลิตร" in day, "what is not planned still waits"


def test_who_was_faster_is_said_by_house_and_nothing_else_is_lost(mana, trucks, clock, monkeypatch):
    first, second = house(clock, "สมพร แก้วมณี"), house(clock, "วรรณา")
    a, b = point(first), point(second)
    real = rounds.plan

    def overtaken(day, wanted, driver, *, by, now):
        """Another officer's round is written just before ours."""
        monkeypatch.setattr(rounds, "plan", real)
        with_first = type(wanted)(wanted.load, wanted.stops[:1])
        real(day, with_first, None, by=by, now=now)
        return real(day, wanted, driver, by=by, now=now)

    sent = proposal(trucks, [(b, "1,900")], [(a, 2000)], save="1")
    planned(mana, trucks, first)
    answer = mana.sends(f"{DESK}/propose", **sent)
    assert answer.status_code == 422
    assert "มีรอบอื่นรับไปแล้ว" in words(answer.text)
    assert typed(answer.text) == ["1,900", "2000"]
    monkeypatch.setattr(rounds, "plan", overtaken)
    answer = mana.sends(f"{DESK}/propose", **proposal(trucks, [(b, "1,900")], save="1"))
    assert answer.status_code == 409
    assert "วรรณา บ้านเลขที่ 45/2: มีคนจัดรอบไปก่อนแล้ว" in words(answer.text)
    assert db.session.query(WaterRound).count() == 1, "all rounds or none"


def test_another_units_officer_sees_no_house(mana, anan, trucks, clock):
    held = planned(mana, trucks, house(clock, "สมพร แก้วมณี"))
    assert "สมพร" in mana.opens(f"{DESK}/{held.id}")
    assert "สมพร" not in anan.opens(f"{DESK}/?day={TODAY}")
    for path in ("", "/sheet", "/marks", "/change", "/cancel"):
        anan.opens(f"{DESK}/{held.id}{path}", 404)
    assert anan.sends(f"{DESK}/{held.id}/set-out").status_code == 404


def test_a_planned_round_is_changed_by_hand(mana, trucks, clock):
    first, second = house(clock, "ก"), house(clock, "ข")
    held = planned(mana, trucks, first)
    page = mana.opens(f"{DESK}/{held.id}/change")
    assert typed(page) == ["2,000"]
    assert "รออยู่ ยังไม่อยู่ในรอบ" in words(page)
    change = proposal(trucks, [(point(first), 500)], version=str(held.version), save="1")
    mana.sends(f"{DESK}/{held.id}/change", **change, **{f"add-{point(second)}": "0"})
    assert [(s.point_id, s.litres) for s in newest().stops] == [(point(first), 500), (point(second), 2000)]
    late = mana.sends(f"{DESK}/{held.id}/change", **{**change, f"litres-0-{point(first)}": "750"})
    assert late.status_code == 409
    assert "มีคนแก้รอบนี้หลังจากคุณเปิดหน้า" in words(late.text)
    assert typed(late.text) == ["750"]
    off = proposal(trucks, [(point(second), 2000)], version=str(newest().version), save="1")
    mana.sends(f"{DESK}/{held.id}/change", **off)
    assert current(first).status is Status.APPROVED


def test_truck_and_driver_leaving_and_coming_back(mana, trucks, clock):
    ticket = house(clock, "ก", 4000)
    held = planned(mana, trucks, ticket, litres=4000)
    small = mana.client.post(f"{DESK}/{held.id}/assign", data={"truck": trucks[1]}, follow_redirects=True)
    assert "รวมแล้วเกินความจุของรถ" in words(small.text)
    mana.sends(f"{DESK}/{held.id}/assign", truck=str(trucks[0]), driver=str(fleet.drivers()[0].id))
    mana.sends(f"{DESK}/{held.id}/set-out")
    assert current(ticket).status is Status.ON_THE_WAY
    assert "คนขับ มะแอ สาแม 08 0000 1234" in words(mana.opens(f"{DESK}/{held.id}"))
    mana.sends(f"{DESK}/{held.id}/end")
    assert (newest().state, current(ticket).status) == (RoundState.DONE, Status.APPROVED)
    assert "ไปไม่ถึง" in words(mana.opens(f"{DESK}/{held.id}"))


def test_a_round_is_called_off_with_a_reason(mana, trucks, clock):
    ticket = house(clock, "ก")
    held = planned(mana, trucks, ticket)
    assert "เขียนเหตุผล" in words(mana.sends(f"{DESK}/{held.id}/cancel").text)
    mana.sends(f"{DESK}/{held.id}/cancel", reason="น้ำดิบหมด")
    assert (newest().state, current(ticket).status) == (RoundState.CANCELLED, Status.APPROVED)
    assert "เหตุผล: น้ำดิบหมด" in words(mana.opens(f"{DESK}/{held.id}"))


def test_trucks_and_drivers_are_kept(mana, trucks, clock):
    mana.sends(f"{DESK}/trucks/new", name="รถน้ำ 3", plate="บม 3", litres="๘,๐๐๐", active="y")
    assert fleet.trucks()[-1].litres == 8000
    assert "มีรถทะเบียนนี้อยู่แล้ว" in words(
        mana.sends(f"{DESK}/trucks/new", name="อีกคัน", plate="บม 3", litres="8000", active="y").text
    )
    assert "ความจุต้องอยู่ระหว่าง" in words(mana.sends(f"{DESK}/trucks/new", name="ก", plate="ข", litres="5").text)
    mana.sends(f"{DESK}/drivers/new", name="ยูนุส", phone="080-000-9999", active="y")
    found = next(driver for driver in fleet.drivers() if driver.name == "ยูนุส")
    mana.sends(f"{DESK}/drivers/{found.id}/edit", name="ยูนุส", phone="")
    assert [driver.name for driver in fleet.drivers()] == ["มะแอ สาแม"]
    assert "ไม่ได้ขับแล้ว" in words(mana.opens(f"{DESK}/trucks"))


def test_a_truck_that_stands_still_gives_all_its_rounds_back_in_one_press(mana, trucks, clock):
    tickets_ = [house(clock, name) for name in ("ก", "ข")]
    for ticket in tickets_:
        planned(mana, trucks, ticket)
    out = {"out_from-day": "2", "out_from-month": "11", "out_from-year": "2569", "reason": "เกียร์เสีย"}
    answer = mana.client.post(f"{DESK}/trucks/{trucks[0]}/out", data=out, follow_redirects=True)
    assert "มี 2 รอบที่รถคันนี้ไปไม่ได้" in words(answer.text)
    assert "งดใช้ เกียร์เสีย" in words(mana.opens(f"{DESK}/propose?day={TODAY}"))
    mana.sends(f"{DESK}/trucks/{trucks[0]}/cancel-rounds")
    assert {held.state for held in db.session.query(WaterRound)} == {RoundState.CANCELLED}
    assert {current(t).status for t in tickets_} == {Status.APPROVED}
    assert {held.cancel_reason for held in db.session.query(WaterRound)} == {"เกียร์เสีย"}
    mana.sends(f"{DESK}/trucks/{trucks[0]}/back")
    assert "งดใช้" not in words(mana.opens(f"{DESK}/propose?day={TODAY}"))


def test_a_truck_cannot_come_back_before_it_stands(mana, trucks):
    days = {"out_from-day": "5", "out_from-month": "11", "out_from-year": "2569",
            "out_until-day": "4", "out_until-month": "11", "out_until-year": "2569"}  # fmt: skip
    answer = mana.sends(f"{DESK}/trucks/{trucks[0]}/out", **days, reason="ซ่อม")
    assert "วันสุดท้ายอยู่ก่อนวันแรก" in words(answer.text)


def test_the_administrator_keeps_trucks_but_sees_no_round(app, mana, trucks, clock):
    chief = Officer(app.test_client(), hired("chief", Role.ADMINISTRATOR, now=clock()))
    planned(mana, trucks, house(clock, "สมพร"))
    assert "รถน้ำ 1" in chief.opens(f"{DESK}/trucks")
    chief.opens(f"{DESK}/", 404)
    assert chief.sends(f"{DESK}/trucks/{trucks[0]}/cancel-rounds").status_code == 404


def test_the_sheet_has_everything_a_driver_needs(mana, trucks, clock):
    ticket = house(clock, "สมพร แก้วมณี", 1500, special_care=True, note="ข้างมัสยิด")
    held = planned(mana, trucks, ticket, litres=1500)
    page = mana.opens(f"{DESK}/{held.id}/sheet")
    shown = words(page)
    for wanted in ("องค์การบริหารส่วนตำบลทดสอบ", "ใบส่งน้ำ รอบที่ ๑", "วันจันทร์ที่ ๒ พฤศจิกายน ๒๕๖๙", "รถน้ำ ๑", "สมพร แก้วมณี",
                   "๔๕/๒", "หมู่ที่ ๑ บ้านสวนนอก", "ข้างมัสยิด", "๐๘ ๐๐๐๐ ๑๑๑๑", "๑,๕๐๐", "ดูแลเป็นพิเศษ", "ลายมือชื่อ",
                   f"/r/{held.token}"):  # fmt: skip
        assert wanted in shown, wanted
    assert "<thead>" in page
    assert 'class="qr"' in page


def test_the_case_shows_its_houses_and_their_rounds(mana, trucks, clock):
    ticket = house(clock, "สมพร", 3000)
    held = planned(mana, trucks, ticket, litres=1000)
    page = mana.case(current(ticket))
    assert f'href="{DESK}/{held.id}"' in page
    assert "3,000 0 3,000" in words(page), "asked, given, outstanding"
    assert "/unschedule" not in page, "what a round does is done on its page"


def test_urgency_is_shown_and_changed_with_a_reason(mana, clock):
    ticket = house(clock, "ย่า", special_care=True)
    assert "มีผู้ต้องดูแลเป็นพิเศษ: คำนวณจากคำร้อง" in words(mana.case(current(ticket)))
    path = f"/staff/tickets/{current(ticket).latin}/priority"
    seen = str(current(ticket).version)
    assert "เขียนเหตุผล" in words(mana.sends(path, rank="0", version=seen).text)
    mana.sends(path, rank="0", reason="น้ำหมดบ้าน", version=seen)
    assert "ฉุกเฉิน: เจ้าหน้าที่กำหนด" in words(mana.case(current(ticket)))
    assert mana.sends(path, rank="2", reason="กลับ", version=seen).status_code == 409


def test_intake_and_management_may_work_every_round(app, mana, trucks, clock):
    held = planned(mana, trucks, house(clock, "ก"))
    nurida = Officer(app.test_client(), hired("nurida", INTAKE, now=clock(), unit="สำนักปลัด"))
    nurida.sends(f"{DESK}/{held.id}/set-out")
    assert newest().state is RoundState.OUT
