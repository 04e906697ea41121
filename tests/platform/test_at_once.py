"""Things that meet at the same moment: votes, and somebody who leaves while what they hold still moves."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.timezone import now

from feeds.actions import publish_post
from intranet.accounts import actions
from intranet.accounts.models import User
from intranet.content.actions import publish_now
from intranet.content.jobs import release
from intranet.content.kinds import real
from intranet.content.models import Entry, Timing
from intranet.content.when import When
from intranet.conversation.models import Ballot, Choice, Poll
from intranet.conversation.polls.actions import close_poll, vote, withdraw_vote
from intranet.conversation.polls.wanted import WantedPoll
from intranet.realtime.models import Frame
from intranet.spaces.actions import add_member, remove_member
from intranet.spaces.models import Membership
from tests.factories import a_person
from tests.platform.threads import together

pytestmark = pytest.mark.django_db(transaction=True)


def or_refused(act: Callable[[], Any]) -> Callable[[], Any]:
    def tried() -> Any:
        try:
            return act()
        except (PermissionDenied, ValidationError):
            return "refused"

    return tried


def test_votes_second_thoughts_and_the_end_of_a_poll_at_once_are_counted_right(author, plaza):
    crowd = [a_person() for _ in range(8)]
    post = publish_post(by=author, space=plaza, body="Which?", poll=WantedPoll(("a", "b"), results="voting"))
    first, second = post.poll.options.values_list("pk", flat=True)

    def poll() -> Poll:
        return Poll.objects.get(pk=post.pk)

    def voting(person: User, number: int) -> Callable[[], Any]:
        def act() -> None:
            vote(poll(), by=person, options=[first])
            if number % 2:
                vote(poll(), by=person, options=[second])
            if number % 4 == 3:
                withdraw_vote(poll(), by=person)

        return or_refused(act)

    together(*(voting(person, number) for number, person in enumerate(crowd)), lambda: close_poll(poll(), by=author))
    found = poll()
    assert found.voters_count == Ballot.objects.filter(poll=found).count()
    tally = dict(found.options.values_list("pk", "votes"))
    assert tally == {pk: Choice.objects.filter(option=pk).count() for pk in (first, second)}
    counted = Frame.objects.filter(stream=f"poll_{post.pk}").order_by("-seq").first()
    assert counted is None or counted.payload["votes"] == {str(pk): votes for pk, votes in tally.items()}


def test_who_leaves_while_something_comes_out_has_published_it_before_or_not_at_all(
    author, colleague, admin, lab, plaza
):
    add_member(plaza, by=author, person=colleague)
    when = When.at(now() + timedelta(hours=1), "Europe/Rome")
    waiting = publish_post(by=author, space=plaza, body="Now or never", when=when)
    Timing.objects.filter(pk=waiting.pk).update(due_at=now() - timedelta(seconds=1))
    successors = {"": colleague}

    def leave() -> None:
        actions.deactivate(User.objects.get(pk=author.pk), by=admin, successors=successors)

    def press() -> None:
        publish_now(real(Entry.objects.get(pk=waiting.pk)), by=author)

    together(or_refused(leave), or_refused(leave), lambda: release.call(entry_id=waiting.pk), or_refused(press))
    left, found = User.objects.get(pk=author.pk), Entry.objects.get(pk=waiting.pk)
    assert not left.is_active
    if found.is_published:
        assert found.author == author
        assert found.published_at <= left.deactivated_at
    else:
        assert (found.state, found.author, found.audience) == (Entry.State.DRAFT, colleague, colleague.key)
    assert Frame.objects.filter(event="feeds.post.published").count() == found.is_published
    owners = Membership.objects.filter(space=lab, role="owner", person__is_active=True)
    assert [row.person for row in owners] == [colleague]


def test_who_is_shown_out_while_choosing_who_sees_a_field_shows_it_to_no_room_one_is_not_in(author, colleague, lab):
    add_member(lab, by=author, person=colleague)
    actions.change_profile(colleague, by=colleague, phone="+39 0432")

    def choose() -> None:
        mine = User.objects.get(pk=colleague.pk)
        actions.change_field_audience(mine, "phone", lab.audience, by=mine)

    together(or_refused(choose), lambda: remove_member(lab, by=author, person=colleague))
    assert User.objects.get(pk=colleague.pk).field_audiences.get("phone") != lab.audience
