"""What a customer did in the community and in private goes along with them, and is nobody's when they are gone."""

from __future__ import annotations

import io
import json
import zipfile
from datetime import timedelta

import pytest
import time_machine
from django.apps import apps
from django.core.files.storage import default_storage
from django.utils.timezone import now

from forum import actions
from forum.actions import centre
from forum.actions.following import follow
from forum.models import Enquiry, Following, ReadMark, Topic
from forum.reading.marks import read_topic
from ideas import actions as ideas
from ideas.models import Idea
from intranet.accounts.actions import write_as
from intranet.accounts.actions.own_data import ERASED_AFTER, ask_for_copy, ask_for_erasure
from intranet.accounts.models import User
from intranet.content.actions import choose_credit
from intranet.content.models import Credit, Entry
from intranet.conversation.models import Vote
from intranet.conversation.votes import vote_for
from intranet.flows.actions import document_topic
from tests.forum.centre_world import a_desk
from wiki.actions import set_reading

pytestmark = pytest.mark.django_db

PSEUDONYM, REAL = "Gufo Notturno", "Dora Neri"


@pytest.fixture(autouse=True)
def _media(settings, tmp_path):
    settings.MEDIA_ROOT = settings.DATA = tmp_path


@pytest.fixture
def life(category, topic, answered, customer, other_customer, author, colleague, lab, porch, run_jobs) -> User:
    """Dora asked, accepted, answered, voted, followed, wished for something, wrote in private under another name, and
    is named on a page."""
    actions.accept_answer(answered, by=customer)
    asked = actions.ask(category, by=other_customer, title="The other one is slow, too")
    actions.answer(asked, by=customer, body="Warm it first.")
    vote_for(asked, by=customer)
    board = ideas.make_board(porch, by=author, name="Wishes")
    ideas.suggest(board, by=customer, title="Wake up sooner")
    wish = ideas.suggest(board, by=author, title="Stay awake")
    vote_for(wish, by=customer)
    read_topic(topic, by=customer)
    follow(category, by=customer)
    a_desk(lab, author)
    enquiry = centre.open_enquiry(by=customer, subject="Our contract", body="Until when does it run?")
    centre.reply(enquiry, by=colleague, body="Until May.")
    lab.parts = [*lab.parts, "wiki"]
    lab.save(update_fields=["parts"])
    choose_credit(by=customer, form="name")
    page = document_topic(topic, by=author, space=lab)
    set_reading(page, by=author, reads="public")
    write_as(customer, PSEUDONYM, by=customer)
    run_jobs()
    return User.objects.get(pk=customer.pk)


def archive_of(person: User, run_jobs) -> dict[str, list[dict]]:
    copy = ask_for_copy(person, by=person)
    run_jobs()
    copy.refresh_from_db()
    with zipfile.ZipFile(io.BytesIO(default_storage.open(copy.path).read())) as archive:
        names = [name for name in archive.namelist() if name.startswith("data/")]
        return {name[5:-5]: json.loads(archive.read(name)) for name in names}


def test_the_copy_has_what_they_asked_answered_voted_followed_and_wrote_in_private(life, topic, run_jobs):
    found = archive_of(life, run_jobs)
    words = {row["title"] or row["body"] for row in found["entries"]}
    assert {"Slow to wake up", "Warm it first.", "Wake up sooner", "Our contract"} <= words
    assert {row["entry__title"] for row in found["votes"]} == {"The other one is slow, too", "Stay awake"}
    assert [row["title"] for row in found["topics_accepted"]] == ["Slow to wake up"]
    assert [row["title"] for row in found["enquiries"]] == ["Our contract"]
    assert [row["category__name"] for row in found["forum_followed"]] == ["Terminals"]
    assert [row["entry__title"] for row in found["credits"]] == ["Slow to wake up"]
    assert [row["topic"] for row in found["topics_read"]] == [topic.pk]
    (profile,) = found["profile"]
    assert (profile["pseudonym"], profile["real_name"]) == (PSEUDONYM, REAL)
    everything = json.dumps(found)
    for others in ("Until May.", "It is the sensor.", "emil@example.com"):
        assert others not in everything


@pytest.fixture
def gone(life, run_jobs) -> User:
    ask_for_erasure(life, by=life)
    with time_machine.travel(now() + ERASED_AFTER + timedelta(minutes=1), tick=False):
        run_jobs()
    return User.objects.get(pk=life.pk)


def test_erased_neither_name_is_anywhere_and_what_was_said_still_stands(gone, topic, client):
    assert (gone.name, gone.real_name, gone.pseudonym) == ("Former user", "", "")
    left = " ".join(
        str(list(model._default_manager.values()))
        for model in apps.get_models()
        if not model._meta.label.startswith(("django_tasks", "jobs.", "sessions.", "realtime."))
    )
    for word in (REAL, PSEUDONYM, "gufo-notturno", "dora@example.com"):
        assert word not in left, word
    page = client.get(topic.get_absolute_url()).content.decode()
    assert "Four seconds in the cold." in page
    assert "Former user" in page


def test_erased_the_counts_stand_and_no_page_names_them(gone, topic):
    assert Topic.objects.get(pk=topic.pk).accepted_id is not None
    assert Vote.objects.filter(person=gone).count() == 2
    assert set(Entry.objects.filter(votes__person=gone).values_list("votes_count", flat=True)) == {1}
    assert not Following.objects.filter(person=gone).exists()
    assert not ReadMark.objects.filter(person=gone).exists()
    assert Enquiry.objects.get().customer == gone
    assert Idea.objects.filter(author=gone).exists()
    assert not Credit.objects.filter(person=gone).exists()
