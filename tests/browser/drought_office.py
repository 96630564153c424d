"""The office in a drought: its people before their screens, doing one after another what a week of water takes."""

import re
from datetime import datetime

from playwright.sync_api import Page

from tests.browser.drought import ANSWERS, DESK, HEAD, HOME, LITRES, NEIGHBOURS, REFUSED, Hands, Tally, begins, pasted
from tests.browser.people import Officer, Resident
from tests.browser.test_driving import Road


def fits(page: Page) -> None:
    """Nothing is wider than the screen."""
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), page.url


class Week:
    """The office, its people before their screens, and the copybook of whoever pours the water."""

    def __init__(self, live, page, clock) -> None:
        self.live, self.clock, self.tally = live, clock, Tally()
        self.nurida, self.mana, self.palat, self.nayok = (Officer(page(1280), fits) for _name in range(4))
        self.resident, self.head, self.phone = Resident(page(), fits), Resident(page(), fits), page()
        self.hands, self.public = Hands(live.app.test_client()), Hands(live.app.test_client())
        self.tracking: dict[str, str] = {}
        self.cases: list[str] = []
        self.cancelled: list[str] = []

    def morning(self, day: int, hour: int, minute: int = 0) -> None:
        """Whoever works today signs in."""
        self.clock.set(self.clock().replace(day=day, hour=hour, minute=minute))
        for officer, name in ((self.mana, "mana"), (self.palat, "palat"), (self.nayok, "nayok")):
            officer.page.context.clear_cookies()
            officer.signs_in(name)
        self.hands = Hands(self.live.app.test_client()).signs_in("mana")

    def asks(self, door: str, name: str, litres: int, village: int, **more: str) -> None:
        """One request through the same forms, without a screen."""
        self.clock.advance(minutes=5)
        self.tally.asks(name, litres)
        if door == "online":
            whole = {"amount": "less", "litres": f"{litres:,}", "house_no": f"{len(self.tally.houses)}/2"}
            self.public.opens("/water/new").types(**{**ANSWERS, **whole, "name": name, "village": str(village), **more})
            self.public.presses("ไปตรวจคำตอบ").types(acknowledged="y").presses("ส่งเรื่อง").reads("รับเรื่องของคุณแล้ว")
            (self.tracking[name],) = self.public.links("/t/")
            return
        page = Hands(self.live.app.test_client()).signs_in("nurida").opens("/staff/tickets/new?channel=water")
        page.types(
            arrival="walk_in", applicant=name, phone="0800002222", village=page.option("village", f"หมู่ที่ {village}"),
            place=f"{len(self.tally.houses)}/1", category=page.option("category", "ครัวเรือน"), reason="drought",
            litres=f"{litres}", persons="5", capacity="12000", **more,
        ).presses("รับเรื่องและออกใบรับ").reads("รหัสติดตาม", name)  # fmt: skip

    def files_for_many(self) -> None:
        """The village head pastes a list; one line of it is mended where it stands."""
        head, page = self.head, self.head.page
        self.clock.advance(minutes=5)
        head.opens("/water/")
        head.follows("ขอให้หลายบ้านพร้อมกัน")
        head.writes("name", HEAD)
        head.chooses("role", "head")
        head.writes("phone", "08-0000-3333")
        page.locator("select[name=village]").select_option("4")
        head.chooses("reason", "drought")
        head.writes("listed", pasted(NEIGHBOURS))
        head.presses("ไปที่รายชื่อบ้าน")
        head.reads("25 บ้าน")
        head.presses("ไปตรวจคำตอบ")
        head.reads("มี 1 บ้านที่ต้องแก้")
        head.writes("amount_3", "๕๐๐")
        head.presses("ไปตรวจคำตอบ")
        head.reads("รวม 25 บ้าน")
        head.sends()
        self.tracking[HEAD] = head.opens_their_page()
        for n, name in enumerate(NEIGHBOURS):
            self.tally.asks(name, LITRES[n % 5])

    def comes_to_the_counter(self) -> None:
        """Somebody stands before nurida."""
        self.clock.advance(minutes=5)
        self.nurida.signs_in("nurida")
        self.nurida.opens("/staff/tickets/new?channel=water")
        self.nurida.chooses("arrival", "walk_in")
        for name, label in (("category", "ครัวเรือน"), ("village", re.compile("สวนนอก")), ("reason", "ภัยแล้ง บ่อแห้ง")):
            chosen = self.nurida.page.locator(f"select[name={name}] option", has_text=label).first
            self.nurida.page.locator(f"select[name={name}]").select_option(chosen.get_attribute("value"))
        for name, text in (("applicant", DESK), ("phone", "0800004444"), ("place", "45/2"), ("litres", "๑,๐๐๐"),
                           ("persons", "3"), ("capacity", "1,200")):  # fmt: skip
            self.nurida.writes(name, text)
        self.nurida.presses("รับเรื่องและออกใบรับ")
        self.nurida.reads(DESK)
        self.tally.asks(DESK, 1000)

    def asks_at_home(self) -> None:
        """A resident with a phone."""
        self.clock.advance(minutes=5)
        self.resident.asks_for_water()
        self.tracking[HOME] = self.resident.opens_their_page()
        self.tally.asks(HOME, 6000)

    def gets_trucks(self) -> None:
        """Two trucks and two drivers."""
        for path, fields in (("trucks", (("name", "รถน้ำ 1"), ("plate", "บม 4410"), ("litres", "6,000"))),
                             ("trucks", (("name", "รถน้ำ 2"), ("plate", "บร 1187"), ("litres", "8,000"))),
                             ("drivers", (("name", "ยะโก๊ะ สะนิ"), ("phone", "0800005555"))),
                             ("drivers", (("name", "สมหมาย เพชรรัตน์"), ("phone", "")))):  # fmt: skip
            self.mana.opens(f"/staff/water/{path}/new")
            for name, text in fields:
                self.mana.writes(name, text)
            self.mana.presses("บันทึก")
            self.mana.reads(fields[0][1])

    def checks(self) -> None:
        """An officer's opinion on every request."""
        first, *others = self.every_case()
        self.mana.opens(f"{first}/check")
        self.mana.writes("opinion", "บ่อแห้งจริง เห็นควรอนุมัติ")
        self.mana.presses("ตรวจแล้ว เสนออนุมัติ")
        for case in others:
            self.hands.opens(f"{case}/check").types(opinion="เห็นควรอนุมัติ").presses("ตรวจแล้ว เสนออนุมัติ")

    def decides(self) -> None:
        """The clerk agrees to all at once; whoever may approve says no to one, and yes to the others at once."""
        for officer, button, said in (
            (self.palat, "เห็นชอบเรื่องที่เลือกไว้ เสนออนุมัติ", "เห็นชอบแล้ว 15 เรื่อง"),
            (self.nayok, "อนุมัติเรื่องที่เลือกไว้", "อนุมัติแล้ว 14 เรื่อง"),
        ):
            officer.opens("/management/approvals")
            if officer is self.nayok:
                officer.page.locator("li.approval", has_text=REFUSED).get_by_role("link", name="ไม่อนุมัติ").click()
                officer.writes("message", "บ้านนี้มีประปาใช้แล้ว")
                officer.presses("ไม่อนุมัติ")
                self.tally.declines(REFUSED)
                officer.opens("/management/approvals")
            for box in officer.page.locator("input[name=chosen]").all():
                box.check()
            officer.presses(button)
            officer.reads(said)

    def plans(self, day: datetime, loads: dict[int, int], drivers: dict[int, str]) -> list[int]:
        """Rounds as they are proposed for these trucks; their numbers in the table, in order."""
        mana, page = self.mana, self.mana.page
        mana.opens(f"/staff/water/propose?day={day:%Y-%m-%d}")
        for truck, times in loads.items():
            page.locator(f"select[name=loads-{truck}]").select_option(str(times))
        mana.presses("เสนอใหม่")
        for board, name in drivers.items():
            page.locator(f"select[name=driver-{board}]").select_option(label=name)
        boards = page.locator("input[name=truck]").count()
        mana.presses("จัดรอบตามนี้")
        mana.reads(f"จัดรอบแล้ว {boards} รอบ")
        links = page.locator("section h2 a").evaluate_all("all => all.map((a) => a.getAttribute('href'))")
        return [int(href.rsplit("/", 1)[1]) for href in links]

    def houses(self, caption: str, hands: Hands | None = None) -> dict[str, list[str]]:
        """The rows of a table of the page before these hands, by house."""
        return {begins(row[0], self.tally.houses): row for row in (hands or self.hands).rows(caption)}

    def waits(self, names: list[str]) -> list[str]:
        """Those of these houses that wait for a round, in the order of the queue."""
        return [name for name in self.hands.queue() if name in names]

    def every_case(self) -> list[str]:
        """The pages of all cases there ever were."""
        self.hands.opens("/staff/queue?channel=water")
        listed = [link for link in self.hands.links("/staff/tickets/") if link[-4:].isdigit()]
        self.cases = list(dict.fromkeys([*self.cases, *listed]))
        return self.cases

    def houses_of(self, held: int) -> list[str]:
        """Who is on a round, in driving order."""
        self.hands.opens(f"/staff/water/{held}")
        return [begins(row[0], self.tally.houses) for row in self.hands.rows("บ้านใน")]

    def drives(self, held: int) -> Road:
        """The driver opens the link of the round on a telephone."""
        self.mana.opens(f"/staff/water/{held}")
        link = self.mana.page.get_by_role("link", name="เปิดหน้าของคนขับ").get_attribute("href")
        self.phone.clock.set_fixed_time(self.clock())
        road = Road(self.phone, self.live.app, self.clock, link.removeprefix("/r/"), ())
        road.opens()
        fits(self.phone)
        ids = self.phone.locator("li.stop").evaluate_all("all => all.map((li) => li.id)")
        road.stops = tuple(int(one.removeprefix("stop-")) for one in ids)
        return road

    def keys_in(self, held: int, said: dict[str, dict[str, str]]) -> None:
        """The signed sheet, by house: result, litres, time; the tally has it from the sheet, not from the page."""
        mana, page = self.mana, self.mana.page
        mana.opens(f"/staff/water/{held}")
        mana.follows("บันทึกผลจากใบส่งน้ำ")
        for name, fields in said.items():
            for label, value in fields.items():
                field = page.get_by_label(f"{label} {name}", exact=True)
                if label == "ผล":
                    field.select_option(label=value)
                else:
                    field.fill(value)
        mana.presses("บันทึกทั้งหมด")
        mana.reads(f"บันทึกผลแล้ว {len(said)} บ้าน")

    def brings(self, held: int) -> None:
        """A round without a hitch, keyed in from its sheet without a screen."""
        self.hands.opens(f"/staff/water/{held}").presses("ออกรถ")
        self.clock.advance(hours=1)
        self.hands.opens(f"/staff/water/{held}/marks")
        wanted = {}
        for row in self.hands.rows("ผลของทุกบ้าน"):
            name = begins(row[0], self.tally.houses)
            self.tally.pours(name, int(row[1].replace(",", "")))
            fields = self.hands.named(name)
            wanted |= {fields["ผล"]: "full", fields["ผู้รับ"]: name}
        self.hands.types(**wanted).presses("บันทึกทั้งหมด").reads(f"บันทึกผลแล้ว {len(wanted) // 2} บ้าน", "จบรอบแล้ว")
