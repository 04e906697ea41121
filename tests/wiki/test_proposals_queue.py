"""What people outside propose for pages waits in the one queue."""

from __future__ import annotations

import pytest

from intranet.moderation import sorts
from intranet.moderation.models import Case
from intranet.moderation.sorts import Words
from intranet.realtime.units import unit
from wiki import actions
from wiki.models import Page, Proposal

pytestmark = pytest.mark.django_db


@pytest.fixture
def outside(page, author) -> Page:
    actions.set_reading(page, by=author, reads=Page.Reads.CUSTOMERS)
    return Page.objects.select_related("space").get(pk=page.pk)


@pytest.fixture
def proposed(outside, customer) -> Proposal:
    return actions.propose_change(outside, by=customer, text="The fans are quiet.", summary="They are new")


def waiting() -> list[int]:
    return list(Case.objects.filter(sort="proposal", state=Case.State.OPEN).values_list("entry", flat=True))


def test_what_a_customer_proposes_is_one_case_until_it_is_decided_on_whatever_road(proposed, colleague):
    assert waiting() == [proposed.pk]
    actions.accept_all(Proposal.objects.get(pk=proposed.pk), by=colleague)
    assert waiting() == []
    assert Case.objects.get().outcome == Case.Outcome.ACCEPTED


def test_what_is_withdrawn_waits_no_longer(proposed, customer):
    actions.withdraw_proposal(Proposal.objects.select_related("of_page__space").get(pk=proposed.pk), by=customer)
    assert waiting() == []


def test_what_colleagues_propose_is_a_matter_of_the_page_alone(outside, author, colleague):
    actions.propose_change(outside, by=colleague, text="The fans are quiet.")
    assert waiting() == []


@pytest.mark.parametrize(("choice", "body"), [("approve", "The fans are quiet."), ("decline", "The fans are loud.")])
def test_the_queue_decides_through_the_page(proposed, colleague, outside, choice, body):
    sort = sorts.find("proposal")
    case = Case.objects.get()
    assert sort.may_decide(colleague, case)
    with unit():
        sort.choice(choice).do(case, by=colleague, words=Words(reason="Because"))
    page = Page.objects.select_related("space").get(pk=outside.pk)
    actions.publish_page(page, by=colleague)
    assert Page.objects.get(pk=outside.pk).body == body


def test_who_may_not_edit_the_page_does_not_decide(proposed, moderator, customer, outsider):
    may_decide = sorts.find("proposal").may_decide
    assert not any(may_decide(person, Case.objects.get()) for person in (moderator, customer, outsider))
