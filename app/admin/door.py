"""The blueprint itself and who passes: administrators, with the second step that their keys are worth."""

from dataclasses import replace

from flask import Blueprint, current_app, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.domain.workflow import Role
from app.services.actors import Actor
from app.web import guards, office

bp = Blueprint("admin", __name__, url_prefix="/admin")
bp.before_request(guards.staff_only(Role.ADMINISTRATOR))


@bp.before_request
def with_second_step() -> ResponseReturnValue | None:
    """An administrator can become anybody, so a password is not enough; an office of sample people asks for none."""
    present = office.office()
    sample = present is not None and present.sample
    if office.member().totp_secret or sample or not current_app.config["REQUIRE_TOTP_ADMINISTRATOR"]:
        return None
    flash(_("ผู้ดูแลระบบต้องเปิดการยืนยันสองขั้นก่อน"), "waiting")
    return redirect(url_for("account.second", next=request.path if request.method == "GET" else None))


def administrator() -> Actor:
    """Who acts, as an administrator whatever else they are."""
    return replace(office.actor(), roles=frozenset({Role.ADMINISTRATOR}))
