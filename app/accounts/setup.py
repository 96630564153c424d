"""The first day of an office: claimed with the code from the console, four steps, then open. It cannot be run twice."""

from typing import Any

from flask import Blueprint, g, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_wtf import FlaskForm

from app.accounts import setup_forms as forms
from app.services import office as offices
from app.services import setup
from app.services.administration import categories
from app.services.administration.changes import Wrong
from app.services.defaults.lists import UNITS
from app.web import guards, office
from app.web.details import TRUCK_LITRES, OfficeForm
from app.web.words import switching

setup_bp = Blueprint("setup", __name__, url_prefix="/setup")
setup_bp.before_request(guards.everyone)

STEPS = ("office", "villages", "units", "people")
VILLAGES, PEOPLE, MORE = 12, 4, 6


@setup_bp.before_request
def not_twice() -> ResponseReturnValue | None:
    """An office that is open is not set up again; the steps are for whoever gave the code."""
    if offices.present() is not None:
        return redirect(url_for("accounts.sign_in"))
    g.said = setup.answers(session.get("setup", ""), now=office.now())
    if request.endpoint == "setup.claim":
        return None
    step = (request.endpoint or "").partition(".")[2]
    if g.said is None:
        return redirect(url_for("setup.claim"))
    missing = next((before for before in STEPS[: STEPS.index(step)] if before not in g.said), None)
    return redirect(url_for(f"setup.{missing}")) if missing else None


@setup_bp.route("", methods=["GET", "POST"])
def claim() -> ResponseReturnValue:
    """Who has seen the console may set up the office."""
    if g.said is not None:
        return redirect(url_for("setup.office"))
    form = forms.ClaimForm()
    if form.validate_on_submit():
        if key := setup.claim(form.code.data, now=office.now()):
            session.clear()
            session["setup"] = key
            return redirect(url_for("setup.office"))
        form.code.errors = [_("รหัสไม่ตรง ดูรหัสล่าสุดในหน้าจอที่สั่งเปิดระบบ ตัวพิมพ์เล็กใหญ่และขีดไม่สำคัญ")]
    return render_template("setup/claim.html", form=form)


@setup_bp.route("/office", methods=["GET", "POST"], endpoint="office")
def particulars() -> ResponseReturnValue:
    """Who we are."""
    usual = {"head_title": _("นายกองค์การบริหารส่วนตำบล"), "clerk_title": _("ปลัดองค์การบริหารส่วนตำบล")}
    form = OfficeForm(data={**usual, "truck_litres": TRUCK_LITRES, **g.said.get("office", {})})
    if _sent(form):
        return _next("office", form.columns())
    return render_template("setup/office.html", form=form)


@setup_bp.route("/villages", methods=["GET", "POST"])
def villages() -> ResponseReturnValue:
    """Number and name of every village."""
    offered = g.said.get("villages") or [(number, "") for number in range(1, VILLAGES + 1)]
    form = _rows(forms.village_rows, offered, ("number", "name"))
    if _sent(form):
        found = form.villages()
        if not form.errors:
            return _next("villages", found)
    return render_template("setup/villages.html", form=form, adding=MORE)


@setup_bp.route("/units", methods=["GET", "POST"])
def units() -> ResponseReturnValue:
    """The units, the usual ones filled in."""
    form = _rows(forms.unit_rows, g.said.get("units") or list(UNITS), ("short", "name"))
    if _sent(form):
        found = form.units()
        if not form.errors:
            return _next("units", found)
    return render_template("setup/units.html", form=form, adding=MORE)


@setup_bp.route("/people", methods=["GET", "POST"])
def people() -> ResponseReturnValue:
    """The first administrator and the first officers; then everything is written at once."""
    offered = [(short, name) for short, name in g.said["units"]]
    form = _rows(lambda count: forms.people_rows(count, offered), [("", "")] * PEOPLE, ("name", "username"))
    if _sent(form):
        newcomers, rows = form.newcomers(), form.filled()
        for row, wrong in setup.faults(newcomers):
            form.blame(rows[row], wrong.field, _(wrong.message, **wrong.values))
        if not form.errors:
            return _open(form, newcomers)
    return render_template("setup/people.html", form=form, adding=MORE)


def _open(form: forms.PeopleRows, newcomers: list[setup.Newcomer]) -> ResponseReturnValue:
    said = g.said
    try:
        opening = setup.Opening(said["office"], said["villages"], said["units"], newcomers)
        hired = setup.open_office(opening, now=office.now())
    except setup.AlreadyOpen:
        return redirect(url_for("accounts.sign_in"))
    except Wrong as wrong:
        _part, row, name = wrong.field.split("-")
        form.blame(form.filled()[int(row)], name, _(wrong.message, **wrong.values))
        return render_template("setup/people.html", form=form, adding=MORE)
    session.clear()
    g.pop("office", None)
    g.pop("shown_office", None)
    return render_template("setup/done.html", hired=hired, no_unit=categories.without_unit())


def _rows(make: Any, offered: list[tuple[Any, str]], names: tuple[str, ...]) -> Any:
    """A form with the rows that are offered, or with as many as were sent; one press of a button adds some."""
    if request.method == "POST":
        count = max(1, request.form.get("rows", 0, int)) + (MORE if request.form.get("more") else 0)
        return make(min(forms.MOST_ROWS, count))()
    start = {f"{name}_{i}": value for i, row in enumerate(offered) for name, value in zip(names, row, strict=True)}
    return make(len(offered))(data=start)


def _sent(form: FlaskForm) -> bool:
    """Whether the step is to be taken: sent, good, and not just asking for more rows or for another language."""
    return bool(request.method == "POST" and not request.form.get("more") and not switching() and form.validate())


def _next(step: str, said: Any) -> ResponseReturnValue:
    setup.keep(session["setup"], step, said, now=office.now())
    return redirect(url_for(f"setup.{STEPS[STEPS.index(step) + 1]}"))
