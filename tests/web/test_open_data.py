"""Open data: files that programs can read, described, licensed, kept; and no village's small number in any of them."""

import csv
import io
import json
import re
from datetime import datetime, timedelta
from html import unescape

import pytest

from app.domain.channels import Arrival
from app.domain.dates import BANGKOK
from app.domain.statistics import FEWEST
from app.extensions import db
from app.models import Series
from app.published.datasets import DATASETS
from app.services import office as offices
from app.services.transaction import transaction
from tests import eservices, factories
from tests.architecture.sources import ROOT
from tests.factories import open_complaint
from tests.services import random_office

NOW = datetime(2026, 11, 11, 14, 20, tzinfo=BANGKOK)
YEARS = (2570, 2569, 2568)
CLERK = factories.actor(factories.Role.INTAKE)
FLOW = ("brought_forward", "received", "reopened", "closed", "moved_in", "moved_out", "open")
AREA = ("published", "front", "corruption", "complaints", "water", "eservice")


@pytest.fixture
def lively(client, clock, opened):
    clock.set(NOW)
    random_office.build(1, 90, NOW)
    own_service(9)
    return client


def own_service(cases):
    """A service of the office's own that was asked for so often in a settled year."""
    with transaction():
        db.session.add(Series(prefix="บร", fiscal_year=2569, last=5000))
    service = eservices.define(datetime(2025, 10, 1, 9, tzinfo=BANGKOK))
    for day in range(1, cases + 1):
        eservices.ask(service, datetime(2025, 11, day, 9, tzinfo=BANGKOK))


def table(client, name, number):
    answer = client.get(f"/statistics/data/{name}-{number}.csv")
    return list(csv.DictReader(io.StringIO(answer.data.decode("utf-8-sig")))) if answer.status_code == 200 else None


@pytest.mark.parametrize("name", DATASETS)
def test_csv_and_json_hold_the_same_and_the_descriptor_says_what(lively, name):
    package = json.loads(lively.get("/statistics/data/datapackage.json").data)
    resource = next(resource for resource in package["resources"] if resource["name"] == name)
    fields = {field["name"]: field["type"] for field in resource["schema"]["fields"]}
    assert package["licenses"][0]["name"] == "CC-BY-4.0"
    for path in resource["path"]:
        number = int(re.search(r"\d+", path)[0])
        rows, objects = table(lively, name, number), lively.get(f"/statistics/data/{name}-{number}.json").get_json()
        assert rows
        assert [list(row) for row in rows] == [list(fields)] * len(objects)
        assert len({tuple(row[key] for key in resource["schema"]["primaryKey"]) for row in rows}) == len(rows)
        for row, of in zip(rows, objects, strict=True):
            for field, kind in fields.items():
                assert row[field] == written(of[field])
                assert of[field] is None or isinstance(of[field], TYPES[kind])


def written(value):
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else str(value)


TYPES = {"integer": int, "number": (int, float), "string": str, "boolean": bool, "date": str}


def test_every_row_balances_and_adds_up(lively):
    for number in YEARS:
        for name in ("monthly", "services", "categories", "arrivals"):
            for row in table(lively, name, number):
                n = {key: int(row.get(key, 0)) for key in FLOW}
                came = n["brought_forward"] + n["received"] + n["reopened"] + n["moved_in"]
                assert came - n["closed"] - n["moved_out"] == n["open"]
        whole = next(row for row in table(lively, "services", number) if row["service"] == "all")
        for name in ("categories", "arrivals"):
            assert sum(int(row["received"]) for row in table(lively, name, number)) == int(whole["received"])
        months = [row for row in table(lively, "monthly", number) if row["service"] == "all"]
        assert sum(int(row["received"]) for row in months) == int(whole["received"])


def test_fewer_than_five_have_no_typical_time(lively):
    rows = [row for name in ("services", "categories", "arrivals") for y in YEARS for row in table(lively, name, y)]
    assert any(int(row["timed"]) < FEWEST for row in rows)
    assert all((row["median_days"] == "") == (int(row["timed"]) < FEWEST) for row in rows)


def test_files_may_be_read_from_any_page_and_kept_until_they_change(lively, clock):
    for path in ("/statistics/data/monthly-2569.csv", "/statistics/data/datapackage.json"):
        first = lively.get(path)
        assert first.headers["Access-Control-Allow-Origin"] == "*"
        assert first.headers["Cache-Control"] == "public, no-cache"
        assert "Set-Cookie" not in first.headers
        again = lively.get(path, headers={"If-None-Match": first.headers["ETag"]})
        assert (again.status_code, again.data) == (304, b"")
    stamps = [lively.get(f"/statistics/data/monthly-{n}.csv").headers["ETag"] for n in (2569, 2570)]
    clock.advance(days=1)
    later = [lively.get(f"/statistics/data/monthly-{n}.csv").headers["ETag"] for n in (2569, 2570)]
    assert stamps[0] == later[0]  # settled
    assert stamps[1] != later[1]
    assert lively.post("/statistics/data/monthly-2569.csv").status_code == 405
    for path in ("/statistics/", "/statistics/services/2569.csv", "/statistics/data/"):
        assert "Access-Control-Allow-Origin" not in lively.get(path).headers


