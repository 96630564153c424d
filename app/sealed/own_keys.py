"""An officer's own key: making it, unlocking, recovering, locking; and vouching for a colleague's."""

from flask import make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from werkzeug.exceptions import NotFound, ServiceUnavailable, TooManyRequests

from app.domain.sealed import Position
from app.sealed import door
from app.sealed.forms import EnrolForm, RecoverForm, UnlockForm
from app.services.sealed import keys, limits, officers, sessions
from app.services.sealed import office as sealed_office
from app.services.sealed.passphrases import BadPassphrase, WrongSecret
from app.web import office


def enrol() -> ResponseReturnValue:
    """The first visit: a pair of keys, and a recovery code that is shown once."""
    member = office.member()
    form = EnrolForm()
    replacing = officers.of(member) is not None
    if form.validate_on_submit() and (form.replace.data or not replacing):
        try:
            made = officers.enrol(member, Position(form.position.data), form.passphrase.data or "", now=office.now())
        except BadPassphrase as bad:
            form.passphrase.errors = [gettext(str(bad))]
        else:
            return render_template("sealed/recovery_code.html", code=made.recovery_code, officer=made.officer)
    fixed = officers.position_of(member, Position.CENTRE)
    shown = fixed if fixed is not Position.CENTRE else None
    return render_template("sealed/enrol.html", form=form, fixed=shown, replacing=replacing)


def unlock() -> ResponseReturnValue:
    """The passphrase opens the door of this browser for a while."""
    member = office.member()
    if officers.of(member) is None:
        return redirect(url_for("sealed.enrol"))
    form = UnlockForm()
    if form.validate_on_submit():
        try:
            token = sessions.unlock(member, form.passphrase.data or "", now=office.now())
        except WrongSecret:
            form.passphrase.errors = [gettext("วลีลับไม่ถูกต้อง")]
        except limits.TooMany as many:
            raise TooManyRequests from many
        except keys.Busy as busy:
            raise ServiceUnavailable from busy
        else:
            return door.hand_over(make_response(redirect(url_for("sealed.inbox"))), token)
    return render_template("sealed/unlock.html", form=form, sample=officers.is_sample())


def recover() -> ResponseReturnValue:
    """A forgotten passphrase: the recovery code gives a new one, and is used up."""
    officer = officers.of(office.member())
    if officer is None:
        return redirect(url_for("sealed.enrol"))
    form = RecoverForm()
    if form.validate_on_submit():
        who = f"recover {officer.staff_id}"
        try:
            limits.check(who, now=office.now())
            made = officers.recover(officer, form.code.data or "", form.passphrase.data or "", now=office.now())
        except BadPassphrase as bad:
            form.passphrase.errors = [gettext(str(bad))]
        except WrongSecret:
            limits.count(who, now=office.now())
            form.code.errors = [gettext("รหัสกู้คืนไม่ถูกต้อง")]
        except limits.TooMany as many:
            raise TooManyRequests from many
        else:
            sessions.close_all(office.member())
            return render_template("sealed/recovery_code.html", code=made.recovery_code, officer=made.officer)
    return render_template("sealed/recover.html", form=form)


def lock() -> ResponseReturnValue:
    """Shut the door of this browser now."""
    sessions.close(request.cookies.get(door.COOKIE, ""))
    return door.take_back(make_response(redirect(url_for("sealed.unlock"))))


def readers() -> ResponseReturnValue:
    """Who may be given keys, who waits to be confirmed, and what the channel still lacks."""
    return render_template(
        "sealed/readers.html",
        officers=officers.enrolled(),
        trusted={officer.id for officer in officers.trusted()},
        fingerprint=officers.fingerprint,
        me=door.here().officer,
        readiness=sealed_office.readiness(),
    )


def confirm() -> ResponseReturnValue:
    """Vouch for a colleague."""
    officer = officers.by_id(request.form.get("officer", ""))
    if officer is None or officer.id == door.here().officer.id:
        raise NotFound
    officers.confirm(officer, by=door.here().officer, now=office.now())
    return redirect(url_for("sealed.readers"))
