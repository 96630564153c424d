"""Service manuals in public: in force, before and to come, on the screen and on paper."""

from collections.abc import Callable
from io import BytesIO

from flask import Blueprint, abort, current_app, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue

from app.domain.guide import Guide
from app.models import Manual
from app.renderers import PrinterMissing, print_manual, print_poster
from app.services import manuals
from app.services import services as defined
from app.services.manual_document import guide as written
from app.web import manuals as pages
from app.web import office
from app.web.qr import qr_svg


def add_to(bp: Blueprint) -> None:
    """Open the pages of manuals."""
    bp.add_url_rule("/services/", "services", services)
    bp.add_url_rule("/services/<service>", "service", service)
    bp.add_url_rule("/services/<service>/versions/<int:version>", "version", version)
    bp.add_url_rule("/services/<service>/manual.pdf", "manual_pdf", manual_pdf)
    bp.add_url_rule("/services/<service>/poster.pdf", "manual_poster", manual_poster)


def services() -> str:
    """Every service of which a manual is in force: those with a form here, then the others."""
    found = manuals.all_in_force(office.today())
    online = [manual for manual in found if pages.is_online(manual.service)]
    others = [manual for manual in found if manual not in online]
    own = {service.slug: service for service in defined.every()}
    return render_template("front/services.html", online=online, others=others, own_services=own)


def service(service: str) -> str:
    """The manual of one service, the same row that the officer's clock keeps; ``?paper`` is for printing."""
    return _page(_in_force(service), paper="paper" in request.args)


def version(service: str, version: int) -> str:
    """One version, before, now or to come, with what it changed."""
    found = next((m for m in manuals.versions(service) if m.version == version), None)
    return _page(found or abort(404), old=True)


def manual_pdf(service: str) -> ResponseReturnValue:
    """The manual in force as a PDF."""
    manual = _in_force(service)
    return _sent(manual, print_manual, f"{manual.title}.pdf")


def manual_poster(service: str) -> ResponseReturnValue:
    """The manual in force as a poster for the wall."""
    manual = _in_force(service)
    return _sent(manual, lambda paper: print_poster(paper, qr_svg(paper.address)), f"{manual.title} (โปสเตอร์).pdf")


def _page(manual: Manual, *, paper: bool = False, old: bool = False) -> str:
    versions = manuals.versions(manual.service)
    before = next((m for m in versions if m.version < manual.version), None)
    changed = pages.changes(before, manual) if old and before else []
    return render_template(
        "front/service.html", manual=manual, paper=paper, old=old, before=before, changed=changed,
        versions=versions, in_force=manuals.in_force(manual.service, office.today()), today=office.today(),
        forms=pages.forms(manual), start=pages.start_url(manual.service),
    )  # fmt: skip


def _sent(manual: Manual, printed: Callable[[Guide], bytes], name: str) -> ResponseReturnValue:
    try:
        body = printed(_written(manual))
    except PrinterMissing as missing:
        return render_template("front/printer_missing.html", manual=manual, reason=str(missing)), 503
    return send_file(BytesIO(body), mimetype="application/pdf", download_name=name, max_age=0)


def _written(manual: Manual) -> Guide:
    present = office.office() or abort(404)
    address = current_app.config["PUBLIC_URL"] + url_for("front.service", service=manual.service)
    online = pages.is_online(manual.service)
    return written(manual, present, address=address, online=online, today=office.today())


def _in_force(service: str) -> Manual:
    return manuals.in_force(service, office.today()) or abort(404)
