"""The scenarios of docs/permissions.md, each under its number."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.timezone import localdate

from feeds.actions import edit_post, publish_post
from feeds.kudos.actions import give_kudos
from feeds.kudos.values import values_on_offer
from intranet.accounts.actions import (
    change_place,
    deactivate,
    face_company,
)
from intranet.accounts.models import Department, User
from intranet.content import actions as content
from intranet.content.models import Entry
from intranet.conversation.actions import add_comment
from intranet.conversation.polls.actions import close_poll, vote
from intranet.conversation.polls.showing import one_shown_to
from intranet.conversation.polls.wanted import WantedPoll
from intranet.moderation import actions as moderation
from intranet.notifications.models import Notification
from intranet.realtime.gates import may_follow
from intranet.spaces import actions as spaces
from intranet.spaces.audiences import audiences_of, forget
from intranet.spaces.models import Pilot, Space

from .conftest import HOUSE

STAFF = {"author", "colleague", "outsider", "moderator", "admin"}


def test_every_scenario_has_its_test_and_every_test_its_scenario():
    told = (Path(__file__).parents[2] / "docs" / "permissions.md").read_text()
    numbers = [int(number) for number in re.findall(r"^(\d+)\. \*\*", told, re.MULTILINE)]
    assert numbers == list(range(1, len(numbers) + 1))
    played = "".join(path.read_text() for path in Path(__file__).parent.glob("test_permission_scenarios*.py"))
    assert {int(number) for number in re.findall(r"^def test_(\d\d+)_", played, re.MULTILINE)} == set(numbers)


def test_01_a_closed_space_is_read_by_its_members(author, lab, readers_of, as_, outsider):
    assert readers_of(publish_post(by=author, space=lab, body="x")) == {"author", "colleague"}
    assert as_(outsider).get("/spaces/lab/").status_code == 200


def test_02_an_open_space_is_read_by_all_staff(author, plaza, readers_of):
    assert readers_of(publish_post(by=author, space=plaza, body="x")) == STAFF


def test_03_a_community_is_read_by_everybody(author, porch, readers_of):
    assert readers_of(publish_post(by=author, space=porch, body="x")) == set(HOUSE) - {"deactivated"}


def test_04_a_secret_space_is_not_there_for_others(author, vault, readers_of, as_, admin):
    assert readers_of(publish_post(by=author, space=vault, body="x")) == {"author"}
    assert as_(admin).get("/spaces/vault/").status_code == as_(admin).get("/spaces/nothing/").status_code == 404


def test_05_what_is_said_to_all_staff_stays_with_staff(author, readers_of):
    assert readers_of(publish_post(by=author, body="x")) == STAFF


def test_06_customers_of_two_firms_do_not_meet(customer, other_customer, as_, acme, author, readers_of):
    assert as_(customer).get("/people/emil/").status_code == 404
    assert not User.objects.visible_to(customer).filter(pk=other_customer.pk).exists()
    face_company(author, acme, by=User.objects.system())
    forget(author)
    told = publish_post(by=author, audience=acme.audience, body="x")
    assert readers_of(told) == {"author", "customer"}


def test_07_a_companys_audience_is_read_by_the_staff_who_face_it(author, acme, readers_of):
    face_company(author, acme, by=User.objects.system())
    forget(author)
    assert readers_of(publish_post(by=author, audience=acme.audience, body="x")) == {"author", "customer"}


def test_08_an_admin_manages_without_reading(author, admin, vault, readers_of):
    post = publish_post(by=author, space=vault, body="x")
    spaces.change_space(vault, by=admin, purpose="Kept by the board", visibility="secret")
    with pytest.raises(PermissionDenied, match="who reads it"):
        spaces.change_space(vault, by=admin, visibility="open")
    assert readers_of(post) == {"author"}
    assert spaces.change_space(vault, by=author, visibility="closed").visibility == "closed"


def test_09_who_leaves_loses_the_own_words_too(author, colleague, lab, readers_of):
    post = publish_post(by=colleague, space=lab, body="x")
    assert may_follow(colleague, lab.audience)
    spaces.leave_space(lab, by=colleague)
    assert readers_of(post) == {"author"}
    assert not may_follow(User.objects.get(pk=colleague.pk), lab.audience)


def test_10_who_is_deactivated_reads_nothing(author, colleague, admin, porch, lab):
    publish_post(by=author, space=porch, body="x")
    deactivate(colleague, by=admin)
    colleague.refresh_from_db()
    forget(colleague)
    assert not Entry.objects.visible_to(colleague).exists()


def test_11_a_space_that_closes_is_lost_to_those_outside(author, plaza, readers_of):
    post = publish_post(by=author, space=plaza, body="x")
    spaces.change_space(plaza, by=author, visibility=Space.Visibility.CLOSED)
    assert readers_of(post) == {"author"}


def test_12_words_are_changed_by_their_author_alone(author, colleague, moderator, admin, porch):
    post = publish_post(by=author, space=porch, body="x")
    for person in (colleague, moderator, admin):
        with pytest.raises(PermissionDenied):
            edit_post(post, by=person, body="y")


def test_13_members_post_and_readers_comment_until_it_is_closed(author, outsider, plaza):
    with pytest.raises(PermissionDenied):
        publish_post(by=outsider, space=plaza, body="x")
    post = publish_post(by=author, space=plaza, body="x")
    add_comment(post, by=outsider, body="y")
    content.lock_comments(post, by=author)
    with pytest.raises(PermissionDenied):
        add_comment(post, by=outsider, body="z")


def test_14_moderators_of_the_site_touch_closed_spaces_only_where_it_was_reported(author, colleague, moderator, lab):
    post = publish_post(by=author, space=lab, body="x")
    with pytest.raises(PermissionDenied):
        moderation.hide(post, by=moderator, reason="y")
    moderation.flag_entry(post, by=colleague, reason="rude")
    assert moderation.hide(post, by=moderator, reason="y").is_hidden


def test_15_what_is_hidden_is_read_by_its_author_and_moderators(colleague, outsider, moderator, porch, readers_of):
    spaces.join_space(porch, by=colleague)
    post = publish_post(by=colleague, space=porch, body="x")
    comment = add_comment(post, by=outsider, body="y")
    moderation.hide(post, by=moderator, reason="No.")
    assert readers_of(post) == readers_of(comment) == {"author", "colleague", "moderator", "admin"}
    moderation.restore(post, by=moderator)
    assert "outsider" in readers_of(comment)


def test_16_what_is_deleted_is_nobodys_to_read(author, plaza, readers_of):
    post = publish_post(by=author, space=plaza, body="x")
    content.delete_entry(post, by=author)
    assert readers_of(post) == set()
    content.undelete_entry(post, by=author)
    assert readers_of(post) == STAFF


def test_17_customers_stay_on_the_porch(customer, plaza, porch):
    with pytest.raises(PermissionDenied):
        spaces.create_space(by=customer, name="Ours")
    with pytest.raises(PermissionDenied):
        spaces.join_space(plaza, by=customer)
    assert spaces.join_space(porch, by=customer)


def test_18_mentions_reach_only_those_who_may_read(author, outsider, colleague, lab, as_, run_jobs):
    publish_post(by=author, space=lab, body="Ask @cleo and @ben.")
    run_jobs()
    mentions = Notification.objects.filter(reason="mention")
    assert list(mentions.values_list("recipient__handle", flat=True)) == ["ben"]
    offered = as_(author).get("/mentions/", {"space": "lab", "q": "c"}).json()["items"]
    assert "cleo" not in {item["handle"] for item in offered}


def test_19_nobody_decides_about_their_own_words(author, colleague, outsider, lab):
    spaces.add_member(lab, by=author, person=outsider, role="moderator")
    forget(outsider)
    mine = publish_post(by=author, space=lab, body="x")
    moderation.flag_entry(mine, by=colleague, reason="wrong")
    with pytest.raises(PermissionDenied):
        moderation.dismiss(mine, by=author)
    moderation.hide(mine, by=outsider, reason="Not here.")
    with pytest.raises(PermissionDenied):
        moderation.restore(mine, by=author)
    assert moderation.restore(mine, by=outsider).is_published


def test_20_a_guest_is_told_the_same_of_what_is_hidden_and_of_what_is_not(author, lab, as_, guest):
    hidden = publish_post(by=author, space=lab, body="x").pk
    pages = [as_(guest).get(f"/posts/{pk}/") for pk in (hidden, 999_999)]
    assert [page.status_code for page in pages] == [404, 404]
    there, missing = (page.content.decode() for page in pages)
    without_token = re.compile(r"[A-Za-z0-9]{64}")
    there_as_asked = without_token.sub("", there.replace(f"/posts/{hidden}/", "/posts/N/"))
    assert there_as_asked == without_token.sub("", missing.replace("/posts/999999/", "/posts/N/"))
    assert f"/accounts/login/?next=/posts/{hidden}/" in there


def test_21_a_space_that_fills_itself_follows_what_the_firm_keeps(author, colleague, outsider, admin, lab):
    works = Department.objects.create(name="Works")
    spaces.set_rule(lab, by=author, department=works)
    change_place(outsider, by=admin, department=works)
    assert lab.audience in audiences_of(User.objects.get(pk=outsider.pk))
    for person in (outsider, colleague):
        change_place(person, by=admin, department=None)
    assert lab.audience not in audiences_of(User.objects.get(pk=outsider.pk))
    assert lab.audience in audiences_of(User.objects.get(pk=colleague.pk))
    with pytest.raises(ValidationError):
        spaces.set_rule(lab, by=author, attribute="location", value="Lodi")


def test_22_who_does_not_read_a_space_does_not_fill_it(author, colleague, admin, lab):
    for person in (colleague, admin):
        with pytest.raises(PermissionDenied):
            spaces.add_people(lab, by=person, people=[admin])
        with pytest.raises(PermissionDenied):
            spaces.set_rule(lab, by=person, department=Department.objects.create(name=person.name))


def test_23_standing_in_a_space_opens_nothing_and_tells_nothing(author, outsider, vault, plaza, as_, readers_of):
    cellar = spaces.create_space(by=author, name="Cellar", visibility="secret", parent=plaza)
    window = spaces.create_space(by=author, name="Window", parent=vault)
    assert readers_of(publish_post(by=author, space=cellar, body="x")) == {"author"}
    pages = [
        as_(outsider).get(path).content.decode() for path in ("/spaces/", "/spaces/plaza/about/", "/spaces/window/")
    ]
    assert not any(name in page for page in pages for name in ("Cellar", "Vault"))
    assert window.name in pages[0]


def test_24_where_its_keepers_post_members_comment(author, colleague, lab):
    spaces.change_space(lab, by=author, posting="keepers")
    with pytest.raises(PermissionDenied):
        publish_post(by=colleague, space=lab, body="x")
    assert add_comment(publish_post(by=author, space=lab, body="y"), by=colleague, body="z")


def test_25_a_pilot_that_has_ended_is_read_and_reported_to_its_keepers(author, colleague, outsider, lab, as_):
    post = publish_post(by=author, space=lab, body="x")
    spaces.start_pilot(lab, by=author, goal="y", ends_on=localdate() + timedelta(days=9))
    spaces.end_pilot(lab, by=author, today=localdate())
    assert Entry.objects.visible_to(colleague).filter(pk=post.pk).exists()
    with pytest.raises(PermissionDenied):
        publish_post(by=colleague, space=Space.objects.get(pk=lab.pk), body="z")
    path = "/spaces/lab/settings/pilot/report/"
    assert [as_(person).get(path).status_code for person in (author, colleague, outsider)] == [200, 403, 403]
    assert Pilot.objects.get(space=lab).report["active"] is None


def test_26_kudos_reach_whom_they_thank(author, colleague, outsider, customer, lab, porch):
    thanks = {"by": author, "value": values_on_offer()[0], "body": "x"}
    give_kudos(**thanks, to=[colleague], space=lab)
    give_kudos(**thanks, to=[customer], space=porch)
    for person, space in ((outsider, lab), (customer, None), (author, lab)):
        with pytest.raises(ValidationError):
            give_kudos(**thanks, to=[person], space=space)
    with pytest.raises(PermissionDenied):
        give_kudos(by=customer, to=[author], value=thanks["value"], body="x", space=porch)


def test_27_everybody_who_reads_the_question_votes_once(author, colleague, outsider, plaza):
    named, secret = (
        publish_post(by=author, space=plaza, body="?", poll=WantedPoll(("a", "b"), anonymous=anonymous)).poll
        for anonymous in (False, True)
    )
    for poll in (named, secret):
        vote(poll, by=outsider, options=[poll.options.all()[0].pk])
    vote(named, by=outsider, options=[named.options.all()[1].pk])
    with pytest.raises(PermissionDenied):
        vote(secret, by=outsider, options=[secret.options.all()[1].pk])
    close_poll(named, by=author)
    with pytest.raises(PermissionDenied):
        vote(named, by=colleague, options=[named.options.all()[0].pk])


def test_28_results_are_seen_when_the_terms_say_so(author, colleague, plaza):
    poll = publish_post(by=author, space=plaza, body="?", poll=WantedPoll(("a", "b"), anonymous=True)).poll
    vote(poll, by=colleague, options=[poll.options.all()[0].pk])
    assert one_shown_to(colleague, poll.pk).may_see
    assert not one_shown_to(author, poll.pk).may_see
    assert not one_shown_to(colleague, poll.pk).may_see_voters
