"""What a watcher of the machine may read: numbers behind a token, nobody's case, nothing of corruption reports."""

import json
import logging
import re

import pytest
from prometheus_client.parser import text_string_to_metric_families

from app.commands.logs import JsonLines
from app.services import duties
from tests import sealed_cast
from tests.architecture.sources import ROOT
from tests.factories import make_office, open_complaint, open_water

TOKEN = "a token that only the watcher has"


@pytest.fixture
def watched(app, clock):
    make_office(clock())
    app.config["METRICS_TOKEN"] = TOKEN
    return app


def read(client):
    """Every number by its name and labels."""
    answer = client.get("/metrics", headers={"Authorization": f"Bearer {TOKEN}"})
    assert answer.status_code == 200
    families = text_string_to_metric_families(answer.text)
    return {(s.name, *sorted(s.labels.values())): s.value for family in families for s in family.samples}


@pytest.mark.parametrize("told", [{}, {"Authorization": "Bearer wrong"}, {"Authorization": "Basic YTpi"}])
def test_without_the_token_there_is_no_such_page(client, watched, told):
    assert client.get("/metrics", headers=told).status_code == 404


def test_why_the_office_is_ready_is_told_on_this_machine_and_with_the_token_only(client, watched):
    far, known = {"environ_overrides": {"REMOTE_ADDR": "203.0.113.9"}}, {"Authorization": f"Bearer {TOKEN}"}
    assert client.get("/readyz", **far).json == {"ready": True}
    assert client.get("/readyz", **far, headers={"Authorization": "Bearer wrong"}).json == {"ready": True}
    assert client.get("/readyz", **far, headers=known).json == client.get("/readyz").json
    assert {"space", "mail_waiting"} < client.get("/readyz").json.keys()


def test_an_office_that_set_no_token_has_no_such_page(client, clock):
    make_office(clock())
    assert client.get("/metrics", headers={"Authorization": "Bearer "}).status_code == 404


def test_numbers_are_those_of_the_office(client, watched, clock):
    open_complaint(clock(), phone="0800001111")
    open_complaint(clock(), story="ท่อตัน")
    open_water(clock())
    found = read(client)
    assert found["khamrong_cases_open", "complaints"] == 2
    assert found["khamrong_cases_late", "complaints"] == 0
    assert found["khamrong_cases_open", "water"] == 1
    assert found["khamrong_intake_open",] == found["khamrong_schema_current",] == 1
    assert found["khamrong_backup_age_seconds",] == float("inf")
    clock.advance(days=60)
    assert read(client)["khamrong_cases_late", "complaints"] == 2


def test_pages_are_counted_by_room_and_by_nobody(client, watched):
    client.get("/complaints/new")
    client.get("/track")
    client.get("/nothing-here")
    found = read(client)
    assert found["khamrong_request_seconds_count", "2xx", "GET", "complaints"] == 1
    assert found["khamrong_request_seconds_count", "2xx", "GET", "tracking"] == 1
    assert found["khamrong_request_seconds_count", "4xx", "GET", "nowhere"] == 1


def test_invented_methods_fill_no_memory(client, watched):
    before = read(client)
    for name in ("PROPFIND", "AAAA", "BBBB"):
        client.open("/healthz", method=name)
    new = {line for line in read(client).keys() - before.keys() if line[0] == "khamrong_request_seconds_count"}
    assert {"other" in line for line in new if "nowhere" in line} == {True}
    assert not any({"PROPFIND", "AAAA", "BBBB"} & set(line) for line in new)


def test_the_corruption_channel_leaves_no_number(client, watched, clock):
    sealed_cast.open_channel(clock())
    for name in ("arun", "rohani"):
        sealed_cast.reader(name, clock())
    before = read(client)
    for address in ("/corruption/", "/corruption/new", "/corruption/statistics", "/corruption/nothing"):
        client.get(address)
    sealed_cast.send(clock())
    after = read(client)
    changed = {name for name in after if after[name] != before.get(name)} - {("khamrong_free_bytes",)}
    assert {name for name in changed if "front" not in name} == set()  # this page itself is one of the front door's
    assert not any("corruption" in str(name) or "sealed" in str(name) for name in after)


def test_the_dashboard_shows_numbers_that_there_are(client, watched, clock):
    duties.round_of_duties(clock)
    client.get("/track")
    board = json.loads((ROOT / "docs/deploy/grafana-dashboard.json").read_text())
    asked = " ".join(target["expr"] for panel in board["panels"] for target in panel["targets"])
    names = {name for name, *_ in read(client)}
    assert set(re.findall(r"khamrong_[a-z_]+", asked)) <= names


def test_a_line_of_the_log_as_json_never_quotes_an_exception():
    error = ValueError("0800001111 โทรมาบ่น")
    why = (type(error), error, None)
    record = logging.LogRecord("app", logging.ERROR, "x.py", 1, "duty %s failed", ("mail",), why)
    line = JsonLines().format(record)
    assert "0800001111" not in line
    assert {key: json.loads(line)[key] for key in ("level", "logger", "message", "exception")} == {
        "level": "error", "logger": "app", "message": "duty mail failed", "exception": "ValueError",
    }  # fmt: skip
