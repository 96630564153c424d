"""Free space where cases and files lie: a little of it costs the photographs, hardly any closes intake from outside.

Thresholds are bytes and no percentages: a tenth of a large disk is room for years. Officers can go on; what a full disk
refuses is told and leaves the data whole.
"""

import shutil
from enum import StrEnum

from flask import current_app

from app.domain.words import N_


class Space(StrEnum):
    """How much is left."""

    ENOUGH = "enough"
    LITTLE = "little"
    """No more files."""
    NONE = "none"
    """No more cases from outside."""


NO_FILES = N_("เครื่องของสำนักงานเหลือที่เก็บน้อย ตอนนี้ยังแนบไฟล์ไม่ได้ ส่งเรื่องโดยไม่แนบได้ แล้วส่งไฟล์มาภายหลัง")


class Full(Exception):
    """Hardly any space is left: nothing can be taken in from outside now."""


def free() -> int:
    """Bytes left on the disk below ``VAR_DIR``."""
    return shutil.disk_usage(current_app.config["VAR_DIR"]).free


def left() -> Space:
    """How much is left at this moment."""
    found = free()
    if found < current_app.config["SPACE_FOR_CASES"]:
        return Space.NONE
    return Space.LITTLE if found < current_app.config["SPACE_FOR_FILES"] else Space.ENOUGH


def takes_files() -> bool:
    """Whether a file may be attached now."""
    return left() is Space.ENOUGH


def require() -> None:
    """``Full`` when nothing can be taken in from outside."""
    if left() is Space.NONE:
        raise Full
