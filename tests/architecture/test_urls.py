"""Every address of the house answers each of the cast as url_table.py says, and none is missing there."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from . import broadcast_tables, forum_tables, ideas_tables, table_of_growing, wiki_tables
from .addresses import Address, addresses, one_for_each_path
from .asking import CAST, as_if_it_had_not_happened, row_of
from .sweeps import DRAWN, drawn, one_of_each
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
        "the address in a digest's mail, for whoever holds it and is nobody else",
        "everybody: Ben has answered in public",
        "open to all, and leads on",
        "open to guests and customers; colleagues are led on",
        "for who has no account here",
        "for who comes in by invitation",
        "whoever has its address sees what becomes of a guest's proposal",
        "nobody, without a search of their own",
    }


def who_asks(line: str, answers: str | None) -> list[int]:
    """The places of the cast who ask today: one of those who are let in and one of those who are not; where there is
    no way, one in all."""
    if answers is None:
        return one_of_each([range(len(CAST))], for_=line)
    words = answers.split()
    let_in = [place for place, word in enumerate(words) if word < "3"]
    kept_out = [place for place in range(len(CAST)) if place not in let_in]
    return one_of_each([let_in, kept_out], for_=line)


def test_the_days_bring_everybody_to_every_address(monkeypatch):
    """So that a sample leaves nothing out for ever; and on each day each address is asked."""
    monkeypatch.setattr("tests.architecture.sweeps.WHOLE", False)
    asked: dict[str, set[int]] = {line: set() for line in expected()}
    for day in range(60):
        monkeypatch.setattr("tests.architecture.sweeps.SEED", f"day {day}")
        for line, answers in list(expected().items())[:20]:
            today = who_asks(line, answers)
            assert 1 <= len(today) <= 2
            asked[line].update(today)
    assert {len(asked[line]) for line in list(expected())[:20]} == {len(CAST)}


@pytest.mark.parametrize("group", sorted(GROUPS))
def test_every_address_answers_each_of_the_cast_as_the_table_says(group, house):
    table = expected()
    wrong = {}
    for address in GROUPS[group]:
        # What the table does not name is no way to use the address: a few of these a day, and always where there is
        # nothing else.
        silent = [method for method in address.methods if f"{method} {address.name}" not in table]
        spoken = [method for method in address.methods if method not in silent]
        for method in [
            *spoken,
            *drawn(silent, 0 if spoken and sum(map(ord, address.name)) % 3 else 1, for_=address.name),
        ]:
            line = f"{method} {address.name}"
            found = row_of(method, address, house.things, house.sessions, who_asks(line, table.get(line)))
            allowed = [table[line]] if line in table else NO_WAY
            if not any(all(row.split()[place] == word for place, word in found.items()) for row in allowed):
                said = ", ".join(f"{CAST[place]} {word}" for place, word in found.items())
                wrong[line] = f"{said}; and not {table.get(line, 'no way to use it')}"
    assert wrong == {}, DRAWN


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
def test_nobody_but_an_admin_finds_anything_in_the_back_office(who, house):
    """Every one of its addresses, whichever there are: to the sign-in page, without a look at what was asked for."""
    client, entered = Client(), {}
    for address in OF_ADMIN:
        if address.name in ("admin:login", "admin:logout"):
            continue
        # Each address by two people a day; by everybody in a whole sweep.
        if who not in drawn([name for name in CAST if name != "admin"], 2, for_=address.name):
            continue
        path = address.at(in_admin("1"))
        for method in ("get", "post"):
            client.cookies[settings.SESSION_COOKIE_NAME] = house.sessions[who]
            response = getattr(client, method)(path)
            if (response.status_code, response.get("Location", "").partition("?")[0]) != (302, "/admin/login/"):
                entered[f"{method} {address.name}"] = response.status_code
    assert entered == {}, DRAWN


def test_no_address_of_the_back_office_breaks_for_an_admin(house):
    client = Client(raise_request_exception=False)
    broken = {}
    for address in OF_ADMIN:
        things = drawn(("1", "999999", "rubbish"), 1, for_=address.name) if address.arguments else ["1"]
        for method in ("get", "post"):
            for thing in things:
                with as_if_it_had_not_happened():
                    client.cookies[settings.SESSION_COOKIE_NAME] = house.sessions["admin"]
                    status = getattr(client, method)(address.at(in_admin(thing))).status_code
                if status >= 500:
                    broken[f"{method} {address.name} {thing}"] = status
    assert broken == {}, DRAWN
