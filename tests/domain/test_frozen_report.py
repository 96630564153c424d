"""A report kept as plain data is the same report again, pictures by reference."""

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.frozen_report import frozen, thawed
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

texts = st.text(max_size=12)
paragraphs = st.lists(texts, max_size=3).map(tuple)


@st.composite
def tables(draw):
    wide = draw(st.integers(1, 4))
    row = st.tuples(*[texts] * wide)
    numeric = draw(st.frozensets(st.integers(0, wide - 1)))
    return Table(draw(texts), draw(row), tuple(draw(st.lists(row, max_size=3))), numeric, draw(texts))


pictures = st.builds(
    Picture, caption=texts, alt=texts, width=st.integers(1, 9), height=st.integers(10, 20), source=texts,
    page=st.integers(0, 3),
)  # fmt: skip
blocks = st.one_of(
    st.builds(Heading, texts),
    st.builds(Paragraph, texts),
    tables(),
    st.builds(MeasureTable, st.tuples(*[paragraphs] * 6)),
    st.builds(EvidenceList, texts, st.lists(st.builds(EvidenceItem, texts, texts), max_size=3).map(tuple)),
    st.builds(PictureSheet, texts, st.lists(pictures, min_size=1, max_size=3).map(tuple)),
    st.just(PageBreak()),
)
reports = st.builds(
    Report, paragraphs, paragraphs, texts, texts, st.lists(blocks, max_size=4).map(tuple), texts,
    st.lists(st.builds(Signature, texts, texts, texts), max_size=2).map(tuple), paragraphs,
    st.lists(blocks, max_size=4).map(tuple), texts, paragraphs,
)  # fmt: skip


def shown(source: str, page: int) -> bytes:
    return f"{source}/{page}".encode()


def filled(block):
    if not isinstance(block, PictureSheet):
        return block
    return replace(block, pictures=tuple(replace(p, content=shown(p.source, p.page)) for p in block.pictures))


@given(reports)
def test_frozen_written_read_and_thawed_it_is_the_same(report):
    report = replace(report, blocks=tuple(map(filled, report.blocks)), annex=tuple(map(filled, report.annex)))
    kept = json.loads(json.dumps(frozen(report)))
    assert thawed(kept, shown) == report
    assert frozen(thawed(kept, shown)) == kept


@given(reports)
def test_without_the_files_everything_but_the_pictures_is_there(report):
    again = thawed(frozen(report))
    assert again.annex == tuple(block for block in report.annex if not isinstance(block, PictureSheet))


@pytest.mark.parametrize("wrong", [{}, {"kind": "Heading", "text": "ก"}, {"kind": "Ticket"}, {"kind": "Report"}, 7])
def test_anything_else_is_refused(wrong):
    with pytest.raises(ValueError, match="not a frozen"):
        thawed(wrong)
