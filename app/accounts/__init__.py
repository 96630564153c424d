"""The staff entrance: signing in and out, one's own account, the first day of a new office. No case is read here."""

from app.accounts import first_password, keys, letters, second_step, stay
from app.accounts.account import account_bp
from app.accounts.guides import guides_bp
from app.accounts.setup import setup_bp
from app.accounts.sign_in import bp

BLUEPRINTS = (bp, account_bp, guides_bp, setup_bp)

__all__ = ["BLUEPRINTS", "bp", "first_password", "keys", "letters", "second_step", "stay"]
