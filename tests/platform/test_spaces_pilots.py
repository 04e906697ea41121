"""Pilots: a goal and a last day, a report in figures, and what becomes of it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.timezone import localdate

from feeds.actions import publish_post
from intranet.accounts.models import Department
from intranet.content.actions import delete_entry
from intranet.conversation.actions import add_comment, react
from intranet.core.small_groups import countable
from intranet.jobs.testing import drain
from intranet.notifications.models import Notification
from intranet.spaces import actions
from intranet.spaces.figures import report_on
from intranet.spaces.jobs import tend_pilots
from intranet.spaces.models import Pilot, Space
from tests import factories

from .threads import together


@pytest.fixture
def soon():
    return localdate() + timedelta(days=20)


@pytest.fixture
def trial(author, lab, soon):
    return actions.start_pilot(lab, by=author, goal="Do pallets find their place?", ends_on=soon)


def over(pilot: Pilot) -> None:
    """As if its last day had been yesterday."""
    yesterday = localdate() - timedelta(days=1)
    Pilot.objects.filter(pk=pilot.pk).update(begins_on=yesterday - timedelta(days=30), ends_on=yesterday)


def fresh(space: Space) -> Space:
    return Space.objects.select_related("pilot").get(pk=space.pk)


def test_a_pilot_says_until_when(as_, colleague, lab, trial):
    day = f"{trial.ends_on.day} {trial.ends_on:%b}"
    for path in ("/spaces/lab/", "/spaces/"):
        assert f"Pilot until {day}" in as_(colleague).get(path).content.decode()
    assert "Do pallets find their place?" in as_(colleague).get("/spaces/lab/about/").content.decode()


@pytest.mark.parametrize(
    ("goal", "days", "complaint"),
    [
        ("", 20, "find out"),
        ("x" * 301, 20, "300"),
        ("Goal", 0, "future"),
        ("Goal", -3, "future"),
        ("Goal", 900, "two years"),
    ],
)
def test_a_goal_and_a_day_that_make_no_sense_are_refused(goal, days, complaint, author, lab):
    with pytest.raises(ValidationError, match=complaint):
        actions.start_pilot(lab, by=author, goal=goal, ends_on=localdate() + timedelta(days=days))


def test_members_start_none_and_end_none(colleague, moderator, lab, trial, soon):
    for person in (colleague, moderator):
        for attempt in (
            lambda person=person: actions.start_pilot(lab, by=person, goal="Mine", ends_on=soon),
            lambda person=person: actions.prolong_pilot(lab, by=person, ends_on=soon + timedelta(days=9)),
            lambda person=person: actions.end_pilot(lab, by=person, today=localdate()),
            lambda person=person: actions.decide_pilot(lab, by=person, keep=True),
        ):
            with pytest.raises(PermissionDenied):
                attempt()


def test_its_owners_are_reminded_a_week_before_and_once(author, colleague, lab, trial, run_jobs):
    assert tend_pilots.call() == {"ended": 0, "reminded": 0, "asked": 0}
    near = localdate() + timedelta(days=5)
    Pilot.objects.filter(pk=trial.pk).update(ends_on=near)
    assert tend_pilots.call() == {"ended": 0, "reminded": 1, "asked": 0}
    assert tend_pilots.call() == {"ended": 0, "reminded": 0, "asked": 0}
    run_jobs()
    told = Notification.objects.filter(activity__verb="spaces.pilot.ending")
    assert list(told.values_list("recipient__handle", flat=True)) == ["ada"]
    actions.prolong_pilot(lab, by=author, ends_on=near + timedelta(days=1))
    assert tend_pilots.call()["reminded"] == 1


def test_its_last_day_is_a_day_of_it(lab, trial):
    Pilot.objects.filter(pk=trial.pk).update(ends_on=localdate())
    assert tend_pilots.call()["ended"] == 0
    assert not fresh(lab).is_archived


def test_after_its_last_day_it_is_read_and_not_written(as_, author, colleague, lab, trial, run_jobs):
    over(trial)
    assert tend_pilots.call()["ended"] == 1
    assert tend_pilots.call()["ended"] == 0
    found = fresh(lab)
    assert found.is_archived
    assert found.pilot.waits_for_decision
    with pytest.raises(PermissionDenied, match="archived"):
        publish_post(by=colleague, space=found, body="Late.")
    run_jobs()
    line = Notification.objects.get(recipient=author, activity__verb="spaces.pilot.ended")
    assert as_(author).get(f"/inbox/{line.pk}/")["Location"] == "/spaces/lab/settings/pilot/"
    assert "The pilot has ended" in as_(author).get("/spaces/lab/").content.decode()
    assert "The pilot has ended" not in as_(colleague).get("/spaces/lab/").content.decode()


def test_one_that_was_prolonged_meanwhile_does_not_end(author, lab, trial):
    over(trial)
    actions.prolong_pilot(lab, by=author, ends_on=localdate() + timedelta(days=3))
    assert tend_pilots.call()["ended"] == 0


def test_its_owners_keep_it(author, lab, trial):
    over(trial)
    tend_pilots.call()
    assert actions.decide_pilot(lab, by=author, keep=True)
    assert not actions.decide_pilot(lab, by=author, keep=False)
    found = fresh(lab)
    assert (found.is_archived, found.pilot.outcome) == (False, "kept")
    assert found.pilot.report


def test_its_owners_leave_it_archived(author, lab, trial):
    over(trial)
    tend_pilots.call()
    actions.decide_pilot(lab, by=author, keep=False)
    assert (fresh(lab).is_archived, fresh(lab).pilot.outcome) == (True, "archived")


def test_its_owners_prolong_it_after_the_end(author, lab, trial, soon):
    over(trial)
    tend_pilots.call()
    with pytest.raises(ValidationError):
        actions.prolong_pilot(lab, by=author, ends_on=localdate())
    actions.prolong_pilot(lab, by=author, ends_on=soon)
    found = fresh(lab)
    assert (found.is_archived, found.pilot.is_running) == (False, True)


def test_who_brings_the_space_back_has_kept_it(author, lab, trial):
    over(trial)
    tend_pilots.call()
    actions.archive_space(fresh(lab), by=author, archived=False)
    assert fresh(lab).pilot.outcome == "kept"


@pytest.mark.django_db(transaction=True)
def test_the_job_and_an_owner_who_end_it_at_once_end_it_once(author, lab, trial):
    over(trial)
    ended = together(
        lambda: actions.end_pilot(Space.objects.get(pk=lab.pk), today=localdate()),
        lambda: actions.end_pilot(Space.objects.get(pk=lab.pk), by=author, today=localdate()),
    )
    assert sorted(ended) == [False, True]


# --- The report -------------------------------------------------------------------------------------------------------


@pytest.fixture
def busy(author, lab, trial):
    """Six people who write with a tag, two who use another; somebody elsewhere who does not count."""
    team = [factories.a_person() for _ in range(6)]
    actions.add_people(lab, by=author, people=team)
    for person in team:
        post = publish_post(by=person, space=lab, body="We tried. #pallets")
        add_comment(post, by=author, body="Thanks.")
        react(post, by=author, sort="bravi")
    for person in team[:2]:
        publish_post(by=person, space=lab, body="Again #lonely")
    gone = publish_post(by=author, space=lab, body="Never mind #pallets")
    delete_entry(gone, by=author)
    publish_post(by=author, audience="org", body="Elsewhere #pallets")
    return team


def test_the_report_counts_what_the_space_has(lab, trial, busy):
    found = report_on(Pilot.objects.select_related("space").get(pk=trial.pk))
    assert found["counts"] == {"posts": 8, "comments": 6, "reactions": 6}
    assert found["members"] == 8
    assert found["active"] == 7
    assert found["answered"] == 6
    assert found["answered_after"] == 0.0
    assert found["first"] <= found["last"]


def test_groups_of_fewer_than_five_are_not_told(lab, trial, busy):
    found = report_on(Pilot.objects.select_related("space").get(pk=trial.pk))
    assert [tag["name"] for tag in found["tags"]] == ["pallets"]
    assert [countable(people) for people in (0, 1, 4, 5)] == [0, None, None, 5]


def test_few_active_people_are_told_as_few(author, colleague, lab, trial):
    publish_post(by=colleague, space=lab, body="Alone #here")
    found = report_on(Pilot.objects.select_related("space").get(pk=trial.pk))
    assert found["active"] is None
    assert found["tags"] == []
    assert found["answered_after"] is None


def test_no_department_is_found_out_by_subtraction(author, lab, trial):
    for name, size in (("Works", 7), ("Sales", 5), ("Board", 2)):
        department = Department.objects.create(name=name)
        actions.add_people(lab, by=author, people=[factories.a_person(department=department) for _ in range(size)])
    found = report_on(Pilot.objects.select_related("space").get(pk=trial.pk))
    assert found["departments"] == [{"name": "Works", "members": 7}]


def test_an_empty_pilot_has_a_report_too(as_, author, lab, trial):
    actions.end_pilot(lab, by=author, today=localdate())
    page = as_(author).get("/spaces/lab/settings/pilot/report/").content.decode()
    assert "Nothing was said in it." in page


def test_the_report_is_kept_as_it_was_made_and_names_nobody(as_, author, colleague, lab, trial, busy):
    actions.end_pilot(lab, by=author, today=localdate())
    page = as_(author).get("/spaces/lab/settings/pilot/report/")
    words = page.content.decode().partition("<article")[2]
    assert "#pallets" in words
    assert not any(person.name in words for person in busy)
    assert as_(colleague).get("/spaces/lab/settings/pilot/report/").status_code == 403
    before = Pilot.objects.get(pk=trial.pk).report
    actions.decide_pilot(lab, by=author, keep=True)
    publish_post(by=author, space=fresh(lab), body="After.")
    assert Pilot.objects.get(pk=trial.pk).report == before


# --- The page and the API ---------------------------------------------------------------------------------------------


def test_the_page_goes_all_the_way(as_, author, lab, soon):
    client, path = as_(author), "/spaces/lab/settings/pilot/"
    wrong = client.post(path, {"do": "start", "goal": "Try", "ends_on": "2020-01-01"})
    assert wrong.status_code == 422
    assert "lies in the future" in wrong.content.decode()
    assert client.get(f"{path}report/", follow=True).redirect_chain[-1][0] == path
    client.post(path, {"do": "start", "goal": "Try", "ends_on": soon.isoformat()})
    client.post(path, {"do": "prolong", "ends_on": (soon + timedelta(days=5)).isoformat()})
    assert Pilot.objects.get().ends_on == soon + timedelta(days=5)
    client.post(path, {"do": "end"})
    assert "what becomes of it" in client.get(path).content.decode()
    client.post(path, {"do": "keep"})
    assert (fresh(lab).is_archived, Pilot.objects.get().outcome) == (False, "kept")


def test_a_program_starts_ends_and_decides(as_, author, colleague, lab, soon):
    path, new = f"/api/v1/spaces/{lab.pk}/pilot", {"goal": "Try", "ends_on": soon.isoformat()}
    assert as_(author).get(path).status_code == 404
    assert as_(colleague).put(path, new, content_type="application/json").status_code == 403
    assert as_(author).put(path, new, content_type="application/json").json()["outcome"] == ""
    assert as_(author).delete(path).json()["report"]["members"] == 2
    assert as_(colleague).get(path).json()["report"] is None
    kept = as_(author).put(f"{path}/outcome", {"keep": True}, content_type="application/json").json()
    assert kept["outcome"] == "kept"


# --- What it came to --------------------------------------------------------------------------------------------------

SAID = {"reached": "partly", "why": "Pallets yes, boxes no", "next_step": "change"}


def test_what_it_came_to_is_said_by_who_keeps_the_space_and_stands_in_the_report(as_, author, colleague, lab, trial):
    with pytest.raises(PermissionDenied):
        actions.answer_pilot(lab, by=colleague, **SAID)
    assert actions.answer_pilot(lab, by=author, **SAID)
    assert not actions.answer_pilot(lab, by=author, **SAID)
    actions.end_pilot(lab, by=author, today=localdate())
    report = as_(author).get("/spaces/lab/settings/pilot/report/").text
    assert "Partly" in report
    assert "Pallets yes, boxes no" in report
    assert "Ada Bianchi" in report


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"reached": "perhaps"}, "reached"),
        ({"next_step": ""}, "next_step"),
        ({"why": " \n "}, "why"),
        ({"why": "x" * 1001}, "why"),
    ],
)
def test_an_answer_says_all_three(author, lab, trial, wrong, field):
    with pytest.raises(ValidationError) as refused:
        actions.answer_pilot(lab, by=author, **SAID | wrong)
    assert list(refused.value.message_dict) == [field]


def test_it_is_said_on_the_page_of_the_pilot_and_may_be_said_anew(as_, author, lab, trial):
    path = "/spaces/lab/settings/pilot/"
    assert as_(author).post(path, {"do": "answer", "reached": "yes"}).status_code == 422
    assert as_(author).post(path, {"do": "answer"} | SAID).status_code == 302
    assert as_(author).post(path, {"do": "answer"} | SAID | {"reached": "no"}).status_code == 302
    assert Pilot.objects.get(space=lab).reached == "no"


def test_owners_are_asked_a_week_after_the_end_and_every_two_after_until_somebody_says(author, lab, trial):
    over(trial)
    assert tend_pilots.call() == {"ended": 1, "reminded": 0, "asked": 0}
    ended = localdate()

    def asked(days: int) -> bool:
        return actions.ask_about_pilot(lab, today=ended + timedelta(days=days))

    assert [asked(day) for day in (6, 7, 8, 20, 21)] == [False, True, False, False, True]
    assert not asked(400), "nobody is asked for ever"
    drain()
    assert Notification.objects.filter(recipient=author, activity__verb="spaces.pilot.unanswered").count() == 2
    actions.answer_pilot(lab, by=author, **SAID)
    assert not asked(35)


def test_programs_say_what_it_came_to_and_only_keepers_are_told(as_, author, colleague, lab, trial):
    path = f"/api/v1/spaces/{lab.pk}/pilot"
    assert as_(author).get(path).json()["answer"] is None
    assert as_(colleague).put(f"{path}/answer", SAID, content_type="application/json").status_code == 403
    said = as_(author).put(f"{path}/answer", SAID, content_type="application/json").json()["answer"]
    assert (said["reached"], said["next_step"], said["answered_by"]["handle"]) == ("partly", "change", "ada")
    assert as_(colleague).get(path).json()["answer"] is None
