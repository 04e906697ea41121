"""The examples of docs/crm.md, sent by curl to a running house, answer as they are printed there."""

from __future__ import annotations

import json
import os
import re
import subprocess
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

import pytest
import time_machine

from intranet.accounts.actions import create_token
from tests.factories import a_person

PAGE = Path(__file__).parents[2] / "docs/crm.md"
# On the day after the last message of the page: what is ahead of the house's clock is refused.
THE_DAY = datetime(2026, 11, 22, 9, tzinfo=UTC)
SAYS_ITS_STATUS = "curl() { command curl --silent --show-error --max-time 20 --write-out '\\n%{http_code}' \"$@\"; }\n"


class Example(NamedTuple):
    """One command, and what the page prints below it (empty where it prints nothing)."""

    command: str
    answer: str


def examples() -> list[Example]:
    """A block of commands is followed by the answer to its first one, where that is printed."""
    found: list[Example] = []
    blocks = re.findall(r"^```(json)?\n(.*?)^```$", PAGE.read_text(), flags=re.DOTALL | re.MULTILINE)
    for number, (sort, block) in enumerate(blocks):
        if sort or "curl" not in block:
            continue
        commands = re.split(r"^(?=curl )", block, flags=re.MULTILINE)[1:]
        following = blocks[number + 1] if number + 1 < len(blocks) else ("", "")
        answers = [following[1] if following[0] else "", *("" for _more in commands[1:])]
        found += [Example(*pair) for pair in zip(commands, answers, strict=True)]
    return found


@pytest.mark.django_db(transaction=True)
def test_each_example_of_the_page_answers_as_it_says(live_server, admin, acme, customer, author):
    a_person("Stefano Riva", handle="stefano")
    acme.external_id = "CRM-1001"
    acme.save()
    _token, secret = create_token(admin, by=admin, name="CRM")
    environment = {"PATH": os.environ["PATH"], "P": live_server.url, "T": secret}
    told = []
    with time_machine.travel(THE_DAY):
        for example in examples():
            script = SAYS_ITS_STATUS + example.command
            done = subprocess.run(["bash", "-c", script], env=environment, capture_output=True, text=True, check=False)
            body, _line, status = done.stdout.rpartition("\n")
            assert status == "200", f"{example.command}\n{done.stderr}{body[:2000]}"
            told.append(body)
            if example.answer:
                expected, answer = json.loads(example.answer), json.loads(body)
                # Numbers are given by the house.
                assert {**answer, "id": 0} == {**expected, "id": 0}, example.command
    assert len(told) == 5, "a command that is not found is not tested"
