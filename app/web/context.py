"""What every template knows without being told: who we are, who is at the desk, which language, what time it is."""

from typing import Any

from flask import Flask, g, request

from app.domain.replies import LANGUAGES
from app.models import Office
from app.services import space
from app.web import buttons, howto, menu, office, qr, signboard, standings, villages, working_day
from app.web.signboard import Sign
from app.web.words import direction, lang_url, language, offered

# Addresses whose pages show queues, figures or reports and therefore need the second style sheet.
AT_DESK = ("/staff", "/management", "/admin", "/statistics", "/reports", "/ita")


def init_app(app: Flask) -> None:
    """Offer the names to every template."""
    app.context_processor(_names)
    app.jinja_env.globals.update(lang_url=lang_url, written_in=LANGUAGES)
    app.jinja_env.globals.update(takes_files=space.takes_files, no_files=space.NO_FILES)
    app.jinja_env.filters.update(seen=standings.seen, promised=standings.promised, duration=standings.duration)
    app.jinja_env.filters.update(act=buttons.act, village_name=villages.village_name, qr=qr.qr_svg)


def without_database() -> None:
    """From here to the end of this request pages do without the database: it is what failed."""
    g.without_database = True
    g.member = None
    g.shown_office = signboard.read()


def _names() -> dict[str, Any]:
    shown = _office()
    member = office.signed_in()
    return {
        "office": shown,
        "member": member,
        "signed_in_until": working_day.until() if member else None,
        "menu": menu.for_member(member),
        "howto": howto.address(member, request.path) if member else "",
        "lang": language(),
        "direction": direction(language()),
        "languages": offered(),
        "now": office.now(),
        "sample_data": bool(shown and shown.sample),
        "at_desk": request.path.startswith(AT_DESK),
    }


def _office() -> Office | Sign | None:
    if "shown_office" not in g:
        found = office.office()
        if found is not None:
            signboard.remember(found)
        g.shown_office = found
    shown: Office | Sign | None = g.shown_office
    return shown
