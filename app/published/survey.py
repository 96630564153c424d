"""Followed invitations to the EIT survey: counted by day, channel and place, then led on to the year's own address.

No cookie, no case, no identifier. Told apart are only GET and HEAD: somebody who opens the link twice, a program that
fetches it for a preview, and a resident count alike.
"""

from flask import abort, redirect, render_template, request
from flask.typing import ResponseReturnValue

from app.domain.survey import Place, Window
from app.published.door import bp
from app.services import surveys
from app.services.administration import campaigns
from app.web import office


@bp.get("/eit/<int(min=2560, max=2700):fiscal_year>/<channel>/<place>")
def survey(fiscal_year: int, channel: str, place: str) -> ResponseReturnValue:
    """Count and lead on; before and after the window, say when it is or was."""
    stands = next((one for one in Place if one == place), None)
    if stands is None or not surveys.leads_anywhere(channel, stands):
        abort(404)
    campaign = campaigns.find(fiscal_year) or abort(404)
    window, today = Window(campaign.opens_on, campaign.closes_on), office.today()
    if not window.is_open(today):
        return render_template("published/survey_closed.html", campaign=campaign, coming=window.opens_on > today)
    if request.method == "GET":
        surveys.follow(fiscal_year, channel, stands, today)
    return redirect(campaign.address)
