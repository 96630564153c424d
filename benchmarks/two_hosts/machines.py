"""The machines of the trial: two that serve, one in front with all they share. Their addresses exist nowhere else."""

import io
import os
import shutil
import signal
import subprocess
import sys
import tarfile
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from tests.stand_ins import BUCKET, valkey_binary
from tests.throwaway_postgres import REPLICA_PORT, USER, binaries

ROOT = Path(__file__).resolve().parents[2]
FRONT, BRIDGE, FRONT_ADDRESS = "khm-front", "khm", "10.77.0.1"
HOSTS = {"khm-a": "10.77.0.11", "khm-b": "10.77.0.12"}
PORT, DOOR, VALKEY, STORE, MAIL = 8000, 8080, 6379, 5000, 2525
NGINX = f"""
user root; worker_processes 1; daemon off; pid {{place}}/nginx.pid; error_log {{place}}/nginx-error.log;
events {{{{ worker_connections 512; }}}}
http {{{{
  log_format trial '$status "$request_method" "$upstream_addr" "$upstream_status" $request_time';
  access_log {{place}}/nginx.log trial;
  client_body_temp_path {{place}}/body; proxy_temp_path {{place}}/proxy; fastcgi_temp_path {{place}}/f;
  uwsgi_temp_path {{place}}/u; scgi_temp_path {{place}}/s;
  upstream office {{{{ {" ".join(f"server {a}:{PORT} max_fails=0;" for a in HOSTS.values())} }}}}
  server {{{{
    listen {FRONT_ADDRESS}:{DOOR}; client_max_body_size 52m; client_body_buffer_size 2m;
    location / {{{{
      proxy_pass http://office; proxy_connect_timeout 1s; proxy_next_upstream error timeout;
      proxy_set_header Host $http_host; proxy_set_header X-Forwarded-Proto http;
      proxy_set_header X-Forwarded-For $remote_addr;
    }}}}
  }}}}
}}}}
"""


def missing() -> list[str]:
    """What this machine lacks for the trial."""
    found = {
        "root (network namespaces)": os.geteuid() == 0,
        "ip (Debian: iproute2)": shutil.which("ip"),
        "nginx (Debian: nginx-light)": shutil.which("nginx"),
        "valkey-server or redis-server (Debian: redis-server)": valkey_binary(),
        "PostgreSQL's programs (Debian: postgresql)": binaries(),
        "git, and the program's history": shutil.which("git") and (ROOT / ".git").exists(),
    }
    return [name for name, there in found.items() if not there]


def before_newest_migration(place: Path) -> Path:
    """The program as it was before its newest migration, unpacked from its history."""
    newest = max((ROOT / "migrations" / "versions").glob("[0-9]*.py"))
    added = _git("log", "--diff-filter=A", "--format=%H", "-1", "--", str(newest)).decode().strip()
    tree = place / "older"
    with tarfile.open(fileobj=io.BytesIO(_git("archive", f"{added}^"))) as archive:
        archive.extractall(tree, filter="data")
    return tree


def _git(*words: str) -> bytes:
    return subprocess.run(["git", *words], cwd=ROOT, stdout=subprocess.PIPE, check=True).stdout  # noqa: S607


@contextmanager
def network() -> Iterator[None]:
    """Three namespaces joined by a bridge that lives in the front one; all gone at the end."""
    names = (FRONT, *HOSTS)
    try:
        for name in names:
            _ip("netns", "add", name)
            _in(name, "link", "set", "lo", "up")
        _in(FRONT, "link", "add", BRIDGE, "type", "bridge")
        _in(FRONT, "addr", "add", f"{FRONT_ADDRESS}/24", "dev", BRIDGE)
        _in(FRONT, "link", "set", BRIDGE, "up")
        for name, address in HOSTS.items():
            _in(FRONT, "link", "add", f"{name}0", "type", "veth", "peer", "name", "eth0", "netns", name)
            _in(FRONT, "link", "set", f"{name}0", "master", BRIDGE, "up")
            _in(name, "addr", "add", f"{address}/24", "dev", "eth0")
            _in(name, "link", "set", "eth0", "up")
        yield
    finally:
        for name in names:
            with suppress(subprocess.CalledProcessError):
                _ip("netns", "del", name)


def _ip(*words: str) -> None:
    subprocess.run(["ip", *words], check=True)  # noqa: S607


def _in(name: str, *words: str) -> None:
    _ip("-n", name, *words)


def settings(place: Path, name: str) -> dict[str, str]:
    """The environment of a machine that serves: all that it knows of the others."""
    database = f"postgresql://{USER}@{FRONT_ADDRESS}"
    return {
        **{key: os.environ[key] for key in ("PATH", "LANG") if key in os.environ},
        "PYTHONUTF8": "1", "PYTHONUNBUFFERED": "1", "VAR_DIR": str(place / name),
        "SECRET_KEY": "the same on both machines, and long enough", "PUBLIC_URL": f"http://{FRONT_ADDRESS}:{DOOR}",
        "DATABASE_URL": f"{database}:5432/postgres", "DATABASE_READ_URL": f"{database}:{REPLICA_PORT}/postgres",
        "VALKEY_URL": f"valkey://{FRONT_ADDRESS}:{VALKEY}/0", "S3_ENDPOINT": f"http://{FRONT_ADDRESS}:{STORE}",
        "S3_BUCKET": BUCKET, "S3_ACCESS_KEY": "office", "S3_SECRET_KEY": "known to the store and the office",
        "MAIL_SERVER": FRONT_ADDRESS, "MAIL_PORT": str(MAIL), "TRUSTED_PROXY": FRONT_ADDRESS,
        "FILINGS_PER_HOUR": "0", "BACKUP_HOUR": "24",
    }  # fmt: skip


class Host:
    """One machine that serves, with its worker. ``tree``: the program that it starts."""

    def __init__(self, name: str, place: Path) -> None:
        self.name, self.address, self._place, self.tree = name, HOSTS[name], place, ROOT
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """As a unit of systemd would."""
        command = ["ip", "netns", "exec", self.name, sys.executable, "-m", "flask", "--app", "wsgi", "serve"]
        log = (self._place / f"{self.name}.log").open("ab")
        self._process = subprocess.Popen(
            [*command, "--host", self.address, "--port", str(PORT), "--notice", "1"],
            cwd=self.tree, env=settings(self._place, self.name), stdout=log, stderr=log,
        )  # fmt: skip

    def ready(self) -> bool:
        """What /readyz says."""
        try:
            with urllib.request.urlopen(f"http://{self.address}:{PORT}/readyz", timeout=5) as answer:
                return bool(answer.status == 200)
        except OSError:
            return False

    def kill(self) -> None:
        """As a power cut would."""
        self._end(signal.SIGKILL)

    def stop(self) -> int:
        """As it should be."""
        return self._end(signal.SIGTERM)

    def _end(self, how: signal.Signals) -> int:
        if self._process is None:
            return 0
        self._process.send_signal(how)
        return self._process.wait(60)

    def said(self) -> str:
        """Its log."""
        return (self._place / f"{self.name}.log").read_text(errors="replace")


@contextmanager
def proxy(place: Path) -> Iterator[None]:
    """The buffering proxy in front."""
    (place / "nginx.conf").write_text(NGINX.format(place=place))
    process = subprocess.Popen([str(shutil.which("nginx")), "-c", str(place / "nginx.conf"), "-p", str(place)])
    try:
        yield
    finally:
        process.terminate()
        process.wait()
