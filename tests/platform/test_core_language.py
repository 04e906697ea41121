"""The language of who has told us none."""

from __future__ import annotations

from datetime import date
from unittest import mock

import pytest
from django.db import OperationalError
from django.test import RequestFactory
from django.utils import translation
from django.utils.formats import date_format

from intranet.activity import verbs
from intranet.core.actions import change_site_settings
from intranet.core.language import language_for
from intranet.core.models import SiteSettings
from intranet.notifications.digests import reasons

pytestmark = pytest.mark.django_db


def spoken_to(accept: str = "", cookie: str = "") -> str:
    request = RequestFactory().get("/", HTTP_ACCEPT_LANGUAGE=accept)
    if cookie:
        request.COOKIES["portico_language"] = cookie
    return language_for(request)


@pytest.mark.parametrize(
    ("accept", "cookie", "language"),
    [
        ("", "", "en"),
        ("it", "", "it"),
        ("it-CH,it;q=0.9,en;q=0.5", "", "it"),
        ("de,it;q=0.5,en;q=0.1", "", "it"),
        ("de", "", "en"),
        ("*", "", "en"),
        ("it", "en", "en"),
        ("en", "it", "it"),
        ("it", "xx", "it"),
        ("it", "../../etc", "it"),
        ("\x00,;q=,it;q=x", "", "en"),
        ("it," * 3000, "", "it"),
    ],
)
def test_the_device_decides_then_the_browser_then_the_firm(accept, cookie, language):
    assert spoken_to(accept, cookie) == language


def test_the_firms_own_language_is_for_who_asks_for_none_of_ours(admin):
    change_site_settings(by=admin, default_language="it")
    assert spoken_to() == "it"
    assert spoken_to("de") == "it"
    assert spoken_to("en") == "en"


def test_a_language_the_firm_does_not_offer_is_not_spoken(admin):
    change_site_settings(by=admin, enabled_languages=["it"], default_language="it")
    assert spoken_to("en", "en") == "it"
    assert [code for code, _name in SiteSettings.current().languages] == ["it"]


def test_a_page_says_which_language_it_is_in(client, admin):
    change_site_settings(by=admin, default_language="it")
    with translation.override("en"):
        page = client.get("/accounts/login/")
    assert page["Content-Language"] == "it"
    assert '<html lang="it"' in page.content.decode()


def test_without_a_database_there_is_still_a_language():
    with mock.patch.object(SiteSettings.objects, "filter", side_effect=OperationalError):
        assert spoken_to("it") == "it"
        assert spoken_to("de") == "en"


def test_days_and_months_stand_in_an_italian_sentence_without_capitals():
    day = date(2026, 11, 25)
    with translation.override("it"):
        assert date_format(day, "l j F") == "mercoledì 25 novembre"
        assert date_format(day, "D j F") == "mer 25 novembre"


@pytest.mark.parametrize("verb", verbs.all_verbs(), ids=lambda verb: verb.name)
def test_every_sentence_can_be_said_of_one_and_of_several_in_italian(verb):
    with translation.override("it"):
        for several in (False, True):
            said = verbs.fill_in(verb.sentence, actor="Ada", title="Ventole", several=several)
            assert "{" not in said
            assert "|" not in said


@pytest.mark.parametrize("reason", reasons.all_reasons(), ids=lambda reason: reason.key)
def test_every_reason_of_a_digest_can_be_said_in_italian(reason):
    """In English it may be the same sentence as one of a verb, and then the translation is the verb's."""
    named = dict.fromkeys(("actor", "name", "tag", "space", "share", "status"), "Ada")
    with translation.override("it"):
        said = reason.said(named)
    assert "{" not in said
    assert "|" not in said


def test_what_several_did_is_said_of_several():
    sentence = verbs.find("feeds.post.edited").sentence
    with translation.override("it"):
        assert verbs.fill_in(sentence, actor="Ada", title="Ventole") == "Ada ha modificato “Ventole”"
        together = verbs.fill_in(sentence, actor="Ada e altri 2", title="Ventole", several=True)
    assert together.startswith("Ada e altri 2 hanno")
