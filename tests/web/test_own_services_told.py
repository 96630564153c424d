"""A service of the office's own may be delicate: nobody reads a single request for it, or reckons it, anywhere."""

import csv
import io
import re
from datetime import datetime

import pytest

from app.domain.channels import ESERVICE, Arrival
from app.domain.dates import BANGKOK
from app.domain.periods import fiscal_year, round_of
from app.domain.statistics import FEWEST
from app.services import public_figures, suggestions
from app.services.round_figures import Round
from app.services.served import own, served
from tests import eservices, factories
from tests.factories import make_office, open_complaint
from tests.web.test_open_data import addresses, table, told

NOW = datetime(2026, 11, 11, 14, 20, tzinfo=BANGKOK)
CLERK = factories.actor(factories.Role.INTAKE)
SERVICES = {"elderly-allowance": "เบี้ยผู้สูงอายุ", "disability-allowance": "เบี้ยความพิการ", "aids-allowance": "เบี้ยผู้ป่วยเอดส์"}
AIDS = SERVICES["aids-allowance"]


def at(*when):
    return datetime(*when, tzinfo=BANGKOK)


def asked(**counts):
    """Own services of the office; so many requests for each in the settled year: (online, at the counter)."""
    made = {}
    for slug, name in SERVICES.items():
        service = made[name] = eservices.define(at(2025, 10, 1, 8), slug=slug, name=name)
        online, walk_in = counts[slug.partition("-")[0]]
        for n in range(online):
            eservices.ask(service, at(2025, 11 + n % 2, 3 + n % 20, 9, n % 60))
        for n in range(walk_in):
            eservices.ask(service, at(2026, 2 + n % 3, 3 + n % 20, 9, n % 60), by=CLERK, arrival=Arrival.WALK_IN)
    return made


@pytest.fixture
def year(app, clock):
    make_office(at(2025, 10, 1, 7))
    clock.set(NOW)

    def count(number=2569, **counts):
        asked(**counts)
        return public_figures.year(number, now=NOW)

    return count


def rows(found):
    every = [*found.alone.values(), *([found.together] if found.others else [])]
    return [(n.received, n.walk_in, n.online) for n in every]


def test_small_ones_keep_company_and_the_months_know_only_their_sum(year):
    this = year(elderly=(9, 3), disability=(4, 3), aids=(1, 0))
    found = own(this, now=NOW)
    assert (len(found.others), found.together.received) == (2, 8)
    assert [n.received for n in found.alone.values()] == [12]
    months = served(this, now=NOW)
    assert {service for service, _month, _online in months} == {ESERVICE.slug}
    assert sum(months.values()) == 20
    assert set(this.groups["service"]) == {ESERVICE.slug}
    assert {key for month in public_figures.months(this, now=NOW) for key in month.counts} == {None, ESERVICE.slug}


@pytest.mark.parametrize(
    ("elderly", "disability", "aids", "shown"),
    [
        ((9, 6), (5, 0), (7, 0), [(15, 6, 9), (5, 0, 5), (7, 0, 7)]),
        ((9, 6), (5, 1), (7, 0), [(15, None, None), (6, None, None), (7, None, None)]),  # one part: no row is split
        ((6, 9), (4, 0), (2, 6), [(15, 9, 6), (12, 6, 6)]),
        ((6, 9), (4, 1), (2, 0), [(15, None, None), (7, None, None)]),
    ],
)
def test_online_and_counter_are_told_apart_in_all_rows_or_in_none(year, elderly, disability, aids, shown):
    found = own(year(elderly=elderly, disability=disability, aids=aids), now=NOW)
    assert sorted(rows(found), key=repr) == sorted(shown, key=repr)


def test_where_all_are_small_and_while_a_year_runs_only_the_sum_is_told(year):
    assert own(year(elderly=(4, 0), disability=(0, 2), aids=(1, 0)), now=NOW) is None
    running = public_figures.year(2569, now=at(2026, 9, 1, 9))
    assert (running.settled, own(running, now=at(2026, 9, 1, 9))) == (False, None)


def test_a_service_opened_later_changes_nothing_in_a_settled_year(year):
    this = year(elderly=(9, 0), disability=(7, 0), aids=(6, 0))
    before = own(this, now=NOW)
    eservices.define(at(2026, 11, 5, 9), slug="later", name="บริการใหม่", active=False)
    assert own(this, now=NOW) == before


