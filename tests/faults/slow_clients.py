"""R7: sockets that follow and never read, and requests that never end, beside people who read."""

from __future__ import annotations

import http.client
import shutil
import socket
import subprocess
import time

from tests.e2e.house import Product, open_house

from .machines import memory_mb, pause, pid_of, raw_socket, status_of
from .posting import PEOPLE, Posting
from .registry import Report, fault

STALLED_SECONDS = 60


@fault(
    "R7",
    "Slow and stalled clients",
    passes="those who read miss nothing; memory grows by less than 300 MB; who reads nothing is cut off within a "
    "minute; while slow heads, bodies and readers fill the lines, a page answers",
    short=False,
)
def run(report: Report) -> None:
    stalled = report.size("stalled sockets", short=10, long=50)
    readers = report.size("readers", short=6, long=100)
    each = report.size("posts each", short=6, long=100)
    with open_house(report.folder, with_pages=False) as (product, hand):
        pid = pid_of(product)
        with Posting(product, hand, each=each, listen_at=[product] * readers) as posting:
            stream = posting.before["stream"]
            session = hand("session", handle="ada")
            before = memory_mb(pid)
            lines = [_following(product, session, stream) for _ in range(min(stalled, 15))]
            lines += [
                _following(product, hand("session", handle=PEOPLE[1 + n % 7]), stream) for n in range(stalled - 15)
            ]
            begun = time.monotonic()
            posting.account(report)
            report.timing("everybody who reads is current", time.monotonic() - begun, 120)
            report.at_most("memory more than before", memory_mb(pid) - before, 300, "MB")
            pause(max(STALLED_SECONDS - (time.monotonic() - begun), 0))
            report.must("stalled sockets still open after a minute", sum(map(_is_open, lines)), 0)
            for line in lines:
                line.close()
        report.timing("a page, in the middle of half-said requests", _beside_half_said(product), 5)
        if not report.short and (program := shutil.which("slowhttptest")):
            for how in ("-H", "-B", "-X"):
                _slow_http(report, product, program, how)


def _is_open(line: socket.socket) -> bool:
    """Whether the server still holds it: what was on the way is read first."""
    line.settimeout(1)
    try:
        while line.recv(65536):
            pass
    except TimeoutError:
        return True
    except OSError:
        pass
    return False


def _following(product: Product, session: str, stream: str) -> socket.socket:
    line = raw_socket(product, session, receive_bytes=4096)
    told = f'{{"follow": "{stream}"}}'.encode()
    assert len(told) < 126
    line.sendall(bytes([0x81, 0x80 | len(told)]) + b"\0\0\0\0" + told)
    return line


def _beside_half_said(product: Product) -> float:
    """Two hundred who have begun to say a request; how long the health page takes meanwhile."""
    lines = []
    try:
        for _ in range(200):
            line = socket.create_connection(("127.0.0.1", product.port), timeout=10)
            line.sendall(b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Half: ")
            lines.append(line)
        begun = time.monotonic()
        other = http.client.HTTPConnection("127.0.0.1", product.port, timeout=30)
        other.request("GET", "/healthz")
        assert other.getresponse().status == 200
        other.close()
        return time.monotonic() - begun
    finally:
        for line in lines:
            line.close()


def _slow_http(report: Report, product: Product, program: str, how: str) -> None:
    seconds = 40
    command = [
        program,
        "-c",
        "400",
        how,
        "-i",
        "5",
        "-r",
        "100",
        "-l",
        str(seconds),
        "-u",
        f"{product.address}/healthz",
    ]
    busy = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    answers: list[int] = []
    try:
        while busy.poll() is None and len(answers) < 20:
            answers.append(status_of(product, "/healthz", within=10))
            pause(1)
    finally:
        busy.kill()
        busy.wait(10)
    report.figure(f"pages answered during slowhttptest {how}", f"{answers.count(200)} of {len(answers)}")
    assert answers.count(200) >= 0.9 * len(answers), answers
