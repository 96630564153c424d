"""The officer's phone in the field: cards in the order of the round, and one small form to end a case or to go on."""

from itertools import groupby

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.desk import lines, story
from app.desk.baskets import Basket
from app.desk.door import BAD, bp, living
from app.desk.field_form import FieldForm
from app.desk.versions import Hindrance
from app.domain.workflow import StepRefused
from app.models import Ticket
from app.services import casework, field, looks
from app.services.queue import Desk
from app.services.steps import Incomplete
from app.services.tickets import Overtaken
from app.web import office


@bp.get("/field")
def field_round() -> str:
    """Where to go, in order."""
    desk, unit = _desk(), request.args.get("whose") == "unit"
    page = request.args.get("page", 1, type=int)
    page = min(max(page, 1), 1000)
    found = field.waiting(desk, unit=unit, page=page)
    cards = [(line.ticket, lines.shown(line)) for line in found.lines]
    villages = [(village, list(group)) for village, group in groupby(cards, key=lambda card: card[0].village)]
    return render_template(
        "desk/field.html", villages=villages, count=found.count, unit=unit, page_number=page,
        more=found.count - page * field.PAGE, photos=story.first_photos,
    )  # fmt: skip


@bp.route("/field/<reference>", methods=["GET", "POST"])
def field_case(reference: str) -> ResponseReturnValue:
    """One case on the spot: done with its outcome, or kept as it is."""
    case, me = living(reference), office.actor()
    looks.look(case, by=me, now=office.now())
    form = FieldForm(case, field.ending(case, me.roles))
    basket = Basket(form)
    if request.method == "GET":
        return _page(form, basket)
    if not form.validate():
        basket.keep()
        return _page(form, basket), BAD
    return _end(form, basket) if form.ends else _go_on(form, basket)


def _end(form: FieldForm, basket: Basket) -> ResponseReturnValue:
    try:
        field.end(
            form.case, form.given(), desk=_desk(), version=form.seen, photos=basket.fresh, draft=basket.draft
        )  # fmt: skip
    except Incomplete as lacking:
        form.complain(lacking.errors)
        basket.keep()
        return _page(form, basket), BAD
    except (Overtaken, StepRefused) as refused:
        return _hindered(form, basket, Hindrance.of(refused))
    basket.forget()
    flash(_("ตอบผู้ร้องเรื่อง %(number)s แล้ว", number=form.case.reference))
    return redirect(url_for("desk.field_round"))


def _go_on(form: FieldForm, basket: Basket) -> ResponseReturnValue:
    casework.write(
        form.case, form.message.data or "", public=bool(form.tell.data), by=office.actor(), now=office.now(),
        photos=basket.fresh, draft=basket.draft,
    )  # fmt: skip
    basket.forget()
    told = _("ส่งให้ผู้ร้องแล้ว เรื่อง %(number)s ยังเปิดอยู่", number=form.case.reference)
    kept = _("เก็บบันทึกแล้ว เรื่อง %(number)s ยังเปิดอยู่", number=form.case.reference)
    flash(told if form.tell.data else kept)
    return redirect(url_for("desk.field_round"))


def _hindered(form: FieldForm, basket: Basket, why: Hindrance) -> ResponseReturnValue:
    basket.keep()
    form.version.data = str(form.case.version)
    return _page(form, basket, why), 409


def _page(form: FieldForm, basket: Basket, why: Hindrance | None = None) -> str:
    case: Ticket = form.case
    photos, said = story.first_photos(case), story.conversation(case)
    return render_template(
        "desk/field_case.html", ticket=case, form=form, kept=basket.kept, why=why, photos=photos, said=said[-1:]
    )


def _desk() -> Desk:
    return Desk(office.actor(), office.calendar(), office.now())
