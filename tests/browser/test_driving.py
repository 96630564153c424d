"""A driver's telephone where there is no line: what was marked comes later, once, with its true time."""

from dataclasses import dataclass
from datetime import timedelta

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from app.domain.rounds import Load
from app.domain.water_marks import Proof, Result
from app.domain.workflow import Kind, Role
from app.extensions import db
from app.models import Truck, WaterRound, WaterStop
from app.services import tickets
from app.services.steps import StepInput
from app.services.water import driving, fleet, rounds
from app.services.water.driving import Mark
from tests import factories
from tests.conftest import Clock

DESK = factories.actor(Role.INTAKE, Role.MANAGEMENT)
KEPT = "เก็บในเครื่อง รอส่ง"
HOUSES = (2000, 1500, 1000)


@dataclass
class Road:
    """A phone on the way with its round; its clock and that of the office go together."""

    page: Page
    app: Flask
    clock: Clock
    token: str
    stops: tuple[int, ...]

    def rides(self, **span: float) -> None:
        """Time passes."""
        self.clock.advance(**span)
        self.page.clock.set_fixed_time(self.clock())

    def opens(self) -> None:
        """Open the link; after it the round is kept on the phone."""
        self.page.goto(f"/r/{self.token}")
        self.page.wait_for_selector("html[data-kept]")

    def loses_the_line(self, *, lost: bool = True) -> None:
        self.page.context.set_offline(lost)

    def fills(self, number: int, result: str = "full", recipient: str = "ยะโก๊ะ", proof: str = "paper") -> None:
        """The form of a stop, as thumbs do it."""
        stop = self.stop(number)
        stop.locator("details.outcome > summary").click()
        self.chooses(number, "result", result)
        if result in {"full", "part"}:
            stop.locator("[name$=-recipient]").fill(recipient)
            self.chooses(number, "proof", proof)

    def chooses(self, number: int, name: str, value: str) -> None:
        self.stop(number).locator(f"label:has([name$=-{name}][value={value}])").click()

    def saves(self, number: int) -> None:
        self.stop(number).get_by_role("button", name="บันทึกจุดนี้").click()

    def stop(self, number: int):
        return self.page.locator(f"#stop-{self.stops[number]}")

    def reads(self, number: int, words: str) -> None:
        expect(self.stop(number)).to_contain_text(words)

    def office(self, number: int) -> WaterStop:
        """What the office knows of a stop; inside ``app.app_context()``."""
        db.session.expire_all()
        return db.session.get_one(WaterStop, self.stops[number])


@pytest.fixture
def road(live_server, page, clock):
    with live_server.app.app_context():
        factories.make_office(clock())
        fleet.save_truck(Truck(), name="รถน้ำ 1", plate="บม 4410", litres=6000, active=True, by=DESK, now=clock())
        for litres in HOUSES:
            details = {"litres": litres, "persons": 4, "capacity": litres, "house_no": "45/2", "road": "hose",
                       "hose": 20, "containers": ["jar"], "special_care": litres == 2000}  # fmt: skip
            ticket = factories.open_water(clock(), details=details, place="ข้างมัสยิด", latitude=6.7, longitude=101.1)
            tickets.take_step(ticket, "check", StepInput(opinion="ควรส่ง"), by=DESK, now=clock())
            tickets.take_step(ticket, "approve", StepInput(), by=DESK, now=clock())
        (proposal,) = rounds.propose([Load(fleet.trucks()[0].id, 6000)], by=DESK)
        held: WaterRound = rounds.plan(clock().date(), proposal, None, by=DESK, now=clock())
        token, stops = held.token, tuple(stop.id for stop in held.stops)
        db.session.remove()
    found = Road(page(), live_server.app, clock, token, stops)
    found.rides(minutes=10)
    return found


def test_marks_made_without_a_line_arrive_once_with_their_true_times(road):
    road.opens()
    road.loses_the_line()
    road.page.get_by_role("button", name="ออกรถ").click()
    expect(road.page.locator("#round-head")).to_contain_text(KEPT)
    road.rides(minutes=30)
    road.fills(0)
    road.saves(0)
    road.reads(0, f"{KEPT} ส่งครบ · 2,000 ลิตร · ยะโก๊ะ")
    road.rides(minutes=30)
    road.fills(1, "part")
    road.stop(1).locator("[name$=-litres]").fill("๖๐๐")
    road.saves(1)
    road.reads(1, KEPT)
    road.rides(minutes=30)
    road.page.reload()
    road.reads(1, f"{KEPT} ส่งได้บางส่วน · ๖๐๐ ลิตร · ยะโก๊ะ")
    road.fills(2, "nobody")
    road.saves(2)
    expect(road.page.locator("#line")).to_contain_text("รอส่ง 4 รายการ")
    road.rides(minutes=90)
    road.loses_the_line(lost=False)
    road.reads(2, "ไม่มีคนอยู่")
    expect(road.page.locator(".kept")).to_have_count(0)
    with road.app.app_context():
        left = road.office(0).round.set_out_at
        marks = [road.office(number) for number in range(3)]
        assert [(m.result, m.given) for m in marks] == [(Result.FULL, 2000), (Result.PART, 600), (Result.NOBODY, 0)]
        after = [round((m.marked_at - left) / timedelta(minutes=1)) for m in marks]
        assert after == [30, 60, 90]
        told = [event.kind for m in marks for event in m.point.ticket.events if event.kind.value.endswith("delivered")]
        assert told == [Kind.DELIVERED, Kind.PART_DELIVERED, Kind.NOT_DELIVERED], "each once"


