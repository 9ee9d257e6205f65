"""Finds PostgreSQL and Redis for the tests: named, answering on this machine, or throw-away ones."""

import getpass
import os
import pwd
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import psycopg
import redis


@dataclass(frozen=True)
class Backends:
    database_url: str
    redis_url: str
    description: str


def find_backends(stack: ExitStack) -> Backends | None:
    """None means the embedded default. Throw-away servers stop when `stack` closes."""
    name = f"talkoo_{os.getpid()}"
    if os.environ.get("DATABASE_URL", "").startswith("postgres") and os.environ.get("REDIS_URL"):
        return Backends(os.environ["DATABASE_URL"], os.environ["REDIS_URL"], "the named PostgreSQL and Redis")
    database = f"postgresql://{getpass.getuser()}@localhost:5432"
    queue = "redis://localhost:6379/15"
    if may_create_databases(f"{database}/postgres") and answers(queue):
        return Backends(f"{database}/{name}", queue, "PostgreSQL and Redis of this machine")
    if (programs := postgresql_programs()) and shutil.which("redis-server"):
        database = start_postgresql(stack, programs)
        queue = start_redis(stack)
        return Backends(f"{database}/{name}", queue, "throw-away PostgreSQL and Redis")
    print("not run: the full suite on PostgreSQL and Redis (neither servers nor their programs found)", flush=True)
    return None


def may_create_databases(url: str) -> bool:
    try:
        with psycopg.connect(url, connect_timeout=3) as connection:
            row = connection.execute("SELECT rolcreatedb OR rolsuper FROM pg_roles WHERE rolname = current_user")
            return bool((row.fetchone() or [False])[0])
    except psycopg.Error:
        return False


def answers(url: str) -> bool:
    try:
        with redis.Redis.from_url(url, socket_connect_timeout=3) as client:
            return bool(client.ping())
    except redis.RedisError:
        return False


def postgresql_programs() -> Path | None:
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: path.parts[4].zfill(3))
    on_path = shutil.which("initdb")
    return found[-1].parent if found else Path(on_path).parent if on_path else None


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def start_postgresql(stack: ExitStack, programs: Path) -> str:
    """A cluster in a temporary folder, quick instead of durable. Returns its address without a database name."""
    folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="talkoo-pg-", ignore_cleanup_errors=True))
    user: str | None = None
    if os.geteuid() == 0:
        # PostgreSQL refuses to run as root.
        user = "postgres" if _exists("postgres") else "nobody"
        shutil.chown(folder, user)
    data, port = Path(folder) / "data", free_port()
    quiet = {
        "stdout": subprocess.DEVNULL,
        "user": user,
        "cwd": folder,
        "env": {"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8"},
    }
    subprocess.run([programs / "initdb", "-D", data, "-U", "talkoo", "-A", "trust", "-E", "UTF8"], check=True, **quiet)
    options = {"fsync": "off", "full_page_writes": "off", "unix_socket_directories": folder, "max_connections": "60"}
    command = [programs / "postgres", "-D", data, "-p", str(port), "-h", "127.0.0.1"]
    for name, value in options.items():
        command += ["-c", f"{name}={value}"]
    process = subprocess.Popen(command, stderr=subprocess.DEVNULL, **quiet)
    stack.callback(stop, process)
    url = f"postgresql://talkoo@127.0.0.1:{port}"
    wait_for("PostgreSQL", lambda: may_create_databases(f"{url}/postgres"))
    return url


def start_redis(stack: ExitStack) -> str:
    folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="talkoo-redis-", ignore_cleanup_errors=True))
    port = free_port()
    command = ["redis-server", "--port", str(port), "--bind", "127.0.0.1", "--save", "", "--dir", folder]
    stack.callback(stop, subprocess.Popen(command, stdout=subprocess.DEVNULL))
    url = f"redis://127.0.0.1:{port}/0"
    wait_for("Redis", lambda: answers(url))
    return url


def wait_for(what: str, ready: object) -> None:
    for _ in range(100):
        if ready():  # type: ignore[operator]
            return
        time.sleep(0.1)
    sys.exit(f"{what} did not start")


def stop(process: "subprocess.Popen[bytes]") -> None:
    process.terminate()
    try:
        process.wait(15)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _exists(user: str) -> bool:
    try:
        pwd.getpwnam(user)
    except KeyError:
        return False
    return True
