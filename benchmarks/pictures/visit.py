"""Somebody in front of a page, walking where no link leads: what they open, fill in, choose and press."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from playwright.sync_api import Page

from benchmarks.pictures.places import CHIEF, NAMED, press, sign_in

SEND = f"{CHIEF}, main form[method=post] .buttons button.button:visible"


@dataclass(frozen=True)
class Visit:
    """One way through the office. A way stops at each page and names it."""

    page: Page
    base: str
    lang: str = "th"
    code: str = ""
    """Opens the office that has just begun."""

    def opens(self, path: str) -> bool:
        """Whether there is a page."""
        answer = self.page.goto(f"{self.base}{path}{'&' if '?' in path else '?'}lang={self.lang}")
        return answer is not None and answer.status == 200

    def fills(self, **words: str) -> None:
        """Words in fields, by their names."""
        for name, text in words.items():
            self.page.locator(f"main [name={name}]").first.fill(text)

    def chooses(self, **values: str) -> None:
        """A box or a round button; of several the one that is named."""
        for name, value in values.items():
            self.page.locator(f"main [name={name}]{f'[value={value}]' if value else ''}").first.check()

    def selects(self, name: str, index: int) -> None:
        """One of a list, by its place."""
        self.page.locator(f"main select[name={name}]").first.select_option(index=index)

    def presses(self, selector: str = "") -> None:
        """The page's chief button, or another one."""
        press(self.page, f"{selector} >> nth=0" if selector else CHIEF)

    def unfolds(self) -> None:
        """Open what is folded, so that all of it can be seen and filled in."""
        self.page.eval_on_selector_all("main details", "all => all.forEach((it) => { it.open = true })")

    def finds(self, selector: str) -> str:
        """Where the first link like this leads; nothing when there is none."""
        links = self.page.locator(selector)
        return (links.first.get_attribute("href") or "") if links.count() else ""

    def refused(self, *paths: str) -> Iterator[str]:
        """Forms that were sent with nothing in them."""
        for path in paths:
            if self.opens(path):
                self.unfolds()
                if self.page.locator(SEND).count():
                    self.presses(SEND)
                    yield f"{NAMED.sub('*', path)} refused"

    def with_another(self, user: str = "") -> "Visit":
        """The same way in another browser, signed in as somebody; close its context at the end."""
        page = self.page.context.browser.new_context(locale="th-TH", reduced_motion="reduce").new_page()  # type: ignore[union-attr]
        if user:
            sign_in(page, self.base, user)
        return Visit(page, self.base, self.lang)


Walk = Callable[[Visit], Iterator[str]]
