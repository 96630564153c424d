"""What a reporter does after coming back with the code: read, write, add files, withdraw."""

from collections.abc import Sequence
from datetime import datetime

from app.domain.sealed_report import Kind, Who, unread_by_reporter
from app.services.sealed import evidence, story
from app.services.sealed.evidence import Judged
from app.services.sealed.reports import refuse_code
from app.services.sealed.story import Line, Opened


def mark_read(report: Opened, *, now: datetime) -> None:
    """Note for the officers that the reporter has seen what was new."""
    if unread_by_reporter(report.story):
        story.add(report, Line(Kind.READ, Who.REPORTER), now=now)


def write(report: Opened, text: str, *, code: str, once: str, now: datetime, files: Sequence[Judged] = ()) -> bool:
    """Words or files from the reporter; ``once`` makes a double click one message.

    ``CodeInside``, ``TooManyFiles``: nothing is stored then.
    """
    refuse_code(code, {"text": text}, files)
    evidence.refuse_too_many(report.files, files)
    line = Line(Kind.MESSAGE, Who.REPORTER, text=text, told=True, files=tuple(files), once=once)
    return story.add(report, line, now=now)


def withdraw(report: Opened, text: str, *, code: str, now: datetime) -> None:
    """The reporter no longer wants the report pursued. Officers decide, since the law may oblige them to go on."""
    refuse_code(code, {"text": text})
    line = Line(Kind.WITHDREW, Who.REPORTER, text=text, told=True, once=Kind.WITHDREW)
    story.add(report, line, now=now)
