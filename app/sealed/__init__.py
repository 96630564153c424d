"""The integrity officers' door. For everybody else no address below it differs from one that was never there."""

from flask import Blueprint

from app.domain.workflow import Role
from app.sealed import acts, case, colleagues, commands, door, export, inbox, keyed_in, own_keys, retention
from app.services.sealed import keys, story
from app.web import guards

bp = Blueprint("sealed", __name__, url_prefix="/staff/sealed")
bp.before_request(guards.staff_only(Role.INTEGRITY))
bp.before_request(door.require_open)
bp.register_error_handler(keys.Tampered, door.broken)
bp.register_error_handler(story.Lost, guards.nothing_here)
bp.cli.help = commands.HELP
commands.add_to(bp.cli)

_BOTH = ["GET", "POST"]
_ANY = ["GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]

for _rule, _view, _methods in (
    ("/", inbox.inbox, ["GET"]),
    ("/search", inbox.search, ["POST"]),
    ("/enrol", own_keys.enrol, _BOTH),
    ("/unlock", own_keys.unlock, _BOTH),
    ("/recover", own_keys.recover, _BOTH),
    ("/lock", own_keys.lock, ["POST"]),
    ("/stay", own_keys.stay, ["POST"]),
    ("/stolen", own_keys.stolen, _BOTH),
    ("/new-code", own_keys.new_code, _BOTH),
    ("/put-away", own_keys.put_away, ["POST"]),
    ("/readers", colleagues.readers, ["GET"]),
    ("/readers/confirm", colleagues.confirm, ["POST"]),
    ("/readers/grant", colleagues.grant_all, ["POST"]),
    ("/readers/renew", colleagues.renew, ["POST"]),
    ("/new", keyed_in.new, _BOTH),
    ("/retention", retention.retention, ["GET"]),
    ("/retention/propose", retention.retention_propose, ["POST"]),
    ("/retention/decide", retention.retention_decide, ["POST"]),
    ("/retention/list", retention.retention_paper, ["GET"]),
    ("/<case_id>", case.show, ["GET"]),
    ("/<case_id>/step/<action>", acts.step, ["POST"]),
    ("/<case_id>/write", acts.write, ["POST"]),
    ("/<case_id>/note", acts.note, ["POST"]),
    ("/<case_id>/aside", acts.aside, ["POST"]),
    ("/<case_id>/grant", acts.grant, ["POST"]),
    ("/<case_id>/export", export.export, _BOTH),
    ("/<case_id>/file/<file_id>", case.file, ["GET"]),
):
    bp.add_url_rule(_rule, view_func=_view, methods=_methods)
bp.add_url_rule("/", view_func=door.nothing_here, methods=_ANY[1:], provide_automatic_options=False)
bp.add_url_rule("/<path:unknown>", view_func=door.nothing_here, methods=_ANY, provide_automatic_options=False)
