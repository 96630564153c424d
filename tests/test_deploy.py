"""What is shipped for servers: proxies keep no visitor's address and no upload, settings exist, the image is whole."""

import os
import re
import shutil
import subprocess
import sys

import pytest

from app import cli, create_app
from app.web import serving
from config import VERSION, Config
from tests.architecture.sources import ROOT

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


@pytest.mark.sealed
def test_no_log_format_holds_an_address_or_a_page():
    formats = re.findall(r"log_format[^;]*;", NGINX)
    assert formats
    assert not [word for line in formats for word in ADDRESSES if word in line]
    assert set(re.findall(r"access_log\s+(\S+)\s+(\w+);", NGINX)) == {("/var/log/nginx/khamrong.log", "khamrong")}


@pytest.mark.sealed
def test_every_server_drops_its_error_lines():
    servers = blocks("server ")
    assert len(servers) == 2
    assert all("error_log /dev/null;" in server for server in servers)


@pytest.mark.sealed
def test_the_sealed_doors_are_logged_nowhere_and_nothing_waits_on_a_disk():
    sealed = next(block for block in blocks("location") if "corruption|staff/sealed" in block)
    for line in ("access_log off;", "proxy_request_buffering off;", "proxy_buffering off;"):
        assert line in sealed
    assert all("proxy_max_temp_file_size 0;" in block for block in blocks("location"))
    largest, buffered = (re.search(rf"{name} (\w+);", NGINX)[1] for name in ("max_body_size", "body_buffer_size"))
    assert largest == buffered


DEPLOY = ROOT / "docs/deploy"
IMAGE = (DEPLOY / "Dockerfile").read_text()
CADDY = (DEPLOY / "Caddyfile").read_text()
READ = re.compile(r'(?:env(?:\.get\(|\[|, )|_STORE = \(|(?<=", ))"([A-Z0-9_]+)"')
SETTINGS = set(READ.findall((ROOT / "config.py").read_text()))


@pytest.mark.sealed
def test_caddy_writes_nothing_down_either():
    assert re.search(r"log default \{\s*output discard\s*\}", CADDY)
    assert len(re.findall(r"^\s*log\b", CADDY, re.MULTILINE)) == 1
    assert "/corruption /corruption/* /staff/sealed /staff/sealed/*" in CADDY
    assert "buffer" not in CADDY


@pytest.mark.sealed
def test_no_visitor_names_the_address_that_they_are_counted_by():
    """By Tor neither: they come through the proxy, all as one that has none of this machine's privileges."""
    torrc = re.findall(r'HiddenServicePort 80 ([\d.:]+)', (DEPLOY / "khamrong.env").read_text())
    assert torrc == ["127.0.0.1:8001"]
    served = next(server for server in blocks("server ") if "443" in server)
    assert "listen 127.0.0.1:8001;" in served
    assert "map $server_port $asking { default $remote_addr; 8001 0.0.0.0; }" in NGINX
    assert re.findall(r"proxy_set_header X-Forwarded-For (.+);", NGINX) == ["$asking"]
    assert not any("proxy_set_header" in block or "include" in block for block in blocks("location"))
    onion = CADDY.partition("http://:8001 {")[2]
    for line in ("bind 127.0.0.1", "flush_interval -1", "header_up X-Forwarded-For 0.0.0.0"):
        assert line in onion
    assert "trusted_proxies" not in CADDY


@pytest.mark.parametrize("name", ["khamrong.env", "compose.yaml"])
def test_every_setting_that_is_named_exists(name):
    words = (DEPLOY / name).read_text()
    line = r"^#?([A-Z0-9_]+)=" if name.endswith("env") else r"^      ([A-Z0-9_]+): "
    named = set(re.findall(line, words, re.MULTILINE))
    of_postgres = {one for one in named if one.startswith("POSTGRES_")}
    assert named - of_postgres
    assert named - of_postgres - SETTINGS == set()


def test_the_container_may_write_to_where_its_backups_go():
    compose, user = (DEPLOY / "compose.yaml").read_text(), re.search(r"^USER (\d+)$", IMAGE, re.MULTILINE)[1]
    mount = next(line for line in compose.splitlines() if "target: /backups" in line)
    assert 'source: "${BACKUPS:?}"' in mount
    assert "create_host_path: false" in mount
    assert "BACKUP_DIR: /backups" in compose
    assert f"install -d -m 700 -o {user} /mnt/backups" in compose
    assert not re.search(r"^ *- \./(?!.*:ro$)", compose, re.MULTILINE)


def test_the_service_waits_for_whoever_is_being_served():
    unit = (DEPLOY / "khamrong.service").read_text()
    patience = int(re.search(r"TimeoutStopSec=(\d+)", unit)[1])
    assert patience >= serving._LONGEST + cli._PATIENCE
    assert f"stop_grace_period: {patience}s" in (DEPLOY / "compose.yaml").read_text()


def test_what_the_image_holds_is_enough_and_may_be_read_only(tmp_path):
    program, kept = tmp_path / "program", tmp_path / "kept"
    program.mkdir()
    for words in re.findall(r"^COPY (.+)$", IMAGE, re.MULTILINE):
        *sources, target = words.split()
        for source in sources:
            if (ROOT / source).is_dir():
                shutil.copytree(ROOT / source, program / target, ignore=shutil.ignore_patterns("__pycache__", "pages"))
            else:
                shutil.copy(ROOT / source, program / target)
    env = {**os.environ, "VAR_DIR": str(kept), "PYTHONDONTWRITEBYTECODE": "1"}
    env = {name: value for name, value in env.items() if name not in {"DATABASE_URL", "SECRET_KEY"}}
    before = sorted(program.rglob("*"))
    for words in ("prepare", "version"):
        run = subprocess.run(
            [sys.executable, "-m", "flask", "--app", "wsgi", words],
            cwd=program, env=env, capture_output=True, encoding="utf-8", check=False,
        )  # fmt: skip
        assert run.returncode == 0, run.stderr
    assert f"khamrong {VERSION}" in run.stdout
    assert sorted(program.rglob("*")) == before


@pytest.mark.parametrize("language", ["en", "th"])
def test_the_operators_guide_names_what_exists(language):
    guide = (ROOT / f"docs/operating.{language}.md").read_text()
    for path in re.findall(r"\]\(([^)#]+)\)", guide):
        assert (ROOT / "docs" / path).resolve().exists(), path
    house = create_app(Config(SECRET_KEY="x" * 32, SQLALCHEMY_DATABASE_URI="sqlite://"))
    pages = {rule.rule.rstrip("/") for rule in house.url_map.iter_rules()}
    named = re.findall(r"`(/(?:admin|staff|setup|healthz|readyz|metrics)[a-z/]*)`", guide)
    assert set(named) <= pages
    assert len(guide) / 3000 < 10  # pages of A4
