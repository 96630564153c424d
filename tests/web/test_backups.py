"""The administrator's page of backups: what it tells, what it starts, and who may carry a file away."""

import pytest
from sqlalchemy import select

from app.domain.backups import RunKind, Trouble
from app.domain.workflow import Role
from app.extensions import db
from app.models import AuditEntry, BackupRun, Office
from app.services import register
from app.services.backups import listed, numbers, runs, shelf
from app.services.sealed import keys
from app.services.transaction import transaction
from tests import sealed_cast
from tests.factories import PASSWORD, actor, make_staff, open_complaint
from tests.web.entrance import sign_in

pytestmark = pytest.mark.reliability
PAGE = "/admin/backups"


@pytest.fixture
def at_night(app):
    """An office that makes its backups by itself."""
    app.config["BACKUP_HOUR"] = 2


def text(client, page=PAGE):
    return client.get(page).text.replace("\u00a0", " ")


def test_before_the_first_one_it_says_so_loudly(admin, at_night, clock):
    shown = text(admin)
    assert "ยังเริ่มใหม่ไม่ได้ถ้าเครื่องเสียวันนี้" in shown
    assert "ยังไม่มีข้อมูลสำรอง" in shown
    assert "ข้อมูลสำรองนี้จะหายไปพร้อมกับเครื่องแม่ข่าย" in shown
    assert "ยังไม่มีข้อมูลสำรอง" in text(admin, "/admin/")


def test_a_button_starts_the_worker_and_the_page_tells_what_became_of_it(admin, app, clock):
    app.config["BACKUP_HOUR"] = 23
    answer = admin.post(f"{PAGE}/backup", follow_redirects=True)
    assert "จะเริ่มสำรองภายในหนึ่งนาที" in answer.text
    assert "รอเริ่มสำรอง" in answer.text
    assert listed() == []
    admin.post(f"{PAGE}/backup")
    runs.work(clock)
    shown = text(admin)
    assert len(listed()) == 1
    assert "รอเริ่มสำรอง" not in shown
    assert "ไม่ถึงหนึ่งชั่วโมง" in shown
    admin.post(f"{PAGE}/drill")
    assert "รอเริ่มทดสอบกู้คืน" in text(admin)
    runs.work(clock)
    shown = text(admin)
    assert "กู้คืนได้ และทุกไฟล์ตรงกับแฮชที่บันทึกไว้" in shown
    assert "คำนวณสถานะใหม่ครบ 0 เรื่อง" in shown
    assert db.session.scalars(select(AuditEntry.action).where(AuditEntry.action == "backup_asked")).all() == [
        "backup_asked", "backup_asked",
    ]  # fmt: skip


def test_green_while_it_is_fresh_red_when_nights_were_missed(admin, at_night, app, clock):
    sealed_cast.open_channel(clock())
    runs.work(clock)
    runs.work(clock)
    assert "พร้อมเริ่มใหม่ได้ทุกเมื่อ" in text(admin)
    clock.advance(hours=27)
    sign_in(admin, "arunee")
    assert "มีเรื่องต้องดู" in text(admin)
    clock.advance(hours=24)
    sign_in(admin, "arunee")
    assert "ยังเริ่มใหม่ไม่ได้ถ้าเครื่องเสียวันนี้" in text(admin)


def test_a_failure_is_told_in_words(admin, at_night, app, clock):
    app.config["BACKUP_DIR"] = app.config["VAR_DIR"] / "a disk that is not there"
    runs.work(clock)
    assert "ตรวจว่าดิสก์ต่ออยู่และโปรแกรมเขียนได้" in text(admin)
    assert "ทำไม่สำเร็จเมื่อ" in text(admin)
    assert "บอกผู้ดูแลเครื่อง" in text(admin)
    assert db.session.scalars(select(BackupRun.trouble)).one() is Trouble.NO_PLACE


def test_a_file_leaves_only_after_the_password_and_is_written_down(admin, app, clock):
    open_complaint(clock(), story="ห้ามหลุดออกไป")
    private = sealed_cast.open_channel(clock())
    name = runs.do(RunKind.BACKUP, clock).name
    asked = admin.get(f"{PAGE}/{name}")
    assert "รหัสผ่านของคุณ" in asked.text
    refused = admin.post(f"{PAGE}/{name}", data={"password": "ผิด"})
    assert refused.mimetype == "text/html"
    assert "รหัสผ่านไม่ถูกต้อง" in refused.text
    given = admin.post(f"{PAGE}/{name}", data={"password": PASSWORD})
    assert given.headers["Content-Disposition"] == f"attachment; filename={name}"
    assert given.headers["Cache-Control"] == "no-store"
    assert given.data == (shelf.place() / name).read_bytes()
    given.close()
    lines = db.session.scalars(select(AuditEntry).where(AuditEntry.action == "backup_downloaded")).all()
    assert [line.subject for line in lines] == [name]
    assert keys.public_of(private) == sealed_cast.office.recovery_key()


@pytest.mark.parametrize("name", ["nothing.backup", "..%2fsecret-key", ".lock", "secret-key"])
def test_only_backups_can_be_asked_for(admin, clock, name):
    runs.do(RunKind.BACKUP, clock)
    assert admin.get(f"{PAGE}/{name}").status_code == 404


@pytest.mark.parametrize("role", [Role.OFFICER, Role.INTAKE, Role.MANAGEMENT, Role.INTEGRITY])
def test_for_others_there_is_no_such_page(admin, app, clock, role):
    name = runs.do(RunKind.BACKUP, clock).name
    make_staff("other", role, now=clock())
    other = app.test_client()
    sign_in(other, "other")
    assert {other.get(PAGE).status_code, other.get(f"{PAGE}/{name}").status_code} == {404}
    assert other.post(f"{PAGE}/backup").status_code == 404
    assert runs.open_runs() == []


def test_a_work_that_was_interrupted_does_not_run_for_ever(admin, at_night, app, clock):
    with transaction():
        db.session.add(BackupRun(kind=RunKind.BACKUP, asked_at=clock(), begun_at=clock()))
    assert "กำลังสำรอง" in text(admin)
    runs.work(clock)
    assert "หยุดกลางคัน" in text(admin)
    clock.advance(hours=1, minutes=1)
    runs.work(clock)
    assert "หยุดกลางคัน" not in text(admin)
    assert len(listed()) == 1


def test_it_says_when_both_are_on_one_disk_and_how_old_it_is(admin, clock):
    runs.do(RunKind.BACKUP, clock)
    clock.advance(days=4)
    sign_in(admin, "arunee")
    shown = text(admin)
    assert "ไฟล์สำรองอยู่ในดิสก์เดียวกับข้อมูล" in shown
    assert "ผ่านมา 4 วัน" in shown


def test_the_page_that_promises_a_register_without_gaps_names_the_one_after_a_restore(admin, clock):
    present = db.session.scalars(select(Office)).one()
    register.choose(present, auto=True, last_used=120, by=actor(Role.ADMINISTRATOR), now=clock())
    assert "ยกเว้นเลข" not in text(admin, "/admin/office")
    numbers.skip(clock(), now=clock())
    assert "ยกเว้นเลข 121–300/2569 ไม่มีเรื่อง" in text(admin, "/admin/office")
    line = text(admin, "/admin/audit")
    assert "ข้ามเลขที่อาจบอกประชาชนไปแล้ว" in line
    assert "เลขรับ 2569: 121–300" in line
