"""Whose an idea is, by when, what is to be done, what it is worth: all among the staff."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.timezone import localdate

from ideas import actions
from ideas.doing import actions as doing
from ideas.doing.jobs import remind_of_due
from ideas.models import Idea, Meaning, Step
from ideas.statuses import first_status
from intranet.content.actions import edit_entry
from intranet.conversation.votes import vote_for
from intranet.notifications.models import Notification
from intranet.realtime.models import Frame

pytestmark = pytest.mark.django_db


@pytest.fixture
def planned(idea, author) -> Idea:
    return actions.set_status(idea, by=author, status=first_status(Meaning.PLANNED))


def test_an_owner_keeps_the_idea_and_is_told(idea, author, colleague, customer, run_jobs):
    with pytest.raises(PermissionDenied):
        doing.set_owner(idea, by=colleague, to=colleague)
    with pytest.raises(ValidationError, match="does not work here"):
        doing.set_owner(idea, by=author, to=customer)
    assert doing.set_owner(idea, by=author, to=colleague)
    assert not doing.set_owner(idea, by=author, to=colleague)
    run_jobs()
    assert Notification.objects.filter(entry=idea, recipient=colleague, activity__verb="ideas.idea.owned").count() == 1
    actions.set_status(idea, by=colleague, status=first_status(Meaning.REVIEW))


def test_steps_are_added_ticked_ordered_and_deleted_once_it_is_accepted(idea, author, as_):
    with pytest.raises(PermissionDenied, match="planned or in progress"):
        doing.add_step(idea, by=author, text="Too early")
    actions.set_status(idea, by=author, status=first_status(Meaning.PLANNED))
    client = as_(author)
    for text in ("Measure", "Build"):
        client.post(f"/ideas/{idea.pk}/steps/", {"text": text})
    first, second = idea.steps.all()
    client.post(f"/ideas/steps/{second.pk}/", {"what": "up"})
    client.post(f"/ideas/steps/{second.pk}/", {"what": "done"})
    assert [(one.text, one.done_by_id) for one in idea.steps.all()] == [("Build", author.pk), ("Measure", None)]
    client.post(f"/ideas/steps/{first.pk}/", {"text": "Measure twice"})
    client.post(f"/ideas/steps/{second.pk}/", {"what": "delete"})
    assert list(idea.steps.values_list("text", flat=True)) == ["Measure twice"]
    empty = client.post(f"/ideas/{idea.pk}/steps/", {"text": " "})
    assert empty.status_code == 422
    assert "1 of 1" not in client.get(idea.get_absolute_url()).content.decode()


def test_customers_and_guests_see_nothing_of_it_on_the_page_or_in_a_frame(
    planned, author, colleague, customer, as_, guest, after_commit
):
    with after_commit():
        doing.set_owner(planned, by=author, to=colleague)
        doing.add_step(planned, by=author, text="Ask the supplier Verdi")
        doing.set_due(planned, by=author, on=localdate())
    for person in (customer, guest):
        page = as_(person).get(planned.get_absolute_url()).content.decode()
        assert "Verdi" not in page
        assert "Seeing it through" not in page
        assert as_(person).get(f"/ideas/{planned.pk}/owner/").status_code in (302, 403)
    step = Step.objects.get()
    assert as_(customer).post(f"/ideas/steps/{step.pk}/", {"what": "delete"}).status_code == 403
    streams = set(Frame.objects.filter(event__startswith="ideas.step").values_list("stream", flat=True))
    assert streams == {f"notes_{planned.pk}"}


def test_whose_it_is_hears_the_day_before_and_once_when_it_is_late(planned, author, colleague, run_jobs):
    doing.set_owner(planned, by=author, to=colleague)
    doing.set_due(planned, by=author, on=localdate() + timedelta(days=1))
    assert (remind_of_due.call(), remind_of_due.call()) == (1, 0)
    Idea.objects.filter(pk=planned.pk).update(
        due_on=localdate() - timedelta(days=1), due_told_on=localdate() - timedelta(days=2)
    )
    assert (remind_of_due.call(), remind_of_due.call()) == (1, 0)
    run_jobs()
    verbs = Notification.objects.filter(entry=planned, recipient=colleague).values_list("activity__verb", flat=True)
    assert sorted(verbs) == ["ideas.idea.due_soon", "ideas.idea.overdue", "ideas.idea.owned"]


def test_ones_own_list_shows_what_is_late(planned, author, colleague, customer, as_, queries_stay_flat, open_board):
    doing.set_owner(planned, by=author, to=colleague)
    doing.set_due(planned, by=author, on=localdate() - timedelta(days=3))
    client = as_(colleague)
    assert planned.title in client.get("/ideas/mine/?show=overdue").content.decode()
    assert planned.title not in client.get("/ideas/mine/?show=done").content.decode()
    assert as_(customer).get("/ideas/mine/").status_code == 403

    def grow():
        for number in range(2):
            doing.set_owner(actions.suggest(open_board, by=author, title=f"I {number}"), by=author, to=colleague)

    queries_stay_flat(lambda: client.get("/ideas/mine/"), grow)


def test_keepers_weigh_and_the_staff_see_what_is_worth_most_for_least(
    idea, open_board, author, colleague, customer, as_
):
    other = actions.suggest(open_board, by=colleague, title="Gold handles")
    assert doing.score(idea, by=author, impact=5, effort=1)
    assert doing.score(other, by=author, impact=1, effort=5)
    with pytest.raises(ValidationError):
        doing.score(idea, by=author, impact=6, effort=1)
    with pytest.raises(PermissionDenied):
        doing.score(idea, by=colleague, impact=1, effort=1)
    address = f"/ideas/b/{open_board.pk}/chart/"
    page = as_(colleague).get(address).content.decode()
    assert page.rindex("Wake up sooner") < page.rindex("Gold handles")
    assert 'data-weight="8"' in page
    assert as_(customer).get(address).status_code == 403
    assert as_(author).post(f"/ideas/{idea.pk}/score/", {"impact": "9", "effort": ""}).status_code == 422


def test_a_board_as_a_table_is_safe_to_open_and_for_its_keepers(idea, open_board, author, colleague, customer, as_):
    edit_entry(idea, by=customer, title='=HYPERLINK("http://x.example")', body="Body")
    vote_for(idea, by=customer)
    address = f"/ideas/b/{open_board.pk}/export.csv"
    table = as_(author).get(address)
    text = b"".join(table.streaming_content).decode("utf-8-sig")
    assert "\"'=HYPERLINK" in text
    assert '"Dora Neri"' in text
    assert '"1","0","1","1"' in text
    for person in (colleague, customer):
        assert as_(person).get(address).status_code == 403
