"""Where management looks: figures and the measures report."""

from app.insights import reports

BLUEPRINTS = (reports.bp,)
