"""The ways of management, administration and of who writes for the public: forms refused, and what follows an act."""

import json
from collections.abc import Iterator

from benchmarks.pictures.visit import Visit, Walk

LISTS = ("staff", "villages", "units", "categories", "refusals", "replies", "eit", "services/", "registers", "mail")
CORNERS = ((101.10, 6.60), (101.12, 6.60), (101.12, 6.62), (101.10, 6.62), (101.10, 6.60))
MAP = json.dumps({"type": "FeatureCollection", "features": [
    {"type": "Feature", "properties": {"moo": f"หมู่ที่ {n}"},
     "geometry": {"type": "Polygon", "coordinates": [[(east + 0.02 * n, north) for east, north in CORNERS]]}}
    for n in (1, 2, 3, 9)
]}).encode()  # fmt: skip
OLD_BOOK = "\n".join([
    "เลขที่รับ,วันที่รับ,ชื่อ-สกุล ผู้ร้อง,โทร.,หมู่ที่,เรื่อง,ผลการดำเนินการ,วันที่แล้วเสร็จ",
    *(f"{n}/2565,{n % 40} ต.ค. 2565,สมพร ตัวอย่าง,081-000-{n:04},{n % 6},ถนนชำรุด จุดที่ {n},เสร็จแล้ว,{n % 35} พ.ย. 2565"
      for n in range(90)),
]).encode()  # fmt: skip


def administration(visit: Visit) -> Iterator[str]:
    """Every form sent empty, a person, a map and an old book as far as they go without changing anything."""
    yield from visit.refused(*(f"/admin/{name}" for name in LISTS))
    visit.opens("/admin/staff")
    person = visit.finds("main a[href^='/admin/staff/']")
    for act in ("", "/password", "/second-step", "/dismiss", "/reinstate"):
        if visit.opens(f"{person}{act}"):
            yield f"/admin/staff/*{act}"
    for path in ("/admin/manuals/complaints/new", "/admin/services/elderly-allowance/about", "/admin/office"):
        if visit.opens(path):
            visit.page.locator("main input[type=text]:visible").first.fill("")
            visit.presses()
            yield f"{path} refused"
    visit.opens("/admin/villages/map")
    villages = {"name": "map.geojson", "mimeType": "application/json", "buffer": MAP}
    visit.page.set_input_files("main [name=file]", villages)  # type: ignore[arg-type]
    visit.presses("main form:has([name=file]) .buttons button")
    yield "map before it is saved"
    yield from _old_book(visit)
    yield from _new_manual(visit)


def _old_book(visit: Visit) -> Iterator[str]:
    visit.opens("/admin/registers")
    visit.fills(name="สมุดรับเรื่อง 2565")
    visit.page.set_input_files("main [name=sheet]", {"name": "2565.csv", "mimeType": "text/csv", "buffer": OLD_BOOK})
    visit.presses()
    yield "old book: columns"
    visit.presses()
    for _again in range(20):
        if not visit.page.locator("#go-on").count():
            break
        visit.presses("#go-on button")
    visit.opens(visit.page.url.removeprefix(visit.base).partition("?")[0])
    yield "old book: lines that cannot be read"
    visit.presses("main a[href$='/discard']")
    yield "old book: thrown away"
    visit.presses()


def _new_manual(visit: Visit) -> Iterator[str]:
    """A version that begins next year, and taking it back before it does."""
    visit.opens("/admin/manuals/complaints/new")
    year = visit.page.evaluate("new Date().getFullYear() + 544")
    visit.fills(**{"effective_on-day": "1", "effective_on-year": str(year)})
    visit.page.locator("main select[name=effective_on-month]").select_option("2")
    visit.presses()
    yield "manual: compared before it is published"
    visit.presses("main form .buttons button")
    if visit.opens("/admin/manuals/complaints/withdraw"):
        yield "manual: taken back"
        visit.presses()


def approve(visit: Visit) -> Iterator[str]:
    """A request for water that waits for a signature, with everything that can be done to it; lists behind figures."""
    visit.opens("/management/approvals")
    visit.opens(visit.finds("main a[href^='/staff/tickets/']").partition("?")[0])
    case = visit.page.url.removeprefix(visit.base).partition("?")[0]
    yield "case"
    for name in sorted(set(visit.page.eval_on_selector_all("main a[href]", "all => all.map((it) => it.pathname)"))):
        if name.startswith(f"{case}/") and name.count("/") == case.count("/") + 1 and visit.opens(name):
            yield name.rsplit("/", 1)[1]
    visit.opens(f"{case}/approve")
    yield "approve"
    visit.opens("/management/")
    visit.unfolds()
    yield "overview unfolded"


def reports(visit: Visit) -> Iterator[str]:
    """The yearly report: each form refused, a further draft."""
    visit.opens("/management/reports/")
    report = visit.finds("main a[href^='/management/reports/2']").partition("?")[0]
    for part in ("/measures/2", "/measures/6", "/head", "/publish", "/history"):
        if visit.opens(f"{report}{part}"):
            yield part
    visit.opens(f"{report}/head")
    visit.fills(**{"as_of-day": "99"})
    visit.presses()
    yield "head refused"
    visit.opens(f"{report}/measures/1/evidence")
    visit.presses("main form:has([name=files]) .buttons button")
    yield "evidence refused"


def publishing(visit: Visit) -> Iterator[str]:
    """An announcement from nothing to withdrawn, as officers and as residents see it; an ITA item."""
    yield from visit.refused("/staff/publishing/publications/new")
    visit.opens("/staff/publishing/publications/new")
    visit.selects("heading", 2)
    visit.fills(title="ประกาศผลการจัดซื้อรถน้ำ", body="รายการที่ 1")
    visit.presses()
    yield "files of a draft"
    number = visit.page.url.partition("/publications/")[2].partition("/")[0]
    own = f"/staff/publishing/publications/{number}"
    visit.opens(f"{own}/discard")
    yield "draft thrown away"
    visit.opens(own)
    yield "draft"
    visit.presses("main form[action*='/publish'] button")
    yield "public"
    visit.opens(f"{own}/withdraw")
    visit.presses()
    visit.opens(f"/news/{number}")
    yield "withdrawn, as residents find it"
    yield from _ita(visit)
    visit.opens("/staff/publishing/questions/")
    question = visit.finds("main a[href^='/staff/publishing/questions/']")
    yield from visit.refused(question)
    visit.opens(f"{question}/aside")
    yield "question put aside"


def _ita(visit: Visit) -> Iterator[str]:
    visit.opens("/staff/publishing/ita/")
    year = visit.page.url.removeprefix(visit.base).partition("?")[0]
    for way in ("checklist", "new"):
        visit.opens(f"{year}{way}")
        yield f"ITA {way}"
    visit.opens(year)
    item = visit.finds(f"main a[href^='{year}']:not([href$='checklist']):not([href$='new'])").partition("?")[0]
    for way in ("", "/remove"):
        if visit.opens(f"{item}{way}"):
            yield f"ITA item{way}"
    yield from visit.refused(f"{year}new")


OFFICES: dict[str, Walk] = {
    "administration": administration, "approve": approve, "reports": reports, "publishing": publishing,
}  # fmt: skip
