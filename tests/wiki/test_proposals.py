"""Readers propose, reviewers decide piece by piece, and what others write meanwhile stays."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from intranet.activity.models import Activity
from intranet.collab.documents import read_text
from intranet.content.actions import delete_entry
from intranet.content.models import Entry
from wiki import actions
from wiki.actions.reviewing import DecidedAlready, HunkConflict, keep_accepted, tell_proposer
from wiki.models import Contribution, Hunk, Page, Proposal, Version
from wiki.proposals import policies

TEXT = (
    "A customer sends it back. We answer in an hour.\n\n- Open a case\n- Print the label\n\nBatteries travel alone.\n"
)


@pytest.fixture
def returns(wiki, author) -> Page:
    """Ada's page, which she alone edits."""
    page = actions.create_page(wiki, by=author, title="Returns", body=TEXT)
    actions.set_editing(page, by=author, edits=Page.Edits.KEEPERS)
    return page


def proposed(page: Page, by, *changes: tuple[str, str], **more) -> Proposal:
    text = Version.objects.get(page=page, number=page.published_number).text
    for before, after in changes:
        assert before in text
        text = text.replace(before, after)
    return actions.propose_change(page, by=by, text=text, **more)


@pytest.fixture
def proposal(returns, colleague) -> Proposal:
    """Ben would have two things otherwise."""
    return proposed(returns, colleague, ("an hour", "half an hour"), ("the label", "two labels"), summary="Quicker")


def pieces(proposal: Proposal) -> list[Hunk]:
    return list(Hunk.objects.filter(proposal=proposal).select_related("proposal__of_page__space", "proposal__author"))


def test_a_proposal_is_cut_into_pieces_and_changes_nothing_by_itself(proposal, returns):
    assert [(one.before, one.after) for one in pieces(proposal)] == [
        ("We answer in an hour.", "We answer in half an hour."),
        ("- Print the label", "- Print two labels"),
    ]
    assert read_text(returns.document).strip() == TEXT.strip()
    assert proposal.is_open
    assert proposal.audience == returns.audience


def test_one_piece_is_accepted_and_another_is_not_and_both_are_told_at_once(proposal, returns, author, colleague):
    first, second = pieces(proposal)
    actions.accept_hunk(first, by=author)
    actions.reject_hunk(second, by=author, reason="One label is enough.")
    assert "half an hour" in read_text(returns.document)
    assert "two labels" not in read_text(returns.document)
    proposal.refresh_from_db()
    assert proposal.outcome == Proposal.Outcome.PARTLY
    [told] = Activity.objects.filter(verb="wiki.proposal.answered")
    assert (told.details["accepted"], told.details["rejected"], told.details["reason"]) == (
        1,
        1,
        "One label is enough.",
    )


def test_the_version_names_who_proposed_and_who_accepted_and_not_as_who_wrote_it(proposal, returns, author, colleague):
    actions.accept_all(proposal, by=author)
    version = Version.objects.filter(page=returns).first()
    assert version.sort == Version.Sort.PROPOSAL
    parts = set(version.contributions.values_list("person", "part"))
    assert parts == {(colleague.pk, Contribution.Part.PROPOSER), (author.pk, Contribution.Part.REVIEWER)}
    returns.refresh_from_db()
    assert "half an hour" in returns.body  # inside the house it is out at once
    assert set(Hunk.objects.filter(proposal=proposal).values_list("version", flat=True)) == {version.pk}


def test_a_version_that_somebody_saves_meanwhile_credits_what_was_accepted(proposal, returns, author, colleague):
    actions.accept_hunk(pieces(proposal)[0], by=author)
    version = actions.save_version(returns, by=author, note="Before the fair")
    assert (colleague.pk, "proposer") in set(version.contributions.values_list("person", "part"))
    assert keep_accepted(returns) is None


def test_what_was_accepted_becomes_a_version_and_a_notice_when_nothing_more_is_decided(proposal, returns, author):
    actions.accept_hunk(pieces(proposal)[0], by=author)
    assert not Activity.objects.filter(verb="wiki.proposal.answered").exists()
    version = keep_accepted(returns)
    assert version is not None
    assert version.sort == Version.Sort.PROPOSAL
    proposal.refresh_from_db()
    assert tell_proposer(proposal)
    assert not tell_proposer(proposal)


def test_what_others_wrote_meanwhile_stays(proposal, returns, author, write):
    write(
        returns, author, TEXT.replace("A customer", "On Mondays a customer").replace("in an hour", "always in an hour")
    )
    actions.accept_all(proposal, by=author)
    text = read_text(returns.document)
    assert "On Mondays a customer sends it back. We answer always in half an hour." in text
    assert "two labels" in text