@pytest.mark.parametrize("aids", [(1, 0), (3, 2), (9, 4)])
def test_no_public_page_or_file_says_fewer_than_five_beside_its_name(client, clock, opened, aids):
    """On two days, with a request keyed in between; and in the running year its name stands beside no number at all."""
    services = asked(elderly=(9, 3), disability=(5, 2), aids=aids)
    open_complaint(at(2026, 10, 5, 9))
    for n in range(6):
        eservices.ask(services[AIDS], at(2026, 10, 5 + n, 9))
    clock.set(NOW)
    client.check_pages, days = False, []
    for _ in range(2):
        said = told(client, [*SERVICES.values(), "บริการอื่นรวมกัน", r"บริการอื่น \d+ บริการรวมกัน"])
        found = {address: cells for address, cells in said.items() if cells}
        assert [cell for cells in found.values() for cell in cells if cell[1] < FEWEST] == []
        assert {re.sub(r"\d+", "N", address) for address in found} <= {
            "/statistics/N", "/statistics/services/N", "/statistics/services/N.csv",
            "/statistics/data/own-N.csv", "/statistics/data/own-N.json",
        }  # fmt: skip
        assert found
        assert not any("2570" in address for address in found)
        days.append(found)
        eservices.ask(services[AIDS], clock(), by=CLERK, arrival=Arrival.WALK_IN)
        clock.advance(days=1)
    assert days[0] == days[1]


def test_the_file_of_own_services_is_all_there_is_of_each_and_no_other_file_names_one(client, clock, opened):
    asked(elderly=(9, 6), disability=(4, 0), aids=(2, 6))
    clock.set(NOW)
    client.check_pages = False
    found = {row["service"]: (row["services"], row["received"], row["walk_in"], row["online"])
             for row in table(client, "own", 2569)}  # fmt: skip
    assert found == {"elderly-allowance": ("1", "15", "6", "9"), "others": ("2", "12", "6", "6")}
    assert table(client, "own", 2570) is None
    named = [a for a in addresses(client) if a.startswith("/statistics/data/") and AIDS in client.get(a).text]
    assert named == []
    services = {row["service"]: row for row in table(client, "services", 2569)}
    assert services.keys() == {"all", "eservice"}
    assert services["eservice"]["received"] == "27"


def test_the_page_says_why(client, clock, opened):
    asked(elderly=(9, 3), disability=(4, 3), aids=(1, 0))
    clock.set(NOW)
    for path in ("/statistics/2569", "/statistics/services/2569"):
        page = re.sub(r"<[^>]+>", "", client.get(path).text).replace("\u00a0", " ")
        assert "บริการอื่น 2 บริการรวมกัน" in page
        assert "เพื่อไม่ให้รู้ว่าเป็นคำขอของใคร" in page
    paper = list(csv.reader(io.StringIO(client.get("/statistics/services/2569.csv").data.decode("utf-8-sig"))))
    assert ["เบี้ยผู้สูงอายุ", "12"] in paper
    assert ["บริการที่สำนักงานเปิดเองรวมกัน", "6", "14", "20"] in paper


def test_small_categories_are_added_up_service_by_service(app, clock):
    make_office(at(2025, 10, 1, 7))
    for category, cases in (("road", 12), ("lamp", 6), ("noise", 1)):
        for n in range(cases):
            open_complaint(at(2025, 11, 3 + n, 9), category=category)
    complaints, water = public_figures.year(2569, now=NOW).categories
    assert [row.counts["received"] for row in complaints.alone.values()] == [12]
    assert (complaints.together.counts["received"], complaints.together.half.of) == (7, 7)
    assert (dict(water.alone), water.together) == ({}, None)


@pytest.mark.parametrize(
    ("aids", "period", "apart"),
    [((5, 0), fiscal_year(2569), True), ((4, 0), fiscal_year(2569), False), ((9, 0), round_of(2569, 6), False)],
)
def test_the_measures_report_names_them_over_a_year_and_with_five_or_more_each(year, aids, period, apart):
    year(elderly=(9, 0), disability=(8, 0), aids=aids)
    said = " ".join(s.text for s in suggestions.of_round(6, Round(period, NOW, None)))
    assert (AIDS in said) is apart
    assert "ระบบยื่นคำขอรับบริการออนไลน์ รับ" in said
    kept = [s.text for s in suggestions.of_round(1, Round(period, NOW, None)) if "ภายในกำหนด" in s.text]
    assert any(AIDS in text for text in kept) is apart
