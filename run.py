#!/usr/bin/env python3
"""A newcomer's two commands, `serve` and `test`, from a bare Python; touches nothing but .venv and var/."""

import argparse
import ctypes
import hashlib
import importlib.util
import os
import socket
import subprocess
import sys
from pathlib import Path

if sys.version_info < (3, 11):  # noqa: UP036 - whoever has an older one shall be told, not shown a traceback
    sys.exit("ต้องใช้ Python 3.11 ขึ้นไป\nPython 3.11 or newer is needed, for example: python3.12 run.py serve")

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
LOCKS = {"serve": ["requirements.txt"], "test": ["requirements-dev.txt", "requirements.txt"]}
PANGO = ("libpango-1.0.so.0", "libpangoft2-1.0.so.0")
PANGO_PACKAGES = "libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"


def main() -> int:
    """Do what the command line asks and return the exit status."""
    asked, rest = parser().parse_known_args()
    if rest and asked.command != "test":
        parser().error(f"unknown: {' '.join(rest)}")
    os.chdir(ROOT)
    if trouble := settle(LOCKS["serve" if asked.command == "serve" else "test"]):
        return trouble
    if asked.command == "serve":
        return serve(asked)
    note_missing_pango()
    return hand_over([str(PYTHON), "-m", "tests.everything", asked.command, *rest], dict(os.environ))


def parser() -> argparse.ArgumentParser:
    """The commands and their options."""
    found = argparse.ArgumentParser(prog="run.py", description=__doc__)
    commands = found.add_subparsers(dest="command", required=True)
    serving = commands.add_parser("serve", help="set everything up and open the office")
    serving.add_argument("--host", default="127.0.0.1", help="0.0.0.0 to be reached from other machines")
    serving.add_argument("--port", type=int, default=8000)
    serving.add_argument("--empty", action="store_true", help="without sample people and cases")
    further = "--on sqlite or --on postgresql for one database only; all other arguments go to pytest"
    commands.add_parser("test", help="set everything up and run all tests", description=further, allow_abbrev=False)
    commands.add_parser("check", help="style and types only")
    return found


def say(thai: str, english: str) -> int:
    """Tell a person, in both languages; returns 1 for callers that give up here."""
    print(f"• {thai}\n  {english}", flush=True)
    return 1


def settle(locks: list[str]) -> int:
    """Make .venv and install the locked packages, once for each content of a lock. Returns an exit status."""
    marks = {VENV / f"installed-{lock}": hashlib.sha256((ROOT / lock).read_bytes()).hexdigest() for lock in locks}
    first = next(iter(marks))
    if works() and first.exists() and first.read_text() == marks[first]:
        return 0
    if importlib.util.find_spec("venv") is None or importlib.util.find_spec("ensurepip") is None:
        line = apt("python3-venv")
        return say(f"Python ของเครื่องนี้ยังไม่มี venv ติดตั้งด้วย: {line}", f"Python's venv is missing. Install it: {line}")
    say(
        "กำลังเตรียมโปรแกรมไว้ใน .venv ครั้งแรกใช้เวลาราวหนึ่งนาที",
        "Setting up in .venv; the first time takes about a minute.",
    )
    if not works():
        subprocess.run([sys.executable, "-m", "venv", "--clear", str(VENV)], check=True)
    pip = [str(PYTHON), "-m", "pip", "install", "-qq", "--no-input", "--disable-pip-version-check"]
    if subprocess.call([*pip, "--progress-bar", "off", "--require-hashes", "-r", locks[0]]):
        return say(
            "ติดตั้งไม่สำเร็จ ข้อความด้านบนบอกสาเหตุ แก้แล้วสั่งอีกครั้งได้เลย",
            "The installation did not succeed; the lines above say why. Run the same command again afterwards.",
        )
    for mark, content in marks.items():
        mark.write_text(content)
    return 0


def works() -> bool:
    """Whether .venv holds a Python that still starts (it does not after the system's Python was replaced)."""
    probe = f"import pip, sys; sys.exit(sys.version_info[:2] != {sys.version_info[:2]})"
    return PYTHON.exists() and subprocess.call([str(PYTHON), "-c", probe], stderr=subprocess.DEVNULL) == 0


def apt(packages: str) -> str:
    """The exact line that installs system packages here."""
    sudo = "" if hasattr(os, "geteuid") and os.geteuid() == 0 else "sudo "
    return f"{sudo}apt-get install --yes {packages}"


def note_missing_pango() -> None:
    """PDF needs pango from the system; everything else goes on without it."""
    if not sys.platform.startswith("linux"):
        return
    try:
        for library in PANGO:
            ctypes.CDLL(library)
    except OSError:
        line = apt(PANGO_PACKAGES)
        say(f"ยังพิมพ์ PDF ไม่ได้ ถ้าต้องการ ติดตั้งด้วย: {line}", f"PDF is off. To switch it on: {line}")


def flask(*words: str) -> list[str]:
    """One of the product's own commands."""
    return [str(PYTHON), "-m", "flask", "--app", "wsgi", *words]


def serve(asked: argparse.Namespace) -> int:
    """Bring the database up to date and open the office until Ctrl+C."""
    if busy(asked.host, asked.port):
        return say(
            f"ช่อง {asked.port} มีโปรแกรมอื่นใช้อยู่ ลองเพิ่ม --port {asked.port + 1}",
            f"Port {asked.port} is in use; try --port {asked.port + 1}",
        )
    note_missing_pango()
    env = {"PUBLIC_URL": f"http://localhost:{asked.port}", **os.environ, "PYTHONUTF8": "1"}
    if prepare(env, sample=not asked.empty):
        return say("เตรียมฐานข้อมูลไม่สำเร็จ ข้อความด้านบนบอกสาเหตุ", "The database is not ready; the lines above say why.")
    say(f"เปิดที่ {env['PUBLIC_URL']} หยุดด้วย Ctrl+C", f"Open at {env['PUBLIC_URL']}; Ctrl+C stops.")
    return hand_over(flask("serve", "--host", asked.host, "--port", str(asked.port)), env)


def hand_over(command: list[str], env: dict[str, str]) -> int:
    """Let another program take this process over, signals and all."""
    return os.execve(command[0], command, env)  # noqa: S606


def prepare(env: dict[str, str], *, sample: bool) -> int:
    """Migrate; fill a new embedded database with samples, from the beginning if the last time was interrupted."""
    var = Path(env.get("VAR_DIR") or ROOT / "var")
    var.mkdir(parents=True, exist_ok=True)
    unfinished = var / "sample-unfinished"
    if unfinished.exists():  # nobody has worked with this database yet
        for half in var.glob("khamrong.db*"):
            half.replace(var / f"unfinished-{half.name}")
        unfinished.unlink()
    if sample and not env.get("DATABASE_URL") and not (var / "khamrong.db").exists():
        unfinished.touch()
    if not unfinished.exists():
        return subprocess.call(flask("prepare"), env=env)
    say("กำลังใส่ข้อมูลตัวอย่าง ใช้เวลาราวครึ่งนาที", "Putting in sample people and cases; half a minute.")
    if status := subprocess.call(flask("prepare", "--sample"), env=env):
        return status
    unfinished.unlink()
    return 0


def busy(host: str, port: int) -> bool:
    """Whether another program already listens there."""
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return True
    return False


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit(say("หยุดแล้ว สั่งอีกครั้งได้ทุกเมื่อ", "Stopped; the same command goes on from here."))
