"""Where management looks: figures and the measures report."""

from app.insights import management, reports

BLUEPRINTS = (management.bp, reports.bp)
