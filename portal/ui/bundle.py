"""Joins the parts of the stylesheet and of the script into the two files a page loads.

No tool chain: css parts are concatenated in order without comments and indentation, script modules without their
`import` lines and `export` words (names are unique over all of them, which is checked).
"""

import re
from pathlib import Path

ROOT = Path(__file__).parent / "static" / "ui"
CSS_FIRST = ["tokens.css", "base.css", "shell.css"]
CSS_LAST = ["print.css"]
JS_ENTRY = "main.js"

_COMMENT = re.compile(r"/\*.*?\*/", re.S)


def css_parts() -> list[Path]:
    folder = ROOT / "css"
    components = sorted((folder / "components").glob("*.css"))
    return [*(folder / name for name in CSS_FIRST), *components, *(folder / name for name in CSS_LAST)]


def small_css(text: str) -> str:
    text = _COMMENT.sub("", text)
    text = re.sub(r"\s+", " ", text)
    text = re.sub(r"\s*([{};,>])\s*", r"\1", text)
    text = re.sub(r":\s+", ":", text)
    return text.replace(";}", "}").strip()


def css() -> str:
    return "\n".join(small_css(path.read_text()) for path in css_parts()) + "\n"


def js_parts() -> list[Path]:
    folder = ROOT / "js"
    others = sorted(path for path in folder.glob("*.js") if path.name not in (JS_ENTRY, "ui.js"))
    # lib first (others use it), the entry last.
    others.sort(key=lambda path: path.name != "lib.js")
    return [*others, folder / JS_ENTRY]


_IMPORT = re.compile(r'^import [^;]*?from "\./[\w-]+\.js";\n', re.M)
_NAME = re.compile(r"^(?:export )?(?:async )?(?:function\*?|const|let|class) ([\w$]+)", re.M)


def js() -> str:
    seen: dict[str, str] = {}
    out = []
    for path in js_parts():
        text = path.read_text()
        for name in _NAME.findall(text):
            if name in seen:
                raise ValueError(f"{path.name}: the name {name} is also in {seen[name]}")
            seen[name] = path.name
        text = _IMPORT.sub("", text)
        text = re.sub(r"^export ", "", text, flags=re.M)
        text = _COMMENT.sub("", text)
        lines = (line.strip() for line in text.splitlines())
        out += [line for line in lines if line and not line.startswith("//")]
    return '"use strict";\n(() => {\n' + "\n".join(out) + "\n})();\n"


def outputs() -> dict[Path, str]:
    return {ROOT / "css" / "ui.css": css(), ROOT / "js" / "ui.js": js()}