def test_a_passage_that_was_changed_meanwhile_is_a_conflict_and_is_resolved_by_hand(proposal, returns, author, write):
    write(returns, author, TEXT.replace("in an hour", "in two hours"))
    first = pieces(proposal)[0]
    with pytest.raises(HunkConflict) as shown:
        actions.accept_hunk(first, by=author)
    assert shown.value.there == "We answer in two hours."
    assert "two hours" in read_text(returns.document)
    actions.accept_hunk(first, by=author, text="We answer in one hour.", instead_of="We answer in two hours.")
    assert "We answer in one hour." in read_text(returns.document)
    assert "two hours" not in read_text(returns.document)


def test_a_resolution_by_hand_is_refused_when_the_passage_changed_once_more(proposal, returns, author, write):
    write(returns, author, TEXT.replace("in an hour", "in three hours"))
    first = pieces(proposal)[0]
    with pytest.raises(HunkConflict) as shown:
        actions.accept_hunk(first, by=author, text="We answer soon.", instead_of="We answer in two hours.")
    assert shown.value.there == "We answer in three hours."
    assert Hunk.objects.get(pk=first.pk).is_open


def test_accepting_all_leaves_conflicts_for_somebody_to_look_at(proposal, returns, author, write):
    write(returns, author, TEXT.replace("in an hour", "in two hours"))
    put_in, left = actions.accept_all(proposal, by=author)
    assert [one.after for one in put_in] == ["- Print two labels"]
    assert [one.after for one in left] == ["We answer in half an hour."]
    proposal.refresh_from_db()
    assert proposal.is_open


def test_a_piece_is_adjusted_by_who_accepts_it(proposal, returns, author):
    actions.accept_hunk(pieces(proposal)[0], by=author, text="We answer within half an hour.")
    assert "We answer within half an hour." in read_text(returns.document)
    assert pieces(proposal)[0].adjusted == "We answer within half an hour."


def test_of_two_reviewers_one_decides_and_the_other_is_told_who_was_first(proposal, author, wiki):
    seen_by_one, seen_by_other = pieces(proposal)[0], pieces(proposal)[0]
    actions.accept_hunk(seen_by_one, by=author)
    with pytest.raises(DecidedAlready, match="Ada Bianchi has accepted this already"):
        actions.reject_hunk(seen_by_other, by=author)
    assert Hunk.objects.get(pk=seen_by_one.pk).state == Hunk.State.ACCEPTED


def test_only_who_edits_the_page_decides_and_nobody_about_their_own(proposal, returns, author, colleague):
    with pytest.raises(PermissionDenied, match="edit this page"):
        actions.accept_hunk(pieces(proposal)[0], by=colleague)
    own = proposed(returns, author, ("Batteries", "Cells"))
    with pytest.raises(PermissionDenied, match="your own"):
        actions.accept_all(own, by=author)


def test_sent_twice_it_is_there_once_and_nothing_changed_is_refused(returns, colleague):
    from uuid import uuid4

    key = uuid4()
    one = proposed(returns, colleague, ("alone", "by themselves"), client_id=key)
    assert proposed(returns, colleague, ("alone", "by themselves"), client_id=key) == one
    with pytest.raises(ValidationError, match="Nothing is changed"):
        proposed(returns, colleague)


@pytest.mark.parametrize("number", [99, 0, 2])
def test_it_begins_from_a_version_that_readers_have_had(returns, colleague, author, write, number):
    returns.published_number = 1
    if number == 2:
        write(returns, author, "Not for readers yet.")
        actions.save_version(returns, by=author, publish=False)
    with pytest.raises(ValidationError, match="no such version"):
        actions.propose_change(returns, by=colleague, text="Other words.", based_on=number)


def test_whoever_proposed_it_changes_it_and_what_was_decided_stays(proposal, returns, author, colleague):
    actions.reject_hunk(pieces(proposal)[1], by=author)
    actions.revise_proposal(proposal, by=colleague, text=TEXT.replace("Batteries", "Cells"), summary="Better")
    assert [(one.round, one.state, one.after) for one in pieces(proposal)] == [
        (1, "rejected", "- Print two labels"),
        (2, "open", "Cells travel alone."),
    ]
    with pytest.raises(PermissionDenied):
        actions.revise_proposal(proposal, by=author, text="Mine now.")


def test_what_was_revised_meanwhile_is_not_decided_as_it_was(proposal, author, colleague):
    stale = pieces(proposal)[0]
    actions.revise_proposal(proposal, by=colleague, text=TEXT.replace("Batteries", "Cells"))
    with pytest.raises(ValidationError, match="changed by whoever proposed it"):
        actions.accept_hunk(stale, by=author)


def test_what_is_withdrawn_is_closed_and_keeps_what_was_accepted(proposal, returns, author, colleague):
    first, second = pieces(proposal)
    actions.accept_hunk(first, by=author)
    assert actions.withdraw_proposal(proposal, by=colleague)
    assert not actions.withdraw_proposal(proposal, by=colleague)
    assert "half an hour" in read_text(returns.document)
    with pytest.raises(ValidationError, match="closed"):
        actions.accept_hunk(second, by=author)


