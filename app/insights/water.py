"""The water balance for management: litres that add up, trips, whom the water reached, villages side by side, weeks."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from flask import Response, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from werkzeug.exceptions import NotFound

from app.domain.water_figures import FIGURES, Row, amount, village_of
from app.insights import choosing, water_downloads, water_tables, water_words, wording
from app.insights.choosing import Choice
from app.insights.grouping import group_names
from app.insights.management import SIZE, bp
from app.services import statistics
from app.services.statistics import Tally
from app.services.water import ledger
from app.services.water.house_marks import NAMELESS
from app.web import office
from app.web.filters import day


@dataclass(frozen=True, slots=True)
class Shown:
    """A line of a list: what it is, where it leads, its village, when, how much."""

    text: str
    url: str
    reference: str
    village: str
    at: datetime
    amount: int


@bp.get("/water")
def water() -> ResponseReturnValue:
    """The whole balance on one page."""
    choice = _chosen()
    return render_template(
        "insights/water.html", choice=choice, of=water_tables.balance(choice), this=_dated(choice),
        words=water_words, wording=wording, choosing=choosing,
    )  # fmt: skip


@bp.get("/water/cases")
def water_cases() -> ResponseReturnValue:
    """Exactly the lines behind a figure; their numbers add up to it."""
    choice, figure = _chosen(), request.args.get("figure", "")
    if figure not in FIGURES:
        raise NotFound
    village, name = _village(choice)
    rows = [
        row for row in water_tables.balance(choice, with_weeks=False).rows(figure)
        if village is None or village_of(row) == (int(village) if village != "none" else None)
    ]  # fmt: skip
    rows.sort(key=lambda row: row.at, reverse=not water_words.MEANINGS[figure].oldest_first)
    page = max(1, min(request.args.get("page", 1, type=int), -(-len(rows) // SIZE)))
    kept = {"figure": figure, "row": request.args.get("row") or None}
    return render_template(
        "insights/water_cases.html", choice=choice, figure=figure, village=name, words=water_words,
        amount=amount(rows), count=len(rows), rows=_shown(rows[(page - 1) * SIZE : page * SIZE], choice),
        newer=choice.url(".water_cases", **kept, page=page - 1) if page > 1 else None,
        older=choice.url(".water_cases", **kept, page=page + 1) if page * SIZE < len(rows) else None,
        page_number=page, pages=max(1, -(-len(rows) // SIZE)), choosing=choosing,
        as_of=wording.as_of(_dated(choice), choice.as_of),
    )  # fmt: skip


@bp.get("/water.<any(csv, xlsx):paper>")
def water_paper(paper: str) -> Response:
    """The balance, the villages and the weeks as a spreadsheet."""
    choice = _chosen()
    return water_downloads.answer(paper, water_tables.balance(choice), wording.as_of(_dated(choice), choice.as_of))


def _chosen() -> Choice:
    """As on the other pages of figures; the channel is always water, a past day's knowledge may be asked for."""
    return replace(choosing.chosen(), channel=None, as_of=choosing.as_of())


def _dated(choice: Choice) -> Tally:
    """What says up to when the figures are; nothing of it is counted."""
    return statistics.tally(choice.period, now=office.now(), as_of=choice.as_of)


def _village(choice: Choice) -> tuple[str | None, str]:
    dimension, _dash, key = request.args.get("row", "").partition("-")
    if not dimension:
        return None, ""
    names = group_names("village", choice)
    wanted = None if key == "none" else key
    if dimension != "village" or wanted not in names:
        raise NotFound
    return key, names[wanted]


def _shown(rows: Sequence[Row], choice: Choice) -> list[Shown]:
    """The lines with the names of what they are about."""
    tickets = ledger.requests([row.ticket for row in rows if row.ticket is not None])
    rounds = ledger.rounds([row.round for row in rows if row.round is not None])
    names, found = group_names("village", choice), []
    for row in rows:
        village = village_of(row)
        place, text, url, reference = names.get(None if village is None else str(village), ""), "", "", ""
        if row.ticket is not None:
            ticket = tickets[row.ticket]
            text, url, reference = ticket.subject, f"/staff/tickets/{ticket.latin}", ticket.reference
            place = place if row.house else names.get(str(ticket.village_id), "–")
        elif row.round is not None:
            held = rounds[row.round]
            text = _("รอบที่ %(n)s วันที่ %(day)s", n=held.number, day=day(held.day, "short"))
            url, place, reference = f"/staff/water/{held.id}", "–", held.truck.name
        else:
            text, url = place, choice.url(".water_cases", figure="homes", row=f"village-{village}")
        found.append(Shown(_at_house(text, row), url, reference, place, row.at, row.amount))
    return found


def _at_house(text: str, row: Row) -> str:
    """A request for many houses names the house."""
    if row.house is None or row.house.home.startswith(("request ", NAMELESS)):
        return text
    return str(_("%(subject)s · บ้านเลขที่ %(house)s", subject=text, house=row.house.home))
