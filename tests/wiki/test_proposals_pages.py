"""The pages of proposals: sending one, deciding about it with and without scripts, and who sees what of it."""

from __future__ import annotations

import pytest
from django.urls import reverse

from intranet.collab.documents import read_text
from intranet.content.models import Entry
from intranet.moderation.holding import let_out
from wiki import actions
from wiki.models import Hunk, Page, Proposal

TEXT = "We answer in an hour.\n\n- Print the label\n\nBatteries travel alone.\n"
PART = {"HTTP_HX_REQUEST": "true"}


@pytest.fixture
def returns(wiki, author) -> Page:
    return actions.create_page(wiki, by=author, title="Returns", body=TEXT)


@pytest.fixture
def proposal(returns, colleague) -> Proposal:
    text = returns.body.replace("an hour", "half an hour").replace("the label", "two labels")
    return actions.propose_change(returns, by=colleague, text=text, summary="Quicker")


def pieces(proposal: Proposal) -> list[Hunk]:
    return list(Hunk.objects.filter(proposal=proposal))


def decide(client, hunk: Hunk, what: str, **more):
    url = reverse("wiki:proposal-decide", args=[hunk.proposal_id, hunk.pk])
    extra = PART if more.pop("part", False) else {}
    return client.post(url, {"what": what, **more}, **extra)


def test_a_proposal_is_sent_with_a_form_and_leads_to_its_page(as_, returns, colleague):
    client = as_(colleague)
    url = reverse("wiki:propose", args=[returns.pk])
    assert "Batteries travel alone." in client.get(url).content.decode()
    answer = client.post(url, {"text": TEXT.replace("alone", "apart"), "summary": "Clearer", "based_on": "1"})
    [made] = Proposal.objects.all()
    assert answer.headers["Location"] == reverse("wiki:proposal", args=[made.pk])
    assert "Clearer" in client.get(answer.headers["Location"]).content.decode()


def test_a_proposal_that_changes_nothing_comes_back_with_the_text(as_, returns, colleague):
    answer = as_(colleague).post(reverse("wiki:propose", args=[returns.pk]), {"text": TEXT, "summary": "Mine"})
    assert answer.status_code == 422
    assert "Nothing is changed yet." in answer.content.decode()
    assert "Mine" in answer.content.decode()


def test_the_tab_of_the_page_counts_what_is_open_and_leads_there(as_, returns, proposal, author):
    listed = as_(author).get(reverse("wiki:proposals", args=[returns.pk])).content.decode()
    assert "Quicker" in listed
    assert reverse("wiki:proposal", args=[proposal.pk]) in listed
    assert "Quicker" in as_(author).get(reverse("wiki:my-proposals")).content.decode()
    actions.accept_all(proposal, by=author)
    assert "Quicker" not in as_(author).get(reverse("wiki:proposals", args=[returns.pk])).content.decode()
    closed = as_(author).get(reverse("wiki:proposals", args=[returns.pk]), {"show": "closed"}).content.decode()
    assert "Quicker" in closed


def test_a_reviewer_decides_with_and_without_scripts(as_, returns, proposal, author):
    first, second = pieces(proposal)
    client = as_(author)
    by_hand = decide(client, first, "accept")
    assert by_hand.headers["Location"].endswith(f"#change-{first.pk}")
    part = decide(client, second, "reject", reason="One is enough.", part=True)
    assert part.status_code == 200
    assert "One is enough." in part.content.decode()
    assert "half an hour" in read_text(returns.document)
    assert "two labels" not in read_text(returns.document)


def test_a_conflict_shows_both_texts_and_is_resolved_with_the_form_it_brings(as_, returns, proposal, author, write):
    write(returns, author, TEXT.replace("in an hour", "in two hours"))
    first = pieces(proposal)[0]
    answer = decide(as_(author), first, "accept", part=True)
    assert answer.status_code == 409
    shown = answer.content.decode()
    assert "We answer in two hours." in shown
    assert "We answer in half an hour." in shown
    solved = {"text": "We answer in one hour.", "resolves": "on", "instead_of": "We answer in two hours."}
    assert decide(as_(author), first, "accept", part=True, **solved).status_code == 200
    assert "We answer in one hour." in read_text(returns.document)


