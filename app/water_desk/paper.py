"""The delivery sheet on A4: houses in driving order, a line for each signature, the driver's own link as a QR code."""

from flask import current_app, render_template
from flask.typing import ResponseReturnValue

from app.domain import water
from app.domain.houses import landmark
from app.models import WaterPoint
from app.water_desk.door import bp, opened
from app.web.qr import qr_svg


@bp.get("/<int:round_id>/sheet")
def sheet(round_id: int) -> ResponseReturnValue:
    """The sheet of one round."""
    held = opened(round_id)
    address = f"{current_app.config['PUBLIC_URL']}/r/{held.token}"
    return render_template(
        "water_desk/sheet.html", held=held, address=address, qr=qr_svg(address), road=road, landmark=landmark
    )


def road(point: WaterPoint) -> tuple[str, int | None]:
    """How the truck gets there (Thai msgid), and how many metres of hose."""
    said = point.ticket.details
    return water.ROADS.get(str(said.get("road") or ""), ""), said.get("hose")
