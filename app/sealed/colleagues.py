"""Readers and their keys: vouching for a colleague, giving them everything again, dropping those who left."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, ngettext
from werkzeug.exceptions import NotFound

from app.models import SealedOfficer
from app.sealed import door
from app.sealed.key_forms import FingerprintForm, GrantForm
from app.services.sealed import granting, officers, sharing
from app.services.sealed import office as sealed_office
from app.services.sealed.officers import WrongFingerprint
from app.web import office


def readers() -> ResponseReturnValue:
    """Who may be given keys, who waits to be confirmed, and what the channel still lacks."""
    return _page()


def confirm() -> ResponseReturnValue:
    """Vouch for a colleague who read their key's fingerprint out from their own screen."""
    form = FingerprintForm()
    officer = _colleague(form)
    if not compared(form, officer):
        return _page(form)
    officers.confirm(officer, by=door.here().officer, now=office.now())
    flash(gettext("ยืนยันกุญแจของ %(name)s แล้ว", name=officer.staff.name))
    return redirect(url_for("sealed.readers"))


def grant_all() -> ResponseReturnValue:
    """Give a colleague with a new key everything that I can open and they may read."""
    form = FingerprintForm()
    officer = _colleague(form)
    if not compared(form, officer):
        return _page(form)
    name = officer.staff.name
    try:
        given = granting.grant_all(door.here(), officer.id, now=office.now())
    except sharing.NotEligible as refused:
        raise NotFound from refused
    words = ngettext("ให้กุญแจ %(name)s แล้ว %(num)s เรื่อง", "ให้กุญแจ %(name)s แล้ว %(num)s เรื่อง", given, name=name)
    flash(words if given else gettext("%(name)s มีกุญแจของทุกเรื่องที่อ่านได้อยู่แล้ว", name=name))
    return redirect(url_for("sealed.readers"))


def renew() -> ResponseReturnValue:
    """New keys for my reports: for those that a former reader still opens, or, with ``every``, for all of them."""
    verb = granting.renew_all if request.form.get("every") else granting.renew
    changed = verb(door.here(), now=office.now())
    flash(ngettext("เปลี่ยนกุญแจแล้ว %(num)s เรื่อง", "เปลี่ยนกุญแจแล้ว %(num)s เรื่อง", changed))
    return redirect(url_for("sealed.readers"))


def compared(form: FingerprintForm | GrantForm, officer: SealedOfficer) -> bool:
    """Whether what was typed is the name of this officer's key; if not, the reason stands beside the field."""
    if not form.validate():
        return False
    try:
        officers.compare(officer, form.fingerprint.data or "", by=door.here().officer, now=office.now())
    except WrongFingerprint:
        form.fingerprint.errors = [gettext("ไม่ตรงกับกุญแจของเขา ให้อ่านใหม่ทีละกลุ่ม ถ้ายังไม่ตรง อย่ายืนยัน")]
        return False
    return True


def _colleague(form: FingerprintForm) -> SealedOfficer:
    officer = officers.by_id(form.officer.data or "")
    if officer is None or officer.id == door.here().officer.id:
        raise NotFound
    return officer


def _page(wrong: FingerprintForm | None = None) -> str:
    me, trusted = door.here().officer, {officer.id for officer in officers.trusted()}
    colleagues = [officer for officer in officers.enrolled() if officer.id != me.id]
    return render_template(
        "sealed/readers.html",
        me=me,
        my_fingerprint=officers.fingerprint(me.public_key),
        colleagues=[(officer, _form(officer, wrong)) for officer in colleagues],
        trusted=trusted,
        is_reader=officers.is_reader,
        stale=sharing.stale(door.here()),
        readiness=sealed_office.readiness(),
        wrong=wrong,
    )


def _form(officer: SealedOfficer, wrong: FingerprintForm | None) -> FingerprintForm:
    mine = wrong is not None and wrong.officer.data == officer.id
    form = wrong if wrong is not None and mine else FingerprintForm(formdata=None, data={"officer": officer.id})
    form.fingerprint.id = f"fingerprint-{officer.id[:8]}"
    return form
