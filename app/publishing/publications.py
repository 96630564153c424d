"""Publications at the desk: list, write, files, look, publish, withdraw. What is written here nobody sees unasked."""

from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.domain.periods import BadPeriod, Period, fiscal_year, fiscal_year_of, parse_period
from app.domain.publications import Heading
from app.domain.questions import personal
from app.models import Publication, PublicationFile
from app.publishing.door import PLACES, Place, bp
from app.publishing.publication_forms import AskForm, FilesForm, WordsForm
from app.publishing.publication_table import rows, years
from app.services import publications, publishing
from app.web import files, office
from app.web.publications import seen
from app.web.requests import row_number

PLACES.append(Place("publishing.publications_list", _l("ข่าวและประกาศ"), _l("เผยแพร่ตาม 8 หัวข้อของมาตรการที่ 5")))


@bp.get("/publications/")
def publications_list() -> str:
    """Drafts, what there is by heading and month, and the publications of the period."""
    period, heading = _period(), _heading()
    year = fiscal_year(fiscal_year_of(period.start))
    return render_template(
        "publishing/publications.html",
        drafts=publications.drafts(),
        table=rows(year, office.today()),
        years=years(year, office.today()),
        period=period,
        heading=heading,
        page=publications.desk_page(period, heading=heading, after=request.args.get("after", type=row_number)),
    )


@bp.route("/publications/new", methods=["GET", "POST"])
def publication_new() -> ResponseReturnValue:
    """Write one: a draft, that nobody outside sees."""
    form = WordsForm.of()
    if form.validate_on_submit():
        begun = publishing.begin(form.words(), by=office.actor(), now=office.now())
        return _to("publication_files", begun)
    return _words(form, None)


@bp.route("/publications/<int:number>/edit", methods=["GET", "POST"])
def publication_edit(number: int) -> ResponseReturnValue:
    """Write it anew; what is public changes at once."""
    found = _found(number)
    form = WordsForm.of(found)
    if form.validate_on_submit():
        try:
            publishing.change(found, form.words(), seen=_moment(form), by=office.actor(), now=office.now())
        except publishing.Changed:
            now = _("มีคนแก้เรื่องนี้หลังจากคุณเปิดหน้านี้ สิ่งที่คุณพิมพ์ยังอยู่ เปิดเรื่องในอีกหน้าหนึ่งดูว่าแก้อะไร แล้วกดบันทึกอีกครั้งถ้าต้องการใช้ข้อความนี้")
            form.form_errors.append(now)
            form.seen.data = found.changed_at.isoformat()
        else:
            return _to("publication_look" if found.published_at else "publication_files", found)
    return _words(form, found)


@bp.route("/publications/<int:number>/files", methods=["GET", "POST"])
def publication_files(number: int) -> ResponseReturnValue:
    """Its files, kept as soon as they arrive; each picture needs words before it is shown."""
    found = _found(number)
    form = FilesForm.of(found.files)
    if request.method == "POST":
        good, gone = form.validate(), request.form.getlist("remove", type=int)
        left = [file for file in found.files if file.id not in gone]
        _keep(found, form, left, gone)
        if good and "next" not in request.form:
            return _to("publication_files", found)
        form = FilesForm.of(found.files).blame(form)
        if good and not form.blame_undescribed(found.files):
            return _to("publication_look", found)
    page = render_template("publishing/publication_files.html", form=form, item=found, files=found.files)
    return page, 422 if request.method == "POST" else 200


def _keep(found: Publication, form: FilesForm, left: Sequence[PublicationFile], gone: Sequence[int]) -> None:
    """Take away what was ticked, write what was said of the others, keep the new ones."""
    by, now = office.actor(), office.now()
    written = form.descriptions(left)
    publishing.drop_files(found, gone, by=by, now=now)
    publishing.describe(found, written, by=by, now=now)
    new = publishing.add_files(found, form.files.accepted, by=by, now=now)
    if new:
        flash(_("เก็บไฟล์ใหม่แล้ว %(n)s ไฟล์", n=new))


