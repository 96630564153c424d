"""The ITA desk: the items of each fiscal year, what the office adds, what is missing before the assessors."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.domain.ita import Subject
from app.domain.periods import fiscal_year, fiscal_year_of
from app.models import OitItem
from app.publishing.door import PLACES, Place, bp
from app.publishing.ita_forms import FileForm, ItemForm, LinkForm, VerifyForm
from app.services import ita, ita_checklist
from app.services.administration.changes import Wrong
from app.services.defaults.ita import FIRST
from app.web import office
from app.web.details import blame
from app.web.ita import Link, missing, seen
from app.web.requests import row_number
from app.web.words import language

PLACES.append(Place("publishing.ita_desk", _l("รายการ ITA"), _l("สิ่งที่ต้องแสดงแต่ละปี ไฟล์และลิงก์ รายการตรวจก่อนประเมิน")))


@bp.get("/ita/")
def ita_desk() -> ResponseReturnValue:
    """The running year."""
    return redirect(url_for("publishing.ita_year", year=fiscal_year_of(office.today())))


@bp.route("/ita/<int:year>/", methods=["GET", "POST"])
def ita_year(year: int) -> ResponseReturnValue:
    """The items of a year, or ways to begin it; and the day on which it was compared with its handbook."""
    _open(year)
    rows, form = ita.items(year), VerifyForm()
    if rows and form.validate_on_submit() and (day := form.verified_on.chosen):
        count = ita.verify(year, on=day, source=form.source.data or "", by=office.actor(), now=office.now())
        flash(_("บันทึกว่าตรวจกับคู่มือแล้ว %(n)s รายการ", n=count))
        return redirect(url_for("publishing.ita_year", year=year), 303)
    return render_template(
        "publishing/ita.html",
        year=year,
        tabs=_tabs(year, "publishing.ita_year"),
        items=rows,
        form=form,
        subjects={subject.value: subject.label for subject in Subject},
        others=[other for other in ita.years() if other != year],
        shipped=year >= FIRST,
    )


@bp.post("/ita/<int:year>/begin")
def ita_begin(year: int) -> ResponseReturnValue:
    """Begin a year: with the shipped set, or with the items of another year."""
    _open(year)
    other = request.form.get("other", type=row_number)
    given: dict[str, Any] = {"by": office.actor(), "now": office.now()}
    count = ita.copy(year, other, **given) if other else ita.begin(year, **given)
    if count:
        flash(_("เริ่มแล้ว %(n)s รายการ ตรวจกับคู่มือของปีก่อนใช้", n=count))
    return redirect(url_for("publishing.ita_year", year=year), 303)


@bp.route("/ita/<int:year>/new", methods=["GET", "POST"])
def ita_new(year: int) -> ResponseReturnValue:
    """Add an item."""
    _open(year)
    form = ItemForm(data={"position": ita.following(year)})
    if _saved(form, None, year):
        return redirect(url_for("publishing.ita_year", year=year), 303)
    return render_template("publishing/ita_item.html", year=year, item=None, form=form)


@bp.route("/ita/<int:year>/<int:number>", methods=["GET", "POST"])
def ita_one(year: int, number: int) -> ResponseReturnValue:
    """One item: its words, its links and files."""
    item = _item(year, number)
    form = ItemForm(obj=item)
    if _saved(form, item, year):
        return redirect(url_for("publishing.ita_year", year=year), 303)
    return _one(item, form=form)


@bp.post("/ita/<int:year>/<int:number>/link")
def ita_link(year: int, number: int) -> ResponseReturnValue:
    """Show an address for an item."""
    item, form = _item(year, number), LinkForm()
    if form.validate_on_submit():
        address = (form.address.data or "").strip()
        ita.add_link(item, label=form.label.data or "", address=address, by=office.actor(), now=office.now())
        return _back(item)
    return _one(item, link=form)


@bp.post("/ita/<int:year>/<int:number>/files")
def ita_files(year: int, number: int) -> ResponseReturnValue:
    """Show files for an item."""
    item, form = _item(year, number), FileForm()
    if form.validate_on_submit() and (files := form.accepted()):
        title = form.caption.data or ""
        for n, file in enumerate(files, start=1):
            label = f"{title} ({n})" if title and len(files) > 1 else title
            ita.add_file(item, label=label, accepted=file, by=office.actor(), now=office.now())
        return _back(item)
    return _one(item, file=form)


@bp.post("/ita/<int:year>/<int:number>/drop")
def ita_drop(year: int, number: int) -> ResponseReturnValue:
    """No longer show an address or a file."""
    item = _item(year, number)
    ita.drop_link(item, request.form.get("link", 0, type=int), by=office.actor(), now=office.now())
    return _back(item)


@bp.route("/ita/<int:year>/<int:number>/remove", methods=["GET", "POST"])
def ita_remove(year: int, number: int) -> ResponseReturnValue:
    """Take an item away with its files, after asking."""
    item = _item(year, number)
    if request.method == "GET":
        return render_template("publishing/ita_remove.html", item=item)
    code = item.code
    ita.remove(item, by=office.actor(), now=office.now())
    flash(_("นำรายการ %(code)s ออกแล้ว", code=code))
    return redirect(url_for("publishing.ita_year", year=year), 303)


@bp.get("/ita/<int:year>/checklist")
def ita_checklist_page(year: int) -> str:
    """What every item lacks, and where that is mended; printable."""
    lines = ita_checklist.checklist(year, office.now()) or abort(404)
    return render_template(
        "publishing/ita_checklist.html",
        year=year,
        label=fiscal_year(year).label(language()),
        tabs=[tab for tab in _tabs(year, "publishing.ita_checklist_page") if tab["there"]],
        lines=[(line.item, [missing(lack, office.member()) for lack in line.lacks]) for line in lines],
        count=Counter(line.ready for line in lines),
        unverified=sum(line.item.verified_on is None for line in lines),
    )


def _one(item: OitItem, *, form: ItemForm | None = None, link: LinkForm | None = None,
         file: FileForm | None = None) -> ResponseReturnValue:  # fmt: skip
    """The page of an item; a form that was not sent stands there empty, or as the row is."""
    page = render_template(
        "publishing/ita_item.html", year=item.fiscal_year, item=item, form=form or ItemForm(formdata=None, obj=item),
        link=link or LinkForm(formdata=None), file=file or FileForm(formdata=None), own=_own(item),
    )  # fmt: skip
    return page, 422 if link or file else 200


def _own(item: OitItem) -> Sequence[Link]:
    """What the product shows by itself for an item."""
    return seen(item, office.now()).links[: -len(item.links) or None]


def _saved(form: ItemForm, item: OitItem | None, year: int) -> bool:
    if not form.validate_on_submit():
        return False
    values = form.values()
    values["position"] = values["position"] or ita.following(year)
    try:
        ita.save(item, year, values, by=office.actor(), now=office.now())
    except Wrong as wrong:
        blame(form, wrong)
        return False
    flash(_("บันทึกแล้ว"))
    return True


def _back(item: OitItem) -> ResponseReturnValue:
    return redirect(url_for("publishing.ita_one", year=item.fiscal_year, number=item.id, _anchor="shown"), 303)


def _item(year: int, number: int) -> OitItem:
    item = ita.by_id(number)
    return item if item and item.fiscal_year == year else abort(404)


def _open(year: int) -> None:
    """A year with items, or one that may be begun: the running one, the next, and three before."""
    running = fiscal_year_of(office.today())
    if year not in ita.years() and not running - 3 <= year <= running + 1:
        abort(404)


def _tabs(year: int, endpoint: str) -> list[dict[str, object]]:
    running, there = fiscal_year_of(office.today()), ita.years()
    return [
        {"url": url_for(endpoint, year=one), "text": str(one), "current": one == year, "there": one in there}
        for one in sorted({*there, running, running + 1, year}, reverse=True)
    ]
