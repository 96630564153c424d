"""(being built)"""

from flask import Blueprint

from app.web import guards

bp = Blueprint("sealed", __name__)
bp.before_request(guards.everyone)
