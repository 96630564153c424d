"""C9: pressed twenty times, cut off, killed and sent again: one report, one code, nothing in the outbox."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from app.domain.sealed import new_code
from app.extensions import db
from app.models import OutboxMail, SealedCase, SealedEntry, SealedFile, Ticket
from app.services.sealed import reports
from tests import sealed_cast
from tests.mail_server import free_port
from tests.pressed_twice import refusals, twice
from tests.sealed.wire import Wire, sends_and_hears_nothing, serving
from tests.web.sealed_pages import WHAT, Reporter, hidden, photo, words


def counted():
    """Reports, lines, files, letters, general cases."""
    db.session.rollback()
    return [db.session.query(table).count() for table in (SealedCase, SealedEntry, SealedFile, OutboxMail, Ticket)]


@pytest.fixture
def address(app, readers):
    """The database that the server and this test share."""
    found = db.engine.url.render_as_string(hide_password=False)
    db.session.remove()
    return found


def test_c09_twenty_posts_at_once_through_the_real_server(app, address, tmp_path):
    port = free_port()
    with serving(address, tmp_path, port):
        reporter = Reporter(Wire(port))
        reporter.writes()

        def press(_):
            return Reporter(Wire(port), reporter.code, reporter.answers).sends(("รูป.jpg", photo()))

        with ThreadPoolExecutor(20) as pool:
            answers = list(pool.map(press, range(20)))
    assert {answer.status_code for answer in answers} == {200}
    assert all(group in words(answer) for answer in answers for group in (reporter.code[:4], reporter.code[-4:]))
    assert counted() == [1, 1, 1, 0, 0]


def test_c09_killed_between_writing_and_answering_then_sent_again(app, address, tmp_path):
    port = free_port()
    reporter = Reporter(Wire(port))
    with serving(address, tmp_path, port, "dies") as process:
        reporter.writes()
        assert sends_and_hears_nothing(lambda: reporter.sends(("รูป.jpg", photo())))
        assert process.wait(30) == -9
    assert counted() == [1, 1, 1, 0, 0]
    with serving(address, tmp_path, port):
        assert reporter.sends(("รูป.jpg", photo())).status_code == 200
        assert WHAT in words(reporter.comes_back())
    assert counted() == [1, 1, 1, 0, 0]


def test_c09_twenty_presses_in_one_process_make_one_report(app, reporter):
    reporter.writes()
    db.session.remove()

    def press(_):
        with app.app_context():
            return Reporter(app.test_client(), reporter.code, reporter.answers).sends(("รูป.jpg", photo())).status_code

    with ThreadPoolExecutor(20) as pool:
        assert set(pool.map(press, range(20))) == {200}
    assert counted() == [1, 1, 1, 0, 0]
    assert len(reports.find(reporter.code).story) == 1


def test_c09_sent_twice_at_once_the_database_refuses_nothing_and_its_log_holds_no_second(app, readers, clock):
    code, said = new_code(), reports.Submission(sealed_cast.answers())
    with refusals() as found:
        sent = twice(app, "sealed_case", lambda: reports.send(code, said, now=clock()).again)
    assert (sorted(sent), found) == ([False, True], [])
    assert counted()[:2] == [1, 1]


def test_c09_a_retry_with_other_words_adds_a_message(reporter):
    reporter.writes()
    reporter.sends()
    for _ in range(2):
        reporter.writes(what="ขอเงิน 500 บาท")
        reporter.sends()
    assert counted()[:2] == [1, 2]
    assert "ขอเงิน 500 บาท" in words(reporter.comes_back())


def test_c09_a_message_pressed_twice_is_one(reporter):
    reporter.writes()
    reporter.sends()
    for _ in range(2):
        reporter.says("มีพยาน", once="the same form")
    assert [h.text for h in reports.find(reporter.code).story] == ["", "มีพยาน"]


def test_c09_two_forms_are_two_codes_and_the_code_is_there_before_the_first_word(reporter):
    codes = {hidden(reporter.client.get("/corruption/new"), "code") for _ in range(5)}
    assert len(codes) == 5
    for code in (new_code(), new_code()):
        sender = Reporter(reporter.client, code)
        sender.writes()
        assert sender.sends().status_code == 200
    assert counted()[0] == 2
