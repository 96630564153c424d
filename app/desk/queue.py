"""The officer's home: what waits, most pressing first, and why."""

from collections.abc import Sequence
from dataclasses import replace

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.desk import board, check, own_views
from app.desk.door import bp
from app.desk.filters import FilterForm
from app.domain.references import latin, parse_reference
from app.domain.standing import Urgency
from app.services import casework, queue
from app.services.old_registers import looking
from app.services.selections import Selection, View
from app.web import office


@bp.get("/queue")
def queue_page() -> ResponseReturnValue:
    """The queue, or one group of it page by page."""
    form = FilterForm(request.args)
    desk, chosen = _desk(), form.selection
    groups = _groups(desk, chosen)
    return render_template(
        "desk/queue.html",
        form=form,
        late_check=check.reminder(desk),
        chosen=chosen,
        narrowed=chosen != Selection(view=chosen.view),
        tabs=board.tabs(desk, office.member(), chosen),
        facets=board.facets(desk, chosen),
        views=own_views.links(desk, chosen),
        query=request.query_string.decode(),
        groups=groups,
        old=looking.search(chosen.q, by=office.actor()).count if chosen.q else 0,
        fresh=not groups and not casework.any_yet(by=office.actor()),
        beyond={} if groups else board.beyond(desk, office.member()),
    )


@bp.get("/search")
def search() -> ResponseReturnValue:
    """Every case that holds what was typed, closed ones too; a whole case number opens its case."""
    form = FilterForm(request.args)
    chosen = replace(form.selection, view=View.SEARCH)
    number = parse_reference(chosen.q)
    if number and casework.find(number, by=office.actor()):
        return redirect(url_for("desk.case", reference=latin(number)))
    desk = _desk()
    chosen = queue.found(desk, chosen) if chosen.q else chosen
    groups = _groups(desk, chosen) if chosen.q else []
    old = looking.search(chosen.q, by=office.actor())
    total = board.total(groups, chosen)
    return render_template("desk/search.html", form=form, chosen=chosen, groups=groups, old=old, total=total)


def _desk() -> queue.Desk:
    return queue.Desk(office.actor(), office.calendar(), office.now())


def _groups(desk: queue.Desk, chosen: Selection) -> Sequence[board.Group]:
    asked = request.args.get("group", "").upper()
    only = Urgency[asked] if asked in Urgency.__members__ else None
    return board.groups(desk, chosen, only, _place() if only is not None else None)


def _place() -> queue.Place | None:
    """The case after or before which the page lies, if this member may see it."""
    back = "before" in request.args
    number = parse_reference(request.args.get("before" if back else "after", ""))
    ticket = casework.find(number, by=office.actor()) if number else None
    return queue.Place(ticket, back) if ticket else None
