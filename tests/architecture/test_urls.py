"""Every address of the house answers each of the cast as url_table.py says, and none is missing there."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest
from django.test import Client

from . import broadcast_tables, forum_tables, ideas_tables, table_of_growing, wiki_tables
from .addresses import Address, addresses, one_for_each_path
from .asking import CAST, as_if_it_had_not_happened, row_of
from .url_table import NO_WAY, TABLE, expected

EVERY = one_for_each_path()
# So many at once: what one test asks is to be over within the time that a test has, on a busy machine too.
TOGETHER = 50


def _grouped() -> dict[str, list[Address]]:
    """The addresses of each app; those of an app that has many, in several groups."""
    of_app: dict[str, list[Address]] = {}
    for address in EVERY:
        of_app.setdefault(address.name.partition(":")[0].partition("_")[0], []).append(address)
    return {
        f"{app} {start // TOGETHER + 1}" if len(found) > TOGETHER else app: found[start : start + TOGETHER]
        for app, found in of_app.items()
        for start in range(0, len(found), TOGETHER)
    }


GROUPS = _grouped()


def test_no_address_is_without_an_expectation():
    described = {line.partition(" ")[2] for line in expected()}
    assert {address.name for address in EVERY} - described == set()


def test_no_expectation_is_without_its_address():
    spoken = {f"{method} {address.name}" for address in EVERY for method in address.methods}
    assert set(expected()) - spoken == set()


def test_no_address_has_two_expectations():
    times = Counter(line for shape in TABLE.values() for line in shape.addresses)
    assert {line for line, count in times.items() if count > 1} == set()


def test_what_answers_a_guest_is_declared_to_be_open():
    """Every other address asks who is there before it says anything at all."""
    open_to_guests = {
        name for name, shape in TABLE.items() if shape.answers.split()[CAST.index("guest")] not in ("in", "401", "404")
    }
    for part in (broadcast_tables, forum_tables, ideas_tables, table_of_growing, wiki_tables):
        open_to_guests -= part.OPEN_TO_GUESTS
    assert open_to_guests == {
        "open to all",
        "everybody: Ben has answered in public",
        "open to all, and leads on",
        "open to guests and customers; colleagues are led on",
        "for who has no account here",
        "for who comes in by invitation",
        "whoever has its address sees what becomes of a guest's proposal",
        "nobody, without a search of their own",
    }


@pytest.mark.parametrize("group", sorted(GROUPS))
def test_every_address_answers_each_of_the_cast_as_the_table_says(group, sessions, things):
    table = expected()
    wrong = {}
    for address in GROUPS[group]:
        for method in address.methods:
            line = f"{method} {address.name}"
            found = row_of(method, address, things, sessions)
            if found != table.get(line) and not (line not in table and found in NO_WAY):
                wrong[line] = f"{found} and not {table.get(line, 'no way to use it')}"
    assert wrong == {}


OF_ADMIN = [address for address in addresses(of_admin=True) if not address.name.endswith("?")]


def in_admin(thing: str) -> dict[str, Any]:
    job = {"object_id": "0" * 8 + "-0000-0000-0000-" + "0" * 12}
    return {
        "object_id": thing,
        "content_type_id": 1,
        "app_label": "spaces",
        "admin:jobs_deadjob_retry": job,
        "admin:jobs_deadjob_discard": job,
    }


@pytest.mark.parametrize("who", [name for name in CAST if name != "admin"])
def test_nobody_but_an_admin_finds_anything_in_the_back_office(who, cast, as_):
    """Every one of its addresses, whichever there are: to the sign-in page, without a look at what was asked for."""
    client = as_(cast[who])
    entered = {}
    for address in OF_ADMIN:
        if address.name in ("admin:login", "admin:logout"):
            continue
        path = address.at(in_admin("1"))
        for method in ("get", "post"):
            response = getattr(client, method)(path)
            if (response.status_code, response.get("Location", "").partition("?")[0]) != (302, "/admin/login/"):
                entered[f"{method} {address.name}"] = response.status_code
    assert entered == {}


def test_no_address_of_the_back_office_breaks_for_an_admin(cast, things):
    client = Client(raise_request_exception=False)
    broken = {}
    for address in OF_ADMIN:
        for method in ("get", "post"):
            for thing in ("1", "999999", "rubbish"):
                client.force_login(cast["admin"])
                with as_if_it_had_not_happened():
                    status = getattr(client, method)(address.at(in_admin(thing))).status_code
                if status >= 500:
                    broken[f"{method} {address.name} {thing}"] = status
                if not address.arguments:
                    break
    assert broken == {}
