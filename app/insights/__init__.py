"""Where management looks: figures and the measures report."""

from app.insights import management, manuals, reports  # noqa: F401  (the pages of manuals hang on management's door)

BLUEPRINTS = (management.bp, reports.bp)
