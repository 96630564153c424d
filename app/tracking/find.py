"""The way back to a case by its number and code; an unknown number and a wrong code get the same answer."""

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict

from app.services import residents
from app.services.throttle import TooManyTries
from app.tracking.forms import FindForm
from app.web import office


def add_to(bp: Blueprint) -> None:
    """Open the counter."""
    bp.add_url_rule("/track", "find", find, methods=["GET", "POST"])


def find() -> ResponseReturnValue:
    """Ask for number and code, or go to the case."""
    typed = request.form if request.method == "POST" else request.args
    if not typed.keys() & {"reference", "code"}:
        return _page(FindForm(formdata=None), 200)
    return _look(typed)


def _look(typed: MultiDict[str, str]) -> ResponseReturnValue:
    form = FindForm(formdata=typed)
    if not form.validate():
        return _page(form, 422)
    try:
        token = residents.look_up(form.reference.data or "", form.code.data or "", now=office.now())
    except TooManyTries:
        return _page(form, 429, closed=True)
    if token is None:
        form.code.errors = [_("เลขที่กับรหัสนี้ไม่ตรงกับเรื่องใด ดูในใบรับเรื่องแล้วกรอกอีกครั้ง")]
        return _page(form, 422)
    return redirect(url_for("tracking.case", token=token), 303)


def _page(form: FindForm, status: int, *, closed: bool = False) -> ResponseReturnValue:
    return render_template("tracking/find.html", form=form, closed=closed), status
