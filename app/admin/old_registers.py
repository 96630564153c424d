"""Registers from before this system: a file, its columns, every line checked, then taken as a whole or not at all."""

from dataclasses import asdict
from typing import Any

from flask import Response, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.admin.door import administrator, bp
from app.admin.forms import AskForm
from app.admin.old_faults import as_csv, fault_kinds, fault_words
from app.admin.old_forms import ColumnsForm, FileForm, TakeForm, columns_form
from app.domain import old_columns
from app.models import OldRegister
from app.services.administration.changes import Wrong
from app.services.old_registers import checking, loading, looking, taking
from app.services.old_registers.loading import LOADED, TAKEN
from app.web import office
from app.web.details import blame
from app.web.filters import number as number_words
from app.web.old_cells import as_read

BAD = 422
_PREVIEW = 5


@bp.route("/registers", methods=["GET", "POST"])
def old_registers() -> ResponseReturnValue:
    """All of them, and a form for another."""
    form = FileForm()
    if form.validate_on_submit() and form.book:
        register = loading.load(form.name.data or "", form.book, **_by())
        return redirect(url_for("admin.old_columns", register_id=register.id))
    page = render_template("admin/old_registers.html", form=form, rows=looking.every())
    return page, BAD if form.errors else 200


@bp.get("/registers/<int:register_id>")
def old_register(register_id: int) -> ResponseReturnValue:
    """Where it stands: being read, read, taken, undone."""
    register = _find(register_id)
    if register.state == LOADED and not register.mapping:
        return redirect(url_for("admin.old_columns", register_id=register.id))
    return _page(register, TakeForm(formdata=None))


@bp.route("/registers/<int:register_id>/columns", methods=["GET", "POST"], endpoint="old_columns")
def arrange_columns(register_id: int) -> ResponseReturnValue:
    """Say what the columns mean, with the first lines before one's eyes."""
    register = _find(register_id, LOADED)
    meanings, remembered = loading.columns(register)
    start = {f"column_{i}": meaning for i, meaning in enumerate(meanings)} | asdict(loading.choices(register))
    form: ColumnsForm = columns_form(register.headers)(data=start)
    if form.validate_on_submit():
        try:
            loading.arrange(register.id, form.meanings, form.chosen)
        except Wrong as wrong:
            blame(form, wrong)
        else:
            checking.go_on(register.id, now=office.now())
            return redirect(url_for("admin.old_register", register_id=register.id))
    looking.note_reading(register, **_by())
    first = looking.first_lines(register, _PREVIEW)
    page = render_template(
        "admin/old_columns.html", form=form, row=register, first=first, remembered=remembered, as_read=as_read
    )
    return page, BAD if form.errors or form.form_errors else 200


@bp.post("/registers/<int:register_id>/go-on")
def go_on_reading(register_id: int) -> ResponseReturnValue:
    """Read the next piece."""
    checking.go_on(_find(register_id).id, now=office.now())
    return redirect(url_for("admin.old_register", register_id=register_id))


@bp.post("/registers/<int:register_id>/take")
def take_old_register(register_id: int) -> ResponseReturnValue:
    """Take what was read, knowingly without the rest."""
    register, form = _find(register_id), TakeForm()
    if not form.validate_on_submit():
        return _page(register, form), BAD
    _read, unread = looking.counts(register)
    try:
        count = taking.take(register.id, left_out=unread if form.left_out.data else 0, **_by())
    except Wrong as wrong:
        blame(form, wrong)
        return _page(_find(register_id), form), BAD
    flash(_("นำเข้าแล้ว %(n)s บรรทัด", n=number_words(count)))
    return redirect(url_for("admin.old_register", register_id=register_id))


@bp.get("/registers/<int:register_id>/faulty.csv")
def faulty_lines(register_id: int) -> Response:
    """The lines that could not be read, with what is wrong, to be mended and sent again."""
    register = _find(register_id)
    looking.note_reading(register, **_by())
    content = as_csv(register, looking.faulty(register, page=None).lines)
    return Response(content, mimetype="text/csv", headers={"Content-Disposition": "attachment; filename=faulty.csv"})


@bp.route("/registers/<int:register_id>/<any('undo', 'discard'):act>", methods=["GET", "POST"])
def end_old_register(register_id: int, act: str) -> ResponseReturnValue:
    """Ask, then take a register out again, or throw a file away that was not taken."""
    register = _find(register_id, TAKEN if act == "undo" else LOADED)
    form = AskForm()
    if form.validate_on_submit():
        (taking.undo if act == "undo" else loading.discard)(register_id, **_by())
        flash(_("ถอนทะเบียนออกแล้ว") if act == "undo" else _("ทิ้งไฟล์แล้ว ไม่มีบรรทัดใดถูกนำเข้า"))
        return redirect(url_for("admin.old_registers"))
    count, _unread = looking.counts(register)
    return render_template("admin/end_old_register.html", form=form, row=register, act=act, count=count)


def _page(register: OldRegister, form: TakeForm) -> str:
    done = register.state != LOADED or checking.progress(register).done
    read, unread = looking.counts(register)
    kind = tuple(request.args.get("fault", "").split("-"))
    page = request.args.get("page", "1")
    number = max(1, int(page)) if page.isascii() and page.isdigit() and len(page) < 5 else 1
    leaf = looking.faulty(register, kind=(kind[0], kind[1]) if len(kind) == 2 else None, page=number) if done else None
    if leaf and leaf.lines:
        looking.note_reading(register, **_by())
    return render_template(
        "admin/old_register.html", row=register, form=form, done=done, read=read, unread=unread, leaf=leaf,
        passed=looking.read_so_far(register), kinds=fault_kinds(looking.faults(register)) if done else [],
        words=fault_words, columns=old_columns.COLUMNS, years=looking.years(register), page_number=number,
        more=bool(leaf and leaf.count > number * looking.FAULTY), chosen=request.args.get("fault", ""), as_read=as_read,
    )  # fmt: skip


def _find(register_id: int, state: str = "") -> OldRegister:
    register = looking.find(register_id)
    return register if register and state in {"", register.state} else abort(404)


def _by() -> dict[str, Any]:
    return {"by": administrator(), "now": office.now()}
