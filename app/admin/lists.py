"""The plain lists: villages, units, categories, refusal reasons, reply templates, EIT campaigns."""

from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.admin import eit, forms, reply_form
from app.admin.door import administrator, bp
from app.admin.shelf import Shelf, columns, put_up
from app.domain.clocks import Unit
from app.services.administration import campaigns, categories, refusals, replies, units, villages
from app.web import office

_WORDS = ("name", "hint", "english_name", "english_hint", "malay_name", "malay_hint")


def _by() -> dict[str, Any]:
    return {"by": administrator(), "now": office.now()}


def _values(form: Any, *names: str) -> dict[str, Any]:
    return {name: form[name].data or "" for name in names}


def _save_village(row: Any, form: Any) -> None:
    villages.save(row, number=form.number.data, name=form.name.data, active=form.active.data, **_by())


def _save_unit(row: Any, form: Any) -> None:
    texts = _values(form, "name", "short_name")
    units.save(row, **texts, position=form.position.data or 0, active=form.active.data, **_by())


def _save_category(row: Any, form: Any) -> None:
    unit = units.find(int(form.unit.data)) if form.unit.data else None
    days = form.promise_days.data
    promise = (days, Unit(form.promise_unit.data)) if days is not None else None
    texts = _values(form, *_WORDS)
    rest = {"unit": unit, "promise": promise, "active": form.active.data}
    categories.save(row, channel=form.channel.data, texts=texts, **rest, **_by())


def _start_category(row: Any) -> dict[str, Any]:
    start = columns(*_WORDS, "promise_days", "promise_unit", "active")(row)
    return start | {"unit": str(row.unit_id or ""), "channel": row.channel_slug} if row else start


def _save_refusal(row: Any, form: Any) -> None:
    texts = _values(form, "text", "english_text", "malay_text", "law")
    refusals.save(row, **texts, verified_on=form.verified_on.chosen, active=form.active.data, **_by())


for shelf in (
    Shelf("villages", forms.VillageForm, villages.every, villages.find, _save_village,
          columns("number", "name", "active")),
    Shelf("units", forms.UnitForm, units.every, units.find, _save_unit,
          columns("name", "short_name", "position", "active")),
    Shelf("categories", forms.CategoryForm, categories.every, categories.find, _save_category, _start_category),
    Shelf("refusals", forms.RefusalForm, refusals.every, refusals.find, _save_refusal,
          columns("text", "english_text", "malay_text", "law", "verified_on", "active")),
    Shelf("replies", reply_form.ReplyForm, replies.every, replies.find, reply_form.save, reply_form.start),
    Shelf("eit", forms.CampaignForm, eit.rows, campaigns.find, eit.save, eit.start),
):  # fmt: skip
    put_up(shelf)


@bp.route("/replies/<int:row_id>/remove", methods=["GET", "POST"])
def remove_reply(row_id: int) -> ResponseReturnValue:
    """Throw a text away, after asking."""
    reply = replies.find(row_id) or abort(404)
    if request.method == "POST":
        replies.remove(reply, **_by())
        flash(_("ลบข้อความแล้ว"))
        return redirect(url_for("admin.replies"))
    return render_template("admin/remove_reply.html", row=reply)
