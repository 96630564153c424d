"""Who looks at which pages: groups, the links they follow, and one address of each kind."""

import re
from collections.abc import Iterator
from contextlib import nullcontext
from dataclasses import dataclass
from urllib.parse import urlsplit

from playwright.sync_api import Error, Page, Response

PASSWORD = "sample-office-2570"  # noqa: S105 - the sample office's, printed by the serve command
NAMED = re.compile(r"(?<=/)([A-Z]{2}-\d{4}-\d+|O?\d+|[\w-]{16,})(?=/|$)")
ONE_OF_MANY = (  # addresses that differ by what they show, not by how they look
    (re.compile(r"(?<=/figures/)[^/]+|(?<=/tables/)[^/]+|(?<=/services/)[a-z-]+$|(?<=/guide/)[^/]+"), "*"),
    (re.compile(r"(?<=/ita/)\*/.+"), "*/*"),
    (re.compile(r"(?<=/tickets/\*/)(accept|answer|ask|assign|close|extend|merge|refer|refuse|withdraw)$"), "step"),
    (re.compile(r"^/corruption/(?!$|statistics)[^/]+$"), "/corruption/*"),
    (re.compile(r"(?<=/fields/)[^/]+$|(?<=/manuals/)[^/]+(?=/|$)"), "*"),
)  # fmt: skip
LEFT_OUT = re.compile(r"/(sign-out|poster/.+)$|\.\w{2,5}$|^/(eit|assets)/")

CHIEF = "main form[method=post] .buttons .button:not(.quiet)"
CHOICES = re.compile(r"\b(lang|letters)=")


@dataclass(frozen=True)
class Group:
    """A sheet: who looks, from where they start, which addresses belong to it, which ways no link leads to."""

    name: str
    user: str
    starts: tuple[str, ...]
    inside: str
    walks: tuple[str, ...] = ()
    lang: str = "th"
    phrase: str = ""
    fresh: bool = False
    """In an office that has just begun and where nothing works, which is made for this."""


RESIDENTS = r"^/(?!staff|management|admin|setup|r/)"
STARTS = ("/", "/track", "/services/", "/statistics/", "/reports/", "/news/", "/questions/", "/poster", "/ita/",
          "/privacy", "/corruption/", "/offline/{lang}")  # fmt: skip
FORMS = ("complaints", "water", "many houses", "service", "corruption")
READ = ("neighbours", "questions", "unfound")
GROUPS = (
    *(Group(f"residents-{lang}", "", STARTS, RESIDENTS, lang=lang) for lang in ("th", "en", "ms")),
    *(Group(f"forms-{lang}", "", (), RESIDENTS, FORMS + READ, lang) for lang in ("th", "en", "ms")),
    Group("desk", "nurida", ("/staff/queue", "/staff/tickets/new", "/staff/account", "/staff/search?q=1"),
          r"^/staff(?!/(publishing|sealed|water))", ("empty", "marked", "backlog", "counter", "moved")),
    Group("field", "mana", ("/staff/field", "/staff/water/"), r"^/(staff/(field|water)|r/)", ("field", "round")),
    Group("publishing", "nurida", ("/staff/publishing/",), r"^/staff/publishing", ("publishing",)),
    Group("management", "nayok", ("/management/", "/management/approvals"), r"^/management(?!/reports)", ("approve",)),
    Group("reports", "nayok", ("/management/reports/",), r"^/management/reports", ("reports",)),
    Group("administration", "admin", ("/admin/",), r"^/admin", ("administration",)),
    Group("integrity", "arun", ("/staff/sealed/",), r"^/staff/sealed", ("sealed",), phrase="ปลากระบอก ใต้สะพาน ห้าตัว"),
    Group("first-day", "", (), r"^/", ("setup", "first pages", "failures"), fresh=True),
)  # fmt: skip


def kind(path: str) -> str:
    """The address without what differs from case to case: pages of one kind are photographed once."""
    path = NAMED.sub("*", path)
    for pattern, one in ONE_OF_MANY:
        path = pattern.sub(one, path)
    return path


def press(page: Page, selector: str = CHIEF) -> None:
    """Send a form by a button; one that is kept on the phone goes by its script, a moment after the press."""
    button = page.locator(selector).last
    kept = button.locator("xpath=ancestor::form[@data-keep]").count()
    with page.expect_navigation() if kept else nullcontext():
        button.click()
    page.wait_for_load_state()


def sign_in(page: Page, base: str, user: str, phrase: str = "") -> None:
    """Come in as somebody of the sample office; with ``phrase`` further, to the sealed place."""
    page.goto(f"{base}/staff/sign-in")
    page.fill("[name=username]", user)
    page.fill("[name=password]", PASSWORD)
    page.locator("main form button").first.click()
    page.wait_for_load_state()
    if phrase:
        page.goto(f"{base}/staff/sealed/")
        page.fill("[name=passphrase]", phrase)
        press(page)


def opened(page: Page, address: str) -> Response | None:
    """The answer; a second time if the browser gave up, which it does on a busy machine."""
    try:
        return page.goto(address)
    except Error:
        return page.goto(address)


def pages(page: Page, base: str, group: Group) -> Iterator[str]:
    """One address of each kind, in the order in which links lead to them; the page stands there when it is named."""
    waiting = [start.format(lang=group.lang) for start in group.starts]
    known = {kind(start) for start in waiting}
    while waiting:
        path = waiting.pop(0)
        answer = opened(page, f"{base}{path}{'&' if '?' in path else '?'}lang={group.lang}")
        if answer is None or answer.status != 200 or "html" not in answer.headers.get("content-type", ""):
            continue
        for link in page.eval_on_selector_all("a[href]:not([download])", "all => all.map((it) => it.href)"):
            parts = urlsplit(link)
            ours = link.startswith(base) and re.search(group.inside, parts.path) and not LEFT_OUT.search(parts.path)
            if ours and kind(parts.path) not in known and not CHOICES.search(parts.query):
                known.add(kind(parts.path))
                waiting.append(f"{parts.path}{'?' if parts.query else ''}{parts.query}")
        yield path
