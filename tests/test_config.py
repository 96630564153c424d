"""The settings: what the office may leave out, and what it is told when one is wrong."""

import stat
from concurrent.futures import ThreadPoolExecutor
from dataclasses import FrozenInstanceError

import pytest
from flask import Flask

import secret_key
from config import MEGABYTE, BadSetting, Config

SECRET = "a long random text of this office, 48 characters"
SERVED = {"SECRET_KEY": SECRET, "DATABASE_URL": "postgresql://office@db/khamrong"}


def begun(place):
    """The secret of an office that begins there, or goes on."""
    return secret_key.keep(place, Config.from_env({"VAR_DIR": str(place)}).SECRET_KEY)


def test_an_empty_place_stays_empty_until_an_office_begins(tmp_path):
    looked = [Config.from_env({"VAR_DIR": str(tmp_path)}).SECRET_KEY for _ in range(2)]
    assert len(looked[0]) >= 48
    assert looked[0] != looked[1]
    assert list(tmp_path.iterdir()) == []


def test_a_database_that_lost_its_secret_gets_one_that_stays(tmp_path):
    (tmp_path / "khamrong.db").touch()
    first = Config.from_env({"VAR_DIR": str(tmp_path)}).SECRET_KEY
    assert Config.from_env({"VAR_DIR": str(tmp_path)}).SECRET_KEY == first == begun(tmp_path)


def test_embedded_office_needs_no_setting_and_keeps_everything_below_var(tmp_path):
    begun(tmp_path)
    config = Config.from_env({"VAR_DIR": str(tmp_path)})
    assert config.SQLALCHEMY_DATABASE_URI == f"sqlite:///{tmp_path}/khamrong.db"
    assert config.VAR_DIR == tmp_path
    assert [path.name for path in tmp_path.iterdir()] == ["secret-key"]


def test_embedded_secret_is_made_once_and_is_its_users_alone(tmp_path):
    first = begun(tmp_path)
    assert len(first) >= 48
    assert stat.S_IMODE((tmp_path / "secret-key").stat().st_mode) == 0o600
    assert Config.from_env({"VAR_DIR": str(tmp_path)}).SECRET_KEY == first


def test_the_place_of_an_embedded_office_is_its_users_alone(tmp_path):
    begun(tmp_path / "var")
    assert stat.S_IMODE((tmp_path / "var").stat().st_mode) == 0o700


def test_processes_that_start_together_agree_on_the_secret(tmp_path):
    with ThreadPoolExecutor(8) as pool:
        keys = pool.map(lambda _: begun(tmp_path), range(8))
    assert len(set(keys)) == 1
    assert [path.name for path in tmp_path.iterdir()] == ["secret-key"]


def test_secrets_of_two_offices_differ(tmp_path):
    assert begun(tmp_path / "a") != begun(tmp_path / "b")


@pytest.mark.parametrize("secret", ["", "short"])
def test_office_with_its_own_database_must_bring_a_secret(secret, tmp_path):
    with pytest.raises(BadSetting, match="SECRET_KEY"):
        Config.from_env({**SERVED, "SECRET_KEY": secret, "VAR_DIR": str(tmp_path)})
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("given", "used"),
    [
        ("postgresql://office@db/khamrong", "postgresql+psycopg://office@db/khamrong"),
        ("postgres://office@db/khamrong", "postgresql+psycopg://office@db/khamrong"),
        ("postgresql+psycopg://office@db/khamrong", "postgresql+psycopg://office@db/khamrong"),
        ("sqlite:////srv/office.db", "sqlite:////srv/office.db"),
    ],
)
def test_database_address_names_its_driver(given, used):
    assert Config.from_env({**SERVED, "DATABASE_URL": given}).SQLALCHEMY_DATABASE_URI == used


def test_cookie_follows_the_public_address():
    plain = Config.from_env(SERVED)
    assert (plain.SESSION_COOKIE_SECURE, plain.SESSION_COOKIE_NAME) == (False, "khamrong")
    behind_tls = Config.from_env({**SERVED, "PUBLIC_URL": "https://khamrong.example.go.th/"})
    assert (behind_tls.SESSION_COOKIE_SECURE, behind_tls.SESSION_COOKIE_NAME) == (True, "__Host-khamrong")
    assert behind_tls.PREFERRED_URL_SCHEME == "https"
    assert behind_tls.PUBLIC_URL == "https://khamrong.example.go.th"


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("ONION_URL", "khamrong.onion/corruption"),
        ("PUBLIC_URL", "khamrong.example.go.th"),
        ("PUBLIC_URL", "https://example.go.th/khamrong"),
        ("MAIL_PORT", "smtp"),
        ("MAIL_TIMEOUT", "-1"),
        ("MAIL_USE_TLS", "maybe"),
    ],
)
def test_wrong_setting_is_refused_by_name(name, text):
    with pytest.raises(BadSetting, match=name):
        Config.from_env({**SERVED, name: text})


