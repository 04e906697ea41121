"""The short runs of everything in the register: what ``python -m tests.faults --short`` does, as tests."""

from __future__ import annotations

import pytest

from .registry import FAILED, Fault, all_faults, carry_out

SHORT = [one for one in all_faults().values() if one.short]


@pytest.mark.parametrize("one", SHORT, ids=[one.code for one in SHORT])
def test_it_holds_in_a_short_run(one: Fault, tmp_path):
    result = carry_out(one, short=True, folder=tmp_path)
    assert result["outcome"] != FAILED, result["why"]
