"""The one queue: what opens a case, who may decide it, that two never do, and the appeal against it."""

from __future__ import annotations

import threading

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection

from feeds.actions import publish_post
from intranet.content import gates
from intranet.content.actions import delete_entry
from intranet.content.gates import Verdict
from intranet.content.models import Entry
from intranet.moderation import actions, appeals, deciding, house, queue, sorts
from intranet.moderation.actions import flag_entry
from intranet.moderation.models import Case, CaseNote, Sanction
from intranet.moderation.queue import Filters
from intranet.moderation.sorts import Words
from intranet.notifications import inbox
from intranet.spaces import actions as space_actions
from intranet.spaces.audiences import forget
from tests import factories


@pytest.fixture
def second(db):
    return factories.a_person("Milo Sala", handle="milo", role="moderator")


@pytest.fixture
def held_back(monkeypatch):
    """Whatever says "sell" waits for a moderator."""

    def gate(attempt):
        return (
            Verdict("hold", "A moderator looks at this first.", rule="Sales talk") if "sell" in attempt.body else None
        )

    monkeypatch.setitem(gates._gates, "sales", (10, gate))


@pytest.fixture
def held(held_back, customer, porch):
    space_actions.join_space(porch, by=customer)
    return publish_post(by=customer, space=porch, title="Terminals", body="I sell them for half.")


@pytest.fixture
def reported(customer, porch, outsider):
    space_actions.join_space(porch, by=customer)
    post = publish_post(by=customer, space=porch, body="You are all useless.")
    flag_entry(post, by=outsider, reason="rude")
    return post


def case_of(entry) -> Case:
    return Case.objects.get(subject=entry.key, state=Case.State.OPEN)


def sees(person, entry) -> bool:
    forget(person)
    return Entry.objects.visible_to(person).filter(pk=entry.entry_id).exists()


# --- What opens a case -----------------------------------------------------------------------------------------------


def test_what_is_raised_again_is_the_same_case_and_graver(reported, author, colleague):
    first = case_of(reported)
    flag_entry(reported, by=author, reason="spam")
    flag_entry(reported, by=colleague, reason="other")
    again = case_of(reported)
    assert (again.pk, again.times) == (first.pk, 3)
    assert again.severity == first.severity + 2


def test_what_comes_back_after_a_decision_is_a_new_case_and_graver(reported, author, moderator):
    first = case_of(reported)
    deciding.decide(first, "approve", by=moderator)
    flag_entry(reported, by=author, reason="rude")
    assert case_of(reported).severity == first.severity + 1


def test_what_a_gate_holds_back_waits_with_the_name_of_its_rule(held, moderator, other_customer):
    (shown,) = queue.page_of(moderator).cases
    assert (shown.case.sort, shown.badge, shown.case.about_id) == ("held", "Sales talk", held.author_id)
    assert not sees(other_customer, held)


def test_who_takes_their_own_waiting_words_back_leaves_no_case(held, customer):
    delete_entry(held, by=customer)
    assert Case.objects.get(subject=held.key).outcome == Case.Outcome.SETTLED


def test_a_request_to_join_is_a_case_of_who_keeps_the_space_until_it_is_answered(lab, outsider, author, moderator):
    request = space_actions.ask_to_join(lab, by=outsider, message="I build the fans.")
    (shown,) = queue.page_of(author).cases
    assert (shown.case.sort, shown.case.words) == ("join", "I build the fans.")
    assert queue.page_of(moderator).cases == []
    deciding.decide(shown.case, "approve", by=author)
    request.refresh_from_db()
    assert request.state == "accepted"
    assert lab.memberships.filter(person=outsider).exists()


def test_a_request_answered_on_the_page_of_the_space_leaves_the_queue(lab, outsider, author):
    request = space_actions.ask_to_join(lab, by=outsider)
    space_actions.decide_request(request, by=author, accept=False)
    assert queue.page_of(author).cases == []
    assert Case.objects.get(subject=f"request_{request.pk}").outcome == Case.Outcome.DECLINED


