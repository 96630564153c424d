"""The office's name and telephone outside the database: what an error page can still say when nothing else works."""

import json
from contextlib import suppress
from dataclasses import asdict, dataclass, fields
from pathlib import Path

from flask import current_app

from app.models import Office


@dataclass(frozen=True, slots=True)
class Sign:
    """What stands on the signboard; the same names as in the office's row."""

    name: str
    short_name: str
    english_name: str
    district: str
    province: str
    phone: str
    emergency_phone: str
    phone_note: str
    sample: bool


def remember(office: Office) -> None:
    """Paint the signboard anew when the office changed its name or its numbers."""
    sign = Sign(**{column.name: getattr(office, column.name) for column in fields(Sign)})
    if current_app.extensions.get("signboard") == sign:
        return
    current_app.extensions["signboard"] = sign
    with suppress(OSError):  # a full disk must not close the office
        board = _board()
        board.parent.mkdir(parents=True, exist_ok=True)
        board.write_text(json.dumps(asdict(sign), ensure_ascii=False), encoding="utf-8")


def read() -> Sign | None:
    """What was last painted, by this process or one before it."""
    if "signboard" not in current_app.extensions:
        try:
            current_app.extensions["signboard"] = Sign(**json.loads(_board().read_text(encoding="utf-8")))
        except (OSError, ValueError, TypeError):  # never painted, or by another version
            return None
    sign: Sign | None = current_app.extensions["signboard"]
    return sign


def _board() -> Path:
    return Path(current_app.config["VAR_DIR"]) / "build" / "signboard.json"
