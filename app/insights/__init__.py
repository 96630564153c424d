"""Where management looks: figures and the measures report."""

from app.insights import (  # noqa: F401  (they hang on the doors of management and of the report)
    figures,
    management,
    manuals,
    report_door,
    report_editions,
    report_measures,
    report_reviews,
    reports,
    water,
)

BLUEPRINTS = (management.bp, report_door.bp)
