"""The queue as it hangs on the wall: tabs, filters with their counts, groups with their lines."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from flask_babel import gettext as _

from app.desk.filters import address
from app.desk.lines import Shown, shown
from app.domain.channels import CHANNELS
from app.domain.standing import Urgency
from app.domain.workflow import Role
from app.models import Staff
from app.services import looks, queue
from app.services import office as offices
from app.services.queue import PAGE, Desk, Page, Place
from app.services.selections import NONE, Selection, View

_LINES, _LEAST = 100, 10


@dataclass(frozen=True, slots=True)
class Link:
    """A tab or a filter: where it leads, how many are there, whether it is this page."""

    url: str
    text: str
    count: int | None = None
    current: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """A foldable part of the queue; ``newer`` and ``older`` turn the pages when it is shown alone."""

    heading: str
    count: int
    lines: Sequence[Shown]
    open: bool
    more_url: str | None = None
    more: int = 0
    newer: str | None = None
    older: str | None = None


def tabs(desk: Desk, member: Staff, chosen: Selection) -> Sequence[Link]:
    """The views this member has, with their counts."""
    names = view_names(desk, member)
    found = queue.tabs(desk, tuple(names))
    return [Link(address(Selection(view=v)), name, found[v], v is chosen.view) for v, name in names.items()]


def view_names(desk: Desk, member: Staff) -> Mapping[View, str]:
    """What the views of this member are called."""
    whole = desk.actor.sees_all_units
    names = {View.MINE: _("ของฉัน")} if Role.OFFICER in member.roles else {}
    if member.unit and whole:
        names[View.UNIT] = member.unit.short_name
    names[View.ALL] = _("ทั้งสำนักงาน") if whole else member.unit.short_name if member.unit else _("ทั้งหมด")
    names[View.UNASSIGNED] = _("ยังไม่มอบหมาย")
    names[View.CLOSED] = _("ปิดใน 7 วัน")
    return names


def facets(desk: Desk, chosen: Selection) -> Mapping[str, Sequence[Link]]:
    """Plain links for unit and service; each says how many cases it would show."""
    found = {}
    if desk.actor.sees_all_units:
        units = [(str(unit.id), unit.short_name) for unit in offices.units()]
        counts = {str(value or NONE): number for value, number in queue.facet(desk, chosen, "unit").items()}
        found[_("หน่วย")] = _links(chosen, "unit", _("ทุกหน่วย"), [*units, (NONE, _("รอคัดแยก"))], counts)
    channels = [(channel.slug, _(channel.short)) for channel in CHANNELS.values()]
    counts = {str(value): number for value, number in queue.facet(desk, chosen, "channel").items()}
    found[_("บริการ")] = _links(chosen, "channel", _("ทั้งหมด"), channels, counts)
    return found


def _links(
    chosen: Selection, name: str, everything: str, choices: Sequence[tuple[str, str]], counts: Mapping[str, int]
) -> Sequence[Link]:
    def to(value: str) -> str:
        change: dict[str, Any] = {name: value}
        return address(replace(chosen, **change))

    now = getattr(chosen, name)
    wider = Link(to(""), everything, current=not now)
    return [wider, *(Link(to(v), text, counts.get(v, 0), v == now) for v, text in choices if counts.get(v) or v == now)]


def groups(desk: Desk, chosen: Selection, only: Urgency | None, place: Place | None) -> Sequence[Group]:
    """The groups that hold something, most pressing first; folded when it can wait."""
    counts = queue.counts(desk, chosen)
    held = {urgency: counts[urgency] for urgency in Urgency if counts.get(urgency) and only in {None, urgency}}
    shares = _shares(held) if only is None else dict.fromkeys(held, PAGE)
    pages = {urgency: queue.lines(desk, chosen, urgency, place=place, most=shares[urgency]) for urgency in held}
    new = looks.news([line.ticket for page in pages.values() for line in page.lines], by=desk.actor)
    drawn = {u: [shown(line, new=line.ticket.id in new) for line in pages[u].lines] for u in held}
    return [_group(desk, chosen, u, counts, pages[u], drawn[u], alone=u is only) for u in held]


def total(found: Sequence[Group], chosen: Selection) -> str:
    """How many cases a search found; of very many only that they are more."""
    return f"{sum(group.count for group in found):,}{'+' if chosen.more else ''}"


def _shares(held: Mapping[Urgency, int]) -> Mapping[Urgency, int]:
    """How many lines of each group stand on one page: a few of each, and the most pressing get what is left."""
    shares = {urgency: min(count, _LEAST) for urgency, count in held.items()}
    left = _LINES - sum(shares.values())
    for urgency, count in held.items():
        more = max(0, min(count - shares[urgency], PAGE - shares[urgency], left))
        shares[urgency], left = shares[urgency] + more, left - more
    return shares


def _group(
    desk: Desk, chosen: Selection, urgency: Urgency, counts: Mapping[Urgency, int], page: Page,
    lines: Sequence[Shown], *, alone: bool,
) -> Group:  # fmt: skip
    name, ends = urgency.name.lower(), [line.ticket.latin for line in page.lines]
    after = address(chosen, group=name, after=ends[-1]) if page.later and ends else None
    return Group(
        heading=heading(desk, urgency, chosen),
        count=counts[urgency],
        lines=lines,
        open=alone or urgency is not Urgency.IN_TIME or len(counts) == 1 or bool(chosen.q),
        more_url=None if alone else after,
        more=counts[urgency] - len(lines),
        newer=address(chosen, group=name, before=ends[0]) if alone and page.earlier and ends else None,
        older=after if alone else None,
    )


def heading(desk: Desk, urgency: Urgency, chosen: Selection) -> str:
    """What a group is called; "tomorrow" is the next day on which we work."""
    tomorrow = desk.calendar.is_workday(desk.today + timedelta(days=1))
    names: dict[Urgency, str] = {
        Urgency.EMERGENCY: _("ฉุกเฉิน"),
        Urgency.OVERDUE: _("เกินกำหนด"),
        Urgency.TODAY: _("ครบกำหนดวันนี้"),
        Urgency.TOMORROW: _("ครบกำหนดพรุ่งนี้") if tomorrow else _("ครบกำหนดวันทำการถัดไป"),
        Urgency.WAITING: _("รอผู้ร้องตอบ"),
        Urgency.IN_TIME: _("ยังมีเวลา"),
        Urgency.DONE: _("ปิดใน 7 วัน") if chosen.view is View.CLOSED else _("เสร็จแล้ว"),
    }
    return names[urgency]


def beyond(desk: Desk, member: Staff) -> Mapping[str, int]:
    """What an officer who has done everything could look at next: late and unassigned cases of the unit."""
    view = View.UNIT if member.unit_id and desk.actor.sees_all_units else View.ALL
    late = sum(queue.counts(desk, Selection(view=view, late=True)).values())
    return {"late": late, "unassigned": queue.tabs(desk, (View.UNASSIGNED,))[View.UNASSIGNED]}
