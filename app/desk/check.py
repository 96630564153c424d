"""The morning's and the afternoon's check: what waits, line by line, one press at the end, and who did it before."""

from dataclasses import dataclass
from datetime import date, timedelta

from flask import Response, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms.validators import StopValidation

from app.desk import lines
from app.desk.door import BAD, bp
from app.desk.filters import address
from app.domain.daily_check import Half, Slot, due, present, reminded
from app.domain.periods import fiscal_year, fiscal_year_of
from app.domain.report import Report, Table
from app.domain.words import N_
from app.models import DailyCheck
from app.renderers import RENDERERS
from app.services import daily_check
from app.services.daily_check import LISTED, Waiting
from app.services.queue import Desk
from app.web import office
from app.web.fields import Between, ThaiIntegerField
from app.web.filters import day, time_of_day

DAYS = 30
NAMES = {
    Waiting.NEW: N_("เรื่องใหม่ ยังไม่มีใครรับไว้ดำเนินการ"),
    Waiting.ANSWERS: N_("ผู้ร้องตอบคำถามแล้ว ยังไม่มีใครอ่าน"),
    Waiting.MESSAGES: N_("ผู้ร้องเขียนมาหรือบอกว่ายังไม่หาย ยังไม่มีใครอ่าน"),
    Waiting.TODAY: N_("ครบกำหนดวันนี้"),
    Waiting.LETTERS: N_("เรื่องที่จดหมายถึงผู้ร้องยังส่งไม่ออก"),
    Waiting.NEIGHBOURS: N_("ข้อความที่ผู้ร้องให้เพื่อนบ้านอ่าน รอเจ้าหน้าที่อ่านก่อน"),
    Waiting.QUESTIONS: N_("คำถามจากประชาชนที่รอตอบ"),
}
PAPERS = N_("ใบรับเรื่องกระดาษที่ยังไม่ได้คีย์")


class CheckForm(FlaskForm):
    """What no machine can see: the papers in the basket."""

    papers = ThaiIntegerField(_l("ใบรับเรื่องกระดาษที่ยังไม่ได้คีย์ เหลือกี่ใบ"), [Between(0, 9999)])

    def validate_papers(self, field: ThaiIntegerField) -> None:
        """Counted, not passed over."""
        if field.data is None and not field.errors:
            raise StopValidation(_("นับใบในตะกร้าแล้วใส่จำนวน ไม่มีใส่ 0"))


@dataclass(frozen=True, slots=True)
class Look:
    """A line of the check: how many wait, and where they are."""

    name: str
    number: int
    url: str


@dataclass(frozen=True, slots=True)
class Turn:
    """A half of a day as it is listed; without ``row`` nobody checked."""

    slot: Slot
    row: DailyCheck | None


@bp.route("/check", methods=["GET", "POST"])
def check() -> ResponseReturnValue:
    """Two minutes: look through the lines, then say that they were looked through."""
    form, desk = CheckForm(), _desk()
    if form.validate_on_submit():
        row = daily_check.record(desk, papers=form.papers.data or 0)
        flash(_("บันทึกแล้ว: %(half)s ตรวจโดย %(name)s เวลา %(time)s", **_words(row)))
        return redirect(url_for("desk.check"))
    slot, first = present(desk.calendar, desk.now), desk.today - timedelta(days=DAYS - 1)
    made = daily_check.done(first, desk.today)
    looks, turns = _looks(desk), _turns(desk, first)
    page = render_template(
        "desk/check.html", form=form, looks=looks, left=sum(look.number for look in looks), slot=slot,
        checked=made.get(slot) if slot else None, may=daily_check.may_record(desk.actor), turns=turns,
        days=DAYS, made=sum(turn.row is not None for turn in turns), halves=Half, papers=url_for("desk.backlog"),
        year=fiscal_year_of(desk.today),
    )  # fmt: skip
    return page, BAD if form.errors else 200


@bp.get("/check/<any(answers, messages, letters, neighbours):line>")
def check_cases(line: str) -> str:
    """The cases behind a line."""
    which = Waiting(line)
    found = [lines.shown(line) for line in daily_check.cases(_desk(), which)]
    letters = which is Waiting.LETTERS
    return render_template("desk/check_cases.html", heading=_(NAMES[which]), lines=found, letters=letters)


@bp.get("/check.csv")
def check_paper() -> Response:
    """Every check that was due in this fiscal year, for whoever looks whether the law was kept."""
    desk = _desk()
    first = max(fiscal_year(fiscal_year_of(desk.today)).start, daily_check.began() or desk.today)
    counted = (_(name) for name in (*NAMES.values(), PAPERS))
    header = (_("วันที่"), _("รอบ"), _("ตรวจเวลา"), _("ผู้ตรวจ"), *counted)
    rows = tuple(_row(turn) for turn in _turns(desk, first))
    sheet = Table(_("การตรวจช่องทางรับเรื่อง เช้าและบ่าย"), header, rows)
    who = office.office()
    as_of = _("ข้อมูล ณ วันที่ %(day)s", day=day(desk.today))
    agency = (who.name,) if who else ()
    report = Report((sheet.caption,), agency, preface="", running_head="", blocks=(sheet,), as_of=as_of)
    answer = Response(RENDERERS["csv"].render(report), mimetype=RENDERERS["csv"].mimetype)
    answer.headers["Content-Disposition"] = 'attachment; filename="daily-check.csv"'
    return answer


def reminder(desk: Desk) -> Slot | None:
    """The check that is late now, for who can make it."""
    if not daily_check.may_record(desk.actor):
        return None
    return reminded(desk.calendar, desk.now, daily_check.done(desk.today, desk.today))


def _desk() -> Desk:
    return Desk(office.actor(), office.calendar(), office.now())


def _looks(desk: Desk) -> list[Look]:
    urls = {
        Waiting.NEW: address(daily_check.NEW),
        Waiting.TODAY: address(daily_check.TODAY, group="today"),
        Waiting.QUESTIONS: "/staff/publishing/questions/",
        **{line: url_for("desk.check_cases", line=line.value) for line in LISTED},
    }
    return [Look(_(NAMES[line]), number, urls[line]) for line, number in daily_check.waiting(desk).items()]


def _turns(desk: Desk, first: date) -> list[Turn]:
    """What was due since then; nothing before the first check that was ever written down."""
    began, made = daily_check.began(), daily_check.done(first, desk.today)
    if began is None:
        return []
    return [Turn(slot, made.get(slot)) for slot in due(max(first, began), desk.today, desk.calendar, desk.now, made)]


def _row(turn: Turn) -> tuple[str, ...]:
    about = (turn.slot.day.isoformat(), str(_(turn.slot.half.label)))
    if turn.row is None:
        return (*about, _("ไม่ได้ตรวจ"), *[""] * (len(NAMES) + 2))
    left = [str(turn.row.left.get(key, "")) for key in (*(line.value for line in NAMES), "papers")]
    return (*about, time_of_day(turn.row.at), turn.row.staff.name, *left)


def _words(row: DailyCheck) -> dict[str, str]:
    return {"half": _(Half(row.half).label), "name": row.staff.name, "time": time_of_day(row.at)}
