"""The open house: where anybody reads what the office publishes. Nothing is taken in here but questions."""

from flask import Blueprint

from app.web.guards import everyone

bp = Blueprint("published", __name__)
bp.before_request(everyone)
