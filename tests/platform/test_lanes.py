"""Lanes: what waits for approval is read by nobody else, four eyes, deputies, the clock, figures that are true."""

from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.utils.timezone import localdate, now

from feeds.actions import publish_post
from intranet.accounts.actions import announce_absence
from intranet.accounts.actions.access import create_token
from intranet.activity.models import Activity
from intranet.content.actions import delete_entry, edit_entry, move_entry, publish_now, undelete_entry
from intranet.content.models import Entry
from intranet.conversation.actions import add_comment
from intranet.moderation import deciding, holding, queue
from intranet.moderation.lanes import actions as lanes
from intranet.moderation.lanes.deciding import missing
from intranet.moderation.lanes.figures import figures_of
from intranet.moderation.lanes.finding import reach_of
from intranet.moderation.models import Case, Lane, Passing
from intranet.moderation.sorts import Words
from intranet.notifications import inbox
from intranet.notifications.models import Notification
from intranet.realtime.models import Frame
from intranet.search import indexing
from intranet.spaces.audiences import forget
from intranet.spaces.models import Membership
from tests import factories

TOKEN = "zaffiroquarantadue"


@pytest.fixture
def keeper(lab):
    """Kim keeps order in the lab beside Ada."""
    return _keeper(lab, "Kim Neri", "kim")


@pytest.fixture
def second(lab):
    return _keeper(lab, "Leo Riva", "leo")


def _keeper(space, name, handle):
    person = factories.a_person(name, handle=handle)
    Membership.objects.create(space=space, person=person, role="moderator")
    return person


@pytest.fixture
def approved(lab, author):
    """What is written in the lab is approved by one."""
    return lanes.set_lane(lab, "inside", by=author, sort="pre_approval", hours=4)


def case_of(entry) -> Case:
    return Case.objects.get(subject=entry.key, sort="lane", state=Case.State.OPEN)


def write(lab, by, body="The fans stop at noon.") -> Entry:
    return publish_post(by=by, space=lab, body=body)


def fresh(entry) -> Entry:
    return Entry.objects.get(pk=entry.entry_id)


# --- Before approval -------------------------------------------------------------------------------------------------


def test_what_waits_is_read_by_its_author_and_those_who_approve_alone(
    approved, lab, author, colleague, outsider, admin
):
    lurker = factories.a_person("Lia Poli", handle="lia")
    Membership.objects.create(space=lab, person=lurker, role="member")
    post = write(lab, colleague)
    assert post.is_held

    def readers():
        people = (author, colleague, lurker, outsider, admin)
        for person in people:
            forget(person)
        return [p.handle for p in people if Entry.objects.visible_to(p).filter(pk=post.entry_id).exists()]

    assert readers() == ["ada", "ben"]
    deciding.decide(case_of(post), "approve", by=author)
    assert readers() == ["ada", "ben", "lia"]


def test_no_surface_shows_a_word_of_it_before_it_is_approved(
    approved, lab, author, colleague, as_, run_jobs, mailoutbox
):
    lurker = factories.a_person("Lia Poli", handle="lia")
    Membership.objects.create(space=lab, person=lurker, role="member")
    post = write(lab, colleague, f"Quietly {TOKEN} for @lia #{TOKEN}")
    run_jobs()
    indexing.rebuild_index.call()
    window = as_(lurker)
    bearer = {"Authorization": f"Bearer {create_token(lurker, by=lurker, name='test')[1]}"}
    addresses = (
        *(
            "/",
            f"/spaces/{lab.slug}/",
            "/notifications/",
            "/people/ben/",
            "/moderation/calendar/",
            post.get_absolute_url(),
        ),
        *("/search/?q=quietly", f"/entries/{post.entry_id}/", f"/api/v1/entries/{post.entry_id}", "/api/v1/entries"),
        *("/api/v1/notifications", "/api/v1/search?q=quietly", "/api/v1/moderation/calendar"),
    )

    def told() -> list[str]:
        found = []
        for address in addresses:
            headers = bearer if address.startswith("/api/") else {}
            if TOKEN in window.get(address, headers=headers).content.decode():
                found.append(address)
        return found

    assert told() == []
    assert not [mail for mail in mailoutbox if TOKEN in mail.body + mail.subject and "lia" in str(mail.to)]
    assert not [frame for frame in Frame.objects.all() if TOKEN in str(frame.payload)]
    deciding.decide(case_of(post), "approve", by=author)
    run_jobs()
    assert {f"/spaces/{lab.slug}/", "/search/?q=quietly", "/api/v1/entries", f"/api/v1/entries/{post.entry_id}"} <= set(
        told()
    )


