"""The shipped proxy configuration keeps no address of a visitor and writes no upload to a disk."""

import re

import pytest

from tests.architecture.sources import ROOT

pytestmark = pytest.mark.sealed
NGINX = "\n".join(
    line for line in (ROOT / "docs/deploy/nginx.conf").read_text().splitlines() if not line.lstrip().startswith("#")
)
ADDRESSES = ("remote_addr", "http_user_agent", "http_referer", "request_uri", "$uri", "$request ", "http_x_forwarded")


def blocks(name: str) -> list[str]:
    """The contents of every block of this name, inner ones included."""
    found = []
    for start in re.finditer(rf"{name}[^{{;]*\{{", NGINX):
        depth, at = 1, start.end()
        while depth:
            depth += {"{": 1, "}": -1}.get(NGINX[at], 0)
            at += 1
        found.append(NGINX[start.start() : at])
    return found


def test_no_log_format_holds_an_address_or_a_page():
    formats = re.findall(r"log_format[^;]*;", NGINX)
    assert formats
    assert not [word for line in formats for word in ADDRESSES if word in line]
    assert set(re.findall(r"access_log\s+(\S+)\s+(\w+);", NGINX)) == {("/var/log/nginx/khamrong.log", "khamrong")}


def test_every_server_drops_its_error_lines():
    servers = blocks("server ")
    assert len(servers) == 2
    assert all("error_log /dev/null;" in server for server in servers)


def test_the_sealed_doors_are_logged_nowhere_and_nothing_waits_on_a_disk():
    sealed = next(block for block in blocks("location") if "corruption|staff/sealed" in block)
    for line in ("access_log off;", "proxy_request_buffering off;", "proxy_buffering off;"):
        assert line in sealed
    assert all("proxy_max_temp_file_size 0;" in block for block in blocks("location"))
    largest, buffered = (re.search(rf"{name} (\w+);", NGINX)[1] for name in ("max_body_size", "body_buffer_size"))
    assert largest == buffered
