"""Every way in which one can come upon an entry. Each surface says which samples it shows to a reader."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.test import Client

from intranet.accounts.models import User
from intranet.realtime.gates import may_follow
from intranet.spaces.audiences import feed_audiences_of, people_in

from .samples import Sample


@dataclass
class Reader:
    """Somebody at a browser, and at a program that speaks for them. ``person`` is a guest or freshly read."""

    person: Any
    session: str
    token: str
    # Nothing changes while one looks around, so a page that shows many samples is fetched once.
    pages: dict[Any, str] = field(default_factory=dict)

    def get(self, path: str, **query: Any) -> Any:
        client = Client()
        client.cookies[settings.SESSION_COOKIE_NAME] = self.session
        return client.get(path, query)

    def text(self, path: str, **query: Any) -> str:
        asked = (path, *query.values())
        if asked not in self.pages:
            response = self.get(path, **query)
            self.pages[asked] = response.content.decode() if response.status_code == 200 else ""
        return self.pages[asked]

    def ask(self, path: str, **query: Any) -> Any:
        """The API, with the token."""
        return Client().get(f"/api/v1{path}", query, headers={"authorization": f"Bearer {self.token}"})

    @property
    def signed_in(self) -> bool:
        return bool(self.session)


Shows = Callable[[Reader, Sample], bool]


@dataclass(frozen=True)
class Surface:
    """``concerns``: of which samples it has anything to say, and to whom. ``direct`` leads to one entry by its number;
    everything else is a list, and leaves out what comes from people the reader has blocked."""

    name: str
    shows: Shows
    concerns: Callable[[Reader, Sample], bool]
    direct: bool = False


SURFACES: list[Surface] = []


def surface(
    concerns: Callable[[Reader, Sample], bool] = lambda reader, sample: True, *, direct: bool = False
) -> Callable[[Shows], Shows]:
    def add(shows: Shows) -> Shows:
        SURFACES.append(Surface(shows.__name__, shows, concerns, direct))
        return shows

    return add


def posts(reader: Reader, sample: Sample) -> bool:
    return not sample.is_comment


def of_people(reader: Reader, sample: Sample) -> bool:
    return reader.signed_in


def posts_of_people(reader: Reader, sample: Sample) -> bool:
    return posts(reader, sample) and reader.signed_in


def published(reader: Reader, sample: Sample) -> bool:
    """What a moderator hid is on its page for those who review it, and not among what one finds."""
    return not sample.entry.is_hidden


def published_to_people(reader: Reader, sample: Sample) -> bool:
    return published(reader, sample) and reader.signed_in


def in_a_space(reader: Reader, sample: Sample) -> bool:
    """In one space alone: a feed of its own stands for it."""
    return posts(reader, sample) and sample.entry.space is not None and not sample.entry.is_shared


def in_several_spaces(reader: Reader, sample: Sample) -> bool:
    return posts(reader, sample) and sample.entry.is_shared


def for_home(reader: Reader, sample: Sample) -> bool:
    """At home stands what one has joined and what is for everybody; an open space next door is for a visit."""
    wanted = sample.entry.audience
    return posts(reader, sample) and (
        not wanted.startswith(("space_", "circle_")) or wanted in feed_audiences_of(reader.person)
    )


# --- Pages -----------------------------------------------------------------------------------------------------------


@surface(direct=True)
def its_page(reader: Reader, sample: Sample) -> bool:
    return sample.word in reader.text(f"/posts/{sample.entry.root_entry_id}/")


@surface(direct=True)
def its_permalink(reader: Reader, sample: Sample) -> bool:
    return reader.get(f"/entries/{sample.entry.entry_id}/").status_code == 302


@surface(posts, direct=True)
def its_card(reader: Reader, sample: Sample) -> bool:
    return sample.word in reader.text(f"/posts/{sample.entry.entry_id}/card/")


@surface(direct=True)
def its_menu(reader: Reader, sample: Sample) -> bool:
    return reader.get(f"/entries/{sample.entry.entry_id}/menu/").status_code == 200


@surface(direct=True)
def its_history(reader: Reader, sample: Sample) -> bool:
    return sample.word in reader.text(f"/entries/{sample.entry.entry_id}/history/")


@surface(direct=True)
def its_discussion(reader: Reader, sample: Sample) -> bool:
    answer = reader.get(f"/entries/{sample.entry.root_entry_id}/comments/")
    return answer.status_code == 200 and (not sample.is_comment or sample.word in answer.content.decode())


@surface(of_people, direct=True)
def its_reactions(reader: Reader, sample: Sample) -> bool:
    return reader.get(f"/entries/{sample.entry.entry_id}/reactions/").status_code == 200


@surface(direct=True)
def its_file(reader: Reader, sample: Sample) -> bool:
    assert sample.file is not None
    return reader.get(sample.file.url).status_code == 200


# --- Lists -----------------------------------------------------------------------------------------------------------


@surface(for_home)
def home(reader: Reader, sample: Sample) -> bool:
    return sample.word in reader.text("/")


@surface(in_a_space)
def the_feed_of_its_space(reader: Reader, sample: Sample) -> bool:
    assert sample.entry.space is not None
    return sample.word in reader.text(f"/spaces/{sample.entry.space.slug}/")


@surface(in_several_spaces)
def the_feeds_of_its_spaces(reader: Reader, sample: Sample) -> bool:
    shown_in = [sample.entry.space, *(placement.space for placement in sample.entry.placements.all())]
    return any(sample.word in reader.text(f"/spaces/{space.slug}/") for space in shown_in)


@surface(published_to_people)
def what_one_has_saved(reader: Reader, sample: Sample) -> bool:
    return sample.word in reader.text("/saved/") + reader.text("/saved/", kind="feeds.post")


@surface(published_to_people)
def what_one_wants_to_be_reminded_of(reader: Reader, sample: Sample) -> bool:
    return sample.word in reader.text("/reminders/")


@surface(posts)
def the_page_of_its_tag(reader: Reader, sample: Sample) -> bool:
    return sample.word in reader.text(f"/tags/{sample.word}/")


@surface(posts)
def the_list_of_tags(reader: Reader, sample: Sample) -> bool:
    return sample.word in reader.text("/tags/")


@surface(posts_of_people)
def the_tags_one_is_offered(reader: Reader, sample: Sample) -> bool:
    return sample.word in reader.text("/tags/suggest/", q=sample.word[:-1])


# Read by a program for nobody in particular, so nobody has blocked anybody.
@surface(
    lambda reader, sample: posts(reader, sample) and published(reader, sample) and not reader.signed_in, direct=True
)
def the_feed_of_what_is_public(reader: Reader, sample: Sample) -> bool:
    return sample.word in reader.text("/feeds/public.atom")


# --- Finding ---------------------------------------------------------------------------------------------------------


@surface(published)
def search(reader: Reader, sample: Sample) -> bool:
    # The page repeats what was typed, so what it found is told by its address.
    return f"/entries/{sample.entry.entry_id}/" in _addresses(reader.text("/search/", q=sample.word), sample)


@surface(posts)
def what_completes_an_operator(reader: Reader, sample: Sample) -> bool:
    items = reader.get("/search/complete/", name="tag", q=sample.word[:-1]).json()["items"]
    return any(item["value"] == sample.word for item in items)


@surface(published_to_people)
def the_palette(reader: Reader, sample: Sample) -> bool:
    found = reader.get("/palette/", q=sample.word).json()["items"]
    return any(item["kind"] == "entry" for item in found)


@surface(published_to_people)
def what_a_hash_offers(reader: Reader, sample: Sample) -> bool:
    found = reader.get("/entries/offers/", q=sample.word).json()["items"]
    return sample.entry.entry_id in [item.get("entry") for item in found]


@surface(published, direct=True)
def the_card_of_a_reference(reader: Reader, sample: Sample) -> bool:
    found = reader.get("/entries/cards/", id=sample.entry.entry_id).json()
    return "title" in found.get(str(sample.entry.entry_id), {})


@surface(published_to_people)
def search_of_the_api(reader: Reader, sample: Sample) -> bool:
    found = reader.ask("/search", q=sample.word).json()
    return [item["id"] for item in found["items"]] == [sample.entry.entry_id] and found["total"] == 1


def _addresses(page: str, sample: Sample) -> str:
    """The page, with the entry's own address written as its permalink."""
    return page.replace(sample.entry.get_absolute_url().replace("&", "&amp;"), f"/entries/{sample.entry.entry_id}/")


