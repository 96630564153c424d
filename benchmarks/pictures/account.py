"""Which pages of the product were photographed, by the product's own list of addresses, and why the others were not."""

import re
import tempfile
from urllib.parse import unquote, urlsplit

from werkzeug.exceptions import HTTPException
from werkzeug.routing import Map

from app import create_app
from config import Config

NO_PAGES = (  # what an address gives that is no page
    (r"[.](\w|<)|<paper>|manifest|feed", "a file"),
    (r"/(photo|file|files|evidence)/<|/file$|poster/<|^/assets/", "a picture or a paper"),
    (r"worker[.]js|healthz|readyz|metrics", "for machines"),
)  # fmt: skip
ANSWERS = {
    "published.survey": "leads to the survey of another office while it is open",
    "front.style": "exists only where the product is built",
    "sealed.nothing_here": "the page of an unknown address",
    "admin.holidays_now": "leads to the holidays of this year",
    "published.ita_index": "leads to the list of this year",
    "published.services": "leads to the services of this year",
    "reports.year_page": "leads to the report of the year",
    "admin.register": "the answer to a form of /admin/office that was refused",
    "admin.match_villages": "the page that follows the file of a map, photographed as the answer to it",
}


class Account:
    """Remembers what was seen."""

    def __init__(self) -> None:
        with tempfile.TemporaryDirectory() as place:
            self._known: Map = create_app(Config.from_env({"VAR_DIR": place})).url_map
        self._seen: set[str] = set()

    def saw(self, url: str) -> None:
        """A page stood at this address, whether it was opened or came back from a form."""
        ways = self._known.bind("")
        for method in ("GET", "POST"):
            try:
                found, _values = ways.match(unquote(urlsplit(url).path), method)
            except HTTPException:
                continue
            self._seen.add(str(found))

    def missing(self) -> list[str]:
        """Every address that can be opened, is a page, and was not seen."""
        lines = []
        for rule in sorted(self._known.iter_rules(), key=lambda rule: rule.rule):
            here = rule.endpoint in self._seen or "GET" not in (rule.methods or ())
            if not here and not any(re.search(pattern, rule.rule) for pattern, _what in NO_PAGES):
                lines.append(f"{rule.rule}: {ANSWERS.get(rule.endpoint, 'no way leads there')}")
        return lines
