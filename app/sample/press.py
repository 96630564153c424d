"""What the sample office published in two years, and what people asked it. Nothing of it happened."""

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

import xlsxwriter

from app.domain.dates import BANGKOK
from app.sample import pictures
from app.sample.desk import Desk, Life
from app.sample.press_texts import ASKED, NEWS, WAITING, Item
from app.services import drafts, publishing, questions
from app.services.attachments import Accepted, accept
from app.services.publishing import Words

_EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def cases(desk: Desk) -> Iterator[tuple[datetime, Life]]:
    """When each was published or asked, and by whom."""
    for item in NEWS:
        yield _moment(desk, item.months, item.day), _published(desk, item)
    for months, day, asked, answer in ASKED:
        yield _moment(desk, months, day, hour=19), _answered(desk, asked, answer)
    yield desk.back(2, 20, 15), _answered(desk, WAITING, "")


@dataclass(frozen=True, slots=True)
class _Sheet:
    """A table that goes out as a spreadsheet."""

    rows: Sequence[Sequence[str | int]]

    def file(self, name: str, now: datetime) -> Accepted:
        """The same every time."""
        out = io.BytesIO()
        with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
            book.set_properties({"created": now.replace(tzinfo=None)})
            page = book.add_worksheet()
            for number, row in enumerate(self.rows):
                page.write_row(number, 0, row)
        return Accepted(f"{name}.xlsx", _EXCEL, out.getvalue())


def _moment(desk: Desk, months: int, day: int, hour: int = 10) -> datetime:
    """An hour of a day so many months before this one; days that have not come yet move to the last working day."""
    today = desk.now.astimezone(BANGKOK).date()
    count = today.year * 12 + today.month - 1 - months
    found = datetime.combine(date(count // 12, count % 12 + 1, day), time(hour), BANGKOK)
    return found if found < desk.now else desk.back(1, 11)


def _published(desk: Desk, item: Item) -> Life:
    """Written, given its picture or table, shown."""
    by, day = desk.who("nurida"), desk.now.astimezone(BANGKOK).date()
    draft = publishing.begin(Words(item.heading, item.title, day, item.body), by=by, now=desk.now)
    if item.picture:
        subject, words = item.picture
        publishing.add_files(draft, [accept("ภาพ.jpg", pictures.draw(subject))], by=by, now=desk.now)
        publishing.describe(draft, {draft.files[0].id: words}, by=by, now=desk.now)
    if item.table:
        publishing.add_files(draft, [_Sheet(item.table).file(item.title[:40], desk.now)], by=by, now=desk.now)
    yield desk.now + timedelta(minutes=20)
    publishing.publish(draft, by=by, now=desk.now)


def _answered(desk: Desk, asked: str, answer: str) -> Life:
    """Asked in the evening, answered two days later; without an answer it waits."""
    question = questions.ask(asked, key=drafts.new_key(), place="sample", now=desk.now)
    if answer:
        yield desk.now + timedelta(days=2)
        questions.answer(
            question, answer, shown_text=asked, show=True, seen=questions.state(question), by=desk.who("wilai"),
            now=desk.now,
        )  # fmt: skip
    yield desk.now
