"""Photograph every page of a served sample office at 360, 768 and 1280 px and lay the pictures on small contact sheets.

usage: python benchmarks/contact_sheet.py http://127.0.0.1:8000 [--out docs/pages] [--large FOLDER] [--only NAME …]

Follows the links of each role from its first page, one page of each kind. Residents' pages come in three languages,
with the forms of complaints, water and corruption refused, checked and sent, and a list with nothing in it. ``--large``
keeps the whole pictures, for looking at one. No sheet is larger than MOST bytes. Prints every page that is wider than
its screen; the exit status is their number.
"""

import argparse
import re
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from urllib.parse import urlsplit

from PIL import Image, ImageDraw, ImageFont
from playwright.sync_api import Browser, Page, sync_playwright

WIDTHS = {360: 84, 768: 120, 1280: 168}  # of the screen, of its picture on the sheet; all in pixels
CELL = 180
ACROSS = 4
MOST = 210_000
GAP = 6
MARGIN = 14
PAPER, INK = (98, 108, 112), (255, 255, 255)
NAMED = re.compile(r"(?<=/)([A-Z]{2}-\d{4}-\d+|O?\d+|[\w-]{16,})(?=/|$)")
ONE_OF_MANY = (  # addresses that differ by what they show, not by how they look
    (re.compile(r"(?<=/figures/)[^/]+|(?<=/tables/)[^/]+|(?<=/services/)[a-z-]+$|(?<=/guide/)[^/]+"), "*"),
    (re.compile(r"(?<=/ita/)\*/.+"), "*/*"),
    (re.compile(r"(?<=/tickets/\*/)(accept|answer|ask|assign|close|extend|merge|refer|refuse|withdraw)$"), "step"),
    (re.compile(r"^/corruption/(?!$|statistics)[^/]+$"), "/corruption/*"),
)
LEFT_OUT = re.compile(r"/(sign-out|sheet|paper|receipt|print|poster/.+)$|\.\w{2,5}$|^/(r|eit|assets)/")
PASSWORD = "sample-office-2570"  # noqa: S105 - the sample office's, printed by the serve command


@dataclass(frozen=True)
class Group:
    """A sheet: who looks, from where they start, which addresses belong to it."""

    name: str
    user: str
    starts: tuple[str, ...]
    inside: str
    lang: str = "th"
    most: int = 60
    phrase: str = ""


RESIDENTS = r"^/(?!staff|management|admin|setup)"
GROUPS = (
    *(Group(f"residents-{lang}", "", ("/", "/track", "/services/", "/statistics/", "/reports/", "/news/", "/questions/",
      "/poster", "/ita/", "/privacy", "/corruption/"), RESIDENTS, lang) for lang in ("th", "en", "ms")),
    Group("desk", "nurida", ("/staff/queue", "/staff/tickets/new", "/staff/account", "/staff/publishing/"), r"^/staff"),
    Group("management", "nayok", ("/management/", "/management/approvals", "/management/reports/"), r"^/management"),
    Group("administration", "admin", ("/admin/",), r"^/admin"),
    Group("integrity", "arun", ("/staff/sealed/",), r"^/staff/sealed", phrase="ปลากระบอก ใต้สะพาน ห้าตัว"),
)  # fmt: skip
STORY = "ฝาท่อระบายน้ำหน้าโรงเรียนแตก เด็กเดินผ่านทุกเช้า กลัวตกลงไป"
WATER = {
    "persons": "4", "capacity": "6000", "hose": "25", "name": "วรรณา ตัวอย่าง", "phone": "0800001111", "house_no": "45/2",
}  # fmt: skip


def kind(path: str) -> str:
    """The address without what differs from case to case: pages of one kind are photographed once."""
    path = NAMED.sub("*", path)
    for pattern, one in ONE_OF_MANY:
        path = pattern.sub(one, path)
    return path


def sign_in(page: Page, base: str, group: Group) -> None:
    page.goto(f"{base}/staff/sign-in")
    page.fill("[name=username]", group.user)
    page.fill("[name=password]", PASSWORD)
    page.locator("main form button").first.click()
    page.wait_for_load_state()
    if group.phrase:
        page.goto(f"{base}{group.starts[0]}")
        page.fill("[name=passphrase]", group.phrase)
        press(page)


def pages(page: Page, base: str, group: Group) -> Iterator[str]:
    """One address of each kind, in the order in which links lead to them; the page stands there when it is named."""
    waiting, known, found = list(group.starts), {kind(start) for start in group.starts}, 0
    while waiting and found < group.most:
        path = waiting.pop(0)
        answer = page.goto(f"{base}{path}{'&' if '?' in path else '?'}lang={group.lang}")
        if answer is None or answer.status != 200 or "html" not in answer.headers.get("content-type", ""):
            continue
        found += 1
        for link in page.eval_on_selector_all("a[href]", "all => all.map((it) => it.href)"):
            parts = urlsplit(link)
            ours = link.startswith(base) and re.search(group.inside, parts.path) and not LEFT_OUT.search(parts.path)
            if ours and kind(parts.path) not in known:
                known.add(kind(parts.path))
                waiting.append(parts.path)
        yield path


def complaint(page: Page, base: str, lang: str) -> Iterator[str]:
    """Stopped at each page that no link leads to."""
    page.goto(f"{base}/complaints/new?lang={lang}")
    press(page)
    yield "refused"
    page.locator("[name=category]").first.check()
    page.fill("[name=story]", STORY)
    page.locator("select[name=village]").select_option(index=2)
    page.fill("[name=place]", "หน้าโรงเรียน")
    page.fill("[name=name]", "สมศรี ตัวอย่าง")
    yield from _sent(page, base)


