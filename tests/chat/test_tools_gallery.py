"""What was put into a room, the latest first."""

from __future__ import annotations

import pytest

from chat import actions
from chat.tools.gallery import finds_in
from intranet.content.actions import delete_entry
from intranet.content.files.uploads import store_upload
from intranet.content.models import Attachment
from intranet.conversation.models import EntryLink, LinkCard
from tests.platform.files_of_strangers import PDF, a_picture, upload

pytestmark = pytest.mark.django_db


@pytest.fixture
def put(say):
    def into(room, by, name="plan.pdf", data=PDF):
        file = store_upload(upload(name, data), by=by)
        Attachment.objects.filter(pk=file.pk).update(state=Attachment.State.READY)
        return say(room, by, "", attachment_ids=[file.pk])

    return into


def names(room, viewer, show="documents"):
    return [file.name for find in finds_in(room, viewer, show=show).items for file in find.files]


def test_each_kind_stands_by_itself(room, author, colleague, put):
    put(room, author, "plan.pdf")
    put(room, colleague, "lift.png", a_picture())
    put(room, author, "minutes.pdf")
    assert names(room, author) == ["minutes.pdf", "plan.pdf"]
    assert len(finds_in(room, author, show="pictures").items) == 1


def test_nothing_of_what_one_may_not_read(closed_room, author, outsider, put):
    put(closed_room, author, "before.pdf")
    gone = put(closed_room, author, "gone.pdf")
    delete_entry(gone, by=author)
    actions.add_people(closed_room, by=author, people=[outsider], with_history=False)
    put(closed_room, author, "after.pdf")
    assert names(closed_room, outsider) == ["after.pdf"]
    assert names(closed_room, author) == ["after.pdf", "before.pdf"]


def test_links_stand_with_what_their_pages_say(room, author, say):
    said = say(room, author, "See https://lifts.example.org/")
    card = LinkCard.objects.get(entry_links__entry=said.pk)
    [find] = finds_in(room, author, show="links").items
    assert (find.message.pk, [one.pk for one in find.links]) == (said.pk, [card.pk])
    assert EntryLink.objects.count() == 1


def test_a_page_ends_and_the_next_goes_on(room, author, put):
    for number in range(3):
        put(room, author, f"{number}.pdf")
    first = finds_in(room, author, show="documents", size=2)
    rest = finds_in(room, author, show="documents", size=2, cursor=first.next)
    assert [find.files[0].name for find in (*first.items, *rest.items)] == ["2.pdf", "1.pdf", "0.pdf"]
    assert rest.next is None


def test_a_page_costs_the_same_for_few_and_many(room, author, put, queries_stay_flat):
    queries_stay_flat(lambda: finds_in(room, author, show="documents"), lambda: put(room, author), times=3)
