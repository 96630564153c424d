"""The script for auditors against the product: from the exported events alone it prints the published figures."""

import ast
import importlib.util
import json
import subprocess
import sys
import zipfile
from datetime import date, datetime, timedelta
from pathlib import Path
from random import Random  # noqa: TID251  (the same seed gives the same days)

import pytest

from app import create_app
from app.domain.channels import CHANNELS
from app.domain.dates import BANGKOK
from app.domain.periods import Period, fiscal_year, fiscal_year_of, parse_period
from app.extensions import db
from app.sample import make
from app.services import audit_package, statistics
from app.services.statistics.measures import MEASURES
from tests.conftest import Clock, office
from tests.factories import make_office
from tests.services import random_office

SCRIPT = Path(__file__).parents[1] / "docs" / "recompute.py"
NOW = datetime(2026, 11, 11, 14, 20, 33, 250_000, tzinfo=BANGKOK)
CASES = 16
YEARS = 200


def load():
    spec = importlib.util.spec_from_file_location("recompute", SCRIPT)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


recompute = load()
STATEMENT = sys.modules["app.services.statistics.statement"]


def as_read(plain):
    """As it comes back from a file."""
    return json.loads(json.dumps(plain))


def spelt(plain):
    """Letter by letter: a number is a number, not a truth."""
    return json.dumps(plain, sort_keys=True)


def run(*arguments):
    """The script by itself, without any of the product's libraries."""
    return subprocess.run(
        [sys.executable, "-I", "-S", SCRIPT, *arguments], capture_output=True, text=True, encoding="utf-8", check=False,
        env={"PYTHONUTF8": "1"},
    )  # fmt: skip


def asked(seed):
    """A period and the day of which it is told: running, just over, long over, stopped in its middle, not yet begun."""
    rng = Random(seed)  # noqa: S311
    first = random_office.FIRST.date() + timedelta(days=rng.randrange(430))
    odd = Period(first, first + timedelta(days=rng.randrange(1, 120)))
    period = rng.choice([parse_period("fy2569"), parse_period("fy2569r6"), parse_period("fy2570"), odd])
    return period, min(period.last_day + timedelta(days=rng.choice([-40, -3, 0, 1, 20, 90])), NOW.date())


def year(seed, path):
    """One random year of a fresh office: late knowledge, letters keyed in late, holidays in hindsight."""
    random_office.build(seed, CASES, NOW)
    period, as_of = asked(seed)
    path.write_bytes(audit_package.archive(period, now=NOW, as_of=as_of))
    published = as_read(statistics.statement(period, now=NOW, as_of=as_of))
    found = recompute.recompute(path)
    found["groups"] = {name: of for name, of in found["groups"].items() if name in published["groups"]}
    assert recompute.differences(found, published) == []
    assert spelt(found) == spelt(published)


@pytest.fixture(scope="module")
def offices(new_sqlite, tmp_path_factory):
    """One application for many offices: each finds the file as it was on the first day."""
    place = tmp_path_factory.mktemp("offices")
    app = create_app(office(new_sqlite(place), place), clock=Clock())
    with app.app_context():
        make_office(NOW)
    first_day = empty(app, place).read_bytes()

    def fresh():
        empty(app, place).write_bytes(first_day)
        return app

    yield fresh
    empty(app, place)


def empty(app, place):
    """Nobody holds the file any more, and no journal lies beside it."""
    with app.app_context():
        db.session.remove()
        db.engine.dispose()
    assert [path.name for path in place.glob("khamrong.db*")] == ["khamrong.db"]
    return place / "khamrong.db"


@pytest.mark.sqlite
@pytest.mark.parametrize("seed", range(YEARS))
def test_two_hundred_random_years(offices, seed, monkeypatch, tmp_path):
    """For all cases or for one service, in turn."""
    monkeypatch.setattr(STATEMENT, "GROUPS", [("all", *CHANNELS)[seed % 4]])
    with offices().app_context():
        year(seed, tmp_path / "package.zip")


@pytest.mark.parametrize("seed", range(YEARS, YEARS + 10))
def test_random_years_with_every_service(app, seed, tmp_path):
    """On either database."""
    make_office(NOW)
    year(seed, tmp_path / "package.zip")


def test_the_random_years_are_of_every_kind():
    kinds = set()
    for period, as_of in map(asked, range(YEARS)):
        kinds.add("over" if as_of >= period.last_day else "not begun" if as_of < period.start else "in its middle")
        kinds.add("today" if as_of == NOW.date() else "another day")
    assert kinds == {"over", "not begun", "in its middle", "today", "another day"}


@pytest.fixture(scope="module")
def sample(new_sqlite, tmp_path_factory):
    """A small sample office that is only looked at."""
    place, clock = tmp_path_factory.mktemp("sample"), Clock()
    clock.set(datetime(2026, 11, 22, 16, tzinfo=BANGKOK))
    app = create_app(office(new_sqlite(place), place), clock=clock)
    with app.app_context():
        make(clock(), cases=60)
        db.session.commit()
        yield app, clock()
        db.session.remove()
        db.engine.dispose()


