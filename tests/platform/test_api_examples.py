"""The examples of docs/api.md do what it says they do: each ``curl`` is sent, in order, as it stands there."""

from __future__ import annotations

import json
import re
import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from intranet.accounts.actions import create_token
from intranet.content.models import Entry

PAGE = Path(__file__).resolve().parents[2] / "docs" / "api.md"
# As the page calls them: the space that is written to, and what is written.
SPACE, POST = "/spaces/1/", "81"


class Example(NamedTuple):
    method: str
    path: str
    headers: dict[str, str]
    body: str


def examples() -> Iterator[Example]:
    text = PAGE.read_text().replace("\\\n", " ")
    for line in re.findall(r"^curl .*$", text, re.MULTILINE):
        words = iter(shlex.split(line)[1:])
        method, path, headers, body = "", "", {}, ""
        for word in words:
            match word:
                case "-X":
                    method = next(words)
                case "-H":
                    name, _, value = next(words).partition(": ")
                    headers[name] = value
                case "-d":
                    body = next(words)
                case _:
                    path = word.removeprefix("$P")
        yield Example(method or ("POST" if body else "GET"), path, headers, body)


def told(answer: str) -> dict:
    """An answer that the page shows; what it leaves out is …"""
    return json.loads(answer.replace(" …,", ""))


@pytest.mark.django_db
def test_every_example_is_answered_and_what_is_shown_of_the_answer_is_there(author, lab, client):
    _token, secret = create_token(author, by=author, name="examples")
    answers, made = [], ""
    for example in examples():
        path = example.path.replace(SPACE, f"/spaces/{lab.pk}/")
        path = re.sub(rf"/{POST}(?=/|$)", f"/{made}", path)
        headers = {name: value.replace("$T", secret) for name, value in example.headers.items()}
        answer = client.generic(example.method, path, example.body, headers.pop("Content-Type", ""), headers=headers)
        assert 200 <= answer.status_code < 300, (example, answer.content)
        answers.append(answer.json() if answer.content else {})
        if path.endswith("/posts"):
            made = str(answers[-1]["id"])
    assert len(answers) == PAGE.read_text().count("\ncurl ") >= 6
    me, written = (told(shown) for shown in re.findall(r"```json\n(.*)\n```", PAGE.read_text())[:2])
    assert me.keys() <= answers[0].keys()
    assert written.keys() <= answers[3].keys()
    assert Entry.objects.get(pk=made).body == "Green, and on every terminal."
