"""What the staff says among itself where customers come by has a random word in it; nothing brings it to them."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from django.core import mail
from django.core.files.storage import default_storage
from django.test import Client
from django.urls import NoReverseMatch

from forum import actions as forum
from forum.actions.centre import open_enquiry
from forum.models import Category
from ideas import actions as ideas
from ideas.models import Board, Status
from intranet.accounts.actions import create_token
from intranet.accounts.actions.own_data import ask_for_copy
from intranet.accounts.models import User
from intranet.content.models import Entry
from intranet.conversation.actions import add_comment
from intranet.conversation.notes.actions import add_note
from intranet.conversation.votes import vote_for
from intranet.realtime.gates import may_follow
from intranet.realtime.models import Frame
from intranet.spaces.audiences import forget
from tests.forum.centre_world import a_desk

from .addresses import addresses
from .sweeps import DRAWN, drawn

pytestmark = pytest.mark.django_db

# Who looks, and for which of what was said; each has something of their own beside it.
OUTSIDE = {
    "guest": ("topic", "idea", "note"),
    "customer": ("answer", "idea", "note", "wish_note"),
    "other_customer": ("enquiry", "enquiry_note"),
}


@pytest.fixture
def canary() -> str:
    return f"canary{secrets.token_hex(6)}"


@pytest.fixture
def said(porch, lab, author, colleague, customer, other_customer, canary, after_commit, run_jobs) -> dict[str, Entry]:
    """In a category and on a board of the staff, and in notes under what customers asked and wished for. All of it
    names Dora, who must not hear of it."""
    with after_commit():
        inside = forum.make_category(porch, by=author, name=f"{canary} desk", readers=Category.Readers.STAFF)
        topic = forum.ask(inside, by=author, title=f"{canary} title", body=f"{canary} body, @dora. #{canary}tag")
        answer = forum.answer(topic, by=colleague, body=f"{canary} answer")
        forum.accept_answer(answer, by=author)
        add_comment(topic, under=answer, by=author, body=f"{canary} remark")
        vote_for(topic, by=colleague)
        board = ideas.make_board(porch, by=author, name=f"{canary} board", readers=Board.Readers.STAFF)
        idea = ideas.suggest(board, by=author, title=f"{canary} idea", body=f"{canary} wish, @dora. #{canary}tag")
        planned = Status.objects.filter(meaning="planned")[0]
        ideas.set_status(idea, by=author, status=planned, answer=f"{canary} official")
        asked = forum.ask(forum.make_category(porch, by=author, name="Terminals"), by=customer, title="Slow", body="…")
        wish = ideas.suggest(ideas.make_board(porch, by=author, name="Wishes"), by=customer, title="Faster")
        a_desk(lab, author)
        enquiry = open_enquiry(by=other_customer, subject="In private", body="Ours alone.")
        # As he comes with his next request: what he may read was asked before there was this thread.
        colleague = User.objects.get(pk=colleague.pk)
        notes = [add_note(under, by=colleague, body=f"{canary} note, @dora @ada") for under in (asked, wish, enquiry)]
    run_jobs()
    names = ("topic", "answer", "idea", "asked", "wish", "enquiry", "note", "wish_note", "enquiry_note")
    return dict(zip(names, [topic, answer, idea, asked, wish, enquiry, *notes], strict=True))


def _paths(said: list[Entry], canary: str) -> Iterator[str]:
    """Every address that takes a number, with that of each; and what lists, finds, feeds and counts."""
    half = canary[:9]
    yield from ("/", "/community/", "/ideas/", "/docs/", "/centre/", "/inbox/", "/tags/", "/sitemap.xml", "/robots.txt")
    yield from ("/community/feed.atom", "/ideas/roadmap/", "/moderation/", "/people/ada/", "/people/public/ben/")
    yield from (
        f"{path}?q={half}" for path in ("/search/", "/palette/", "/search/complete/", "/tags/suggest/", "/help/search/")
    )
    yield from (f"{path}?q={half}" for path in ("/docs/", "/community/", "/ideas/", "/api/v1/search", "/api/v1/tags"))
    for address in addresses():
        numbered = [name for name in address.arguments if name.endswith("_id") or name in ("pk", "number")]
        if not address.arguments and (address.name.startswith("api:") or "atom" in address.name):
            yield address.at({})
        for entry in said if numbered else ():
            known: dict[str, Any] = dict.fromkeys(numbered, entry.pk) | {"slug": "x", "older": 0, "newer": 1}
            try:
                yield address.at(known)
            except NoReverseMatch:
                break


def _tells(response: Any, canary: str) -> bool:
    body = b"".join(response.streaming_content) if response.streaming else response.content
    return canary.encode() in body.lower() or canary in str(response.headers).lower()


@pytest.mark.parametrize("who", OUTSIDE)
def test_no_address_feed_or_program_tells_it(who, said, canary, request, as_):
    person = request.getfixturevalue(who)
    token = create_token(person, by=person, name="x")[1] if person.is_authenticated else ""
    browser, program = as_(person), Client(headers={"authorization": f"Bearer {token}"})
    asked = list(dict.fromkeys(_paths([said[name] for name in OUTSIDE[who]], canary)))
    assert len(asked) > 400
    # The first hundred are lists and searches; of the pages of one thing, some each day.
    asked = asked[:100] + drawn(asked[100:], 150, for_=f"staff {who}")
    heard = [path for path in asked if _tells((program if token and "/api/" in path else browser).get(path), canary)]
    assert heard == [], DRAWN


def test_the_staff_meets_it_by_the_same_roads(said, canary, as_, author):
    client = as_(author)
    paths = [
        "/community/",
        "/ideas/",
        f"/search/?q={canary}",
        *(entry.get_absolute_url() for entry in list(said.values())[:6]),
    ]
    assert [path for path in paths if not _tells(client.get(path, follow=True), canary)] == []


def test_no_frame_that_anybody_outside_may_follow_has_it_or_tells_of_it(said, canary, customer, other_customer):
    secret = {entry.pk for entry in said.values() if canary in f"{entry.title}{entry.body}"}
    telling = [
        frame for frame in Frame.objects.all() if canary in str(frame.payload) or frame.payload.get("entry") in secret
    ]
    assert telling
    for frame in telling:
        for person in (customer, other_customer):
            forget(person)
            assert not may_follow(person, frame.stream), (frame.stream, frame.event)


@pytest.mark.parametrize("who", list(OUTSIDE)[1:])
def test_no_letter_and_no_copy_of_ones_own_data_has_it(who, said, canary, request, run_jobs, settings, tmp_path):
    person = request.getfixturevalue(who)
    settings.MEDIA_ROOT = settings.DATA = tmp_path
    told = [letter for letter in mail.outbox if person.email in letter.recipients()]
    assert not any(canary in str(letter.message()).lower() for letter in told)
    copy = ask_for_copy(person, by=person)
    run_jobs()
    copy.refresh_from_db()
    with ZipFile(BytesIO(default_storage.open(copy.path).read())) as archive:
        assert [name for name in archive.namelist() if canary.encode() in archive.read(name).lower()] == []
