"""Every fifth case of the long sweeps and the demo in one language, for the second run: a plugin of pytest."""

from __future__ import annotations

import pytest

SWEEPS = (
    "tests/architecture/test_urls.py",
    "tests/architecture/test_canary",
    "tests/architecture/test_agency_sweep.py",
)
ONE_IN = 5
OTHER_LANGUAGE = "tests/platform/test_demo.py::test_a_company_its_customers_and_a_month_of_their_life_move_in[it]"


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    swept = [item for item in items if item.nodeid.startswith(SWEEPS)]
    left_out = {item for place, item in enumerate(swept) if place % ONE_IN}
    left_out |= {item for item in items if item.nodeid == OTHER_LANGUAGE}
    config.hook.pytest_deselected(items=list(left_out))
    items[:] = [item for item in items if item not in left_out]
