"""Every fifth case of the long sweeps, for the second run: a plugin of pytest."""

from __future__ import annotations

import pytest

SWEEPS = (
    "tests/architecture/test_urls.py",
    "tests/architecture/test_canary",
    "tests/architecture/test_agency_sweep.py",
)
ONE_IN = 5


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    swept = [item for item in items if item.nodeid.startswith(SWEEPS)]
    left_out = {item for place, item in enumerate(swept) if place % ONE_IN}
    config.hook.pytest_deselected(items=list(left_out))
    items[:] = [item for item in items if item not in left_out]
