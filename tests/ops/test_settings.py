"""Wrong settings stop the start with one plain sentence."""

import os
import stat
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from portal.settings import doc, stores
from portal.settings.env import SettingsError, is_private_host, read, variables

ROOT = Path(__file__).resolve().parents[2]
LIVE = {"PORTAL_BASE_URL": "https://portal.example.com"}
DEMO = {"PORTAL_DEMO": "1"}


def test_demo_needs_nothing_else() -> None:
    env = read(DEMO)
    assert (env.port, env.base_url, env.mail_from) == (8000, "http://localhost:8000", "no-reply@localhost")
    assert stores.is_embedded(env)


def test_values_are_typed() -> None:
    env = read(
        LIVE
        | {"PORT": "9000", "PORTAL_HOSTS": "a.example.com, b.example.com", "PORTAL_SCHEDULER": "0"}
        | {"PORTAL_TRUSTED_PROXIES": "10.0.0.0/8,unix", "PORTAL_ACCENT": "#AABBCC"}
    )
    assert env.port == 9000
    assert env.hosts == ("a.example.com", "b.example.com")
    assert env.scheduler is False
    assert env.trusted_proxies == ("10.0.0.0/8", "unix")
    assert env.accent == "#aabbcc"


@pytest.mark.parametrize(
    ("environ", "sentence"),
    [
        (DEMO | {"PORTAL_ACENT": "#ffffff"}, "PORTAL_ACENT is not a setting; did you mean PORTAL_ACCENT?"),
        (DEMO | {"PORTAL_XYZZY": "1"}, "PORTAL_XYZZY is not a setting"),
        (DEMO | {"PORT": "http"}, "PORT must be a whole number from 1 to 65535."),
        (DEMO | {"PORT": "70000"}, "PORT must be a whole number from 1 to 65535."),
        (DEMO | {"PORTAL_DEBUG": "maybe"}, "PORTAL_DEBUG must be 1 or 0."),
        (DEMO | {"PORTAL_ACCENT": "blue"}, "PORTAL_ACCENT must be a colour"),
        (DEMO | {"PORTAL_TIME_ZONE": "Mars/Base"}, "PORTAL_TIME_ZONE must be a time zone name"),
        (DEMO | {"PORTAL_TIME_ZONE": "../../etc/passwd"}, "PORTAL_TIME_ZONE must be a time zone name"),
        (DEMO | {"PORTAL_SUPPORT_MAIL": "two@a.fi, three@a.fi"}, "PORTAL_SUPPORT_MAIL must be one mail address."),
        (DEMO | {"PORTAL_HOSTS": "*"}, "PORTAL_HOSTS must be exact host names"),
        (DEMO | {"PORTAL_HOSTS": ".example.com"}, "PORTAL_HOSTS must be exact host names"),
        (DEMO | {"PORTAL_TRUSTED_PROXIES": "proxy"}, "PORTAL_TRUSTED_PROXIES must be addresses or networks"),
        (DEMO | {"DATABASE_URL": "mysql://h/d"}, "DATABASE_URL must begin with"),
        (DEMO | {"DATABASE_URL": "postgresql://h:port/d"}, "DATABASE_URL is not a well-formed address."),
        (DEMO | {"REDIS_URL": "amqp://h"}, "REDIS_URL must begin with"),
        (DEMO | {"PORTAL_SUPPLIER_LOGO": "/nowhere/logo.png"}, "PORTAL_SUPPLIER_LOGO names a file that does not exist"),
        (DEMO | {"PORTAL_BASE_URL": "https://portal.example.com"}, "refused with the public host name"),
        (DEMO | {"PORTAL_HOSTS": "portal.example.com"}, "refused with the public host name portal.example.com."),
        (DEMO | {"PORTAL_BASE_URL": "http://8.8.8.8"}, "refused with the public host name 8.8.8.8."),
        ({}, "PORTAL_BASE_URL must be the https address"),
        ({"PORTAL_BASE_URL": "http://portal.example.com"}, "must begin with https: outside demo mode."),
        ({"PORTAL_BASE_URL": "https://portal.example.com/sub"}, "without a path"),
        (LIVE | {"PORTAL_DEBUG": "1"}, "PORTAL_DEBUG shows the inside of the site"),
    ],
)
def test_refused(environ: dict[str, str], sentence: str) -> None:
    with pytest.raises(SettingsError) as caught:
        read(environ)
    assert sentence in str(caught.value)
    assert "\n" not in str(caught.value)


def test_the_process_says_one_sentence_and_stops(tmp_path: Path) -> None:
    env = {"PATH": os.environ["PATH"], "PORTAL_DATA": str(tmp_path), "PORTAL_DEMO": "1", "PORTAL_COLOUR": "red"}
    done = subprocess.run(
        [sys.executable, "manage.py", "check"], cwd=ROOT, env=env, capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert done.stderr.strip() == "Talkoo does not start: PORTAL_COLOUR is not a setting."


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "[::1]", "192.168.1.5", "mill-pc", "talkoo.local"])
def test_private_host(host: str) -> None:
    assert is_private_host(host)


