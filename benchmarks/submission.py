"""What one submission costs the server, ours against the floor in turns; then many at once: all there, none twice.

``python -m benchmarks.submission [ROUNDS]``. On PostgreSQL the processor time of its whole server counts as well.
"""

import os
import re
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from pathlib import Path
from statistics import median

from sqlalchemy import create_engine, text

from benchmarks import onto_postgres, postgres
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


def ours(visitor: Visitor, **more: str) -> None:
    """Form, answers kept, check page, sent, confirmation: 5 requests."""
    visitor.get("/complaints/new")
    place = {"village": "1", "place": "หน้ามัสยิด", "name": "วรรณา", "phone": "0800001234", "contact_by": "phone"}
    visitor.send(**{"category": "lamp", "story": STORY, **place, **more})
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


def memory(pid: int) -> float:
    """Megabytes that a process holds, what it shares with others counted in part."""
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024


def looking(path: str) -> Act:
    """Look at one page again and again."""

    def act(visitor: Visitor) -> None:
        visitor.get(path)

    return act


def measure(pid: int, visitor: Visitor, act: Act, times: int, mother: int = 0) -> float:
    """Milliseconds of processor for one act; with those of the PostgreSQL server whose mother is named."""
    before = cpu(pid) + 1000 * postgres.used(mother)
    for _ in range(times):
        act(visitor)
    return (cpu(pid) + 1000 * postgres.used(mother) - before) / times


def at_once(port: int, act: Act, clients: int, each: int) -> tuple[float, list[str]]:
    """Acts a second by so many visitors at the same time, and the pages that those ended on who were served."""

    def come(_number: int) -> list[str]:
        visitor, ended = Visitor(port), []
        for _ in range(each):
            with suppress(AssertionError):
                act(visitor)
                ended.append(visitor.page)
        return ended

    begun = time.perf_counter()
    with ThreadPoolExecutor(clients) as pool:
        pages = [page for ended in pool.map(come, range(clients)) for page in ended]
    return len(pages) / (time.perf_counter() - begun), pages


def office(place: Path, postgresql: str = "") -> dict[str, str]:
    """A sample office at a place, on SQLite or on a PostgreSQL server: the settings with which it is served."""
    place.mkdir(parents=True)
    embedded = f"sqlite:///{place}/khamrong.db"
    address = onto_postgres.anew(postgresql, f"served_{place.name}") if postgresql else embedded
    env = {name: value for name, value in os.environ.items() if not name.startswith("MAIL_")}
    env |= {"VAR_DIR": str(place), "DATABASE_URL": address, "SECRET_KEY": "k" * 40}
    env |= {"PYTHONUTF8": "1", "BACKUP_HOUR": "24"}
    subprocess.run([sys.executable, "-c", PREPARE], cwd=ROOT, env=env, check=True)
    return env


def serve(port: int, *more: str) -> tuple[str, ...]:
    """What serves it."""
    return ("-m", "flask", "--app", "wsgi", "serve", "--port", str(port), *more)


def measured(rounds: int = 5, postgresql: str = "", times: int = 30) -> dict[str, float]:
    """Prepare both, warm them up, then measure in turns: what ours costs of the floor's, by name."""
    with tempfile.TemporaryDirectory() as place:
        env, ports = office(Path(place) / "ours", postgresql), [free_port(), free_port()]
        lowest = onto_postgres.anew(postgresql, "served_floor") if postgresql else f"sqlite:///{place}/floor.db"
        lower, higher = ("-m", "benchmarks.floor", str(ports[0]), lowest), serve(ports[1], "--no-worker")
        with server(*lower, env=env, port=ports[0]) as first, server(*higher, env=env, port=ports[1]) as second:
            mother = postgres.mother(postgresql) if postgresql else 0
            ratios = in_turns(first, second, rounds, times, mother)
            crowd = in_a_crowd(ports, env["DATABASE_URL"], rounds, times)
            low, high = memory(first[0]), memory(second[0])
            print(f"memory      floor {low:5.0f} MB   ours {high:5.0f} MB")
            return {**ratios, "memory": high / low, **crowd}


def in_turns(
    first: tuple[int, Visitor], second: tuple[int, Visitor], rounds: int, times: int, mother: int
) -> dict[str, float]:
    """The whole way and its pages, ours against the floor: median milliseconds, median ratio."""
    measure(*first, floor, 10), measure(*second, ours, 10)
    done, received = first[1].path, second[1].path
    status = re.findall(r'href="(/t/[^"]+)"', second[1].page)[0]
    acts = {
        "submission": (floor, ours, times),
        "form": (looking("/new"), looking("/complaints/new"), 4 * times),
        "receipt": (looking(done), looking(received), 4 * times),
        "status": (looking(done), looking(status), 4 * times),
    }
    ratios = {}
    for name, (low, high, number) in acts.items():
        found = [(measure(*first, low, number, mother), measure(*second, high, number, mother)) for _ in range(rounds)]
        base, used = (median(pair[n] for pair in found) for n in (0, 1))
        ratios[name] = median(pair[1] / pair[0] for pair in found)
        print(f"{name:11} floor {base:5.1f} ms   ours {used:5.1f} ms   ratio {ratios[name]:5.2f}")
    return ratios


def in_a_crowd(ports: list[int], database: str, rounds: int, times: int) -> dict[str, float]:
    """Four at once: how many a second, of the floor's. Sixteen at once: how many were refused, lost or came twice."""
    turns = [[at_once(port, act, 4, times)[0] for port, act in zip(ports, (floor, ours), strict=True)]
             for _ in range(rounds)]  # fmt: skip
    speeds = [median(turn[n] for turn in turns) for n in (0, 1)]
    share = median(turn[1] / turn[0] for turn in turns)
    print(f"4 at once   floor {speeds[0]:5.0f}/s    ours {speeds[1]:5.0f}/s    ratio {share:5.2f}")
    before, each = cases(database), times // 2
    speed, pages = at_once(ports[1], ours, 16, each)
    links, come = {link for page in pages for link in re.findall(r'href="(/t/[^"]+)"', page)}, cases(database) - before
    print(f"16 at once  sent {16 * each}   receipts {len(links)}   cases {come}   {speed:5.0f}/s")
    wrong = abs(len(pages) - len(links)) + abs(len(links) - come)
    return {"throughput": share, "a second": speeds[1], "lost or twice": wrong, "refused": 16 * each - len(pages)}


def cases(database: str) -> int:
    """How many cases there are."""
    engine = create_engine(database)
    with engine.connect() as reader:
        found = int(reader.scalar(text("SELECT count(*) FROM ticket")) or 0)
    engine.dispose()
    return found


if __name__ == "__main__":
    measured(*map(int, sys.argv[1:]))
