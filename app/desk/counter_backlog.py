"""The day the system was unavailable: paper receipts keyed in later, row by row, looked over, then all at once."""

from flask import flash, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from app.desk.counter_backlog_forms import MOST, BacklogForm, backlog_form
from app.desk.door import BAD, bp
from app.domain.channels import COMPLAINTS, Arrival
from app.domain.dates import local_day
from app.services import backlog as papers
from app.services import casework, drafts
from app.services import office as offices
from app.services.intake import NotReady
from app.web import office

ROWS, MORE_ROWS = 10, 5
_DONE = "backlog"
_BUTTONS = {"csrf_token", "more", "edit", "confirm"}


@bp.route("/tickets/backlog", methods=["GET", "POST"])
def backlog() -> ResponseReturnValue:
    """Rows, then the same rows to look over, then the cases."""
    form = _form()
    if request.method == "GET" or request.form.keys() & {"more", "edit"}:
        return _page(form)
    if papers.made(form.key.data or ""):  # pressed twice, or sent again from an old page
        return _taken_in(form)
    if not form.validate():
        return _page(form), BAD
    if "confirm" not in request.form:
        carried = [(name, value) for name, value in request.form.items(multi=True) if name not in _BUTTONS]
        return render_template("desk/backlog_check.html", form=form, rows=form.filled(), carried=carried)
    return _take_in(form)


@bp.get("/tickets/backlog/done")
def backlog_done() -> ResponseReturnValue:
    """Which paper became which case."""
    made = papers.made(str(session.get(_DONE) or ""))
    if not made:
        return redirect(url_for("desk.backlog"))
    mine = {ticket.id for ticket in made if casework.find(ticket.reference, by=office.actor())}
    return render_template("desk/backlog_done.html", made=made, mine=mine)


@bp.get("/tickets/backlog/paper")
def backlog_paper() -> str:
    """The empty form for such days, to be printed beforehand."""
    return render_template("desk/backlog_paper.html", rows=ROWS, categories=offices.categories(COMPLAINTS.slug))


def _form() -> BacklogForm:
    typed = request.form.get("rows", "")
    count = int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 4 else ROWS
    count = max(1, min(count + (MORE_ROWS if "more" in request.form else 0), MOST))
    form = backlog_form(count)(data={"arrival": Arrival.WALK_IN, "day": local_day(office.now())})
    form.key.data = form.key.data if drafts.is_key(form.key.data or "") else drafts.new_key()
    return form


def _take_in(form: BacklogForm) -> ResponseReturnValue:
    try:
        papers.take_in(form.key.data or "", form.submissions(), by=office.actor(), now=office.now())
    except NotReady:
        form.day.wrong = [_("วันนั้นยังไม่มีคู่มือการให้บริการ ตรวจวันที่อีกครั้ง")]
        return _page(form), BAD
    return _taken_in(form)


def _taken_in(form: BacklogForm) -> ResponseReturnValue:
    session[_DONE] = form.key.data
    count = len(papers.made(form.key.data or ""))
    flash(ngettext("รับเข้าแล้ว %(num)s เรื่อง", "รับเข้าแล้ว %(num)s เรื่อง", count))
    return redirect(url_for("desk.backlog_done"))


def _page(form: BacklogForm) -> str:
    return render_template("desk/backlog.html", form=form, most=MOST)
