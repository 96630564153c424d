"""(being built)"""

from flask import Blueprint

from app.web import guards

bp = Blueprint("desk", __name__)
bp.before_request(guards.everyone)