def test_an_entry_that_comes_due_meets_the_lane(approved, lab, colleague):
    post = write(lab, colleague)
    deciding.decide(case_of(post), "decline", by=lab.memberships.get(role="owner").person, words=Words("Not now"))
    undelete_entry(fresh(post), by=lab.memberships.get(role="owner").person)
    again = fresh(post)
    publish_now(again, by=colleague)
    assert fresh(post).is_held
    assert case_of(post).severity == 3


def test_whom_the_lane_trusts_goes_direct(lab, author, colleague):
    lanes.set_lane(lab, "inside", by=author, sort="pre_approval", trusted=[colleague])
    assert write(lab, colleague).is_published


# --- Four eyes -------------------------------------------------------------------------------------------------------


def test_the_author_never_approves_the_own_words(approved, lab, author, keeper):
    post = write(lab, author)
    with pytest.raises(PermissionDenied, match="about you"):
        deciding.decide(case_of(post), "approve", by=author)
    deciding.decide(case_of(post), "approve", by=keeper)
    assert fresh(post).is_published


def test_it_comes_out_with_the_last_approval_and_not_before(lab, author, colleague, keeper):
    lanes.set_lane(lab, "inside", by=author, sort="pre_approval", approvals=2)
    post = write(lab, colleague)
    deciding.decide(case_of(post), "approve", by=author)
    assert fresh(post).is_held
    with pytest.raises(ValidationError, match="cannot be decided"):
        deciding.decide(case_of(post), "approve", by=author)
    deciding.decide(case_of(post), "approve", by=keeper)
    assert fresh(post).is_published
    assert Case.objects.get(subject=post.key).outcome == Case.Outcome.LET_OUT


def test_no_other_road_lets_it_out(approved, lab, author, colleague):
    post = write(lab, colleague)
    with pytest.raises(ValidationError, match="in the queue"):
        holding.let_out(fresh(post), by=author)


def test_approvals_are_of_the_words_as_they_were(lab, author, colleague, keeper):
    lanes.set_lane(lab, "inside", by=author, sort="pre_approval", approvals=2)
    post = write(lab, colleague)
    deciding.decide(case_of(post), "approve", by=author)
    edit_entry(post, by=colleague, body="Something else altogether.")
    deciding.decide(case_of(post), "approve", by=keeper)
    assert fresh(post).is_held
    assert missing(Passing.objects.get(), fresh(post)) == 1


def test_who_edits_approves_the_new_words_and_the_author_keeps_the_own(lab, author, colleague, keeper):
    lanes.set_lane(lab, "inside", by=author, sort="pre_approval", approvals=2)
    post = write(lab, colleague)
    deciding.decide(case_of(post), "approve", by=author)
    deciding.decide(case_of(post), "edit", by=keeper, words=Words(body="The fans stop at one."))
    assert fresh(post).is_held
    deciding.decide(case_of(post), "approve", by=author)
    out = fresh(post)
    assert (out.is_published, out.body) == (True, "The fans stop at one.")
    assert [one.body for one in out.revisions.all()] == ["The fans stop at noon."]
    assert Case.objects.get(subject=post.key).outcome == Case.Outcome.EDITED


def test_who_asks_for_changes_says_why_and_it_waits_on(approved, lab, author, colleague, run_jobs):
    post = write(lab, colleague)
    with pytest.raises(ValidationError, match="Say why"):
        deciding.decide(case_of(post), "changes", by=author)
    deciding.decide(case_of(post), "changes", by=author, words=Words("Which fans?"))
    run_jobs()
    assert case_of(post).is_open
    assert "moderation.lane.changes_asked" in _heard(colleague)


def test_who_keeps_nothing_there_does_not_approve(approved, lab, colleague, outsider, moderator):
    post = write(lab, colleague)
    for person in (outsider, moderator):
        with pytest.raises(PermissionDenied):
            deciding.decide(case_of(post), "approve", by=person)