# --- Deciding --------------------------------------------------------------------------------------------------------


def test_letting_out_puts_it_before_its_readers_and_tells_the_author(
    held, moderator, other_customer, customer, run_jobs
):
    deciding.decide(case_of(held), "approve", by=moderator)
    assert sees(other_customer, held)
    run_jobs()
    assert any("let out" in thread.sentence for thread in inbox.page_of(customer).threads)


def test_letting_out_with_trust_lifts_a_newcomer(held, moderator, customer):
    deciding.decide(case_of(held), "approve_trust", by=moderator)
    customer.refresh_from_db()
    assert customer.trust == 1


def test_what_a_moderator_changed_comes_out_and_the_own_words_are_in_the_history(held, moderator, customer, run_jobs):
    words = Words("No prices here.", None, "Terminals", "I have terminals.")
    decided = deciding.decide(case_of(held), "edit", by=moderator, words=words)
    held.refresh_from_db()
    assert (held.body, decided.outcome) == ("I have terminals.", Case.Outcome.EDITED)
    revision = held.revisions.get()
    assert (revision.body, revision.editor) == ("I sell them for half.", moderator)
    run_jobs()
    told = inbox.page_of(customer).threads
    assert any("changed" in thread.sentence and thread.excerpt == "No prices here." for thread in told)


def test_declining_needs_a_reason_or_a_rule_and_the_author_reads_it(held, moderator, admin, customer, run_jobs):
    with pytest.raises(ValidationError, match="Say why"):
        deciding.decide(case_of(held), "decline", by=moderator)
    rule = house.set_rule(None, by=admin, number=3, title="No advertising", text="We do not sell here.")
    decided = deciding.decide(case_of(held), "decline", by=moderator, words=Words("", rule))
    assert (decided.reason, decided.cited) == ("We do not sell here.", rule)
    run_jobs()
    assert inbox.page_of(customer).threads[0].excerpt == "We do not sell here."


def test_declining_with_silence_silences_the_author_for_a_week(held, moderator, customer):
    deciding.decide(case_of(held), "decline_silence", by=moderator, words=Words("Sales talk, again."))
    customer.refresh_from_db()
    assert customer.is_silenced
    assert Sanction.objects.get(person=customer).case.subject == held.key


def test_a_keeper_of_a_space_is_not_offered_what_only_moderators_of_the_site_do(held, author):
    (shown,) = queue.page_of(author).cases
    assert {choice.key for choice in shown.choices(author)} == {"approve", "edit", "decline"}
    with pytest.raises(ValidationError, match="cannot be decided here"):
        deciding.decide(shown.case, "decline_silence", by=author, words=Words("No."))


def test_moving_into_private_is_offered_where_a_part_has_a_road(reported, moderator, monkeypatch):
    (shown,) = queue.page_of(moderator).cases
    assert "private" not in {choice.key for choice in shown.choices(moderator)}
    taken = []
    road = sorts.PrivateRoad(lambda person, entry: True, lambda entry, *, by, reason: taken.append((entry.pk, by)))
    monkeypatch.setitem(sorts._roads, "feeds.post", road)
    decided = deciding.decide(shown.case, "private", by=moderator)
    assert taken == [(reported.pk, moderator)]
    assert decided.outcome == Case.Outcome.PRIVATE


def test_the_second_of_two_is_told_who_was_first(reported, moderator, second):
    case = case_of(reported)
    deciding.decide(case, "approve", by=moderator)
    with pytest.raises(deciding.Taken, match="Mara Conti has decided this already: Left standing"):
        deciding.decide(case, "hide", by=second, words=Words("No."))
    assert sees(second, reported)


