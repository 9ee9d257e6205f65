"""Addresses and files turned into what Django and Celery want."""

import os
import secrets
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from portal.settings.env import Environment, SettingsError

SQLITE_OPTIONS = {
    # The write lock is taken at BEGIN: a read that turns into a write would else fail with "database is locked".
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    # FULL: with NORMAL a power cut may lose commits that people were told are saved.
    "init_command": (
        "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;PRAGMA busy_timeout=20000;PRAGMA temp_store=MEMORY;"
        "PRAGMA mmap_size=134217728;PRAGMA cache_size=-20000;PRAGMA journal_size_limit=67108864;"
    ),
}


def is_embedded(env: Environment) -> bool:
    """One process without servers, unless both PostgreSQL and Redis are named."""
    return not (env.database_url.startswith("postgres") and env.redis_url)


def database(env: Environment) -> dict[str, Any]:
    parts = urlsplit(env.database_url)
    if parts.scheme in {"", "sqlite"}:
        name = unquote(parts.path[1:]) if parts.path else str(env.data / "db.sqlite3")
        return {"ENGINE": "django.db.backends.sqlite3", "NAME": name, "OPTIONS": SQLITE_OPTIONS}
    name = unquote(parts.path.lstrip("/"))
    if not name:
        raise SettingsError("DATABASE_URL must name a database after the host.")
    query = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": name,
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": query.pop("host", parts.hostname or ""),
        "PORT": str(parts.port or ""),
        # Under one ASGI process each request has its own thread, so a kept connection would never be found again.
        "CONN_MAX_AGE": 0 if is_embedded(env) else 600,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {"application_name": "talkoo", "options": "-c synchronous_commit=on", **query},
    }


def mail(env: Environment) -> dict[str, Any]:
    """Django's EMAIL_ settings."""
    if not env.smtp_url and env.demo:
        return {
            "EMAIL_BACKEND": "django.core.mail.backends.filebased.EmailBackend",
            "EMAIL_FILE_PATH": str(env.data / "mail"),
        }
    parts = urlsplit(env.smtp_url)
    query = dict(parse_qsl(parts.query))
    if unknown := set(query) - {"tls"}:
        raise SettingsError(f"PORTAL_SMTP_URL has an unknown option: {unknown.pop()}.")
    implicit = parts.scheme == "smtps"
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": parts.hostname or "localhost",
        "EMAIL_PORT": parts.port or (465 if implicit else 25),
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_SSL": implicit,
        "EMAIL_USE_TLS": not implicit and query.get("tls", "0") in {"1", "true", "yes"},
        "EMAIL_TIMEOUT": 20,
    }


def queue_options(env: Environment) -> dict[str, Any]:
    """Options of Celery's transport."""
    if env.redis_url:
        # A message is redelivered when unacknowledged for longer; it must exceed the longest task.
        return {"visibility_timeout": 7200, "socket_connect_timeout": 2, "socket_timeout": 10}
    return {
        "data_folder_in": str(env.data / "queue" / "messages"),
        "data_folder_out": str(env.data / "queue" / "messages"),
        "control_folder": str(env.data / "queue" / "control"),
        "polling_interval": 0.1,
    }


def secret_key(env: Environment) -> str:
    """The named key, else the one kept in the data folder; demo mode makes it on first use."""
    if env.secret_key:
        if len(env.secret_key) < 50:
            raise SettingsError("PORTAL_SECRET_KEY must have at least 50 characters.")
        return env.secret_key
    path = env.data / "secret_key"
    if not path.exists():
        if not env.demo:
            raise SettingsError(f"PORTAL_SECRET_KEY is empty and {path} does not exist; set one of the two.")
        make_secret_key(path)
    return path.read_text(encoding="ascii").strip()


def make_secret_key(path: Path) -> None:
    """Two processes that start together end with one key: only one of them may create the file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".secret_key.{secrets.token_hex(4)}")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as file:
        file.write(secrets.token_urlsafe(64))
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink()