def test_the_dictionary_explains_every_column(lively):
    page = unescape(lively.get("/statistics/data/").text)
    for dataset in DATASETS.values():
        for column in dataset.columns:
            assert f">{column.name}</code>" in page
            assert column.meaning in page.replace("\u00a0", " ")


def addresses(client):
    """Every public address that can be written down without knowing a case."""
    rules = [rule for rule in client.application.url_map.iter_rules() if rule.endpoint.partition(".")[0] in AREA]
    for rule in rules:
        known = {"number": (*YEARS, 1), "year": YEARS, "paper": ("csv",), "table": tuple(DATASETS), "months": (6, 12),
                 "name": ("figures.json", "content.json")}  # fmt: skip
        if "GET" not in rule.methods or not rule.arguments <= known.keys():
            continue
        made = [{}]
        for name in rule.arguments:
            made = [{**values, name: value} for values in made for value in known[name]]
        urls = client.application.url_map.bind("localhost")
        yield from (urls.build(rule.endpoint, values) for values in made)


def cells(answer, names):
    """Every number beside one of the names, on a page or in a file."""
    if answer.mimetype == "application/json" and isinstance(answer.json, list):
        named = [(of.get("village_name") or of.get("service_name"), of.get("received")) for of in answer.json]
        return [(name, received) for name, received in named if name in names]
    text = answer.get_data(as_text=True)
    if text.lstrip("\ufeff").startswith(("fiscal_year,village,", "fiscal_year,service,service_name,services,")):
        return [(row[1], int(row[4])) for row in csv.reader(io.StringIO(text)) if row[2] in names]
    text = re.sub(r"<(option|select|form)\b.*?</\1>", " ", text, flags=re.DOTALL)
    text = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", unescape(text)).replace("\u00a0", " "))
    beside = re.findall(rf"({'|'.join(names)})[ ,:\"]*([\d,]+)", text)
    return [(name, int(number.replace(",", "") or 0)) for name, number in beside]


def villages_told(client):
    """What every public page and file says beside the name of a village."""
    names = [*(village.name for village in offices.villages()), "หมู่บ้านอื่นรวมกัน", r"หมู่บ้านอื่น \d+ หมู่บ้านรวมกัน"]
    return told(client, names)


def told(client, names):
    """What every public page and file says beside one of these names."""
    found = {}
    for address in addresses(client):
        answer = client.get(address)
        if answer.status_code == 200 and answer.mimetype in {"text/html", "text/csv", "application/json"}:
            found[address] = cells(answer, names)
    assert found.keys() >= {"/ita/", "/reports/", "/news/", "/questions/", "/poster", "/statistics/"}
    return found


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_no_public_page_or_file_tells_a_village_s_small_number_on_any_day(client, clock, opened, seed):
    """Nor what a letter keyed in late changed, to one who comes back the next day and subtracts."""
    clock.set(NOW)
    random_office.build(seed, 30 + 25 * seed, NOW)
    with transaction():
        db.session.add(Series(prefix="รท", fiscal_year=2569, last=5000))
    client.check_pages, days = False, []
    for _ in range(2):
        told = villages_told(client)
        small = [(address, name, n) for address, found in told.items() for name, n in found if n < FEWEST]
        assert small == []
        days.append({address: found for address, found in told.items() if found})
        for village in (1, 2, 3, 4):
            open_complaint(clock(), by=CLERK, village=village, arrival=Arrival.LETTER, backdate_reason="มาช้า",
                           received_at=datetime(2026, 9, 1 + village, 10, tzinfo=BANGKOK))  # fmt: skip
        clock.advance(days=1)
    assert days[0] == days[1]
    assert len(days[0]) >= 3


def test_villages_stand_in_one_table_only_and_of_settled_years_only(lively, clock):
    found = {address for address, cells in villages_told(lively).items() if cells}
    assert {re.sub(r"\d+", "N", address) for address in found} <= {
        "/statistics/N", "/statistics/data/villages-N.csv", "/statistics/data/villages-N.json"
    }  # fmt: skip
    assert not any("2570" in address for address in found)
    clock.set(NOW - timedelta(days=20))
    assert lively.get("/statistics/data/villages-2569.csv").status_code == 404


def test_what_is_described_for_programs_that_try_addresses_is_there(app):
    described = json.loads((ROOT / "tests" / "openapi.json").read_text(encoding="utf-8"))["paths"]
    words, addresses = {"{table}": "monthly", "{name}": "figures.json"}, app.url_map.bind("localhost")
    for path in described:
        assert addresses.match(re.sub(r"\{[a-z]+\}", lambda found: words.get(found[0], "1"), path))[0], path
