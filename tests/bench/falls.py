"""A room full of talk whose server is killed eight times in the middle of thousands of messages: nothing is lost."""

from __future__ import annotations

import tempfile
import time
from pathlib import Path

from tests.e2e.house import open_house
from tests.faults.chat_falls import PEOPLE, come_through

from . import results
from .size import sized

EACH, FALLS = sized((300, 8), (60, 2))


def run() -> dict[str, float]:
    total = EACH * len(PEOPLE)
    print(f"\nFalls: {total:,} messages by {len(PEOPLE)} writers, the server killed {FALLS} times")
    begun = time.monotonic()
    with tempfile.TemporaryDirectory() as folder, open_house(Path(folder)) as (product, hand):
        every = total // (FALLS + 1)
        account = come_through(product, hand, each=EACH, kill_after=[every * fall for fall in range(1, FALLS + 1)])
    print(f"Acknowledged {account.sent:,}, each there once and in order; sent again {account.repeated:,} times")
    print(f"In {time.monotonic() - begun:.0f} s")
    results.keep({"falls.sent": account.sent})
    return {"sent": account.sent, "repeated": account.repeated}
