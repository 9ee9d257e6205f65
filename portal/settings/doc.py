"""Writes `docs/settings.md` from `env.py`: `python -m portal.settings.doc`, with `--check` only compares."""

import sys
from pathlib import Path

from portal.settings.env import variables

PAGE = Path(__file__).resolve().parents[2] / "docs" / "settings.md"

HEAD = """# Settings

Written from `portal/settings/env.py` by `bin/check --write`; change it there. All settings are environment variables.
One that is unknown or of the wrong type stops the start with one sentence.

| Variable | Type | Default | Meaning |
| --- | --- | --- | --- |
"""


def text() -> str:
    rows = []
    for each in variables():
        default = f"`{each['default']}`" if each["default"] else "empty"
        rows.append(f"| `{each['name']}` | {each['kind'].name} | {default} | {each['meaning']} |")
    return HEAD + "\n".join(rows) + "\n"


def main() -> int:
    if "--check" in sys.argv:
        if not PAGE.exists() or PAGE.read_text(encoding="utf-8") != text():
            sys.stderr.write("docs/settings.md does not match portal/settings/env.py; run bin/check --write\n")
            return 1
        return 0
    PAGE.write_text(text(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
