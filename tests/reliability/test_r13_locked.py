"""R13: somebody else holds the database for five seconds: whoever presses waits, and gets their number."""

import threading
from concurrent.futures import ThreadPoolExecutor

from sqlalchemy import create_engine

from app.extensions import db
from app.models import Ticket
from tests.reliability.filing import Resident

SECONDS = 5


def hold(address, held, release):
    """Keep everybody else from writing cases."""
    engine = create_engine(address)
    with engine.connect() as other:
        if engine.dialect.name == "sqlite":
            other.exec_driver_sql("BEGIN IMMEDIATE")
        else:
            other.exec_driver_sql("LOCK TABLE ticket IN ACCESS EXCLUSIVE MODE")
        held.set()
        release.wait(300)
        other.rollback()
    engine.dispose()


def test_r13_a_database_locked_for_five_seconds_is_waited_for(app, server, address):
    server.start().listens()
    resident, held, release = Resident(server.port), threading.Event(), threading.Event()
    check = resident.fills_in(resident.form(), "ไฟดับ")
    with ThreadPoolExecutor(2) as pool:
        holder = pool.submit(hold, address, held, release)
        assert held.wait(300)
        pressed = pool.submit(resident.sends, check)
        assert not release.wait(SECONDS)
        waited = not pressed.done()
        release.set()
        assert "/complaints/received?case=" in pressed.result(300)
        holder.result(300)
    assert waited, "it was answered while nothing could be written"
    assert resident.again == 0
    assert db.session.query(Ticket).count() == 1
