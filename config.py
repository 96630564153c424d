"""Settings: read once from the environment, then never changed; refuses to guess a secret. Imports nothing from app."""

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self
from urllib.parse import urlsplit

import secret_key

ROOT = Path(__file__).resolve().parent
VERSION: str = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
MEGABYTE = 1024 * 1024
SECRET_LENGTH = 32


_PATIENT = {"pool_pre_ping": True, "connect_args": {"connect_timeout": 5, "tcp_user_timeout": 15000}}
_STORE = ("S3_ENDPOINT", "S3_BUCKET", "S3_ACCESS_KEY", "S3_SECRET_KEY")
_VALKEY = ("valkey", "valkeys", "redis", "rediss", "unix")


class BadSetting(RuntimeError):
    """A setting that the office cannot open with; the message says what to set."""


@dataclass(frozen=True, kw_only=True)
class Config:
    """Every setting there is, in one screen. Sizes in bytes, times in seconds."""

    SECRET_KEY: str = field(repr=False)
    SQLALCHEMY_DATABASE_URI: str = field(repr=False)
    DATABASE_READ_URL: str = field(default="", repr=False)
    """A streaming replica of the PostgreSQL database, from which figures are read; empty: the database itself."""
    VALKEY_URL: str = field(default="", repr=False)
    """Where several machines count visitors' tries together, in memory; empty: each process counts its own."""
    S3_ENDPOINT: str = ""
    """An S3-compatible store in which several machines keep files; empty: on this machine's disk, below VAR_DIR."""
    S3_BUCKET: str = ""
    S3_REGION: str = "us-east-1"
    S3_ACCESS_KEY: str = field(default="", repr=False)
    S3_SECRET_KEY: str = field(default="", repr=False)
    VAR_DIR: Path = ROOT / "var"
    PUBLIC_URL: str = "http://localhost:8000"
    """Where residents reach the office; QR codes, letters and cookies follow it. No slash at the end."""

    ONION_URL: str = ""
    """The same office as an onion service (``http://….onion``), told to whoever reports corruption; empty: none."""

    TRUSTED_PROXY: str = ""
    """Address of the TLS proxy in front (``127.0.0.1``); only its word on who asks and by https is taken."""

    BACKUP_DIR: Path | None = None
    """Where backups lie; best a disk elsewhere, mounted here. It must exist; without one they lie below VAR_DIR."""
    BACKUP_HOUR: int = 2
    """From which hour on the night's backup is made; 24: never, for an office that has its own way."""

    MAIL_SERVER: str = ""
    """Empty: no letter leaves, they wait in the outbox."""
    MAIL_PORT: int = 25
    MAIL_USERNAME: str | None = None
    MAIL_PASSWORD: str | None = field(default=None, repr=False)
    MAIL_USE_TLS: bool = False
    MAIL_DEFAULT_SENDER: str = "noreply@localhost"
    MAIL_TIMEOUT: int = 10

    FILINGS_PER_HOUR: int = 30
    """Cases that one address may file in an hour (never the corruption channel); 0: as many as they like."""

    LOG_JSON: bool = False
    """Lines of the log as JSON objects, for a collector of logs."""
    METRICS_TOKEN: str = field(default="", repr=False)
    """Who sends it as ``Authorization: Bearer`` reads /metrics; empty: there is no such page."""

    SPACE_FOR_FILES: int = 1024 * MEGABYTE
    """With less than this left on the disk below ``VAR_DIR`` no more files are taken …"""
    SPACE_FOR_CASES: int = 200 * MEGABYTE
    """… and with less than this nothing is taken in from outside."""

    MAX_CONTENT_LENGTH: int = 52 * MEGABYTE  # five files of ten, and the words
    MAX_UPLOAD_BYTES: int = 10 * MEGABYTE
    MAX_FORM_MEMORY_SIZE: int = 1 * MEGABYTE
    MAX_FORM_PARTS: int = 200

    PREFERRED_URL_SCHEME: str = "http"
    SESSION_COOKIE_NAME: str = "khamrong"
    SESSION_COOKIE_SECURE: bool = False
    SESSION_COOKIE_HTTPONLY: bool = True
    SESSION_COOKIE_SAMESITE: str = "Lax"
    SESSION_COOKIE_PATH: str = "/"
    WTF_CSRF_ENABLED: bool = True
    WTF_CSRF_TIME_LIMIT: int | None = None
    """A form may be filled in slowly: the token lives as long as the session."""

    SEALED_OPERATIONS: int = 3
    SEALED_CODE_MEMORY: int = 64 * MEGABYTE
    SEALED_PASSPHRASE_MEMORY: int = 128 * MEGABYTE
    """What argon2id costs in the sealed channel; kept with each row, so that a change is for new ones only."""
    REQUIRE_TOTP_INTEGRITY: bool = True
    """Integrity officers without a second step get no keys; an office of sample people is let off."""
    REQUIRE_TOTP_ADMINISTRATOR: bool = True
    """Administrators without a second step are led to setting it up; an office of sample people is let off."""

    TESTING: bool = False
    # A made-up language written from right to left, to see that the pages could be in a real one; for tests only.
    PSEUDO_LANGUAGE: bool = False

    @property
    def SQLALCHEMY_ENGINE_OPTIONS(self) -> dict[str, Any]:  # noqa: N802  (Flask-SQLAlchemy's name)
        """A server that went and came back is noticed, and one that hangs is not waited for."""
        return _PATIENT if self.SQLALCHEMY_DATABASE_URI.startswith("postgresql") else {}

    @property
    def SQLALCHEMY_BINDS(self) -> dict[str, Any]:  # noqa: N802  (Flask-SQLAlchemy's name)
        """The replica beside the database itself."""
        return {"replica": {"url": self.DATABASE_READ_URL, **_PATIENT}} if self.DATABASE_READ_URL else {}

    @classmethod
    def from_env(cls, env: Mapping[str, str] = os.environ) -> Self:
        """Read the settings; without ``DATABASE_URL`` the office runs embedded, on SQLite below ``VAR_DIR``."""
        var_dir = Path(env.get("VAR_DIR") or cls.VAR_DIR).resolve()
        public_url = _url("PUBLIC_URL", env.get("PUBLIC_URL") or cls.PUBLIC_URL)
        secure = public_url.startswith("https:")
        return cls(
            SECRET_KEY=_secret_key(env, var_dir),
            SQLALCHEMY_DATABASE_URI=_database(env, var_dir),
            **_shared(env),
            VAR_DIR=var_dir,
            PUBLIC_URL=public_url,
            ONION_URL=_url("ONION_URL", env["ONION_URL"]) if env.get("ONION_URL") else "",
            TRUSTED_PROXY=env.get("TRUSTED_PROXY", cls.TRUSTED_PROXY),
            BACKUP_DIR=Path(env["BACKUP_DIR"]).resolve() if env.get("BACKUP_DIR") else None,
            BACKUP_HOUR=_number(env, "BACKUP_HOUR", cls.BACKUP_HOUR, most=24),
            FILINGS_PER_HOUR=_number(env, "FILINGS_PER_HOUR", cls.FILINGS_PER_HOUR),
            LOG_JSON=_switch(env, "LOG_JSON"),
            METRICS_TOKEN=env.get("METRICS_TOKEN", cls.METRICS_TOKEN),
            MAIL_SERVER=env.get("MAIL_SERVER", cls.MAIL_SERVER),
            MAIL_PORT=_number(env, "MAIL_PORT", cls.MAIL_PORT),
            MAIL_USERNAME=env.get("MAIL_USERNAME") or None,
            MAIL_PASSWORD=env.get("MAIL_PASSWORD") or None,
            MAIL_USE_TLS=_switch(env, "MAIL_USE_TLS"),
            MAIL_DEFAULT_SENDER=env.get("MAIL_SENDER") or cls.MAIL_DEFAULT_SENDER,
            MAIL_TIMEOUT=_number(env, "MAIL_TIMEOUT", cls.MAIL_TIMEOUT),
            PREFERRED_URL_SCHEME="https" if secure else "http",
            SESSION_COOKIE_NAME="__Host-khamrong" if secure else cls.SESSION_COOKIE_NAME,
            SESSION_COOKIE_SECURE=secure,
        )


