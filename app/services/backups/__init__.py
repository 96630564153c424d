"""Backups: one encrypted file for everything the office has; made while serving, read back before it is believed."""

from app.services.backups.drilling import drill
from app.services.backups.making import make
from app.services.backups.restoring import restore, verify
from app.services.backups.shelf import listed
from app.services.backups.state import standing

__all__ = ["drill", "listed", "make", "restore", "standing", "verify"]
