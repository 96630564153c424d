"""The queue's selection in an address that can be bookmarked; what cannot be read there is left out."""

from typing import Any

from flask import url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, Form, HiddenField, SearchField

from app.domain.channels import CHANNELS, COUNTER_ARRIVALS, Arrival
from app.domain.thai import clean
from app.domain.workflow import Phase, Status
from app.services import office as offices
from app.services import services
from app.services.selections import NONE, Selection, View
from app.web.fields.listed import ChoiceField
from app.web.fields.offers import offered
from app.web.villages import village_name


class FilterForm(Form):
    """A small form that is sent by GET."""

    view = HiddenField()
    q = SearchField(_l("ค้นหา"), filters=[lambda typed: clean(typed or "")[:200]])
    channel = ChoiceField(_l("บริการ"))
    service = ChoiceField(_l("คำขอรับบริการ"))
    unit = ChoiceField(_l("หน่วย"))
    village = ChoiceField(_l("หมู่บ้าน"))
    status = ChoiceField(_l("สถานะ"))
    arrival = ChoiceField(_l("ทางที่แจ้งมา"))
    late = BooleanField(_l("เกินกำหนดเท่านั้น"))
    waiting = BooleanField(_l("รอผู้ร้องเท่านั้น"))

    def __init__(self, *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        villages, units = offices.villages(), offices.units()
        statuses = [status for status in Status if status.phase is not Phase.DONE]
        lines = {
            self.channel: [("", _("ทั้งหมด")), *((c.slug, _(c.short)) for c in CHANNELS.values())],
            self.service: [("", _("ทุกคำขอ")), *((str(s.id), s.name) for s in services.every())],
            self.unit: [("", _("ทุกหน่วย")), *((str(u.id), u.short_name) for u in units), (NONE, _("รอคัดแยก"))],
            self.village: [("", _("ทุกหมู่บ้าน")), *((str(v.id), village_name(v)) for v in villages), (NONE, _("ไม่ระบุหมู่"))],
            self.status: [("", _("ทุกสถานะ")), *((status.value, _(status.label)) for status in statuses)],
            self.arrival: [("", _("ทุกทาง")), *((a.value, _(a.label)) for a in (Arrival.ONLINE, *COUNTER_ARRIVALS))],
        }
        for field, pairs in lines.items():
            field.choices = offered(pairs)

    @property
    def selection(self) -> Selection:
        """What was chosen."""
        return Selection(
            view=next((v for v in View if v is not View.SEARCH and v == self.view.data), View.ALL),
            channel=self._known("channel"),
            service=self._known("service"),
            unit=self._known("unit"),
            status=Status(self._known("status")) if self._known("status") else None,
            village=self._known("village"),
            arrival=Arrival(self._known("arrival")) if self._known("arrival") else None,
            late=bool(self.late.data),
            waiting=bool(self.waiting.data),
            q=self.q.data or "",
        )

    @property
    def said(self) -> list[str]:
        """The same in words, without the view."""
        fields = (self.channel, self.service, self.unit, self.village, self.status, self.arrival)
        chosen = [label for field in fields for value, label, on, *_more in field.iter_choices() if on and value]
        ticked = [str(field.label.text) for field in (self.late, self.waiting) if field.data]
        return [*map(str, chosen), *ticked, *([_("มีคำว่า “%(words)s”", words=self.q.data)] if self.q.data else [])]

    def _known(self, name: str) -> str:
        field = self[name]
        return field.data if field.data and any(choice[2] for choice in field.iter_choices()) else ""


def address(chosen: Selection, **more: Any) -> str:
    """The address of a selection."""
    parts: dict[str, Any] = {
        "view": chosen.view if chosen.view is not View.ALL else None,
        "channel": chosen.channel or None,
        "service": chosen.service or None,
        "unit": chosen.unit or None,
        "status": chosen.status,
        "village": chosen.village or None,
        "arrival": chosen.arrival,
        "late": "1" if chosen.late else None,
        "waiting": "1" if chosen.waiting else None,
        "q": chosen.q or None,
    }
    return url_for("desk.search" if chosen.view is View.SEARCH else "desk.queue_page", **{**parts, **more})
