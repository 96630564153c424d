"""The ways of residents: forms refused, checked and sent, a neighbour's case, a question, what cannot be found."""

from collections.abc import Iterator

from benchmarks.pictures.visit import Visit, Walk

STORY = "ฝาท่อระบายน้ำหน้าโรงเรียนแตก เด็กเดินผ่านทุกเช้า กลัวตกลงไป"
WATER = {
    "persons": "4", "capacity": "6000", "hose": "25", "name": "วรรณา ตัวอย่าง", "phone": "0800001111", "house_no": "45/2",
}  # fmt: skip
HOUSES = """ยะโก๊ะ ตัวอย่าง\t12\t3\tใกล้มัสยิด\t0800000001\t5\t2000
สมศรี ตัวอย่าง\t14/1\t\t\t\t3\t1 เที่ยว
มารีแย ตัวอย่าง\t12\t3\t\t\tสี่คน\t2000"""


def complaints(visit: Visit) -> Iterator[str]:
    """With the choice from the map, to the page of the case and taking it back."""
    visit.opens("/complaints/new")
    visit.presses()
    yield "refused"
    _complaint(visit)
    visit.presses("[name=go]")
    yield "map"
    visit.page.go_back()
    visit.page.wait_for_load_state()
    _complaint(visit)
    yield from _sent(visit)
    visit.opens(visit.finds("a[href*='/withdraw']"))
    yield "take back"


def _complaint(visit: Visit, story: str = STORY) -> None:
    visit.chooses(category="drain")
    visit.selects("village", 2)
    visit.fills(story=story, place="หน้าโรงเรียน", name="สมศรี ตัวอย่าง")


def water(visit: Visit) -> Iterator[str]:
    """The longest form, to its receipt."""
    visit.opens("/water/new")
    visit.presses()
    yield "refused"
    visit.chooses(category="", reason="", amount="", containers="", road="hose")
    visit.fills(**WATER)
    visit.selects("village", 2)
    yield from _sent(visit)


def many_houses(visit: Visit) -> Iterator[str]:
    """A list of houses with a fault in it, mended, to its receipt."""
    visit.opens("/water/group/new")
    visit.presses()
    yield "refused"
    yield from houses(visit)
    visit.chooses(acknowledged="")
    visit.presses()
    yield "received"
    visit.opens(visit.finds("a[href^='/t/']"))
    yield "status"


def houses(visit: Visit) -> Iterator[str]:
    """From the first page, at home or at the counter, to the last one before it is sent."""
    visit.chooses(role="head", reason="")
    visit.fills(name="ดือราแม ตัวอย่าง", phone="0800002222", listed=HOUSES)
    visit.selects("village", 2)
    visit.presses()
    yield "houses"
    visit.presses()
    yield "houses refused"
    visit.fills(persons_2="4")
    visit.presses()
    yield "check"


def service(visit: Visit) -> Iterator[str]:
    """A service that the office defined itself."""
    visit.opens("/services/elderly-allowance/new")
    visit.presses()
    yield "refused"
    for field in visit.page.locator("main input[name^=q_]:not([type=radio]):not([type=hidden])").all():
        name = field.get_attribute("name") or ""
        field.fill("2" if name.endswith("-day") else "2503" if name.endswith("-year") else "1949900000013")
    for field in visit.page.locator("main select[name^=q_]").all():
        field.select_option(index=2)
    visit.page.locator("main input[type=radio][name^=q_]").first.check()
    visit.fills(name="มะ ตัวอย่าง", phone="0800003333", address="9 หมู่ 2")
    yield from _sent(visit)


def _sent(visit: Visit) -> Iterator[str]:
    visit.presses()
    visit.page.wait_for_url("**/check?*")
    yield "check"
    visit.chooses(acknowledged="")
    visit.presses()
    visit.page.wait_for_url("**/received?*")
    yield "received"
    visit.opens(visit.finds("a[href^='/t/']"))
    yield "status"


def corruption(visit: Visit) -> Iterator[str]:
    """A report, to the page that its code opens, and taking it back; a code that opens nothing."""
    visit.opens("/corruption/new")
    visit.presses()
    yield "refused"
    visit.fills(last_four=visit.page.locator("[name=code]").first.input_value()[-4:], what="เจ้าหน้าที่ขอเงินค่าเซ็นชื่อ")
    visit.chooses(about="other")
    visit.presses()
    yield "check"
    visit.presses()
    yield "sent"
    visit.presses("main form[action*='/case'] button")
    yield "opened by its code"
    visit.presses("main form[action*='/write'] .buttons button")
    yield "words refused"
    visit.unfolds()
    visit.presses("main form[action*='/withdraw'] .buttons button")
    yield "taking back refused"
    visit.opens("/corruption/")
    visit.fills(code="123")
    visit.presses("main form[action*='/case'] button")
    yield "no such code"


def neighbours(visit: Visit) -> Iterator[str]:
    """Words that an officer passed, found by the next one, who follows the case and stops."""
    _a_neighbour_tells(visit)
    visit.opens("/complaints/new")
    _complaint(visit, "ฝาท่อแตกหน้าโรงเรียน")
    visit.presses()
    visit.page.wait_for_url("**/check?*")
    yield "somebody told us before"
    visit.presses("main form[action*='follow'] button")
    visit.page.wait_for_url("**/f/*")
    yield "followed"
    place = visit.page.url
    visit.presses("main form[action*='/stop'] button")
    yield "no longer followed"
    visit.page.goto(place)
    yield "nothing to follow any more"


def _a_neighbour_tells(visit: Visit) -> None:
    teller, desk = visit.with_another(), visit.with_another("nurida")
    teller.opens("/complaints/new")
    _complaint(teller)
    teller.presses()
    teller.page.wait_for_url("**/check?*")
    teller.unfolds()
    teller.chooses(share="", acknowledged="")
    teller.presses()
    teller.page.wait_for_url("**/received?*")
    desk.opens("/staff/check/neighbours")
    for link in [it.get_attribute("href") for it in desk.page.locator("main a[href^='/staff/tickets/']").all()]:
        desk.opens(link or "")
        if STORY[:20] in desk.page.inner_text("main"):
            desk.presses("form[action*='public'] button")
    teller.page.context.close()
    desk.page.context.close()


def questions(visit: Visit) -> Iterator[str]:
    visit.opens("/questions/ask")
    visit.presses()
    yield "refused"
    visit.fills(text="ถนนสายหลังวัดจะทำเมื่อไร โทร. 0800004444")
    visit.presses()
    yield "check"
    visit.presses()
    yield "sent"


def unfound(visit: Visit) -> Iterator[str]:
    """What is looked for in vain, and what is over or was never there."""
    visit.opens("/track")
    visit.presses()
    yield "looking up refused"
    for name in ("nowhere", "t/nobody-has-this-address"):
        visit.opens(f"/{name}")
        yield f"/{name} not found"
    year = visit.page.evaluate("new Date().getFullYear() + 543")
    visit.opens(f"/eit/{year - 1}/all/poster")
    yield "survey closed"
    visit.opens("/services/complaints/versions/1")
    yield "a version of a manual"
    visit.opens("/reports/")
    report = visit.finds("main a[href^='/reports/']").rstrip("/")
    visit.opens(report.rsplit("/", 1)[0])
    yield "reports of a year"
    visit.opens(f"{report}/1")
    yield "first edition of a report"


RESIDENTS: dict[str, Walk] = {
    "complaints": complaints, "water": water, "many houses": many_houses, "service": service, "corruption": corruption,
    "neighbours": neighbours, "questions": questions, "unfound": unfound,
}  # fmt: skip
