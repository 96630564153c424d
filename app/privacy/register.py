"""The register of processing: what the office does with whose data, on a page and on paper; who answers for it."""

from flask import Response, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from werkzeug.exceptions import NotFound

from app.domain.dates import format_date
from app.domain.personal_data import ACTIVITIES
from app.domain.phones import format_phone
from app.domain.report import Paragraph, Report, Table
from app.domain.words import N_
from app.privacy.door import bp
from app.privacy.forms import OfficerForm
from app.renderers import RENDERERS, PrinterMissing
from app.services import office as offices
from app.services.administration import changes
from app.services.personal import retention
from app.web import office

FIELDS = (
    ("purpose", N_("วัตถุประสงค์")), ("basis", N_("ฐานตามกฎหมาย")), ("whose", N_("ข้อมูลของใคร")),
    ("data", N_("ข้อมูลอะไร")), ("receivers", N_("ใครได้รับ")), ("kept", N_("เก็บนานเท่าไร")),
    ("where", N_("เก็บที่ไหน")), ("protected", N_("ป้องกันอย่างไร")),
)  # fmt: skip


@bp.get("/")
def home() -> str:
    """The three things that can be done here."""
    now = office.now()
    return render_template(
        "privacy/home.html", lists=retention.lists(), due=sum(retention.due(now).values()), rules=retention.rules()
    )


@bp.route("/register", methods=["GET", "POST"])
def register() -> ResponseReturnValue:
    """All activities, and who answers for them."""
    who = offices.present()
    form = OfficerForm(data={"officer": who.data_officer, "contact": who.data_officer_contact} if who else None)
    if who and form.validate_on_submit():
        values = {"data_officer": form.officer.data, "data_officer_contact": form.contact.data}
        changes.write(who, values, action="data_officer_named", subject="office", by=office.actor(), now=office.now())
        flash(_("บันทึกแล้ว"))
        return redirect(url_for(".register"))
    return render_template(
        "privacy/register.html", activities=ACTIVITIES, fields=FIELDS, form=form, rules=retention.rules(),
        papers=[(name, RENDERERS[name].name, RENDERERS[name].available()) for name in ("pdf", "xlsx", "docx")],
    )  # fmt: skip


@bp.get("/register.<any(pdf, xlsx, docx):paper>")
def register_paper(paper: str) -> Response:
    """The same to hand over or to sign."""
    try:
        return file(_report(), paper, "register-of-processing")
    except PrinterMissing as missing:
        raise NotFound from missing


def file(report: Report, paper: str, stem: str) -> Response:
    """A paper as a download."""
    renderer = RENDERERS[paper]
    response = Response(renderer.render(report), mimetype=renderer.mimetype)
    response.headers["Content-Disposition"] = f'attachment; filename="{stem}.{paper}"'
    return response


def _report() -> Report:
    who, now = office.office(), office.now()
    lines = [(str(number), _(one.name), *(_(getattr(one, field)) for field, _words in FIELDS))
             for number, one in enumerate(ACTIVITIES, start=1)]  # fmt: skip
    header = (_("ที่"), _("กิจกรรม"), *(_(words) for _field, words in FIELDS))
    rules = tuple((_(rule.name), str(years), _(rule.law)) for rule, years, _on in retention.rules().values())
    return Report(
        title_lines=(
            _("บันทึกรายการกิจกรรมการประมวลผลข้อมูลส่วนบุคคล"),
            _("ตามมาตรา 39 แห่งพระราชบัญญัติคุ้มครองข้อมูลส่วนบุคคล พ.ศ. 2562"),
        ),
        agency=(who.name, f"{who.district} {who.province}") if who else (),
        preface=answers_for(),
        running_head=_("บันทึกรายการกิจกรรม"),
        blocks=(
            Table(_("กิจกรรม"), header, tuple(lines)),
            Table(_("อายุการเก็บ"), (_("อะไร"), _("เก็บ (ปี)"), _("ตาม")), rules, frozenset({1})),
            Paragraph(_("ปีนับจากสิ้นปีปฏิทินที่เรื่องเสร็จ ระบบไม่ลบเอง")),
        ),
        as_of=_("ข้อมูล ณ วันที่ %(day)s", day=format_date(now)),
    )  # fmt: skip


def answers_for() -> str:
    """Who answers for personal data, in one sentence."""
    who = office.office()
    if who is None or not who.data_officer:
        name, phone = (who.name, format_phone(who.phone)) if who else ("", "")
        return str(_("ผู้ควบคุมข้อมูล: %(name)s โทร. %(phone)s", name=name, phone=phone))
    told = {"name": who.name, "officer": who.data_officer, "contact": who.data_officer_contact}
    return str(_("ผู้ควบคุมข้อมูล: %(name)s ผู้รับผิดชอบ: %(officer)s %(contact)s", **told))
