"""What is left when all have gone home: every case, file and letter that was acknowledged is looked for."""

import json
import os
import re
import subprocess
import sys
import time
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.two_hosts.letters import Letters
from benchmarks.two_hosts.machines import HOSTS, ROOT
from benchmarks.two_hosts.visitors import Seen

if TYPE_CHECKING:
    from benchmarks.two_hosts.elsewhere import Again, Kept

_COMPLAINT = re.compile(r"\[(?:error|warn)\] \d+#\d+: \*\d+ (.+?)(?: while|, client)")
PAGE = ROOT / "docs" / "two-hosts.md"
PAGE_TEXT = """# Two machines, one office: the trial

Made by `python -m benchmarks.two_hosts` (as root; it says what it needs): two machines in network namespaces behind
nginx, one PostgreSQL with a streaming replica, one Valkey, one stand-in for an S3 store, a mail server; {residents}
residents sending case after case, one who asks too much, two officers at work. Reasons:
[ADR 24](adr/0024-more-than-one-machine.md).

{day}, {machine}; requests answered by {served}.

| promised | there |
|---|---|
{promised}

A request is *refused* when it had no answer, or 500, 502, 503, 504; the visitor presses again, with the same token.
Both machines begin with the program as it was before its newest migration and are upgraded in turn, under load, to this
one; the first that starts migrates, the other goes on with the program before. A silent neighbour takes calls and says
nothing. The backup is made while visitors go on, and becomes an office in an empty database and an empty folder. A
letter that a killed machine had handed over and not yet marked goes once more, under the same Message-ID: taken twice.

| part | requests | refused | how | slowest answer, s |
|---|---|---|---|---|
{parts}

## What happened when

```
{log}
```

What the machines wrote into their logs of it:

```
{trouble}
```

And the proxy, when a machine did not answer it:

```
{proxy}
```
"""
LOOK = """
import json, re
from sqlalchemy import func, select
from app import create_app
from app.extensions import db
from app.models import OutboxMail, Ticket
from app.services import attachments
app = create_app()
with app.app_context():
    cases = {}
    for ticket in db.session.scalars(select(Ticket).where(Ticket.story.like("%T_N%X%"))).unique():
        mark = re.search(r"T\\d+N\\d+X\\w+", ticket.story)[0]
        whole = 0
        for file in ticket.attachments:
            attachments.read(file)
            whole += 1
        cases.setdefault(mark, []).append([ticket.reference, whole])
    waiting = db.session.scalar(select(func.count()).where(OutboxMail.sent_at.is_(None)))
    print(json.dumps({"cases": cases, "waiting": waiting}))
"""


@dataclass(frozen=True)
class Found:
    """``cases``: by mark, each with reference and number of whole files. ``waited``: seconds until no letter waited."""

    cases: dict[str, list[tuple[str, int]]]
    waiting: int
    waited: float
    chains: str


def shape(env: dict[str, str]) -> str:
    """Which program this is, and which migration the database went through last."""
    return _run(env, "-m", "flask", "--app", "wsgi", "version").strip()


def look(env: dict[str, str], patience: float) -> Found:
    """Once the outbox is empty, or patience is at its end."""
    began = time.monotonic()
    while True:
        said = json.loads(_run(env, "-c", LOOK).strip().splitlines()[-1])
        waited = time.monotonic() - began
        if not said["waiting"] or waited > patience:
            break
        time.sleep(5)
    return Found(said["cases"], said["waiting"], waited, checked(env))


def checked(env: dict[str, str]) -> str:
    """What ``flask check`` says in the end."""
    return _run(env, "-m", "flask", "--app", "wsgi", "check").strip().splitlines()[-1]


def cases(env: dict[str, str]) -> dict[str, list[tuple[str, int]]]:
    """By mark, with reference and number of whole files."""
    said: dict[str, list[tuple[str, int]]] = json.loads(_run(env, "-c", LOOK).strip().splitlines()[-1])["cases"]
    return said


def _run(env: dict[str, str], *words: str) -> str:
    done = subprocess.run([sys.executable, *words], cwd=ROOT, env=env, stdout=subprocess.PIPE, text=True, check=False)
    return done.stdout


