"""One act on the cases that were marked in the queue: a page that says what will happen, and then doing it."""

from collections.abc import Sequence
from typing import Any

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import Field
from wtforms.validators import ValidationError

from app.desk.acts_done import left_out
from app.desk.choosing import officer_choices, officers, units
from app.desk.door import BAD, bp
from app.domain.references import parse_reference
from app.models import Category, Ticket
from app.services import bulk
from app.services import office as offices
from app.services.bulk import ACCEPT, ACTS, ASSIGN, CATEGORY, MOST, Chosen, Given, Left
from app.web import office
from app.web.fields import AtMost, LinesField, Required
from app.web.fields.listed import CardsField, ChoiceField
from app.web.fields.offers import offered


class AssignForm(FlaskForm):
    """To whom all of them go."""

    unit = ChoiceField(_l("หน่วยงาน"))
    officer = ChoiceField(_l("ผู้รับผิดชอบ"))
    reason = LinesField(_l("เหตุผล"), [AtMost(5000)])

    def validate_unit(self, field: Field) -> None:
        """A unit, or somebody who is in one."""
        member = officers().get(self.officer.data or "")
        if not field.data and not (member and member.unit_id):
            raise ValidationError(_("เลือกหน่วยงานที่จะมอบหมาย"))

    def validate_officer(self, field: Field) -> None:
        """Somebody of that unit."""
        member = officers().get(field.data or "")
        if member and self.unit.data and str(member.unit_id) != self.unit.data:
            raise ValidationError(_("เจ้าหน้าที่คนนี้ไม่ได้อยู่ในหน่วยงานที่เลือก"))


class CategoryForm(FlaskForm):
    """What all of them are about."""

    category = CardsField(_l("ประเภทเรื่อง"), [Required(_l("เลือกประเภทเรื่อง"))])


class AcceptForm(FlaskForm):
    """Nothing to fill in: only to be sure."""


@bp.route("/marked", methods=["GET", "POST"])
def marked() -> ResponseReturnValue:
    """Say what will happen to which; by POST do it."""
    act, chosen = request.values.get("act", ""), _chosen()
    if act not in ACTS:
        abort(404)
    able, left = bulk.sort(act, chosen, by=office.actor())
    form = _form(act, able)
    if not able or not form.validate_on_submit():
        return _page(act, form, able, left), BAD if form.errors else 200
    row = bulk.do(_given(act, form, able), chosen, by=office.actor(), now=office.now())
    return redirect(url_for("desk.marked_done", act_id=row.id))


def _chosen() -> Sequence[Chosen]:
    """The cases that were marked, each once, with the state in which they were seen."""
    found: dict[str, Chosen] = {}
    for value in request.values.getlist("case")[: MOST * 2]:
        name, _dot, version = value.rpartition(".")
        number = parse_reference(name)
        if number and version.isascii() and version.isdigit() and len(version) < 10:
            found.setdefault(str(number), Chosen(str(number), int(version)))
    return list(found.values())[:MOST]


def _form(act: str, able: Sequence[Ticket]) -> Any:
    if act == ASSIGN:
        form = AssignForm()
        form.unit.choices, form.officer.choices = units().choices(), officer_choices()
        return form
    if act == CATEGORY:
        form = CategoryForm()
        form.category.choices = offered([(str(row.id), row.name) for row in _categories(able).values()])
        return form
    return AcceptForm()


def _categories(able: Sequence[Ticket]) -> dict[str, Category]:
    """Of the channel of the first: categories of two channels have nothing in common."""
    slug = able[0].channel_slug if able else ""
    return {str(row.id): row for row in offices.categories(slug)} if slug else {}


def _given(act: str, form: Any, able: Sequence[Ticket]) -> Given:
    if act == ASSIGN:
        member = officers().get(form.officer.data or "")
        unit = units().get(form.unit.data) or (member.unit if member else None)
        return Given(act, unit=unit, officer=member, reason=form.reason.data or "")
    if act == CATEGORY:
        return Given(act, category=_categories(able)[form.category.data])
    return Given(act)


def _page(act: str, form: Any, able: Sequence[Ticket], left: Sequence[Left]) -> str:
    return render_template(
        "desk/marked.html", act=act, form=form, able=able, left=[left_out(one) for one in left], heading=_heading(act),
        told=[ticket for ticket in able if act == ACCEPT], too_many=len(request.values.getlist("case")) > MOST,
    )  # fmt: skip


def _heading(act: str) -> str:
    headings: dict[str, str] = {
        ASSIGN: _("มอบหมายหลายเรื่อง"),
        ACCEPT: _("รับไว้ดำเนินการหลายเรื่อง"),
        CATEGORY: _("เปลี่ยนประเภทหลายเรื่อง"),
    }
    return headings[act]
