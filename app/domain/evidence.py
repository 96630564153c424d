"""What can show that a measure was carried out."""

from enum import StrEnum


class EvidenceKind(StrEnum):
    """A file of the office, an address, a manual in force, a publication, or the count of invitations to the EIT."""

    FILE = "file"
    LINK = "link"
    MANUAL = "manual"
    PUBLICATION = "publication"
    INVITATIONS = "invitations"
