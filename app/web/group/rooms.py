"""The pages of a group request: who asks, the houses row by row, everything once more. Nothing is sent unchecked."""

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from flask import Blueprint, Response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.domain.channels import WATER
from app.domain.house_rolls import COLUMNS, Roll
from app.domain.houses_asked import AskedHouse
from app.domain.water import MOST_HOUSES
from app.models import Ticket
from app.services import drafts, intake, space
from app.services.actors import RESIDENT, Actor
from app.web import filing, office
from app.web.forms import PatientForm
from app.web.group.drafts import EMPTY_ROWS, MORE_ROWS, GroupDraft, find, truck, typed_count, typed_rows
from app.web.group.filer import FilerForm, SendForm

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
BAD = 422


class GroupDoor:
    """A door to the form; officers' doors say otherwise who acts, what they see beside it and where it ends."""

    form: ClassVar[type[FilerForm]] = FilerForm
    send_form: ClassVar[type[PatientForm]] = SendForm
    layout: ClassVar[str] = "base.html"
    back: ClassVar[str] = "water.intro"
    slug: ClassVar[str] = "water-group"

    def __init__(self, room: str) -> None:
        self.room = room

    def add_to(self, bp: Blueprint, prefix: str) -> None:
        """Open the pages."""
        for path, view in (("new", self.new), ("houses", self.houses), ("check", self.check)):
            bp.add_url_rule(f"{prefix}/{path}", f"group_{path}", view, methods=["GET", "POST"])
        bp.add_url_rule(f"{prefix}/list.xlsx", "group_list", self.blank_list)

    def actor(self) -> Actor:
        """Who sends."""
        return RESIDENT

    def handed(self, ticket: Ticket) -> ResponseReturnValue:
        """Where it ends."""
        return redirect(url_for("water.received", case=ticket.token), 303)

    def earlier(self, houses: Sequence[AskedHouse], form: FilerForm) -> Mapping[int, Sequence[Any]]:
        """Earlier requests by number of the row: somebody else's data, which the public never sees."""
        return {}

    def beside(self) -> dict[str, Any]:
        """What the pages of this door need beside the form."""
        return {}

    def new(self) -> ResponseReturnValue:
        """Who asks, and a list if there is one."""
        self._require_space()
        if request.method == "POST":
            return self._read()
        key = request.args.get("draft", "")
        if ticket := self._sent(key):
            return self.handed(ticket)
        draft = find(key, self.slug)
        form = self.form.again(draft.filer) if draft else self._fresh()
        if draft and draft.filer:
            form.validate()
        form.draft.data = draft.key if draft else drafts.new_key()
        return self._page("new", form=form, draft=draft, expired=bool(key) and draft is None)

    def houses(self) -> ResponseReturnValue:
        """The rows, to be filled in and mended."""
        key = request.args.get("draft", "")
        if ticket := self._sent(key):
            return self.handed(ticket)
        draft = find(key, self.slug)
        if draft is None:
            return self._to("new", draft=key)
        return self._fill(draft) if request.method == "POST" else self._rows(draft)

    def check(self) -> ResponseReturnValue:
        """Everything once more; sent when that was acknowledged."""
        key = request.args.get("draft", "")
        if ticket := self._sent(key):
            return self.handed(ticket)
        draft = find(key, self.slug)
        form = self.form.again(draft.filer) if draft else None
        if draft is None or form is None or not form.validate():
            return self._to("new", draft=key)
        houses = draft.houses(form)
        if not houses or len(houses) > MOST_HOUSES or any(house.wrong for house in houses):
            return self._to("houses", draft=key)
        self._require_space()
        last_word = self.send_form()
        if last_word.validate_on_submit() and self._may_file(last_word):
            return self._send(draft, form, houses)
        page = self._page("check", form=last_word, filer=form, houses=houses, draft=draft, truck=truck(),
                          earlier=self.earlier(houses, form))  # fmt: skip
        return page, BAD if request.method == "POST" else 200

    def blank_list(self) -> ResponseReturnValue:
        """An empty list to fill in, in which house numbers stay what they are."""
        from app.renderers import house_list  # noqa: PLC0415  (its library takes memory; few ask for a list)

        content = house_list.blank([_(words) for words in COLUMNS.values()])
        name = {"Content-Disposition": 'attachment; filename="houses.xlsx"'}
        return Response(content, mimetype=_XLSX, headers=name)

    def _require_space(self) -> None:
        """Officers go on for as long as there is any."""
        if self.actor() is RESIDENT:
            space.require()

    def _may_file(self, form: PatientForm) -> bool:
        """Officers are not counted."""
        return self.actor() is not RESIDENT or filing.may(form)

    def _fresh(self) -> FilerForm:
        return self.form()

    def _read(self) -> ResponseReturnValue:
        form = self.form()
        key = form.draft.data or ""
        if not drafts.is_key(key) or self._sent(key):
            key = drafts.new_key()
        before = find(key, self.slug)
        good, rows = form.validate(), before.rows if before else []
        if form.roll and len(rows) + len(form.roll.rows) > MOST_HOUSES:
            form.too_many(len(rows) + len(form.roll.rows))
            good, form.roll = False, None
        added = form.roll or Roll(())
        draft = GroupDraft(key, self.slug, form.keep(request.form), [*rows, *added.rows])
        if good or before or added.rows:
            draft.save()
        if good:
            return self._to("houses", draft=draft.key)
        form.draft.data = draft.key
        form.listed.data = form.listed.data if form.roll is None else ""
        return self._page("new", form=form, draft=draft, expired=False), BAD

    def _fill(self, draft: GroupDraft) -> ResponseReturnValue:
        draft.rows = typed_rows(request.form)
        draft.save()
        form = PatientForm()
        good = form.validate()
        if "back" in request.form:
            return self._to("new", draft=draft.key)
        if "more" in request.form or not good:
            more = typed_count(request.form) + MORE_ROWS if "more" in request.form else 0
            return self._rows(draft, form, least=more)
        houses = draft.houses(self.form.again(draft.filer))
        if houses and len(houses) <= MOST_HOUSES and not any(house.wrong for house in houses):
            return self._to("check", draft=draft.key)
        if not houses:
            form.form_errors.append(_("กรอกอย่างน้อยหนึ่งบ้าน"))
        return self._rows(draft, form), BAD

    def _rows(self, draft: GroupDraft, form: PatientForm | None = None, *, least: int = EMPTY_ROWS) -> str:
        filer = self.form.again(draft.filer)
        houses = draft.houses(filer)
        count = min(max(EMPTY_ROWS, len(draft.rows), least), MOST_HOUSES)
        return self._page(
            "houses", form=form or PatientForm(), filer=filer, draft=draft, count=count, columns=COLUMNS, truck=truck(),
            houses={house.number: house for house in houses}, earlier=self.earlier(houses, filer), most=MOST_HOUSES,
        )  # fmt: skip

    def _send(self, draft: GroupDraft, form: FilerForm, houses: Sequence[AskedHouse]) -> ResponseReturnValue:
        sent = form.submission(houses)
        ticket = intake.open_ticket(WATER, sent, key=draft.key, by=self.actor(), now=office.now())
        if self.actor() is RESIDENT:
            filing.sent()
        return self.handed(ticket)

    def _sent(self, key: str) -> Ticket | None:
        ticket = intake.sent_before(key) if drafts.is_key(key) else None
        return ticket if ticket and ticket.channel_slug == WATER.slug else None

    def _to(self, page: str, **values: str) -> ResponseReturnValue:
        return redirect(url_for(f"{self.room}.group_{page}", **values), 303)  # type: ignore[arg-type]

    def _page(self, name: str, **words: object) -> str:
        more = {"door": self, "room": self.room, "layout": self.layout, **self.beside()}
        return render_template(f"group/{name}.html", **more, **words)
