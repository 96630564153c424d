"""The machinery every open channel shares: introduction, form, check page, confirmation. It sends nothing unchecked."""

from collections.abc import Callable
from typing import ClassVar

from flask import Blueprint, Response, abort, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_wtf.csrf import generate_csrf

from app.channels import blank, phone
from app.channels.forms import IntakeForm
from app.channels.rooms import Room, Subject, scripted
from app.domain.channels import Channel
from app.domain.references import tracking_code
from app.domain.survey import Place
from app.extensions import csrf
from app.models import Attachment, Draft, Ticket
from app.services import drafts, intake, invitations, residents
from app.services.actors import RESIDENT
from app.services.filestore import NO_FILES, StoreDown
from app.web import files, filing, guards, office, stories, words
from app.web.filters import weekday_date
from app.web.headers import CONTENT_SECURITY_POLICY
from app.web.qr import case_qr


def intake_blueprint(channel: Channel, form_class: type[IntakeForm], *more: "type[Room]") -> Blueprint:
    """The rooms of a channel that always asks the same."""
    bp = Blueprint(channel.slug, __name__, url_prefix=f"/{channel.slug}")
    add_rooms(bp, channel, lambda: Subject(form_class, channel.slug, _(channel.title)), Introduction, *more)
    return bp


def add_rooms(bp: Blueprint, channel: Channel, subject: Callable[[], Subject], *more: "type[Room]") -> None:
    """A channel's rooms. Its forms check their own tokens, so that an old one costs nobody their words."""
    bp.before_request(guards.everyone)
    bp.after_request(_tell_no_other_site)
    rooms: tuple[type[Room], ...] = (*more, Fill, Check, Received, Photo, phone.Worker)
    for view in rooms:
        bp.add_url_rule(view.path, view_func=view.as_view(view.name, channel, subject))
    csrf.exempt(bp)


def _tell_no_other_site(response: Response) -> Response:
    """Addresses here hold keys to drafts and cases; a worker of our own may run beside the form."""
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers.setdefault("Content-Security-Policy", f"{CONTENT_SECURITY_POLICY}; worker-src 'self'")
    return response


class Introduction(Room):
    """Who this is for, how long it takes, by when one is answered."""

    name, path = "intro", "/"

    def dispatch_request(self) -> ResponseReturnValue:
        """Show the manual in force."""
        return self.page("intro", manual=self.manual())


class Fill(Room):
    """The form, filled with what was typed before."""

    name, path = "new", "/new"
    methods: ClassVar = ["GET", "POST"]

    def dispatch_request(self) -> ResponseReturnValue:
        """Ask, or read what was answered."""
        self.manual()
        return self._read() if request.method == "POST" else self._ask()

    def _ask(self) -> ResponseReturnValue:
        key = request.args.get("draft", "")
        if ticket := self.sent(key):
            return self.to("received", case=ticket.token)
        if not request.args and self.subject.service_id is None:
            return blank.page(self._empty)
        draft = self.find(key)
        form = self.again(draft) if draft else self.subject.form()
        if draft and words.COOKIE not in request.args:  # seen in another language, nothing was to be checked yet
            form.validate()
        form.picked(request.args)
        form.draft.data = draft.key if draft else drafts.new_key()
        return self.page("form", form=form, draft=draft, expired=bool(key) and draft is None)

    def _empty(self, key: str) -> str:
        form = self.subject.form()
        form.draft.data = key
        return self.page("form", form=form, draft=None, expired=False)

    def _read(self) -> ResponseReturnValue:
        form = self.subject.form()
        key = form.draft.data or ""
        ticket = self.sent(key)
        if ticket and scripted():  # its keys are never used for a second matter
            return {"sent": self.address("received", case=ticket.token)}
        if ticket or not drafts.is_key(key):
            key = drafts.new_key()  # a second matter written on the page of the first is a second matter
        draft = self._without_removed(self.find(key))
        form.photos.known = {photo.sha256 for photo in draft.attachments} if draft else set()
        good = form.validate()
        switching = words.switching() and not form.photos.errors
        if good or switching or draft or form.photos.accepted:
            draft = self._keep(key, form)
            key, good = draft.key, good and not form.photos.errors
        if scripted():
            return phone.told(form, draft, self.address("check", draft=key) if good else "")
        if good:
            return self.to("check", draft=key)
        if switching:
            return self.to("new", draft=key, lang=words.language())
        form.draft.data = key
        return self.page("form", form=form, draft=draft, expired=False), 422

    def _keep(self, key: str, form: IntakeForm) -> Draft:
        """The answers with the photos; where those cannot be kept now, it is said beside them and the answers are."""
        answers = form.keep(request.form)
        try:
            return drafts.save(key, self.subject.manual, answers, form.photos.accepted, now=office.now())
        except StoreDown:
            form.photos.errors = (_(NO_FILES),)
            return drafts.save(key, self.subject.manual, answers, (), now=office.now())

    def _without_removed(self, draft: Draft | None) -> Draft | None:
        if draft:
            for number in request.form.getlist("remove", type=int):
                drafts.drop_photo(draft, number)
        return draft


