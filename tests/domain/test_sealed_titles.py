"""Whose title decides from where they read: whoever is in the office, in whatever words, and nobody else."""

import pytest

from app.domain.sealed import Position
from app.domain.sealed_titles import place_of


@pytest.mark.parametrize(
    "title",
    [
        "ปลัด อบต.", " ปลัดเทศบาล", "รองปลัด อบต.", "รักษาราชการแทนปลัด อบต.", "รักษาการปลัด",
        "หัวหน้าสำนักปลัด รักษาราชการแทน ปลัด อบต.", "รองปลัด ปฏิบัติราชการแทนปลัด", "นักบริหารงานท้องถิ่น (ปลัด อบต.)",
    ],
)  # fmt: skip
def test_the_clerk_and_whoever_acts_for_them(title):
    assert place_of(title, Position.CENTRE) is Position.PALAD


@pytest.mark.parametrize("title", ["นายก อบต.", "รองนายก อบต.", "ปฏิบัติหน้าที่นายก อบต."])
def test_the_mayor_and_whoever_acts_for_them(title):
    assert place_of(title, Position.CENTRE) is Position.MAYOR


@pytest.mark.parametrize("chosen", [Position.CENTRE, Position.OTHER])
@pytest.mark.parametrize("title", ["ปลัดอำเภอ", "ปลัดอำเภออาวุโส", "หัวหน้าสำนักปลัด", "ท้องถิ่นอำเภอ", "เลขานุการนายก", ""])
def test_nobody_else_is_put_in_their_place(title, chosen):
    """An overseer from the district is often a ปลัดอำเภอ: no clerk of this office."""
    assert place_of(title, chosen) is chosen
