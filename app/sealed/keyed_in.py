"""A letter, a call or a visit, typed in by an officer; the code is theirs to hand over, once."""

from datetime import datetime, time

from flask import render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from app.domain.sealed import groups, new_code, read_code
from app.sealed import door
from app.sealed.forms import KeyedInForm
from app.services.sealed import casework, evidence, recipients, reports
from app.services.sealed import office as sealed_office
from app.services.sealed.reports import Submission
from app.web import office
from app.web.report_form import CODE_INSIDE


def new() -> ResponseReturnValue:
    """The form and, after it, the code for the reporter."""
    form = KeyedInForm(data={"received": office.calendar().local_day(office.now())})
    code = read_code(form.code.data or "")
    if request.method == "GET" or code is None:
        form.code.data = new_code()
        return _page(form)
    judged = form.judged() if form.validate() and _not_ahead(form) else None
    if judged is None:
        return _page(form)
    who = door.here().officer.staff.name
    submission = Submission(form.answers(), judged, form.arrival.data, _moment(form), keyed_by=who)
    try:
        sent = reports.send(code, submission, now=office.now())
    except reports.CodeInside as inside:
        form.blame(inside.fields, CODE_INSIDE)
    except recipients.NobodyMayRead:
        form.blame(("about",), gettext("ไม่มีใครในสำนักงานอ่านเรื่องนี้ได้ ส่งเอกสารต่อให้อำเภอ ป.ป.ช. หรือ ป.ป.ท. โดยตรง"))
    except evidence.TooManyFiles:
        form.too_many()
    except sealed_office.NotOpen:
        form.blame(("about",), gettext("ช่องทางลับยังไม่พร้อมรับเรื่อง"))
    else:
        mine = casework.find(door.here(), sent.report.id, now=office.now())
        return render_template("sealed/keyed_in.html", groups=groups(code), report=sent.report, mine=mine is not None)
    return _page(form)


def _page(form: KeyedInForm) -> ResponseReturnValue:
    return render_template("sealed/new.html", form=form)


def _moment(form: KeyedInForm) -> datetime:
    """The day it was received, at noon; today, now."""
    now, day, book = office.now(), form.received.chosen, office.calendar()
    if day is None or day == book.local_day(now):
        return now
    return datetime.combine(day, time(12), book.zone)


def _not_ahead(form: KeyedInForm) -> bool:
    day = form.received.chosen
    if day and day > office.calendar().local_day(office.now()):
        form.received.wrong = [gettext("วันที่ได้รับอยู่ข้างหน้า ตรวจอีกครั้ง")]
        return False
    return True
