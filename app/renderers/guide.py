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
    '<section class="promise"><h2>เสร็จ</h2><p>{promise}</p></section>'
    '<section class="promise fee"><h2>ค่าธรรมเนียม</h2><p>{fee}</p></section>{parts}'
    '<section class="way"><h2>ขั้นตอน</h2><ol>{steps}</ol></section>'
    '<footer><div class="code">{qr}</div><div class="call"><p>{scan}</p><p class="address">{address}</p>'
    '<p class="phone">โทร. <b>{phone}</b></p><p class="small">{version} {mark}</p></div></footer></article>'
)
MOST_LETTERS = 620
KEPT = 32


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
    return _print(guide, body, MANUAL_STYLE)


def poster(guide: Guide, qr: Markup) -> bytes:
    """One sheet for the wall: what, who, papers, steps, fee, how to reach us. ``qr`` is a drawing of the address."""
    guide, text = _typeset(guide)
    body = POSTER.format(
        size=_size(guide),
        agency=text(guide.agency[0]),
        title=text(guide.title),
        lead=text(guide.lead),
        promise=text(guide.promise),
        fee=text(guide.fee),
        parts=_each('<section class="part">{}</section>', guide.poster, lambda part: _part(part, text)),
        steps=_each("<li>{}</li>", enumerate(guide.steps, 1), lambda pair: _stop(pair[0], pair[1], text)),
        qr=qr,
        scan="สแกนเพื่ออ่านคู่มือและยื่นเรื่องออนไลน์" if guide.online else "สแกนเพื่ออ่านคู่มือฉบับเต็ม ยื่นเรื่องที่สำนักงาน",
        address=guide.address.partition("://")[2],
        phone=guide.phone.replace(" ", NBSP),
        version=text(guide.version),
        mark=text(guide.mark),
    )
    return _print(guide, body, POSTER_STYLE)


def _typeset(guide: Guide) -> tuple[Guide, Unbroken]:
    """In Thai digits, except for what is dialled or typed."""
    written = cast("Guide", typeset(cast("Any", guide), "thai", glue=True))
    return replace(written, phone=guide.phone, address=guide.address), Unbroken(guide.names)


def _size(guide: Guide) -> str:
    """A manual of many words is set smaller, so that one sheet is enough."""
    words = [guide.title, guide.lead, *(line for part in guide.poster for line in part.lines)]
    letters = sum(map(len, words)) + sum(len(step.text + step.duration + step.responsible) for step in guide.steps)
    return "large" if letters < MOST_LETTERS and len(guide.steps) < 6 else "dense"


def _print(guide: Guide, body: Markup, style: str) -> bytes:
    page = pdf.PAGE.format(
        title=guide.title.replace(NBSP, " "), author=guide.agency[0], style=Markup(style), body=body  # noqa: S704
    )
    return _printed(page)


@functools.lru_cache(maxsize=KEPT)
def _printed(page: str) -> bytes:
    """The same page is laid out once: anybody may ask for it, and it takes a second."""
    printer = pdf.weasyprint()
    identifier = hashlib.sha256(page.encode()).digest()[:16]
    document = printer.HTML(string=page, url_fetcher=pdf.fetcher(pdf_font))
    laid_out: bytes = document.write_pdf(pdf_variant="pdf/ua-1", pdf_identifier=identifier)
    return laid_out


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
