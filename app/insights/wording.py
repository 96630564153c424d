"""Figures in words: a number with its unit, a share with both its counts, a typical time that may be longer."""

from dataclasses import dataclass
from datetime import date, timedelta

from flask_babel import gettext as _
from flask_babel import ngettext, pgettext

from app.domain.clocks import MINUTES_A_DAY
from app.domain.dates import format_span, local_day
from app.domain.statistics import Quantile, Share, tenths
from app.services.statistics import Figure, Occurrence, Tally
from app.services.statistics.catalogue import Known
from app.services.statistics.figures import Kind
from app.services.statistics.measures import MEASURES
from app.web import office
from app.web.filters import day, time_of_day
from app.web.standings import duration
from app.web.words import language

_HOUR = 60


@dataclass(frozen=True, slots=True)
class Value:
    """A number and what it counts; ``number`` is a dash where there are too few cases."""

    number: str
    unit: str = ""

    @property
    def words(self) -> str:
        """Both together."""
        return f"{self.number} {self.unit}".strip()


NOTHING = Value("–")


def value(figure: Figure) -> Value:
    """4.4 วันทำการ, มากกว่า 30 วัน, 80%."""
    if figure.value is None:
        return NOTHING
    if figure.kind in {"share", "part_of_time"}:
        return Value(f"{figure.value:.0f}%")
    if figure.kind == "count":
        return Value(f"{figure.value:,.0f}", pgettext("one", "เรื่อง") if round(figure.value) == 1 else _("เรื่อง"))
    number, unit = _time(figure.value, figure.kind)
    return Value(_("มากกว่า %(number)s", number=number) if figure.more_than else number, unit)


def _time(amount: float, kind: Kind) -> tuple[str, str]:
    if kind == "working_days":
        return f"{amount:,.1f}", _("วันทำการ")
    if kind == "days":
        return f"{amount:,.1f}", _("วัน")
    if amount < _HOUR:
        return f"{amount:.0f}", _("นาทีทำการ")
    if amount < MINUTES_A_DAY:
        return f"{tenths(int(amount), _HOUR)}", _("ชั่วโมงทำการ")
    return f"{tenths(int(amount), MINUTES_A_DAY):,}", _("วันทำการ")


def typical(time: Quantile) -> str:
    """A typical office time in a narrow cell: 4.4, >30.6, or a dash."""
    days = time.working_days
    if days is None:
        return NOTHING.number
    return f">{days:,.1f}" if time.more_than else f"{days:,.1f}"


def counts(share: Share) -> str:
    """23 จาก 33."""
    return str(_("%(part)s จาก %(whole)s", part=f"{share.part:,}", whole=f"{share.whole:,}"))


def before(share: Share) -> str:
    """ปีก่อน 73% (61 จาก 84)."""
    if not share.whole:
        return str(_("ปีก่อนไม่มีเรื่อง"))
    if share.percent is None:
        return str(_("ปีก่อน %(counts)s", counts=counts(share)))
    return str(_("ปีก่อน %(percent)s%% (%(counts)s)", percent=share.percent, counts=counts(share)))


def before_figure(figure: Figure) -> str:
    """The same of a share among the figures."""
    return before(Share(figure.numerator, figure.denominator))


def counts_of(figure: Figure) -> str:
    """2 จาก 3 เรื่อง, 3 เรื่อง: what is shown of fewer than five."""
    if figure.kind == "share":
        return str(_("%(part)s จาก %(whole)s เรื่อง", part=figure.numerator, whole=figure.denominator))
    return str(ngettext("%(num)s เรื่อง", "%(num)s เรื่อง", figure.denominator))


def year_before(figure: Figure) -> str:
    """ปีก่อน 73%, ปีก่อน 2 จาก 3 เรื่อง."""
    if not figure.denominator:
        return str(_("ปีก่อนไม่มีเรื่อง"))
    return str(_("ปีก่อน %(words)s", words=counts_of(figure) if figure.value is None else value(figure).words))


def share_counts(figure: Figure) -> str:
    """70 จาก 87 เรื่อง; nothing where the counts are the figure itself."""
    if figure.value is None:
        return str(_("น้อยเกินจะคิดเป็นร้อยละ"))
    return str(_("%(part)s จาก %(whole)s เรื่อง", part=figure.numerator, whole=figure.denominator))


def answers(solved: Figure, response: Figure) -> str:
    """36 จาก 43 คนที่ตอบ · มีผู้ตอบ 53% ของ 81 เรื่องที่ปิด."""
    words = _("%(part)s จาก %(whole)s คนที่ตอบ", part=solved.numerator, whole=solved.denominator)
    asked = _("ถามไป %(asked)s ครั้งที่ปิด", asked=response.denominator)
    if response.value is None:
        return f"{words} · {asked}"
    rate = _("มีผู้ตอบ %(percent)s%% ของ %(asked)s ครั้งที่ปิด", percent=round(response.value), asked=response.denominator)
    return f"{words} · {rate}"