@pytest.mark.django_db(transaction=True)
def test_two_who_approve_at_once_count_twice_and_it_comes_out_once(lab, author, colleague, keeper):
    lanes.set_lane(lab, "inside", by=author, sort="pre_approval", approvals=2)
    post = write(lab, colleague)
    case, start, went = case_of(post), threading.Barrier(2), []

    def approve(person):
        try:
            start.wait(5)
            deciding.decide(case, "approve", by=person)
            went.append(person.handle)
        finally:
            connection.close()

    both = [threading.Thread(target=approve, args=(person,)) for person in (author, keeper)]
    for one in both:
        one.start()
    for one in both:
        one.join(20)
    assert sorted(went) == ["ada", "kim"]
    assert fresh(post).is_published

    assert Activity.objects.filter(verb="feeds.post.published", subject=post.key).count() == 1


# --- Deputies --------------------------------------------------------------------------------------------------------


def test_a_deputy_stands_in_while_one_who_keeps_the_space_is_away(lab, author, colleague, keeper):
    deputy = factories.a_person("Dino Sarti", handle="dino")
    Membership.objects.create(space=lab, person=deputy, role="member")
    lanes.set_lane(lab, "inside", by=author, sort="pre_approval", deputies=[deputy])
    post = write(lab, colleague)
    assert queue.page_of(deputy).cases == []
    announce_absence(keeper, by=keeper, first_day=localdate(), last_day=localdate() + timedelta(days=3))
    (shown,) = queue.page_of(deputy).cases
    assert shown.body == "The fans stop at noon."
    deciding.decide(shown.case, "approve", by=deputy)
    assert fresh(post).is_published


def test_a_deputy_reads_the_space(lab, author, outsider):
    with pytest.raises(ValidationError, match="does not read"):
        lanes.set_lane(lab, "inside", by=author, sort="pre_approval", deputies=[outsider])


def test_more_approvals_than_people_are_refused(lab, author):
    with pytest.raises(ValidationError, match="Fewer people"):
        lanes.set_lane(lab, "inside", by=author, sort="pre_approval", approvals=2)


# --- Looked at afterwards --------------------------------------------------------------------------------------------


def test_what_is_looked_at_afterwards_is_out_and_waits_in_the_queue(lab, author, colleague):
    lanes.set_lane(lab, "inside", by=author, sort="post_review", hours=8)
    post = write(lab, colleague)
    assert post.is_published
    case = case_of(post)
    assert case.passing.due_at - case.opened_at < timedelta(hours=8, minutes=1)
    deciding.decide(case, "approve", by=author)
    assert Case.objects.get(subject=post.key).outcome == Case.Outcome.KEPT
    assert fresh(post).is_published


# --- What is out -----------------------------------------------------------------------------------------------------


def test_what_was_approved_is_not_changed_behind_the_backs_of_those_who_approved_it(approved, lab, author, colleague):
    post = write(lab, colleague)
    deciding.decide(case_of(post), "approve", by=author)
    out = fresh(post)
    with pytest.raises(ValidationError, match="approved as it is"):
        edit_entry(out, by=colleague, body="Other words.")
    assert fresh(post).body == "The fans stop at noon."


def test_what_is_out_elsewhere_is_not_moved_past_those_who_approve(approved, lab, plaza, colleague):
    Membership.objects.create(space=plaza, person=colleague, role="member")
    post = publish_post(by=colleague, space=plaza, body="Through the back door.")
    with pytest.raises(ValidationError, match="approved first"):
        move_entry(post, by=colleague, space=lab, audience=lab.audience)


# --- The clock -------------------------------------------------------------------------------------------------------


def _heard(person) -> list[str]:
    return [one.activity.verb for one in inbox.Notification.objects.filter(recipient=person)]


def test_at_the_deadline_the_owners_are_told_once_then_the_admins_once(
    approved, lab, author, colleague, admin, run_jobs
):
    post = write(lab, colleague)
    start = now()
    for hours in (3, 5, 6, 9, 10):
        with time_machine.travel(start + timedelta(hours=hours), tick=False):
            lanes.look_at_clock()
            run_jobs()
        owner, chief = _heard(author), _heard(admin)
        assert owner.count("moderation.lane.late") == (hours >= 5)
        assert chief.count("moderation.lane.very_late") == (hours >= 9)
    assert fresh(post).is_held
    deciding.decide(case_of(post), "approve", by=admin)
    assert fresh(post).is_published


