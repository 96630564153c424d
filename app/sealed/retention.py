"""Reports whose time is over: proposing, approving, refusing; and the list on paper, of counts and months only."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, ngettext
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import BooleanField, SelectMultipleField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length

from app.domain.dates import format_date, format_month
from app.domain.thai import clean, first_words
from app.sealed import door
from app.services.sealed import inbox as inboxes
from app.services.sealed import office as sealed_office
from app.services.sealed import retention as retentions
from app.services.sealed.retention import Due
from app.services.sealed.story import Opened
from app.web import office
from app.web.fields.offers import offered
from app.web.report_form import SHORT, TOO_LONG
from app.web.words import language

_TITLE = 90


class DestroyForm(FlaskForm):
    """Which reports, and why."""

    reports = SelectMultipleField(_l("เลือกเรื่อง"), validators=[InputRequired(message=_l("เลือกอย่างน้อยหนึ่งเรื่อง"))])
    reason = TextAreaField(
        _l("เหตุผล"), validators=[DataRequired(message=_l("เขียนเหตุผล")), Length(max=SHORT, message=TOO_LONG)]
    )

    def offer(self, items: list[Due]) -> "DestroyForm":
        """These reports, by their first words."""
        titles = ((i.report.id, first_words(i.report.answers.what, _TITLE)) for i in items)
        self.reports.choices = offered(titles)
        return self

    def chosen(self, items: list[Due]) -> list[Opened]:
        """The reports that were ticked."""
        return [item.report for item in items if item.report.id in (self.reports.data or ())]


class RefuseForm(DestroyForm):
    """A proposal taken off, with a reason."""


class ApproveForm(DestroyForm):
    """What is destroyed comes back by no key; the reason stands in the proposal."""

    reason = None
    sure = BooleanField(
        _l("เข้าใจว่าทำลายแล้วไม่มีกุญแจใดเปิดได้อีก"), validators=[InputRequired(message=_l("ทำเครื่องหมายเพื่อยืนยัน"))]
    )


def retention() -> ResponseReturnValue:
    """What is due, and what was proposed."""
    return _page(_due())


def retention_propose() -> ResponseReturnValue:
    """Propose the ticked ones."""
    items = _due()
    waiting = [item for item in items if item.proposal is None]
    form = DestroyForm(prefix="propose-").offer(waiting)
    if not form.validate():
        return _page(items, proposing=form)
    reason = clean(form.reason.data or "", multiline=True)
    done = retentions.propose(door.here(), form.chosen(waiting), reason, now=office.now())
    flash(ngettext("เสนอแล้ว %(n)s เรื่อง", "เสนอแล้ว %(n)s เรื่อง", done, n=done))
    return redirect(url_for("sealed.retention"))


def retention_decide() -> ResponseReturnValue:
    """Approve or refuse the ticked ones."""
    items = _due()
    proposed = [item for item in items if item.proposal]
    return _refuse(items, proposed) if "refuse" in request.form else _approve(items, proposed)


def retention_paper() -> ResponseReturnValue:
    """What was proposed, for those who sign on paper."""
    return _paper([item for item in _due() if item.proposal], done=False)


def _approve(items: list[Due], proposed: list[Due]) -> ResponseReturnValue:
    allowed = [item for item in proposed if item.may_approve]
    form = ApproveForm(prefix="approve-").offer(allowed)
    if not form.validate():
        return _page(items, approving=form)
    return _paper(retentions.approve(door.here(), form.chosen(allowed), now=office.now()), done=True)


def _refuse(items: list[Due], proposed: list[Due]) -> ResponseReturnValue:
    form = RefuseForm(prefix="refuse-").offer(proposed)
    if not form.validate():
        return _page(items, refusing=form)
    reason = clean(form.reason.data or "", multiline=True)
    retentions.refuse(door.here(), form.chosen(proposed), reason, now=office.now())
    flash(gettext("ไม่ทำลาย บันทึกเหตุผลไว้ในเรื่องแล้ว"))
    return redirect(url_for("sealed.retention"))


def _due() -> list[Due]:
    reports = [line.report for line in inboxes.of(door.here(), now=office.now()).lines]
    return retentions.due(door.here(), reports, now=office.now())


def _page(
    items: list[Due],
    *,
    proposing: DestroyForm | None = None,
    approving: ApproveForm | None = None,
    refusing: RefuseForm | None = None,
) -> str:
    proposed = [item for item in items if item.proposal]
    allowed = [item for item in proposed if item.may_approve]
    waiting = [item for item in items if item.proposal is None]
    return render_template(
        "sealed/retention.html",
        years=sealed_office.row().keep_years,
        facts={item.report.id: _facts(item) for item in items},
        waiting=waiting,
        proposed=proposed,
        allowed=allowed,
        proposing=proposing or DestroyForm(formdata=None, prefix="propose-").offer(waiting),
        approving=approving or ApproveForm(formdata=None, prefix="approve-").offer(allowed),
        refusing=refusing or RefuseForm(formdata=None, prefix="refuse-").offer(proposed),
    )


def _paper(items: list[Due], *, done: bool) -> str:
    lang = language()
    months = [(format_month(day.year, day.month, lang=lang), count) for day, count in retentions.counted(items)]
    return render_template("sealed/retention_list.html", months=months, total=len(items), done=done)


def _facts(item: Due) -> str:
    """The day it came, the month it was closed, how it ended; then who proposed it and why."""
    lang, month = language(), item.closed_month
    said = [
        gettext("รับ %(day)s", day=format_date(item.report.received_at, lang=lang)),
        gettext("ยุติ %(month)s", month=format_month(month.year, month.month, lang=lang)),
    ]
    said += [gettext(item.report.finding.label)] if item.report.finding else []
    if item.proposal:
        day, told = format_date(item.proposal.at, lang=lang), item.proposal
        said.append(gettext("%(who)s เสนอ %(day)s: %(reason)s", who=told.name, day=day, reason=told.reason))
    return " · ".join(said)
