"""The script for auditors against the product: from the exported events alone it prints the published figures."""

import importlib.util
import json
import sys
from datetime import datetime, timedelta
from pathlib import Path
from random import Random  # noqa: TID251  (the same seed gives the same days)

import pytest

from app.domain.channels import CHANNELS
from app.domain.dates import BANGKOK
from app.domain.periods import Period, parse_period
from app.services import audit_package, statistics
from tests.factories import make_office
from tests.services import random_office

SCRIPT = Path(__file__).parents[1] / "docs" / "recompute.py"
NOW = datetime(2026, 11, 11, 14, 20, 33, 250_000, tzinfo=BANGKOK)
CASES = 28


def load():
    spec = importlib.util.spec_from_file_location("recompute", SCRIPT)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


recompute = load()
STATEMENT = sys.modules["app.services.statistics.statement"]


def asked(seed):
    """A period and the day of which it is told: running, just over, long over, stopped in its middle, not yet begun."""
    rng = Random(seed)  # noqa: S311
    first = random_office.FIRST.date() + timedelta(days=rng.randrange(430))
    odd = Period(first, first + timedelta(days=rng.randrange(1, 120)))
    period = rng.choice([parse_period("fy2569"), parse_period("fy2569r6"), parse_period("fy2570"), odd])
    return period, min(period.last_day + timedelta(days=rng.choice([-40, -3, 0, 1, 20, 90])), NOW.date())


@pytest.mark.parametrize("seed", range(200))
def test_two_hundred_random_years(app, seed, monkeypatch, tmp_path):
    """Late knowledge, letters keyed in late, holidays in hindsight; every tenth year with every service."""
    make_office(NOW)
    random_office.build(seed, CASES, NOW)
    if seed % 10:
        monkeypatch.setattr(STATEMENT, "GROUPS", ("all", list(CHANNELS)[seed % 3]))
    period, as_of = asked(seed)
    (tmp_path / "package.zip").write_bytes(audit_package.archive(period, now=NOW, as_of=as_of))
    published = as_read(statistics.statement(period, now=NOW, as_of=as_of))
    found = recompute.recompute(tmp_path / "package.zip")
    found["groups"] = {name: of for name, of in found["groups"].items() if name in published["groups"]}
    assert recompute.differences(found, published) == []


def as_read(plain):
    """As it comes back from a file."""
    return json.loads(json.dumps(plain))
