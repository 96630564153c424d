"""Public figures in plain words: what was found, and of the year before only what the two numbers themselves say."""

from collections.abc import Sequence

from flask_babel import gettext as _

from app.domain.clocks import Unit
from app.domain.dates import format_span
from app.domain.equality import LEVEL, fisher
from app.domain.statistics import FEWEST, Quantile, Share
from app.domain.workflow import Outcome
from app.services.public_figures import Year
from app.services.public_rows import Row
from app.web.filters import day
from app.web.standings import tenths
from app.web.words import language


def span(this: Year) -> str:
    """1 ตุลาคม – 21 พฤศจิกายน 2569: the days that the figures are of."""
    return format_span(max(this.period.start, this.began), this.last_day, lang=language())


def as_of(this: Year) -> str:
    """ข้อมูล ณ สิ้นวันที่ …, and whether they will still change."""
    at = _("ข้อมูล ณ สิ้นวันที่ %(day)s", day=day(this.as_of))
    change = _("ปิดยอดแล้ว ตัวเลขไม่เปลี่ยนอีก") if this.settled else _("ปรับวันละครั้ง")
    return f"{at} · {change}"


def own_apart(this: Year, told: Sequence[object]) -> str:
    """Why the office's own services are told apart as they are."""
    if told:
        return str(_("บอกเป็นรายปีเท่านั้น บริการที่มีไม่ถึง 5 คำขอรวมกับบริการอื่นเสมอ เพื่อไม่ให้รู้ว่าเป็นคำขอของใคร"))
    if this.settled:
        return str(_("ปีนี้มีคำขอน้อยเกินจะแยกเป็นรายบริการโดยไม่รู้ว่าเป็นคำขอของใคร จึงบอกยอดรวมเท่านั้น"))
    return str(_("แยกให้ดูทีละบริการได้หลังปิดยอดปี เพื่อไม่ให้ตัวเลขที่ขยับทีละคำขอบอกได้ว่าเป็นคำขอของใคร"))


def time(of: Quantile) -> str:
    """6.2 วัน, มากกว่า 30 วัน, or nothing where there are fewer than five."""
    days = of.days
    if days is None:
        return ""
    shown = tenths(days, Unit.CALENDAR)
    return str(_("มากกว่า %(time)s", time=shown)) if of.more_than else shown


def short_time(of: Quantile) -> str:
    """The same in a narrow cell: 6.2, >30, or a dash."""
    days = of.days
    if days is None:
        return "–"
    shown = f"{days:,.1f}".removesuffix(".0")
    return f">{shown}" if of.more_than else shown


def nine_in_ten(of: Quantile) -> str:
    """9 ใน 10 เรื่องเสร็จภายใน 19 วัน."""
    if not of.shown:
        return str(_("มีไม่ถึง 5 เรื่อง จึงยังไม่บอกเป็นเวลา"))
    if of.more_than:
        return str(_("9 ใน 10 เรื่องใช้เวลา%(time)s", time=time(of)))
    return str(_("9 ใน 10 เรื่องเสร็จภายใน %(time)s", time=time(of)))


def counts(share: Share) -> str:
    """61 จาก 87."""
    return str(_("%(part)s จาก %(whole)s", part=f"{share.part:,}", whole=f"{share.whole:,}"))


def share(of: Share) -> str:
    """70% (61 จาก 87 เรื่อง); of fewer than five only the counts."""
    if of.percent is None:
        return str(_("%(part)s จาก %(whole)s เรื่อง", part=f"{of.part:,}", whole=f"{of.whole:,}"))
    return str(_("%(percent)s%% (%(counts)s เรื่อง)", percent=of.percent, counts=counts(of)))


def outcomes(total: Row) -> list[tuple[str, Share]]:
    """How cases ended, the most frequent first; what leaves the times (duplicate, withdrawn, moved) in one line."""
    whole = total.counts["ended"]
    ends = {outcome: total.counts[f"ended_{outcome}"] for outcome in Outcome}
    counted = sorted(((str(_(o.label)), n) for o, n in ends.items() if o.counts and n), key=lambda end: -end[1])
    gone = sum(n for outcome, n in ends.items() if not outcome.counts)
    named = [*counted, *([(str(_("เรื่องซ้ำ ถอนเรื่อง หรือย้ายไปยื่นช่องทางอื่น")), gone)] if gone else [])]
    return [(words, Share(n, whole)) for words, n in named]


def compared(this: Year, before: Row | None) -> list[str]:
    """This year beside the one before, in sentences; none where there is nothing to compare with."""
    if before is None:
        return []
    received = {"now": f"{this.total.counts['received']:,}", "before": f"{before.counts['received']:,}"}
    return [
        str(_("รับเรื่อง %(now)s เรื่อง ปีก่อน %(before)s เรื่อง", **received)),
        _times(this.total.half, before.half),
        _on_time(this.total.on_time, before.on_time),
    ]


def _times(now: Quantile, before: Quantile) -> str:
    if not (now.shown and before.shown):
        return str(_("เวลาที่ใช้ยังเทียบกันไม่ได้ เพราะมีปีที่มีไม่ถึง 5 เรื่อง"))
    words = {"now": time(now), "before": time(before)}
    if now.more_than and before.more_than:
        return str(_("ครึ่งหนึ่งของเรื่องใช้เวลา%(now)s ปีก่อน%(before)s ยังบอกไม่ได้ว่าปีไหนใช้เวลาน้อยกว่า", **words))
    if now.more_than:
        return str(_("ครึ่งหนึ่งของเรื่องใช้เวลา%(now)s ปีก่อน %(before)s", **words))
    if before.more_than:
        return str(_("ครึ่งหนึ่งของเรื่องเสร็จภายใน %(now)s ปีก่อนใช้เวลา%(before)s", **words))
    if now.days == before.days:
        return str(_("ครึ่งหนึ่งของเรื่องเสร็จภายใน %(now)s เท่ากับปีก่อน", **words))
    if (now.days or 0) < (before.days or 0):
        return str(_("ครึ่งหนึ่งของเรื่องเสร็จภายใน %(now)s ใช้เวลาน้อยกว่าปีก่อน ซึ่งเป็น %(before)s", **words))
    return str(_("ครึ่งหนึ่งของเรื่องเสร็จภายใน %(now)s ใช้เวลานานกว่าปีก่อน ซึ่งเป็น %(before)s", **words))


def _on_time(now: Share, before: Share) -> str:
    words = {"now": share(now), "before": share(before)}
    if min(now.whole, before.whole) < FEWEST:
        return str(_("ทันวันที่สัญญา %(now)s ปีก่อน %(before)s น้อยเกินจะบอกว่าต่างกันหรือไม่", **words))
    chance = fisher(now.part, now.whole - now.part, before.part, before.whole - before.part)
    if chance >= LEVEL:
        return str(_("ทันวันที่สัญญา %(now)s ปีก่อน %(before)s ต่างกันไม่เกินที่เกิดได้โดยบังเอิญ", **words))
    if now.part * before.whole > before.part * now.whole:
        return str(_("ทันวันที่สัญญา %(now)s มากกว่าปีก่อน ซึ่งเป็น %(before)s", **words))
    return str(_("ทันวันที่สัญญา %(now)s น้อยกว่าปีก่อน ซึ่งเป็น %(before)s", **words))
