"""Somebody else's case as a neighbour may see it: public words, kind, village, roughly when, how it stands, promise."""

from dataclasses import dataclass
from datetime import date

from flask_babel import gettext as _

from app.domain import neighbours
from app.domain.workflow import Phase
from app.models import Ticket
from app.web.categories import category_name
from app.web.filters import month_name
from app.web.stories import Line
from app.web.villages import village_name

FOLLOWED = "followed"  # in the session: the key of the answers that were thrown away to follow a case


@dataclass(frozen=True, slots=True)
class Known:
    """All that is shown of it. ``promised``: the day, while it is open; ``ending``: how it ended, in a word."""

    words: str
    category: str
    village: str
    when: str
    stands: str
    promised: date | None
    late: bool
    ending: str
    steps: tuple[Line, ...]


def known(ticket: Ticket, words: str, today: date) -> Known:
    """Made of these columns and the kinds of events; no message, name, place or photo is read."""
    open_, promised = ticket.phase is not Phase.DONE, ticket.extended_to or ticket.due_on
    done = list(neighbours.milestones(ticket.history))
    return Known(
        words=words,
        category=category_name(ticket.category) if ticket.category else "",
        village=village_name(ticket.village) if ticket.village else "",
        when=when(done[0].day, today) if done else "",
        stands=_(neighbours.STANDS[ticket.status]),
        promised=promised if open_ else None,
        late=open_ and promised is not None and promised < today,
        ending="" if open_ else _(neighbours.ending(ticket.outcome)),
        steps=tuple(_line(one, today, last=one is done[-1]) for one in done),
    )


def when(day: date, today: date) -> str:
    """สัปดาห์นี้, สัปดาห์ที่แล้ว, เดือนตุลาคม 2569: never the day."""
    weeks = neighbours.weeks_ago(day, today)
    if weeks == 0:
        return str(_("สัปดาห์นี้"))
    return str(_("สัปดาห์ที่แล้ว") if weeks == 1 else _("เดือน%(month)s", month=month_name(day)))


def _line(done: neighbours.Milestone, today: date, *, last: bool) -> Line:
    return Line(_(done.words), text=when(done.day, today), state="now" if last else "past", icon="done")