def test_at_the_deadline_it_goes_by_itself_where_the_lane_says_so(lab, author, colleague):
    lanes.set_lane(lab, "inside", by=author, sort="pre_approval", hours=4, at_deadline="release")
    post = write(lab, colleague)
    start = now()
    with time_machine.travel(start + timedelta(hours=3, minutes=59), tick=False):
        assert lanes.look_at_clock() == 0
        assert fresh(post).is_held
    with time_machine.travel(start + timedelta(hours=4, minutes=1), tick=False):
        assert lanes.look_at_clock() == 1
        assert fresh(post).is_published
        assert lanes.look_at_clock() == 0
    assert Case.objects.get(subject=post.key).decided_by is None


def test_a_trial_goes_back_to_what_was_before(lab, author):
    last = localdate() + timedelta(days=7)
    lane = lanes.set_lane(lab, "inside", by=author, sort="pre_approval", trial_until=last)
    with time_machine.travel(now() + timedelta(days=7), tick=False):
        assert lanes.look_at_clock() == 0
    with time_machine.travel(now() + timedelta(days=8), tick=False):
        assert lanes.look_at_clock() == 1
    lane.refresh_from_db()
    assert (lane.sort, lane.trial_until) == ("direct", None)


def test_only_those_who_keep_the_space_set_its_lanes(lab, colleague, moderator, keeper, admin):
    for person in (colleague, moderator):
        with pytest.raises(PermissionDenied):
            lanes.set_lane(lab, "inside", by=person, sort="post_review")
    for person in (keeper, admin):
        assert lanes.set_lane(lab, "inside", by=person, sort="post_review").sort == "post_review"


# --- Figures ---------------------------------------------------------------------------------------------------------


def test_the_figures_are_what_happened(approved, lab, author, colleague):
    start = now()
    plan = [(60, "approve", {}), (30, "edit", {"body": "Better."}), (90, "decline", {"reason": "No"}), (10, "", {})]
    waits = []
    for minutes, what, said in plan:
        with time_machine.travel(start, tick=False):
            post = write(lab, colleague, f"After {minutes} minutes")
        with time_machine.travel(start + timedelta(minutes=minutes), tick=False):
            if what:
                deciding.decide(case_of(post), what, by=author, words=Words(**said))
        if fresh(post).is_published:
            waits.append(timedelta(minutes=minutes))
    with time_machine.travel(start, tick=False):
        delete_entry(write(lab, colleague, "Taken back"), by=colleague)
        figures = figures_of([approved])[approved.pk]
    assert (figures.waiting, figures.out, figures.changed_share, figures.declined_share) == (1, 2, 50, 33)
    assert figures.median == sum(waits, timedelta()) / 2 == timedelta(minutes=45)


def test_the_reach_of_a_lane_is_that_of_the_words(porch, author):
    reached = [reach_of(audience) for audience in (porch.audience, "customers", "org", "public", "company_3")]
    assert reached == [
        Lane.Reach.STREET,
        Lane.Reach.CUSTOMERS,
        Lane.Reach.INSIDE,
        Lane.Reach.STREET,
        Lane.Reach.CUSTOMERS,
    ]


# --- Pages and programs ----------------------------------------------------------------------------------------------


def test_a_lane_is_set_on_a_page_of_the_settings_with_its_figures_beside_it(lab, author, keeper, colleague, as_):
    page = f"/spaces/{lab.slug}/settings/lanes/"
    said = {"sort": "pre_approval", "approvals": "2", "hours": "6", "at_deadline": "escalate", "trusted": "@ben"}
    wrong = as_(author).post(f"{page}inside/", said | {"approvals": "3"})
    assert wrong.status_code == 422
    assert b"Fewer people" in wrong.content
    assert as_(author).post(f"{page}inside/", said).status_code == 302
    lane = Lane.objects.get()
    assert (lane.approvals, lane.hours, lane.trusted.get()) == (2, 6, colleague)
    assert "2 approvals" in as_(keeper).get(page).content.decode()
    assert as_(colleague).get(page).status_code == 403
    assert as_(author).get(f"{page}street/").status_code == 404


def test_a_trial_is_kept_or_ended_by_hand(lab, author, as_):
    until = localdate() + timedelta(days=9)
    page = f"/spaces/{lab.slug}/settings/lanes/inside/"
    for do, sort in (("back", "direct"), ("keep", "post_review")):
        lanes.set_lane(lab, "inside", by=author, sort="post_review", trial_until=until)
        as_(author).post(page, {"do": do})
        lane = Lane.objects.get()
        assert (lane.sort, lane.trial_until) == (sort, None)


