"""A report as plain data that can be kept, hashed and shown again; its pictures are references, never bytes."""

from collections.abc import Callable
from dataclasses import fields
from typing import Any

from app.domain.report import (
    EvidenceItem,
    EvidenceList,
    Heading,
    MeasureTable,
    PageBreak,
    Paragraph,
    Picture,
    PictureSheet,
    Report,
    Signature,
    Table,
)

KINDS: dict[str, Any] = {
    kind.__name__: kind
    for kind in (Report, Signature, Heading, Paragraph, Table, MeasureTable, EvidenceList, EvidenceItem, PictureSheet,
                 Picture, PageBreak)
}  # fmt: skip

Fill = Callable[[str, int], bytes]


def frozen(report: Report) -> dict[str, Any]:
    """The report as JSON knows it."""
    plain: dict[str, Any] = _plain(report)
    return plain


def thawed(plain: dict[str, Any], fill: Fill | None = None) -> Report:
    """The report that was frozen; ``fill`` gives a picture's bytes by SHA-256 and page.

    Without it, sheets of pictures are left out. ``ValueError`` for what is no frozen report.
    """
    try:
        report = _live(plain, fill)
    except (KeyError, TypeError) as wrong:
        raise ValueError("not a frozen report") from wrong
    if not isinstance(report, Report):
        raise ValueError("not a frozen report")  # noqa: TRY004 - it came from outside, not from a caller's mistake
    return report


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if isinstance(value, frozenset):
        return sorted(value)
    if type(value).__name__ not in KINDS:
        return value
    kept = {f.name: _plain(getattr(value, f.name)) for f in fields(value) if f.name != "content"}
    return {"kind": type(value).__name__, **kept}


def _live(value: Any, fill: Fill | None) -> Any:
    if isinstance(value, list):
        return tuple(_live(item, fill) for item in value if fill or not _is_sheet(item))
    if not isinstance(value, dict):
        return value
    kind = KINDS[value["kind"]]
    given = {name: _live(part, fill) for name, part in value.items() if name != "kind"}
    if kind is Table:
        given["numeric"] = frozenset(given["numeric"])
    if kind is Picture and fill:
        given["content"] = fill(given["source"], given["page"])
    return kind(**given)


def _is_sheet(value: Any) -> bool:
    return isinstance(value, dict) and value.get("kind") == PictureSheet.__name__
