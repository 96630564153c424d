"""The rounds desk: officers plan the water trucks' rounds, send them out, print their sheets and key in the marks."""

from app.water_desk import changes, day, marks, paper, planning, round_page
from app.water_desk.door import bp
from app.water_desk.fleet import fleet_bp

BLUEPRINTS = (bp, fleet_bp)

__all__ = ["BLUEPRINTS", "bp", "changes", "day", "marks", "paper", "planning", "round_page"]
