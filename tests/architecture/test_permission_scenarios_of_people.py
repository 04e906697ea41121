"""The scenarios of docs/permissions.md from 29 on: people, the door, feeds and events."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.timezone import now

from feeds.actions import publish_post
from feeds.events.actions import answer_event, cancel_event, edit_event
from feeds.events.policies import answers_shown_to
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
from intranet.accounts.models import User
from intranet.accounts.threshold import held_back
from intranet.content import actions as content
from intranet.content.actions.stances import block, follow
from intranet.content.models import Entry, Tag, Timing
from intranet.content.when import When
from intranet.core.models import SecondFactorFor, SiteSettings
from intranet.moderation import actions as moderation
from intranet.notifications.models import Notification
from intranet.spaces import actions as spaces
from intranet.spaces.audiences import audiences_of
from intranet.spaces.view_as import eyes_of
from tests.factories import a_person
from tests.feeds.events_at_hand import an_event

STAFF = {"author", "colleague", "outsider", "moderator", "admin"}


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