def packed(now, code, as_of, folder):
    """A package on disk, and the figures that the product gives."""
    period = parse_period(code)
    path = folder / f"{code}.zip"
    path.write_bytes(audit_package.archive(period, now=now, as_of=as_of))
    return path, as_read(statistics.statement(period, now=now, as_of=as_of))


def test_the_sample_years(sample, tmp_path):
    _, now = sample
    years = [fiscal_year(year) for year in range(2567, fiscal_year_of(now.date()) + 1)]
    looked = [(year.code, now.date()) for year in years]
    looked += [(code, date(2026, 10, 5)) for code in ("fy2569r6", "fy2569r12", "m2026-10")]
    received = 0
    for code, as_of in looked:
        path, published = packed(now, code, as_of, tmp_path)
        assert spelt(recompute.recompute(path)) == spelt(published), (code, as_of)
        received += published["groups"]["all"]["balance"]["received"]
    assert received >= 120


def test_the_balance_of_a_year_is_where_the_next_one_begins(sample, tmp_path):
    _, now = sample
    before = recompute.recompute(packed(now, "fy2569", now.date(), tmp_path)[0])["groups"]
    after = recompute.recompute(packed(now, "fy2570", now.date(), tmp_path)[0])["groups"]
    for name, of in before.items():
        assert of["balance"]["open"] == after[name]["balance"]["brought"]


def test_in_words_by_itself(sample, tmp_path):
    """Run as an auditor runs it; the words are those of the report: one decimal, nothing of fewer than five."""
    _, now = sample
    path, published = packed(now, "fy2569r12", now.date(), tmp_path)
    told = run(path)
    assert (told.returncode, told.stderr) == (0, "")
    assert told.stdout.startswith("fy2569r12: 2025-10-01 to 2026-09-30, as known at the end of 2026-11-22\n")
    everything = published["groups"]["all"]
    assert f"all: on time {everything['counts']['on_time']} of {everything['counts']['judged']}" in told.stdout
    found = statistics.tally(parse_period("fy2569r12"), now=now, as_of=now.date())
    for name, share, unit in (("half_office", "median", "working days"), ("nine_resident", "p90", "days")):
        figure = found.durations[name]
        days = f"{'over ' * figure.more_than}{figure.value} {unit}"
        assert f"  {share} of {figure.denominator} received: {days}\n" in told.stdout
    assert "too few" in run(packed(now, "m2026-10", now.date(), tmp_path)[0]).stdout


def test_as_data_and_compared_by_itself(sample, tmp_path):
    _, now = sample
    path, published = packed(now, "fy2569r12", now.date(), tmp_path)
    assert spelt(json.loads(run(path, "--json").stdout)) == spelt(published)
    report = tmp_path / "report.json"
    report.write_text(json.dumps({"edition": 1, "figures": published}), encoding="utf-8")
    told = run(path, "--compare", report)
    assert (told.returncode, told.stdout) == (0, "no differences\n")
    published["groups"]["water"]["balance"]["open"] += 1
    del published["groups"]["complaints"]["outcomes"]["solved"]
    report.write_text(json.dumps(published), encoding="utf-8")
    told = run(path, "--compare", report)
    assert told.returncode == 1
    assert " groups water balance open: published" in told.stderr
    assert " groups complaints outcomes solved: published None, recomputed" in told.stderr
    assert len(told.stderr.splitlines()) == 2


def test_a_folder_serves_as_well_and_one_changed_letter_stops_it(sample, tmp_path):
    _, now = sample
    path, published = packed(now, "fy2569", now.date(), tmp_path)
    folder = tmp_path / "unpacked"
    zipfile.ZipFile(path).extractall(folder)
    assert recompute.recompute(folder) == published
    told = (folder / "events.jsonl").read_text()
    (folder / "events.jsonl").write_text(told.replace("08:", "09:", 1))
    found = run(folder)
    assert (found.returncode, found.stderr) == (1, "events.jsonl is not the file that the manifest speaks of\n")


def test_every_count_of_a_published_report_is_recomputed():
    """None is left to be believed; and the product has each of them as a figure with its list of cases."""
    assert list(STATEMENT._COUNTS) == recompute.COUNTS
    assert list(STATEMENT._BALANCE) == recompute.BALANCE
    assert {*recompute.COUNTS, *recompute.BALANCE} <= MEASURES.keys()


def test_it_is_short_and_stands_alone():
    text = SCRIPT.read_text(encoding="utf-8")
    assert len(text.splitlines()) < 150
    assert max(map(len, text.splitlines())) <= 120
    names = set()
    for node in ast.walk(ast.parse(text, feature_version=(3, 8))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        if isinstance(node, ast.ImportFrom):
            names.add(node.module)
    assert names <= sys.stdlib_module_names
