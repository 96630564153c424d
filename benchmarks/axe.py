"""Look for barriers with axe on every page of a served sample office, in every state; write the totals as a table.

usage: python -m benchmarks.axe http://127.0.0.1:8000 [--out docs/accessibility.md] [--only NAME …] [--states NAME …]

Goes the ways of benchmarks/contact_sheet.py: one page of each kind, by role, residents' pages in three languages, forms
refused, checked and sent, an office that has just begun, every error. Each page is opened once and put into one state
after the other. Every impact counts, the minor ones too. Between the marks in the file the table is written anew when
nothing was left out; what is wrong is printed. ``--jobs`` groups are looked at beside each other; with ``--kept`` those
that were finished before are not looked at again. The exit status is the number of findings.
"""

import argparse
import json
import re
import sys
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, dataclass, field
from functools import partial
from multiprocessing import get_context
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, CDPSession, Page, sync_playwright

from benchmarks.pictures.places import GROUPS, Group
from benchmarks.pictures.sheets import PRINTED
from benchmarks.pictures.tour import tour

IMPACTS = ("critical", "serious", "moderate", "minor")
LETTERS = {False: {"fontSizes": {"standard": 16, "fixed": 13}}, True: {"fontSizes": {"standard": 32, "fixed": 26}}}
LARGER = "(on) => document.documentElement.classList.toggle('large', on)"
RUN = "axe.run({resultTypes: ['violations']}).then((it) => it.violations)"
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

    group: str
    state: str
    pages: int = 0
    findings: Counter[str] = field(default_factory=Counter)
    wide: int = 0
    found: list[str] = field(default_factory=list)


def check(browser: Browser, base: str, group: Group, states: list[State]) -> list[Total]:
    """Every page of a group in every state."""
    context = browser.new_context(viewport={"width": 1280, "height": 800}, locale="th-TH", reduced_motion="reduce")
    totals, broken, engine = {state: Total(group.name, state.name) for state in states}, list[str](), Axe()
    for name, page in tour(context, base, group, broken):
        if PRINTED in name:
            continue
        page.evaluate(engine.axe_script)
        screen = context.new_cdp_session(page)
        for state, total in totals.items():
            _put(page, screen, state)
            _look(page, f"{state.name} · {group.name} {name}", total)
        _put(page, screen, STATES[0])
        screen.detach()
    for total in totals.values():
        total.found += [f"a way broke: {words}" for words in broken]
        broken.clear()
    context.close()
    return list(totals.values())


def _put(page: Page, screen: CDPSession, state: State) -> None:
    """Look at the page as somebody in this state does."""
    page.emulate_media(forced_colors="active" if state.forced else "none")
    size = {"width": state.width, "height": 800, "deviceScaleFactor": state.zoom, "mobile": False}
    screen.send("Emulation.setDeviceMetricsOverride", size)
    screen.send("Page.setFontSizes", LETTERS[state.double])
    page.evaluate(LARGER, state.letters)


def _look(page: Page, where: str, total: Total) -> None:
    total.pages += 1
    for rule in page.evaluate(RUN):
        total.findings[rule["impact"]] += 1
        total.found.append(f"{where} · {rule['id']} ({rule['impact']}): {rule['nodes'][0]['html'][:140]}")
    if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
        total.wide += 1
        total.found.append(f"{where} · wider than the screen")


def look_at(group: Group, base: str, states: list[str], chromium: str, kept: Path | None) -> list[Total]:
    """One group in a browser of its own, or as it was found before."""
    before = kept / f"{group.name}.json" if kept else None
    if before and before.exists():
        return [Total(**{**row, "findings": Counter(row["findings"])}) for row in json.loads(before.read_text())]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        totals = check(browser, base, group, [state for state in STATES if state.name in states])
        browser.close()
    print(f"{group.name}: {totals[0].pages} pages", *(line for it in totals for line in it.found), sep="\n", flush=True)
    if before:
        before.write_text(json.dumps([asdict(total) for total in totals], ensure_ascii=False))
    return totals


def table(totals: list[Total]) -> str:
    head = ["Pages", "State", "Checked", *(impact.capitalize() for impact in IMPACTS), "Wider than the screen"]
    lines = [head, ["---", "---", *["--:"] * (len(head) - 2)]]
    for total in totals:
        counts = [total.pages, *(total.findings[impact] for impact in IMPACTS), total.wide]
        lines.append([total.group, total.state, *map(str, counts)])
    sums = [sum(it.pages for it in totals), *(sum(it.findings[i] for it in totals) for i in IMPACTS)]
    lines.append(["**together**", "", *(f"**{n}**" for n in (*sums, sum(it.wide for it in totals)))])
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
    ask.add_argument("--jobs", type=int, default=2)
    ask.add_argument("--kept", type=Path)
    ask.add_argument("--browser", default="/usr/bin/chromium")
    asked = ask.parse_args()
    groups = [group for group in GROUPS if group.name in asked.only]
    work = partial(look_at, base=asked.base.rstrip("/"), states=asked.states, chromium=asked.browser, kept=asked.kept)
    with ProcessPoolExecutor(asked.jobs, mp_context=get_context("spawn")) as workers:
        totals = [total for several in workers.map(work, groups) for total in several]
    found = [line for total in totals for line in total.found]
    print("\n".join([table(totals), *(found or ["nothing found"])]))
    if len(totals) == len(GROUPS) * len(STATES):
        write(asked.out, table(totals))
    return min(len(found), 100)


if __name__ == "__main__":
    sys.exit(main())
