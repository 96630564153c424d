"""How each role works with this system: a page for the screen, two sheets for the wall, open to all staff."""

from flask import Blueprint, Response, abort, render_template

from app.domain.role_guides import GUIDES, RoleGuide
from app.renderers import PrinterMissing, print_role_guide
from app.web import filters, guards, office
from app.web.howto import own_first

guides_bp = Blueprint("guides", __name__, url_prefix="/staff/guide")
guides_bp.before_request(guards.staff_only())


@guides_bp.get("")
def every() -> str:
    """All guides, one's own first."""
    return render_template("accounts/guides.html", guides=own_first(office.member()))


@guides_bp.get("/<role>")
def one(role: str) -> str:
    """One guide."""
    return render_template("accounts/guide.html", guide=_find(role))


@guides_bp.get("/<role>.pdf")
def printed(role: str) -> Response:
    """The same on paper."""
    guide, present = _find(role), office.office() or abort(404)
    day = f"พิมพ์เมื่อ {filters.day(office.now(), 'long')}"
    try:
        content = print_role_guide(guide, office=present.name, phone=filters.phone(present.phone), day=day)
    except PrinterMissing:
        abort(503)
    heads = {"Content-Disposition": f"inline; filename=guide-{guide.slug}.pdf"}
    return Response(content, mimetype="application/pdf", headers=heads)


def _find(role: str) -> RoleGuide:
    return GUIDES.get(role) or abort(404)
