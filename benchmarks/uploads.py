"""Large sealed uploads, all at once: the most memory the served product held: ``python -m benchmarks.uploads [N]``."""

import os
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from pathlib import Path

from werkzeug.datastructures import FileStorage, MultiDict
from werkzeug.test import encode_multipart

from benchmarks.submission import STORY, free_port, server
from benchmarks.visitor import Visitor
from config import MEGABYTE

SIZES = (10, 10, 10, 10, 6)


def main(uploads: int = 12) -> None:
    """Let them all press "send" together."""
    with tempfile.TemporaryDirectory() as place:
        env = {name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "SECRET_KEY"}}
        env |= {"VAR_DIR": place, "PYTHONUTF8": "1"}
        subprocess.run([sys.executable, "-m", "benchmarks.sealed", "prepare"], env=env, check=True)
        port = free_port()
        with server("-m", "benchmarks.sealed", "serve", str(port), env=env, port=port) as (pid, visitor):
            visitor.get("/corruption/new")
            before, begun = held(pid), time.perf_counter()
            with ThreadPoolExecutor(uploads) as pool:
                answers = list(pool.map(lambda _: upload(Visitor(port)), range(uploads)))
            print(sum(answers), held(pid), before, time.perf_counter() - begun)


def upload(visitor: Visitor) -> bool:
    """A report with five files: whether it was taken."""
    visitor.get("/corruption/new")
    blank = visitor.carried()
    answers = {"about": "other", "what": STORY, "last_four": blank["code"][-4:]}
    visitor.post("/corruption/new", code=blank["code"], csrf_token=blank.get("csrf_token", ""), **answers)
    filled = {name: value for name, value in visitor.carried().items() if name not in {"keep_hidden", "edit"}}
    contents = [b"%PDF-1.7\n" + os.urandom(size * MEGABYTE - 16) for size in SIZES]
    papers = [FileStorage(BytesIO(content), "1.pdf", "files") for content in contents]
    boundary, body = encode_multipart(MultiDict({**filled, "files": papers}))
    page = visitor.ask("POST", "/corruption/send", body, f"multipart/form-data; boundary={boundary}")
    return "stamp" in page


def held(pid: int) -> int:
    """The most megabytes that a process ever held."""
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) // 1024


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
