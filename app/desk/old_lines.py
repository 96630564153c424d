"""Old registers as officers read them: lists, one line with its person, and a line whose matter is taken up anew."""

from datetime import datetime, time, timedelta
from typing import Any

from flask import abort, render_template, request, url_for
from flask_babel import gettext as _

from app.desk.door import bp
from app.domain.channels import Arrival
from app.domain.dates import BANGKOK, format_date, local_day
from app.domain.old_columns import COLUMNS
from app.domain.thai import clean
from app.models import OldRegister, OldRegisterLine
from app.services.old_registers import looking, taking
from app.services.old_registers.loading import TAKEN
from app.web import office
from app.web.old_cells import as_read

_OLDEST = timedelta(days=365)
_NOON = time(12)


@bp.get("/registers")
def old_registers() -> str:
    """The registers that were brought in."""
    return render_template("desk/old_registers.html", rows=looking.every(TAKEN))


@bp.get("/registers/<int:register_id>")
def old_register(register_id: int) -> str:
    """One of them: its counts, and its lines page by page."""
    register: OldRegister | None = looking.find(register_id)
    if register is None or register.state != TAKEN:
        abort(404)
    q, only_open, typed = clean(request.args.get("q", ""))[:200], "open" in request.args, request.args.get("page", "1")
    number = max(1, int(typed)) if typed.isascii() and typed.isdigit() and len(typed) < 5 else 1
    leaf = looking.lines(register, by=office.actor(), q=q, only_open=only_open, page=number)
    kept: dict[str, Any] = {"register_id": register.id, "q": q or None, "open": "1" if only_open else None}
    more = leaf.count > number * looking.PAGE
    return render_template(
        "desk/old_register.html", row=register, leaf=leaf, years=looking.years(register), q=q, only_open=only_open,
        newer=url_for("desk.old_register", **kept, page=number - 1) if number > 1 else None,
        older=url_for("desk.old_register", **kept, page=number + 1) if more else None,
    )  # fmt: skip


@bp.get("/registers/lines/<int:line_id>")
def old_line(line_id: int) -> str:
    """One line with everything in it; that it was read is written down."""
    line = looking.read(line_id, by=office.actor(), now=office.now()) or abort(404)
    meanings = line.register.mapping["columns"]
    cells = [(name, cell) for name, cell in zip(meanings, line.cells, strict=False) if name and cell]
    written = [(COLUMNS[name], as_read(cell, name, line.register)) for name, cell in cells]
    return render_template("desk/old_line.html", line=line, written=written)


def asked() -> OldRegisterLine | None:
    """The line that the counter's form was opened from."""
    number = request.args.get("line", "")
    if not (number.isascii() and number.isdigit() and len(number) < 10):
        return None
    return looking.read(int(number), by=office.actor(), now=office.now())


def start(line: OldRegisterLine | None) -> dict[str, Any]:
    """What the counter's form is filled with: the person, the words, the day of the book where it is not too long ago.

    A book has no hours: the day is entered at noon, and the reason for keying in says so.
    """
    if line is None:
        return {}
    day = line.received_on
    said = _("จาก%(register)s เลขที่ %(number)s", register=line.register.name, number=line.number or "–")
    words = [line.subject, f"({said} {format_date(day, glue=False) if day else ''})".replace(" )", ")")]
    filled: dict[str, Any] = {
        "arrival": Arrival.LETTER, "applicant": line.person[:150], "phone": line.phone, "place": line.place[:300],
        "village": str(line.village_id or ""), "story": "\n".join(words),
    }  # fmt: skip
    now = office.now()
    if day and local_day(now) - _OLDEST <= day < local_day(now):
        noon = datetime.combine(day, _NOON, BANGKOK)
        filled |= {"day": day, "time": noon.time(), "backdate_reason": _("%(said)s ในสมุดไม่มีเวลา", said=said)[:300]}
    return filled


def taken_up(line: OldRegisterLine | None, reference: str) -> None:
    """Remember the case that was opened from a line."""
    if line is not None:
        taking.became(line.id, reference, by=office.actor(), now=office.now())
