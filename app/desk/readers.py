"""Who opened a case, and when: for management. What stands in the case is not on this page."""

from flask import abort, render_template, request

from app.desk.door import bp, known
from app.domain.workflow import Role
from app.services.administration import trail
from app.web import office
from app.web.requests import row_number


@bp.get("/tickets/<reference>/readers")
def readers(reference: str) -> str:
    """Newest first, fifty at a time."""
    if Role.MANAGEMENT not in office.member().roles:
        abort(404)
    case, before = known(reference), request.args.get("before", type=row_number)
    lines, older = trail.readers(case.reference, before)
    return render_template("desk/readers.html", ticket=case, lines=lines, older=older, newest=before is None)
