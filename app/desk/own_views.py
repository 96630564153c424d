"""Selections of the queue that an officer keeps under names: links above the queue, a page to put them in order."""

from collections.abc import Sequence
from urllib.parse import parse_qsl, urlsplit

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from werkzeug.datastructures import MultiDict
from wtforms import HiddenField

from app.desk import board
from app.desk.board import Link
from app.desk.door import BAD, bp
from app.desk.filters import FilterForm, address
from app.models import SavedView
from app.services import queue, saved_views
from app.services.queue import Desk
from app.services.selections import Selection
from app.web import office
from app.web.fields import AtMost, LineField, Required


class NameForm(FlaskForm):
    """What a selection is called."""

    query = HiddenField()
    name = LineField(_l("ชื่อมุมมอง"), [Required(_l("ตั้งชื่อมุมมอง")), AtMost(saved_views.LONGEST_NAME)])


def links(desk: Desk, chosen: Selection) -> Sequence[Link]:
    """One's own views with their counts, all of them counted in one reading."""
    views = saved_views.mine(desk.actor)
    if not views:
        return ()
    form = FilterForm()
    found = [_read(form, view.query) for view in views]
    counts = queue.totals(desk, found)
    return [
        Link(address(one), view.name, count, one == chosen)
        for view, one, count in zip(views, found, counts, strict=True)
    ]


@bp.route("/views", methods=["GET", "POST"])
def views() -> ResponseReturnValue:
    """Keep a selection; see all of them."""
    form = NameForm(query=request.args.get("query", ""))
    if form.validate_on_submit():
        chosen = _read(FilterForm(), form.query.data or "")
        try:
            saved_views.keep(form.name.data, urlsplit(address(chosen)).query, by=office.actor())
        except saved_views.NotKept as why:
            form.name.errors = [_(str(why))]
        else:
            flash(_("เก็บมุมมอง %(name)s แล้ว", name=form.name.data))
            return redirect(address(chosen))
    return _page(form), BAD if form.errors else 200


@bp.post("/views/<int:view_id>")
def view(view_id: int) -> ResponseReturnValue:
    """Call it otherwise, put it one place to the front, or throw it away."""
    row = saved_views.find(view_id, by=office.actor()) or abort(404)
    if "drop" in request.form:
        saved_views.drop(row)
    elif "up" in request.form:
        saved_views.up(row, by=office.actor())
    else:
        return _rename(row)
    return redirect(url_for("desk.views"))


def _rename(row: SavedView) -> ResponseReturnValue:
    form = NameForm()
    if form.validate():
        try:
            saved_views.rename(row, form.name.data, by=office.actor())
            return redirect(url_for("desk.views"))
        except saved_views.NotKept as why:
            form.name.errors = [_(str(why))]
    return _page(NameForm(formdata=None), wrong=(row.id, form)), BAD


def _page(form: NameForm, wrong: tuple[int, NameForm] | None = None) -> str:
    amiss = {wrong[0]: wrong[1]} if wrong else {}
    rows = [
        (view, amiss.get(view.id) or NameForm(formdata=None, name=view.name), *_told(view.query))
        for view in saved_views.mine(office.actor())
    ]
    return render_template("desk/views.html", form=form, rows=rows, said=_told(form.query.data or "")[1])


def _told(query: str) -> tuple[str, str]:
    """Where a selection leads, and what it shows in words."""
    form = FilterForm()
    chosen = _read(form, query)
    names = board.view_names(Desk(office.actor(), office.calendar(), office.now()), office.member())
    return address(chosen), " · ".join([names.get(chosen.view, ""), *form.said]).strip(" ·")


def _read(form: FilterForm, query: str) -> Selection:
    """What an address says today: what is gone by now is left out."""
    form.process(MultiDict(parse_qsl(query[:2000])))
    return form.selection
