"""The scenarios of docs/permissions.md about proposals and comments in pages, each under its number."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from intranet.collab.actions import edit_text
from intranet.content.models import Entry
from intranet.content.policies import can_comment
from intranet.moderation.holding import let_out
from wiki import actions
from wiki.actions.reviewing import DecidedAlready
from wiki.models import Anchor, Hunk, Page, Proposal
from wiki.proposals.policies import can_make_proposal, can_review
from wiki.proposals.reading import seen_by
from wiki.remarks.policies import can_resolve


@pytest.fixture
def page(lab, author) -> Page:
    """Before everybody; staff of the lab write it."""
    lab.parts = [*lab.parts, "wiki"] if "wiki" not in lab.parts else lab.parts
    lab.save(update_fields=["parts"])
    made = actions.create_page(lab, by=author, title="Fans", body="The fans are loud.\n\n- Oil them")
    actions.set_reading(made, by=author, reads=Page.Reads.PUBLIC)
    return made


@pytest.fixture
def proposal(page, customer) -> Proposal:
    return actions.propose_change(page, by=customer, text="The fans are silent.\n\n- Grease them")


def pieces(proposal: Proposal) -> list[Hunk]:
    return list(Hunk.objects.filter(proposal=proposal).select_related("proposal__of_page__space"))


def test_84_who_reads_a_page_proposes_where_it_lets(page, author, outsider, customer, guest, deactivated):
    assert can_make_proposal(outsider, page)
    assert can_make_proposal(customer, page)
    assert not can_make_proposal(guest, page)
    assert not can_make_proposal(deactivated, page)
    actions.set_proposing(page, by=author, proposals=Page.Proposing.READERS)
    assert can_make_proposal(guest, page)
    actions.set_proposing(page, by=author, proposals=Page.Proposing.NOBODY)
    assert not can_make_proposal(customer, page)


def test_85_what_guests_propose_is_read_by_who_keeps_order_until_it_is_let_out(
    page, author, colleague, customer, guest, as_
):
    actions.set_proposing(page, by=author, proposals=Page.Proposing.READERS)
    made = actions.propose_change(page, by=guest, text="Quiet now.", guest=actions.Guest("Nina"))
    assert made.state == Entry.State.HELD
    address = reverse("wiki:proposal", args=[made.pk])
    assert as_(author).get(address).status_code == 200
    for person in (colleague, customer, guest):
        assert as_(person).get(address).status_code == 404
    let_out(made, by=author)
    assert as_(colleague).get(address).status_code == 200
    assert as_(customer).get(address).status_code == 200


def test_86_proposals_are_read_by_who_reads_the_page_and_has_an_account(
    page, proposal, author, colleague, customer, outsider, guest
):
    def readers():
        cast = {"customer": customer, "outsider": outsider, "colleague": colleague, "guest": guest}
        people = {name: type(one).objects.get(pk=one.pk) if one.is_authenticated else one for name, one in cast.items()}
        return {name for name, one in people.items() if seen_by(one).filter(pk=proposal.pk).exists()}

    assert readers() == {"customer", "outsider", "colleague"}
    actions.set_reading(page, by=author, reads=Page.Reads.SPACE)
    assert readers() == {"colleague"}
    actions.trash_page(Page.objects.get(pk=page.pk), by=author)
    assert readers() == set()


def test_87_who_edits_the_page_decides_and_the_first_of_two(page, proposal, author, colleague, outsider, customer):
    assert can_review(author, proposal)
    assert can_review(colleague, proposal)
    assert not can_review(outsider, proposal)
    assert not can_review(customer, proposal)
    mine = actions.propose_change(page, by=author, text="Mine.")
    assert not can_review(author, mine)
    one, same = pieces(proposal)[0], pieces(proposal)[0]
    actions.accept_hunk(one, by=author)
    with pytest.raises(DecidedAlready, match="Ada Bianchi"):
        actions.reject_hunk(same, by=colleague)
    actions.lock_page(page, by=author)
    assert not can_review(colleague, Proposal.objects.get(pk=proposal.pk))


def test_88_what_was_not_accepted_is_seen_by_its_proposer_and_who_decides(
    page, proposal, author, outsider, customer, as_
):
    actions.reject_hunk(pieces(proposal)[1], by=author, reason="Oil is better.")
    address = reverse("wiki:proposal", args=[proposal.pk])
    assert "Grease" in as_(customer).get(address).content.decode()
    assert "Grease" in as_(author).get(address).content.decode()
    assert "Grease" not in as_(outsider).get(address).content.decode()
    actions.withdraw_proposal(proposal, by=customer)
    assert "silent" not in as_(outsider).get(address).content.decode()


def test_89_what_is_not_published_is_not_shown_to_who_proposes(page, proposal, author, customer, as_):
    edit_text(page.document, by=author, change=lambda text: f"{text}\n\nThe new model comes in May.")
    actions.save_version(Page.objects.get(pk=page.pk), by=author)
    for address in (
        reverse("wiki:propose", args=[page.pk]),
        reverse("wiki:proposal", args=[proposal.pk]),
        reverse("wiki:proposal-revise", args=[proposal.pk]),
    ):
        assert "in May" not in as_(customer).get(address).content.decode()
    actions.accept_all(proposal, by=author)
    assert "silent" not in Page.objects.get(pk=page.pk).body


def test_89_what_the_page_said_before_it_was_opened_is_not_shown_by_an_old_proposal(
    lab, author, colleague, customer, as_
):
    lab.parts = [*lab.parts, "wiki"]
    lab.save(update_fields=["parts"])
    page = actions.create_page(lab, by=author, title="Fans", body="Acme pays twice.\n\nThe fans are loud.")
    made = actions.propose_change(page, by=colleague, text="Acme pays twice.\n\nThe fans are silent.")
    actions.put_text(Page.objects.get(pk=page.pk), by=author, text="The fans are loud.")
    actions.set_reading(Page.objects.get(pk=page.pk), by=author, reads=Page.Reads.CUSTOMERS)
    seen = as_(customer).get(reverse("wiki:proposal", args=[made.pk]))
    assert seen.status_code == 200
    assert "Acme pays twice" not in seen.content.decode()
    with pytest.raises(ValidationError, match="no such version"):
        actions.propose_change(page, by=customer, text="Something else.", based_on=1)


def test_90_who_made_a_proposal_changes_it_while_it_is_open(proposal, author, customer, outsider):
    for person in (author, outsider):
        with pytest.raises(PermissionDenied):
            actions.withdraw_proposal(proposal, by=person)
        with pytest.raises(PermissionDenied):
            actions.revise_proposal(proposal, by=person, text="Mine.")
    actions.accept_all(proposal, by=author)
    with pytest.raises(PermissionDenied, match="closed"):
        actions.revise_proposal(proposal, by=customer, text="Once more.")


def test_91_a_comment_on_a_passage_is_closed_by_who_made_it_and_who_edits(page, author, outsider, customer, guest):
    assert not can_comment(guest, page)
    made = actions.comment_on_passage(page, by=customer, body="Ours are not.", quote="The fans are loud.")
    anchor = Anchor.objects.select_related("comment", "page__space").get(comment=made)
    assert made.audience == page.audience
    assert can_resolve(customer, anchor)
    assert can_resolve(author, anchor)
    assert not can_resolve(outsider, anchor)
    assert not can_resolve(guest, anchor)
