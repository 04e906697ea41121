"""The scenarios of docs/permissions.md about the private centre."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from forum import actions as forum_actions
from forum.actions import centre as actions
from forum.actions import centre_publishing as publishing
from forum.actions.centre_desks import keep_desk
from forum.actions.centre_staged import claim_staged
from forum.models import Enquiry
from intranet.accounts.models import CompanyAssignment, User
from intranet.content.policies import can_moderate
from intranet.conversation.notes.actions import add_note
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def facing(acme):
    gina = factories.a_person("Gina Faro", handle="gina")
    CompanyAssignment.objects.create(company=acme, person=gina)
    return gina


@pytest.fixture
def thread(lab, author, customer, facing):
    keep_desk(lab, by=author, name="Help desk")
    return actions.open_enquiry(by=customer, subject="Asleep", body="Since Monday.", team=lab)


def test_108_a_private_thread_is_for_the_firm_the_team_and_who_faces_the_firm(
    thread, plaza, author, facing, customer, colleague, outsider, moderator, admin, readers_of
):
    assert readers_of(thread) == {"author", "colleague", "customer"}
    assert Enquiry.objects.visible_to(facing).exists()
    assert can_moderate(author, thread)
    assert not can_moderate(moderator, thread)
    keep_desk(plaza, by=author, name="Plaza")
    open_to_all = actions.open_enquiry(by=customer, subject="Here", body="Too", team=plaza)
    assert readers_of(open_to_all) == {"author", "customer"}


def test_109_notes_beside_a_private_thread_are_for_those_who_answer_it(
    thread, facing, author, customer, outsider, readers_of
):
    note = add_note(thread, by=facing, body="They pay late.")
    assert readers_of(note) == {"author", "colleague"}
    for person in (customer, outsider):
        with pytest.raises(PermissionDenied):
            add_note(thread, by=person, body="Me too")


def test_110_only_the_customer_agrees_and_only_to_the_words_shown(thread, porch, author, colleague, customer, acme):
    category = forum_actions.make_category(porch, by=author, name="Terminals")
    draft = publishing.draft_publication(thread, by=colleague, category=category)
    publishing.ask_for_consent(draft, by=colleague)
    yes = {"decision": "approve", "digest": draft.digest, "credit": "anonymous"}
    for person in (colleague, author, factories.a_customer("Dino Neri", company=acme)):
        with pytest.raises(PermissionDenied):
            publishing.decide_publication(draft, by=person, **yes)
    publishing.decide_publication(draft, by=customer, **yes)
    topic = publishing.publish_publication(draft, by=colleague)
    with pytest.raises(ValidationError):
        forum_actions.edit_topic(topic, by=colleague, title=topic.title, body="Something else")


def test_111_who_proves_the_address_has_what_was_written_from_it(thread, lab, author, customer):
    found = actions.open_enquiry(email="rita@far.example", name="Rita", subject="Hi", body="Hello", team=lab)
    staged = found.customer
    assert not User.objects.visible_to(author).filter(pk=staged.pk).exists()
    assert not staged.has_usable_password()
    rita = factories.a_customer("Rita Moss", email="rita@far.example")
    assert not Enquiry.objects.visible_to(rita).exists()
    claim_staged(rita, "rita@far.example")
    assert Enquiry.objects.visible_to(rita).get() == found
