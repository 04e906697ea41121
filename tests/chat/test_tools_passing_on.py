"""Carrying words into another room: as they were, with who said them, and never over a wall."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied

from chat import actions
from chat.models import Message, Room
from chat.personal_data import _take_back_copies
from chat.tools.quoting import attach_forwarded
from feeds.actions import publish_post
from intranet.accounts import actions as accounts
from intranet.content.actions import delete_entry, edit_entry
from intranet.content.files.uploads import store_upload
from intranet.conversation.models import Mention
from tests.platform.files_of_strangers import PDF, upload

pytestmark = pytest.mark.django_db


@pytest.fixture
def with_dora(author, customer, admin, acme):
    """A closed room with a customer in it."""
    accounts.face_company(author, by=admin, company=acme)
    return actions.open_room(by=author, name="acme", sort=Room.Sort.CLOSED, people=[customer])


def passed_on(message):
    attach_forwarded([message])
    return message.passed_on


def test_the_copy_says_who_and_stays_as_it_was(room, closed_room, author, colleague, say):
    said = say(closed_room, author, "The lift is **broken**, @ben")
    copy = actions.forward_message(said, by=colleague, room=room, body="See here")
    edit_entry(said, by=author, body="The lift works")
    copy.refresh_from_db()
    assert (copy.author, copy.body) == (colleague, "See here")
    assert passed_on(copy).name == "Ada Bianchi"
    assert "<strong>broken</strong>" in passed_on(copy).html
    delete_entry(said, by=author)
    copy = Message.objects.get(pk=copy.pk)
    assert "broken" in passed_on(copy).html
    # Nobody is named again by what is passed on.
    assert not Mention.objects.filter(entry=copy.pk).exists()


def test_its_files_go_along_as_copies(room, closed_room, author, colleague, outsider, say, as_):
    file = store_upload(upload("plan.pdf", PDF), by=author, alt_text="The plan")
    said = say(closed_room, author, "", attachment_ids=[file.pk])
    key = uuid4()
    copies = [actions.forward_message(said, by=colleague, room=room, client_id=key) for _ in range(2)]
    [mine] = copies[0].attachments.all()
    assert copies[0].pk == copies[1].pk
    assert (mine.name, mine.uploader, mine.pk != file.pk) == ("plan.pdf", colleague, True)
    assert as_(outsider).get(file.url).status_code == 404
    assert as_(outsider).get(mine.url).status_code == 200
    delete_entry(said, by=author)
    assert as_(outsider).get(mine.url).status_code == 200
    assert not _take_back_copies(author, author)
    assert as_(outsider).get(mine.url).status_code == 404


def test_what_was_passed_on_is_passed_on_as_it_was_said_first(room, closed_room, direct, author, colleague, say):
    said = say(closed_room, author, "Broken")
    again = actions.forward_message(actions.forward_message(said, by=colleague, room=room), by=author, room=direct)
    assert (again.forwarded["entry"], again.forwarded["author"]) == (said.pk, author.pk)


def test_what_somebody_said_directly_is_passed_on_by_nobody_else(direct, room, author, colleague, say):
    said = say(direct, author, "Between us")
    with pytest.raises(PermissionDenied, match="by who said it"):
        actions.forward_message(said, by=colleague, room=room)
    assert actions.forward_message(said, by=author, room=room).forwarded["body"] == "Between us"


def test_nothing_goes_to_people_from_outside_who_could_not_read_it(room, with_dora, author, say):
    with pytest.raises(PermissionDenied, match="People from outside"):
        actions.forward_message(say(room, author, "Our margin"), by=author, room=with_dora)
    assert actions.forward_message(say(with_dora, author, "The date"), by=author, room=room).seq


def test_nor_from_one_firm_to_another(with_dora, author, customer, other_customer, admin, borealis, say):
    accounts.face_company(author, by=admin, company=borealis)
    theirs = actions.open_room(by=author, name="borealis", sort=Room.Sort.CLOSED, people=[other_customer])
    with pytest.raises(PermissionDenied, match="People from outside"):
        actions.forward_message(say(with_dora, customer, "Our prices"), by=author, room=theirs)


def test_nor_to_a_customer_who_was_let_in_after_it_was_said(closed_room, with_dora, author, customer, say):
    before = say(closed_room, author, "Before")
    actions.add_people(closed_room, by=author, people=[customer], with_history=False)
    with pytest.raises(PermissionDenied, match="People from outside"):
        actions.forward_message(before, by=author, room=with_dora)
    assert actions.forward_message(say(closed_room, author, "After"), by=author, room=with_dora).seq


def test_one_passes_on_only_to_where_one_writes(room, closed_room, author, outsider, say):
    said = say(room, author, "Hello")
    with pytest.raises(PermissionDenied):
        actions.forward_message(said, by=outsider, room=closed_room)


def test_a_notice_is_passed_on_by_nobody(room, closed_room, author):
    notice = Message.objects.filter(room=room, style="notice").first()
    with pytest.raises(PermissionDenied):
        actions.forward_message(notice, by=author, room=closed_room)


def test_any_entry_is_shown_as_a_reference(lab, room, author):
    post = publish_post(by=author, space=lab, body="In the lab")
    shown = actions.share_entry(post, by=author, room=room, body="Look")
    assert (shown.quoted_id, shown.forwarded) == (post.pk, {})
    assert "In the lab" not in shown.body_html


def test_words_that_their_author_takes_back_are_gone_from_the_copies(room, closed_room, author, colleague, say):
    copy = actions.forward_message(say(room, author, "Broken"), by=colleague, room=closed_room)
    assert not _take_back_copies(author, author)
    copy.refresh_from_db()
    assert (copy.forwarded["body"], copy.forwarded["text"]) == ("", "")
