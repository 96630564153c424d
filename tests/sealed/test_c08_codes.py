"""C8: codes that nobody can guess, and a door that tells nothing to whoever tries."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from threading import Barrier

import pytest
from nacl import bindings as sodium
from sqlalchemy import event

from app.domain.sealed import new_code
from app.extensions import db
from app.services.sealed import limits, reports
from tests.sealed.betrayals import uneven
from tests.sealed.doors import STAMPED
from tests.web.sealed_pages import Reporter, hidden, words


@contextmanager
def work_of(monkeypatch):
    """What is done while somebody waits: secrets stretched, statements sent to the database."""
    done = []
    stretch = sodium.crypto_pwhash_alg

    def counted(*given, **more):
        done.append("stretch")
        return stretch(*given, **more)

    def note(_connection, _cursor, statement, *_more):
        done.append(statement)

    with monkeypatch.context() as patch:
        patch.setattr(sodium, "crypto_pwhash_alg", counted)
        event.listen(db.engine, "before_cursor_execute", note)
        yield done
        event.remove(db.engine, "before_cursor_execute", note)


def like(code):
    """A code that differs in its last digit."""
    return code[:-1] + str((int(code[-1]) + 1) % 10)


def test_c08_a_thousand_codes_are_distinct_and_even(reporter):
    shown = [hidden(reporter.client.get("/corruption/new"), "code") for _ in range(20)]
    assert uneven(shown + [new_code() for _ in range(980)]) == []


def test_c08_wrong_and_unknown_codes_are_answered_alike(report, monkeypatch):
    asked = [like(report.code), "0" * 24, new_code()]
    done, answers = [], []
    for code in asked:
        with work_of(monkeypatch) as work:
            answers.append(report.comes_back(code))
        done.append(work)
    assert {(page.status_code, len(page.data), str(page.headers)) for page in answers} == {
        (200, len(answers[0].data), str(answers[0].headers))
    }
    assert len({STAMPED.sub("", page.text.replace(code, "")) for page, code in zip(answers, asked, strict=True)}) == 1
    assert done[0] == done[1] == done[2]
    assert done[0].count("stretch") == 1


def test_c08_looking_costs_the_same_stretching_whether_there_is_something_or_not(report, monkeypatch):
    counts = []
    for code in (report.code, new_code()):
        with work_of(monkeypatch) as work:
            report.comes_back(code)
        counts.append(work.count("stretch"))
    assert counts == [1, 1]


@pytest.mark.parametrize("address", ["/corruption/case", "/corruption/case/write", "/corruption/case/withdraw"])
def test_c08_guessing_is_throttled_and_then_right_and_wrong_are_alike(report, clock, address):
    for _ in range(limits.TRIES):
        report.client.post(address, data={"code": new_code()})
    asked = (report.code, like(report.code), new_code())
    answers = [report.client.post(address, data={"code": code}) for code in asked]
    assert {page.status_code for page in answers} == {429}
    assert len({str(page.headers) for page in answers}) == 1
    assert len({STAMPED.sub("", page.text.replace(code, "")) for page, code in zip(answers, asked, strict=True)}) == 1
    clock.advance(minutes=15)
    assert "เรื่องของคุณ" in words(report.comes_back())


@pytest.mark.parametrize(
    ("guesser", "other", "status"),
    [
        ("2001:db8:1:2::{}", "2001:db8:1:2:ffff::1", 429),  # one house has as many addresses as it likes
        ("2001:db8:1:2::{}", "2001:db8:1:3::1", 200),
        ("::ffff:192.0.2.7", "192.0.2.7", 429),
        ("::ffff:192.0.2.7", "::ffff:192.0.2.8", 200),
    ],
)
def test_c08_guesses_are_counted_by_house(report, guesser, other, status):
    def look(code, address):
        return report.client.post("/corruption/case", data={"code": code}, environ_base={"REMOTE_ADDR": address})

    for number in range(limits.TRIES):
        assert look(new_code(), guesser.format(number + 1)).status_code == 200
    assert look(report.code, other).status_code == status


def test_c08_many_guesses_at_once_are_as_many(app, report, monkeypatch):
    """Counted before they are looked at: whoever sends them all before the first answer gains nothing."""
    together, found = Barrier(limits.TRIES), reports.find

    def slowly(code):
        together.wait(10)
        return found(code)

    monkeypatch.setattr(reports, "find", slowly)

    def guess(_):
        with app.app_context():
            return app.test_client().post("/corruption/case", data={"code": new_code()}).status_code

    with ThreadPoolExecutor(2 * limits.TRIES) as pool:
        answers = list(pool.map(guess, range(2 * limits.TRIES)))
    assert sorted(answers) == [200] * limits.TRIES + [429] * limits.TRIES


def test_c08_right_codes_use_no_tries_up(report):
    for _ in range(2 * limits.TRIES):
        assert "เรื่องของคุณ" in words(report.comes_back())


def test_c08_the_form_does_not_tell_whether_a_code_is_in_use(app, report):
    pages = []
    for code in (report.code, new_code()):
        page = Reporter(app.test_client(), code).writes()
        pages.append((page.status_code, page.text.replace(code, "").replace(code[-4:], "")))
    assert pages[0][0] == pages[1][0] == 200
    assert len(pages[0][1]) == len(pages[1][1])


def test_c08_what_cannot_be_a_code_is_not_even_looked_for(report, monkeypatch):
    with work_of(monkeypatch) as work:
        report.comes_back("1234")
    assert "stretch" not in work
