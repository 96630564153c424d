"""The tables of the open data: which columns each has, and its rows for one fiscal year. Codes and names, no cases."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from app.domain.channels import CHANNELS, Arrival, Channel
from app.domain.words import N_
from app.models import Category, Service, Village
from app.published import columns as c
from app.published.columns import Column
from app.services import public_figures
from app.services.public_figures import Year
from app.services.public_rows import Row
from app.services.served import own
from app.services.statistics.groups import Thing, named
from app.web import office

Cells = tuple[Any, ...]
_FLOW = (c.BROUGHT, c.RECEIVED, c.REOPENED, c.CLOSED)
_END = (c.OPEN, c.OVERDUE, c.ON_TIME, c.ON_TIME_OF)
_TIMES = (c.TIMED, c.MEDIAN, c.MEDIAN_MORE, c.P90, c.P90_MORE)
ALL, OTHERS, NONE = "all", "others", "none"
SERVICES = {slug: "บริการที่สำนักงานเปิดเองรวมกัน" if of.defined else of.title for slug, of in CHANNELS.items()}


@dataclass(frozen=True, slots=True)
class Dataset:
    """One table. ``rows`` gives what stands in its columns; ``settled``: only of settled years, if it has any rows."""

    name: str
    title: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    rows: Callable[[Year], Iterator[Cells]]
    settled: bool = False

    def exists(self, this: Year) -> bool:
        """Whether there is such a table of a year."""
        return not self.settled or any(True for _row in self.rows(this))


def _months(this: Year) -> Iterator[Cells]:
    for month in public_figures.months(this, now=office.now()):
        for key, code, name in [(None, ALL, ""), *((code, code, name) for code, name in SERVICES.items())]:
            if (counts := month.counts.get(key)) is None:
                continue
            flow = (counts[measure] for measure in ("brought", "received", "reopened", "closed", "open", "overdue"))
            start = f"{month.period.start:%Y-%m}"
            yield this.number, start, code, name, *flow, *_on_time(counts), month.over, this.as_of


def _services(this: Year) -> Iterator[Cells]:
    found = this.groups["service"]
    named_rows = [(code, name, found[code]) for code, name in SERVICES.items() if code in found]
    for code, name, row in [(ALL, "", this.total), *named_rows]:
        yield this.number, code, name, *_flow(row), *_end(row), *_times(row), not this.running, this.as_of


def _own(this: Year) -> Iterator[Cells]:
    found = own(this, now=office.now())
    if found is None:
        return
    for key, (code, name) in _codes("service").items():
        if (asked := found.alone.get(key)) is not None:
            yield this.number, code, name, 1, asked.received, asked.walk_in, asked.online, this.as_of
    if found.others:
        all_of = found.together
        yield (
            this.number, OTHERS, "บริการอื่นรวมกัน", len(found.others), all_of.received, all_of.walk_in, all_of.online,
            this.as_of,
        )  # fmt: skip


def _categories(this: Year) -> Iterator[Cells]:
    codes = _codes("category")
    for of in this.categories:
        for key, row in of.alone.items():
            yield _category(this, of.channel, *codes[key], 1, row)
        if of.together:
            yield _category(this, of.channel, OTHERS, "ประเภทอื่นรวมกัน", len(of.others), of.together)
    if this.uncategorised:
        yield _category(this, "", NONE, "", 0, this.uncategorised)


def _category(this: Year, channel: str, code: str, name: str, of: int, row: Row) -> Cells:
    moves = (row.balance.moved_in, row.balance.moved_out)
    return (
        this.number, channel, code, name, *_flow(row), *moves, *_end(row), *_times(row), not this.running, this.as_of,
        of,
    )  # fmt: skip


def _arrivals(this: Year) -> Iterator[Cells]:
    codes, found = _codes("arrival"), this.groups["arrival"]
    for code, name, row in ((*codes[key], found[key]) for key in codes if key in found):
        yield this.number, code, name, *_flow(row), *_end(row), *_times(row), not this.running, this.as_of


def _villages(this: Year) -> Iterator[Cells]:
    found = this.villages
    if found is None:
        return
    for key, (code, name) in _codes("village").items():
        if key in found.told.alone:
            yield this.number, code, name, 1, found.told.alone[key], this.as_of
    if found.told.others:
        yield this.number, OTHERS, "หมู่บ้านอื่นรวมกัน", len(found.told.others), found.told.together, this.as_of
    yield this.number, NONE, "ไม่ได้ระบุหมู่บ้าน", 0, found.nowhere, this.as_of


DATASETS = {
    dataset.name: dataset
    for dataset in (
        Dataset("monthly", N_("รายเดือน แยกตามบริการ"),
                (c.YEAR, c.MONTH, c.SERVICE, c.SERVICE_NAME, *_FLOW, *_END, c.COMPLETE, c.AS_OF),
                ("month", "service"), _months),
        Dataset("services", N_("รายปี แยกตามบริการ พร้อมเวลาที่ใช้"),
                (c.YEAR, c.SERVICE, c.SERVICE_NAME, *_FLOW, *_END, *_TIMES, c.COMPLETE, c.AS_OF),
                ("fiscal_year", "service"), _services),
        Dataset("own", N_("รายปี แยกตามบริการที่สำนักงานเปิดเอง เฉพาะปีที่ปิดยอดแล้ว"),
                (c.YEAR, c.OWN, c.SERVICE_NAME, c.SERVICES, c.OWN_RECEIVED, c.WALK_IN, c.ONLINE, c.AS_OF),
                ("fiscal_year", "service"), _own, settled=True),
        Dataset("categories", N_("รายปี แยกตามประเภทเรื่อง"),
                (c.YEAR, c.SERVICE, c.CATEGORY, c.CATEGORY_NAME, *_FLOW, c.MOVED_IN, c.MOVED_OUT, *_END, *_TIMES,
                 c.COMPLETE, c.AS_OF, c.CATEGORIES),
                ("fiscal_year", "service", "category"), _categories),
        Dataset("arrivals", N_("รายปี แยกตามทางที่แจ้งมา"),
                (c.YEAR, c.ARRIVAL, c.ARRIVAL_NAME, *_FLOW, *_END, *_TIMES, c.COMPLETE, c.AS_OF),
                ("fiscal_year", "arrival"), _arrivals),
        Dataset("villages", N_("รายปี แยกตามหมู่บ้าน เฉพาะปีที่ปิดยอดแล้ว"),
                (c.YEAR, c.VILLAGE, c.VILLAGE_NAME, c.VILLAGES, c.VILLAGE_RECEIVED, c.AS_OF),
                ("fiscal_year", "village"), _villages, settled=True),
    )
}  # fmt: skip


def dictionary() -> list[tuple[Column, list[str]]]:
    """Every column once, and the tables that have it."""
    every = dict.fromkeys(column for dataset in DATASETS.values() for column in dataset.columns)
    return [(column, [d.name for d in DATASETS.values() if column in d.columns]) for column in every]


def _codes(dimension: str) -> Mapping[str, tuple[str, str]]:
    """Code and Thai name of every group; the data are the same in whatever language the pages are read."""
    return {key: _code(key, group) for key, group in named(dimension)}


def _code(key: str, group: Thing) -> tuple[str, str]:
    match group:
        case Service():
            return group.slug, group.name
        case Category():
            return group.key, group.name
        case Village():
            return str(group.number), group.name
        case Channel():
            return key, group.title
        case Arrival():
            return key, group.label
    raise ValueError(key)


def _flow(row: Row) -> Cells:
    return row.balance.brought, row.balance.received, row.balance.reopened, row.balance.closed


def _end(row: Row) -> Cells:
    return row.balance.carried, row.counts["overdue"], *_on_time(row.counts)


def _on_time(counts: Mapping[str, int]) -> Cells:
    return counts["on_time"], counts["judged"]


def _times(row: Row) -> Cells:
    shown = row.half.shown
    more = (row.half.more_than, row.nine.more_than) if shown else (None, None)
    return row.half.of, row.half.days, more[0], row.nine.days, more[1]