def rows(seen: Seen, letters: Letters, found: Found) -> list[tuple[str, Any]]:
    """The table of what was promised and what is there."""
    there = {mark: cases[0] for mark, cases in found.cases.items() if mark in seen.marks}
    awaited = [told["email"] for told in seen.marks.values() if told["email"]]
    photos = [mark for mark, told in seen.marks.items() if told["photo"]]
    whole = sum(there[mark][1] == 1 for mark in photos if mark in there)
    named = sum(number == seen.marks[mark]["reference"] for mark, (number, _files) in there.items())
    got = {address for address, _id, _host in letters.taken}
    ids = Counter(identity for _address, identity, _host in letters.taken)
    twice = sum(n > 1 for n in ids.values())
    hosts = Counter(host for _address, _id, host in letters.taken)
    brought = ", ".join(f"{name} {hosts[address]}" for name, address in HOSTS.items())
    return [
        ("cases acknowledged", len(seen.marks)),
        ("of them found · with the number that was told", f"{len(there)} · {named}"),
        ("of them acknowledged while an old and a new one served", _in_phase(seen, "one new, one old")),
        ("found twice", sum(len(cases) > 1 for cases in found.cases.values())),
        ("cases there that nobody was told of", len(found.cases.keys() - seen.marks.keys())),
        ("photographs acknowledged · whole in the store", f"{len(photos)} · {whole}"),
        ("forms told to go without a photograph", seen.told_without_photo),
        ("receipts awaited · received", f"{len(awaited)} · {len(got.intersection(awaited))}"),
        ("letters in all · Message-IDs · taken twice", f"{len(letters.taken)} · {len(ids)} · {twice}"),
        ("letters brought by each machine", brought),
        ("letters still waiting", found.waiting),
        ("officers' pages seen signed in · sessions lost", f"{seen.officers.total()} · {seen.signed_out}"),
        ("questions from one address", ", ".join(f"{what} {n}" for what, n in seen.questions.items())),
        ("chains of hashes", found.chains),
    ]


def _in_phase(seen: Seen, phase: str) -> int:
    return sum(told["phase"] == phase for told in seen.marks.values())


def _again(seen: Seen, kept: "Kept", again: "Again") -> list[tuple[str, Any]]:
    """What the backup had to hold, and what was there when it had become an office."""
    due = kept.marks & again.cases.keys()
    photos = [mark for mark in kept.marks if seen.marks[mark]["photo"]]
    whole = sum(again.cases[mark][0][1] == 1 for mark in photos if mark in again.cases)
    return [
        ("acknowledged before the backup began · in what was restored from it", f"{len(kept.marks)} · {len(due)}"),
        ("of them with a photograph · whole on the disk there", f"{len(photos)} · {whole}"),
        ("there: chains of hashes", again.chains),
        ("there: numbers left out, for residents may hold them", ", ".join(again.skipped)),
    ]


def write(trial: Any, letters: Letters, found: Found, backup: "tuple[Kept, Again]") -> None:
    """Print both tables and keep them in the documents."""
    seen: Seen = trial.seen
    machine = f"{os.cpu_count()} cores, {_memory()} GiB, load {trial.busy:.1f} when it began"
    lines = (trial.place / "nginx.log").read_text().splitlines()
    share = Counter(line.split('"')[3].split(",")[-1].strip() for line in lines)
    served = ", ".join(f"{name} {share[f'{address}:8000']}" for name, address in HOSTS.items())
    promised = [f"| {name} | {value} |" for name, value in [*rows(seen, letters, found), *_again(seen, *backup)]]
    text = PAGE_TEXT.format(
        residents=trial.residents, day=f"{datetime.now(UTC):%d %B %Y}", machine=machine, served=served,
        promised="\n".join(promised), parts="\n".join(_part(seen, part) for part in seen.asked),
        log="\n".join(trial.log),
        trouble="\n".join(_trouble(trial)), proxy=_proxy(trial),
    )  # fmt: skip
    print(text)
    PAGE.write_text(text, encoding="utf-8")


def _part(seen: Seen, part: str) -> str:
    how = ", ".join(f"{trouble} ×{n}" for (where, trouble), n in seen.kinds.items() if where == part) or "–"
    return f"| {part} | {seen.asked[part]} | {seen.refused[part]} | {how} | {seen.slowest[part]:.1f} |"


def _trouble(trial: Any) -> list[str]:
    """Lines of the machines' logs that speak of trouble."""
    found: Counter[str] = Counter()
    for host in trial.hosts:
        for line in host.said().splitlines():
            if any(word in line for word in ("answer", "ERROR", "error ", "failed", "Traceback", "Cancel", "running")):
                found[f"{host.name}  {line[:150]}"] += 1
    return [f"{line}  ×{n}" if n > 1 else line for line, n in found.items()] or ["none"]


def _proxy(trial: Any) -> str:
    """The proxy's complaints, by kind."""
    said = (trial.place / "nginx-error.log").read_text(errors="replace").splitlines()
    found = Counter(match[1] for line in said if (match := _COMPLAINT.search(line)))
    return "\n".join(f"{words}  ×{n}" for words, n in found.most_common()) or "nothing"


def _memory() -> int:
    line = next(line for line in Path("/proc/meminfo").read_text().splitlines() if line.startswith("MemTotal"))
    return round(int(line.split()[1]) / 1024 / 1024)
