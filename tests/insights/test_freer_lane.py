"""A freer lane on trial: what it would have changed, what it has changed, and the way back."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.timezone import localdate

from feeds.actions import publish_post
from intranet.content.models import Entry
from intranet.moderation import deciding
from intranet.moderation.actions import hide
from intranet.moderation.lanes import actions as lanes
from intranet.moderation.lanes.trying import compared, if_freer, tried_author
from intranet.moderation.models import Case, Lane
from intranet.moderation.sorts import Words
from intranet.spaces import actions as spaces

NOON = datetime(2026, 10, 14, 10, tzinfo=UTC)


@pytest.fixture
def approved(lab, author):
    with time_machine.travel(NOON - timedelta(days=30), tick=False):
        return lanes.set_lane(lab, "inside", by=author, sort="pre_approval", hours=4)


def wrote(lab, by, body: str, at: datetime) -> Entry:
    with time_machine.travel(at, tick=False):
        return publish_post(by=by, body=body, space=lab)


def decided(post: Entry, what: str, by, at: datetime, **said) -> None:
    case = Case.objects.get(subject=post.key, state=Case.State.OPEN)
    with time_machine.travel(at, tick=False):
        deciding.decide(case, what, by=by, words=Words(**said))


@pytest.fixture
def history(approved, lab, author, colleague):
    """In ten days: two approved after one hour and three, one changed first after five, one declined."""
    begin = NOON - timedelta(days=5)
    for hours in (1, 3):
        decided(wrote(lab, colleague, f"After {hours}", begin), "approve", author, begin + timedelta(hours=hours))
    changed = wrote(lab, colleague, "After five", begin)
    decided(changed, "edit", author, begin + timedelta(hours=5), body="Better.")
    decided(wrote(lab, colleague, "No", begin), "decline", author, begin + timedelta(hours=1), reason="No")
    return approved


def test_what_a_freer_lane_would_have_changed_is_what_was_waited_for_changed_and_declined(history):
    with time_machine.travel(NOON, tick=False):
        found = if_freer(history)
    assert found is not None
    assert (found.out, found.median, found.changed, found.declined) == (3, timedelta(hours=3), 1, 1)
    with time_machine.travel(NOON + timedelta(days=91), tick=False):
        assert if_freer(history) is None


def test_a_trial_is_measured_beside_as_long_a_time_before_it(history, lab, author, colleague, moderator):
    with time_machine.travel(NOON, tick=False):
        lane = lanes.try_freer(history, by=author)
        assert (lane.sort, lane.trial_until) == ("post_review", localdate() + timedelta(weeks=4))
    posts = [wrote(lab, colleague, f"At once {n}", NOON + timedelta(days=1)) for n in range(4)]
    assert all(post.is_published for post in posts)
    with time_machine.travel(NOON + timedelta(days=2), tick=False):
        hide(posts[0], by=author, reason="Not here")
    with time_machine.travel(NOON + timedelta(days=10), tick=False):
        found = compared(lane)
    assert found is not None
    assert found.since == NOON
    assert (found.before.out, found.before.waited.out, found.before.waited.declined) == (3, 3, 1)
    assert found.before.waited.median == timedelta(hours=3)
    assert (found.during.out, found.during.waited.out, found.during.taken_away) == (3, 0, 1)
    # After two days the time before it is two days, too, in which nothing was decided.
    with time_machine.travel(NOON + timedelta(days=2), tick=False):
        again = compared(lane)
    assert again is not None
    assert again.before.out == 0


def test_a_trial_goes_back_by_itself_to_all_that_was_before_also_to_who_went_direct(approved, lab, author, colleague):
    with time_machine.travel(NOON, tick=False):
        lanes.set_lane(lab, "inside", by=author, sort="pre_approval", hours=4, trusted=[colleague], replies=True)
        lane = lanes.try_freer(approved, by=author, until=localdate() + timedelta(days=7))
        lanes.set_lane(lab, "inside", by=author, sort="direct", hours=9, trial_until=lane.trial_until)
    with time_machine.travel(NOON + timedelta(days=7), tick=False):
        assert lanes.look_at_clock() == 0
    with time_machine.travel(NOON + timedelta(days=8), tick=False):
        assert lanes.look_at_clock() == 1
    lane = Lane.objects.get()
    assert (lane.sort, lane.hours, lane.replies, lane.trial_until, lane.before) == ("pre_approval", 4, True, None, {})
    assert lane.trusted.get() == colleague
    assert compared(lane) is None


def test_a_trial_that_is_kept_stays_freer(approved, author):
    with time_machine.travel(NOON, tick=False):
        lanes.end_trial(lanes.try_freer(approved, by=author), by=author, keep=True)
    assert (Lane.objects.get().sort, Lane.objects.get().trial_until) == ("post_review", None)


def test_what_is_free_already_or_on_trial_is_not_tried_and_others_try_nothing(approved, lab, author, colleague):
    with pytest.raises(PermissionDenied):
        lanes.try_freer(approved, by=colleague)
    lane = lanes.try_freer(approved, by=author)
    with pytest.raises(ValidationError):
        lanes.try_freer(lane, by=author)
    lane = lanes.set_lane(lab, "inside", by=author, sort="direct")
    with pytest.raises(ValidationError):
        lanes.try_freer(lane, by=author)


def test_the_page_says_what_would_change_and_one_press_begins_the_trial(history, lab, author, as_):
    page = f"/spaces/{lab.slug}/settings/lanes/inside/"
    with time_machine.travel(NOON, tick=False):
        seen = as_(author).get(page).content.decode()
        assert "3 entries came out after they were approved" in seen
        assert "Changed first: 1. Declined: 1." in seen
        assert as_(author).post(page, {"do": "freer"}).status_code == 302
        seen = as_(author).get(page).content.decode()
    assert "Since the trial began" in seen
    assert Lane.objects.get().sort == "post_review"


# --- With one person --------------------------------------------------------------------------------------------------


def test_one_person_goes_direct_on_trial_and_all_others_wait_as_before(approved, lab, author, colleague, outsider):
    spaces.add_member(lab, by=author, person=outsider)
    with time_machine.travel(NOON, tick=False):
        lane = lanes.try_trusting(approved, colleague, by=author)
    assert (lane.sort, tried_author(lane)) == ("pre_approval", colleague)
    assert wrote(lab, colleague, "At once", NOON + timedelta(days=1)).is_published
    assert not wrote(lab, outsider, "I wait", NOON + timedelta(days=1)).is_published
    with time_machine.travel(NOON + timedelta(days=29), tick=False):
        lanes.look_at_clock()
    lane = Lane.objects.get()
    assert (lane.trial_until, lane.before, lane.trusted.count()) == (None, {}, 0)
    assert not wrote(lab, colleague, "I wait again", NOON + timedelta(days=30)).is_published


def test_what_one_person_does_on_trial_is_compared_with_what_they_did_before(history, lab, author, colleague, outsider):
    spaces.add_member(lab, by=author, person=outsider)
    decided(wrote(lab, outsider, "Mine", NOON - timedelta(days=4)), "approve", author, NOON - timedelta(days=3))
    with time_machine.travel(NOON, tick=False):
        assert if_freer(history, colleague).out == 3
        assert if_freer(history).out == 4
        lane = lanes.try_trusting(history, colleague, by=author)
    kept, gone = [wrote(lab, colleague, f"At once {n}", NOON + timedelta(days=1)) for n in range(2)]
    assert kept.is_published
    decided(wrote(lab, outsider, "Again", NOON + timedelta(days=1)), "approve", author, NOON + timedelta(days=2))
    with time_machine.travel(NOON + timedelta(days=2), tick=False):
        hide(gone, by=author, reason="Not here")
    with time_machine.travel(NOON + timedelta(days=10), tick=False):
        found = compared(lane)
    assert found is not None
    assert found.author == colleague
    assert (found.before.out, found.before.waited.out, found.before.waited.declined) == (3, 3, 1)
    assert (found.during.out, found.during.waited.out, found.during.taken_away) == (1, 0, 1)


def test_a_trial_with_one_person_is_refused_where_it_would_change_nothing_and_to_others(
    approved, lab, author, colleague, outsider
):
    with pytest.raises(PermissionDenied):
        lanes.try_trusting(approved, colleague, by=colleague)
    with pytest.raises(ValidationError, match="does not read"):
        lanes.try_trusting(approved, outsider, by=author)
    lanes.set_lane(lab, "inside", by=author, sort="pre_approval", trusted=[colleague])
    with pytest.raises(ValidationError, match="at once already"):
        lanes.try_trusting(approved, colleague, by=author)
    lanes.set_lane(lab, "inside", by=author, sort="pre_approval")
    lanes.try_trusting(approved, colleague, by=author)
    with pytest.raises(ValidationError, match="on trial already"):
        lanes.try_trusting(approved, colleague, by=author)


def test_the_page_and_the_api_begin_a_trial_with_one_person(history, lab, author, colleague, as_):
    page = f"/spaces/{lab.slug}/settings/lanes/inside/"
    refused = as_(author).post(page, {"do": "trust", "author": "@nobody"})
    assert refused.status_code == 422
    assert as_(author).post(page, {"do": "trust", "author": "@ben"}).status_code == 302
    assert f"What {colleague.name} writes comes out at once." in as_(author).get(page).content.decode()
    as_(author).post(page, {"do": "back"})
    assert Lane.objects.get().trusted.count() == 0
    told = (
        as_(author)
        .post(f"/api/v1/spaces/{lab.slug}/lanes/inside/trial", {"author": "ben"}, content_type="application/json")
        .json()
    )
    assert (told["trial"]["author"], told["trusted"], told["sort"]) == ("ben", ["ben"], "pre_approval")
    told = as_(author).delete(f"/api/v1/spaces/{lab.slug}/lanes/inside/trial?keep=true").json()
    assert (told["trial"], told["trusted"]) == (None, ["ben"])
