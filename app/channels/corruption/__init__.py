"""The corruption channel's public door: no cookie of its own, no draft, no visitor's address kept."""

from flask import Blueprint
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import ServiceUnavailable, TooManyRequests

from app.channels.corruption import case, figures, views
from app.services.sealed import keys, reports, story
from app.web import guards

bp = Blueprint("corruption", __name__, url_prefix="/corruption")
bp.before_request(guards.everyone)

bp.register_error_handler(keys.Tampered, views.broken)
bp.register_error_handler(CSRFError, views.expired)
bp.register_error_handler(ServiceUnavailable, views.later)
bp.register_error_handler(TooManyRequests, views.later)
bp.register_error_handler(reports.Destroyed, views.destroyed)
bp.register_error_handler(story.Lost, guards.nothing_here)

_POSTED = ["GET", "POST"]
bp.add_url_rule("/", view_func=views.introduction)
bp.add_url_rule("/statistics", view_func=figures.statistics)
bp.add_url_rule("/statistics/<int:year>.<paper>", view_func=figures.paper)
bp.add_url_rule("/new", view_func=views.new, methods=_POSTED)
bp.add_url_rule("/send", view_func=views.send, methods=_POSTED)
bp.add_url_rule("/case", view_func=case.case, methods=_POSTED)
bp.add_url_rule("/case/write", view_func=case.write, methods=_POSTED)
bp.add_url_rule("/case/withdraw", view_func=case.withdraw, methods=_POSTED)
bp.add_url_rule("/case/file", view_func=case.file, methods=_POSTED)
