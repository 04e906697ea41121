"""The ways in which one can come upon a page agree about who may read it, in a tree with one page of each sort."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.contrib.auth.models import AnonymousUser
from django.core.cache import cache
from django.test import Client

from intranet.accounts.actions import create_token
from intranet.accounts.models import User
from intranet.collab.documents import Access
from intranet.content.files.uploads import store_upload
from intranet.content.models import Attachment, Entry
from intranet.conversation.actions import add_comment
from intranet.moderation.actions import hide
from intranet.realtime.gates import may_follow
from intranet.realtime.units import unit
from intranet.spaces.audiences import people_in
from tests.platform.files_of_strangers import PDF, upload
from wiki import actions
from wiki.models import Page
from wiki.readers.circles import Chosen, circle_for
from wiki.working_text import gate

pytestmark = pytest.mark.django_db

INSIDE = "author colleague"
MAY_READ = {
    "inside": INSIDE,
    "public": "author colleague outsider admin customer other_customer guest",
    "waiting": INSIDE,
    "customers": "author colleague outsider admin customer other_customer",
    "chosen": "author outsider customer",
    "under_chosen": "author outsider customer",
    "hidden": "colleague author",
    "trashed": "",
}
READERS = ("author", "colleague", "outsider", "admin", "customer", "other_customer", "guest")


@dataclass
class Written:
    word: str
    page: Page
    file: Attachment
    comment: Entry | None


class Reader:
    def __init__(self, person: Any) -> None:
        self.client = Client()
        self.person = AnonymousUser()
        self.token = ""
        if person.is_authenticated:
            self.person = User.objects.get(pk=person.pk)
            self.client.force_login(person)
            self.token = create_token(person, by=person, name="x")[1]

    def get(self, path: str, **query: Any) -> Any:
        return self.client.get(path, query, follow=path.startswith(("/wiki/", "/docs/")))

    def text(self, path: str, **query: Any) -> str:
        answer = self.get(path, **query)
        return answer.content.decode() if answer.status_code == 200 else ""

    def ask(self, path: str, **query: Any) -> Any:
        return Client().get(f"/api/v1{path}", query, headers={"authorization": f"Bearer {self.token}"})


Shows = Callable[[Reader, Written], bool]


def there(answer: Any) -> bool:
    return answer.status_code in {200, 301, 302}


WAYS: dict[str, Shows] = {
    "the rule": lambda reader, sample: Page.objects.visible_to(reader.person).filter(pk=sample.page.pk).exists(),
    "its page": lambda reader, sample: sample.word in reader.text(sample.page.get_absolute_url()),
    "the documentation": lambda reader, sample: sample.word in reader.text(f"/docs/{sample.page.pk}/"),
    "its number": lambda reader, sample: there(reader.get(f"/wiki/{sample.page.pk}/")),
    "the permalink of entries": lambda reader, sample: there(reader.get(f"/entries/{sample.page.pk}/")),
    "its languages": lambda reader, sample: there(reader.get(f"/wiki/{sample.page.pk}/languages/")),
    "its history": lambda reader, sample: there(reader.get(f"/wiki/{sample.page.pk}/history/")),
    "its version": lambda reader, sample: sample.word in reader.text(f"/wiki/{sample.page.pk}/versions/1/"),
    "its authors": lambda reader, sample: there(reader.get(f"/wiki/{sample.page.pk}/authors/")),
    "its backlinks": lambda reader, sample: there(reader.get(f"/wiki/{sample.page.pk}/backlinks/")),
    "its menu": lambda reader, sample: there(reader.get(f"/entries/{sample.page.pk}/menu/")),
    "its file": lambda reader, sample: there(reader.get(sample.file.url)),
    "its discussion": lambda reader, sample: there(reader.get(f"/entries/{sample.page.pk}/comments/")),
}
OF_PEOPLE: dict[str, Shows] = {
    "whom one names there": lambda reader, sample: there(reader.get("/mentions/", entry=sample.page.pk, q="a")),
    "its stream": lambda reader, sample: may_follow(reader.person, sample.page.key) is True,
    "whom it may be told": lambda reader, sample: (
        people_in(again(sample).audience).filter(pk=reader.person.pk).exists()
    ),
    "the api": lambda reader, sample: there(reader.ask(f"/entries/{sample.page.pk}")),
}
# What shows only what is out.
LISTS: dict[str, Shows] = {
    "search": lambda reader, sample: f"/wiki/{sample.page.pk}" in reader.text("/search/", q=sample.word),
    "the wiki": lambda reader, sample: sample.word in reader.text("/wiki/"),
    "recent changes": lambda reader, sample: sample.word in reader.text("/wiki/changes/"),
}


def again(sample: Written) -> Page:
    return Page.objects.select_related("space").get(pk=sample.page.pk)


@pytest.fixture
def samples(settings, tmp_path, wiki, author, colleague, outsider, customer, acme, run_jobs) -> dict[str, Written]:
    settings.MEDIA_ROOT = tmp_path / "media"
    found: dict[str, Written] = {}

    def write(name: str, *, by: Any = author, parent: str = "", said: bool = True) -> Page:
        word = f"kanarienvogel{name.replace('_', '')}"
        file = store_upload(upload(f"{word}.pdf", PDF), by=by)
        above = again(found[parent]) if parent else None
        page = actions.create_page(
            wiki, by=by, title=f"{word} title", body=f"{word} body", parent=above, attachment_ids=[file.pk]
        )
        comment = add_comment(page, by=by, body=f"{word} said") if said else None
        found[name] = Written(word, page, file, comment)
        return page

    write("inside")
    actions.set_reading(write("public"), by=author, reads="public")
    write("waiting", parent="public")
    actions.set_reading(write("customers", parent="public"), by=author, reads="customers")
    with unit():
        circle = circle_for(Chosen(people=[author, outsider], companies=[acme]), by=author)
    actions.set_reading(write("chosen"), by=author, reads="chosen", circle=circle)
    write("under_chosen", parent="chosen")
    hide(write("hidden", by=colleague), by=author, reason="Not here.")
    actions.trash_page(write("trashed"), by=author)
    run_jobs()
    return found


def test_every_way_to_a_page_agrees_with_the_rule(request, samples):
    differences = {}
    for who in READERS:
        reader = Reader(request.getfixturevalue(who))
        ways = WAYS | LISTS | (OF_PEOPLE if who != "guest" else {})
        for name, shows in ways.items():
            cache.clear()
            for key, sample in samples.items():
                if name in LISTS and key == "hidden":
                    continue
                may_read = who in MAY_READ[key].split()
                if bool(shows(reader, sample)) != may_read:
                    differences[f"{name}: {key} to {who}"] = "not shown" if may_read else "shown"
    assert differences == {}


def test_what_is_said_under_a_page_and_its_socket_agree_too(request, samples):
    differences = {}
    for who in READERS:
        person = Reader(request.getfixturevalue(who)).person
        for key, sample in samples.items():
            reads = who in MAY_READ[key].split()
            seen = Entry.objects.visible_to(person).filter(pk=sample.comment.pk).exists() if sample.comment else reads
            if seen != reads:
                differences[f"comment: {key} to {who}"] = seen
            if not person.is_authenticated:
                continue
            access = gate(person, sample.page.pk)
            writes = who in INSIDE.split() and reads and key != "hidden"
            wanted = Access.WRITE if writes else Access.READ if reads and key in {"inside", "waiting"} else Access.NONE
            if access != wanted:
                differences[f"socket: {key} to {who}"] = access
    assert differences == {}


def test_robots_are_told_of_what_a_guest_reads(client, samples):
    text = client.get("/sitemap.xml").content.decode()
    told = {key for key, sample in samples.items() if f"{django_settings.SITE_URL}/docs/{sample.page.pk}-" in text}
    assert told == {key for key, people in MAY_READ.items() if "guest" in people.split()}
