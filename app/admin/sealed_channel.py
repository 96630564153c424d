"""Setting up the corruption channel: who reads, the recovery key, the overseer. Of reports nothing is known here."""

import hashlib
from pathlib import Path

from flask import abort, current_app, flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.admin.door import administrator, bp
from app.admin.sealed_forms import KeepForm, RecoveryKeyForm
from app.services.sealed import office as sealed_office
from app.services.sealed import officers, preparation
from app.web import office
from app.web.guards import ask_password
from app.web.reauthentication import is_me

SCRIPT = "offline_key.py"


@bp.get("/sealed")
def sealed() -> str:
    """What is there, what is missing and why, in the order in which it is done."""
    return _page()


@bp.post("/sealed/key")
def sealed_key() -> ResponseReturnValue:
    """Put the public half of the recovery key in place; the private one is refused and not shown again."""
    form = RecoveryKeyForm()
    if not form.validate() or not is_me(office.member(), form.password):
        return _page(key=form)
    sealed_office.set_recovery_key(form.public_key, form.holder.data, by=administrator(), now=office.now())
    flash(_("ใส่กุญแจสำรองแล้ว เรื่องที่มาจากนี้เปิดได้ด้วยซองของ%(holder)s", holder=form.holder.data))
    return redirect(url_for("admin.sealed"))


@bp.post("/sealed/keep")
def sealed_keep() -> ResponseReturnValue:
    """How many years closed reports are kept."""
    form = KeepForm()
    if not form.validate():
        return _page(keep=form)
    ask_password()
    sealed_office.set_keep_years(form.years.data or 0, by=administrator(), now=office.now())
    flash(_("บันทึกแล้ว"))
    return redirect(url_for("admin.sealed"))


@bp.get(f"/sealed/{SCRIPT}")
def sealed_script() -> ResponseReturnValue:
    """The program that makes the recovery key, as it lies in docs/."""
    answer = make_response(_script() or abort(404))
    answer.headers["Content-Type"] = "text/x-python; charset=utf-8"
    answer.headers["Content-Disposition"] = f"attachment; filename={SCRIPT}"
    return answer


def _page(key: RecoveryKeyForm | None = None, keep: KeepForm | None = None) -> str:
    people, public, script = preparation.people(), sealed_office.recovery_key(), _script()
    return render_template(
        "admin/sealed.html",
        readers=[person for person in people if not person.overseer],
        overseers=[person for person in people if person.overseer],
        readiness=sealed_office.readiness(),
        fingerprint=officers.fingerprint(public) if public else "",
        holder=sealed_office.recovery_holder(),
        digest=hashlib.sha256(script).hexdigest() if script else "",
        key=key or RecoveryKeyForm(formdata=None),
        keep=keep or KeepForm(formdata=None, data={"years": sealed_office.keep_years()}),
        open_key=key is not None or request.args.get("key") == "new",
    )


def _script() -> bytes:
    place = Path(current_app.root_path).parent / "docs" / SCRIPT
    return place.read_bytes() if place.is_file() else b""
