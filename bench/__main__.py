"""The commands of `bin/bench`. Each prints JSON; the figures are kept for `bin/bench report`."""

import argparse
import json
from collections.abc import Callable
from typing import Any

from bench import machine
from bench.places import SIZES, keep, say

Options = argparse.Namespace


def data(options: Options) -> Any:
    from bench.data import build

    return {size: build(size) for size in options.sizes or SIZES}


def pages(options: Options) -> Any:
    from bench.pages import measure

    return measure(tuple(options.sizes or SIZES), options.only, options.browser)


def calibrate(options: Options) -> Any:
    return machine.machine() | machine.now()


def pdf(options: Options) -> Any:
    from bench.pdf import measure

    return measure()


def memory(options: Options) -> Any:
    from bench.memory import measure

    return measure()


def start(options: Options) -> Any:
    from bench.start import measure

    return measure()


def lighthouse(options: Options) -> Any:
    from bench.lighthouse import measure

    return measure()


def everything(options: Options) -> Any:
    options = Options(sizes=[], only="", browser=True)
    found = {}
    for name in ("calibrate", "pages", "pdf", "memory", "start", "lighthouse"):
        say(f"=== {name}")
        found[name] = COMMANDS[name][0](options)
        keep(name, found[name])
    return found


def report(options: Options) -> Any:
    from bench.report import write

    return {"written": write()}


COMMANDS: dict[str, tuple[Callable[[Options], Any], str]] = {
    "data": (data, "build the data sets anew (named: small, full; else both)"),
    "pages": (pages, "times, requests a second, CPU, queries and bytes of pages and API"),
    "pdf": (pdf, "time and size of a PDF, and pages while eight are queued"),
    "memory": (memory, "PSS of web and worker at rest, embedded and with servers"),
    "start": (start, "bin/run from a fresh clone to the first page"),
    "lighthouse": (lighthouse, "Lighthouse (mobile) on Home and a quotation"),
    "calibrate": (calibrate, "time a fixed CPU task on this machine"),
    "all": (everything, "all of these but the data"),
    "report": (report, "write docs/figures.md from what was kept"),
}
KEPT = {"data", "pages", "pdf", "memory", "start", "lighthouse", "calibrate"}


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
    if options.command in KEPT and not getattr(options, "only", ""):
        keep(options.command, figures, add=options.command == "data")
    print(json.dumps(figures, indent=1))


if __name__ == "__main__":
    main()
