"""Settings: read once from the environment, then never changed; refuses to guess a secret. Imports nothing from app."""

import os
import secrets
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self
from urllib.parse import urlsplit

ROOT = Path(__file__).resolve().parent
MEGABYTE = 1024 * 1024
SECRET_LENGTH = 32


class BadSetting(RuntimeError):
    """A setting that the office cannot open with; the message says what to set."""


@dataclass(frozen=True, kw_only=True)
class Config:
    """Every setting there is, in one screen. Sizes in bytes, times in seconds."""

    SECRET_KEY: str = field(repr=False)
    SQLALCHEMY_DATABASE_URI: str = field(repr=False)
    VAR_DIR: Path = ROOT / "var"
    PUBLIC_URL: str = "http://localhost:8000"
    """Where residents reach the office; QR codes, letters and cookies follow it. No slash at the end."""

    TRUSTED_PROXY: str = ""
    """Address of the TLS proxy in front (``127.0.0.1``); only its word on who asks and by https is taken."""

    MAIL_SERVER: str = ""
    """Empty: no letter leaves, they wait in the outbox."""
    MAIL_PORT: int = 25
    MAIL_USERNAME: str | None = None
    MAIL_PASSWORD: str | None = field(default=None, repr=False)
    MAIL_USE_TLS: bool = False
    MAIL_DEFAULT_SENDER: str = "noreply@localhost"
    MAIL_TIMEOUT: int = 10

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

    @classmethod
    def from_env(cls, env: Mapping[str, str] = os.environ) -> Self:
        """Read the settings; without ``DATABASE_URL`` the office runs embedded, on SQLite below ``VAR_DIR``."""
        var_dir = Path(env.get("VAR_DIR") or cls.VAR_DIR).resolve()
        public_url = _public_url(env.get("PUBLIC_URL") or cls.PUBLIC_URL)
        secure = public_url.startswith("https:")
        return cls(
            SECRET_KEY=_secret_key(env, var_dir),
            SQLALCHEMY_DATABASE_URI=_database(env, var_dir),
            VAR_DIR=var_dir,
            PUBLIC_URL=public_url,
            TRUSTED_PROXY=env.get("TRUSTED_PROXY", cls.TRUSTED_PROXY),
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
        return _kept_secret(var_dir / "secret-key")
    if len(given) < SECRET_LENGTH:
        raise BadSetting(f"set SECRET_KEY: at least {SECRET_LENGTH} random characters that only this office knows")
    return given


def _kept_secret(path: Path) -> str:
    """The embedded office's own secret, made at its first start and readable by its user only."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        draft = path.with_name(f"{path.name}.{secrets.token_hex(8)}")
        draft.touch(mode=0o600)
        draft.write_text(secrets.token_urlsafe(48), encoding="ascii")
        with suppress(FileExistsError):  # another process was first: its key counts
            path.hardlink_to(draft)
        draft.unlink()
    return path.read_text(encoding="ascii").strip()


def _database(env: Mapping[str, str], var_dir: Path) -> str:
    given = env.get("DATABASE_URL")
    if not given:
        return f"sqlite:///{var_dir / 'khamrong.db'}"
    scheme, _, rest = given.partition("://")
    if scheme in {"postgres", "postgresql"}:
        return f"postgresql+psycopg://{rest}"
    return given


def _public_url(text: str) -> str:
    parts = urlsplit(text)
    if parts.scheme not in {"http", "https"} or not parts.netloc or parts.path.rstrip("/") or parts.query:
        raise BadSetting(f"PUBLIC_URL is {text!r}; it needs the form https://khamrong.example.go.th")
    return f"{parts.scheme}://{parts.netloc}"


def _number(env: Mapping[str, str], name: str, default: int) -> int:
    text = env.get(name) or str(default)
    if not text.isascii() or not text.isdigit():
        raise BadSetting(f"{name} is {text!r}; it needs a whole number")
    return int(text)


def _switch(env: Mapping[str, str], name: str) -> bool:
    text = env.get(name, "").lower()
    if text not in {"", "0", "1", "false", "true", "no", "yes"}:
        raise BadSetting(f"{name} is {text!r}; it needs 1 or 0")
    return text in {"1", "true", "yes"}
