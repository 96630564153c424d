"""The list of houses that goes with a group request on paper (บัญชีแนบท้าย): the usual columns, and nothing more."""

from collections.abc import Sequence

from flask import abort, render_template
from flask.typing import ResponseReturnValue

from app.desk.door import bp, opened
from app.models import WaterPoint

ROWS = 33


@bp.get("/tickets/<reference>/roster")
def roster(reference: str) -> ResponseReturnValue:
    """The houses on A4, 33 on a page, with room for signatures."""
    case = opened(reference)
    if case.emptied or not case.points:
        abort(404)
    return render_template(
        "desk/roster.html", ticket=case, pages=_pages(case.points), houses=len(case.points),
        persons=sum(point.persons for point in case.points), litres=sum(point.litres for point in case.points),
    )  # fmt: skip


def _pages(points: Sequence[WaterPoint]) -> list[Sequence[WaterPoint]]:
    return [points[start : start + ROWS] for start in range(0, len(points), ROWS)]