def test_who_comes_second_is_told_who_was_first(as_, proposal, author, wiki):
    from intranet.spaces.actions import add_member
    from tests import factories

    zoe = factories.a_person("Zoe Late", handle="zoe")
    add_member(wiki, by=author, person=zoe)
    first = pieces(proposal)[0]
    decide(as_(zoe), first, "accept")
    answer = decide(as_(author), first, "reject", part=True)
    assert answer.status_code == 409
    assert "Zoe Late has accepted this already." in answer.content.decode()


@pytest.mark.parametrize("sent", [{"what": "burn"}, {}, {"what": "accept", "reason": "x" * 600}])
def test_a_decision_that_makes_no_sense_changes_nothing(as_, returns, proposal, author, sent):
    first = pieces(proposal)[0]
    answer = as_(author).post(reverse("wiki:proposal-decide", args=[proposal.pk, first.pk]), sent, **PART)
    assert answer.status_code == 422
    assert Hunk.objects.get(pk=first.pk).is_open
    assert "half" not in read_text(returns.document)


def test_a_piece_of_another_proposal_is_not_decided_here(as_, returns, proposal, colleague, author):
    other = actions.propose_change(returns, by=colleague, text=TEXT.replace("alone", "apart"))
    strange = pieces(other)[0]
    answer = as_(author).post(
        reverse("wiki:proposal-decide", args=[proposal.pk, strange.pk]), {"what": "accept"}, **PART
    )
    assert answer.status_code == 409
    assert Hunk.objects.get(pk=strange.pk).is_open


def test_what_others_propose_for_the_same_words_is_said(as_, returns, proposal, author, wiki):
    from intranet.spaces.actions import add_member
    from tests import factories

    zoe = factories.a_person("Zoe Late", handle="zoe")
    add_member(wiki, by=author, person=zoe)
    actions.propose_change(returns, by=zoe, text=TEXT.replace("an hour", "a day"))
    assert "Zoe Late" in as_(author).get(reverse("wiki:proposal", args=[proposal.pk])).content.decode()


def test_rejected_words_are_not_in_the_page_of_somebody_else(as_, returns, proposal, author, customer):
    actions.set_reading(returns, by=author, reads=Page.Reads.PUBLIC)
    actions.reject_hunk(pieces(proposal)[1], by=author, reason="No.")
    url = reverse("wiki:proposal", args=[proposal.pk])
    assert "two" in as_(author).get(url).content.decode()
    seen = as_(customer).get(url)
    assert seen.status_code == 200
    assert "half" in seen.content.decode()
    assert "two" not in seen.content.decode().split("data-pieces")[1].split("What is said about it")[0]


def test_nobody_without_an_account_reads_a_proposal(as_, returns, proposal, author, guest):
    actions.set_reading(returns, by=author, reads=Page.Reads.PUBLIC)
    assert as_(guest).get(reverse("wiki:proposal", args=[proposal.pk])).status_code == 404
    listed = as_(guest).get(reverse("wiki:proposals", args=[returns.pk]))
    assert "Quicker" not in listed.content.decode()


@pytest.fixture
def opened(returns, author) -> Page:
    """The page before everybody, who may all propose."""
    actions.set_reading(returns, by=author, reads=Page.Reads.PUBLIC)
    actions.set_proposing(returns, by=author, proposals=Page.Proposing.READERS)
    return returns


