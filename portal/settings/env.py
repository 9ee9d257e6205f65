"""Every variable the site reads from its surroundings: name, type, default, meaning.

`docs/settings.md` is written from this file. A variable that is unknown or of the wrong type stops the start.
"""

import dataclasses
import difflib
import ipaddress
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

ROOT = Path(__file__).resolve().parents[2]


class SettingsError(Exception):
    """One plain sentence for the person who starts the site."""


@dataclass(frozen=True)
class Kind:
    """A type of variable: its name in the documentation and how to read it."""

    name: str
    read: Callable[[str], Any]


def _bool(text: str) -> bool:
    if text.lower() in {"1", "true", "yes", "on"}:
        return True
    if text.lower() in {"0", "false", "no", "off", ""}:
        return False
    raise ValueError("must be 1 or 0")


def _whole(low: int, high: int) -> Callable[[str], int]:
    def read(text: str) -> int:
        if not re.fullmatch(r"\d{1,9}", text) or not low <= int(text) <= high:
            raise ValueError(f"must be a whole number from {low} to {high}")
        return int(text)

    return read


def _folder(text: str) -> Path:
    if not text:
        raise ValueError("must be a folder")
    # Relative to the checkout, so that a command means the same folder wherever it is typed.
    return ROOT / Path(text).expanduser()


def _file(text: str) -> Path | None:
    if not text:
        return None
    path = ROOT / Path(text).expanduser()
    if not path.is_file():
        raise ValueError(f"names a file that does not exist: {path}")
    return path


def _list(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(",") if part.strip())


def _hosts(text: str) -> tuple[str, ...]:
    hosts = _list(text)
    for host in hosts:
        if "*" in host or host.startswith(".") or "/" in host:
            raise ValueError("must be exact host names, separated by commas, without wildcards")
    return hosts


def _networks(text: str) -> tuple[str, ...]:
    for part in _list(text):
        if part != "unix":
            try:
                ipaddress.ip_network(part)
            except ValueError:
                raise ValueError("must be addresses or networks such as 10.0.0.0/8, or unix") from None
    return _list(text)


def _address(text: str) -> str:
    try:
        return str(ipaddress.ip_address(text))
    except ValueError:
        raise ValueError("must be an address of this machine such as 127.0.0.1") from None


def _zone(text: str) -> str:
    try:
        ZoneInfo(text)
    except (ValueError, KeyError, OSError):  # what zoneinfo raises depends on how the name is bad
        raise ValueError("must be a time zone name such as Europe/Helsinki") from None
    return text


def _colour(text: str) -> str:
    if not re.fullmatch(r"#[0-9a-fA-F]{6}", text):
        raise ValueError("must be a colour such as #0a5c7a")
    return text.lower()


def _mail(text: str) -> str:
    if text and not re.fullmatch(r"[^@\s<>,]+@[^@\s<>,]+", text):
        raise ValueError("must be one mail address")
    return text


def _url(*schemes: str) -> Callable[[str], str]:
    def read(text: str) -> str:
        if not text:
            return text
        try:
            parts = urlsplit(text)
            parts.port  # noqa: B018 - reading it checks it
        except ValueError:
            raise ValueError("is not a well-formed address") from None
        if parts.scheme not in schemes:
            raise ValueError("must begin with " + " or ".join(f"{scheme}:" for scheme in schemes))
        if schemes[0] == "https" and (not parts.hostname or parts.path.strip("/") or parts.query):
            raise ValueError("must be a host such as https://portal.example.com, without a path")
        return text.rstrip("/") if schemes[0] == "https" else text

    return read


BOOL = Kind("1 or 0", _bool)
TEXT = Kind("text", str)
FOLDER = Kind("folder", _folder)
FILE = Kind("file", _file)
HOSTS = Kind("host names, comma-separated", _hosts)
NETWORKS = Kind("addresses or networks, comma-separated", _networks)
ADDRESS = Kind("address", _address)
ZONE = Kind("time zone", _zone)
COLOUR = Kind("#rrggbb", _colour)
MAIL = Kind("mail address", _mail)


def whole(low: int, high: int) -> Kind:
    return Kind(f"whole number, {low}-{high}", _whole(low, high))


def variable(name: str, kind: Kind, default: str, meaning: str) -> Any:
    """A field of Environment. The default is text too, so one reader serves both."""
    return field(metadata={"name": name, "kind": kind, "default": default, "meaning": meaning})