@pytest.mark.parametrize("host", ["portal.example.com", "8.8.8.8", "localhost.example.com", "2a00::1"])
def test_public_host(host: str) -> None:
    assert not is_private_host(host)


def test_the_page_of_settings_is_current() -> None:
    assert doc.PAGE.read_text(encoding="utf-8") == doc.text()
    assert len({each["name"] for each in variables()}) == len(variables())


def test_sqlite_takes_the_write_lock_first_and_syncs_fully() -> None:
    options = stores.database(read(DEMO))["OPTIONS"]
    assert options["transaction_mode"] == "IMMEDIATE"
    assert "journal_mode=WAL" in options["init_command"]
    assert "synchronous=FULL" in options["init_command"]


def test_postgresql_address() -> None:
    env = read(
        LIVE | {"DATABASE_URL": "postgresql://u:p%40ss@db:5433/talkoo?sslmode=require", "REDIS_URL": "redis://r/0"}
    )
    database = stores.database(env)
    assert [database[k] for k in ("USER", "PASSWORD", "HOST", "PORT", "NAME")] == ["u", "p@ss", "db", "5433", "talkoo"]
    assert database["OPTIONS"]["sslmode"] == "require"
    assert "synchronous_commit=on" in database["OPTIONS"]["options"]
    assert database["CONN_MAX_AGE"] > 0
    assert not stores.is_embedded(env)


def test_connections_are_not_kept_under_one_asgi_process() -> None:
    assert stores.database(read(LIVE | {"DATABASE_URL": "postgresql://db/talkoo"}))["CONN_MAX_AGE"] == 0


def test_redis_redelivers_later_than_the_longest_task(settings: Any) -> None:
    options = stores.queue_options(read(LIVE | {"REDIS_URL": "redis://r/0"}))
    assert options["visibility_timeout"] > settings.CELERY_TASK_TIME_LIMIT


def test_folder_queue_reads_where_it_writes() -> None:
    options = stores.queue_options(read(DEMO))
    assert options["data_folder_in"] == options["data_folder_out"]


def test_smtp_address() -> None:
    mail = stores.mail(read(LIVE | {"PORTAL_SMTP_URL": "smtp://u:p@mx:587?tls=1"}))
    assert (mail["EMAIL_HOST"], mail["EMAIL_PORT"], mail["EMAIL_USE_TLS"], mail["EMAIL_USE_SSL"]) == (
        "mx",
        587,
        True,
        False,
    )
    with pytest.raises(SettingsError):
        stores.mail(read(LIVE | {"PORTAL_SMTP_URL": "smtp://mx?ssl=1"}))


def test_demo_makes_a_key_once_and_keeps_it_private(tmp_path: Path) -> None:
    env = read(DEMO | {"PORTAL_DATA": str(tmp_path)})
    key = stores.secret_key(env)
    assert len(key) >= 50
    assert stores.secret_key(env) == key
    assert stat.S_IMODE((tmp_path / "secret_key").stat().st_mode) == 0o600
    assert [path.name for path in tmp_path.iterdir()] == ["secret_key"]


def test_outside_demo_mode_a_key_is_not_made_in_silence(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="PORTAL_SECRET_KEY is empty"):
        stores.secret_key(read(LIVE | {"PORTAL_DATA": str(tmp_path)}))
    with pytest.raises(SettingsError, match="at least 50"):
        stores.secret_key(read(LIVE | {"PORTAL_DATA": str(tmp_path), "PORTAL_SECRET_KEY": "short"}))


def live_settings(tmp_path: Path, *names: str) -> list[str]:
    """Values of the site's settings in a fresh process with https."""
    code = "import portal.settings.site as s; " + "; ".join(f"print(s.{name})" for name in names)
    env = {"PATH": os.environ["PATH"], "PORTAL_DATA": str(tmp_path), "PORTAL_SECRET_KEY": "k" * 50, **LIVE}
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, env=env, capture_output=True, text=True, check=True)
    return done.stdout.split("\n")


def test_cookies_are_bound_to_the_host_over_https(tmp_path: Path) -> None:
    values = live_settings(
        tmp_path,
        *("SESSION_COOKIE_NAME", "CSRF_COOKIE_NAME", "SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE"),
        *("SECURE_HSTS_SECONDS > 0", "SECURE_SSL_REDIRECT", "ALLOWED_HOSTS", "DEBUG"),
    )
    assert values[:2] == ["__Host-talkoo_session", "__Host-talkoo_csrf"]
    assert values[2:6] == ["True"] * 4
    assert values[6:8] == ["['portal.example.com']", "False"]


def test_tasks_are_never_run_in_the_request(settings: Any) -> None:
    assert not getattr(settings, "CELERY_TASK_ALWAYS_EAGER", False)
    assert settings.CELERY_ACCEPT_CONTENT == ["json"]
    assert settings.CELERY_TASK_ACKS_LATE
    assert settings.CELERY_TASK_REJECT_ON_WORKER_LOST
