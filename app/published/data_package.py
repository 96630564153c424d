"""The descriptor of the open data (Frictionless Data Package): files, columns, keys and licence, for programs."""

from collections.abc import Sequence
from typing import Any

from app.published.columns import Column
from app.published.datasets import DATASETS, Dataset
from app.services.public_figures import Year

# Named here and nowhere else: what was published under a licence stays under it, so no page of settings changes it.
LICENCE = {
    "name": "CC-BY-4.0",
    "title": "Creative Commons Attribution 4.0",
    "path": "https://creativecommons.org/licenses/by/4.0/",
}


def package(years: Sequence[Year], address: str, who: str) -> dict[str, Any]:
    """The whole descriptor; ``address`` is where the files lie."""
    return {
        "profile": "tabular-data-package",
        "name": "service-statistics",
        "title": f"สถิติการให้บริการ {who}".strip(),
        "homepage": address,
        "version": max((year.as_of.isoformat() for year in years), default=""),
        "licenses": [LICENCE],
        "contributors": [{"title": who, "role": "publisher"}] if who else [],
        "resources": [_resource(d, years) for d in DATASETS.values() if any(d.exists(year) for year in years)],
    }


def _resource(of: Dataset, years: Sequence[Year]) -> dict[str, Any]:
    return {
        "profile": "tabular-data-resource",
        "name": of.name,
        "title": of.title,
        "path": [f"{of.name}-{year.number}.csv" for year in years if of.exists(year)],
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": {"fields": [_field(column) for column in of.columns], "primaryKey": list(of.key)},
    }


def _field(of: Column) -> dict[str, str]:
    described = " · ".join(part for part in (of.unit, of.formula) if part)
    return {"name": of.name, "type": of.kind, "title": of.meaning, **({"description": described} if described else {})}
