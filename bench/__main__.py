"""The commands of `bin/bench`. Each prints JSON; the figures are kept for `bin/bench report`."""

import argparse
import json
from collections.abc import Callable
from typing import Any

from bench import machine
from bench.places import SIZES, keep


def data(options: argparse.Namespace) -> Any:
    from bench.data import build

    return {size: build(size) for size in options.sizes or SIZES}


def pages(options: argparse.Namespace) -> Any:
    from bench.pages import measure

    return measure(tuple(options.sizes or SIZES), options.only, options.browser)


def calibrate(options: argparse.Namespace) -> Any:
    return machine.machine() | machine.now()


COMMANDS: dict[str, tuple[Callable[[argparse.Namespace], Any], str]] = {
    "data": (data, "build the data sets anew (named: small, full; else both)"),
    "pages": (pages, "times, requests a second, CPU, queries and bytes of pages and API"),
    "calibrate": (calibrate, "time a fixed CPU task on this machine"),
}


def main() -> None:
    parser = argparse.ArgumentParser(prog="bin/bench", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    for name, (_function, meaning) in COMMANDS.items():
        command = commands.add_parser(name, help=meaning, description=meaning)
        if name in {"data", "pages"}:
            command.add_argument("sizes", nargs="*", metavar="size", help="small, full")
        if name == "pages":
            command.add_argument("--only", default="", help="only what has a name that begins so")
            command.add_argument("--no-browser", dest="browser", action="store_false", help="leave the browser out")
    options = parser.parse_args()
    function, _meaning = COMMANDS[options.command]
    figures = function(options)
    if not getattr(options, "only", ""):
        keep(options.command, figures)
    print(json.dumps(figures, indent=1))


if __name__ == "__main__":
    main()
