"""What a process loads for good is taken out of what Python's collector looks through (``gc.freeze``): 260,000 objects
after the first pages, and a look at all of them takes 150 ms of everybody's time, every few hundred requests. The idea
is Instagram's (Chenyang Wu and Min Ni, "Dismissing Python Garbage Collection at Instagram", 2017).
"""

from __future__ import annotations

import gc
import threading

# By then the first pages have brought along what is loaded only when somebody asks for it.
LATER_SECONDS = 60.0


def settle() -> None:
    """Now, and once more when the first pages have been asked for. What is in use at that moment and forms a circle
    stays in memory after its use: some requests, once."""
    _freeze()
    again = threading.Timer(LATER_SECONDS, _freeze)
    again.daemon = True
    again.start()


def _freeze() -> None:
    gc.collect()
    gc.freeze()
