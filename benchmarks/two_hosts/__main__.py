"""The trial, as root: ``python -m benchmarks.two_hosts [SECONDS [RESIDENTS]]``; writes docs/two-hosts.md.

Two machines (network namespaces) serve one office behind nginx, with one PostgreSQL and its replica, one Valkey and one
store for files. Under load one is killed, both are upgraded one after the other from the program before the newest
migration to this one, a backup is made, and each neighbour falls silent. Last, the backup becomes an office elsewhere.
"""

import os
import signal
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

from benchmarks.two_hosts import elsewhere, machines, report
from benchmarks.two_hosts.letters import Letters
from benchmarks.two_hosts.machines import FRONT, FRONT_ADDRESS, ROOT, STORE, VALKEY, Host, settings
from benchmarks.two_hosts.visitors import Seen, crowd
from tests import throwaway_postgres
from tests.stand_ins import BUCKET, running, store_command, valkey_command

Server = subprocess.Popen[bytes]
INSIDE = "KHAMRONG_TRIAL_INSIDE"
PREPARE = (
    "from datetime import UTC, datetime; from app import create_app; from app.sample import make;"
    "from app.services import schema; app = create_app(); app.app_context().push();"
    "schema.upgrade(); make(datetime.now(UTC), cases=30)"
)
_LETTERS = 420.0  # a letter that a killed machine had claimed waits five minutes for another


class Trial:
    """The story, part by part."""

    def __init__(self, place: Path, span: float, residents: int) -> None:
        self.place, self.span, self.residents, self.seen, self.log = place, span, residents, Seen(), list[str]()
        self.hosts = [Host(name, place) for name in machines.HOSTS]
        self.busy = os.getloadavg()[0]
        self.began = time.monotonic()

    def say(self, words: str) -> None:
        """A line of the log summary."""
        line = f"{time.monotonic() - self.began:6.1f} s  {words}"
        self.log.append(line)
        print(line, flush=True)

    def part(self, name: str) -> None:
        """A new part of the trial begins."""
        self.seen.phase = name
        self.say(f"-- {name}")

    def ready(self, host: Host) -> None:
        """Wait until a machine takes visitors."""
        until = time.monotonic() + 120
        while not host.ready():
            if time.monotonic() > until:
                raise TimeoutError(host.said()[-3000:])
            time.sleep(0.2)
        self.say(f"{host.name} is ready")

    def tell(self) -> None:
        """Everything that is done to the office, and what is left alone in between."""
        first, second = self.hosts
        self.part("both serve")
        time.sleep(self.span)
        for host in (first, second):
            self.part("one is killed")
            host.kill()
            self.say(f"{host.name} killed (SIGKILL)")
            time.sleep(self.span)
            host.start()
            self.ready(host)
            time.sleep(3)
        for host, after in ((first, "one new, one old"), (second, "both new")):
            self.part("upgrade")
            self.say(f"{host.name} told to stop; ended with {host.stop()}")
            host.tree = machines.ROOT
            host.start()
            self.ready(host)
            self.part(after)
            self.say(report.shape(settings(self.place, "front")))
            time.sleep(2 * self.span)

    def backup(self, own: dict[str, str]) -> elsewhere.Kept:
        """The office in one file, while visitors go on."""
        self.part("a backup is made")
        kept = elsewhere.make(own, frozenset(self.seen.marks))
        self.say(kept.said)
        return kept

    def silence(self, name: str, process: Server, span: float) -> None:
        """A neighbour takes every call and says nothing, for a while."""
        self.part(f"{name} is silent")
        process.send_signal(signal.SIGSTOP)
        time.sleep(span)
        process.send_signal(signal.SIGCONT)
        self.part(f"{name} is back")
        time.sleep(self.span)


def main() -> None:
    """Outside: check, build the network, go in. Inside: the trial."""
    if lacking := machines.missing():
        sys.exit("This machine lacks: " + ", ".join(lacking))
    if not os.environ.get(INSIDE):
        with machines.network():
            inside = ["ip", "netns", "exec", FRONT, sys.executable, "-m", "benchmarks.two_hosts", *sys.argv[1:]]
            sys.exit(subprocess.call(inside, env={**os.environ, INSIDE: "1"}, cwd=ROOT))
    span, residents = float(sys.argv[1]) if sys.argv[1:] else 10.0, int(sys.argv[2]) if sys.argv[2:] else 3
    with tempfile.TemporaryDirectory(prefix="khamrong-two-hosts-") as place:
        Path(place).chmod(0o755)
        _inside(Trial(Path(place), span, residents))


def _prepare(trial: Trial, own: dict[str, str]) -> None:
    """An office with some cases, as the program before the newest migration makes it; both machines begin with that."""
    older = machines.before_newest_migration(trial.place)
    subprocess.run([sys.executable, "-c", PREPARE], cwd=older, env=own, check=True)
    trial.say(report.shape(own))
    for host in trial.hosts:
        host.tree = older


def _inside(trial: Trial) -> None:
    place, programs = trial.place, throwaway_postgres.binaries()
    assert programs is not None  # noqa: S101 - asked before
    own = settings(place, "front") | {"DATABASE_READ_URL": ""}
    with ExitStack() as all_ends:
        begin = all_ends.enter_context
        primary = begin(throwaway_postgres.running(programs, FRONT_ADDRESS))
        valkey = begin(running(valkey_command(VALKEY, place, FRONT_ADDRESS), VALKEY, FRONT_ADDRESS))
        store = begin(running(store_command(STORE, FRONT_ADDRESS), STORE, FRONT_ADDRESS))
        bucket = urllib.request.Request(f"http://{FRONT_ADDRESS}:{STORE}/{BUCKET}", method="PUT")
        urllib.request.urlopen(bucket, timeout=20).close()
        letters = begin(Letters())
        _prepare(trial, own)
        _replica, data = begin(throwaway_postgres.replica(programs, primary, FRONT_ADDRESS))
        begin(machines.proxy(place))
        for host in trial.hosts:  # both at once
            host.start()
            all_ends.callback(host.kill)
        for host in trial.hosts:
            trial.ready(host)
        kept = _visited(trial, own, valkey, store, lambda: throwaway_postgres.stop(programs, data))
        found = report.look(own, _LETTERS)
        trial.say(f"no letter waits any more, after {found.waited:.0f} s")
        for host in trial.hosts:
            trial.say(f"{host.name} told to stop; ended with {host.stop()}")
        again = elsewhere.restore(own, kept, place / "again", primary)
        trial.say("the backup was restored into an empty database and an empty folder, without the store")
        report.write(trial, letters, found, (kept, again))


def _visited(
    trial: Trial, own: dict[str, str], valkey: Server, store: Server, without_replica: Callable[[], None]
) -> elsewhere.Kept:
    """The part with visitors in it."""
    visitors = crowd(trial.seen, trial.residents)
    try:
        trial.tell()
        kept = trial.backup(own)
        trial.silence("Valkey", valkey, trial.span)
        trial.silence("the store", store, 3 * trial.span)
        trial.part("the replica is gone")
        without_replica()
        time.sleep(trial.span)
    finally:
        trial.seen.stop.set()
        for visitor in visitors:
            visitor.join(120)
        trial.part("after")
    return kept


if __name__ == "__main__":
    main()
