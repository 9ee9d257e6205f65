"""Turns this process into the web server or the worker, shaped by the settings."""

import os
import sys
from pathlib import Path

from portal.settings.env import Environment, SettingsError, read
from portal.settings.stores import is_embedded, secret_key


def web(env: Environment) -> list[str]:
    if is_embedded(env):
        return [
            *("-m", "uvicorn", "portal.asgi:application"),
            *("--host", env.bind, "--port", str(env.port)),
            # Forwarded headers are judged by portal/servers/proxies.py alone.
            *("--no-proxy-headers", "--no-server-header", "--lifespan", "off", "--ws", "none"),
            *("--log-level", "warning", "--timeout-keep-alive", "15", "--timeout-graceful-shutdown", "10"),
        ]
    return [
        *("-m", "gunicorn", "portal.wsgi:application", "--worker-class", "gthread"),
        *("--bind", f"[{env.bind}]:{env.port}" if ":" in env.bind else f"{env.bind}:{env.port}"),
        *("--workers", str(env.workers), "--threads", str(env.threads)),
        # Loading once and forking shares memory, and wrong settings stop the start instead of looping.
        "--preload",
        *("--forwarded-allow-ips", "", "--keep-alive", "15", "--timeout", "60", "--graceful-timeout", "20"),
        *("--worker-tmp-dir", "/dev/shm" if Path("/dev/shm").is_dir() else "/tmp"),
        *("--log-level", "warning", "--no-control-socket"),
    ]


def worker(env: Environment) -> list[str]:
    command = ["-m", "celery", "--quiet", "-A", "portal", "worker", "--loglevel", "WARNING"]
    command += ["--without-gossip", "--without-mingle", "--without-heartbeat"]
    return [*command, "-B"] if env.scheduler else command


def main() -> None:
    try:
        env = read(os.environ)
        # A missing key must stop here: inside a server it would be tried again and again.
        secret_key(env)
    except SettingsError as error:
        sys.exit(f"Talkoo does not start: {error}")
    arguments = {"web": web, "worker": worker}[sys.argv[1]](env)
    os.execv(sys.executable, [sys.executable, *arguments])


if __name__ == "__main__":
    main()
