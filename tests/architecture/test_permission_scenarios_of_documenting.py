"""The scenarios of docs/permissions.md about documentation made of answers, each with its number."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied

from forum import actions
from forum.documenting import policies, worklists
from forum.models import Category, Documented, Topic
from intranet.content import actions as content
from intranet.content.credits import contributors_of
from intranet.content.journeys import documents_about, journey_of
from intranet.flows import actions as flows
from intranet.search.models import Asking
from wiki.models import Page

pytestmark = pytest.mark.django_db


@pytest.fixture
def wiki(lab):
    lab.parts = [*lab.parts, "wiki"]
    lab.save(update_fields=["parts"])
    return lab


@pytest.fixture
def solved(porch, author, colleague, customer) -> Topic:
    category = actions.make_category(porch, by=author, name="Contracts", readers=Category.Readers.CUSTOMERS)
    topic = actions.ask(category, by=customer, title="Which law?", body="Ours or yours?")
    actions.accept_answer(actions.answer(topic, by=colleague, body="Ours."), by=customer)
    return Topic.objects.with_place().get(pk=topic.pk)


def names(page: Page) -> list[str]:
    return [one.label for one in contributors_of(page).named]


def test_112_how_a_customer_is_named(solved, wiki, author, customer, other_customer):
    page = flows.document_topic(solved, by=author, space=wiki)
    assert names(page) == ["Ben Rossi"]
    with pytest.raises(PermissionDenied):
        content.choose_credit(by=author, form="anonymous")
    content.choose_credit(by=customer, form="name")
    assert names(page) == ["Dora Neri", "Ben Rossi"]
    with pytest.raises(PermissionDenied):
        content.withdraw_credit(page, by=other_customer)
    content.withdraw_credit(page, by=customer)
    assert names(page) == ["Ben Rossi"]


def test_113_making_a_page_of_a_topic(solved, wiki, porch, author, outsider, customer):
    for person in (customer, outsider):
        with pytest.raises(PermissionDenied):
            flows.document_topic(solved, by=person, space=wiki)
    porch.parts = [*porch.parts, "wiki"]
    porch.save(update_fields=["parts"])
    for space in (wiki, porch):
        page = flows.document_topic(solved, by=author, space=space)
        assert not Page.objects.visible_to(customer).filter(pk=page.pk).exists()
    assert documents_about(solved, customer) == []
    assert not Documented.objects.exists()
    assert len(documents_about(solved, author)) == 2


def test_114_what_is_not_documented(solved, outsider, customer, deactivated):
    assert policies.can_see_worklists(outsider)
    assert not any(policies.can_see_worklists(person) for person in (customer, deactivated, AnonymousUser()))
    for number in range(4):
        Asking.objects.create(text="lease", who=str(number), results=0, is_outside=number > 1)
    assert not worklists.not_found(outside=True)
    assert not worklists.not_found(outside=False)
    assert [topic.pk for topic in worklists.undocumented(outsider, views=0)] == [solved.pk]


def test_115_where_a_page_comes_from(solved, wiki, author, customer):
    page = flows.document_topic(solved, by=author, space=wiki)
    assert [step.pk for step in journey_of(page, customer).steps] == [solved.pk]
    assert (journey_of(page, AnonymousUser()).steps, journey_of(page, AnonymousUser()).private) == ([], 1)
