"""The office's own name, place, telephones and titles."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from app.models import Office
from app.services.actors import Actor
from app.services.administration import changes

COLUMNS = (
    "name", "short_name", "english_name", "subdistrict", "district", "province", "postcode", "address", "phone",
    "emergency_phone", "email", "website", "phone_note", "head_title", "head_name", "clerk_title", "clerk_name",
    "truck_litres", "repeat_days",
)  # fmt: skip


def save(office: Office, values: Mapping[str, Any], *, by: Actor, now: datetime) -> None:
    """Change what stands on the signboard and on every letter."""
    wanted = {name: values[name] for name in COLUMNS if name in values}
    changes.write(office, wanted, action="office_changed", subject="office", by=by, now=now)