@pytest.mark.django_db(transaction=True)
def test_of_two_who_decide_at_once_one_decides(reported, moderator, second):
    case = case_of(reported)
    start = threading.Barrier(2)
    outcomes = []

    def press(person, what):
        try:
            start.wait()
            deciding.decide(case, what, by=person, words=Words("Why"))
            outcomes.append("decided")
        except deciding.Taken:
            outcomes.append("taken")
        finally:
            connection.close()

    presses = [
        threading.Thread(target=press, args=(moderator, "approve")),
        threading.Thread(target=press, args=(second, "hide")),
    ]
    for one in presses:
        one.start()
    for one in presses:
        one.join()
    assert sorted(outcomes) == ["decided", "taken"]
    case.refresh_from_db()
    hidden = Entry.objects.get(pk=reported.pk).is_hidden
    assert case.outcome == (Case.Outcome.HIDDEN if hidden else Case.Outcome.KEPT)


def test_what_somebody_is_looking_at_nobody_else_decides_until_it_is_taken_over(reported, moderator, second):
    case = case_of(reported)
    assert deciding.claim(case, by=moderator)
    assert not deciding.claim(case, by=second)
    with pytest.raises(deciding.Taken, match="Mara Conti is looking at this now"):
        deciding.decide(case, "approve", by=second)
    assert deciding.claim(case, by=second, take_over=True)
    assert deciding.decide(case, "approve", by=second).decided_by == second


def test_a_claim_ends_by_itself(reported, moderator, second, monkeypatch):
    monkeypatch.setattr(deciding, "CLAIM", -deciding.CLAIM)
    deciding.claim(case_of(reported), by=moderator)
    assert deciding.decide(case_of(reported), "approve", by=second).decided_by == second


def test_many_are_decided_alike_and_what_cannot_be_is_said(porch, author, outsider, moderator, second):
    posts = [publish_post(by=author, space=porch, body=f"Post {number}") for number in range(3)]
    for post in posts:
        flag_entry(post, by=outsider, reason="spam")
    deciding.claim(case_of(posts[0]), by=second)
    done, passed = deciding.decide_many(queue.cases_for(moderator), "approve", by=moderator)
    assert len(done) == 2
    assert [one.why for one in passed] == ["Milo Sala is looking at this now."]


# --- Whom a case reaches ---------------------------------------------------------------------------------------------


def test_who_keeps_a_space_sees_the_cases_of_that_space_alone(reported, lab, colleague, author):
    post = publish_post(by=author, space=lab, body="Mine.")
    flag_entry(post, by=colleague, reason="wrong")
    keeper = factories.a_person("Kim Costa", handle="kim")
    space_actions.add_member(lab, by=author, person=keeper, role="moderator")
    assert [shown.case.subject for shown in queue.page_of(keeper).cases] == [post.key]
    with pytest.raises(PermissionDenied, match="not yours"):
        deciding.decide(case_of(reported), "approve", by=keeper)


def test_nobody_decides_about_themselves(author, lab, colleague):
    post = publish_post(by=author, space=lab, body="Mine.")
    flag_entry(post, by=colleague, reason="wrong")
    assert queue.page_of(author).cases == []
    with pytest.raises(PermissionDenied, match="about you"):
        deciding.decide(case_of(post), "approve", by=author)


def test_what_a_rule_catches_in_a_closed_space_is_for_who_keeps_it(lab, colleague, author, moderator):
    from intranet.moderation.cases import open_case

    post = publish_post(by=colleague, space=lab, body="The recipe")
    open_case("rule", entry=post, rule="Secrets")
    assert len(queue.page_of(author).cases) == 1
    assert queue.page_of(moderator).cases == []


def test_the_filters_narrow_the_list(reported, held, moderator):
    def subjects(**wanted):
        return {shown.case.subject for shown in queue.page_of(moderator, Filters(**wanted)).cases}

    both = {reported.key, held.key}
    assert subjects() == both
    assert subjects(sort="held") == {held.key}
    assert subjects(space=reported.space_id) == both
    assert subjects(severity=3) == {reported.key}
    assert subjects(days=1) == set()
    deciding.assign(case_of(held), moderator, by=moderator)
    assert subjects(who="mine") == {held.key}
    assert subjects(who="nobody") == {reported.key}
    assert Filters.read({"space": "x", "sort": "nonsense", "days": "-1", "show": "all"}) == Filters()


