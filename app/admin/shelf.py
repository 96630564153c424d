"""One pattern for every list: the rows, a form that adds one, and the same form on the page of a row."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.admin.door import bp
from app.services.administration import affected
from app.services.administration.changes import Wrong
from app.web.details import blame


@dataclass(frozen=True, slots=True)
class Shelf:
    """A list. ``save(row, form)`` writes one row (None: a new one) and may raise ``Wrong``.

    ``start(row)`` is what the form shows first; ``template`` writes the columns of a row and the fields of the form.
    """

    name: str
    form: Callable[..., Any]
    rows: Callable[[], Iterable[Any]]
    find: Callable[[int], Any]
    save: Callable[[Any, Any], None]
    start: Callable[[Any], dict[str, Any]]


def put_up(shelf: Shelf) -> None:
    """Hang a list into the door: ``/admin/NAME`` and ``/admin/NAME/<id>``."""

    def listed() -> ResponseReturnValue:
        return _page(shelf, None)

    def one(row_id: int) -> ResponseReturnValue:
        row = shelf.find(row_id)
        return _page(shelf, row) if row else abort(404)

    bp.add_url_rule(f"/{shelf.name}", shelf.name, listed, methods=["GET", "POST"])
    bp.add_url_rule(f"/{shelf.name}/<int:row_id>", f"{shelf.name}_one", one, methods=["GET", "POST"])


def _page(shelf: Shelf, row: Any) -> ResponseReturnValue:
    form = shelf.form(data=shelf.start(row))
    if form.validate_on_submit():
        try:
            shelf.save(row, form)
        except Wrong as wrong:
            blame(form, wrong)
        else:
            flash(_("บันทึกแล้ว"))
            return redirect(url_for(f"admin.{shelf.name}"))
    return render_template(
        f"admin/{shelf.name}.html", form=form, row=row, rows=[] if row else list(shelf.rows()),
        shelf_name=shelf.name, open_cases=affected.open_cases(shelf.name, row),
    )  # fmt: skip


def columns(*names: str) -> Callable[[Any], dict[str, Any]]:
    """What a form starts with: these columns of the row; a new row is in use and otherwise empty."""

    def start(row: Any) -> dict[str, Any]:
        return {name: getattr(row, name) for name in names} if row else {"active": True}

    return start
