"""A service manual on a page: its words under headings, what a version changed, its forms, where it can be used."""

from dataclasses import dataclass

from flask import url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.domain import manual_changes
from app.domain.channels import CHANNELS, CORRUPTION_SLUG, ESERVICE
from app.domain.dates import format_date
from app.domain.manual_changes import Change
from app.domain.manual_times import promise_words
from app.models import Manual, Ticket
from app.services import services
from app.web import office

TEXTS = (
    ("title", _l("ชื่อบริการ")),
    ("lead", _l("ประโยคนำ")),
    ("responsible", _l("หน่วยงานที่รับผิดชอบ")),
    ("scope", _l("ใช้เมื่อ")),
    ("who", _l("ใครใช้บริการได้")),
    ("arrivals", _l("ช่องทางให้บริการ")),
    ("criteria", _l("หลักเกณฑ์และเงื่อนไข")),
    ("documents", _l("เอกสารที่ใช้")),
    ("forms", _l("แบบฟอร์มให้ดาวน์โหลด")),
    ("fee", _l("ค่าธรรมเนียม")),
    ("contact", _l("ติดต่อ")),
    ("follow_up", _l("การติดตามและขอให้ทบทวน")),
    ("laws", _l("กฎหมายที่เกี่ยวข้อง")),
    ("english", _l("สรุปภาษาอังกฤษ")),
    ("malay", _l("สรุปภาษามลายู")),
)


@dataclass(frozen=True, slots=True)
class Form:
    """A form to be downloaded; without an address it is had at the office."""

    name: str
    address: str


def forms(manual: Manual) -> list[Form]:
    """The forms of a manual: one a line, the name and then its address."""
    return [read_form(line) for line in manual.forms.splitlines() if line.strip()]


def read_form(line: str) -> Form:
    """``แบบคำขอ https://…/form.pdf``; what is no address on the web stays a word."""
    name, _space, address = line.strip().rpartition(" ")
    if name and address.startswith(("https://", "http://")):
        return Form(name, address)
    return Form(line.strip(), "")


def is_online(service: str) -> bool:
    """Whether this service has a form here that takes requests now."""
    return bool(start_url(service))


def start_url(service: str) -> str:
    """Where a resident begins; empty where there is no form."""
    if service == CORRUPTION_SLUG or (service in CHANNELS and not CHANNELS[service].defined):
        return f"/{service}/"
    found = services.find(service)
    takes = found is not None and services.takes(found, office.today())
    return url_for("eservice.new", service=service) if takes else ""


def receipt_url(ticket: Ticket) -> str:
    """The receipt of a case, for whoever holds its link."""
    if ticket.channel_slug == ESERVICE.slug and ticket.service:
        return url_for("eservice.received", service=ticket.service.slug, case=ticket.token)
    return url_for(f"{ticket.channel_slug}.received", case=ticket.token)


def said(manual: Manual, *, inner: bool = False) -> dict[str, str]:
    """Everything a version says, by heading; ``inner`` adds what only the office reads: how steps count and end."""
    found = {_("คำสัญญา"): promise_words(manual.promise) if manual.version else ""}
    for step in manual.steps:
        parts = [step.text, step.duration, step.responsible]
        if inner:
            parts.append(_(step.counting.label))
            parts += [_("จบเมื่อ%(status)s", status=_(step.ends_with.label))] if step.ends_with else []
        found[_("ขั้นที่ %(n)s", n=step.position)] = "\n".join(parts)
    found |= {str(label): getattr(manual, name) for name, label in TEXTS}
    found[_("ส่วนราชการเจ้าของงาน")] = manual.unit.name if manual.unit else ""
    found[_("กรอกแบบฟอร์มใช้เวลาราว (นาที)")] = str(manual.minutes or "")
    if manual.laws_verified_on:
        found[_("ตรวจกับตัวบทเมื่อ")] = format_date(manual.laws_verified_on)
    return found


def changes(before: Manual, after: Manual, *, inner: bool = False) -> list[Change]:
    """What the later version says otherwise."""
    return manual_changes.changes(said(before, inner=inner), said(after, inner=inner))
