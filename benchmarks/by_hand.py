"""Take cases through the queue by their buttons, keep a tally on the side, and hold the product's figures against it.

usage: python benchmarks/by_hand.py http://127.0.0.1:8000 FILED.json --user … --manager … --password … [--take 30]

FILED.json comes from real_texts.py --save. Every step is a press of a button on a served page. The office must hold no
other cases of this month, so that the tally is the whole truth. Prints each figure beside the tally; the exit status is
the number of differences.
"""

import argparse
import html
import json
import re
import sys
from pathlib import Path

from real_texts import Browser, field


def sign_in(base: str, user: str, password: str) -> Browser:
    browser = Browser(base)
    page = browser.open("/staff/sign-in")
    browser.open("/staff/sign-in", {"csrf_token": field(page, "csrf_token"), "username": user, "password": password})
    return browser


def press(officer: Browser, reference: str, action: str, **given: str) -> None:
    """One step: by its form page when it has fields, else by the button of the case page."""
    address = f"/staff/tickets/{reference}"
    page = officer.open(f"{address}/{action}" if given else address)
    sent = {"csrf_token": field(page, "csrf_token"), "version": field(page, "version"), **given}
    if draft := field(page, "draft"):
        sent["draft"] = draft
    officer.open(f"{address}/{action}", sent)


ENDINGS = (
    ("solved", "answer", {"outcome": "solved", "message": "แก้ไขเสร็จแล้ว"}),
    ("partly_solved", "answer", {"outcome": "partly_solved", "message": "ทำได้บางส่วน"}),
    ("cannot_be_done", "answer", {"outcome": "cannot_be_done", "message": "เป็นที่ดินเอกชน"}),
    ("referred", "refer", {"agency": "แขวงทางหลวงชนบท", "message": "ส่งต่อแล้ว"}),
    ("withdrawn", "withdraw", {"reason": "ผู้ร้องโทรมาขอถอน"}),
)


def main() -> int:
    ask = argparse.ArgumentParser()
    ask.add_argument("base")
    ask.add_argument("filed", type=Path)
    ask.add_argument("--user", required=True)
    ask.add_argument("--manager", required=True)
    ask.add_argument("--password", required=True)
    ask.add_argument("--take", type=int, default=30)
    asked = ask.parse_args()
    filed = json.loads(asked.filed.read_text(encoding="utf-8"))
    officer = sign_in(asked.base, asked.user, asked.password)
    tally: dict[str, int] = {}
    for number, case in enumerate(filed[: asked.take]):
        outcome, action, given = ENDINGS[number % len(ENDINGS)]
        press(officer, case["reference"], "accept")
        press(officer, case["reference"], "start")
        press(officer, case["reference"], action, **given)
        tally[outcome] = tally.get(outcome, 0) + 1
    counted = asked.take - tally.get("withdrawn", 0)
    boss = sign_in(asked.base, asked.manager, asked.password)
    wrong = 0
    for measure, want in (("received", len(filed)), ("closed", asked.take), ("open", len(filed) - asked.take),
                          ("on_time", counted), ("judged", counted),
                          *((f"ended_{name}", count) for name, count in tally.items())):  # fmt: skip
        shown = listed(boss, measure)
        wrong += shown != want
        print(f"{'same' if shown == want else 'DIFFERENT'}  {measure}: list of {shown}, tally {want}")
    return wrong


def listed(boss: Browser, measure: str) -> int:
    """How many cases the list behind a figure says it has."""
    page = boss.open(f"/management/cases?figure={measure}")
    plain = re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", page))).replace("\xa0", " ")
    found = re.search(r"([0-9,]+) เรื่อง", plain)
    return int(found[1].replace(",", "")) if found else 0


if __name__ == "__main__":
    sys.exit(main())