def test_approving_in_the_queue_says_that_it_waits_for_others(lab, author, keeper, colleague, as_):
    lanes.set_lane(lab, "inside", by=author, sort="pre_approval", approvals=2)
    case = case_of(write(lab, colleague))
    seen = as_(author).get(f"/moderation/cases/{case.pk}/").content.decode()
    assert "2 approvals let it out" in seen
    assert "The fans stop at noon." in seen
    answer = as_(author).post(f"/moderation/cases/{case.pk}/decide/", {"what": "approve"}, follow=True)
    assert "It waits for others" in answer.content.decode()
    assert "Ada Bianchi" in as_(keeper).get(f"/moderation/cases/{case.pk}/").content.decode()


@time_machine.travel(datetime(2026, 11, 18, 10, tzinfo=UTC), tick=False)
def test_the_calendar_shows_each_what_is_theirs(approved, lab, author, colleague, outsider, customer, as_):
    lurker = factories.a_person("Lia Poli", handle="lia")
    Membership.objects.create(space=lab, person=lurker, role="member")
    write(lab, colleague, "Spring prices")
    for person, seen in ((author, True), (colleague, True), (lurker, False), (outsider, False)):
        for query in ("", "?span=month", f"?space={lab.pk}"):
            assert (b"Spring prices" in as_(person).get(f"/moderation/calendar/{query}").content) is seen
    assert b"Spring prices" not in as_(author).get("/moderation/calendar/?day=2020-01-01").content
    assert as_(customer).get("/moderation/calendar/").status_code == 403


def test_programs_set_lanes_and_read_what_is_planned(lab, author, colleague, as_):
    address = f"/api/v1/spaces/{lab.slug}/lanes"
    said = {"sort": "pre_approval", "hours": 6, "trusted": []}
    made = as_(author).put(f"{address}/inside", said, content_type="application/json")
    assert (made.status_code, made.json()["sort"]) == (200, "pre_approval")
    post = write(lab, colleague, "Spring prices")
    (lane,) = as_(author).get(address).json()
    assert (lane["waiting"], lane["median_seconds"]) == (1, None)
    (planned,) = as_(author).get("/api/v1/moderation/calendar").json()
    assert (planned["entry"], planned["sort"]) == (post.entry_id, "lane")
    assert as_(colleague).put(f"{address}/inside", said, content_type="application/json").status_code == 403


def test_pages_of_the_wiki_are_in_the_calendar_when_they_are_to_be_looked_at_again(lab, author, as_):
    from wiki.actions import create_page, publish_page

    page = create_page(lab, by=author, title="Fans", body="They turn.")
    publish_page(page, by=author)
    type(page).objects.filter(pk=page.pk).update(review_due=localdate())
    assert b"Fans" in as_(author).get("/moderation/calendar/").content


def test_comments_take_the_lane_where_it_says_so(lab, author, keeper, colleague):
    post = write(lab, author)
    lanes.set_lane(lab, "inside", by=author, sort="pre_approval", trusted=[author])
    assert add_comment(post, by=colleague, body="At noon.").is_published
    lanes.set_lane(lab, "inside", by=author, sort="pre_approval", trusted=[author], replies=True)
    waits = add_comment(post, by=colleague, body="At one.")
    assert waits.is_held
    assert fresh(post).comments_count == 1
    deciding.decide(case_of(waits), "approve", by=keeper)
    assert (fresh(waits).is_published, fresh(post).comments_count) == (True, 2)


def test_those_who_approve_are_told_again_when_the_author_changes_what_waits(
    approved, lab, author, colleague, run_jobs
):
    post = write(lab, colleague)
    run_jobs()
    edit_entry(fresh(post), by=colleague, body="The fans stop at one.")
    run_jobs()
    told = [one.activity.verb for one in Notification.objects.filter(recipient=author).order_by("pk")]
    assert told[-2:] == ["moderation.lane.waits", "moderation.lane.rewritten"]


def test_who_wrote_it_is_told_that_it_waits_and_finds_it_again(approved, lab, colleague, as_):
    page = as_(colleague)
    sent = page.post("/posts/", {"body": "The fans stop.", "audience": lab.audience}, follow=True)
    assert "somebody looks at it first" in sent.content.decode()
    post = Entry.objects.get(author=colleague)
    assert "Waiting to be approved" in page.get("/scheduled/").content.decode()
    assert "Not out yet." in page.get(post.get_absolute_url()).content.decode()
