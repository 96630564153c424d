"""Handing a report to another agency: who gets what, the code that opens it, then one encrypted PDF as a download."""

from flask import Response, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from werkzeug.exceptions import NotFound
from wtforms import (
    BooleanField,
    Field,
    HiddenField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
    ValidationError,
)
from wtforms.validators import DataRequired, Length

from app.domain.sealed_export import AGENCY_OF, EXPORTED, NOTICE, Agency, Wish, is_code, new_code
from app.domain.sealed_report import Happening
from app.domain.thai import clean
from app.renderers import RENDERERS, PrinterMissing
from app.sealed import door
from app.services.sealed import exporting, keys
from app.services.sealed.story import Lost, Opened
from app.web import office
from app.web.evidence import SANDBOX
from app.web.fields.offers import offered
from app.web.report_form import SHORT, TOO_LONG

_LINE = 200


class ExportForm(FlaskForm):
    """To whom, what goes along; the code was made with the form and comes back with it."""

    code = HiddenField()
    once = HiddenField()
    agency = SelectField(_l("หน่วยงานที่รับ"), choices=offered((a.value, _l(a.label)) for a in Agency))
    other = StringField(_l("ชื่อหน่วยงาน ถ้าเป็นหน่วยงานอื่น"), validators=[Length(max=_LINE, message=TOO_LONG)])
    person = StringField(
        _l("ชื่อผู้รับ"), validators=[DataRequired(message=_l("กรอกชื่อผู้รับ")), Length(max=_LINE, message=TOO_LONG)]
    )
    post = StringField(
        _l("ตำแหน่งผู้รับ"), validators=[DataRequired(message=_l("กรอกตำแหน่งผู้รับ")), Length(max=_LINE, message=TOO_LONG)]
    )
    contact = BooleanField(_l("ช่องทางติดต่อกลับของผู้ร้อง"))
    notes = BooleanField(_l("บันทึกการสอบข้อเท็จจริงและเหตุผลภายใน"))
    files = SelectMultipleField(_l("ไฟล์ที่ส่งไปด้วย"))
    notice = TextAreaField(
        _l("ข้อความคุ้มครองผู้ร้องบนหน้าปก"),
        validators=[DataRequired(message=_l("เขียนข้อความบนหน้าปก")), Length(max=SHORT, message=TOO_LONG)],
    )
    last_four = StringField(_l("จดแล้ว พิมพ์ 4 ตัวท้าย"))

    def offer(self, report: Opened) -> "ExportForm":
        """The files of this report; all are ticked until somebody takes one out."""
        self.files.choices = offered((file.id, file.name) for file in report.files.values())
        if request.method == "GET":
            self.files.data = list(report.files)
            self.notice.data = gettext(NOTICE)
            self.code.data, self.once.data = new_code(), keys.random_id()
            if report.finding and report.finding in AGENCY_OF:
                self.agency.data = AGENCY_OF[report.finding]
        return self

    def validate_other(self, field: Field) -> None:
        """An agency that is not in the list has a name."""
        if self.agency.data == Agency.OTHER and not (field.data or "").strip():
            raise ValidationError(gettext("กรอกชื่อหน่วยงาน"))

    def validate_last_four(self, field: Field) -> None:
        """Whoever has written the code down can type its end."""
        if (field.data or "").strip().upper() != (self.code.data or "")[-4:]:
            raise ValidationError(gettext("4 ตัวนี้ไม่ตรงกับรหัสด้านบน จดรหัสแล้วพิมพ์ 4 ตัวท้าย"))

    def wish(self) -> Wish:
        """What was filled in."""
        named = clean(self.other.data or "") if self.agency.data == Agency.OTHER else Agency(self.agency.data).label
        return Wish(
            agency=named, person=clean(self.person.data or ""), post=clean(self.post.data or ""),
            contact=bool(self.contact.data), notes=bool(self.notes.data), files=frozenset(self.files.data or ()),
            notice=clean(self.notice.data or "", multiline=True), once=self.once.data or "",
        )  # fmt: skip


def export(case_id: str) -> ResponseReturnValue:
    """The form, and after it the copy."""
    report = door.opened(case_id)
    form = ExportForm().offer(report)
    if request.method == "GET" or not is_code(form.code.data or ""):
        form.code.data = new_code()
        return _page(report, form)
    return _copy(report, form) if form.validate() else _page(report, form)


def facts(h: Happening) -> list[str]:
    """What the story says of a copy."""
    if h.kind != EXPORTED:
        return []
    return [
        gettext("ชุดที่ %(n)s ถึง %(recipient)s %(agency)s", n=h.data["copy"], recipient=h.data["recipient"],
                agency=h.data["agency"]),
        gettext("SHA-256 ของไฟล์: %(digest)s", digest=h.data["sha256"]),
    ]  # fmt: skip


def _copy(report: Opened, form: ExportForm) -> ResponseReturnValue:
    here = office.office()
    if here is None:
        raise NotFound
    try:
        made = exporting.export(door.here(), report, form.wish(), form.code.data or "", here, now=office.now())
    except exporting.TooLarge:
        form.files.errors = [gettext("ไฟล์ที่เลือกรวมกันเกิน 50 MB แบ่งเป็นสองชุด")]
        return _page(report, form)
    except PrinterMissing:
        return _page(report, form)
    except Lost as gone:
        raise NotFound from gone
    answer = Response(made.pdf, mimetype="application/pdf")
    answer.headers["Content-Disposition"] = 'attachment; filename="document.pdf"'
    answer.headers["Content-Security-Policy"] = SANDBOX
    return answer


def _page(report: Opened, form: ExportForm) -> str:
    missing = RENDERERS["pdf"].available() is not None
    return render_template("sealed/export.html", report=report, form=form, missing=missing)
