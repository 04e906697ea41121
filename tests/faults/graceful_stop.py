"""R13: SIGTERM under load. What was accepted is answered, sockets are told to come back, and it ends in time."""

from __future__ import annotations

import http.client
import signal
import threading
import time

from tests.e2e.house import Product, open_house

from .crowd import Follower
from .machines import pause
from .posting import PEOPLE
from .registry import Report, fault

# Seconds in which a connection is taken from the kernel's queue, also on a busy machine.
AT_THE_DOOR = 0.1


class Reader(threading.Thread):
    """Asks one page after another. A connection that is refused was never accepted; one that breaks in the middle of an
    answer is what must not be, nor one that was accepted and hears nothing."""

    def __init__(self, product: Product) -> None:
        super().__init__(daemon=True)
        self.product, self.ended = product, threading.Event()
        self.answered = self.turned_away = 0
        self.broken: list[str] = []
        # When requests were begun that got no byte of an answer.
        self.unanswered: list[float] = []

    def run(self) -> None:
        while not self.ended.is_set():
            line = http.client.HTTPConnection("127.0.0.1", self.product.port, timeout=30)
            begun = time.monotonic()
            try:
                line.connect()
                line.request("GET", "/healthz")
                answer = line.getresponse()
                answer.read()
                if answer.status == 200:
                    self.answered += 1
                else:
                    self.turned_away += 1
            except ConnectionRefusedError:
                self.ended.wait(0.05)
            except (ConnectionResetError, http.client.RemoteDisconnected):
                self.unanswered.append(begun)
                self.ended.wait(0.05)
            except (OSError, http.client.HTTPException) as problem:
                self.broken.append(repr(problem))
            finally:
                line.close()


@fault(
    "R13",
    "The server is asked to stop under load",
    passes="no accepted request is cut; at least 99 of 100 sockets are closed with 1012 or 1001 (come back); it has "
    "ended after 15 s, with exit code 0",
    short=False,
)
def run(report: Report) -> None:
    sockets = report.size("sockets", short=12, long=200)
    stops = report.size("stops", short=1, long=5)
    with open_house(report.folder, with_pages=False) as (product, hand):
        room = hand("room", name="Forge", members=PEOPLE)
        stream = hand("account_of", space=room["slug"])["stream"]
        cookies = [hand("session", handle=handle) for handle in PEOPLE]
        for stop in range(stops):
            # Nobody has more than twenty lines open at once.
            names = (
                [
                    hand("session", handle=handle)
                    for handle in hand("crowd", name=f"Crowd {stop}", how_many=sockets // 16, space=room["slug"])
                ]
                if sockets > 100
                else []
            )
            following = [*cookies, *names]
            listeners = [Follower(product, following[n % len(following)], stream) for n in range(sockets)]
            readers = [Reader(product) for _ in range(8)]
            for one in [*listeners, *readers]:
                one.start()
            hand("post", by="ada", space=room["slug"], body="Before the stop.")
            head = hand("account_of", space=room["slug"])["head"]
            assert all(one.has_seen(head) for one in listeners)
            assert product.process is not None
            begun = time.monotonic()
            product.process.send_signal(signal.SIGTERM)
            code = product.process.wait(40)
            took = time.monotonic() - begun
            pause(0.3)
            for one in [*listeners, *readers]:
                one.ended.set()
            for one in [*listeners, *readers]:
                one.join(20)
            if product.process.stdout:
                product.process.stdout.close()
            report.timing("seconds until it had ended", took, 15)
            report.must("exit code", code, 0)
            asked = [one for one in listeners if {1012, 1001} & set(one.closed_with)]
            report.figure("sockets told to come back", f"{len(asked)} of {len(listeners)}")
            assert len(asked) >= 0.99 * len(listeners), [one.closed_with for one in listeners]
            report.figure("requests answered", sum(one.answered for one in readers))
            report.must("answers that were cut", len([what for one in readers for what in one.broken]), 0)
            # A connection that came with the signal may still be in the queue of the kernel, and is not accepted any
            # more. One that came well before it was.
            early = [at for one in readers for at in one.unanswered if at < begun - AT_THE_DOOR]
            report.must("requests begun before the stop that got no answer", len(early), 0)
            report.figure("turned away at the door", sum(len(one.unanswered) for one in readers) - len(early))
            product.start()
