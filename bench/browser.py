"""Bytes a browser really loads: first view with nothing kept, then the same page again.

`python -m bench.browser HOST COOKIES NAME=PATH...` prints one line of JSON.
"""

import json
import shutil
import sys
from typing import Any

from playwright.sync_api import Browser, sync_playwright

ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]


def chromium() -> str:
    for name in ("chromium", "chromium-browser", "google-chrome"):
        if path := shutil.which(name):
            return path
    sys.exit("Chromium is needed. Type:  sudo apt-get install -y chromium")


def views(browser: Browser, host: str, cookies: str, path: str) -> dict[str, Any]:
    context = browser.new_context()
    pairs = [pair.split("=", 1) for pair in cookies.split("; ")]
    context.add_cookies([{"name": name, "value": value, "url": f"http://{host}"} for name, value in pairs])
    page = context.new_page()
    devtools = context.new_cdp_session(page)
    devtools.send("Network.enable")
    loaded: list[float] = []
    devtools.on("Network.loadingFinished", lambda event: loaded.append(event["encodedDataLength"]))
    found = {}
    for view in ("first", "repeat"):
        loaded.clear()
        page.goto(f"http://{host}{path}", wait_until="networkidle")
        # What came out of the browser's own cache has a length of nought.
        found[view] = {"bytes": int(sum(loaded)), "requests": sum(length > 0 for length in loaded)}
    context.close()
    return found


def main(host: str, cookies: str, *pages: str) -> dict[str, Any]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=ARGUMENTS)
        found = {}
        for page in pages:
            name, _, path = page.partition("=")
            found[name] = views(browser, host, cookies, path)
        browser.close()
    return found


if __name__ == "__main__":
    print(json.dumps(main(*sys.argv[1:])))
