"""``python -m tests.scaled.two_browsers``: what ``make scaled`` starts, used by two people in two browsers while it is
loaded, renewed, broken and stopped; and started once more. Takes some minutes; says what it saw, ends with 1 where
something did not hold. Not part of the suite.
"""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from threading import Event

from playwright.sync_api import Page, expect, sync_playwright

from tests.e2e.chat_rooms import box, said, say
from tests.e2e.conftest import ARGUMENTS, CHROMIUM
from tests.e2e.house import ROOT, free_port
from tests.faults.machines import children_of

PEOPLE = ("giulia", "matteo")
PASSWORD = "portico"  # of everybody in the demo company
START_SECONDS = 400
ROUNDS = 12
READERS = 4


def tell(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


@contextmanager
def started(folder: Path, port: int) -> Iterator[subprocess.Popen[str]]:
    names = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "REDIS_URL")}
    names |= {"PORTICO_DATA": str(folder), "PORT": str(port), "PORTICO_MODE": "demo", "PYTHONUNBUFFERED": "1"}
    command = [sys.executable, "-m", "tools.scaled"]
    begun = time.monotonic()
    process = subprocess.Popen(command, cwd=ROOT, env=names, stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout is not None
        for line in process.stdout:
            if "Portico is at" in line:
                break
        else:
            raise AssertionError(f"make scaled ended with {process.wait()}")
        tell(f"started after {time.monotonic() - begun:.0f} s")
        yield process
    finally:
        begun = time.monotonic()
        process.send_signal(signal.SIGINT)
        code = process.wait(90)
        tell(f"Ctrl+C: ended with {code} after {time.monotonic() - begun:.1f} s")
        assert code == 0


def signed_in(browser, address: str, handle: str) -> Page:
    page = browser.new_context(base_url=address, viewport={"width": 1280, "height": 900}, locale="en-GB").new_page()
    page.goto("/accounts/login/")
    form = page.locator("form.form").first
    form.get_by_label("E-mail").fill(f"{handle}@meridiana.example")
    form.get_by_label("Password").fill(PASSWORD)
    form.get_by_role("button", name="Sign in").click()
    expect(page.locator("[data-person]").first).to_be_attached()
    return page


def room_of_both(one: Page, other: Page) -> str:
    one.goto("/chat/")
    for link in one.locator("a[href^='/chat/']").all():
        path = link.get_attribute("href") or ""
        if not re.fullmatch(r"/chat/\d+/", path) or other.request.get(path).status != 200:
            continue
        one.goto(path)
        if box(one).count():
            other.goto(path)
            return path
    raise AssertionError("the demo has no room of both")


def talk(one: Page, other: Page, what: str, rounds: int = ROUNDS) -> None:
    """Each says something, and sees it once at the other's, without a page being loaded anew."""
    begun = time.monotonic()
    for number in range(rounds):
        for speaker, listener in ((one, other), (other, one)):
            words = f"{what}, {number}, {'one' if speaker is one else 'other'}."
            say(speaker, words)
            expect(said(listener, words)).to_have_count(1, timeout=30_000)
            expect(said(speaker, words)).to_have_count(1, timeout=30_000)
    each = (time.monotonic() - begun) / rounds / 2
    tell(f"{what}: {2 * rounds} words, each seen once by both, {each:.2f} s each")


@contextmanager
def readers(address: str) -> Iterator[dict[int, int]]:
    """Guests at the front of the forum, as quick as they are answered."""
    answers: dict[int, int] = {}
    ended = Event()

    def read() -> None:
        while not ended.wait(0.05):
            try:
                with urllib.request.urlopen(f"{address}/community/", timeout=30) as answer:
                    code = answer.status
            except urllib.error.HTTPError as refused:
                code = refused.code
            except OSError:
                code = 0
            answers[code] = answers.get(code, 0) + 1

    with ThreadPoolExecutor(READERS) as pool:
        for _one in range(READERS):
            pool.submit(read)
        try:
            yield answers
        finally:
            ended.set()


def pids_named(folder: Path, words: str) -> list[int]:
    found = []
    for entry in filter(str.isdigit, os.listdir("/proc")):
        try:
            line = Path(f"/proc/{entry}/cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
            names = Path(f"/proc/{entry}/environ").read_bytes().decode(errors="replace")
        except OSError:
            continue
        if words in line and f"PORTICO_DATA={folder}" in names:
            found.append(int(entry))
    return found


def main() -> int:
    with tempfile.TemporaryDirectory(prefix="portico-two-") as made, sync_playwright() as playwright:
        folder, port = Path(made) / "data", free_port()
        address = f"http://localhost:{port}"
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        with started(folder, port) as scaled:
            one, other = (signed_in(browser, address, handle) for handle in PEOPLE)
            room_of_both(one, other)
            for page in (one, other):
                page.evaluate("window.sameAsBefore = true")
            talk(one, other, "at rest")
            with readers(address) as answers:
                talk(one, other, "under load")
                scaled.send_signal(signal.SIGHUP)
                talk(one, other, "while every process is renewed", 2 * ROUNDS)
                for sort in ("pages", "sockets"):
                    victim = pids_named(folder, f"--only {sort}")[0]
                    os.kill(victim, signal.SIGKILL)
                    talk(one, other, f"after a process of {sort} was killed")
                (victim,) = children_of(scaled.pid, saying="redis-server")
                os.kill(victim, signal.SIGSTOP)
                try:
                    talk(one, other, "while Redis is silent", 3)
                finally:
                    os.kill(victim, signal.SIGCONT)
                talk(one, other, "after Redis came back")
            tell(f"guests meanwhile, by answer: {dict(sorted(answers.items()))}")
            assert all(page.evaluate("window.sameAsBefore") for page in (one, other)), "a page was loaded anew"
        with started(folder, port):
            one.reload()
            expect(said(one, f"after Redis came back, {ROUNDS - 1}, other.")).to_have_count(1)
            other.reload()
            talk(one, other, "after the second start", 3)
        browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
