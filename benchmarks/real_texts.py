"""File real texts through the served web form, and find each of them again, unbroken.

usage: python benchmarks/real_texts.py http://127.0.0.1:8000 TEXTS.csv [--column description] [--count 300]
           [--user nurida] [--password …]

Takes the longest, the shortest, those with line breaks and emoji, exact duplicates, and then the rest in order. Each
is sent as a resident would (form, check, confirmation), read on its status page, searched for by an officer in the
queue and read on the case page. Prints what was lost or changed; the exit status is the number of such texts.
Only addresses of this machine are accepted.
"""

import argparse
import csv
import html
import json
import re
import sys
import time
import unicodedata
from http.cookiejar import CookieJar
from pathlib import Path
from urllib.parse import urlencode, urljoin, urlsplit
from urllib.request import HTTPCookieProcessor, Request, build_opener

MAX_STORY = 5000


class Browser:
    """A visitor with cookies."""

    def __init__(self, base: str) -> None:
        if urlsplit(base).hostname not in {"127.0.0.1", "localhost", "::1"}:
            raise SystemExit("only this machine")
        self.base, self.opener, self.bytes = base, build_opener(HTTPCookieProcessor(CookieJar())), 0

    def open(self, path: str, data: dict[str, str] | None = None) -> str:
        """The page at an address, sent by POST when there is data."""
        body = urlencode(data).encode() if data is not None else None
        with self.opener.open(Request(urljoin(self.base, path), data=body), timeout=60) as answer:
            self.address = answer.geturl()
            return answer.read().decode()


def field(page: str, name: str) -> str:
    found = re.search(rf'<input[^>]*name="{name}"[^>]*value="([^"]*)"', page)
    return html.unescape(found[1]) if found else ""


def text_of(page: str) -> str:
    """What a reader sees, blanks and marks folded so that only words count."""
    plain = re.sub(r"<br\s*/?>|</p>", "\n", re.sub(r"<(script|style|svg).*?</\1>", "", page, flags=re.DOTALL))
    return fold(html.unescape(re.sub(r"<[^>]+>", "", plain)))


def fold(text: str) -> str:
    """As the product cleans a text: NFC, no zero-width signs, blanks collapsed, sara am composed."""
    text = unicodedata.normalize("NFC", text)
    text = re.sub("[\u200b-\u200f\u2060\ufeff\u00ad\u202a-\u202e\u2066-\u2069]", "", text)
    text = re.sub("\u0e4d([\u0e48-\u0e4b]?)\u0e32", "\\1\u0e33", text)
    text = re.sub("([\u0e48-\u0e4b])\u0e4d\u0e32", "\\1\u0e33", text).replace("\u0e40\u0e40", "\u0e41")
    # marks typed in the wrong order (พันธ์ุ) are put right by the product; here their order does not count
    text = re.sub("[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]{2,}", lambda run: "".join(sorted(run[0])), text)
    return re.sub(r"\s+", "", text)


def pick(rows: list[str], count: int) -> list[str]:
    rows = [row for row in rows if row.strip() and len(row) <= MAX_STORY]
    by_length = sorted(rows, key=len)
    twice = [row for row in dict.fromkeys(rows) if rows.count(row) > 1]
    emoji = [row for row in rows if re.search("[\U0001f300-\U0001faff\u2600-\u27bf]", row)]
    breaks = [row for row in rows if "\n" in row]
    wanted = by_length[-30:] + by_length[:30] + emoji[:30] + breaks[:60] + [t for row in twice[:15] for t in (row, row)]
    return (wanted + rows)[:count]


def file(browser: Browser, story: str, number: int) -> str:
    """Send one complaint; the address of its status page."""
    page = browser.open("/complaints/new")
    village = re.search(r'<option value="(\d+)"', page)
    categories = re.findall(r'name="category"[^>]*value="([^"]+)"', page) or re.findall(
        r'value="([^"]+)"[^>]*name="category"', page
    )
    answers = {
        "csrf_token": field(page, "csrf_token"), "draft": field(page, "draft"), "story": story,
        "category": categories[number % len(categories)], "village": village[1] if village else "",
        "place": f"หน้าบ้านเลขที่ {number + 1}/7", "contact_by": "page",
    }  # fmt: skip
    check = browser.open("/complaints/new", answers)
    if "/check" not in browser.address:
        raise ValueError(re.sub(r"\s+", " ", text_of(check))[:300])
    sent = {name: field(check, name) for name in ("csrf_token", "draft")} | {"acknowledged": "y", "ack": "y"}
    received = browser.open(browser.address, sent)
    link = re.search(r'href="([^"]*/t/[^"?#]+)"', received)
    if not link:
        raise ValueError("no link to follow: " + text_of(received)[:300])
    return urlsplit(link[1]).path


def main() -> int:
    ask = argparse.ArgumentParser()
    ask.add_argument("base")
    ask.add_argument("texts", type=Path)
    ask.add_argument("--column", default="description")
    ask.add_argument("--count", type=int, default=300)
    ask.add_argument("--user", default="nurida")
    ask.add_argument("--password", default="sample-office-2570")
    ask.add_argument("--save", type=Path, help="write the references and addresses as JSON")
    asked = ask.parse_args()
    with asked.texts.open(encoding="utf-8-sig", newline="") as source:
        stories = pick([row[asked.column] for row in csv.DictReader(source)], asked.count)
    resident, officer = Browser(asked.base), Browser(asked.base)
    page = officer.open("/staff/sign-in")
    officer.open("/staff/sign-in", {"csrf_token": field(page, "csrf_token"), "username": asked.user,
                                    "password": asked.password})  # fmt: skip
    lost, kept, began = [], [], time.monotonic()
    for number, story in enumerate(stories):
        try:
            kept.append(look(resident, officer, story, number))
        except (ValueError, OSError) as wrong:
            lost.append((number, repr(story[:60]), str(wrong)))
    print(f"{len(kept)} of {len(stories)} filed, followed, found and read in {time.monotonic() - began:.0f} s")
    for line in lost:
        print("LOST", *line)
    if asked.save:
        asked.save.write_text(json.dumps(kept, ensure_ascii=False, indent=1), encoding="utf-8")
    return len(lost)


def look(resident: Browser, officer: Browser, story: str, number: int) -> dict[str, str]:
    """File one text, then see it whole on the status page, in the search and on the case page."""
    status = file(resident, story, number)
    if fold(story) not in text_of(resident.open(status)):
        raise ValueError("broken on the status page")
    words = re.sub(r"\s+", " ", story).strip()[:25].strip()
    found = officer.open("/staff/search?" + urlencode({"q": f"{number + 1}/7"}))
    reference = re.search(r"(?:CP|รท)-\d{4}-\d{4,}", resident.open(status))
    if not reference:
        raise ValueError("no reference")
    latin = reference[0].replace("รท", "CP")
    if latin not in found and latin not in officer.open("/staff/search?" + urlencode({"q": words})):
        raise ValueError(f"{reference[0]} not found by {words!r}")
    if fold(story) not in text_of(officer.open(f"/staff/tickets/{latin}")):
        raise ValueError("broken on the case page")
    return {"reference": latin, "status": status}


if __name__ == "__main__":
    sys.exit(main())
