"""The product's own commands, each in a process of its own, begun by one that has read the program already.

It reads orders from its input. Words add what no setting does. ``wrong-clock``: the office clock is wrong by the
seconds in ``VAR_DIR/wrong-by``. ``tiny-disk``: everything below VAR_DIR lies on a real disk of 24 MB that only this
process has. ``dies-after-file``: killed by the system between a photo's bytes and the case that would name them.
"""

import ctypes
import json
import os
import shutil
import signal
import sys
import tempfile
import traceback
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import flask.cli

from app import create_app
from app.services import filestore
from app.web import serving  # noqa: F401 - read before the first server begins, not by each
from config import MEGABYTE, Config

SIZE = 24 * MEGABYTE
_NEW_USER, _NEW_MOUNTS, _PRIVATE = 0x10000000, 0x00020000, 1 << 18 | 1 << 14
NO_DISK = "no disk of its own"


def main() -> None:
    """Bring processes forth until the input ends."""
    flask.cli.load_dotenv = lambda *_: False
    for line in sys.stdin:
        order = json.loads(line)
        if "wait" in order:
            tell(os.waitstatus_to_exitcode(os.waitpid(order["wait"], 0)[1]))
        elif child := os.fork():
            tell(child)
        else:
            os._exit(born(order["command"], order["words"], order["env"]))


def tell(number: int) -> None:
    sys.stdout.write(f"{number}\n")
    sys.stdout.flush()


def born(command: Sequence[str], words: Sequence[str], env: dict[str, str]) -> int:
    """Be one of the product's processes from here on."""
    os.environ.clear()
    os.environ.update(env)
    tempfile.tempdir = None
    out = os.open(Path(env["VAR_DIR"]) / "server.txt", os.O_CREAT | os.O_APPEND | os.O_WRONLY)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    os.dup2(out, 1)
    os.dup2(out, 2)
    try:
        run(command, words)
    except SystemExit as ended:
        return ended.code if isinstance(ended.code, int) else 0 if ended.code is None else complain(str(ended.code))
    except BaseException:  # noqa: BLE001 - the last words of a process
        return complain(traceback.format_exc())
    return 0


def complain(words: str) -> int:
    os.write(2, words.encode())
    return 1


def run(command: Sequence[str], words: Sequence[str]) -> None:
    # whatever the disk of whoever tests; whoever signs in here has no telephone
    config = replace(Config.from_env(), SPACE_FOR_FILES=0, SPACE_FOR_CASES=0, REQUIRE_TOTP_ADMINISTRATOR=False)
    if "tiny-disk" in words:
        tiny_disk(config.VAR_DIR)
    if "dies-after-file" in words:
        filestore.LocalStore.put = and_dies(filestore.LocalStore.put)  # type: ignore[method-assign]
    wrong = config.VAR_DIR / "wrong-by"

    def clock() -> datetime:
        return datetime.now(UTC) + timedelta(seconds=float(wrong.read_text()) if "wrong-clock" in words else 0)  # noqa: TID251

    app = create_app(config, clock=clock)
    with app.app_context():
        app.cli.main(args=list(command), standalone_mode=False)


def tiny_disk(var: Path) -> None:
    """What lies there moves onto a disk that is mounted over it, for this process alone."""
    library = ctypes.CDLL(None, use_errno=True)
    flags = _NEW_MOUNTS if os.geteuid() == 0 else _NEW_MOUNTS | _NEW_USER
    if library.unshare(flags) or library.mount(b"none", b"/", None, _PRIVATE, None):
        sys.exit(NO_DISK)
    kept = var.with_name(f"{var.name}-kept")
    shutil.copytree(var, kept)
    if library.mount(b"none", str(var).encode(), b"tmpfs", 0, f"size={SIZE}".encode()):
        sys.exit(NO_DISK)
    shutil.copytree(kept, var, dirs_exist_ok=True)


def and_dies(put: Callable[..., None]) -> Callable[..., None]:
    """Do it, and be killed before anything else."""

    def kept(*given: object) -> None:
        put(*given)
        os.kill(os.getpid(), signal.SIGKILL)

    return kept


if __name__ == "__main__":
    main()