def test_a_guest_proposes_and_sees_what_becomes_of_it(as_, opened, guest, author):
    client = as_(guest)
    url = reverse("wiki:propose", args=[opened.pk])
    sent = {"text": TEXT.replace("alone", "apart"), "name": "Nina", "email": "nina@example.org", "based_on": "1"}
    answer = client.post(url, sent)
    assert "A moderator looks at it" in client.get(answer.headers["Location"]).content.decode()
    [made] = Proposal.objects.all()
    assert made.state == Entry.State.HELD
    held = as_(author).get(reverse("moderation:cases"), {"show": "held"}).content.decode()
    assert "Returns" in held
    as_(author).post(reverse("moderation:decide-held", args=[made.pk]), {"what": "let_out"})
    actions.accept_all(Proposal.objects.get(pk=made.pk), by=author)
    assert "1 change was accepted" in client.get(answer.headers["Location"]).content.decode()
    assert "nina@example.org" not in as_(author).get(reverse("wiki:proposal", args=[made.pk])).content.decode()


def test_a_guest_who_left_an_address_is_written_to_once_and_it_is_forgotten(
    opened, guest, author, run_jobs, mailoutbox
):
    guest_says = actions.Guest("Nina", "nina@example.org")
    made = actions.propose_change(opened, by=guest, text=TEXT.replace("alone", "apart"), guest=guest_says)
    let_out(made, by=author)
    actions.accept_all(Proposal.objects.get(pk=made.pk), by=author)
    run_jobs()
    [mail] = [one for one in mailoutbox if one.to == ["nina@example.org"]]
    assert "has been taken up" in mail.body
    assert "/wiki/proposals/sent/" in mail.body
    assert Proposal.objects.get(pk=made.pk).guest_email == ""


def test_what_a_guest_sends_is_turned_down(as_, opened, guest, author):
    as_(guest).post(reverse("wiki:propose", args=[opened.pk]), {"text": "Buy cheap fans", "name": "X"})
    [made] = Proposal.objects.all()
    as_(author).post(reverse("moderation:decide-held", args=[made.pk]), {"what": "turn_down"})
    made.refresh_from_db()
    assert made.is_deleted


def test_a_machine_that_fills_in_every_field_is_thanked_and_not_heard(as_, opened, guest):
    sent = {"text": "Buy cheap fans", "name": "X", "about": "http://spam.example"}
    assert as_(guest).post(reverse("wiki:propose", args=[opened.pk]), sent).status_code == 302
    assert not Proposal.objects.exists()


def test_a_guest_is_heard_only_so_often(as_, opened, guest):
    client = as_(guest)
    url = reverse("wiki:propose", args=[opened.pk])
    answers = [client.post(url, {"text": f"Other words {n}.", "name": "Nina"}).status_code for n in range(7)]
    assert answers[:5] == [302] * 5
    assert answers[5:] == [422, 422]


@pytest.mark.parametrize("token", ["nothing", "MTI:bad:bad"])
def test_an_address_that_nobody_was_given_leads_nowhere(client, db, token):
    assert client.get(reverse("wiki:proposal-of-guest", args=[token])).status_code == 404


def test_a_page_of_many_pieces_costs_as_many_queries_as_one_of_few(as_, wiki, author, colleague, queries_stay_flat):
    body = "\n".join(f"- Item {number} stays." for number in range(40))
    page = actions.create_page(wiki, by=author, title="List", body=body)
    made = actions.propose_change(page, by=colleague, text=body.replace("Item 39 stays", "Item 39 goes"))
    client, lines = as_(author), iter(range(39))

    def grow():
        made.refresh_from_db()
        number = next(lines)
        text = made.text.replace(f"Item {number} stays", f"Item {number} goes")
        actions.revise_proposal(made, by=colleague, text=text)

    queries_stay_flat(lambda: client.get(reverse("wiki:proposal", args=[made.pk])), grow)


def test_the_lists_cost_the_same_for_few_and_many(as_, returns, author, colleague, queries_stay_flat):
    client, numbers = as_(author), iter(range(30))

    def grow():
        actions.propose_change(returns, by=colleague, text=f"{TEXT}\nLine {next(numbers)}.\n")

    queries_stay_flat(lambda: client.get(reverse("wiki:my-proposals")), grow, times=3)
    queries_stay_flat(lambda: client.get(reverse("wiki:proposals", args=[returns.pk])), grow, times=3)