def test_mail_settings_are_read():
    config = Config.from_env(
        {
            **SERVED,
            "MAIL_SERVER": "mail.example.go.th",
            "MAIL_PORT": "587",
            "MAIL_USERNAME": "office",
            "MAIL_PASSWORD": "sesame",
            "MAIL_USE_TLS": "1",
            "MAIL_SENDER": "office@example.go.th",
            "MAIL_TIMEOUT": "5",
        }
    )
    assert (config.MAIL_SERVER, config.MAIL_PORT, config.MAIL_USE_TLS) == ("mail.example.go.th", 587, True)
    assert (config.MAIL_USERNAME, config.MAIL_PASSWORD) == ("office", "sesame")
    assert (config.MAIL_DEFAULT_SENDER, config.MAIL_TIMEOUT) == ("office@example.go.th", 5)


SHARED = {
    "DATABASE_READ_URL": "postgres://office@replica/khamrong",
    "VALKEY_URL": "valkey://:hush@valkey:6379/0",
    "S3_ENDPOINT": "https://s3.example.go.th",
    "S3_BUCKET": "khamrong",
    "S3_ACCESS_KEY": "office",
    "S3_SECRET_KEY": "hush",
}


def test_what_several_machines_share_is_read():
    config = Config.from_env({**SERVED, **SHARED})
    assert config.SQLALCHEMY_BINDS["replica"]["url"] == "postgresql+psycopg://office@replica/khamrong"
    assert (config.S3_BUCKET, config.S3_REGION, config.VALKEY_URL[:9]) == ("khamrong", "us-east-1", "valkey://")
    assert "hush" not in repr(config)


def test_without_it_everything_is_on_one_machine():
    config = Config.from_env(SERVED)
    assert (config.SQLALCHEMY_BINDS, config.S3_ENDPOINT, config.VALKEY_URL) == ({}, "", "")


@pytest.mark.parametrize(
    ("changed", "named"),
    [
        ({"S3_SECRET_KEY": ""}, "S3_SECRET_KEY"),
        ({"S3_ENDPOINT": "", "S3_BUCKET": ""}, "S3_ENDPOINT, S3_BUCKET"),
        ({"S3_ENDPOINT": "s3.example.go.th"}, "S3_ENDPOINT"),
        ({"VALKEY_URL": "valkey:6379"}, "VALKEY_URL"),
        ({"DATABASE_URL": ""}, "DATABASE_READ_URL"),
        ({"DATABASE_READ_URL": "sqlite:////srv/copy.db"}, "DATABASE_READ_URL"),
    ],
)
def test_half_of_it_is_refused(changed, named):
    with pytest.raises(BadSetting, match=named):
        Config.from_env({**SERVED, **SHARED, **changed})


def test_secrets_stay_out_of_logs():
    config = Config.from_env({**SERVED, "DATABASE_URL": "postgresql://o:hush@db/k", "MAIL_PASSWORD": "sesame"})
    assert not any(secret in repr(config) for secret in (SECRET, "hush", "sesame"))


def test_settings_never_change():
    with pytest.raises(FrozenInstanceError):
        Config.from_env(SERVED).TESTING = True  # type: ignore[misc]


def test_flask_takes_the_limits_from_it():
    app = Flask(__name__)
    app.config.from_object(Config.from_env(SERVED))
    assert app.config["MAX_CONTENT_LENGTH"] == 52 * MEGABYTE
    assert app.config["MAX_UPLOAD_BYTES"] == 10 * MEGABYTE
    assert app.config["MAX_FORM_MEMORY_SIZE"] == MEGABYTE
    assert app.config["MAX_FORM_PARTS"] == 200


@pytest.mark.parametrize("hour", ["25", "99", "-1"])
def test_an_hour_that_no_day_has_is_refused_by_its_name(tmp_path, hour):
    with pytest.raises(BadSetting, match="BACKUP_HOUR"):
        Config.from_env({"VAR_DIR": str(tmp_path), "BACKUP_HOUR": hour})
    assert Config.from_env({"VAR_DIR": str(tmp_path), "BACKUP_HOUR": "24"}).BACKUP_HOUR == 24
