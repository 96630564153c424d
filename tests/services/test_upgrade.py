"""An office of any older shape is brought up to date: nothing lost, everything at work; or it stays as it was."""

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from alembic.config import Config as AlembicConfig
from sqlalchemy import select

from app.domain.references import tracking_code
from app.extensions import db
from app.models import Staff, Ticket
from app.services import chain, residents, schema, tickets, upkeep
from app.services.actors import Actor
from app.services.sealed import reports
from app.services.steps import StepInput
from tests import factories, upgrades
from tests.architecture.test_migrations import NUMBERS, difference
from tests.officers import Officer

ROOT = Path(__file__).resolve().parents[2]
FAULTY = '''
import os
import sqlalchemy as sa
from alembic import op

revision = "9999"
down_revision = "{head}"


def upgrade():
    op.create_table("half_done", sa.Column("id", sa.Integer(), primary_key=True))
    op.execute("UPDATE office SET name = 'somebody else'")
    op.add_column("village", sa.Column("half_done", sa.String(), nullable=False, server_default=""))
    {end}
'''


@pytest.fixture
def next_version(tmp_path, monkeypatch):
    """Lay a further migration beside the others; it comes to a bad end."""

    def lay(end: str) -> Path:
        place = tmp_path / "migrations"
        shutil.copytree(ROOT / "migrations", place, ignore=shutil.ignore_patterns("__pycache__"))
        (place / "versions" / "9999_faulty.py").write_text(FAULTY.format(head=NUMBERS[-1], end=end))
        config = AlembicConfig()
        config.set_main_option("script_location", str(place))
        monkeypatch.setattr(schema, "alembic_config", lambda: config)
        return place

    return lay


@pytest.mark.parametrize("revision", NUMBERS)
def test_rows_of_every_older_shape_are_all_there_afterwards(app, revision):
    upgrades.open_old(upgrades.kept_for(revision))
    schema.upgrade(revision)
    before = upgrades.rows()
    assert len(before["ticket"]) == 4
    schema.upgrade()
    assert list(upgrades.lost(before, upgrades.rows())) == []
    assert difference() == []


@pytest.mark.parametrize("number", upgrades.KEPT)
def test_an_older_office_works_on(app, client, clock, number):
    code = upgrades.open_old(number)
    schema.upgrade()
    clock.advance(days=7)
    assert chain.verify() == []
    assert list(upkeep.differing(clock())) == []
    report = reports.find(code)
    assert report is not None
    assert report.answers.what == "เจ้าหน้าที่ขอเงินค่าเซ็นชื่อสองร้อยบาท"
    assert report.whole

    told = db.session.scalars(select(Ticket).where(Ticket.applicant == "ฟาตีเมาะ ตัวอย่าง")).unique().one()
    page = client.get(f"/t/{told.token}").text
    assert "เปลี่ยนหลอดแล้ว" in page
    assert residents.look_up(told.reference, tracking_code(told.token), now=clock()) == told.token
    nurida = db.session.scalars(select(Staff).where(Staff.username == "nurida")).one()
    Officer(client, nurida)
    queue = client.get("/staff/queue").text
    assert "ท่อระบายน้ำตัน" in queue
    assert "ต้นหน้าประตูใหญ่ของมัสยิด" in client.get(f"/staff/tickets/{told.latin}").text

    fresh = factories.open_complaint(clock(), story="ถนนทรุดหน้าบ้าน")
    assert fresh.reference.rpartition("-")[2] == "0004"
    assert chain.verify() == []


def test_a_step_that_fails_half_way_leaves_the_old_office(app, clock, next_version):
    factories.make_office(clock())
    case = factories.open_complaint(clock()).reference
    before, shape = upgrades.rows(), upgrades.shape()
    next_version("raise RuntimeError('the disk went away')")
    with pytest.raises(RuntimeError, match="the disk went away"):
        schema.upgrade()
    assert upgrades.shape() == shape
    assert upgrades.rows() == before
    assert db.session.scalar(select(Ticket.reference)) == case
    assert factories.open_complaint(clock(), story="เรื่องต่อไป").reference != case


def test_a_step_that_is_killed_half_way_leaves_the_old_office(app, clock, next_version):
    factories.make_office(clock())
    before, shape = upgrades.rows(), upgrades.shape()
    place = next_version(f"os.kill(os.getpid(), {int(signal.SIGKILL)})")
    address = db.engine.url.render_as_string(hide_password=False)
    db.session.remove()
    db.engine.dispose()
    command = [sys.executable, "-m", "tests.upgrades.upgrading", address, str(app.config["VAR_DIR"]), str(place)]
    assert subprocess.call(command, cwd=ROOT, env=dict(os.environ)) == -signal.SIGKILL
    assert upgrades.shape() == shape
    assert upgrades.rows() == before


def test_an_older_program_does_not_touch_a_newer_office(app, next_version):
    next_version("pass")
    schema.upgrade()
    shape = upgrades.shape()
    (Path(schema.alembic_config().get_main_option("script_location")) / "versions" / "9999_faulty.py").unlink()
    with pytest.raises(schema.Newer) as told:
        schema.upgrade()
    assert "9999" in str(told.value)
    assert not schema.is_current()
    assert upgrades.shape() == shape


def test_a_case_goes_on_where_it_stood(app, clock):
    upgrades.open_old(upgrades.KEPT[0])
    schema.upgrade()
    clock.advance(days=7)
    nurida = db.session.scalars(select(Staff).where(Staff.username == "nurida")).one()
    by = Actor(nurida.roles, nurida.id, nurida.unit_id)
    case = db.session.scalars(select(Ticket).where(Ticket.story.startswith("สุนัขจรจัด"))).unique().one()
    tickets.take_step(case, "accept", StepInput(), by=by, now=clock())
    assert case.history[-1].status == "accepted"
    assert chain.verify() == []
