"""PostgreSQL: its own pg_dump and pg_restore, run as programs with the password in their environment only."""

import logging
import os
import re
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import URL, Connection, create_engine, text
from sqlalchemy.exc import OperationalError, ProgrammingError
from sqlalchemy.pool import NullPool

from app.domain.backups import Trouble
from app.extensions import db
from app.services.backups.trouble import BackupFailed

_PACKED = "database.dump"
_VARIABLES = {
    "host": "PGHOST", "port": "PGPORT", "username": "PGUSER", "user": "PGUSER", "password": "PGPASSWORD",
    "database": "PGDATABASE", "dbname": "PGDATABASE", "sslmode": "PGSSLMODE", "sslrootcert": "PGSSLROOTCERT",
    "sslcert": "PGSSLCERT", "sslkey": "PGSSLKEY", "service": "PGSERVICE",
}  # fmt: skip
_OURS = """
SELECT format('DROP %s IF EXISTS %I.%I CASCADE', kinds.word, n.nspname, c.relname)
  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
  JOIN (VALUES ('r', 'TABLE'), ('p', 'TABLE'), ('f', 'FOREIGN TABLE'), ('v', 'VIEW'), ('m', 'MATERIALIZED VIEW'),
    ('S', 'SEQUENCE')) AS kinds (kind, word) ON kinds.kind = c.relkind::text
  WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
    AND NOT EXISTS (SELECT FROM pg_depend WHERE classid = 'pg_class'::regclass AND objid = c.oid AND deptype = 'e')
UNION ALL
SELECT format('DROP ROUTINE IF EXISTS %I.%I(%s) CASCADE',
    n.nspname, p.proname, pg_get_function_identity_arguments(p.oid))
  FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
  WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
    AND NOT EXISTS (SELECT FROM pg_depend WHERE classid = 'pg_proc'::regclass AND objid = p.oid AND deptype = 'e')
"""  # what belongs to an extension stays with it: whoever keeps the server may have prepared one
_log = logging.getLogger(__name__)


@contextmanager
def copied(work: Path) -> Iterator[tuple[Connection, Path]]:
    """A reading of one moment, and the dump of the very same moment; nobody who writes waits."""
    packed = work / _PACKED
    with db.engine.connect().execution_options(isolation_level="REPEATABLE READ") as connection:
        program = _program("pg_dump", connection)
        moment = connection.scalar(text("SELECT pg_export_snapshot()"))
        _run(db.engine.url, program, "--format=custom", "--compress=1", "--no-owner", "--no-privileges",
             "--no-comments", f"--snapshot={moment}", f"--file={packed}")  # fmt: skip
        yield connection, packed


def size() -> int:
    """How large the database is, in bytes."""
    with db.engine.connect() as connection:
        return connection.scalar(text("SELECT pg_database_size(current_database())")) or 0


@contextmanager
def laid_down(place: Path, target: URL) -> Iterator[None]:
    """Put the dump of a place into an empty database, all of it or nothing; what fails inside takes it out again."""
    packed = place / _PACKED
    with connected(target) as connection:
        program = _program("pg_restore", connection)
        if _ours(connection):
            raise BackupFailed(Trouble.NOT_EMPTY)
    options = ("--no-owner", "--no-privileges", "--no-comments", "--exit-on-error", "--single-transaction")
    _run(target, program, *options, f"--dbname={target.database}", str(packed))
    with connected(target) as connection:
        came = _ours(connection)
    try:
        packed.unlink()
        yield
    except BaseException:
        _take_out(came, target)
        raise


def is_empty(target: URL) -> bool:
    """Whether a database holds no table, view or routine of anybody's, in whatever schema."""
    with connected(target) as connection:
        return not _ours(connection)


def _ours(connection: Connection) -> list[str]:
    """What is neither the server's nor an extension's, each as the statement that removes it."""
    return list(connection.execution_options(no_parameters=True).exec_driver_sql(_OURS).scalars())


def _take_out(came: list[str], target: URL) -> None:
    """A second try finds the database as the first one did; failing here hides nothing of why the first one failed."""
    try:
        with connected(target) as connection, connection.begin():
            for statement in came:
                connection.execution_options(no_parameters=True).exec_driver_sql(statement)
    except Exception as error:  # noqa: BLE001 - the first error is the one to tell
        _log.error("the database could not be emptied again: %s", type(error).__name__)


@contextmanager
def spare() -> Iterator[URL]:
    """An empty database on the same server, gone afterwards, as are those that an interrupted test left."""
    own = db.engine.url
    prefix = f"{own.database}_drill_"
    name = prefix + os.urandom(4).hex()
    with _administering(own) as server:
        left = server.scalars(text("SELECT datname FROM pg_database WHERE starts_with(datname, :p)"), {"p": prefix})
        for old in left.all():
            server.execute(text(f'DROP DATABASE IF EXISTS "{old}" WITH (FORCE)'))
        try:
            server.execute(text(f'CREATE DATABASE "{name}" TEMPLATE template0'))
        except ProgrammingError as refused:
            raise BackupFailed(Trouble.NO_RIGHT) from refused
    try:
        yield own.set(database=name)
    finally:
        with _administering(own) as server:
            server.execute(text(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)'))


@contextmanager
def connected(target: URL) -> Iterator[Connection]:
    """A database at an address."""
    engine = create_engine(target, poolclass=NullPool, hide_parameters=True)
    try:
        with engine.connect() as connection:
            yield connection
    except OperationalError as error:
        raise BackupFailed(Trouble.NO_ANSWER, "no connection") from error
    finally:
        engine.dispose()


@contextmanager
def _administering(own: URL) -> Iterator[Connection]:
    with connected(own) as connection:
        yield connection.execution_options(isolation_level="AUTOCOMMIT")


def _program(name: str, connection: Connection) -> Path:
    """The program, not older than the server: an older one cannot read what the server writes."""
    places = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), key=lambda path: int(path.parts[4]))
    found = shutil.which(name) or (places[-1] if places else None)
    if found is None:
        raise BackupFailed(Trouble.NO_PROGRAM, name)
    told = subprocess.run([str(found), "--version"], capture_output=True, text=True, check=False)  # noqa: S603
    major = re.search(r"\s(\d+)", told.stdout)
    server = int(connection.scalar(text("SHOW server_version_num")) or 0) // 10000
    if major is None or int(major[1]) < server:
        raise BackupFailed(Trouble.OLD_PROGRAM, f"{told.stdout.strip()}, server {server}")
    return Path(found)


def _run(target: URL, program: Path, *options: str) -> None:
    """Run it; what it complains of goes into the log, without the rows that it may quote."""
    done = subprocess.run(  # noqa: S603
        [str(program), *options], env=_environment(target), stdin=subprocess.DEVNULL, capture_output=True, check=False,
        text=True, errors="replace",
    )  # fmt: skip
    if done.returncode:
        said = next((line for line in done.stderr.splitlines() if "error:" in line), "")[:200]
        _log.error("%s failed: %s", program.name, said)
        full = "No space left" in done.stderr or done.returncode < 0
        raise BackupFailed(Trouble.NO_ROOM if full else Trouble.PROGRAM, said)


def _environment(target: URL) -> Mapping[str, str]:
    given = {**target.translate_connect_args(), **target.query}
    told = {_VARIABLES[name]: str(value) for name, value in given.items() if name in _VARIABLES}
    return {"PATH": os.environ.get("PATH", ""), "LC_ALL": "C.UTF-8", "PGCONNECT_TIMEOUT": "10", **told}
