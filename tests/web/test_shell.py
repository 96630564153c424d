"""The hallway as browsers and auditors meet it: headers, assets, languages."""

import re

from app.cli import _proxy
from app.web import headers

ASSET = re.compile(r'"(/assets/[^"]+)"')

# What every answer says to the browser


def test_pages_run_only_our_files_and_are_kept_nowhere(client, opened):
    answer = client.get("/")
    assert answer.headers["Content-Security-Policy"] == headers.CONTENT_SECURITY_POLICY
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["X-Frame-Options"] == "DENY"
    assert answer.headers["Referrer-Policy"] == "same-origin"
    assert answer.headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "geolocation=(self)" in answer.headers["Permissions-Policy"]


def test_browsers_are_bound_to_https_only_behind_https(client, opened):
    assert "Strict-Transport-Security" not in client.get("/").headers
    assert "max-age" in client.get("/", base_url="https://localhost").headers["Strict-Transport-Security"]


def test_the_sealed_channel_tells_no_other_page_where_one_came_from(client, opened):
    assert client.get("/corruption/nothing-here").headers["Referrer-Policy"] == "no-referrer"
    assert client.get("/staff/sealed/nothing-here").headers["Referrer-Policy"] == "no-referrer"


def test_pages_are_compressed_but_for_the_sealed_channel(client, opened):
    client.check_pages = False
    small = client.get("/", headers={"Accept-Encoding": "br, gzip"})
    assert small.headers["Content-Encoding"] == "br"
    sealed = client.get("/corruption/nothing-here", headers={"Accept-Encoding": "br, gzip"})
    assert "Content-Encoding" not in sealed.headers


# Assets


def first_visit(client, path="/"):
    """What a phone fetches that was never here: page, style sheet, script, both fonts."""
    client.check_pages = False
    page = client.get(path).text
    listed = set(ASSET.findall(page))
    styles = [client.get(path).text for path in listed if path.endswith(".css")]
    return [path, *sorted(listed | set(ASSET.findall("".join(styles))))]


def test_assets_are_fetched_once_and_kept_a_year(client, opened):
    for path in first_visit(client)[1:]:
        answer = client.get(path)
        assert answer.status_code == 200, path
        assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_a_first_visit_is_light(client, opened):
    paths = first_visit(client)
    bodies = [client.get(path, headers={"Accept-Encoding": "br"}).data for path in paths]
    assert len(paths) <= 5
    assert sum(map(len, bodies)) <= 40 * 1000


def test_an_asset_from_before_an_update_is_answered_but_not_kept(client, opened):
    path = next(path for path in first_visit(client) if path.endswith(".js"))
    old = re.sub(r"/assets/\w+/", "/assets/00000000/", path)
    assert client.get(old).data == client.get(path).data
    assert client.get(old).headers["Cache-Control"] == "no-cache"


def test_nothing_but_assets_is_served_from_there(client, opened):
    for path in ("/assets/x/nothing.css", "/assets/x/../config.py", "/assets/x/fonts/../../config.py"):
        assert client.get(path).status_code == 404


def test_fonts_come_with_their_licence(client, opened):
    font = next(path for path in first_visit(client) if path.endswith("400.woff2"))
    assert client.get(font).data[:4] == b"wOF2"
    licence = client.get(font.replace("sarabun-400.woff2", "OFL.txt")).text
    assert "SIL OPEN FONT LICENSE" in licence.upper()


# Languages


def test_thai_comes_first_whatever_the_browser_prefers(client, opened):
    page = client.get("/", headers={"Accept-Language": "en-GB,en"}).text
    assert '<html lang="th" dir="ltr">' in page
    assert "มีเรื่องอะไรให้เราช่วย" in page


def test_a_language_once_chosen_is_remembered(client, opened):
    assert "What can we help with?" in client.get("/?lang=en").text
    assert '<html lang="en" dir="ltr">' in client.get("/privacy").text
    assert '<html lang="th" dir="ltr">' in client.get("/privacy?lang=th").text
    assert '<html lang="th" dir="ltr">' in client.get("/").text


def test_unknown_languages_are_thai(client, opened):
    answer = client.get("/?lang=xx")
    assert '<html lang="th" dir="ltr">' in answer.text
    assert "Set-Cookie" not in answer.headers or "lang=" not in answer.headers["Set-Cookie"]


def test_changing_the_language_keeps_the_page_and_its_query(client, opened):
    page = client.get("/services/?order=name&lang=en").text
    assert 'href="/services/?order=name&amp;lang=th"' in page


def test_the_sealed_channel_leaves_no_language_cookie(client, opened):
    answer = client.get("/corruption/nothing-here?lang=en")
    assert '<html lang="en" dir="ltr">' in answer.text
    assert "Set-Cookie" not in answer.headers


def test_a_secure_office_tells_browsers_to_stay_secure(app, client):
    assert "Strict-Transport-Security" not in client.get("/healthz").headers
    app.config["PREFERRED_URL_SCHEME"] = "https"
    assert "max-age" in client.get("/healthz").headers["Strict-Transport-Security"]


def test_only_a_named_proxy_is_believed(app):
    assert _proxy(app) == {"clear_untrusted_proxy_headers": True}
    app.config["TRUSTED_PROXY"] = "127.0.0.1"
    assert _proxy(app)["trusted_proxy"] == "127.0.0.1"
    assert "x-forwarded-for" in _proxy(app)["trusted_proxy_headers"]


def test_pages_that_say_what_is_wrong_are_compressed_too(client, opened):
    client.check_pages = False
    answer = client.post("/track", data={"reference": "1", "code": "2"}, headers={"Accept-Encoding": "br"})
    assert (answer.status_code, answer.headers["Content-Encoding"]) == (422, "br")
