"""Through all pages of a group, one after another: those that links lead to, and those of its ways."""

from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import BrowserContext, Error, Page

from benchmarks.pictures.desk import DESK
from benchmarks.pictures.first_day import FIRST_DAY, beginning
from benchmarks.pictures.offices import OFFICES
from benchmarks.pictures.places import Group, kind, pages, sign_in
from benchmarks.pictures.residents import RESIDENTS
from benchmarks.pictures.visit import Visit, Walk

WALKS: dict[str, Walk] = RESIDENTS | DESK | OFFICES | FIRST_DAY
ON_PAPER = ("/sheet", "/paper")


def tour(context: BrowserContext, base: str, group: Group, broken: list[str]) -> Iterator[tuple[str, Page]]:
    """The name of each page, and the page that shows it. A way that breaks is told of, and the next one is taken."""
    page = context.new_page()
    page.set_default_timeout(60_000)  # a busy machine is no fault of the page
    page.set_default_navigation_timeout(180_000)
    with _office(base, group) as (served, code):
        try:
            if group.user:
                sign_in(page, served, group.user, group.phrase)
            for path in pages(page, served, group):
                yield kind(path.partition("?")[0]), page
                if path.endswith(ON_PAPER):
                    yield f"{kind(path)} (printed)", page
        except Error as stuck:
            broken.append(f"{group.name}, at {page.url}: {str(stuck).splitlines()[0]}")
        for name in group.walks:
            page.set_viewport_size({"width": 1280, "height": 800})
            try:
                for words in WALKS[name](Visit(page, served, group.lang, code)):
                    yield f"{name}: {words}", page
            except (Error, ValueError) as stuck:
                broken.append(f"{group.name}, {name}, at {page.url}: {str(stuck).splitlines()[0]}")


@contextmanager
def _office(base: str, group: Group) -> Iterator[tuple[str, str]]:
    if not group.fresh:
        yield base, ""
        return
    with beginning() as served:
        yield served

