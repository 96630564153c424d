"""Where management looks: figures and the measures report."""

from app.insights import management, manuals, reports, water  # noqa: F401  (manuals and water hang on management's door)

BLUEPRINTS = (management.bp, reports.bp)
