"""The server killed at random moments under load: ``python -m benchmarks.kill_loop [--kills 50] [--on postgresql]``.

Prints: kills, numbers told, cases found, doubled, letters in the outbox, photos, loose files left by kills.
"""

import argparse
import tempfile
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path

from app import create_app
from app.services import schema
from benchmarks.base import config
from benchmarks.submission import free_port
from tests import throwaway_postgres
from tests.factories import make_office
from tests.reliability import kill_loop
from tests.reliability.process import Nursery, Server


def main() -> None:
    """Make an office, serve it, kill it as often as asked."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--kills", type=int, default=50)
    ask.add_argument("--on", choices=["sqlite", "postgresql"], default="sqlite")
    asked = ask.parse_args()
    with ExitStack() as stack:
        var = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        address, binaries = f"sqlite:///{var / 'khamrong.db'}", throwaway_postgres.binaries()
        if asked.on == "postgresql" and binaries:
            address = stack.enter_context(throwaway_postgres.running(binaries))
        nursery = Nursery()
        stack.callback(nursery.close)
        app = create_app(config(var, address))
        with app.app_context():
            schema.upgrade()
            make_office(datetime.now(UTC))
            server = Server(nursery, address, var, free_port())
            stack.callback(server.kill)
            load = kill_loop.kill_again_and_again(server, asked.kills)
            found = kill_loop.look(load)
    print("kills   told  found  doubled  letters  photos  loose  interrupted requests")
    print(
        f"{asked.kills:5} {found.told:6} {found.found:6} {found.doubled:8} {found.letters:8} {found.photos:7}"
        f" {found.loose:6} {load.again:8}"
    )
    if not found.whole:
        raise SystemExit(1)


if __name__ == "__main__":
    main()