@bp.get("/publications/<int:number>")
def publication_look(number: int) -> str:
    """As the public sees it, or would see it; and what can be done with it."""
    found = _found(number)
    shown = seen(found, _address)
    missing = [file for file in found.files if publications.is_picture(file) and not file.description]
    of_somebody = [] if found.published_at else personal(f"{found.title}\n{found.body}")
    return render_template(
        "publishing/publication.html", item=found, seen=shown, missing=missing, form=AskForm(), personal=of_somebody
    )


@bp.get("/publications/<int:number>/files/<int:file>")
def publication_file(number: int, file: int) -> ResponseReturnValue:
    """A file of it, before anybody else sees it."""
    kept = next((one.attachment for one in _found(number).files if one.id == file), None)
    return files.picture(kept or abort(404))


@bp.post("/publications/<int:number>/publish")
def publication_publish(number: int) -> ResponseReturnValue:
    """Show it to everyone."""
    found = _found(number)
    try:
        publishing.publish(found, by=office.actor(), now=office.now())
    except publishing.Empty:
        flash(_("ยังเผยแพร่ไม่ได้ ใส่เนื้อหาหรือแนบไฟล์อย่างน้อยหนึ่งอย่างก่อน"), "waiting")
    except publishing.NotDescribed:
        flash(_("ยังเผยแพร่ไม่ได้ มีรูปที่ยังไม่ได้เขียนว่าแสดงอะไร"), "waiting")
        return _to("publication_files", found)
    else:
        flash(_("เผยแพร่แล้ว"))
    return _to("publication_look", found)


@bp.route("/publications/<int:number>/withdraw", methods=["GET", "POST"])
def publication_withdraw(number: int) -> ResponseReturnValue:
    """Take it off the public pages, after asking."""
    found, form = _found(number), AskForm()
    if found.published_at is None:
        abort(404)
    if form.validate_on_submit():
        publishing.withdraw(found, by=office.actor(), now=office.now())
        flash(_("ถอนออกจากหน้าประชาชนแล้ว"))
        return _to("publication_look", found)
    return render_template("publishing/publication_withdraw.html", item=found, form=form)


@bp.post("/publications/<int:number>/bring-back")
def publication_bring_back(number: int) -> ResponseReturnValue:
    """Show it again."""
    found = _found(number)
    publishing.bring_back(found, by=office.actor(), now=office.now())
    flash(_("กลับมาเผยแพร่แล้ว"))
    return _to("publication_look", found)


@bp.route("/publications/<int:number>/discard", methods=["GET", "POST"])
def publication_discard(number: int) -> ResponseReturnValue:
    """Throw a draft away, after asking."""
    found, form = _found(number), AskForm()
    if found.published_at is not None:
        abort(404)
    if form.validate_on_submit() and publishing.discard(found, by=office.actor(), now=office.now()):
        flash(_("ทิ้งร่างแล้ว"))
        return redirect(url_for("publishing.publications_list"), 303)
    return render_template("publishing/publication_discard.html", item=found, form=form)


def _words(form: WordsForm, found: Publication | None) -> ResponseReturnValue:
    page = render_template("publishing/publication_words.html", form=form, item=found)
    return page, 422 if request.method == "POST" else 200


def _found(number: int) -> Publication:
    return publications.find(number) or abort(404)


def _to(endpoint: str, publication: Publication) -> ResponseReturnValue:
    return redirect(url_for(f"publishing.{endpoint}", number=publication.id), 303)


def _address(file: PublicationFile) -> str:
    return url_for("publishing.publication_file", number=file.publication_id, file=file.id)


def _moment(form: WordsForm) -> datetime:
    with suppress(ValueError):
        return datetime.fromisoformat(form.seen.data or "")
    raise publishing.Changed


def _period() -> Period:
    try:
        return parse_period(request.args.get("period", ""))
    except BadPeriod:
        return fiscal_year(fiscal_year_of(office.today()))


def _heading() -> Heading | None:
    asked = request.args.get("heading", "")
    return Heading(asked) if asked in {str(heading) for heading in Heading} else None
