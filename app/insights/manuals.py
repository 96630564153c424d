"""Service manuals for the manager: which are in force, in how many versions, and how each version was kept."""

from flask import render_template

from app.insights.management import bp
from app.services import manual_figures, manuals
from app.web import office


@bp.get("/manuals")
def kept_manuals() -> str:
    """Every version in force, and every one that has received a case, with the cases closed in time."""
    today = office.today()
    figures = {(f.service, f.version): f for f in manual_figures.every()}
    in_force = manuals.all_in_force(today)
    rows = [
        (manual, manual in in_force, figures.get((manual.service, manual.version)))
        for current in in_force
        for manual in manuals.versions(current.service)
        if manual.effective_on <= today
    ]
    return render_template("insights/manuals.html", rows=rows, count=len(in_force), today=today)