def test_rejected_words_are_read_by_the_proposer_and_by_reviewers_only(proposal, author, colleague, outsider):
    actions.reject_hunk(pieces(proposal)[0], by=author)
    rejected, waiting = pieces(proposal)
    read = policies.can_read_hunk
    assert read(colleague, rejected, proposal, reviews=False)
    assert read(author, rejected, proposal, reviews=True)
    assert not read(outsider, rejected, proposal, reviews=False)
    assert read(outsider, waiting, proposal, reviews=False)


def test_proposals_go_where_their_page_goes(proposal, returns, author, colleague, outsider, customer):
    assert Proposal.objects.visible_to(colleague).filter(pk=proposal.pk).exists()
    actions.set_reading(returns, by=author, reads=Page.Reads.CUSTOMERS)
    assert Proposal.objects.visible_to(customer).filter(pk=proposal.pk).exists()
    actions.trash_page(returns, by=author)
    assert not Proposal.objects.visible_to(colleague).filter(pk=proposal.pk).exists()
    returns.refresh_from_db()
    actions.restore_page(returns, by=author)
    assert Proposal.objects.visible_to(customer).filter(pk=proposal.pk).exists()


def test_of_a_public_page_nobody_without_an_account_reads_proposals(returns, author, customer, guest):
    actions.set_reading(returns, by=author, reads=Page.Reads.PUBLIC)
    one = proposed(returns, customer, ("alone", "by themselves"))
    assert Proposal.objects.visible_to(customer).filter(pk=one.pk).exists()
    assert not Proposal.objects.visible_to(guest).filter(pk=one.pk).exists()


def test_on_a_public_page_what_was_accepted_waits_to_be_published(returns, author, customer):
    actions.set_reading(returns, by=author, reads=Page.Reads.PUBLIC)
    one = proposed(returns, customer, ("alone", "by themselves"))
    actions.accept_all(one, by=author)
    returns.refresh_from_db()
    assert "alone" in returns.body
    assert returns.has_unpublished


def test_a_guest_proposes_where_the_page_lets_and_waits_for_a_moderator(returns, author, guest, customer, moderator):
    from intranet.moderation.holding import let_out

    actions.set_reading(returns, by=author, reads=Page.Reads.PUBLIC)
    with pytest.raises(PermissionDenied, match="Sign in"):
        proposed(returns, guest, ("alone", "by themselves"), guest=actions.Guest("Nina"))
    actions.set_proposing(returns, by=author, proposals=Page.Proposing.READERS)
    one = proposed(returns, guest, ("alone", "by themselves"), guest=actions.Guest("Nina"))
    assert one.state == Entry.State.HELD
    assert not Proposal.objects.visible_to(customer).filter(pk=one.pk).exists()
    with pytest.raises(PermissionDenied):
        actions.accept_all(one, by=author)
    assert let_out(one, by=author)
    assert Proposal.objects.visible_to(customer).filter(pk=one.pk).exists()
    actions.accept_all(Proposal.objects.get(pk=one.pk), by=author)
    version = Version.objects.filter(page=returns).first()
    assert version.note == "Proposed by Nina"
    assert not version.contributions.filter(part="proposer").exists()


@pytest.mark.parametrize(("name", "email"), [("", ""), ("Nina", "not an address")])
def test_a_guest_says_who_they_are(returns, author, guest, name, email):
    actions.set_reading(returns, by=author, reads=Page.Reads.PUBLIC)
    actions.set_proposing(returns, by=author, proposals=Page.Proposing.READERS)
    with pytest.raises(ValidationError):
        proposed(returns, guest, ("alone", "apart"), guest=actions.Guest(name, email))
    assert not Proposal.objects.exists()


def test_a_page_that_takes_no_proposals_says_so(returns, author, colleague, outsider):
    with pytest.raises(PermissionDenied, match="cannot read"):
        actions.propose_change(returns, by=outsider, text="Anything.")
    actions.set_proposing(returns, by=author, proposals=Page.Proposing.NOBODY)
    with pytest.raises(PermissionDenied, match="No changes are proposed"):
        proposed(returns, colleague, ("alone", "apart"))


def test_who_is_erased_takes_the_open_words_along_and_what_was_accepted_stays(
    proposal, returns, author, colleague, admin
):
    from intranet.accounts.personal_data import erase_texts

    actions.accept_hunk(pieces(proposal)[0], by=author)
    while erase_texts(colleague, admin):
        pass
    assert [one.state for one in pieces(proposal)] == ["accepted"]
    assert Proposal.objects.get(pk=proposal.pk).text == ""
    assert "half an hour" in read_text(returns.document)


def test_a_proposal_that_was_taken_away_is_decided_by_nobody(proposal, author, colleague):
    piece = pieces(proposal)[0]
    delete_entry(proposal, by=colleague)
    with pytest.raises(PermissionDenied, match="not there any more"):
        actions.accept_hunk(piece, by=author)
