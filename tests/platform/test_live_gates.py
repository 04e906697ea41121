"""Who may follow what is each app's word; what nobody answers for is refused."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from django.db import OperationalError

from intranet.realtime import gates
from intranet.realtime.frames import CONTROL

ADA = SimpleNamespace(pk=7)


@pytest.fixture(autouse=True)
def own_gates(monkeypatch):
    monkeypatch.setattr(gates, "_gates", dict(gates._gates))
    monkeypatch.setattr(gates, "_bare", dict(gates._bare))


def test_a_gate_is_asked_with_the_key_as_text():
    asked = []
    gates.gate("bakery")(lambda user, key: asked.append((user, key)) or True)

    assert gates.may_follow(ADA, "bakery_12")
    assert asked == [(ADA, "12")]


def test_a_gate_may_have_underscores_in_its_name():
    gates.gate("bakery_shop")(lambda user, key: key == "3")

    assert gates.may_follow(ADA, "bakery_shop_3")
    assert not gates.may_follow(ADA, "bakery_shop_4")


def test_a_bare_stream_is_one_stream():
    gates.gate("bakers", bare=True)(lambda user, key: key == "")

    assert gates.may_follow(ADA, "bakers")
    assert not gates.may_follow(ADA, "bakers_1")


@pytest.mark.parametrize(
    "name", ["nothing", "nothing_5", "bakery", "bakery_", CONTROL, "user", "", "user_7_8", None, 7]
)
def test_what_has_no_gate_is_refused(name):
    gates.gate("bakery")(lambda user, key: True)

    assert not gates.may_follow(ADA, name)


def test_a_gate_that_raises_refuses_and_is_logged(caplog):
    gates.gate("bakery")(lambda user, key: 1 / 0)

    assert not gates.may_follow(ADA, "bakery_1")
    assert "The gate of bakery_1 failed" in caplog.text


def test_a_database_that_is_away_is_no_answer():
    def away(user, key):
        raise OperationalError("the connection was closed") from ConnectionResetError()

    gates.gate("bakery")(away)

    with pytest.raises(OperationalError):
        gates.may_follow(ADA, "bakery_1")


def test_a_key_too_long_for_any_column_never_reaches_a_gate(caplog):
    gates.gate("bakery")(lambda user, key: True)

    assert not gates.may_follow(ADA, "bakery_" + "9" * 19)


def test_one_follows_only_the_own_person():
    assert gates.may_follow(ADA, "user_7")
    assert not gates.may_follow(ADA, "user_8")
    assert not gates.may_follow(ADA, "user_07")