class Check(Room):
    """Everything once more, before it is sent."""

    name, path = "check", "/check"
    methods: ClassVar = ["GET", "POST"]

    def dispatch_request(self) -> ResponseReturnValue:
        """Show the answers; send them when the notice was acknowledged."""
        key = request.args.get("draft", "")
        if ticket := self.sent(key):
            return self.to("received", case=ticket.token)
        draft = self.find(key)
        if draft is None:
            return self.to("new", draft=key)
        self.manual()
        form = self.again(draft)
        if not form.validate():
            return self.to("new", draft=key)
        return self._send(form, draft)

    def _send(self, form: IntakeForm, draft: Draft) -> ResponseReturnValue:
        last_word, key = form.last_word(), draft.key
        if last_word.validate_on_submit() and filing.may(last_word):
            sent = last_word.completed(form.submission(drafts.photos_of(draft)))
            ticket = intake.open_ticket(self.channel, sent, key=key, by=RESIDENT, now=office.now())
            filing.sent()
            return self.to("received", case=ticket.token)
        if request.method == "POST" and scripted():
            return {"stale": bool(last_word.form_errors), "token": generate_csrf()}, 422
        page = self.page(
            "check", form=last_word, answers=form.answers(), advice=form.advice(), draft=draft,
            files=form.files_asked(), **form.beside(key),
        )  # fmt: skip
        return page, 422 if request.method == "POST" and not words.switching() else 200


class Received(Room):
    """Number, code, promise: the page to keep, and its printed form."""

    name, path = "received", "/received"

    def dispatch_request(self) -> ResponseReturnValue:
        """Show the receipt of a case to whoever holds its key."""
        ticket = residents.receipt_of(request.args.get("case", ""))
        if ticket is None or ticket.emptied or not self.holds(ticket):
            abort(404)
        printing = "print" in request.args
        survey = invitations.invite(ticket, Place.RECEIPT if printing else Place.CONFIRMATION, office.today())
        return self.page(
            "received", ticket=ticket, code=tracking_code(ticket.token), qr=case_qr(ticket.token), survey=survey,
            promise=stories.promise(ticket), entries=_from_here(ticket), printing=printing,
        )  # fmt: skip


def _from_here(ticket: Ticket) -> list[stories.Line]:
    """What was taken in and when we begin to count, then what follows."""
    book, photos = office.calendar(), len(ticket.attachments)
    received, counts = book.local_day(ticket.received_at), book.receipt_day(ticket.received_at, ticket.promise_unit)
    said = [_("ได้รับข้อความและรูป %(n)s รูปครบ", n=photos) if photos else _("ได้รับข้อความครบ")]
    if counts != received:
        said.append(_("สำนักงานปิดแล้วตอนที่คุณแจ้ง เราเริ่มนับ%(day)s", day=weekday_date(counts, year=False)))
    now = stories.Line(_("คุณแจ้งเรื่อง"), ticket.received_at, "\n".join(said), "now", "done")
    return [now, *stories.to_come(ticket, book.local_day(office.now()))]


class Photo(Room):
    """A photo that waits with a draft, for whoever holds the draft's key."""

    name, path = "photo", "/photo/<int:number>"

    def dispatch_request(self, number: int) -> ResponseReturnValue:  # type: ignore[override]  # Flask passes the number
        """Show it."""
        draft = self.find(request.args.get("draft", ""))
        found: Attachment | None = next((a for a in draft.attachments if a.id == number), None) if draft else None
        if found is None:
            abort(404)
        return files.picture(found)