def test_a_case_is_given_only_to_who_may_decide_it(reported, moderator, outsider, second, run_jobs):
    case = case_of(reported)
    with pytest.raises(ValidationError, match="cannot decide this"):
        deciding.assign(case, outsider, by=moderator)
    assert deciding.assign(case, second, by=moderator)
    run_jobs()
    assert any("gave you a case" in thread.sentence for thread in inbox.page_of(second).threads)


def test_notes_are_kept_for_moderators(reported, moderator, customer, as_):
    case = case_of(reported)
    deciding.note(case, by=moderator, body="He was rude before.")
    assert CaseNote.objects.get().body == "He was rude before."
    with pytest.raises(PermissionDenied):
        deciding.note(case, by=customer, body="I was not.")
    deciding.decide(case, "hide", by=moderator, words=Words("Not in this tone."))
    assert "rude before" not in as_(customer).get(f"/decisions/{case.pk}/").content.decode()


# --- Appeals ---------------------------------------------------------------------------------------------------------


@pytest.fixture
def hidden(reported, moderator):
    return deciding.decide(case_of(reported), "hide", by=moderator, words=Words("Not in this tone."))


def test_an_appeal_goes_to_somebody_else(hidden, reported, customer, moderator, second, other_customer):
    asked = appeals.appeal(hidden, by=customer, words="It was a joke.")
    assert queue.page_of(moderator).cases == []
    with pytest.raises(PermissionDenied, match="goes to somebody else"):
        deciding.decide(asked, "approve", by=moderator)
    deciding.decide(asked, "approve", by=second)
    assert sees(other_customer, reported)


def test_an_appeal_that_is_not_granted_is_told_with_its_reason(hidden, customer, second, reported, run_jobs):
    asked = appeals.appeal(hidden, by=customer, words="It was a joke.")
    with pytest.raises(ValidationError):
        deciding.decide(asked, "decline", by=second)
    deciding.decide(asked, "decline", by=second, words=Words("Nobody laughed."))
    run_jobs()
    told = inbox.page_of(customer).threads
    assert any("stands" in thread.sentence and thread.excerpt == "Nobody laughed." for thread in told)
    assert Entry.objects.get(pk=reported.pk).is_hidden


def test_one_appeals_once_and_nobody_for_another(hidden, customer, other_customer):
    with pytest.raises(PermissionDenied, match="Only the person"):
        appeals.appeal(hidden, by=other_customer, words="Let him.")
    appeals.appeal(hidden, by=customer, words="It was a joke.")
    with pytest.raises(PermissionDenied, match="once"):
        appeals.appeal(hidden, by=customer, words="Really.")


def test_an_appeal_brings_out_what_was_turned_down(held, moderator, second, customer, other_customer):
    declined = deciding.decide(case_of(held), "decline", by=moderator, words=Words("No."))
    asked = appeals.appeal(declined, by=customer, words="I give them away.")
    (shown,) = queue.page_of(second).cases
    assert shown.body == "I sell them for half."
    deciding.decide(asked, "approve", by=second)
    held.refresh_from_db()
    assert held.body == "I sell them for half."
    assert sees(other_customer, held)


def test_hiding_from_the_menu_can_be_appealed_too(porch, customer, moderator):
    space_actions.join_space(porch, by=customer)
    post = publish_post(by=customer, space=porch, body="Hello")
    actions.hide(post, by=moderator, reason="Not here.")
    assert appeals.can_appeal(customer, Case.objects.get(subject=post.key))


def test_of_an_entry_in_a_closed_space_the_second_moderator_reads_what_is_appealed_and_no_more(
    lab, author, colleague, moderator
):
    post = publish_post(by=colleague, space=lab, title="The recipe", body="Two parts of salt.")
    publish_post(by=author, space=lab, body="Three of pepper.")
    actions.hide(post, by=author, reason="Not written down.")
    appeals.appeal(Case.objects.get(subject=post.key), by=colleague, words="Everybody knows it.")
    (shown,) = queue.page_of(moderator).cases
    assert shown.body == "Two parts of salt."
    assert not shown.may_read


