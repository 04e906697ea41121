"""What others have made to try things with: installed by `make attacks`, apart from the libraries of the product."""

from __future__ import annotations

import contextlib
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.e2e.house import Hand, Product

ROOT = Path(__file__).resolve().parents[2]
BIN = ROOT / ".make" / "attacks-venv" / "bin"


def installed(name: str) -> str:
    """The program of that name; who has none is told how to get it."""
    found = BIN / name
    if not found.exists():
        raise SystemExit(f"There is no {name}: `make attacks` installs it (requirements/attacks.txt).")
    return str(found)


@contextlib.contextmanager
def open_to_attack(**environment: str) -> Iterator[tuple[Product, Hand, dict[str, Any]]]:
    """A house of its own on loopback, with a thing behind every address and without limits on how often one asks."""
    with tempfile.TemporaryDirectory() as data:
        product = Product(Path(data), DJANGO_SETTINGS_MODULE="tests.attacks.unlimited", **environment)
        product.prepare()
        hand = Hand(product)
        try:
            things = hand("furnish")
            product.start()
            yield product, hand, things
        finally:
            if product.process is not None:
                product.stop()
            hand.close()
