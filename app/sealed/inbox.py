"""The officer's reports, most pressing first; searching goes by POST, so that no word of it stands in an address."""

from collections.abc import Iterable
from dataclasses import dataclass

from flask import render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.domain.clocks import Unit
from app.domain.thai import first_words
from app.sealed import door
from app.sealed.forms import SearchForm
from app.services.sealed import inbox as inboxes
from app.services.sealed import office as sealed_office
from app.services.sealed import officers, retention, sharing
from app.services.sealed.inbox import DONE, LATE, TODAY, Inbox, Line
from app.web import office
from app.web.standings import duration

_TITLE = 90


@dataclass(frozen=True, slots=True)
class Row:
    """A report as the list shows it."""

    kind: str
    why: str
    title: str
    url: str
    place: str
    unit: str
    ref: str


def inbox() -> ResponseReturnValue:
    """Everything this officer can open."""
    box = inboxes.of(door.here(), now=office.now())
    return _page(SearchForm(formdata=None), box, None, stale=sharing.stale(door.here()))


def search() -> ResponseReturnValue:
    """The reports that hold all these words."""
    form = SearchForm()
    found = inboxes.of(door.here(), now=office.now())
    query = (form.query.data or "").strip()
    return _page(form, found, query) if query and form.validate() else _page(form, found, None)


def _page(form: SearchForm, box: Inbox, query: str | None, *, stale: int = 0) -> ResponseReturnValue:
    lines = box.lines if query is None else inboxes.matching(box.lines, query)
    return render_template(
        "sealed/inbox.html",
        form=form,
        query=query,
        broken=box.broken,
        groups=_groups(lines),
        total=len(lines),
        over=len(retention.due(door.here(), [line.report for line in box.lines], now=office.now())),
        stale=stale,
        readiness=sealed_office.readiness(),
        overseer=officers.is_overseer(door.here().officer),
        waiting_colleagues=[o for o in officers.enrolled() if o.confirmed_at is None],
    )


def _groups(lines: Iterable[Line]) -> list[tuple[str, list[Row]]]:
    """Late, today, words to answer, the rest, finished."""
    names = (_("เกินกำหนด"), _("ครบกำหนดวันนี้"), _("มีข้อความรอตอบ"), _("กำลังดำเนินการ"), _("แจ้งผลหรือยุติแล้ว"))
    groups: list[list[Row]] = [[] for _name in names]
    for line in lines:
        groups[_group(line)].append(_row(line))
    return [(name, rows) for name, rows in zip(names, groups, strict=True) if rows]


def _group(line: Line) -> int:
    if line.kind == LATE:
        return 0
    if line.kind == TODAY:
        return 1
    if line.waiting:
        return 2
    return 4 if line.kind == DONE else 3


def _row(line: Line) -> Row:
    report = line.report
    return Row(
        kind="wait" if line.waiting and line.kind not in {LATE, TODAY} else "stop" if line.kind == DONE else line.kind,
        why=_why(line),
        title=first_words(report.answers.what, _TITLE),
        url=url_for("sealed.show", case_id=report.id),
        place=_(report.stage.label),
        unit=_("มีข้อความใหม่จากผู้ร้อง") if line.waiting and line.kind in {LATE, TODAY} else "",
        ref="",
    )


def _why(line: Line) -> str:
    duty = _(line.duty) if line.duty else ""
    if line.kind == LATE:
        return str(_("เกินกำหนด %(days)s: %(duty)s", days=duration(line.days, Unit.CALENDAR), duty=duty))
    if line.kind == TODAY:
        return str(_("ครบกำหนดวันนี้: %(duty)s", duty=duty))
    if line.waiting:
        return str(_("ผู้ร้องเขียนมา ยังไม่ได้ตอบ"))
    if line.kind == DONE:
        return str(_(line.report.finding.label)) if line.report.finding else str(_(line.report.stage.label))
    return str(_("เหลือ %(days)s: %(duty)s", days=duration(line.days, Unit.CALENDAR), duty=duty))