# --- The pages -------------------------------------------------------------------------------------------------------


def test_opening_a_case_claims_it_and_the_next_reads_by_whom(reported, moderator, second, as_):
    case = case_of(reported)
    as_(moderator).get(f"/moderation/cases/{case.pk}/")
    case.refresh_from_db()
    assert case.claimed_by == moderator
    page = as_(second).get(f"/moderation/cases/{case.pk}/").content.decode()
    assert "Mara Conti is looking at this now." in page
    answer = as_(second).post(f"/moderation/cases/{case.pk}/decide/", {"what": "approve"})
    assert answer.status_code == 409
    as_(second).post(f"/moderation/cases/{case.pk}/claim/", {"what": "claim"})
    case.refresh_from_db()
    assert case.claimed_by == second


def test_a_decision_leads_to_the_next_case_of_the_same_list(porch, author, outsider, moderator, as_):
    for number in range(3):
        flag_entry(publish_post(by=author, space=porch, body=f"Post {number}"), by=outsider, reason="spam")
    first, following, _last = [shown.case for shown in queue.page_of(moderator).cases]
    address = f"/moderation/cases/{first.pk}/decide/?severity=2"
    answer = as_(moderator).post(address.replace("severity=2", "sort=flag"), {"what": "approve"})
    assert answer["Location"] == f"/moderation/cases/{following.pk}/?sort=flag"


def test_what_was_typed_comes_back_with_what_is_missing(reported, moderator, as_):
    case = case_of(reported)
    answer = as_(moderator).post(f"/moderation/cases/{case.pk}/note/", {"note": " "})
    assert answer.status_code == 422
    answer = as_(moderator).post(f"/moderation/cases/{case.pk}/decide/", {"what": "hide", "reason": " "})
    assert (answer.status_code, "Say why" in answer.content.decode()) == (422, True)


def test_several_are_decided_by_ticking_them(porch, author, outsider, moderator, as_):
    for number in range(3):
        flag_entry(publish_post(by=author, space=porch, body=f"Post {number}"), by=outsider, reason="spam")
    ids = [shown.pk for shown in queue.page_of(moderator).cases]
    as_(moderator).post("/moderation/bulk/", {"case": ids[:2], "what": "approve"})
    assert [shown.pk for shown in queue.page_of(moderator).cases] == ids[2:]
    answer = as_(moderator).post("/moderation/bulk/", {"case": ["x", "9" * 30], "what": "approve"}, follow=True)
    assert "Tick what you mean first." in answer.content.decode()


def test_one_reads_what_was_decided_about_oneself_and_appeals_there(hidden, customer, other_customer, as_):
    address = f"/decisions/{hidden.pk}/"
    assert as_(other_customer).get(address).status_code == 404
    assert "Not in this tone." in as_(customer).get(address).content.decode()
    assert as_(customer).post(address, {"words": ""}).status_code == 422
    assert as_(customer).post(address, {"words": "A joke."}).status_code == 302
    assert "A joke." in as_(customer).get(address).content.decode()


def test_from_what_is_hidden_a_link_leads_its_author_to_the_decision(hidden, reported, customer, moderator, as_):
    address = f"/entries/{reported.pk}/decision/"
    assert address in as_(customer).get(f"/posts/{reported.pk}/").content.decode()
    assert as_(customer).get(address)["Location"] == f"/decisions/{hidden.pk}/"
    assert as_(moderator).get(address)["Location"] == f"/moderation/cases/{hidden.pk}/"


def test_the_queue_costs_the_same_for_few_cases_and_for_many(
    as_, moderator, outsider, author, porch, queries_stay_flat
):
    client = as_(moderator)

    def grow():
        flag_entry(publish_post(by=author, space=porch, body="x"), by=outsider, reason="spam")

    grow()
    first = queue.page_of(moderator).cases[0].case
    deciding.claim(first, by=moderator)
    queries_stay_flat(lambda: client.get(f"/moderation/cases/{first.pk}/"), grow)
