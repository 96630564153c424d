"""A service manual on A4: the manual itself, and a poster for the wall. Tagged PDF, Thai digits, nothing fetched."""

import functools
import hashlib
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

from markupsafe import Markup

from app.domain.guide import Guide, GuideStep, Part
from app.domain.thai import to_thai_digits
from app.renderers import pdf
from app.renderers.fonts import pdf_font
from app.renderers.typesetting import typeset
from app.renderers.unbroken import NBSP, Unbroken

HERE = Path(__file__).parent
MANUAL_STYLE, POSTER_STYLE = (
    (HERE / f"{name}.css").read_text(encoding="utf-8") for name in ("guide", "poster")
)
MANUAL = Markup(
    '<article data-running-head="{head}" data-as-of="{as_of}"><header>{agency}<h1>{title}</h1>'
    '<p class="lead">{lead}</p>{mark}</header><table class="facts"><tbody>{facts}</tbody></table>'
    '<h2>ขั้นตอนและระยะเวลา</h2>'
    '<table class="steps"><thead><tr><th scope="col">ลำดับ</th><th scope="col">ขั้นตอน</th><th scope="col">ภายใน</th>'
    '<th scope="col">ผู้รับผิดชอบ</th></tr></thead><tbody>{steps}</tbody></table>{after}<p class="version">{version}</p>'
    "</article>"
)
POSTER = Markup(
    '<article class="{size}"><header><p class="agency">{agency}</p><h1>{title}</h1><p class="lead">{lead}</p></header>'
    '<div class="pair"><section class="promise"><h2>เราสัญญา</h2><p>{promise}</p></section>'
    '<section class="promise fee"><h2>ค่าธรรมเนียม</h2><p>{fee}</p></section></div><div class="pair">{parts}</div>'
    '<section class="way"><h2>ขั้นตอน</h2><ol>{steps}</ol></section><div class="room"></div>'
    '<footer><div class="code">{qr}</div><div class="call"><p>{scan}</p><p class="address">{address}</p>'
    '<p class="phone">โทร. <b>{phone}</b></p><p class="note">{version} {mark}</p></div></footer></article>'
)
SIZES = ("huge", "large", "middle", "small")
KEPT = 32
_SCAN = {
    True: "สแกนเพื่ออ่านคู่มือและยื่นเรื่องออนไลน์",
    False: "สแกนเพื่ออ่านคู่มือฉบับเต็ม ยื่นเรื่องที่สำนักงาน",
}


def render(guide: Guide) -> bytes:
    """The manual as a tagged PDF; ``PrinterMissing`` where Pango is not installed."""
    guide, text = _typeset(guide)
    body = MANUAL.format(
        head=guide.title,
        as_of=guide.as_of,
        agency=_each('<p class="agency">{}</p>', guide.agency, text),
        title=text(guide.title),
        lead=text(guide.lead),
        mark=_each('<p class="mark">{}</p>', filter(None, [guide.mark]), text),
        facts=_each("{}", guide.facts, lambda part: _fact(part, text)),
        steps=_each("<tr>{}</tr>", enumerate(guide.steps, 1), lambda pair: _row(pair[0], pair[1], text)),
        after=_each("<section>{}</section>", guide.after, lambda part: _part(part, text)),
        version=text(guide.version),
    )
    return _printed((_page(guide, body, MANUAL_STYLE),))


def poster(guide: Guide, qr: Markup) -> bytes:
    """One sheet for the wall: what, who, papers, steps, fee, how to reach us. ``qr`` is a drawing of the address.

    It is set in the largest size in which everything fits on the sheet.
    """
    guide, text = _typeset(guide)
    parts = {
        "agency": text(guide.agency[0]),
        "title": text(guide.title),
        "lead": text(guide.lead),
        "promise": text(guide.promise),
        "fee": text(guide.fee),
        "parts": _each('<section class="part">{}</section>', guide.poster, lambda part: _part(part, text)),
        "steps": _each("<li>{}</li>", enumerate(guide.steps, 1), lambda pair: _stop(pair[0], pair[1], text)),
        "qr": qr,
        "scan": _SCAN[guide.online],
        "address": guide.address.partition("://")[2],
        "phone": guide.phone.replace(" ", NBSP),
        "version": text(guide.version),
        "mark": text(guide.mark),
    }
    return _printed(tuple(_page(guide, POSTER.format(size=size, **parts), POSTER_STYLE) for size in SIZES))


def _typeset(guide: Guide) -> tuple[Guide, Unbroken]:
    """In Thai digits, except for what is dialled or typed."""
    written = cast("Guide", typeset(cast("Any", guide), "thai", glue=True))
    return replace(written, phone=guide.phone, address=guide.address), Unbroken(guide.names)


def _page(guide: Guide, body: Markup, style: str) -> str:
    title, author = guide.title.replace(NBSP, " "), guide.agency[0]
    return pdf.PAGE.format(title=title, author=author, style=Markup(style), body=body)  # noqa: S704 - our own files


@functools.lru_cache(maxsize=KEPT)
def _printed(pages: tuple[str, ...]) -> bytes:
    """The first of them that fits on one sheet, else the last; done once, for anybody may ask and it takes a second."""
    printer = pdf.weasyprint()
    for page in pages:
        laid_out = printer.HTML(string=page, url_fetcher=pdf.fetcher(pdf_font)).render(pdf_variant="pdf/ua-1")
        if len(laid_out.pages) == 1:
            break
    identifier = hashlib.sha256(page.encode()).digest()[:16]
    data: bytes = laid_out.write_pdf(pdf_variant="pdf/ua-1", pdf_identifier=identifier)
    return data


def _each(pattern: str, items: Iterable[Any], write: Callable[[Any], Markup]) -> Markup:
    return Markup().join(Markup(pattern).format(write(item)) for item in items)  # noqa: S704 - patterns stand here


def _lines(lines: tuple[str, ...], text: Unbroken) -> Markup:
    if len(lines) == 1:
        return Markup("<p>{}</p>").format(text(lines[0]))
    return Markup("<ul>{}</ul>").format(_each("<li>{}</li>", lines, text))


def _fact(part: Part, text: Unbroken) -> Markup:
    return Markup('<tr><th scope="row">{}</th><td>{}</td></tr>').format(text(part.heading), _lines(part.lines, text))


def _part(part: Part, text: Unbroken) -> Markup:
    return Markup("<h2>{}</h2>{}").format(text(part.heading), _lines(part.lines, text))


def _row(number: int, step: GuideStep, text: Unbroken) -> Markup:
    return Markup('<td class="n">{}</td><th scope="row">{}</th><td>{}</td><td>{}</td>').format(
        text(_thai(number)), text(step.text), text(step.duration), text(step.responsible)
    )


def _stop(number: int, step: GuideStep, text: Unbroken) -> Markup:
    pattern = Markup('<p class="time"><b>{}</b> {}</p><p class="what">{}</p><p class="who">{}</p>')
    return pattern.format(_thai(number), text(step.duration), text(step.text), text(step.responsible))


def _thai(number: int) -> str:
    return to_thai_digits(str(number))