@dataclass(frozen=True, kw_only=True)
class Environment:
    """What the surroundings said, typed."""

    port: int = variable("PORT", whole(1, 65535), "8000", "Port the web server listens on.")
    bind: str = variable(
        "PORTAL_BIND", ADDRESS, "127.0.0.1", "Address the web server listens on; `0.0.0.0` inside a container."
    )
    database_url: str = variable(
        "DATABASE_URL",
        Kind("postgresql: or sqlite: address", _url("postgresql", "postgres", "sqlite")),
        "",
        "`postgresql://user:password@host:5432/name` or `sqlite:////folder/file.sqlite3`. "
        "Empty: `db.sqlite3` in `PORTAL_DATA`.",
    )
    redis_url: str = variable(
        "REDIS_URL",
        Kind("redis: address", _url("redis", "rediss", "unix", "redis+socket")),
        "",
        "`redis://host:6379/0`. Empty: the queue is a folder in `PORTAL_DATA`, good for one machine.",
    )
    data: Path = variable(
        "PORTAL_DATA",
        FOLDER,
        "./var",
        "Folder on a local disk for files, queue, collected static files and the embedded database.",
    )
    demo: bool = variable(
        "PORTAL_DEMO",
        BOOL,
        "0",
        "Demo mode: known passwords, mails shown on a page, plain http. Refused with a public host name.",
    )
    debug: bool = variable("PORTAL_DEBUG", BOOL, "0", "Django's error pages. Only together with demo mode.")
    secret_key: str = variable(
        "PORTAL_SECRET_KEY",
        TEXT,
        "",
        "At least 50 characters, the same on every machine. Empty: the file `secret_key` in `PORTAL_DATA`, "
        "which `bin/run` makes.",
    )
    hosts: tuple[str, ...] = variable(
        "PORTAL_HOSTS", HOSTS, "", "Host names the site answers to, beside the one of `PORTAL_BASE_URL`."
    )
    base_url: str = variable(
        "PORTAL_BASE_URL",
        Kind("https: address (http: in demo mode)", _url("https", "http")),
        "",
        "Address people use; links in mails begin with it. Empty in demo mode: `http://localhost:PORT`.",
    )
    trusted_proxies: tuple[str, ...] = variable(
        "PORTAL_TRUSTED_PROXIES",
        NETWORKS,
        "",
        "Proxies whose `X-Forwarded-For` and `X-Forwarded-Proto` are believed; `unix` for a unix socket.",
    )
    workers: int = variable(
        "PORTAL_WORKERS", whole(1, 64), "2", "Web processes of `bin/web` with PostgreSQL and Redis."
    )
    threads: int = variable("PORTAL_THREADS", whole(1, 64), "4", "Threads in each of those processes.")
    tasks: int = variable("PORTAL_TASKS", whole(1, 64), "1", "Task processes of `bin/worker`.")
    scheduler: bool = variable(
        "PORTAL_SCHEDULER", BOOL, "1", "Whether this worker also runs the scheduler; 1 on exactly one machine."
    )
    name: str = variable("PORTAL_NAME", TEXT, "Talkoo", "Name of the portal on pages and in mails.")
    operator: str = variable("PORTAL_OPERATOR", TEXT, "", "Firm that runs the site, named on the privacy page.")
    supplier_logo: Path | None = variable(
        "PORTAL_SUPPLIER_LOGO", FILE, "", "PNG, JPEG or WebP shown in the header and on PDFs."
    )
    accent: str = variable("PORTAL_ACCENT", COLOUR, "#0b5d7a", "The one accent colour.")
    support_phone: str = variable("PORTAL_SUPPORT_PHONE", TEXT, "", "Support's phone number, on every page.")
    support_mail: str = variable("PORTAL_SUPPORT_MAIL", MAIL, "", "Support's mail address, on every page.")
    support_hours: str = variable("PORTAL_SUPPORT_HOURS", TEXT, "", "When support answers, as plain text.")
    time_zone: str = variable(
        "PORTAL_TIME_ZONE", ZONE, "Europe/Helsinki", "The supplier's time zone: validities end there at 24:00."
    )
    smtp_url: str = variable(
        "PORTAL_SMTP_URL",
        Kind("smtp: address", _url("smtp", "smtps")),
        "",
        "`smtp://user:password@host:587?tls=1` (STARTTLS) or `smtps://…:465`. "
        "Empty: mails wait in the outbox; in demo mode they are files in `PORTAL_DATA/mail`.",
    )
    mail_from: str = variable(
        "PORTAL_MAIL_FROM", MAIL, "", "Sender of mails. Empty: `no-reply@` and the host of `PORTAL_BASE_URL`."
    )
    max_upload_mb: int = variable("PORTAL_MAX_UPLOAD_MB", whole(1, 10_000), "200", "Largest single file, in MiB.")


def variables() -> list[dict[str, Any]]:
    """Name, kind, default and meaning of each variable, in the order of the class."""
    return [dict(each.metadata) for each in dataclasses.fields(Environment)]


def read(environ: Mapping[str, str]) -> Environment:
    """The typed environment. Raises SettingsError with one sentence."""
    known = {each["name"] for each in variables()}
    for name in environ:
        if name.startswith("PORTAL_") and name not in known:
            close = difflib.get_close_matches(name, known, n=1, cutoff=0.8)
            raise SettingsError(f"{name} is not a setting" + (f"; did you mean {close[0]}?" if close else "."))
    values = {}
    for each in dataclasses.fields(Environment):
        name, kind, default = each.metadata["name"], each.metadata["kind"], each.metadata["default"]
        try:
            values[each.name] = kind.read(environ.get(name, default).strip())
        except ValueError as error:
            raise SettingsError(f"{name} {error}.") from None
    return check(Environment(**values))


def check(env: Environment) -> Environment:
    """What must hold between variables."""
    if env.debug and not env.demo:
        raise SettingsError(
            "PORTAL_DEBUG shows the inside of the site and is allowed only together with PORTAL_DEMO=1."
        )
    if not env.base_url:
        if not env.demo:
            raise SettingsError("PORTAL_BASE_URL must be the https address people use, or PORTAL_DEMO=1 for a try-out.")
        env = dataclasses.replace(env, base_url=f"http://localhost:{env.port}")
    host = urlsplit(env.base_url).hostname or ""
    if env.demo:
        for each in (host, *env.hosts):
            if not is_private_host(each):
                raise SettingsError(
                    f"PORTAL_DEMO=1 has known passwords and is refused with the public host name {each}."
                )
    elif env.base_url.startswith("http://"):
        raise SettingsError("PORTAL_BASE_URL must begin with https: outside demo mode.")
    if not env.mail_from:
        env = dataclasses.replace(env, mail_from=f"no-reply@{host}")
    return env


def is_private_host(host: str) -> bool:
    """Whether only this machine or this network can know the name."""
    name = host.strip("[]").lower().rstrip(".")
    try:
        return ipaddress.ip_address(name).is_private
    except ValueError:
        pass
    return "." not in name or name.endswith((".localhost", ".local", ".internal", ".test", ".lan", ".home.arpa"))
