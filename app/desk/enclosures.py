"""Letters and scans of a case: listed with who may see them, and added after the case was keyed in."""

from dataclasses import dataclass

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from flask_wtf import FlaskForm
from wtforms import BooleanField
from wtforms.validators import StopValidation

from app.desk.door import BAD, bp, living
from app.models import Attachment, Ticket
from app.services import enclosures
from app.web import office
from app.web.fields import PhotosField
from app.web.filters import day

_UNIT, _MEGABYTE = 1024, 1024 * 1024


@dataclass(frozen=True, slots=True)
class Enclosure:
    """A file as it is listed."""

    url: str
    name: str
    about: str
    shown: bool


class LetterForm(FlaskForm):
    """Photos or scans, and whether the resident sees them."""

    photos = PhotosField(_l("รูปจดหมาย หรือไฟล์สแกน"), documents=True)
    files_shown = BooleanField(_l("ให้ผู้ร้องเห็นไฟล์ที่แนบในหน้าติดตาม"))

    def validate_photos(self, field: PhotosField) -> None:
        """Something has to be attached."""
        if not field.accepted:
            raise StopValidation(_("เลือกรูปหรือไฟล์อย่างน้อยหนึ่งไฟล์"))


def of(ticket: Ticket) -> list[Enclosure]:
    """What is no picture, or stays inside the office; pictures that the resident sees stand elsewhere."""
    listed = [file for file in ticket.attachments if not (file.public and file.media_type.startswith("image/"))]
    return [Enclosure(f"/staff/files/{file.id}", file.name, _about(file), file.public) for file in listed]


@bp.route("/tickets/<reference>/letter", methods=["GET", "POST"])
def letter(reference: str) -> ResponseReturnValue:
    """Attach a letter to a case that was keyed in."""
    case, form = living(reference), LetterForm()
    if not form.validate_on_submit():
        return render_template("desk/letter.html", ticket=case, form=form), BAD if form.errors else 200
    shown = bool(form.files_shown.data)
    count = enclosures.attach(case, form.photos.accepted, shown=shown, by=office.actor(), now=office.now())
    flash(ngettext("แนบแล้ว %(num)s ไฟล์", "แนบแล้ว %(num)s ไฟล์", count) if count else _("ไฟล์นี้แนบไว้แล้ว"))
    return redirect(url_for("desk.case", reference=case.latin))


def _about(file: Attachment) -> str:
    size = f"{file.size / _MEGABYTE:.1f} MB" if file.size >= _MEGABYTE else f"{-(-file.size // _UNIT)} KB"
    return f"{size} · {day(file.added_at, 'short')}"