def test_a_signature_is_drawn_and_kept(road, axe):
    road.opens()
    road.fills(0, proof="drawn")
    road.saves(0)
    road.reads(0, "ให้ผู้รับลงชื่อในกรอบก่อน")
    axe(road.page)
    pen = road.stop(0).locator("canvas").bounding_box()
    road.page.mouse.move(pen["x"] + 20, pen["y"] + 20)
    road.page.mouse.down()
    road.page.mouse.move(pen["x"] + 150, pen["y"] + 70, steps=5)
    road.page.mouse.up()
    road.saves(0)
    road.reads(0, "ส่งครบ 2,000 ลิตร")
    with road.app.app_context():
        assert road.office(0).proof is Proof.DRAWN
        assert [file.public for file in road.office(0).point.ticket.attachments] == [False]


def test_a_mark_that_the_office_refuses_is_mended_with_what_was_typed(road):
    road.opens()
    road.fills(0, proof="word")
    road.stop(0).locator("[name$=-word]").fill("12")
    road.saves(0)
    road.reads(0, "เลขนี้ไม่ตรงกับบ้านนี้")
    road.page.reload()
    expect(road.stop(0).locator("[name$=-recipient]")).to_have_value("ยะโก๊ะ")
    road.reads(0, "เลขนี้ไม่ตรงกับบ้านนี้")
    road.chooses(0, "proof", "paper")
    road.saves(0)
    road.reads(0, "ส่งครบ 2,000 ลิตร ผู้รับ ยะโก๊ะ")


def test_what_somebody_else_marked_is_shown_until_it_is_seen(road):
    road.opens()
    road.loses_the_line()
    road.fills(0, "nobody")
    road.saves(0)
    with road.app.app_context():
        said = Mark(Result.FULL, 2000, road.clock(), "desk", "มะลิ", Proof.PAPER)
        driving.mark(road.stops[0], said, by=DESK, now=road.clock())
        db.session.remove()
    road.loses_the_line(lost=False)
    road.reads(0, "คนอื่นบันทึกจุดนี้ไว้แล้ว: ส่งครบ 2,000 ลิตร ผู้รับ มะลิ")
    road.page.reload()
    road.reads(0, "ที่คุณบันทึก: ไม่มีคนอยู่")
    road.stop(0).get_by_role("button", name="รับทราบ").click()
    expect(road.page.locator(".kept")).to_have_count(0)


def test_an_unsent_mark_can_be_mended(road):
    road.opens()
    road.loses_the_line()
    road.fills(0, recipient="ผิดคน")
    road.saves(0)
    road.stop(0).get_by_role("button", name="แก้").click()
    road.stop(0).locator("[name$=-recipient]").fill("ถูกคน")
    road.saves(0)
    road.loses_the_line(lost=False)
    road.reads(0, "ผู้รับ ถูกคน")


def test_the_phone_forgets_when_the_link_is_over(road):
    road.opens()
    road.loses_the_line()
    road.fills(0)
    road.saves(0)
    road.rides(days=2)
    road.page.reload()
    expect(road.page.locator("main")).to_contain_text("ลิงก์นี้หมดอายุแล้ว")
    expect(road.page.locator("main")).not_to_contain_text("วรรณา")
    kept = road.page.evaluate("caches.open('khamrong-rounds').then((c) => c.keys()).then((k) => k.map((r) => r.url))")
    assert [url for url in kept if "/assets/" not in url] == []


def test_the_phone_keeps_the_round_and_nothing_else_of_the_office(road):
    road.opens()
    road.page.goto("/services/")
    road.opens()
    kept = road.page.evaluate("caches.open('khamrong-rounds').then((c) => c.keys()).then((k) => k.map((r) => r.url))")
    assert {url.split("/")[3] for url in kept} == {"r", "assets"}
    assert any("sarabun" in url for url in kept)


@pytest.mark.parametrize("width", [360, 1280])
def test_no_barriers_and_it_fits(road, page, axe, width):
    found = page(width)
    found.clock.set_fixed_time(road.clock())
    found.goto(f"/r/{road.token}")
    found.locator("details.outcome > summary").first.click()
    found.locator("label:has([value=full])").first.click()
    axe(found)
    assert found.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_without_scripts_the_page_works(road, page):
    found = page(scripts=False)
    found.goto(f"/r/{road.token}")
    plain = Road(found, road.app, road.clock, road.token, road.stops)
    plain.fills(0)
    expect(plain.stop(0).locator("[value=drawn]")).to_be_hidden()
    plain.saves(0)
    plain.reads(0, "ส่งครบ 2,000 ลิตร ผู้รับ ยะโก๊ะ")
