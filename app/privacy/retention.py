"""What is due to go: years, the list of a year, held back or proposed, approved by another; and the list on paper."""

from collections.abc import Callable
from datetime import date

from flask import Response, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.exceptions import NotFound

from app.domain.dates import format_date
from app.domain.report import Report, Signature, Table
from app.domain.retention import COLUMNS
from app.domain.shelves import Shelf
from app.models import RetentionItem, RetentionList
from app.privacy.door import bp
from app.privacy.forms import ApproveForm, AskForm, HoldForm, RuleForm
from app.privacy.register import file
from app.renderers import PrinterMissing
from app.services.personal import anonymising, lines
from app.services.personal import retention as keeping
from app.services.personal.retention import PAGE, Refused
from app.web import office
from app.web.reauthentication import is_me
from app.web.requests import row_number


@bp.route("/retention", methods=["GET", "POST"])
def retention() -> ResponseReturnValue:
    """The rules, what is due by them, the lists; begin this year's."""
    form, now = AskForm(), office.now()
    if form.validate_on_submit():
        try:
            made = keeping.make(by=office.actor(), now=now)
        except Refused as refusal:
            flash(_(str(refusal)), "waiting")
            return redirect(url_for(".retention"))
        return redirect(url_for(".retention_list", year=made.year))
    due = keeping.due(now)
    return render_template(
        "privacy/retention.html", form=form, rules=keeping.rules(), due=due, lists=keeping.lists(),
        may_make=any(due.values()) and keeping.may_make(now),
    )  # fmt: skip


@bp.route("/retention/rules/<shelf>", methods=["GET", "POST"])
def keeping_rule(shelf: str) -> ResponseReturnValue:
    """Another number of years, held against the law today."""
    if shelf not in set(Shelf):
        raise NotFound
    rule, years, verified_on = keeping.rules()[Shelf(shelf)]
    form = RuleForm(data={"years": years})
    if form.validate_on_submit():
        keeping.set_rule(Shelf(shelf), form.years.data or years, by=office.actor(), now=office.now())
        flash(_("บันทึกแล้ว"))
        return redirect(url_for(".retention"))
    return render_template("privacy/rule.html", form=form, rule=rule, verified_on=verified_on)


@bp.get("/retention/<int:year>")
def retention_list(year: int) -> str:
    """The list of a year, page by page, and what can be done with it."""
    return _page(_list(year))


@bp.post("/retention/<int:year>/hold")
def hold(year: int) -> ResponseReturnValue:
    """Keep some of it for a reason, or let them go with the others again."""
    of, form = _list(year), HoldForm()
    form.items.choices = [(item.id, "") for item in keeping.items(of, page=_page_number())]
    if not form.validate():
        return _page(of, holding=form), 422
    if "keep" in request.form and not form.reason.data:
        form.reason.errors = [_("เขียนเหตุผลที่เก็บต่อ")]
        return _page(of, holding=form), 422
    reason = form.reason.data or "" if "keep" in request.form else ""
    count = _or_told(lambda: keeping.hold_back(of, form.items.data or (), reason, by=office.actor(), now=office.now()))
    if count:
        flash(ngettext("บันทึกแล้ว %(num)s รายการ", "บันทึกแล้ว %(num)s รายการ", count))
    return redirect(url_for(".retention_list", year=year, page=_page_number()), 303)


@bp.post("/retention/<int:year>/propose")
def propose(year: int) -> ResponseReturnValue:
    """It was gone through."""
    of = _list(year)
    if AskForm().validate():
        _or_told(lambda: keeping.propose(of, by=office.actor(), now=office.now()))
    return redirect(url_for(".retention_list", year=year), 303)


@bp.post("/retention/<int:year>/approve")
def approve(year: int) -> ResponseReturnValue:
    """Approve it after the password; the first cases lose their persons at once, the rest within minutes."""
    of, form = _list(year), ApproveForm()
    if not form.validate() or not is_me(office.member(), form.password):
        return _page(of, approving=form), 422
    _or_told(lambda: keeping.approve(of, by=office.actor(), now=office.now()))
    anonymising.go_on(now=office.now())
    return redirect(url_for(".retention_list", year=year), 303)


@bp.get("/retention/<int:year>.<any(xlsx, pdf, docx):paper>")
def retention_paper(year: int, paper: str) -> Response:
    """The list in the columns of the regulation, for the committee."""
    try:
        return file(_report(_list(year)), paper, f"destruction-list-{year}")
    except PrinterMissing as missing:
        raise NotFound from missing


def _list(year: int) -> RetentionList:
    return keeping.find(year) or abort(404)


def _or_told(act: Callable[[], int | None]) -> int | None:
    """Do it; what the rules refuse is said on the page."""
    try:
        return act()
    except Refused as refusal:
        flash(_(str(refusal)), "waiting")
        return None


def _page_number() -> int:
    return max(1, request.args.get("page", 1, type=row_number))


def _page(of: RetentionList, *, holding: HoldForm | None = None, approving: ApproveForm | None = None) -> str:
    number, counts = _page_number(), keeping.counts(of)
    shown = list(lines.lines(keeping.items(of, page=number)))
    pages = max(1, -(-counts.all // PAGE))
    return render_template(
        "privacy/retention_list.html",
        list=of,
        counts=counts,
        lines=shown,
        rules=keeping.rules(),
        holding=holding or HoldForm(formdata=None),
        asking=AskForm(formdata=None),
        approving=approving or ApproveForm(formdata=None),
        may_approve=keeping.may_approve(of, by=office.actor()),
        page_number=number,
        pages=pages,
        newer=url_for(".retention_list", year=of.year, page=number - 1) if number > 1 else None,
        older=url_for(".retention_list", year=of.year, page=number + 1) if number < pages else None,
    )


def _report(of: RetentionList) -> Report:
    who, rules = office.office(), keeping.rules()
    rows = tuple(
        (
            str(place), _(rules[line.item.shelf][0].name), line.number, _day(line.received_on), line.register_number,
            line.about, _decision(line.item),
            _("ลบแล้ว %(day)s", day=format_date(line.item.done_at)) if line.item.done_at else "",
        )
        for place, line in enumerate(lines.lines(keeping.items(of, page=None)), start=1)
    )  # fmt: skip
    people = ((_("ผู้เสนอ"), of.proposed_by), (_("ผู้อนุมัติ"), of.approved_by))
    return Report(
        title_lines=(_("บัญชีหนังสือขอทำลาย ประจำปี %(year)s", year=of.year),),
        agency=(who.name,) if who else (),
        preface=_("เรื่องที่เสร็จแล้วและพ้นกำหนดเก็บ ลบเฉพาะข้อมูลที่บอกตัวบุคคล เลขที่ วัน ประเภท และตัวเลขยังอยู่"),
        running_head=_("บัญชีหนังสือขอทำลาย ประจำปี %(year)s", year=of.year),
        blocks=(Table(_("บัญชีขอทำลาย"), tuple(_(column) for column in COLUMNS), rows, frozenset({0})),),
        as_of=_("ข้อมูล ณ วันที่ %(day)s", day=format_date(office.now())),
        signatures=tuple(Signature(role, person.name if person else "", person.position if person else "")
                         for role, person in people),
    )  # fmt: skip


def _decision(item: RetentionItem) -> str:
    return str(_("เก็บต่อ: %(why)s", why=item.held_because) if item.held_because else _("ลบตัวบุคคล"))


def _day(day: date | None) -> str:
    return format_date(day) if day else ""
