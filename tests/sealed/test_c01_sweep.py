"""C1: one secret of each kind is planted and used in every way; then every byte is searched. Nothing is found."""

import base64
import gzip
import json
from urllib.parse import quote

import pytest
from werkzeug import formparser

from app.services.sealed import reports
from tests import factories
from tests.renderers.reading import needs_pango
from tests.sealed import betrayals, journey, late_journey, planted
from tests.sealed.watch import rows
from tests.secrets_sweep import found_in, sweep_all
from tests.web.sealed_pages import officer_at_desk


def test_c01_nothing_planted_is_found_in_anything_left_behind(watch, visitor, readers, clock):
    codes = journey.everything(watch, visitor, readers[0], clock)
    opened = journey.keys_of(readers[0], *codes)
    late_journey.destroys(watch.app, readers, codes[1], clock)
    secrets = [*planted.SECRETS, *(form for code in codes for form in planted.spaced(code)), *opened]
    left = watch.left_behind()
    assert sum(map(len, left.values())) > 1_500_000, "the report and its files are not where this test looks"
    assert {"backup.db"} <= {name.rpartition("/")[2] for name in left} or "base" in str(left.keys())
    assert sweep_all([factories.OFFICE["name"]], left), "what is in clear is not found either"
    assert sweep_all(secrets, left) == {}


@pytest.mark.sqlite
def test_c01_a_moved_complaint_leaves_nothing_where_it_was(watch, readers, clock):
    ticket = late_journey.complains(clock)
    assert sweep_all(planted.MOVED, watch.left_behind()), "what was in clear before is not where this test looks"
    codes = late_journey.moves(watch.app, ticket, clock)
    secrets = [*planted.MOVED, codes[1], *(form for code in codes for form in planted.spaced(code))]
    assert watch.findings(secrets) == {}


def test_c01_a_moved_complaint_is_in_no_row_of_any_table(app, readers, clock):
    ticket = late_journey.complains(clock)
    assert sweep_all(planted.MOVED, {"rows": rows()})
    codes = late_journey.moves(app, ticket, clock)
    assert sweep_all([*planted.MOVED, *codes], {"rows": rows()}) == {}


def test_c01_a_copy_for_another_agency_stays_in_memory(watch, visitor, readers, clock):
    needs_pango()
    journey.reports_twice(visitor)
    officer = officer_at_desk(watch.app, readers[0], clock)
    code = late_journey.exports(officer)
    assert watch.findings([*planted.SECRETS, code, *planted.spaced(visitor.code)]) == {}


@pytest.mark.sqlite
def test_c01_after_an_error_in_the_general_channel_no_log_quotes_the_complaint(watch, readers, clock):
    """The statement that fails holds what a resident wrote; an allegation may well come in this way."""
    watch.app.config["PROPAGATE_EXCEPTIONS"] = False
    late_journey.complains_in_vain(watch.app)
    assert sweep_all([planted.COMPLAINT, planted.PLACE], watch.streams()) == {}


WRAPPED = {
    "UTF-8": str.encode,
    "UTF-16": lambda secret: secret.encode("utf-16-le"),
    "hex": lambda secret: b"x" + secret.encode().hex().encode(),
    "base64": lambda secret: base64.b64encode(b"z" + secret.encode() + b"tail"),
    "base64 of UTF-16": lambda secret: base64.urlsafe_b64encode(b"zz" + secret.encode("utf-16-le") + b"tail"),
    "percent": lambda secret: quote(secret).encode(),
    "JSON": lambda secret: json.dumps({"a": secret}).encode(),
    "gzip": lambda secret: gzip.compress(b"some text around " + secret.encode()),
    "gzip of base64": lambda secret: gzip.compress(base64.b64encode(secret.encode())),
}


@pytest.mark.parametrize("wrap", WRAPPED.values(), ids=WRAPPED)
def test_c01_the_search_would_find_it(wrap):
    secret = "ข้อความลับ PLANTED-X"
    assert found_in([secret], b"\x00\xffnoise" + wrap(secret) + b"noise") == {secret}


def test_c01_large_evidence_never_touches_a_disk(reporter, monkeypatch):
    def refuse(*_args, **_more):
        raise AssertionError("written to a file")

    monkeypatch.setattr(formparser, "SpooledTemporaryFile", refuse)
    reporter.writes()
    reporter.sends(("สัญญา.pdf", b"%PDF-1.7 " + bytes(3_000_000)))
    assert next(iter(reports.find(reporter.code).files.values())).size == 3_000_009


def test_c01_pages_put_the_code_into_no_address_title_or_header(reporter):
    pages = [reporter.writes(), reporter.sends(), reporter.comes_back()]
    assert betrayals.addressed(reporter.code, pages) == []
    for page in pages:
        assert not set("0123456789") & set(page.text.split("<title>")[1].split("</title>")[0])
        assert page.headers["Cache-Control"] == "no-store"
        assert page.headers["Referrer-Policy"] == "no-referrer"


def test_c01_the_reporter_gets_no_cookie_but_the_forms_own(app, reporter):
    app.config["WTF_CSRF_ENABLED"] = True
    for page in (reporter.client.get("/corruption/?lang=en"), reporter.client.get("/corruption/new")):
        assert [cookie.split("=")[0] for cookie in page.headers.getlist("Set-Cookie")] in ([], ["khamrong"])
