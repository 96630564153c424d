"""The village chosen from a drawing, with what was typed kept; a position offers its village and forces nothing."""

from typing import Any, ClassVar

from flask import abort, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms.validators import StopValidation

from app.channels.rooms import Room
from app.models import Draft
from app.services import drafts
from app.web import office, village_map
from app.web.fields import MapField
from app.web.forms import PatientForm
from app.web.villages import village_name


class PositionForm(PatientForm):
    """Where I am: from the phone with a script, pasted without. Looked up and kept nowhere."""

    position = MapField(_l("ลิงก์แผนที่หรือพิกัด"))

    def validate_position(self, field: MapField) -> None:
        """A link without numbers tells us nothing."""
        if field.position is None:
            raise StopValidation(_("ในลิงก์นี้ไม่มีตัวเลขพิกัด เลือกหมู่จากแผนที่หรือรายชื่อแทน"))


class VillageMap(Room):
    """The drawing, a list of the same villages, and where a position lies."""

    name, path = "map", "/map"
    methods: ClassVar = ["GET", "POST"]

    def dispatch_request(self) -> ResponseReturnValue:
        """Keep what the form holds and show the map; without a map there is no such page."""
        if not village_map.borders():
            abort(404)
        self.manual()
        if request.method == "POST" and "position" not in request.form:
            return self._keep()
        draft = self.find(request.args.get("draft", ""))
        if draft is None:
            return self.to("new", draft=request.args.get("draft", ""))
        form = PositionForm()
        looked = request.method == "POST"
        good = form.validate() if looked else True
        return self._show(draft, form, looked=looked and good), 200 if good else 422

    def _keep(self) -> ResponseReturnValue:
        """What was typed so far, right or wrong, with the photos that are good."""
        form = self.subject.form()
        key = form.draft.data or ""
        if not drafts.is_key(key) or self.sent(key):
            key = drafts.new_key()
        draft = self.find(key)
        form.photos.known = {photo.sha256 for photo in draft.attachments} if draft else set()
        form.validate()
        answers, photos = form.keep(request.form), form.photos.accepted
        return self.to("map", draft=drafts.save(key, self.subject.manual, answers, photos, now=office.now()).key)

    def _show(self, draft: Draft, form: PositionForm, *, looked: bool) -> str:
        typed: Any = self.again(draft)
        where = form.position.position if looked else typed.map.position
        number, here = typed.village.data or "", village_map.village_at(where)

        def back(village: int) -> str:
            return url_for("complaints.new", draft=draft.key, village=village, _anchor="village")

        chosen = int(number) if number.isdigit() else 0
        return self.page(
            "map", form=form, draft=draft,
            sheet=village_map.sheet(village_map.borders(), spot=where, chosen=chosen, to=back),
            places=[(village_name(village), back(village.number)) for village in typed.villages.values()],
            here=village_name(here) if here else "", here_url=back(here.number) if here else "",
            lost=where is not None and here is None,
        )  # fmt: skip