def nine_in_ten(nine: Figure) -> str:
    """9 ใน 10 เสร็จใน 13 วันทำการ."""
    if nine.value is None:
        return str(_("มีไม่ถึง 5 เรื่อง"))
    return str(_("9 ใน 10 เสร็จใน %(time)s", time=value(nine).words))


def before_times(tally: Tally) -> str:
    """ปีก่อน 6 และ 19."""
    half, nine = tally.durations["half_office"], tally.durations["nine_office"]
    if half.value is None:
        return str(_("ปีก่อนมีไม่ถึง 5 เรื่อง"))
    return str(_("ปีก่อน %(half)s และ %(nine)s", half=value(half).number, nine=value(nine).number))


def both(half: Figure, nine: Figure) -> str:
    """6.0 และ 19.2 วันทำการ."""
    if half.value is None:
        return NOTHING.number
    return str(_("%(half)s และ %(nine)s", half=value(half).words, nine=value(nine).words))


def on_time_formula(tally: Tally) -> str:
    """The formula with its own numbers in it."""
    counts = tally.total.counts
    return str(_(
        "ปิดภายในวันที่สัญญา %(on_time)s เรื่อง หารด้วย เรื่องที่ปิดทั้งหมด %(closed)s เรื่อง บวกเรื่องที่ยังค้างและเลยกำหนดแล้ว "
        "%(overdue)s เรื่อง เรื่องที่เปิดอีกครั้งนับเวลาต่อจากเดิม ไม่นับเรื่องที่ถอนและเรื่องซ้ำ",
        on_time=counts["on_time"], closed=counts["finished"], overdue=counts["overdue"],
    ))  # fmt: skip


def times_formula(tally: Tally) -> str:
    """The formula with its own numbers, and what the closed cases alone would say."""
    half, nine = (tally.durations[f"{name}_office_closed"] for name in ("half", "nine"))
    return str(_(
        "เรื่องที่รับในช่วงนี้ %(received)s เรื่อง นับเรื่องที่ยังไม่เสร็จว่ากำลังรออยู่ (วิธี Kaplan–Meier) ไม่นับเวลาที่รอผู้ร้อง "
        "ถ้านับเฉพาะเรื่องที่ปิดแล้ว %(closed)s เรื่อง ได้ %(both)s",
        received=tally.total.counts["timed"], closed=half.denominator, both=both(half, nine),
    ))  # fmt: skip


def meaning(measure: str) -> str:
    """What the cases of a measure are."""
    found = MEASURES[measure]
    return str(_(found.words, n=found.n, to=found.to))


def title(figure: Figure | Known) -> str:
    """What a figure is called."""
    return str(_(figure.title, n=figure.n, to=figure.to))


def formula(figure: Figure | Known) -> str:
    """How it is worked out."""
    return str(_(figure.formula, n=figure.n, to=figure.to))


def span(tally: Tally) -> str:
    """1 ตุลาคม – 22 พฤศจิกายน 2569: the days that the figures are of."""
    return format_span(tally.period.start, max(tally.cut.last_day, tally.period.start), lang=language())


def overdue(row: Occurrence, tally: Tally, known_on: date | None = None) -> str:
    """How long past its due day a case is at the cut: 29 วันทำการ, or from when if no working day has passed."""
    due = row.ticket.due_on if tally.running and known_on is None else None
    if due is None:
        due = (row.late_from or tally.cut.today) - timedelta(days=1)
    days = tally.counting.books.calendar.days_between(due, tally.cut.last_day, row.ticket.promise_unit)
    return duration(days, row.ticket.promise_unit) if days else day(due, "brief", year=False)


def as_of(tally: Tally, known_on: date | None = None) -> str:
    """ข้อมูล ณ วันที่ 22 พฤศจิกายน 2569 เวลา 09.10 น., or the end of a period that is over, as known now."""
    at = office.now()
    today, time = day(local_day(at)), time_of_day(at)
    if known_on is not None and known_on < local_day(at):
        if tally.cut.last_day >= known_on:
            return str(_("ข้อมูล ณ สิ้นวันที่ %(end)s", end=day(known_on)))
        known, end = day(known_on), day(tally.cut.last_day)
        return str(_("ข้อมูล ณ สิ้นวันที่ %(end)s ตามที่บันทึกไว้ถึงสิ้นวันที่ %(known)s", end=end, known=known))
    if tally.running:
        return str(_("ข้อมูล ณ วันที่ %(day)s เวลา %(time)s", day=today, time=time))
    end = day(tally.cut.last_day)
    return str(_("ข้อมูล ณ สิ้นวันที่ %(end)s ตามที่บันทึกไว้ถึง %(day)s เวลา %(time)s", end=end, day=today, time=time))