def water(page: Page, base: str, lang: str) -> Iterator[str]:
    """The longest form, to its receipt."""
    page.goto(f"{base}/water/new?lang={lang}")
    press(page)
    yield "refused"
    for name in ("category", "reason", "amount", "containers"):
        page.locator(f"[name={name}]").first.check()
    page.locator("[name=road][value=hose]").check()
    for name, words in WATER.items():
        page.fill(f"[name={name}]", words)
    page.locator("select[name=village]").select_option(index=2)
    yield from _sent(page, base)


def _sent(page: Page, base: str) -> Iterator[str]:
    press(page)
    page.wait_for_url("**/check?*")
    yield "check"
    page.locator("[name=acknowledged]").check()
    press(page)
    page.wait_for_url("**/received?*")
    yield "received"
    page.goto(base + (page.locator("a[href^='/t/']").first.get_attribute("href") or "/"))
    yield "status"


def corruption(page: Page, base: str, lang: str) -> Iterator[str]:
    """A report, to the page that shows its code once more."""
    page.goto(f"{base}/corruption/new?lang={lang}")
    press(page)
    yield "refused"
    page.fill("[name=last_four]", page.locator("[name=code]").first.input_value()[-4:])
    page.check("input[value=other]")
    page.fill("[name=what]", "เจ้าหน้าที่ขอเงินค่าเซ็นชื่อ")
    press(page)
    yield "check"
    press(page)
    yield "sent"


def press(page: Page) -> None:
    """Send the page's form by its chief button."""
    page.locator("main form[method=post] .buttons .button:not(.quiet)").last.click()
    page.wait_for_load_state()


def photograph(page: Page, width: int, name: str, wide: list[str], large: Path | None) -> Image.Image:
    page.set_viewport_size({"width": width, "height": CELL * width // WIDTHS[width] + 1})
    if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
        wide.append(f"{name} at {width}")
    taken = page.screenshot(full_page=large is not None)
    if large:
        (large / f"{re.sub(r'[^a-z0-9]+', '_', name.lower()).strip('_')}-{width}.png").write_bytes(taken)
    picture = Image.open(BytesIO(taken)).convert("RGB")
    across = WIDTHS[width]
    small = picture.resize((across, max(1, round(picture.height * across / picture.width))), Image.Resampling.LANCZOS)
    return small.crop((0, 0, across, min(small.height, CELL)))


JOURNEYS: dict[str, Callable[[Page, str, str], Iterator[str]]] = {
    "complaints": complaint, "water": water, "corruption": corruption,
}  # fmt: skip
EMPTY = {"desk": ("/staff/queue?q=zzz", "/staff/field?page=999")}


def sheet(shots: list[tuple[str, list[Image.Image]]]) -> Image.Image:
    """All pages of a group, each with its name over its three pictures."""
    across = sum(WIDTHS.values()) + GAP * len(WIDTHS) + MARGIN
    down = CELL + 2 * MARGIN
    lines = -(-len(shots) // ACROSS)
    paper = Image.new("RGB", (across * min(ACROSS, len(shots)) + MARGIN, down * lines + MARGIN), PAPER)
    pen, letters = ImageDraw.Draw(paper), ImageFont.load_default(11)
    for number, (name, pictures) in enumerate(shots):
        x, y = MARGIN + number % ACROSS * across, MARGIN + number // ACROSS * down
        pen.text((x, y - 2), name[:62], fill=INK, font=letters)
        for picture in pictures:
            paper.paste(picture, (x, y + MARGIN))
            x += picture.width + GAP
    return paper


def shoot(browser: Browser, base: str, group: Group, wide: list[str], large: Path | None) -> Image.Image:
    context = browser.new_context(viewport={"width": 1280, "height": 800}, locale="th-TH", reduced_motion="reduce")
    page = context.new_page()
    if group.user:
        sign_in(page, base, group)
    shots = []

    def add(name: str) -> None:
        said, title = f"{group.name} {name}", name if " " in name else kind(name)
        shots.append((title, [photograph(page, width, said, wide, large) for width in WIDTHS]))

    for path in pages(page, base, group):
        add(path)
    for path in EMPTY.get(group.name, ()):
        page.goto(f"{base}{path}")
        add(f"{path} (nothing in it)")
    if not group.user:
        for walk, journey in JOURNEYS.items():
            page.set_viewport_size({"width": 360, "height": 800})
            for name in journey(page, base, group.lang):
                add(f"/{walk}/ {name}")
    context.close()
    return sheet(shots)


def save(made: Image.Image, path: Path) -> None:
    """As sharp as MOST bytes allow."""
    for quality in (55, 45, 36, 28, 20, 12):
        made.save(path, quality=quality, method=6)
        if path.stat().st_size <= MOST:
            return


def main() -> int:
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("base")
    ask.add_argument("--out", type=Path, default=Path("docs/pages"))
    ask.add_argument("--large", type=Path)
    ask.add_argument("--only", nargs="*", default=[group.name for group in GROUPS])
    ask.add_argument("--browser", default="/usr/bin/chromium")
    asked = ask.parse_args()
    asked.out.mkdir(parents=True, exist_ok=True)
    if asked.large:
        asked.large.mkdir(parents=True, exist_ok=True)
    wide: list[str] = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=asked.browser, args=["--no-sandbox", "--disable-gpu"])
        for group in GROUPS:
            if group.name in asked.only:
                made = shoot(browser, asked.base.rstrip("/"), group, wide, asked.large)
                save(made, asked.out / f"{group.name}.webp")
                print(f"{group.name}: {made.width} x {made.height}")
        browser.close()
    print("\n".join(["wider than the screen:", *wide] if wide else ["nothing is wider than its screen"]))
    return len(wide)


if __name__ == "__main__":
    sys.exit(main())
