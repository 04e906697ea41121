"""How much of one thing one person may do in a while."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from unittest import mock

import pytest
import time_machine
from django.contrib.auth.models import AnonymousUser
from django.core.cache import cache
from django.http import HttpResponse
from django.test import RequestFactory

from intranet.core.decisions import TooMany
from intranet.core.http import client_address
from intranet.core.throttle import allow, requester, throttled

WINDOW = 1_800_000_000 - 1_800_000_000 % 60


def at(seconds: float) -> time_machine.travel:
    return time_machine.travel(WINDOW + seconds, tick=False)


def test_the_limit_is_the_limit():
    with at(0):
        answers = [bool(allow("post:1", limit=3, per_seconds=60)) for _ in range(5)]
    assert answers == [True, True, True, False, False]


def test_a_refusal_says_when_to_come_back_and_keeps_its_word():
    with at(10):
        assert allow("post:1", limit=1, per_seconds=60)
        refusal = allow("post:1", limit=1, per_seconds=60)
    assert not refusal
    assert refusal.retry_after == 110
    assert "2 minutes" in str(refusal.refusal)
    with at(10 + refusal.retry_after - 2):
        assert not allow("post:1", limit=1, per_seconds=60)
    with at(10 + refusal.retry_after):
        assert allow("post:1", limit=1, per_seconds=60)


@pytest.mark.parametrize("limit", [1, 2, 3, 10])
@pytest.mark.parametrize("start", [0, 13.7, 59.9])
def test_the_promised_second_is_always_right(limit, start):
    with at(start):
        while allow("x", limit=limit, per_seconds=60):
            pass
        wait = allow("x", limit=limit, per_seconds=60).retry_after
    with at(start + wait):
        assert allow("x", limit=limit, per_seconds=60)


def test_the_end_of_a_window_does_not_double_the_limit():
    with at(59):
        assert sum(bool(allow("x", limit=10, per_seconds=60)) for _ in range(20)) == 10
    with at(61):
        assert sum(bool(allow("x", limit=10, per_seconds=60)) for _ in range(20)) == 0
    with at(90):
        assert sum(bool(allow("x", limit=10, per_seconds=60)) for _ in range(20)) == 5


def test_knocking_on_a_closed_door_does_not_keep_it_closed():
    with at(0):
        for _ in range(500):
            allow("x", limit=2, per_seconds=60)
    with at(120):
        assert allow("x", limit=2, per_seconds=60)


def test_people_do_not_use_up_each_others_share():
    with at(0):
        assert allow("post:1", limit=1, per_seconds=60)
        assert allow("post:2", limit=1, per_seconds=60)
        assert not allow("post:1", limit=1, per_seconds=60)


def test_a_limit_of_nothing_is_nothing():
    with at(0):
        assert not allow("x", limit=0, per_seconds=60)


def test_many_threads_together_keep_one_limit():
    with at(0), ThreadPoolExecutor(16) as threads:
        answers = list(threads.map(lambda _n: bool(allow("x", limit=50, per_seconds=60)), range(400)))
    # A refused one is counted for a moment, so a race may refuse one too many, never allow one too many.
    assert 40 <= sum(answers) <= 50


def test_a_counter_that_was_evicted_between_two_lines_starts_again():
    with at(0), mock.patch.object(cache, "incr", side_effect=ValueError):
        assert allow("x", limit=2, per_seconds=60)


# --- Views ----------------------------------------------------------------------------------------------------------


@throttled("knock", limit=2, per_seconds=60)
def knock(request):
    return HttpResponse("come in")


def request(method: str = "post", *, user=None, address: str = "10.0.0.7", **headers):
    made = getattr(RequestFactory(), method)("/", REMOTE_ADDR=address, **headers)
    made.user = user or AnonymousUser()
    return made


def test_a_throttled_view_answers_with_too_many():
    with at(0):
        knock(request())
        knock(request())
        with pytest.raises(TooMany) as refused:
            knock(request())
    assert refused.value.retry_after > 0


def test_reading_is_not_counted_unless_asked():
    with at(0):
        for _ in range(10):
            assert knock(request("get")).content == b"come in"


def test_guests_are_told_apart_by_address_and_people_by_who_they_are(author, colleague):
    with at(0):
        for who in (request(user=author), request(user=colleague), request(address="10.0.0.8")):
            knock(who)
            knock(who)
    assert requester(request(user=author)) == author.key
    assert requester(request(user=author, address="10.9.9.9")) == author.key


def test_one_household_has_one_share_of_ipv6():
    assert requester(request(address="2001:db8:1:2:aaaa::1")) == requester(request(address="2001:db8:1:2:bbbb::9"))
    assert requester(request(address="2001:db8:1:3::1")) != requester(request(address="2001:db8:1:2::1"))


@pytest.mark.parametrize("address", ["", "unix:", "not an address", "999.1.1.1"])
def test_an_address_that_is_none_is_still_counted(address):
    assert requester(request(address=address)) == "unknown"


# --- Where a request came from --------------------------------------------------------------------------------------


def test_anybody_can_write_forwarded_for_so_nobody_is_believed():
    assert client_address(request(HTTP_X_FORWARDED_FOR="1.2.3.4")) == "10.0.0.7"


def test_a_trusted_proxy_is_believed_about_its_own_hop(settings):
    settings.TRUSTED_PROXIES = ["10.0.0.0/8"]
    spoofed = request(address="10.0.0.1", HTTP_X_FORWARDED_FOR="6.6.6.6, 203.0.113.9, 10.0.0.2")
    assert client_address(spoofed) == "203.0.113.9"
    assert client_address(request(address="10.0.0.1")) == "10.0.0.1"
    assert client_address(request(address="10.0.0.1", HTTP_X_FORWARDED_FOR="evil")) == "10.0.0.1"
    assert client_address(request(address="203.0.113.9", HTTP_X_FORWARDED_FOR="1.2.3.4")) == "203.0.113.9"
