"""`make pictures`: the demo's pages at two widths, light and dark, in each language, as PNG files in docs/pictures/.

They are for the README and for eyes that look a change over; they are not in git.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import product
from pathlib import Path
from typing import NamedTuple

from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "docs" / "pictures"
CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
WIDTHS = {"desk": {"width": 1280, "height": 860}, "phone": {"width": 390, "height": 844}}
THEMES = ("light", "dark")
# The language of the demo, and what the browser of a guest asks for.
LANGUAGES = {"en": "en-GB", "it": "it-IT"}
ADMIN, STAFF, CUSTOMER = "tiziano@meridiana.example", "elena@meridiana.example", "dora@sancarlo.example"


class Picture(NamedTuple):
    name: str
    path: str
    reader: str | None = STAFF
    # Where to go on from there: the first link that matches.
    follow: str = ""


PICTURES = (
    Picture("home", "/"),
    Picture("post", "/", follow="main a[href^='/posts/']"),
    Picture("spaces", "/spaces/"),
    Picture("space", "/spaces/?show=mine", follow="main a[href^='/spaces/']:not([href='/spaces/new/'])"),
    Picture("people", "/people/"),
    Picture("profile", "/people/", follow="main a[href^='/people/']"),
    Picture("inbox", "/inbox/"),
    Picture("search", "/search/?q=terminal"),
    Picture("customer", "/", reader=CUSTOMER),
    Picture("street", "/", reader=None),
    Picture("sign-in", "/accounts/login/", reader=None),
    Picture("style", "/style/", reader=None),
    Picture("health", "/admin/health/", reader=ADMIN),
)


def main() -> None:
    shutil.rmtree(FOLDER, ignore_errors=True)
    FOLDER.mkdir(parents=True)
    readers = dict.fromkeys(picture.reader for picture in PICTURES)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        for language in LANGUAGES:
            with a_demo(language) as address:
                for reader, theme, width in product(readers, THEMES, WIDTHS):
                    for name in take(browser, address, language, reader, theme, width):
                        print(f"docs/pictures/{name}")
        browser.close()


def take(browser: Browser, address: str, language: str, reader: str | None, theme: str, width: str) -> Iterator[str]:
    """One reader's pictures, in one language and theme at one width."""
    context = browser.new_context(
        base_url=address, viewport=WIDTHS[width], color_scheme=theme, locale=LANGUAGES[language]
    )
    page = context.new_page()
    if reader:
        sign_in(page, reader)
    for picture in PICTURES:
        if picture.reader == reader:
            page.goto(picture.path, wait_until="load")
            if picture.follow:
                page.goto(page.locator(picture.follow).first.get_attribute("href") or picture.path, wait_until="load")
            page.evaluate("document.fonts.ready")
            name = f"{picture.name}-{width}-{theme}-{language}.png"
            page.screenshot(path=FOLDER / name)
            yield name
    context.close()


def sign_in(page: Page, email: str) -> None:
    page.goto("/accounts/login/")
    page.locator(f"form:has(input[type=hidden][value='{email}']) button").click()
    page.wait_for_url(lambda url: "/login/" not in url)


@contextmanager
def a_demo(language: str) -> Iterator[str]:
    """The product as `make run` brings it up, in this language, with data of its own; its address."""
    data = tempfile.mkdtemp(prefix="portico-pictures-")
    port = str(_free_port())
    environment = os.environ | {
        "PORTICO_MODE": "demo",
        "PORTICO_DATA": data,
        "HOST": "127.0.0.1",
        "PORT": port,
        "SITE_URL": f"http://127.0.0.1:{port}",
        "LOG_LEVEL": "WARNING",
    }

    def manage(*arguments: str) -> list[str]:
        return [sys.executable, str(ROOT / "manage.py"), *arguments]

    server = None
    try:
        for arguments in (["collectstatic", "--noinput"], ["migrate"], ["demo", "--language", language]):
            subprocess.run(manage(*arguments), env=environment, check=True, stdout=subprocess.DEVNULL)
        server = subprocess.Popen(manage("serve"), env=environment, stdout=subprocess.PIPE, text=True)
        assert server.stdout is not None
        assert "Portico is at" in server.stdout.readline()
        yield f"http://127.0.0.1:{port}"
    finally:
        if server:
            server.terminate()
            server.wait(30)
        shutil.rmtree(data, ignore_errors=True)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


if __name__ == "__main__":
    main()