# --- Programs --------------------------------------------------------------------------------------------------------


@surface(of_people, direct=True)
def the_api(reader: Reader, sample: Sample) -> bool:
    kind = "comments" if sample.is_comment else "posts"
    answers = {
        reader.ask(f"/entries/{sample.entry.entry_id}").status_code,
        reader.ask(f"/{kind}/{sample.entry.entry_id}").status_code,
    }
    assert len(answers) == 1
    return answers == {200}


@surface(lambda reader, sample: for_home(reader, sample) and reader.signed_in)
def the_feed_of_the_api(reader: Reader, sample: Sample) -> bool:
    return sample.word in json.dumps(reader.ask("/entries", limit=100).json())


@surface(lambda reader, sample: in_a_space(reader, sample) and reader.signed_in)
def the_space_in_the_api(reader: Reader, sample: Sample) -> bool:
    return sample.word in reader.ask(f"/spaces/{sample.entry.space_id}/posts", limit=100).content.decode()


@surface(of_people)
def the_discussion_in_the_api(reader: Reader, sample: Sample) -> bool:
    answer = reader.ask(f"/entries/{sample.entry.root_entry_id}/comments")
    return answer.status_code == 200 and (not sample.is_comment or sample.word in answer.content.decode())


# --- Being told ------------------------------------------------------------------------------------------------------


@surface(of_people, direct=True)
def whom_a_writer_can_name(reader: Reader, sample: Sample) -> bool:
    return reader.get("/mentions/", entry=sample.entry.entry_id, q="a").status_code == 200


@surface(of_people, direct=True)
def its_live_stream(reader: Reader, sample: Sample) -> bool:
    return may_follow(reader.person, sample.entry.key)


@surface(lambda reader, sample: of_people(reader, sample) and not sample.entry.is_deleted, direct=True)
def the_live_stream_of_its_lists(reader: Reader, sample: Sample) -> bool:
    return may_follow(reader.person, sample.entry.audience)


@surface(of_people, direct=True)
def whom_it_may_be_told(reader: Reader, sample: Sample) -> bool:
    return people_in(sample.entry.audience).filter(pk=reader.person.pk).exists()


def readers(cast: Iterable[tuple[str, User, str, str]], guest: Any) -> dict[str, Reader]:
    """Whoever has left is a guest, whatever session or token is left of them."""
    found = {}
    for name, person, session, token in cast:
        here = person.is_authenticated and person.is_active
        found[name] = Reader(User.objects.get(pk=person.pk) if here else guest, session if here else "", token)
    return found
