"""Closed days of a fiscal year: add, confirm, take back; which open cases get another due day is said before."""

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.admin.door import administrator, bp
from app.admin.forms import AskForm, ConfirmDaysForm, HolidayForm
from app.domain.dates import BUDDHIST_ERA, calendar_words, local_day
from app.domain.periods import fiscal_year_of
from app.services.administration import holidays
from app.services.administration.changes import Wrong
from app.web import office
from app.web.details import blame
from app.web.words import language

_YEARS = range(2500, 2700)


@bp.get("/holidays")
def holidays_now() -> ResponseReturnValue:
    """Go to this fiscal year."""
    return redirect(url_for("admin.holidays_of", year=fiscal_year_of(local_day(office.now()))))


@bp.route("/holidays/<int:year>", methods=["GET", "POST"])
def holidays_of(year: int) -> ResponseReturnValue:
    """The days of a year, and a form for another."""
    if year not in _YEARS:
        abort(404)
    form = _blank(year)
    if form.validate_on_submit() and (day := form.day.chosen):
        entry = {"name": form.name.data, "kind": form.kind.data, "source": form.source.data}
        try:
            holidays.check(day, kind=form.kind.data)
            moves = [] if "sure" in request.form else holidays.moves_if_closed(day, now=office.now())
            if moves:
                return render_template("admin/add_holiday.html", form=form, day=day, moves=moves, year=year)
            moved = holidays.add(day, **entry, confirmed=form.confirmed.data, by=administrator(), now=office.now())
        except Wrong as wrong:
            blame(form, wrong)
        else:
            flash(_say(_("เพิ่มวันหยุดแล้ว"), moved))
            return redirect(url_for("admin.holidays_of", year=fiscal_year_of(day), added=day, _anchor=f"day-{day}"))
    return _page(year, form, ConfirmDaysForm(formdata=None))


@bp.post("/holidays/<int:year>/confirm")
def confirm_holidays(year: int) -> ResponseReturnValue:
    """The year's days were compared with the announcement."""
    if year not in _YEARS:
        abort(404)
    form = ConfirmDaysForm()
    if not form.validate_on_submit():
        return _page(year, _blank(year, formdata=None), form)
    count = holidays.confirm(year, source=form.source.data, by=administrator(), now=office.now())
    flash(_("ยืนยันวันหยุดแล้ว %(n)s วัน", n=count))
    return redirect(url_for("admin.holidays_of", year=year))


@bp.route("/holidays/<int:holiday_id>/remove", methods=["GET", "POST"])
def remove_holiday(holiday_id: int) -> ResponseReturnValue:
    """Take a day back, after asking."""
    holiday, form = holidays.find(holiday_id) or abort(404), AskForm()
    if form.validate_on_submit():
        year = fiscal_year_of(holiday.day)
        moved = holidays.remove(holiday, by=administrator(), now=office.now())
        flash(_say(_("เอาวันหยุดออกแล้ว"), moved))
        return redirect(url_for("admin.holidays_of", year=year))
    moves = holidays.moves_if_open(holiday, now=office.now())
    return render_template("admin/remove_holiday.html", form=form, row=holiday, moves=moves)


def _blank(year: int, **sent: None) -> HolidayForm:
    """The form with the page's own year in it, as the language counts."""
    shown = year - BUDDHIST_ERA + calendar_words(language()).era
    return HolidayForm(data={"day": {"year": str(shown)}}, **sent)


def _page(year: int, form: HolidayForm, confirm: ConfirmDaysForm) -> str:
    rows = holidays.of_year(year)
    return render_template(
        "admin/holidays.html",
        form=form,
        confirm=confirm,
        rows=rows,
        year=year,
        waiting=sum(not row.confirmed for row in rows),
        unconfirmed=holidays.unconfirmed_year(local_day(office.now())),
        kinds=holidays.KINDS,
        added=request.args.get("added"),
    )


def _say(done: str, moved: int) -> str:
    said = _("กำหนดเสร็จของเรื่องที่เปิดอยู่เลื่อนไป %(n)s เรื่อง", n=moved) if moved else _("ไม่มีเรื่องใดเปลี่ยนกำหนด")
    return f"{done} {said}"
