"""Photograph every page of a served sample office at 360, 768 and 1280 px and lay the pictures on small contact sheets.

usage: python -m benchmarks.contact_sheet http://127.0.0.1:8000 [--out docs/pages] [--large FOLDER] [--only NAME …]

Follows the links of each role from its first page, one page of each kind, then the ways that no link shows: forms
refused, checked and sent in three languages, acts on many, papers as they are printed, an office that has just begun,
every error. ``--large`` keeps the whole pictures, for looking at one. Prints every page that is wider than its screen,
every way that broke, and every page of the product that was not photographed, by its own list of addresses. The exit
status is the number of the first two. The ways leave new cases in the office: give it one of its own.
"""

import argparse
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from benchmarks.pictures.account import Account
from benchmarks.pictures.places import GROUPS, Group
from benchmarks.pictures.sheets import Shot, photographs, save
from benchmarks.pictures.tour import tour


@dataclass
class Told:
    """What is printed at the end."""

    wide: list[str] = field(default_factory=list)
    broken: list[str] = field(default_factory=list)
    seen: Account = field(default_factory=Account)

    def lines(self) -> Iterator[str]:
        """All of it."""
        yield from ("wider than the screen:", *(self.wide or ["nothing"]))
        yield from ("ways that broke:", *(self.broken or ["none"]))
        yield from ("not photographed:", *(self.seen.missing() or ["nothing"]))


def shoot(browser: Browser, base: str, group: Group, told: Told, large: Path | None) -> list[Shot]:
    context = browser.new_context(viewport={"width": 1280, "height": 800}, locale="th-TH", reduced_motion="reduce")
    shots = []
    for name, page in tour(context, base, group, told.broken):
        told.seen.saw(page.url)
        shots.append((name, photographs(page, f"{group.name} {name}", told.wide, large)))
    context.close()
    return shots


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
    told = Told()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=asked.browser, args=["--no-sandbox", "--disable-gpu"])
        for group in GROUPS:
            if group.name in asked.only:
                shots = shoot(browser, asked.base.rstrip("/"), group, told, asked.large)
                sheets = ", ".join(save(shots, asked.out, group.name))
                print(f"{group.name}: {len(shots)} pages on {sheets}", flush=True)
        browser.close()
    print("\n".join(told.lines()))
    return len(told.wide) + len(told.broken)


if __name__ == "__main__":
    sys.exit(main())
