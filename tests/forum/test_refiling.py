"""Titles and tags of topics that others began: who gives them, what is kept of it, and putting them back."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils.timezone import now

from forum import actions
from forum.keeping.closing import close_topic
from forum.keeping.refiling import put_filing_back, refile_topic, refilings_of
from forum.models import Topic
from intranet.activity.models import Activity
from intranet.content.actions import EditConflict
from intranet.content.history import versions_of
from intranet.moderation import sanctioning
from intranet.moderation.rules import actions as rules
from intranet.moderation.trust import actions as trust
from intranet.notifications.models import Notification

pytestmark = pytest.mark.django_db


def fresh(topic: Topic) -> Topic:
    return Topic.objects.with_place().get(pk=topic.pk)


@pytest.fixture
def regular(other_customer):
    """Emil, whom what he did here has brought to the third level."""
    other_customer.trust = 3
    other_customer.save(update_fields=["trust"])
    return other_customer


@pytest.fixture
def tagged(topic, customer):
    return actions.edit_topic(topic, by=customer, title=topic.title, body="Cold #sensor", tags=["Winter"])


def tags_of(topic: Topic) -> set[str]:
    return set(fresh(topic).tags.names())


def test_a_regular_gives_title_and_tags_and_no_word_of_the_question_changes(
    tagged, regular, customer, after_commit, run_jobs, as_, guest
):
    with after_commit():
        assert refile_topic(fresh(tagged), by=regular, title="Terminals wake up slowly in the cold", tags=["Wake-up"])
    assert not refile_topic(fresh(tagged), by=regular, title="Terminals wake up slowly in the cold", tags=["Wake-up"])
    run_jobs()
    found = fresh(tagged)
    assert (found.title, found.body) == ("Terminals wake up slowly in the cold", "Cold #sensor")
    assert found.slug == "terminals-wake-up-slowly-in-the-cold"
    assert tags_of(tagged) == {"Wake-up", "sensor"}
    assert found.author == customer
    assert Notification.objects.get(recipient=customer, activity__verb="forum.topic.refiled").reason == "author"
    assert Activity.objects.get(verb="forum.topic.refiled").actor == regular
    current, before = versions_of(found)[:2]
    assert (current.writer, current.is_filing, before.title) == (regular, True, "Slow to wake up")
    page = as_(guest).get(found.get_absolute_url()).content.decode()
    assert "Terminals wake up slowly" in page
    assert "Put back" not in page


def test_a_moderator_puts_back_exactly_what_was_there(tagged, regular, customer, moderator, as_):
    refile_topic(fresh(tagged), by=regular, title="Buy my terminals", tags=["Buy"])
    [change] = refilings_of(tagged)
    for person in (regular, customer):
        with pytest.raises(PermissionDenied):
            put_filing_back(fresh(tagged), by=person, number=change.number)
    assert "Put back" not in as_(customer).get(fresh(tagged).get_absolute_url()).content.decode()
    assert "Put back" in as_(moderator).get(fresh(tagged).get_absolute_url()).content.decode()
    as_(moderator).post(reverse("forum:filing-back", args=[tagged.pk, change.number]))
    assert (fresh(tagged).title, fresh(tagged).chosen_tags) == ("Slow to wake up", ["Winter"])
    assert tags_of(tagged) == {"Winter", "sensor"}
    assert not put_filing_back(fresh(tagged), by=moderator, number=change.number)
    assert Activity.objects.filter(verb="forum.topic.filing_put_back", actor=moderator).count() == 1
    # An edit of its author is no such change.
    with pytest.raises(ValidationError):
        put_filing_back(fresh(tagged), by=moderator, number=1)


def test_two_who_change_it_at_once_do_not_write_over_each_other(topic, regular, colleague, as_):
    read = topic.revisions_count
    refile_topic(fresh(topic), by=colleague, title="First", tags=[], based_on=read)
    with pytest.raises(EditConflict):
        refile_topic(fresh(topic), by=regular, title="Second", tags=[], based_on=read)
    page = as_(regular).post(reverse("forum:refile", args=[topic.pk]), {"title": "Second", "based_on": read})
    assert page.status_code == 422
    assert "“First”" in page.content.decode()
    again = {"title": "Second", "tags": "", "based_on": read + 1}
    assert as_(regular).post(reverse("forum:refile", args=[topic.pk]), again).status_code == 302
    assert fresh(topic).title == "Second"


def test_what_makes_no_sense_is_said_and_nothing_changes(topic, regular, as_):
    for title, tags in (("", []), (" ", []), ("x" * 201, []), ("Fine", list("abcdef"))):
        with pytest.raises(ValidationError):
            refile_topic(fresh(topic), by=regular, title=title, tags=tags)
    page = as_(regular).post(reverse("forum:refile", args=[topic.pk]), {"title": "Fine", "tags": "a,b,c,d,e,f"})
    assert page.status_code == 422
    assert fresh(topic).title == "Slow to wake up"
    assert not refilings_of(topic).exists()


def test_the_rules_of_the_house_look_at_what_is_given_and_not_at_the_question(category, customer, regular, admin):
    theirs = actions.ask(category, by=customer, title="Pills", body="Cheap pills?")
    rules.add_list(by=admin, name="Pills", does="refuse", lines=["pills"], scope="everyone")
    for title, tags in (("More pills", []), ("Less", ["pills"])):
        with pytest.raises(ValidationError):
            refile_topic(fresh(theirs), by=regular, title=title, tags=tags)
    assert refile_topic(fresh(theirs), by=regular, title="Medicine", tags=[])


def test_admins_take_the_right_from_a_level(topic, regular, admin):
    trust.change_level(3, by=admin, refiles=False)
    with pytest.raises(PermissionDenied, match="higher level"):
        refile_topic(fresh(topic), by=regular, title="No", tags=[])


def test_who_is_silenced_and_who_finds_it_closed_changes_nothing(topic, regular, moderator, colleague, as_):
    close_topic(fresh(topic), by=moderator)
    with pytest.raises(PermissionDenied, match="closed"):
        refile_topic(fresh(topic), by=regular, title="No", tags=[])
    assert "Change title and tags" not in as_(regular).get(f"/entries/{topic.pk}/menu/").content.decode()
    assert refile_topic(fresh(topic), by=colleague, title="Closed and better named", tags=[])
    sanctioning.sanction(regular, "silence", by=moderator, reason="Enough", until=now() + timedelta(days=7))
    regular.refresh_from_db()
    with pytest.raises(PermissionDenied, match="silenced"):
        refile_topic(fresh(topic), by=regular, title="No", tags=[])


def test_it_is_a_dialog_from_the_menu_for_others_and_edit_for_who_asked(topic, regular, customer, as_):
    assert "Change title and tags" in as_(regular).get(f"/entries/{topic.pk}/menu/").content.decode()
    assert "Change title and tags" not in as_(customer).get(f"/entries/{topic.pk}/menu/").content.decode()
    page = as_(regular).get(reverse("forum:refile", args=[topic.pk])).content.decode()
    assert "Slow to wake up" in page
    assert "stay as Dora Neri wrote them" in page
