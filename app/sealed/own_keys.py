"""An officer's own key: making it, unlocking, locking, and what to do when something about it is lost or stolen."""

from flask import flash, jsonify, make_response, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from werkzeug.exceptions import NotFound, TooManyRequests

from app.domain.sealed import Position
from app.domain.sealed_titles import place_of
from app.sealed import door
from app.sealed.key_forms import EnrolForm, PassphraseForm, PutAwayForm, RecoverForm, UnlockForm
from app.services.sealed import limits, officers, passphrases, sessions
from app.services.sealed.officers import Enrolment
from app.services.sealed.passphrases import BadPassphrase, WrongSecret
from app.web import office


def enrol() -> ResponseReturnValue:
    """The first visit: a pair of keys, and a recovery code that is shown once."""
    return _enrol(stolen=False)


def stolen() -> ResponseReturnValue:
    """Somebody else knows the passphrase or has the key: another pair, at once; colleagues then renew the reports."""
    if officers.of(office.member()) is None:
        return redirect(url_for("sealed.enrol"))
    return _enrol(stolen=True)


def _enrol(*, stolen: bool) -> ResponseReturnValue:
    member = office.member()
    old = officers.of(member)
    form, replacing = EnrolForm(data={"position": old.position if old else ""}), old is not None
    if form.validate_on_submit():
        place, phrase = Position(form.position.data), form.passphrase.data or ""
        if replacing and not form.replace.data:
            form.replace.errors = [gettext("ทำเครื่องหมายว่าเข้าใจแล้วก่อน")]
        else:
            try:
                return _shown_once(officers.enrol(member, place, phrase, now=office.now(), stolen=stolen))
            except BadPassphrase as bad:
                form.passphrase.errors = [gettext(str(bad))]
    fixed = place_of(member.position, Position.CENTRE)
    shown = fixed if fixed is not Position.CENTRE else None
    return render_template("sealed/enrol.html", form=form, fixed=shown, replacing=replacing, stolen=stolen)


def unlock() -> ResponseReturnValue:
    """The passphrase opens the door of this browser for a while, and leads to the page that was asked for."""
    member = office.member()
    if officers.of(member) is None:
        return redirect(url_for("sealed.enrol"))
    form, status = UnlockForm(), 200
    if form.validate_on_submit():
        token, status = door.try_passphrase(member, form.passphrase)
        if token:
            wanted = session.pop(door.WANTED, "")
            place = wanted if wanted.startswith(door.PATH) else url_for("sealed.inbox")
            return door.hand_over(make_response(redirect(place)), token)
    return render_template("sealed/unlock.html", form=form, sample=officers.is_sample()), status


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
            return _shown_once(made)
    return render_template("sealed/recover.html", form=form)


def new_code() -> ResponseReturnValue:
    """The recovery code was lost or seen: another one, for the passphrase."""
    form, status = PassphraseForm(), 200
    if form.validate_on_submit():
        token, status = door.try_passphrase(office.member(), form.passphrase)
        if token:
            sessions.close(token)
            mine = door.here().officer
            return _shown_once(officers.new_code(mine, form.passphrase.data or "", now=office.now()))
    return render_template("sealed/new_code.html", form=form), status


def put_away() -> ResponseReturnValue:
    """Nobody goes on before the recovery code stands on paper."""
    officer, form = officers.of(office.member()), PutAwayForm()
    code = form.code.data or ""
    if officer is None:
        raise NotFound
    try:
        passphrases.unwrap_by_code(officer, code)
    except WrongSecret:  # an old page: another code has come since
        return redirect(url_for("sealed.inbox"))
    typed = passphrases.plain_code(form.last_four.data or "")
    if not form.validate() or typed != passphrases.plain_code(code)[-4:]:
        form.last_four.errors = form.last_four.errors or [gettext("ไม่ตรงกับสี่ตัวท้าย ดูจากกระดาษแล้วพิมพ์อีกครั้ง")]
        return render_template("sealed/recovery_code.html", code=code, officer=officer, form=form)
    flash(gettext("เก็บรหัสกู้คืนไว้ในที่ล็อก แยกจากวลีลับ"))
    return redirect(url_for("sealed.inbox"))


def _shown_once(made: Enrolment) -> str:
    form = PutAwayForm(formdata=None, data={"code": made.recovery_code})
    return render_template("sealed/recovery_code.html", code=made.recovery_code, officer=made.officer, form=form)


def lock() -> ResponseReturnValue:
    """Shut the door of this browser now."""
    sessions.close(request.cookies.get(door.COOKIE, ""))
    return door.take_back(make_response(redirect(url_for("sealed.unlock"))))


def stay() -> ResponseReturnValue:
    """Somebody is still there: coming here has kept the door open; the script is told for how many seconds."""
    until = door.here().until
    left = int((until - office.now()).total_seconds()) if until else 0
    return jsonify(left=left) if request.accept_mimetypes.best == "application/json" else redirect(door.PATH)
