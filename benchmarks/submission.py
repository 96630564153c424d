"""Server CPU for one submission, ours against the floor, in turns: ``python -m benchmarks.submission [ROUNDS] [N]``."""

import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median

from benchmarks.visitor import Visitor

ROOT = Path(__file__).resolve().parents[1]
PREPARE = (
    "from datetime import UTC, datetime; from app import create_app; from app.sample import make;"
    "from app.services import schema; app = create_app(); app.app_context().push();"
    "schema.upgrade(); make(datetime.now(UTC), cases=50)"
)
STORY = "ไฟถนนดับสามดวงติดกัน กลางคืนมืดมาก คนแก่เดินไปละหมาดมองทางไม่เห็น เป็นมาสองสัปดาห์แล้ว"
Act = Callable[[Visitor], None]


def floor(visitor: Visitor) -> None:
    """Form, sent, confirmation: 3 requests."""
    visitor.get("/new")
    assert STORY in visitor.send(category="lamp", story=STORY, place="หน้ามัสยิด", phone="0800001234")  # noqa: S101


def ours(visitor: Visitor) -> None:
    """Form, answers kept, check page, sent, confirmation: 5 requests."""
    visitor.get("/complaints/new")
    place = {"village": "1", "place": "หน้ามัสยิด", "name": "วรรณา", "phone": "0800001234", "contact_by": "phone"}
    visitor.send(category="lamp", story=STORY, **place)
    assert "/received" in visitor.send(acknowledged="y")  # noqa: S101


@contextmanager
def server(*command: str, env: dict[str, str], port: int) -> Iterator[tuple[int, Visitor]]:
    """A server's process number and a visitor at its door."""
    process = subprocess.Popen([sys.executable, *command], cwd=ROOT, env=env, stdout=subprocess.DEVNULL)
    try:
        visitor = Visitor(port)
        visitor.wait()
        yield process.pid, visitor
    finally:
        process.terminate()
        process.wait()


def free_port() -> int:
    """A port that nobody uses."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def cpu(pid: int) -> float:
    """Milliseconds of processor time that a process has used."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) * 1000 / os.sysconf("SC_CLK_TCK")


def measure(pid: int, visitor: Visitor, act: Act, times: int) -> tuple[float, float]:
    """Milliseconds of processor and of patience for one act."""
    before, begun = cpu(pid), time.perf_counter()
    for _ in range(times):
        act(visitor)
    return (cpu(pid) - before) / times, (time.perf_counter() - begun) * 1000 / times


def main(rounds: int = 5, times: int = 60) -> None:
    """Prepare both, warm them up, then measure in turns."""
    with tempfile.TemporaryDirectory() as place:
        env = {name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "SECRET_KEY"}}
        env |= {"VAR_DIR": place, "PYTHONUTF8": "1"}
        subprocess.run([sys.executable, "-c", PREPARE], cwd=ROOT, env=env, check=True)
        ports = [free_port(), free_port()]
        low = ("-m", "benchmarks.floor", str(ports[0]), f"{place}/floor.db")
        high = ("-m", "flask", "--app", "wsgi", "serve", "--port", str(ports[1]), "--no-worker")
        with server(*low, env=env, port=ports[0]) as first, server(*high, env=env, port=ports[1]) as second:
            measure(*first, floor, 10), measure(*second, ours, 10)
            found = [(measure(*first, floor, times), measure(*second, ours, times)) for _ in range(rounds)]
    for name, n in (("floor", 0), ("ours ", 1)):
        used, waited = (median(both[n][kind] for both in found) for kind in (0, 1))
        print(f"{name} {used:6.1f} ms CPU  {waited:6.1f} ms in all, a submission")
    print(f"ratio {median(both[1][0] / both[0][0] for both in found):6.2f} of CPU")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
