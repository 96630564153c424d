"""C4: who reads is computed on the server; with every position ticked only the overseer is left."""

from app.domain.sealed import Position
from app.services.sealed import inbox, reports
from tests import sealed_cast
from tests.web.sealed_pages import Reporter, officer_at_desk, words

HAND_MADE = {"readers": "palad", "recipients": "1", "officer": "palad", "position": "other", "stage": "closed"}


def test_c04_positions_decide_on_the_server_whatever_the_form_says(reporter, readers, clock):
    palad = sealed_cast.reader("palad", clock(), title="ปลัด อบต.")
    reporter.writes(about="palad", **HAND_MADE)
    assert reporter.sends(**HAND_MADE).status_code == 200
    assert [len(inbox.of(reader.door, now=clock()).lines) for reader in (*readers, palad)] == [1, 1, 0]
    assert "เลือกจากรายการ" in words(Reporter(reporter.client).writes(about=["nobody"]))


def test_c04_all_positions_ticked_leave_the_overseer_alone(app, reporter, readers, clock):
    district = sealed_cast.overseer(clock(), "district")
    everybody = ["mayor", "palad", "centre", "other"]
    assert "ผู้กำกับดูแลจากนอกสำนักงาน" in words(reporter.writes(about=everybody))
    reporter.sends()
    found = reports.find(reporter.code)
    assert {reader.position for reader in found.readers} == {Position.OTHER}
    assert not found.recovery, "the office's own envelope opens what goes past the office"
    assert [len(inbox.of(reader.door, now=clock()).lines) for reader in readers] == [0, 0]
    assert officer_at_desk(app, district, clock).opens_first().status_code == 200
