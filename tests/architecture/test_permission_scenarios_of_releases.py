"""The scenarios of docs/permissions.md about who knows, and about what is delivered."""

from __future__ import annotations

import pytest
from django.test import Client
from django.utils.timezone import now

from feeds.actions import publish_post
from ideas import actions
from ideas.models import Heard, Subscriber
from ideas.releases import subscribing
from intranet.content.models import Tag
from intranet.insights import actions as knowledge
from intranet.insights.expertise.asking import known_for, themes_known, who_know
from intranet.insights.models import Evidence, doublings

pytestmark = pytest.mark.django_db


def test_147_who_knows_is_counted_from_what_the_reader_may_read(lab, author, colleague, outsider):
    theme = f"tag_{Tag.objects.create(name='sensor', slug='sensor').pk}"
    shown = publish_post(by=author, space=lab, body="It is the sensor.")
    fields = {"source": "answers", "about": shown, "entry": shown, "theme": theme, "at": now()}
    Evidence.objects.create(person=author, strength=2 ** doublings(now()), **fields)
    assert [one.person for one in who_know([theme], colleague)] == [author]
    assert who_know([theme], outsider) == known_for(author, outsider) == themes_known(outsider) == []
    knowledge.opt_out(by=author)
    assert who_know([theme], colleague) == known_for(author, colleague) == []


def test_148_a_public_release_tells_nobody_outside_of_an_internal_idea(lab, porch, author, colleague, customer):
    board = actions.make_board(lab, by=author, name="Lab ideas")
    inside = actions.suggest(board, by=colleague, title="A second bench")
    release = actions.draft_release(porch, by=author, title="Terminal 5.2", body="New.")
    actions.name_in_release(release, inside, by=author)
    actions.publish_release(release, by=author)
    assert list(Heard.objects.values_list("person", flat=True)) == [colleague.pk]
    client = Client()
    for path in ("/ideas/releases/", "/ideas/releases/atom/", release.get_absolute_url()):
        assert b"A second bench" not in client.get(path).content
    client.force_login(customer)
    assert b"A second bench" not in client.get(release.get_absolute_url()).content


def test_149_nobody_learns_from_a_page_who_has_asked_for_releases(db):
    Subscriber.objects.create(email="known@example.org", confirmed_at=now())
    answers = []
    for email in ("known@example.org", "stranger@example.org"):
        answer = Client().post("/ideas/releases/subscribe/", {"email": email})
        answers.append((answer.status_code, answer["Location"]))
    assert answers[0] == answers[1]
    assert not subscribing.is_confirm_word("known@example.org")
