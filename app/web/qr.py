"""QR codes drawn into the page: the address of a case, to be opened with a telephone's camera."""

import segno
from flask import current_app
from markupsafe import Markup


def case_qr(token: str) -> Markup:
    """The code that opens a case's page."""
    return qr_svg(f"{current_app.config['PUBLIC_URL']}/t/{token}")


def qr_svg(address: str) -> Markup:
    """An address as an inline drawing, without style, script or size of its own."""
    code = segno.make_qr(address, error="m", mask=2)  # trying all eight masks costs five times as much
    return Markup(code.svg_inline(border=2, omitsize=True, svgclass="qr", lineclass=None))  # noqa: S704  (segno escapes)
