"""One press in a mail ends it, signed in or not, as often as it is pressed; and says nothing of whose mail it was."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from feeds.actions import publish_post
from intranet.content.models import Stance
from intranet.content.stances import stances_of
from intranet.core.letters.colours import TONES, as_hex
from intranet.core.letters.words import one_line, unlinked
from intranet.core.models import SiteSettings
from intranet.notifications.mail.stops import Undo, stop_url, undo_word
from intranet.notifications.models import Preference

ONE_CLICK = {"List-Unsubscribe": "One-Click"}


@pytest.fixture
def post(author, lab):
    return publish_post(by=author, space=lab, title="Quieter fans", body="The bearings.")


@pytest.fixture
def stop(colleague, post, settings):
    return stop_url(colleague, "answers", post).removeprefix(settings.SITE_URL)


@pytest.fixture
def anywhere(db):
    """A mail program: signed in nowhere, with no form of ours and no cookie."""
    return Client(enforce_csrf_checks=True)


def unwanted(person) -> set[str]:
    return set(Preference.objects.filter(person=person, channel="mail", wanted=False).values_list("group", flat=True))


def test_a_mail_program_ends_the_mails_of_that_kind(anywhere, colleague, stop):
    for _time in range(2):
        assert anywhere.post(stop, ONE_CLICK).status_code == 200
    assert unwanted(colleague) == {"answers"}


def test_looking_ends_nothing(anywhere, colleague, stop):
    page = anywhere.get(stop).content.decode()
    assert "Answers" in page
    assert unwanted(colleague) == set()


def test_all_mails_end_but_the_inbox_stays(anywhere, colleague, stop):
    anywhere.post(stop, {"what": "all"})
    assert {"mentions", "answers", "account", "decisions"} <= unwanted(colleague)
    assert not Preference.objects.filter(person=colleague, channel="app").exists()


def test_one_discussion_is_muted_as_by_its_menu(anywhere, colleague, post, stop):
    anywhere.post(stop, {"what": "thing"})
    assert Stance.objects.get(holder=colleague).way == Stance.Way.MUTE
    assert post.pk in stances_of(type(colleague).objects.get(pk=colleague.pk)).entries_muted


@pytest.mark.parametrize("what", ["group", "all", "thing"])
def test_it_can_be_undone_and_then_all_is_as_before(anywhere, colleague, stop, what):
    Preference.objects.create(person=colleague, group="mentions", channel="mail", wanted=False)
    page = anywhere.post(stop, {"what": what}).content.decode()
    (undo,) = re.findall(r'action="(/unsubscribe/[^"]+/undo/)"', page)
    assert "As it was before" in anywhere.post(undo).content.decode()
    assert unwanted(colleague) == {"mentions"}
    assert not Stance.objects.exists()


def test_who_the_mails_go_to_and_what_they_are_about_is_not_said(anywhere, colleague, stop):
    pages = [anywhere.get(stop), anywhere.post(stop, {"what": "thing"})]
    for page in pages:
        text = page.content.decode()
        assert not any(word in text for word in ("Ben", "ben@", "Quieter", "Lab"))
        assert "no-store" in page["Cache-Control"]


@pytest.mark.parametrize("word", ["x", "", "WzEsIm1lbnRpb25zIiwxXQ:1xV2tA:laO0u9qM89n4TtldOaVRhN7-pUiew2n6wRBiUz-YH55"])
def test_a_word_that_is_not_ours_is_no_address(anywhere, word):
    assert anywhere.get(f"/unsubscribe/{word}/").status_code == 404
    assert anywhere.post(f"/unsubscribe/{word}/", ONE_CLICK).status_code == 404


def test_a_word_for_undoing_ends_nothing_and_the_other_way_round(anywhere, colleague, stop):
    assert anywhere.post(f"/unsubscribe/{undo_word(Undo(colleague.pk, ['answers'], 0))}/").status_code == 404
    assert anywhere.post(f"{stop}undo/").status_code == 404


def test_who_has_left_is_told_the_same(anywhere, colleague, stop):
    said = anywhere.post(stop, ONE_CLICK).content
    Preference.objects.all().delete()
    type(colleague).objects.filter(pk=colleague.pk).update(is_active=False)
    again = anywhere.post(stop, ONE_CLICK)
    assert again.status_code == 200
    assert unwanted(colleague) == set()
    assert b"These mails have stopped" in said
    assert b"These mails have stopped" in again.content


def test_who_is_held_back_at_the_door_can_end_mails_too(as_, colleague, stop):
    SiteSettings(pk=1, second_factor_for="staff").save()
    as_(colleague).post(stop, ONE_CLICK)
    assert unwanted(colleague) == {"answers"}


def test_the_colours_of_mails_are_those_of_the_house(settings):
    css = (settings.ROOT / "static/css/tokens.css").read_text()
    for name, (day, night) in TONES.items():
        written = [
            f"oklch({tone[0]:g} {tone[1]:g} {'var(--accent-hue)' if tone[2] is None else f'{tone[2]:g}'})"
            for tone in (day, night)
        ]
        assert f"--{name}: light-dark({written[0]}, {written[1]});" in css


def test_oklch_becomes_what_browsers_make_of_it():
    assert as_hex(1, 0, 0, firms_own=0) == "#ffffff"
    assert as_hex(0.6279, 0.2577, 29.23, firms_own=0) == "#ff0000"


@pytest.mark.parametrize("name", ["Ada Bianchi", "Dr. Ada", "J. R. Ada", "Ada-Maria d’Este"])
def test_a_name_that_is_a_name_stays_as_it_is(name):
    assert unlinked(name) == name


def test_a_header_has_one_line():
    assert one_line("a\r\nBcc: b\u2028c\u202ed") == "a Bcc: b c d"
