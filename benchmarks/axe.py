"""Look for barriers with axe on every page of a served sample office, in every state; write the totals as a table.

usage: python benchmarks/axe.py http://127.0.0.1:8000 [--out docs/accessibility.md] [--only NAME …] [--states NAME …]

Goes the ways of benchmarks/contact_sheet.py: one page of each kind, by role; residents' pages in three languages, with
forms refused, checked and sent. Every impact counts, the minor ones too. Between the marks in the file the table
is written anew; what is wrong is printed. The exit status is the number of findings.
"""

import argparse
import re
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright

from benchmarks.contact_sheet import GROUPS, JOURNEYS, Group, kind, pages, sign_in

IMPACTS = ("critical", "serious", "moderate", "minor")
DOUBLE = {"fontSizes": {"standard": 32, "fixed": 26}}
MARKS = "<!-- axe -->", "<!-- /axe -->"


@dataclass(frozen=True)
class State:
    """How somebody looks: width in CSS pixels, how far it is zoomed, and what they asked of their machine."""

    name: str
    width: int
    zoom: float = 1
    letters: bool = False
    double: bool = False
    forced: bool = False


STATES = (
    State("1280 px", 1280),
    State("200 % zoom of 1280 px", 640, zoom=2),
    State("320 px (400 % zoom)", 320, zoom=4),
    State("larger letters, 360 px", 360, letters=True),
    State("text at 200 %, 1280 px", 1280, double=True),
    State("forced colours, 360 px", 360, forced=True),
)


@dataclass
class Total:
    """What was found in one state of a group."""

    pages: int = 0
    findings: Counter[str] = field(default_factory=Counter)
    wide: int = 0


def looked_at(page: Page, base: str, group: Group) -> Iterator[str]:
    """Every page of a group, one after another, each opened."""
    for path in pages(page, base, group):
        yield kind(path)
    for walk, journey in () if group.user else JOURNEYS.items():
        yield from (f"/{walk}/ {name}" for name in journey(page, base, group.lang))


def check(browser: Browser, base: str, group: Group, state: State, engine: Axe, found: list[str]) -> Total:
    context = browser.new_context(
        viewport={"width": state.width, "height": 800}, device_scale_factor=state.zoom, locale="th-TH",
        reduced_motion="reduce", forced_colors="active" if state.forced else "none",
    )  # fmt: skip
    page, total = context.new_page(), Total()
    if group.user:
        sign_in(page, base, group)
    if state.letters:
        page.goto(f"{base}/privacy?letters=large")
    if state.double:
        context.new_cdp_session(page).send("Page.setFontSizes", DOUBLE)
    for name in looked_at(page, base, group):
        total.pages += 1
        for rule in engine.run(page).response["violations"]:
            total.findings[rule["impact"]] += 1
            where = rule["nodes"][0]["html"][:140]
            found.append(f"{state.name} · {group.name} {name} · {rule['id']} ({rule['impact']}): {where}")
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            total.wide += 1
            found.append(f"{state.name} · {group.name} {name} · wider than the screen")
    context.close()
    return total


def table(totals: dict[tuple[str, str], Total]) -> str:
    head = ["Pages", "State", "Checked", *(impact.capitalize() for impact in IMPACTS), "Wider than the screen"]
    lines = [head, ["---", "---", *["--:"] * (len(head) - 2)]]
    for (group, state), total in totals.items():
        counts = [total.pages, *(total.findings[impact] for impact in IMPACTS), total.wide]
        lines.append([group, state, *map(str, counts)])
    every = list(totals.values())
    sums = [sum(it.pages for it in every), *(sum(it.findings[i] for it in every) for i in IMPACTS)]
    lines.append(["**together**", "", *(f"**{n}**" for n in (*sums, sum(it.wide for it in every)))])
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def write(place: Path, words: str) -> None:
    """Put the table between its marks; what else the file says stays."""
    before = place.read_text(encoding="utf-8")
    begin, end = map(re.escape, MARKS)
    made = re.sub(f"{begin}.*{end}", lambda _found: f"{MARKS[0]}\n{words}\n{MARKS[1]}", before, flags=re.DOTALL)
    place.write_text(made, encoding="utf-8")


def main() -> int:
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("base")
    ask.add_argument("--out", type=Path, default=Path("docs/accessibility.md"))
    ask.add_argument("--only", nargs="*", default=[group.name for group in GROUPS])
    ask.add_argument("--states", nargs="*", default=[state.name for state in STATES])
    ask.add_argument("--browser", default="/usr/bin/chromium")
    asked = ask.parse_args()
    totals: dict[tuple[str, str], Total] = {}
    found: list[str] = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=asked.browser, args=["--no-sandbox", "--disable-gpu"])
        for group in GROUPS:
            for state in STATES:
                if group.name in asked.only and state.name in asked.states:
                    total = check(browser, asked.base.rstrip("/"), group, state, Axe(), found)
                    totals[group.name, state.name] = total
                    print(f"{group.name} · {state.name}: {total.pages} pages, {dict(total.findings)}", flush=True)
        browser.close()
    write(asked.out, table(totals))
    print("\n".join(found or ["nothing found"]))
    return min(len(found), 100)


if __name__ == "__main__":
    sys.exit(main())
