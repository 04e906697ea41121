"""The scenarios of docs/permissions.md about who knows, and about what is delivered."""

from __future__ import annotations

import pytest
from django.test import Client
from django.utils.timezone import now

from feeds.actions import publish_post
from ideas import actions
from ideas.models import Heard, Meaning, Subscriber
from ideas.releases import subscribing
from ideas.releases.telling import lines_of
from ideas.statuses import first_status
from intranet.accounts.actions import face_company, stop_facing_company
from intranet.accounts.models import CompanyAssignment
from intranet.activity.models import Activity
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


def test_183_who_faces_a_company_is_told_of_what_they_read_and_the_customer_system_of_what_all_staff_read(
    porch, lab, author, colleague, outsider, customer, acme, admin
):
    face_company(outsider, acme, by=admin)
    open_to_all = actions.suggest(actions.make_board(porch, by=author, name="Wishes"), by=customer, title="a", body="x")
    closed = actions.suggest(actions.make_board(lab, by=author, name="Inside"), by=colleague, title="b", body="x")
    in_private = actions.suggest(open_to_all.board, by=colleague, title="c", body="x")
    face_company(author, acme, by=admin)
    for idea in (closed, in_private):
        actions.vote_for_company(idea, acme, by=author, where="on the phone", private=True)
    for idea in (open_to_all, closed, in_private):
        actions.set_status(idea, by=author, status=first_status(Meaning.DELIVERED))
    heard = Heard.objects.filter(person=outsider).order_by("entry")
    assert list(heard.values_list("entry", flat=True)) == [open_to_all.pk, in_private.pk]
    assert all("Acme" in line for line in lines_of(list(heard), {outsider}).values())
    stop_facing_company(CompanyAssignment.objects.get(person=outsider), by=admin)
    assert not any("Acme" in line for line in lines_of(list(heard), {outsider}).values())
    told = Activity.objects.filter(verb="ideas.company.delivered")
    assert [(one.subject_id, one.details["entry"]) for one in told] == [(acme.pk, open_to_all.pk)]
