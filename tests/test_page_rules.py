"""The rules for pages find what they are for, and let a good page pass."""

import pytest
from flask import Flask

from tests.page_rules import POLICY, faults

STRICT = "; ".join(POLICY)
GOOD = """<!doctype html>
<html lang="th"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>แจ้งเรื่อง</title><link rel="stylesheet" href="/assets/a.css"><script src="/assets/a.js" defer></script></head>
<body><main><h1>แจ้งเรื่อง</h1>
<form method="post"><input type="hidden" name="token" value="1">
<label for="place">ที่ไหน</label><input id="place" name="place" aria-describedby="hint"><p id="hint">หมู่บ้าน</p>
<label>รูป <input type="file" name="photo"></label><button>ส่ง</button></form>
<img src="/assets/a.svg" alt=""><a href="https://example.go.th">ออกไปข้างนอกได้</a></main></body></html>"""


@pytest.fixture
def shown():
    """What the rules say about a page."""

    def look(page, policy=STRICT):
        app = Flask(__name__)
        app.add_url_rule("/", view_func=lambda: (page, {"Content-Security-Policy": policy}))
        return faults(app.test_client().get("/"))

    return look


def test_a_good_page_passes(shown):
    assert shown(GOOD) == []


@pytest.mark.parametrize(
    ("was", "becomes", "said"),
    [
        ('<html lang="th">', "<html>", "no lang"),
        ("<title>แจ้งเรื่อง</title>", "<title> </title>", "one title"),
        ('<meta name="viewport" content="width=device-width">', "", "viewport"),
        ("<h1>แจ้งเรื่อง</h1>", "", "one h1"),
        ("<h1>แจ้งเรื่อง</h1>", "<h1>หนึ่ง</h1><h1>สอง</h1>", "one h1"),
        ('<p id="hint">', '<p id="place">', "stands 2 times"),
        ('<p id="hint">', "<p>", "names 'hint'"),
        ('<label for="place">ที่ไหน</label>', "", "has no label"),
        ('<label for="place">ที่ไหน</label>', '<label for="place"></label>', "has no label"),
        ("<label>รูป ", "<label>", "has no label"),
        ("<main>", '<main style="color:red">', "inline style"),
        ("</head>", "<style>a{}</style></head>", "inline style"),
        ("</main>", "<script>go()</script></main>", "inline script"),
        ("<button>", '<button onclick="go()">', "handler onclick"),
        ("https://example.go.th", "javascript:go()", "javascript address"),
        ('src="/assets/a.js"', 'src="https://example.com/a.js"', "from elsewhere"),
        ('href="/assets/a.css"', 'href="//example.com/a.css"', "from elsewhere"),
        (' alt=""', "", "no alt"),
        ("</form>", "", "line 8"),
        ("<!doctype html>\n", "", "line 1"),
        ("<p id=", "<p id='a' id=", "line 6"),
    ],
)
def test_each_fault_is_named(shown, was, becomes, said):
    assert was in GOOD
    assert said in "\n".join(shown(GOOD.replace(was, becomes, 1)))


@pytest.mark.parametrize("policy", ["", "default-src 'none'", STRICT + " 'unsafe-inline'"])
def test_a_weak_policy_is_a_fault(shown, policy):
    assert shown(GOOD, policy)
