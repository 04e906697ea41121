"""R9: frames that no browser sends, on a line of raw bytes."""

from __future__ import annotations

import os
import random
import socket
import struct

from tests.e2e.house import open_house

from .crowd import Follower
from .machines import memory_mb, pid_of, raw_socket, status_of
from .registry import Report, fault

# Each with the codes that say what was wrong; 0 where the line may just be cut.
BROKEN: dict[str, tuple[bytes, set[int]]] = {
    "a reserved opcode": (b"\x83\x80\0\0\0\0", {1002}),
    "a reserved bit": (b"\xc1\x80\0\0\0\0", {1002}),
    "no mask": (b"\x81\x02{}", {1002}),
    "a control frame in pieces": (b"\x09\x80\0\0\0\0", {1002}),
    "a control frame that is too long": (b"\x89\xfe\x00\x7e\0\0\0\0" + b"x" * 126, {1002}),
    "a length of 2^63": (b"\x81\xff\x80\0\0\0\0\0\0\0\0\0\0\0", {1002, 1009}),
    "a message of a terabyte": (b"\x81\xff" + struct.pack(">Q", 2**40) + b"\0\0\0\0", {1009}),
    "what is no UTF-8": (b"\x81\x82\0\0\0\0\xff\xfe", {1007}),
    "a piece of nothing": (b"\x80\x80\0\0\0\0", {1002}),
    "a close code that nobody may send": (b"\x88\x82\0\0\0\0" + struct.pack(">H", 1005), {1002}),
}
NONSENSE = [
    b"[]",
    b"null",
    b"{",
    b'{"follow": 7}',
    b'{"follow": "org", "since": -1}',
    b'{"here": []}',
    b'{"typing": {}}',
    b'{"unfollow": null}',
    b'{"watch": "x"}',
    b"\x00",
]


def code_of(line: socket.socket) -> int:
    """The code of the close frame that comes; 0 when the line ends without one."""
    said = b""
    try:
        while more := line.recv(65536):
            said += more
    except OSError:
        pass
    finally:
        line.close()
    place = 0
    while len(said) - place >= 2:
        opcode, length, start = said[place] & 15, said[place + 1] & 127, place + 2
        if length == 126:
            length, start = struct.unpack_from(">H", said, place + 2)[0], place + 4
        if opcode == 8:
            return int(struct.unpack_from(">H", said, start)[0]) if length >= 2 else 1005
        place = start + length
    return 0


@fault(
    "R9",
    "Malformed frames on the socket",
    passes="each is closed with the code that says what was wrong (1002, 1007, 1009); the process goes on, memory "
    "stays, a listener beside them misses nothing, and at most one traceback is logged for a thousand of them",
)
def run(report: Report) -> None:
    frames = report.size("frames", short=300, long=20_000)
    with open_house(report.folder, with_pages=False) as (product, hand):
        room = hand("room", name="Forge", members=["ada", "ben"])
        stream = hand("account_of", space=room["slug"])["stream"]
        session = hand("session", handle="ada")
        listener = Follower(product, hand("session", handle="ben"), stream)
        listener.start()
        wrong = []
        for name, (bytes_of, codes) in BROKEN.items():
            line = raw_socket(product, session)
            line.sendall(bytes_of)
            if (code := code_of(line)) not in codes:
                wrong.append(f"{name}: {code}")
        report.figure("kinds of broken frames", len(BROKEN))
        assert not wrong, wrong
        report.must("closed with another code than the right one", len(wrong), 0)

        pid, lot = pid_of(product), random.Random(9)
        before = memory_mb(pid)
        sent = 0
        while sent < frames:
            line = raw_socket(product, session)
            try:
                for _ in range(min(50, frames - sent)):
                    sent += 1
                    line.sendall(_any_frame(lot))
            except OSError:
                pass
            line.close()
        report.figure("frames of any bytes", sent)
        report.at_most("memory more than before", memory_mb(pid) - before, 100, "MB")
        assert product.process is not None
        report.must("the process has ended", str(product.process.poll() is not None), "False")
        report.must("the health page", status_of(product, "/healthz"), 200)
        hand("post", by="ada", space=room["slug"], body="Afterwards.")
        assert listener.has_seen(hand("account_of", space=room["slug"])["head"])
        listener.ended.set()
        log = product.log.read_text(errors="replace")
        report.at_most("tracebacks in the log", log.count("Traceback (most recent"), 1 + sent // 1000)


def _any_frame(lot: random.Random) -> bytes:
    """Half of them well formed with nonsense in it, so that the application is asked as well."""
    if lot.random() < 0.5:
        return os.urandom(lot.randrange(1, 200))
    told = lot.choice([*NONSENSE, os.urandom(40).hex().encode()])
    return bytes([0x81, 0x80 | len(told)]) + b"\0\0\0\0" + told
