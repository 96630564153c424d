"""A case's story as its resident reads it: what happened, in our words to them, and what is still to come."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from flask import url_for
from flask_babel import gettext as _

from app.domain.timeline import PROMISES, ahead, told
from app.domain.water_marks import Result
from app.domain.workflow import Kind, Phase
from app.models import Attachment, Ticket, TicketEvent
from app.services import office
from app.web.filters import glue, weekday_date
from app.web.tongues import chosen


@dataclass(frozen=True, slots=True)
class Picture:
    """A photo on the page and its large form."""

    url: str
    full: str
    alt: str


@dataclass(frozen=True, slots=True)
class Line:
    """One entry of the timeline. ``state``: past, now or ahead."""

    title: str
    moment: datetime | None = None
    text: str = ""
    state: str = "past"
    icon: str = ""
    prefix: str = ""
    photos: list[Picture] = field(default_factory=list)


def story(ticket: Ticket, *, above: frozenset[int] = frozenset()) -> list[Line]:
    """What happened so far, the last of it where the case is now; words of events ``above`` stand on the page."""
    runs: list[list[TicketEvent]] = []
    for event in ticket.events:
        if not told(event.as_event, ticket.arrival):
            continue
        if runs and len(ticket.points) > 1 and _same_of_another_house(runs[-1][-1], event):
            runs[-1].append(event)
        else:
            runs.append([event])
    return [_line(ticket, run, last=run is runs[-1], above=run[-1].id in above) for run in runs]


def to_come(ticket: Ticket, today: date) -> list[Line]:
    """What lies ahead, the last of it with the day we told, unless that has passed."""
    lines = [Line(_(words), state="ahead") for words in ahead(ticket.channel_slug, ticket.status)]
    day = ticket.extended_to or ticket.due_on
    if lines and day and day >= today:
        lines[-1] = Line(lines[-1].title, text=_("ภายใน%(day)s", day=weekday_date(day)), state="ahead")
    return lines


def promise(ticket: Ticket) -> str:
    """What is promised, in words before the date."""
    return str(_(PROMISES[ticket.channel_slug]))


def pictures(ticket: Ticket, files: list[Attachment]) -> list[Picture]:
    """Those of the files that the resident may see."""
    shown = [file for file in files if file.public and file.media_type.startswith("image/")]
    addresses = [url_for("tracking.photo", token=ticket.token, number=file.id) for file in shown]
    return [Picture(url, url, _("รูปถ่าย: %(name)s", name=file.name)) for url, file in zip(addresses, shown, strict=True)]


def files_of(ticket: Ticket, event: TicketEvent) -> list[Attachment]:
    """The files of one event, out of those of the case: its page asks for them once, not for each event."""
    return [file for file in ticket.attachments if file.event_id == event.id]


@dataclass(frozen=True, slots=True)
class Paper:
    """A file that is no picture."""

    url: str
    name: str


def papers(ticket: Ticket) -> list[Paper]:
    """Scans and documents that the resident may see."""
    shown = [file for file in ticket.attachments if file.public and not file.media_type.startswith("image/")]
    return [Paper(url_for("tracking.photo", token=ticket.token, number=file.id), file.name) for file in shown]


def refusal_of(event: TicketEvent) -> str:
    """Why a case was not accepted: the office's words of that day, in another language as the list has them now."""
    said: str = event.data.get("refusal_text", "")
    row = office.refusal(event.data.get("refusal", "")) if said else None
    return chosen(row, "text").text if row and row.text == said else said


def words_of(event: TicketEvent) -> str:
    """What was written to or by the resident."""
    return event.message.text if event.message and event.message.public else ""


def _same_of_another_house(first: TicketEvent, then: TicketEvent) -> bool:
    """Whether a request for many houses tells both in one sentence: brought or failed on one round, or one day set."""
    kinds = first.kind, then.kind
    if kinds == (Kind.SCHEDULED, Kind.SCHEDULED):
        return bool(first.data.get("delivery_date") == then.data.get("delivery_date"))
    if words_of(first) or words_of(then) or first.data.get("round") != then.data.get("round"):
        return False
    if kinds == (Kind.NOT_DELIVERED, Kind.NOT_DELIVERED):
        return bool(first.data.get("failure") == then.data.get("failure"))
    brought = kinds in {(Kind.PART_DELIVERED, Kind.PART_DELIVERED), (Kind.PART_DELIVERED, Kind.DELIVERED)}
    return brought and bool(then.data.get("round") and then.data.get("litres"))


def _line(ticket: Ticket, run: list[TicketEvent], *, last: bool, above: bool) -> Line:
    event = run[-1]
    data = {**event.data, "litres": sum(one.data.get("litres") or 0 for one in run)}
    waiting = last and ticket.phase is Phase.THEIRS
    silent = above or event.kind is Kind.RECEIVED
    parts = () if silent else (refusal_of(event), words_of(event))
    return Line(
        title=_(told(event.as_event, ticket.arrival), **_gaps(data)).strip(),
        moment=event.at,
        text="\n".join(part for part in parts if part),
        state="now" if last else "past",
        icon="wait" if waiting else "done",
        prefix=_("ตั้งแต่") if waiting else "",
        photos=[] if silent else pictures(ticket, files_of(ticket, event)),
    )


def _gaps(data: Mapping[str, Any]) -> dict[str, str]:
    """What fills the gaps of a sentence; a gap without data stays empty."""
    days = {name: _day(data.get(name)) for name in ("delivery_date", "new_date", "to")}
    litres = data.get("litres")
    return dict(
        days,
        unit=data.get("unit_name") or "",
        agency=data.get("agency") or "",
        litres=glue(f"{litres:,}") if litres else "",
        failure=_(Result(data["failure"]).label) if data.get("failure") else "",
    )


def _day(value: Any) -> str:
    try:
        return weekday_date(date.fromisoformat(value)) if value else ""
    except (TypeError, ValueError):
        return ""
