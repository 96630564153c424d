"""A server, or its database, killed at random moments under load again and again; what must hold of all it had said."""

import secrets
import threading
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from sqlalchemy import func, select

from app.extensions import db
from app.models import Attachment, OutboxMail, Ticket, TicketEvent
from app.services import attachments, chain
from app.services.filestore import store
from tests.reliability.filing import Resident, Told
from tests.reliability.process import Server

MAIL = "wanna@example.org"


@dataclass
class Load:
    """Residents who file one matter after another until they are told to stop; every other one with a photo."""

    port: int
    told: list[Told] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    again: int = 0
    patient: bool = False

    def __post_init__(self) -> None:
        self._stop, self._lock, self._threads = threading.Event(), threading.Lock(), list[threading.Thread]()

    def begin(self, people: int) -> None:
        """Let them begin."""
        self._threads = [threading.Thread(target=self._work, args=(number,)) for number in range(people)]
        for thread in self._threads:
            thread.start()

    def end(self) -> None:
        """Everybody finishes what they are at."""
        self._stop.set()
        for thread in self._threads:
            thread.join()

    def wait_for(self, more: int, seconds: float = 300) -> None:
        """Until so many more were told their number."""
        enough, until = len(self.told) + more, time.monotonic() + seconds
        while len(self.told) < enough and not self.wrong:
            assert time.monotonic() < until, "nobody is told a number any more"
            threading.Event().wait(0.02)

    def _work(self, number: int) -> None:
        resident, matter = Resident(self.port, patient=self.patient), 0
        try:
            while not self._stop.is_set():
                matter += 1
                told = resident.files(f"ไฟดับ {number}/{matter}", photos=(number + matter) % 2, email=MAIL)
                with self._lock:
                    self.told.append(told)
        except Exception as error:  # noqa: BLE001 - shown by whoever looks at the outcome
            self.wrong.append(repr(error))
        with self._lock:
            self.again += resident.again


def kill_again_and_again(
    server: Server, kills: int, people: int = 4, *, instead: Callable[[], None] | None = None
) -> Load:
    """Start, let some be told their numbers, kill within the next second, start again; the last time it stays.

    ``instead``: kills and starts something else, and the server has to live through it.
    """
    load = Load(server.port, patient=instead is not None)
    server.start().listens()
    load.begin(people)
    try:
        for _ in range(kills):
            load.wait_for(2)
            threading.Event().wait(secrets.randbelow(1000) / 1000)
            if instead:
                instead()
                continue
            server.kill()
            server.start().listens()
        load.wait_for(2)
    finally:
        load.end()
    server.end()
    return load


@dataclass(frozen=True)
class Found:
    """What is in the database and on the disk afterwards."""

    told: int
    found: int
    doubled: int
    letters: int
    photos: int
    loose: int

    @property
    def whole(self) -> bool:
        """Everybody's case once, each with its letter."""
        return self.told == self.found == self.letters and not self.doubled


def look(load: Load) -> Found:
    """Inside the office's application: every promise held against every number that was told. Sweeps loose files."""
    assert load.wrong == []
    assert chain.verify() == []
    kept = {t.idempotency_key: t for t in db.session.scalars(select(Ticket)).unique()}
    cases = {(key, case.token, case.reference) for key, case in kept.items()}
    there = [each for each in load.told if (each.key, each.token, each.number) in cases]
    for each in there:
        assert [len(attachments.read(photo)) > 0 for photo in kept[each.key].attachments] == [True] * each.photos
    events = Counter(db.session.scalars(select(TicketEvent.ticket_id)))
    assert set(events.values()) == {1}
    numbers = sorted(int(t.reference.rpartition("-")[2]) for t in kept.values())
    assert numbers == list(range(1, len(kept) + 1)), "a number was lost or given twice"
    letters = Counter(db.session.scalars(select(OutboxMail.ticket_id)))
    doubled = len(kept) - len({t.key for t in load.told}) + sum(n - 1 for n in letters.values())
    return Found(len(load.told), len(there), doubled, len(letters), *_files())


def _files() -> tuple[int, int]:
    """Files of cases, and loose ones, which the worker's daily sweep takes and nothing else."""
    later = datetime.now(UTC) + timedelta(days=1)  # noqa: TID251 - the disk's own time
    named = db.session.scalar(select(func.count()).select_from(Attachment)) or 0
    loose = len(list(store().names(later))) - named
    assert attachments.sweep(older_than=later) == loose
    assert len(list(store().names(later))) == named
    return named, loose
