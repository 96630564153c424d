"""All checks in one go, as `python3 run.py test` runs them: style, types, tests on SQLite, tests again on PostgreSQL.

On each database the corruption channel's promises come first, in a step of their own. Ends with pytest's own last line;
what failed before it stands just above. With CI=true nothing may be skipped for want of a browser or a database.
"""

import argparse
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from run import apt, say
from tests import throwaway_postgres

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
TWICE = ["tests/sealed", "tests/reliability", "tests/services", "tests/web", "tests/architecture"]
SEALED = ["-m", "sealed", "--no-loadscope-reorder"]
RELIABILITY, REST = ["-m", "reliability and not sealed"], ["-m", "not sealed and not reliability"]
ROOM = 2 * 1024**3


def main() -> int:
    """Return the exit status."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("ended from outside by SIGTERM"))
    parser = argparse.ArgumentParser(prog="run.py test", allow_abbrev=False)
    parser.add_argument("command", choices=["check", "test"])
    parser.add_argument("--on", choices=["sqlite", "postgresql"])
    asked, wanted = parser.parse_known_args()
    if asked.command == "check":
        return bool(check())
    if not any(map(shutil.which, BROWSERS)):
        line = apt("chromium")
        say(f"ยังทดสอบในเบราว์เซอร์ไม่ได้ ติดตั้งด้วย: {line}", f"Browser tests are skipped. To run them: {line}")
    failed = check()
    with tempfile.TemporaryDirectory(prefix="khamrong-", dir=memory()) as place:
        Path(place).chmod(0o711)  # PostgreSQL passes through it as a user of its own
        tempfile.tempdir = os.environ["TMPDIR"] = place
        return bool(test(wanted, asked.on, failed))


def check() -> list[str]:
    """Style and types; the names of the tools that object."""
    tools = {"ruff": ["check", "--quiet", "."], "mypy": ["--no-error-summary"]}
    return [tool for tool, words in tools.items() if subprocess.call([sys.executable, "-m", tool, *words])]


def memory() -> str | None:
    """A place for hundreds of small databases that is no disk, if there is one with room."""
    place = "/dev/shm"  # noqa: S108 - the folder made in it is private
    roomy = os.access(place, os.W_OK) and shutil.disk_usage(place).free > ROOM
    return place if roomy else None


def test(wanted: list[str], only: str | None, failed: list[str]) -> list[str]:
    """The runs of pytest on each database; returns everything that failed, the checks before included."""
    database = throwaway_postgres.binaries()
    if database is None:
        line = apt("postgresql")
        say(f"ยังทดสอบกับ PostgreSQL ไม่ได้ ติดตั้งด้วย: {line}", f"PostgreSQL tests are skipped. To run them: {line}")
        failed += ["PostgreSQL is missing"] if os.environ.get("CI") == "true" or only == "postgresql" else []
    if only != "postgresql":
        failed = steps(wanted, "SQLite", failed)
    if database and (only == "postgresql" or not (wanted or only)):
        with throwaway_postgres.running(database) as url:
            say("ทดสอบอีกครั้งบน PostgreSQL", "Services, pages and house rules again, on PostgreSQL.")
            failed = steps(wanted, "PostgreSQL", failed, TWICE, TEST_DATABASE_URL=url)
    return failed


def steps(wanted: list[str], name: str, failed: list[str], places: Sequence[str] = (), **env: str) -> list[str]:
    """The sealed channel first, then what must not be lost, then the rest; or in one go what was asked for by name."""
    if wanted:
        return failed + pytest(wanted, f"tests on {name}", failed, **env)
    say(f"ช่องทางลับก่อน บน {name}", f"The sealed channel first, on {name}.")
    failed = failed + pytest([*SEALED, *places], f"sealed tests on {name}", failed, **env)
    say(f"แล้วความทนทาน R1–R15 บน {name}", f"Then what must not be lost, R1-R15, on {name}.")
    failed = failed + pytest([*RELIABILITY, *places], f"reliability tests on {name}", failed, **env)
    say(f"แล้วทดสอบส่วนที่เหลือ บน {name}", f"Then the rest, on {name}.")
    return failed + pytest([*REST, *places], f"tests on {name}", failed, **env)


def pytest(wanted: list[str], name: str, failed: list[str], **env: str) -> list[str]:
    """Run tests on two to four cores, the tests of a file together."""
    cores = min(4, max(2, os.cpu_count() or 2))
    command = [sys.executable, "-m", "pytest", "-n", str(cores), "--dist", "loadfile", *wanted]
    env = {**os.environ, "FAILED_BEFORE": ", ".join(failed), **env}
    status = subprocess.call(command, env=env)
    if status < 0:
        say(f"การทดสอบถูกหยุดด้วยสัญญาณ {-status}", f"The tests were ended from outside by signal {-status}.")
    return [name] if status else []


if __name__ == "__main__":
    sys.exit(main())
