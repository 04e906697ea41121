"""Search tells everybody exactly what ``visible_to`` lets them read: results, totals, facets, suggestions, snippets.

Thousands of entries by lot, in every audience there is, indexed once; then everybody asks. Runs on both engines
(``tests/scaled/suite.py``).
"""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import dataclass

import pytest
from django.utils.timezone import localtime

from intranet.content import actions as content_actions
from intranet.content.models import Entry
from intranet.search import indexing, typos
from intranet.search.asked import read
from intranet.search.highlight import snippet
from intranet.search.queries import MOST_COUNTED, ask, search
from intranet.search.words import stems_of, words_of
from intranet.spaces.audiences import CUSTOMERS, ORG, PUBLIC, forget
from intranet.spaces.models import Circle, Space

from .search_world import write_bulk

MANY = 2000
WORDS = (
    "budget riunioni bearings perché organizziamo fans cooling turni noise città strategy rapporto quarterly "
    "vendite customers formazione harbour magazzino invoices fatture delivery consegna planning"
).split()
# In every text of one audience and in no other: whoever reads it may read that audience.
CANARIES = {
    "lab": "albatross",
    "plaza": "buzzard",
    "porch": "cormorant",
    "vault": "dunnock",
    "org": "egret",
    "public": "flamingo",
    "customers": "gannet",
    "company": "heron",
    "user": "ibis",
    "circle": "jackdaw",
}
ASKED = ["budget", "riunione", "perche citta", "noise -fans", '"cooling fans"', "in:lab", "from:ada tag:turni",
         "before:2026", "stra", "is:unanswered budget"]  # fmt: skip


@pytest.fixture
def everybody(author, colleague, outsider, customer, other_customer, moderator, admin, deactivated, guest):
    return [author, colleague, outsider, customer, other_customer, moderator, admin, deactivated, guest]


@pytest.fixture
def world(author, colleague, lab, plaza, porch, vault, acme, everybody):
    lot = random.Random(4)
    circle = Circle.objects.create(name="Both", made_by=author)
    circle.companies.add(acme)
    circle.people.add(colleague)
    places = {
        "lab": (lab.audience, lab),
        "plaza": (plaza.audience, plaza),
        "porch": (porch.audience, porch),
        "vault": (vault.audience, vault),
        "org": (ORG, None),
        "public": (PUBLIC, None),
        "customers": (CUSTOMERS, None),
        "company": (acme.audience, None),
        "user": (author.key, None),
        "circle": (f"circle_{circle.pk}", None),
    }
    for person in everybody:
        forget(person)
    for writer in (author, colleague):
        rows = []
        for _number in range(MANY // 2):
            name = lot.choice(list(places))
            audience, space = places[name]
            body = " ".join(lot.choices(WORDS, k=12)) + f" {CANARIES[name]}" + lot.choice(["", " #turni", " #budget"])
            rows.append((" ".join(lot.choices(WORDS, k=2)), body, audience, space, lot.randrange(700)))
        write_bulk(rows, writer)
    indexing.rebuild_index.call()
    # And some things have happened since that the index has not heard of.
    for entry in lot.sample(list(Entry.objects.filter(author=author).order_by("pk")), 12):
        content_actions.delete_entry(entry, by=author)


@dataclass(frozen=True)
class Said:
    """One entry, taken apart by hand."""

    entry: Entry
    slugs: frozenset[str]
    words: list[str]
    stems: list[set[str]]
    everything: set[str]
    title_words: int

    @classmethod
    def of(cls, entry: Entry) -> Said:
        slugs = frozenset(tag.slug for tag in entry.tags.all())
        words = words_of(f"{entry.title} {entry.body_text} {entry.author.name} {' '.join(slugs)}")
        stems = [{*stems_of(word), word} for word in words]
        return cls(entry, slugs, words, stems, set().union(*stems), len(words_of(entry.title)))

    def answers(self, asked) -> bool:
        return (
            all(self._has(word, growing) for word, growing in asked.words_to_find())
            and all(self._has_phrase(phrase) for phrase in asked.phrases)
            and not any(self.everything & set(stems_of(words[0])) for words in asked.without)
            and (asked.spaces is None or self.entry.space_id in asked.spaces)
            and (asked.authors is None or self.entry.author_id in asked.authors)
            and (asked.tags is None or bool(self.slugs & asked.tags))
            and (asked.before is None or localtime(self.entry.published_at).date() < asked.before)
        )

    def _has(self, word, growing) -> bool:
        return bool(self.everything & set(stems_of(word))) or (
            growing and any(one.startswith(word) for one in self.words)
        )

    def _has_phrase(self, phrase) -> bool:
        return any(
            all(self.stems[at + step] & set(stems_of(word)) for step, word in enumerate(phrase))
            for at in range(len(self.words) - len(phrase) + 1)
            if not at < self.title_words < at + len(phrase)
        )


def matching(person, text, everything) -> set[int]:
    """The answer worked out by hand, from the texts and the rule alone."""
    asked = read(text, person)
    if asked.impossible:
        return set()
    may_read = set(Entry.objects.visible_to(person).published().values_list("pk", flat=True))
    return {said.entry.pk for said in everything if said.entry.pk in may_read and said.answers(asked)}


def readable(person, ids) -> set[int]:
    return set(Entry.objects.visible_to(person).published().filter(pk__in=ids).values_list("pk", flat=True))


def test_everybody_finds_what_they_may_read_and_is_told_of_nothing_else(world, everybody):
    everything = [Said.of(entry) for entry in Entry.objects.select_related("author").prefetch_related("tags")]
    for person in everybody:
        shown = ""
        for text in ASKED:
            expected = matching(person, text, everything)
            hits = {hit.entry_id for hit in ask(read(text, person), person, limit=MANY).hits}
            assert readable(person, hits) == expected, (str(person), text)
            found = search(person, text, facets=True, limit=5)
            assert not found.degraded
            assert {entry.pk for entry in found.entries} <= expected
            assert len(found.entries) == min(5, len(expected))
            assert found.total == min(len(expected), MOST_COUNTED + 1), (str(person), text)
            if expected:
                assert_facets(person, found, expected)
            shown += " ".join(snippet(entry.body_text, found.words) for entry in found.entries)
        for canary in CANARIES.values():
            may = Entry.objects.visible_to(person).published().filter(body_text__contains=canary).exists()
            mistyped = f"{canary[0]}{canary[2]}{canary[1]}{canary[3:]}"
            assert may or canary not in shown
            assert (typos.complete(canary[:4], person) == [canary]) is may, (str(person), canary)
            assert (search(person, mistyped).suggestion == canary) is may, (str(person), mistyped)


def assert_facets(person, found, expected):
    rows = list(Entry.objects.filter(pk__in=expected).select_related("author", "space").prefetch_related("tags"))
    known = set(Space.objects.visible_to(person).values_list("pk", flat=True))
    counted = {name: {value.value: value.count for value in values} for name, values in found.facets.items()}
    assert counted["author"] == dict(Counter(row.author.handle for row in rows))
    assert counted["space"] == dict(Counter(row.space.slug for row in rows if row.space_id in known))
    assert counted["tag"] == dict(Counter(tag.slug for row in rows for tag in row.tags.all()))
    assert counted["year"] == dict(Counter(str(localtime(row.published_at).year) for row in rows))
