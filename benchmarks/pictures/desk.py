"""The ways of the desk, the field, the water trucks and the sealed place that no link shows."""

from collections.abc import Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

from benchmarks.pictures.places import NAMED
from benchmarks.pictures.residents import houses
from benchmarks.pictures.visit import Visit, Walk


def empty(visit: Visit) -> Iterator[str]:
    """Lists with nothing in them, and forms that were sent with nothing in them."""
    for path in ("/staff/queue?q=zzz", "/staff/search?q=zzz", "/staff/field?page=999"):
        visit.opens(path)
        yield f"{path} nothing in it"
    yield from visit.refused("/staff/tickets/new", "/staff/account/password", "/staff/views", "/staff/tickets/backlog")
    visit.opens("/staff/queue?status=received&channel=complaints")
    case = visit.finds("main a[href^='/staff/tickets/CP']").partition("?")[0]
    for way in ("assign", "letter", "category", "emergency", "move", "ask", "not_accept", "refer", "message", "note"):
        if visit.opens(f"{case}/{way}") and visit.page.url.partition("?")[0].endswith(way):
            yield way
    yield from visit.refused(*(f"{case}/{way}" for way in ("move", "ask", "not_accept", "refer", "message", "note")))


def marked(visit: Visit) -> Iterator[str]:
    """Acts on many at once, one of them done and taken back."""
    for act in ("accept", "category", "assign"):
        visit.opens("/staff/queue?channel=complaints")
        for box in visit.page.locator("main input[name=case]").all()[:4]:
            box.check()
        visit.presses(f"button[name=act][value={act}]")
        yield act
    visit.presses()
    yield "assign refused"
    visit.selects("unit", 1)
    visit.presses()
    yield "done"
    visit.presses("main form[action*='undo'] button")
    yield "taken back"


def backlog(visit: Visit) -> Iterator[str]:
    """Receipts on paper, keyed in afterwards."""
    visit.opens("/staff/tickets/backlog")
    today = datetime.now(ZoneInfo("Asia/Bangkok"))
    visit.fills(**{"day-day": str(today.day), "day-year": str(today.year + 543)}, reason="ไฟดับ")
    visit.page.locator("main select[name=day-month]").select_option(str(today.month))
    visit.fills(paper_0="1", time_0="00.05", applicant_0="มะ ตัวอย่าง", story_0="ไฟถนนดับ", phone_0="0800005555")
    visit.selects("village_0", 1)
    visit.selects("category_0", 1)
    visit.presses()
    yield "check"
    visit.presses()
    yield "done"


def counter(visit: Visit) -> Iterator[str]:
    """A walk-in with its receipt, and a list of houses with its roster."""
    visit.opens("/staff/tickets/new")
    visit.chooses(arrival="walk_in")
    visit.selects("category", 1)
    visit.fills(story="ไฟถนนดับสามดวงตรงทางโค้ง", applicant="สมพร ตัวอย่าง")
    visit.presses()
    yield "receipt"
    yield "receipt (printed)"
    yield from _list_of_houses(visit)


def _list_of_houses(visit: Visit) -> Iterator[str]:
    visit.opens("/staff/tickets/group/new")
    yield "many houses"
    visit.presses()
    yield "many houses refused"
    visit.chooses(arrival="walk_in")
    for name in houses(visit):
        yield f"many houses {name}"
    visit.presses()
    yield "many houses receipt"
    visit.opens("/staff/search?q=ดือราแม")
    case = visit.finds("main a[href^='/staff/tickets/WR']").partition("?")[0]
    visit.opens(case)
    yield "many houses case"
    visit.opens(f"{case}/priority")
    visit.presses()
    yield "priority refused"
    visit.opens(f"{case}/roster")
    yield "roster"
    yield "roster (printed)"


def moved(visit: Visit) -> Iterator[str]:
    """A case that was moved to the sealed channel, as its resident finds it."""
    resident = visit.with_another()
    resident.opens("/complaints/new")
    resident.chooses(category="desk")
    resident.selects("village", 1)
    resident.fills(story="เจ้าหน้าที่ขอเงินพิเศษ", place="ที่ทำการ", name="มะ ตัวอย่าง")
    resident.presses()
    resident.page.wait_for_url("**/check?*")
    resident.chooses(acknowledged="")
    resident.presses()
    resident.page.wait_for_url("**/received?*")
    told = resident.finds("a[href^='/t/']")
    resident.page.context.close()
    visit.opens("/staff/queue?q=ขอเงินพิเศษ")
    visit.opens(visit.finds("main a[href^='/staff/tickets/CP']").partition("?")[0] + "/move")
    visit.chooses(about="other", understood="")
    visit.presses()
    yield "afterwards"
    visit.opens(told)
    yield "as its resident finds it"
    visit.presses()
    yield "digits refused"
    visit.fills(last_four="".join(visit.page.locator(".secret-code > span:not(.hidden)").all_inner_texts())[-4:])
    visit.presses()
    yield "noted"


def field(visit: Visit) -> Iterator[str]:
    """An outcome from the spot."""
    visit.opens("/staff/field?whose=unit")
    yield "of the unit"
    for path in visit.page.eval_on_selector_all("main h3 a", "all => all.map((it) => it.pathname)"):
        visit.opens(path)
        if visit.page.locator("button[name=act][value=done]").count():
            yield "case"
            visit.presses("button[name=act][value=done]")
            yield "case refused"
            break


def rounds(visit: Visit) -> Iterator[str]:
    """A round that is written down for tomorrow, changed and taken away; the driver's page, the papers."""
    visit.opens("/staff/water/")
    visit.presses("main a[href*='/propose']")
    if visit.page.locator("button[name=save]").count():
        visit.presses("button[name=save]")
        yield "written down"
    planned = _planned(visit)
    if planned:
        visit.opens(f"{planned}/change")
        yield "change"
    yield from visit.refused("/staff/water/trucks/new", "/staff/water/drivers/new", "/staff/water/trucks/1/out")


def _planned(visit: Visit) -> str:
    """A round that has not set out: its address."""
    found = visit.page.eval_on_selector_all("main a[href^='/staff/water/']", "all => all.map((it) => it.pathname)")
    for path in dict.fromkeys(path for path in found if path.rsplit("/", 1)[1].isdigit()):
        visit.opens(path)
        if visit.finds("main a[href$='/change']"):
            return str(path)
    return ""


def sealed(visit: Visit) -> Iterator[str]:
    """A report's page refused, a report keyed in, the papers; then locked."""
    visit.opens("/staff/sealed/")
    links = visit.page.eval_on_selector_all("main a[href]", "all => all.map((it) => it.pathname)")
    report = next(link for link in links if NAMED.search(link))
    visit.opens(report)
    visit.presses("main form[action*='/write'] .buttons button")
    yield "words refused"
    visit.opens(f"{report}/export")
    visit.presses()
    yield "copy refused"
    visit.opens("/staff/sealed/new")
    visit.presses()
    yield "keying in refused"
    visit.chooses(about="other")
    visit.fills(what="จดหมายร้องเรียนจากตู้รับเรื่อง")
    visit.presses()
    yield "keyed in"
    for name in ("retention/list", "recover", "enrol", "unlock", "stolen", "no-such-report-here"):
        visit.opens(f"/staff/sealed/{name}")
        yield name
    yield from visit.refused("/staff/sealed/enrol", "/staff/sealed/recover")


DESK: dict[str, Walk] = {
    "empty": empty, "marked": marked, "backlog": backlog, "counter": counter, "moved": moved, "field": field,
    "round": rounds, "sealed": sealed,
}  # fmt: skip