def _secret_key(env: Mapping[str, str], var_dir: Path) -> str:
    given = env.get("SECRET_KEY", "")
    if not given and not env.get("DATABASE_URL"):
        return secret_key.read(var_dir)
    if len(given) < SECRET_LENGTH:
        raise BadSetting(f"set SECRET_KEY: at least {SECRET_LENGTH} random characters that only this office knows")
    return given


def _database(env: Mapping[str, str], var_dir: Path) -> str:
    given = env.get("DATABASE_URL")
    return _with_driver(given) if given else f"sqlite:///{var_dir / 'khamrong.db'}"


def _with_driver(address: str) -> str:
    scheme, _, rest = address.partition("://")
    return f"postgresql+psycopg://{rest}" if scheme in {"postgres", "postgresql"} else address


def _shared(env: Mapping[str, str]) -> dict[str, Any]:
    """What several machines share beside the database: each of it whole, or not at all."""
    replica, valkey = _with_driver(env.get("DATABASE_READ_URL", "")), env.get("VALKEY_URL", "")
    database = _with_driver(env.get("DATABASE_URL", ""))
    if replica and not (replica.startswith("postgresql") and database.startswith("postgresql")):
        raise BadSetting("DATABASE_READ_URL names a replica of PostgreSQL; DATABASE_URL has to name its primary")
    if valkey and valkey.partition("://")[0] not in _VALKEY:
        raise BadSetting(f"VALKEY_URL needs the form valkey://host:6379/0 (or {', '.join(_VALKEY[1:])})")
    store = {name: env.get(name, "") for name in _STORE}
    if missing := [name for name, value in store.items() if not value]:
        if len(missing) < len(store):
            raise BadSetting(f"the store for files is half configured: set {', '.join(missing)} as well")
    elif urlsplit(store["S3_ENDPOINT"]).scheme not in {"http", "https"}:
        raise BadSetting("S3_ENDPOINT needs the form https://s3.example.go.th")
    region = env.get("S3_REGION") or Config.S3_REGION
    return {"DATABASE_READ_URL": replica, "VALKEY_URL": valkey, "S3_REGION": region, **store}


def _url(name: str, text: str) -> str:
    parts = urlsplit(text)
    if parts.scheme not in {"http", "https"} or not parts.netloc or parts.path.rstrip("/") or parts.query:
        raise BadSetting(f"{name} is {text!r}; it needs the form https://khamrong.example.go.th")
    return f"{parts.scheme}://{parts.netloc}"


def _number(env: Mapping[str, str], name: str, default: int, most: int | None = None) -> int:
    text = env.get(name) or str(default)
    if not text.isascii() or not text.isdigit():
        raise BadSetting(f"{name} is {text!r}; it needs a whole number")
    if most is not None and int(text) > most:
        raise BadSetting(f"{name} is {text!r}; it needs a whole number from 0 to {most}")
    return int(text)


def _switch(env: Mapping[str, str], name: str) -> bool:
    text = env.get(name, "").lower()
    if text not in {"", "0", "1", "false", "true", "no", "yes"}:
        raise BadSetting(f"{name} is {text!r}; it needs 1 or 0")
    return text in {"1", "true", "yes"}
