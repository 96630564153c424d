"""Which tables hold nobody, which columns tell that they do: what the register of processing is held against."""

from app.domain.personal_data import ACTIVITIES

WITHOUT_PERSONS = frozenset({
    "category", "chain_head", "checked_link", "duty", "edition_paper", "eit_campaign", "eit_opening", "holiday",
    "kept_stamp", "keeping_rule", "manual", "manual_step", "measure_row", "office_unit", "oit_item", "oit_link",
    "old_register", "publication", "publication_file", "refusal_reason", "reply_template", "report_change",
    "sealed_total", "series", "service", "service_field", "ticket_leg", "ticket_stint", "truck", "village",
})  # fmt: skip
"""Tables of the office's own words, of counts and of times."""

TELLING = frozenset({
    "applicant", "person", "phone", "email", "story", "house_no", "words", "recipient", "latitude", "longitude",
    "username", "answers", "fields", "cells", "totp_secret", "password_hash", "map_link",
})  # fmt: skip
"""Names of columns that say themselves that somebody's data lie there."""
OF_THE_OFFICE = frozenset({("office", "phone"), ("office", "email"), ("village", "name")})


def named() -> dict[str, set[str]]:
    """Every table that an activity names, with its columns."""
    found: dict[str, set[str]] = {}
    for activity in ACTIVITIES:
        for table, columns in activity.tables.items():
            found.setdefault(table, set()).update(columns)
    return found
