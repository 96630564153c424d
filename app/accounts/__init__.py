"""(being built)"""

from flask import Blueprint

from app.web import guards

bp = Blueprint("accounts", __name__)
bp.before_request(guards.everyone)
