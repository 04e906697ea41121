"""The ways in which one can come upon a message agree about who may read it; as ``architecture/test_agreement.py``
does for posts, in a world of two rooms."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from chat import actions
from chat.models import Message
from intranet.accounts.actions import create_token
from intranet.content.files.uploads import store_upload
from intranet.content.models import Attachment, Entry
from intranet.moderation import actions as moderation
from intranet.realtime.gates import may_follow
from intranet.spaces.audiences import people_in
from tests.platform.files_of_strangers import PDF, upload

pytestmark = pytest.mark.django_db

MAY_READ = {
    "open": "author colleague outsider admin",
    "before": "author colleague",
    "after": "author colleague outsider customer",
    # Who wrote it, and who hid it.
    "hidden": "author colleague",
    "direct": "author customer",
}
READERS = ("author", "colleague", "outsider", "customer", "admin")


@dataclass
class Said:
    word: str
    message: Message
    file: Attachment


class Reader:
    def __init__(self, person: Any) -> None:
        self.person = type(person).objects.get(pk=person.pk)
        self.client = Client()
        self.client.force_login(person)
        self.token = create_token(person, by=person, name="x")[1]

    def get(self, path: str, **query: Any) -> Any:
        return self.client.get(path, query)

    def ask(self, path: str, **query: Any) -> Any:
        return Client().get(f"/api/v1{path}", query, headers={"authorization": f"Bearer {self.token}"})


def _is_there(answer: Any) -> bool:
    assert answer.status_code in (200, 302, 403, 404), answer.status_code
    return answer.status_code in (200, 302)


WAYS = {
    "the rule": lambda reader, said: Entry.objects.visible_to(reader.person).filter(pk=said.message.pk).exists(),
    "its room": lambda reader, said: said.word in reader.get(f"/chat/{said.message.room_id}/").content.decode(),
    "its permalink": lambda reader, said: _is_there(reader.get(f"/chat/messages/{said.message.pk}/")),
    "the permalink of entries": lambda reader, said: _is_there(reader.get(f"/entries/{said.message.pk}/")),
    "its menu": lambda reader, said: _is_there(reader.get(f"/entries/{said.message.pk}/menu/")),
    "its history": lambda reader, said: _is_there(reader.get(f"/entries/{said.message.pk}/history/")),
    "its reactions": lambda reader, said: _is_there(reader.get(f"/entries/{said.message.pk}/reactions/")),
    "its file": lambda reader, said: _is_there(reader.get(said.file.url)),
    "whom one names there": lambda reader, said: _is_there(reader.get("/mentions/", entry=said.message.pk, q="a")),
    "the api": lambda reader, said: _is_there(reader.ask(f"/messages/{said.message.pk}")),
    "the entry in the api": lambda reader, said: _is_there(reader.ask(f"/entries/{said.message.pk}")),
    "its room in the api": lambda reader, said: (
        said.word in reader.ask(f"/rooms/{said.message.room_id}/messages").content.decode()
    ),
    "reporting it": lambda reader, said: (
        _is_there(reader.get(f"/entries/{said.message.pk}/flag/")) or reader.person.pk == said.message.author_id
    ),
}
# What shows only what is out.
LISTS = {
    "its room in the api": WAYS.pop("its room in the api"),
    "reporting it": WAYS.pop("reporting it"),
    "search": lambda reader, said: f"/chat/messages/{said.message.pk}/" in _found(reader, said),
    "the search of the api": lambda reader, said: reader.ask("/search", q=said.word).json()["total"] == 1,
}


def _found(reader: Reader, said: Said) -> str:
    page: str = reader.get("/search/", q=said.word).content.decode()
    return page.replace(f"/entries/{said.message.pk}/", f"/chat/messages/{said.message.pk}/")


@pytest.fixture
def everything(settings, tmp_path, author, colleague, outsider, customer, admin, run_jobs) -> dict[str, Said]:
    settings.MEDIA_ROOT = tmp_path / "media"
    opened = actions.open_room(by=author, name="all")
    closed = actions.open_room(by=author, name="few", sort="closed", people=[colleague])
    direct = actions.direct_room(by=author, people=[customer])
    said = {"open": _say(opened, author, "open"), "before": _say(closed, author, "before")}
    actions.add_people(closed, by=author, people=[outsider, customer], with_history=False)
    said["after"] = _say(closed, author, "after")
    said["hidden"] = _say(closed, colleague, "hidden")
    moderation.hide(said["hidden"].message, by=author, reason="Not here.")
    said["direct"] = _say(direct, author, "direct")
    run_jobs()
    return said


def _say(room: Any, by: Any, name: str) -> Said:
    word = f"zaunkoenig{name}"
    file = store_upload(upload(f"{word}.pdf", PDF), by=by)
    return Said(word, actions.send_message(room, by=by, body=f"{word} said", attachment_ids=[file.pk]), file)


def test_every_way_to_a_message_agrees_with_the_rule(everything, request):
    readers = {who: Reader(request.getfixturevalue(who)) for who in READERS}
    differences = {}
    for who, reader in readers.items():
        for name, said in everything.items():
            cache.clear()
            ways = WAYS if name == "hidden" else WAYS | LISTS
            for way, shows in ways.items():
                shown = shows(reader, said)
                if shown != (who in MAY_READ[name].split()):
                    differences[f"{way}: {name} to {who}"] = "shown" if shown else "not shown"
    assert differences == {}


def test_streams_and_audiences_agree_about_rooms(everything, request):
    for name in ("open", "after", "direct"):
        room = everything[name].message.room
        for who in READERS:
            person = Reader(request.getfixturevalue(who)).person
            expected = who in MAY_READ[name].split()
            assert bool(may_follow(person, room.key)) == expected, (name, who)
            assert people_in(room.audience).filter(pk=person.pk).exists() == expected, (name, who)
