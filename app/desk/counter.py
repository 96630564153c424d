"""At the counter: key in a visit, a call or a letter, and hand out its receipt."""

from typing import Any

from flask import abort, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.desk import counter_earlier, old_lines
from app.desk.baskets import Basket
from app.desk.board import Link
from app.desk.counter_earlier import Beside
from app.desk.counter_forms import FORMS, CounterForm, truck
from app.desk.counter_receipts import hand_out
from app.desk.counter_services import ServiceCounter, form_of, offered_now
from app.desk.counter_time import fresh
from app.desk.door import BAD, bp
from app.domain.channels import CHANNELS, COMPLAINTS, ESERVICE, Arrival
from app.services import intake, register
from app.services.intake import NotReady
from app.web import office


@bp.route("/tickets/new", methods=["GET", "POST"])
def new() -> ResponseReturnValue:
    """Key in a case."""
    slug = request.args.get("channel", COMPLAINTS.slug)
    line = old_lines.asked()
    form = _form_class(slug)(data=fresh(Arrival.WALK_IN) | old_lines.start(line))
    basket = Basket(form)
    sent = intake.sent_before(form.key.data)
    if request.method == "POST" and sent:
        return hand_out(sent)
    if "earlier" in request.form or "use" in request.form:
        return _look(slug, form, basket)
    if request.method == "POST" and form.validate():
        return _open(slug, form, basket)
    if request.method == "POST":
        basket.keep()
    return _page(slug, form, basket), BAD if form.errors else 200


def _form_class(slug: str) -> type[CounterForm]:
    if slug != ESERVICE.slug:
        return FORMS.get(slug) or abort(404)
    there = offered_now()
    wanted = request.args.get("service") or next(iter(there), "")
    return form_of(there[wanted]) if wanted in there else abort(404)


def _look(slug: str, form: CounterForm, basket: Basket) -> ResponseReturnValue:
    """Earlier cases, or one of them put into the form; nothing is checked yet but the files, which are kept."""
    form.photos.validate(form)
    basket.keep()
    used = counter_earlier.use(form, request.form["use"]) if "use" in request.form else ""
    return _page(slug, form, basket, Beside(used=used) if used else counter_earlier.beside(request.form))


def _open(slug: str, form: CounterForm, basket: Basket) -> ResponseReturnValue:
    basket.keep()
    try:
        sent = form.submission(tuple(basket.kept))
        case = intake.open_ticket(CHANNELS[slug], sent, key=form.key.data, by=office.actor(), now=office.now())
    except NotReady:
        form.day.wrong = [_("วันนั้นยังไม่มีคู่มือการให้บริการ ตรวจวันที่อีกครั้ง")]
        return _page(slug, form, basket), BAD
    basket.forget()
    old_lines.taken_up(old_lines.asked(), case.reference)
    counter_earlier.tell_if_taken(case)
    return hand_out(case)


def _page(slug: str, form: CounterForm, basket: Basket, beside: Beside | None = None) -> str:
    there = offered_now()
    shown = [channel for channel in CHANNELS.values() if there or not channel.defined]
    line = old_lines.asked()
    kept: dict[str, Any] = {"line": line.id} if line else {}
    tabs = [Link(url_for("desk.new", channel=c.slug, **kept), _(c.short), current=c.slug == slug) for c in shown]
    service = form.service if isinstance(form, ServiceCounter) else None
    within = [
        Link(url_for("desk.new", channel=ESERVICE.slug, service=one.slug), one.name, current=one == service)
        for one in there.values()
    ]
    return render_template(
        "desk/new.html", form=form, line=line, tabs=tabs, kept=basket.kept, water="litres" in form, truck=truck(),
        beside=beside or Beside(), automatic=register.automatic(), later=form.later,
        service=service, services=within if service else [],
    )  # fmt: skip
