"""Asking to join: words there, words back, and no end of asking."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils.timezone import now

from intranet.notifications.models import Notification
from intranet.spaces import actions
from intranet.spaces.models import JoinRequest, Membership

from .threads import together


def ask_and_decline(lab, person, by, answer=""):
    asked = actions.ask_to_join(lab, by=person, message="May I?")
    actions.decide_request(asked, by=by, accept=False, answer=answer)
    return asked


def test_the_owners_read_the_message_and_who_it_is(as_, author, outsider, lab, run_jobs):
    outsider.job_title = "Test engineer"
    outsider.save()
    as_(outsider).post("/spaces/lab/ask/", {"message": "I run what you write about."})
    run_jobs()
    line = Notification.objects.get(recipient=author)
    assert as_(author).get(f"/inbox/{line.pk}/")["Location"] == "/spaces/lab/members/"
    page = as_(author).get("/spaces/lab/members/").content.decode()
    assert "I run what you write about." in page
    assert "Test engineer" in page
    waiting = as_(outsider).get("/spaces/lab/about/").content.decode()
    assert "Your request waits" in waiting
    assert "I run what you write about." in waiting


@pytest.mark.parametrize(("decision", "says"), [("accept", "let you into"), ("decline", "declined your request")])
def test_a_word_comes_back_with_the_decision(decision, says, as_, author, outsider, lab, run_jobs):
    asked = actions.ask_to_join(lab, by=outsider)
    as_(author).post(f"/spaces/lab/requests/{asked.pk}/", {"decision": decision, "answer": "See you on Monday."})
    run_jobs()
    inbox = as_(outsider).get("/inbox/").content.decode()
    assert says in inbox
    assert "See you on Monday." in inbox
    assert Membership.objects.filter(space=lab, person=outsider).exists() is (decision == "accept")


def test_who_was_declined_reads_why_and_may_ask_once_more(as_, author, outsider, lab):
    ask_and_decline(lab, outsider, author, "It is about salaries.")
    page = as_(outsider).get("/spaces/lab/about/").content.decode()
    assert "It is about salaries." in page
    assert "/spaces/lab/ask/" in page


def test_after_two_refusals_it_rests_for_a_month(as_, author, outsider, lab):
    first = ask_and_decline(lab, outsider, author)
    ask_and_decline(lab, outsider, author)
    with pytest.raises(PermissionDenied, match="You can ask again from"):
        actions.ask_to_join(lab, by=outsider)
    page = as_(outsider).get("/spaces/lab/about/").content.decode()
    assert "You can ask again from" in page
    assert "/spaces/lab/ask/" not in page
    JoinRequest.objects.filter(pk=first.pk).update(decided_at=now() - timedelta(days=31))
    assert actions.ask_to_join(lab, by=outsider)


def test_a_refusal_of_one_space_is_none_of_another(author, outsider, lab):
    other = actions.create_space(by=author, name="Other", visibility="closed")
    for _ in range(2):
        ask_and_decline(lab, outsider, author)
    assert actions.ask_to_join(other, by=outsider)


def test_what_is_withdrawn_is_no_refusal(as_, author, outsider, lab):
    for _ in range(4):
        actions.ask_to_join(lab, by=outsider)
        as_(outsider).post("/spaces/lab/withdraw/")
    assert actions.ask_to_join(lab, by=outsider)


def test_too_long_an_answer_is_told_and_decides_nothing(as_, author, outsider, lab):
    asked = actions.ask_to_join(lab, by=outsider)
    page = as_(author).post(
        f"/spaces/lab/requests/{asked.pk}/", {"decision": "decline", "answer": "x" * 501}, follow=True
    )
    assert "500 characters" in page.content.decode()
    assert JoinRequest.objects.get(pk=asked.pk).state == "open"


def test_who_has_left_the_house_is_not_let_in(author, outsider, lab):
    asked = actions.ask_to_join(lab, by=outsider)
    outsider.is_active = False
    outsider.save()
    asked.refresh_from_db()
    with pytest.raises(PermissionDenied, match="closed"):
        actions.decide_request(asked, by=author, accept=True)


def test_nobody_is_let_into_or_invited_into_an_archived_space(author, outsider, moderator, lab):
    asked = actions.ask_to_join(lab, by=outsider)
    actions.archive_space(lab, by=author)
    asked.refresh_from_db()
    with pytest.raises(PermissionDenied, match="archived"):
        actions.decide_request(asked, by=author, accept=True)
    with pytest.raises(PermissionDenied, match="archived"):
        actions.invite_to_space(lab, by=author, person=moderator)
    assert actions.decide_request(asked, by=author, accept=False)


@pytest.mark.django_db(transaction=True)
def test_two_owners_who_decide_at_once_decide_once(author, colleague, outsider, lab):
    actions.change_role(lab, by=author, person=colleague, role="owner")
    pk = actions.ask_to_join(lab, by=outsider).pk

    def decide(by, accept):
        return actions.decide_request(JoinRequest.objects.select_related("space").get(pk=pk), by=by, accept=accept)

    assert sorted(together(lambda: decide(author, True), lambda: decide(colleague, False))) == [False, True]
    accepted = JoinRequest.objects.get(pk=pk).state == "accepted"
    assert Membership.objects.filter(space=lab, person=outsider).exists() is accepted


def test_a_program_asks_withdraws_and_decides(as_, author, colleague, outsider, lab):
    path = f"/api/v1/spaces/{lab.pk}/requests"
    made = as_(outsider).post(path, {"message": "May I?"}, content_type="application/json")
    assert (made.status_code, made.json()["message"]) == (201, "May I?")
    assert as_(outsider).delete(path).status_code == 204
    again = as_(outsider).post(path, {}, content_type="application/json").json()["id"]
    assert [one["id"] for one in as_(author).get(path).json()["items"]] == [again]
    assert as_(colleague).get(path).status_code == 403
    decision = {"accept": False, "answer": "Later."}
    assert as_(colleague).put(f"{path}/{again}", decision, content_type="application/json").status_code == 403
    decided = as_(author).put(f"{path}/{again}", decision, content_type="application/json").json()
    assert (decided["state"], decided["answer"]) == ("declined", "Later.")
