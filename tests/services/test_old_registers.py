"""Old registers cut off half-way: what was read stays read, what was not is read again, nothing is half taken."""

from dataclasses import replace

import pytest

from app.domain import old_books
from app.domain.workflow import Role
from app.extensions import db
from app.models import OldRegister, OldRegisterLine
from app.services.actors import Actor
from app.services.administration.changes import Wrong
from app.services.old_registers import checking, loading, looking, taking
from tests import old_books as made
from tests.factories import make_office, make_staff


@pytest.fixture
def chief(app, clock):
    """The administrator of an office."""
    make_office(clock())
    member = make_staff("arunee", Role.ADMINISTRATOR, now=clock())
    return replace(Actor(frozenset({Role.ADMINISTRATOR})), staff_id=member.id)


@pytest.fixture
def loaded(chief, clock, monkeypatch):
    """A register of 25 lines, its columns arranged, read in pieces of ten."""
    monkeypatch.setattr(checking, "PIECE", 10)
    register = loading.load("เล่มเก่า", old_books.read(made.as_csv(made.rows(25))), by=chief, now=clock())
    loading.arrange(register.id, loading.columns(register)[0], loading.choices(register))
    return register.id


def read_lines():
    db.session.expire_all()
    return db.session.query(OldRegisterLine).filter_by(taken=True).count()


def test_a_piece_that_is_cut_off_is_read_again(loaded, clock, monkeypatch):
    assert not checking.go_on(loaded, now=clock())
    assert not checking.go_on(loaded, now=clock())

    def cut(_register):
        raise RuntimeError("the power went")

    with monkeypatch.context() as power:
        power.setattr(checking, "name_twins", cut)
        with pytest.raises(RuntimeError):
            checking.go_on(loaded, now=clock())
    assert read_lines() == 20
    assert not checking.progress(looking.find(loaded)).done
    assert checking.go_on(loaded, now=clock())
    assert read_lines() == 25


def test_what_was_arranged_anew_meanwhile_is_not_overwritten(loaded, clock, monkeypatch):
    """Somebody changes the columns while a piece is being read: that piece counts for nothing."""
    honest = checking._next

    def overtaken(register_id, after):
        rows = honest(register_id, after)
        register = looking.find(register_id)
        loading.arrange(register_id, loading.columns(register)[0], loading.choices(register))
        return rows

    with monkeypatch.context() as meanwhile:
        meanwhile.setattr(checking, "_next", overtaken)
        assert not checking.go_on(loaded, now=clock())
    assert read_lines() == 0
    checking.go_on_with_all(clock())
    assert read_lines() == 25


def test_a_taking_that_is_cut_off_takes_nothing(loaded, chief, clock, monkeypatch):
    with pytest.raises(Wrong, match="ยังตรวจไม่ครบ"):
        taking.take(loaded, left_out=0, by=chief, now=clock())
    checking.go_on_with_all(clock())

    def cut(*_given, **_more):
        raise RuntimeError("the power went")

    with monkeypatch.context() as power:
        power.setattr(taking.audit, "record", cut)
        with pytest.raises(RuntimeError):
            taking.take(loaded, left_out=0, by=chief, now=clock())
    desk = Actor(frozenset({Role.INTAKE}))
    assert db.session.query(OldRegister).one().state == loading.LOADED
    assert looking.search("ถนน", by=desk).count == 0
    assert taking.take(loaded, left_out=0, by=chief, now=clock()) == 25
    assert looking.search("ถนน", by=desk).count == 5
    assert looking.search("ถนน", by=chief).count == 0, "an administrator reads no cases and no old lines"
    with pytest.raises(Wrong):
        taking.take(loaded, left_out=0, by=chief, now=clock())


def test_one_book_sent_twice_is_not_taken_twice(loaded, chief, clock):
    """Both copies are read before either is taken."""
    again = loading.load("เล่มเก่าอีกครั้ง", old_books.read(made.as_csv(made.rows(25))), by=chief, now=clock())
    loading.arrange(again.id, loading.columns(again)[0], loading.choices(again))
    number = again.id
    checking.go_on_with_all(clock())
    assert looking.counts(looking.find(number)) == (25, 0)
    assert taking.take(loaded, left_out=0, by=chief, now=clock()) == 25
    with pytest.raises(Wrong):
        taking.take(number, left_out=0, by=chief, now=clock())
    db.session.expire_all()
    assert looking.counts(looking.find(number)) == (0, 25)
    assert looking.search("ถนน", by=Actor(frozenset({Role.INTAKE}))).count == 5
    assert "เล่มเก่า" in next(iter(looking.faulty(looking.find(number)).lines)).faults["number"]


def test_a_file_that_nobody_takes_is_forgotten_after_two_weeks(loaded, clock):
    clock.advance(days=13)
    assert loading.forget(clock()) == 0
    clock.advance(days=2)
    assert loading.forget(clock()) == 1
    assert db.session.query(OldRegisterLine).count() == 0


def test_lines_that_were_left_out_are_forgotten_two_weeks_after(loaded, chief, clock):
    """They hold names and telephones that nobody took."""
    lines = made.rows(5)
    lines[1][2] = "31/2/66"
    number = loading.load("ผิดหนึ่ง", old_books.read(made.as_csv(lines)), by=chief, now=clock()).id
    loading.arrange(number, loading.columns(looking.find(number))[0], loading.Choices(keep_twice=True))
    checking.go_on_with_all(clock())
    taking.take(number, left_out=1, by=chief, now=clock())
    clock.advance(days=13)
    loading.forget(clock())
    assert looking.counts(looking.find(number)) == (4, 1)
    clock.advance(days=2)
    loading.forget(clock())
    assert looking.counts(looking.find(number)) == (4, 0)


def numberless(lines):
    """A book as an office keeps it that numbers nothing."""
    table = [made.HEADERS, *lines]
    return made.as_csv([row[2:] for row in table], headers=False)


def brought_in(name, lines, chief, clock, **chosen):
    number = loading.load(name, old_books.read(numberless(lines)), by=chief, now=clock()).id
    register = looking.find(number)
    loading.arrange(number, loading.columns(register)[0], loading.Choices(**chosen))
    while not checking.go_on(number, now=clock()):
        pass
    return looking.find(number)


def test_a_book_without_numbers_names_lines_that_stand_there_twice(chief, clock):
    lines = made.rows(6)
    first = brought_in("เล่มแรก", [*lines, lines[2]], chief, clock)
    assert looking.counts(first) == (6, 1)
    (twice,) = looking.faulty(first).lines
    assert (twice.line, twice.faults) == (8, {"subject": "twice:4"})
    taking.take(first.id, left_out=1, by=chief, now=clock())
    again = brought_in("เล่มสอง", made.rows(8), chief, clock)
    assert looking.counts(again) == (2, 6), "six of them were in the first book"
    assert looking.faulty(again).lines[0].faults == {"subject": "twice:2:เล่มแรก"}
    accepted = brought_in("เล่มสาม", made.rows(8), chief, clock, keep_twice=True)
    assert taking.take(accepted.id, left_out=0, by=chief, now=clock()) == 8
