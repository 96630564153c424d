"""The link checker at the desk: which link on which page is broken, since when, and where it is mended."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.domain.links import Verdict
from app.publishing.door import PLACES, Place, bp
from app.services import links
from app.web import office
from app.web.ita import mender

PLACES.append(Place("publishing.links_page", _l("ตรวจลิงก์"), _l("ลิงก์ที่เสียในหน้าที่เผยแพร่ ตรวจให้ทุกคืน")))


@bp.get("/links")
def links_page() -> str:
    """What the last check found: broken ones first, then those of other sites, then a count of the rest."""
    rows = links.every()
    return render_template(
        "publishing/links.html",
        broken=[row for row in rows if row.verdict.broken],
        unasked=[row for row in rows if row.verdict is Verdict.UNASKED],
        good=sum(row.verdict is Verdict.GOOD for row in rows),
        asked_at=max((row.asked_at for row in rows), default=None),
        waiting=links.waiting(office.now()),
        mender=mender,
    )


@bp.post("/links")
def links_again() -> ResponseReturnValue:
    """Let the worker ask them all now instead of in the night."""
    links.ask_again(office.now())
    flash(_("กำลังตรวจ เปิดหน้านี้อีกครั้งในหนึ่งนาที"))
    return redirect(url_for("publishing.links_page"), 303)
