"""A report as its reporter sees it: what is true now, by when we answer, who can read, what was said."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime

from flask import render_template
from flask_babel import gettext as _

from app.channels.corruption import progress
from app.channels.corruption.forms import MessageForm, WithdrawForm
from app.domain.dates import format_date
from app.domain.sealed import Position, groups
from app.domain.sealed_report import ACKNOWLEDGE, Happening, Kind, Who, acknowledged, withdrawn
from app.domain.words import N_
from app.services.sealed import clock, keys
from app.services.sealed import office as sealed_office
from app.services.sealed.evidence import File
from app.services.sealed.story import Opened
from app.web import office
from app.web.words import language

_REPORTER, _OFFICER = N_("คุณเขียน"), N_("เจ้าหน้าที่ตอบ")
_TITLES = {
    Kind.RECEIVED: N_("เราได้รับเรื่องแล้ว"),
    Kind.WITHDREW: N_("คุณขอถอนเรื่อง"),
    Kind.MESSAGE: _OFFICER,
    ACKNOWLEDGE: _OFFICER,
}


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the dialogue."""

    title: str
    moment: datetime
    text: str
    yours: bool
    files: tuple[File, ...]


def show(
    report: Opened,
    code: str,
    *,
    message: MessageForm | None = None,
    withdrawal: WithdrawForm | None = None,
    done: str = "",
) -> str:
    """The page that the code opens."""
    return render_template(
        "channels/corruption/case.html",
        report=report,
        entries=[_entry(h, report) for h in reversed(report.story) if _shown(h)],
        message=message or _empty(MessageForm(formdata=None), code),
        withdrawal=withdrawal or _empty(WithdrawForm(formdata=None), code),
        withdrawn=withdrawn(report.story),
        done=done,
        **_facts(report, code),
    )


def sent(report: Opened, code: str) -> str:
    """The page after sending: the code once more, the promise, what comes next."""
    return render_template("channels/corruption/sent.html", report=report, **_facts(report, code))


def readers(report: Opened) -> list[tuple[Position, int]]:
    """How many readers in which position."""
    return list(Counter(reader.position for reader in report.readers).items())


def _facts(report: Opened, code: str) -> dict[str, object]:
    return {
        "code": code,
        "groups": groups(code),
        "promised": None if acknowledged(report.story) else clock.promised(report.received_at),
        "stations": progress.stations(report.story),
        "last_opened": progress.last_opened(report.story),
        "due_on": owed[0].due_on if (owed := clock.owed(report.story, office.now())) else None,
        "today": office.calendar().local_day(office.now()),
        "readers": readers(report),
        "recovery": sealed_office.recovery_holder() if report.recovery else None,
    }


def _empty(form: MessageForm | WithdrawForm, code: str) -> MessageForm | WithdrawForm:
    form.code.data = code
    if isinstance(form, MessageForm):
        form.once.data = keys.random_id()
    return form


def _shown(h: Happening) -> bool:
    """What was said; where the report stands is told by its steps."""
    return h.told or (h.by == Who.OFFICER and h.kind == "extend")


def _entry(h: Happening, report: Opened) -> Entry:
    files = tuple(report.files[name] for name in h.files if name in report.files) if h.told else ()
    return Entry(_title(h), h.at, h.text if h.told else "", h.by == Who.REPORTER, files)


def _title(h: Happening) -> str:
    if h.kind == "extend":
        until = format_date(date.fromisoformat(h.data["new_date"]), lang=language())
        return str(_("ขยายเวลาสอบข้อเท็จจริงถึงวันที่ %(day)s", day=until))
    words = _TITLES.get(h.kind) or (h.stage.plain if h.stage else _OFFICER)
    return str(_(_REPORTER if h.kind == Kind.MESSAGE and h.by == Who.REPORTER else words))
