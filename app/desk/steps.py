"""Taking a step: a small page for each, made from the workflow's row; nothing typed is lost when it cannot be taken."""

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.desk import hints, presence, typed
from app.desk.baskets import Basket
from app.desk.door import BAD, bp, living
from app.desk.forms import StepForm, for_step
from app.desk.versions import Hindrance
from app.domain.words import N_
from app.domain.workflow import StepRefused
from app.models import Ticket
from app.services import casework, steps
from app.services.steps import Incomplete
from app.services.tickets import Overtaken
from app.web import office

REFUSED = N_("เรื่องนี้อยู่ในสถานะที่ทำสิ่งนี้ไม่ได้แล้ว")


@bp.route("/tickets/<reference>/<action>", methods=["GET", "POST"])
def step(reference: str, action: str) -> ResponseReturnValue:
    """The form of a step; by POST the step itself."""
    case = living(reference)
    row = next((found for found in case.channel.workflow.steps if found.action == action), None) or abort(404)
    draft, fields = typed.kept(case, action)
    form = for_step(row, case, _first(action, case), fields)
    form.draft = draft
    basket = Basket(form)
    if request.method == "GET":
        return _page(form, basket) if _possible(form) else _hindered(form, basket, Hindrance(words=_(REFUSED)))
    if form.fill():
        return _page(form, basket)
    good = form.validate()
    if not good and _possible(form) and form.seen == case.version:
        basket.keep()
        typed.keep(case, action)
        return _page(form, basket), BAD
    return _take(form, basket)


def _take(form: StepForm, basket: Basket) -> ResponseReturnValue:
    case, row = form.case, form.step
    try:
        casework.take_step(
            case, row.action, form.given(), by=office.actor(), now=office.now(), version=form.seen, at=form.at,
            photos=basket.fresh, draft=basket.draft,
        )  # fmt: skip
    except Incomplete as lacking:
        form.complain(lacking.errors)
        basket.keep()
        return _page(form, basket), BAD
    except (Overtaken, StepRefused) as refused:
        return _hindered(form, basket, Hindrance.of(refused))
    basket.forget()
    typed.done(case, row.action)
    flash(_("บันทึกแล้ว: %(step)s", step=_(row.label)))
    return redirect(after(case))


def after(case: Ticket) -> str:
    """Where an officer goes after acting: the case, or the queue when it has left their unit."""
    if casework.find(case.reference, by=office.actor()):
        return url_for("desk.case", reference=case.latin)
    return url_for("desk.queue_page")


def _hindered(form: StepForm, basket: Basket, why: Hindrance) -> ResponseReturnValue:
    basket.keep()
    if request.method == "POST":
        typed.keep(form.case, form.step.action)
    form.version.data = str(form.case.version)
    return _page(form, basket, why), 409


def _possible(form: StepForm) -> bool:
    return form.step in steps.choices(form.case, office.member().roles)


def _first(action: str, case: Ticket) -> dict[str, object]:
    """What a form starts from: the version seen, my own unit and name, what the resident asked for."""
    me = office.member()
    found: dict[str, object] = {"version": str(case.version), "litres": case.details.get("litres")}
    if action == "assign" and me.unit_id and case.unit_id in {None, me.unit_id}:
        found |= {"unit": str(me.unit_id), "officer": str(me.id)}
    elif action == "assign":
        found |= {"unit": str(case.unit_id or ""), "officer": str(case.officer_id or "")}
    return found


def _page(form: StepForm, basket: Basket, why: Hindrance | None = None) -> str:
    return render_template(
        "desk/step.html", ticket=form.case, step=form.step, form=form, kept=basket.kept, why=why,
        cards=hints.cards(form.step), hints=hints.fields(form.step),
        possible=_possible(form), draft=form.draft, here=presence.here(form.case),
    )  # fmt: skip
