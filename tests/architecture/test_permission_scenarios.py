"""The scenarios of docs/permissions.md, each under its number."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from allauth.account.models import EmailAddress
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.timezone import localdate, now

from feeds.actions import edit_post, publish_post
from feeds.events.actions import answer_event, cancel_event, edit_event
from feeds.events.policies import answers_shown_to
from feeds.kudos.actions import give_kudos
from feeds.kudos.values import values_on_offer
from feeds.timeline import home_entries
from intranet.accounts.actions import (
    agree_to_terms,
    arrive,
    ask_for_copy,
    ask_for_erasure,
    change_field_audience,
    change_place,
    change_profile,
    deactivate,
    face_company,
    invite_agency_guest,
    publish_terms,
    read_notes,
    sign_out_everywhere,
    take_back_erasure,
    write_note,
)
from intranet.accounts.directory_word import Vouched
from intranet.accounts.models import Department, User
from intranet.accounts.threshold import held_back
from intranet.content import actions as content
from intranet.content.actions.stances import block, follow
from intranet.content.models import Entry, Tag, Timing
from intranet.content.when import When
from intranet.conversation.actions import add_comment
from intranet.conversation.polls.actions import close_poll, vote
from intranet.conversation.polls.showing import one_shown_to
from intranet.conversation.polls.wanted import WantedPoll
from intranet.core.models import SecondFactorFor, SiteSettings
from intranet.moderation import actions as moderation
from intranet.notifications.models import Notification
from intranet.realtime.gates import may_follow
from intranet.spaces import actions as spaces
from intranet.spaces.audiences import audiences_of, forget
from intranet.spaces.models import Pilot, Space
from intranet.spaces.view_as import eyes_of
from tests.factories import a_person
from tests.feeds.events_at_hand import an_event

HOUSE = ("author", "colleague", "outsider", "customer", "other_customer", "moderator", "admin", "deactivated", "guest")


@pytest.fixture
def readers_of(request):
    """The names of the cast who may read an entry."""
    cast = {name: request.getfixturevalue(name) for name in HOUSE}

    def find(entry) -> set[str]:
        for person in cast.values():
            forget(person)
        return {name for name, person in cast.items() if Entry.objects.visible_to(person).filter(pk=entry.pk).exists()}

    return find


STAFF = {"author", "colleague", "outsider", "moderator", "admin"}


def test_every_scenario_has_its_test_and_every_test_its_scenario():
    told = (Path(__file__).parents[2] / "docs" / "permissions.md").read_text()
    numbers = [int(number) for number in re.findall(r"^(\d+)\. \*\*", told, re.MULTILINE)]
    assert numbers == list(range(1, len(numbers) + 1))
    assert {int(name[5:7]) for name in globals() if re.match(r"test_\d\d_", name)} == set(numbers)


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


def test_29_the_personal_profile_is_its_owners_and_the_professional_one_the_firms(author, admin):
    with pytest.raises(PermissionDenied):
        change_profile(author, by=admin, bio="Sings.")
    with pytest.raises(PermissionDenied):
        change_profile(author, by=author, job_title="Queen")
    assert change_profile(author, by=author, bio="Sings.") == ["bio"]
    assert change_place(author, by=admin, job_title="Engineer") == ["job_title"]


def test_30_a_field_is_seen_by_whom_its_owner_chose_on_every_road(author, colleague, outsider, admin, lab, as_):
    change_profile(author, by=author, location="Udine")
    change_field_audience(author, "location", lab.audience, by=author)
    for person, sees in ((colleague, True), (outsider, False), (admin, False), (author, True)):
        for url in ("/people/ada/", "/people/", "/api/v1/people/ada"):
            assert ("Udine" in as_(person).get(url).content.decode()) is sees


def test_31_staff_notes_are_for_those_who_keep_order_and_never_for_the_person(
    author, colleague, customer, moderator, acme, admin
):
    note = write_note(customer, "Call before ten.", by=moderator)
    face_company(author, acme, by=admin)
    assert read_notes(customer, by=author) == [note]
    for person in (customer, colleague):
        with pytest.raises(PermissionDenied):
            read_notes(customer, by=person)
    with pytest.raises(PermissionDenied):
        read_notes(moderator, by=moderator)


def test_32_agency_guests_see_what_was_named_until_their_day(author, outsider, lab, plaza):
    guest = a_person("Tina Lang", kind="agency", handle="tina", access_until=now() + timedelta(days=3))
    spaces.add_member(lab, by=author, person=guest)
    inside, outside = (publish_post(by=author, space=space, body="x") for space in (lab, plaza))
    guest = User.objects.get(pk=guest.pk)
    assert Entry.objects.visible_to(guest).filter(pk=inside.pk).exists()
    assert not Entry.objects.visible_to(guest).filter(pk=outside.pk).exists()
    assert not User.objects.visible_to(guest).filter(pk=outsider.pk).exists()
    User.objects.filter(pk=guest.pk).update(access_until=now() - timedelta(seconds=1))
    assert not Entry.objects.visible_to(User.objects.get(pk=guest.pk)).exists()


def test_33_an_owner_invites_agency_guests_into_own_spaces(author, colleague, outsider, lab):
    until = now() + timedelta(days=9)
    invite_agency_guest("one@agency.example", by=author, joins=[lab.key], until=until)
    for person in (colleague, outsider):
        with pytest.raises(PermissionDenied):
            invite_agency_guest("two@agency.example", by=person, joins=[lab.key], until=until)


def test_34_no_account_is_closed_over_a_space_without_an_owner(author, colleague, admin, lab):
    for successors in ({}, {lab.key: admin}):
        with pytest.raises(ValidationError):
            deactivate(author, by=admin, successors=successors)
    assert deactivate(author, by=admin, successors={lab.key: colleague})


def test_35_through_anothers_eyes_one_reads_what_both_read(author, colleague, admin, lab, plaza):
    shared, kept = (publish_post(by=author, space=space, body="x") for space in (plaza, lab))
    eyes = eyes_of(User.objects.get(pk=colleague.pk), User.objects.get(pk=admin.pk))
    assert Entry.objects.visible_to(eyes).filter(pk=shared.pk).exists()
    assert not Entry.objects.visible_to(eyes).filter(pk=kept.pk).exists()
    assert colleague.key not in audiences_of(eyes)


def test_36_a_copy_of_own_data_is_for_its_person_alone(author, admin):
    with pytest.raises(PermissionDenied):
        ask_for_copy(author, by=admin)
    assert ask_for_copy(author, by=author).person == author


def test_37_erasure_waits_and_can_be_taken_back(customer, author, admin):
    with pytest.raises(PermissionDenied):
        ask_for_erasure(author, by=author)
    erasure = ask_for_erasure(customer, by=customer)
    assert erasure.due_at > now() + timedelta(days=13)
    assert take_back_erasure(erasure, by=customer)


def test_38_who_is_demanded_a_second_step_and_has_none_gets_nowhere(as_, admin, moderator, author):
    SiteSettings(pk=1, second_factor_for=SecondFactorFor.MODERATORS).save()
    answers = {person.handle: as_(person).get("/people/").status_code for person in (admin, moderator, author)}
    assert answers == {"aldo": 302, "mara": 302, "ada": 200}
    assert held_back([admin, moderator, author]) == {admin.pk, moderator.pk}


def test_39_everybody_agrees_for_oneself_to_what_admins_publish(as_, admin, author, colleague):
    texts = {"en": "Be kind.", "it": "Sii gentile."}
    with pytest.raises(PermissionDenied):
        publish_terms("terms", by=author, texts=texts)
    document = publish_terms("terms", by=admin, texts=texts)
    with pytest.raises(PermissionDenied):
        agree_to_terms(author, [document.pk], by=colleague)
    agree_to_terms(author, [document.pk], by=author)
    assert [as_(person).get("/people/").status_code for person in (author, colleague)] == [200, 302]


def test_40_the_directory_opens_what_an_identity_is_bound_to(author, colleague, settings):
    settings.DIRECTORY_DOMAINS = ["example.com"]
    EmailAddress.objects.create(user=author, email=author.email, verified=True, primary=True)
    word = Vouched("oidc", "a" * 64, "https://id.example", "1", email=author.email, email_verified=True)
    assert arrive(word) == author
    assert arrive(replace(word, email=colleague.email)) == author
    with pytest.raises(PermissionDenied):
        arrive(replace(word, uid="b" * 64))


def test_41_all_sessions_of_somebody_are_ended_by_admins(author, colleague, moderator, admin):
    for person in (colleague, moderator, author):
        with pytest.raises(PermissionDenied):
            sign_out_everywhere(author, by=person)
    epoch = author.session_epoch
    sign_out_everywhere(author, by=admin)
    author.refresh_from_db()
    assert author.session_epoch > epoch


def test_42_following_opens_nothing(author, outsider, customer, other_customer, lab, plaza):
    inside = publish_post(by=author, space=lab, body="Inside #fans")
    outside = publish_post(by=author, space=plaza, body="Outside #fans")
    for target in (author, Tag.objects.get(slug="fans")):
        follow(target, by=outsider)
    read = set(home_entries(User.objects.get(pk=outsider.pk)).values_list("pk", flat=True))
    assert outside.pk in read
    assert inside.pk not in read
    with pytest.raises(PermissionDenied):
        follow(other_customer, by=customer)


def test_43_blocking_takes_out_of_lists_and_not_out_of_sight(as_, author, colleague, lab, run_jobs):
    post = publish_post(by=author, space=lab, title="Hard to miss", body="Hello")
    block(author, by=colleague)
    assert "Hard to miss" not in as_(colleague).get("/spaces/lab/").content.decode()
    assert as_(colleague).get(f"/posts/{post.pk}/").status_code == 200
    mine = publish_post(by=colleague, space=lab, body="Mine")
    moderation.hide(mine, by=author, reason="Not here.")
    run_jobs()
    told = Notification.objects.of(colleague).without_blocked(colleague).filter(entry=mine)
    assert [one.reason for one in told] == ["author"]


def test_44_an_event_is_organised_by_whom_its_author_named(author, colleague, outsider, lab):
    event = an_event(author, lab, organisers=[colleague])
    with pytest.raises(PermissionDenied):
        edit_event(event, by=outsider, place="x")
    assert edit_event(event, by=colleague, place="x").place == "x"
    with pytest.raises(PermissionDenied):
        edit_event(event, by=colleague, title="x")
    spaces.leave_space(lab, by=colleague)
    with pytest.raises(PermissionDenied):
        cancel_event(event, by=User.objects.get(pk=colleague.pk))


def test_45_who_comes_is_known_by_name_to_who_may_know_them(author, customer, other_customer, porch):
    event = an_event(author, porch, capacity=2)
    for person in (customer, other_customer):
        answer_event(event, by=person, choice="yes")
    assert {answer.person for answer in answers_shown_to(customer, event)} == {customer}
    assert {answer.person for answer in answers_shown_to(author, event)} == {customer, other_customer}
    assert event.going_count == 2


def test_46_what_is_scheduled_comes_out_only_where_its_author_still_may(author, colleague, lab, readers_of):
    tomorrow = When.at(now() + timedelta(days=1), colleague.time_zone)
    waiting = publish_post(by=colleague, space=lab, body="x", when=tomorrow)
    assert readers_of(waiting) == {"colleague"}
    spaces.remove_member(lab, by=author, person=colleague)
    Timing.objects.update(due_at=now())
    assert not content.release_due(waiting)
    assert readers_of(waiting) == {"colleague"}
    assert Timing.objects.get().refusal


def test_47_in_two_spaces_it_is_read_by_who_reads_either(
    author, colleague, outsider, lab, plaza, vault, porch, readers_of
):
    post = publish_post(by=author, space=lab, body="x")
    with pytest.raises(PermissionDenied):
        content.place_entry(post, by=colleague, space=plaza)
    with pytest.raises(PermissionDenied):
        content.place_entry(post, by=author, space=porch)
    content.place_entry(post, by=author, space=plaza)
    assert readers_of(post) == STAFF
    content.unplace_entry(post, by=author, space=plaza)
    assert readers_of(post) == {"author", "colleague"}
    with pytest.raises(PermissionDenied):
        content.place_entry(publish_post(by=author, space=vault, body="x"), by=author, space=lab)


def test_48_pins_are_for_keepers_and_a_series_shows_what_one_may_read(author, colleague, outsider, lab, plaza, as_):
    inside, open_to_all = (publish_post(by=author, space=space, body="x") for space in (lab, plaza))
    with pytest.raises(PermissionDenied):
        content.pin_entry(inside, by=colleague, space=lab)
    assert content.pin_entry(inside, by=author, space=lab)
    series = content.open_series(by=author, name="Diary")
    content.put_into_series(inside, by=author, series=series)
    assert as_(outsider).get(f"/series/{series.pk}/").status_code == 404
    content.put_into_series(open_to_all, by=author, series=series)
    page = as_(outsider).get(f"/series/{series.pk}/").content.decode()
    assert f"/posts/{open_to_all.pk}/" in page
    assert f"/posts/{inside.pk}/" not in page
