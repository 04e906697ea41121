"""The scenario of docs/permissions.md about those who had a part in what was delivered and have no account."""

from __future__ import annotations

import pytest
from django.core import mail
from django.test import Client

from forum import actions as forum
from forum.actions.centre import open_enquiry
from forum.actions.centre_staged import claim_staged
from ideas import actions
from ideas.models import Correspondent, Heard, Meaning
from ideas.releases.by_mail import PARTS
from ideas.releases.jobs import mail_delivered, mail_parts
from ideas.statuses import first_status
from intranet.content.actions import link_entries
from intranet.content.models import Link
from intranet.realtime.units import unit
from tests.factories import a_customer
from tests.forum.centre_world import a_desk
from wiki import actions as wiki
from wiki.truth.actions import say_helpful

pytestmark = pytest.mark.django_db
RITA = "rita@far.example"


def test_181_without_an_account_one_hears_once_of_what_guests_read(porch, lab, author, colleague, admin, as_):
    a_desk(lab, by=author)
    thread = open_enquiry(email=RITA, name="Rita", subject="Slow terminal", body="Four seconds.")
    shown = actions.suggest(actions.make_board(porch, by=author, name="Open"), by=author, title="Sooner", body="x")
    hidden = actions.suggest(actions.make_board(lab, by=author, name="Lab"), by=author, title="canaria", body="x")
    page = wiki.create_page(porch, by=author, title="Waking up", body="Press.")
    say_helpful(page, by=Client().get("/").wsgi_request.user, was_helpful=False, words="?", guest="g", email=RITA)
    assert RITA not in as_(author).get(f"/wiki/{page.pk}/opinions/").content.decode()
    with unit():
        for idea in (shown, hidden):
            link_entries(thread, idea, relation=Link.Relation.PROMOTED_TO, by=author)
    mail.outbox.clear()
    releases = [actions.draft_release(porch, by=author, title=f"5.{n}", body="Out.") for n in range(3)]
    for release in releases[:2]:
        for entry in (shown, hidden, page):
            actions.name_in_release(release, entry, by=author)
        actions.publish_release(release, by=author)
        mail_parts.call(release_id=release.pk)
    [letter] = [one for one in mail.outbox if one.to == [RITA]]
    assert "you wrote to us about “Slow terminal”" in letter.body
    assert "you told us what was missing in “Waking up”" in letter.body
    assert "canaria" not in letter.body + letter.subject

    person = a_customer("Rita", email=RITA)
    claim_staged(person, RITA)
    for entry in (shown, page):
        actions.name_in_release(releases[2], entry, by=author)
    actions.publish_release(releases[2], by=author)
    mail_parts.call(release_id=releases[2].pk)
    assert not Heard.objects.filter(person=person).exists()
    assert len([one for one in mail.outbox if one.to == [RITA]]) == 1

    address = PARTS.leave_url(Correspondent.objects.get()).partition("//")[2].partition("/")[2]
    assert Client().post(f"/{address}").status_code == 200
    assert Correspondent.objects.get().email == ""


def test_182_what_is_delivered_without_a_release_is_told_to_who_reads_it_and_once(porch, lab, author, customer):
    a_desk(lab, by=author)
    thread = open_enquiry(email=RITA, name="Rita", subject="Slow terminal", body="Four seconds.")
    category = forum.make_category(porch, by=author, name="Terminals")
    topic = forum.ask(category, by=customer, title="Is it only ours?", body="x")
    shown = actions.suggest(actions.make_board(porch, by=author, name="Open"), by=author, title="Sooner", body="x")
    hidden = actions.suggest(actions.make_board(lab, by=author, name="Lab"), by=author, title="canaria", body="x")
    with unit():
        for idea in (shown, hidden):
            for source in (thread, topic):
                link_entries(source, idea, relation=Link.Relation.PROMOTED_TO, by=author)
    mail.outbox.clear()
    for idea in (shown, hidden):
        actions.set_status(idea, by=author, status=first_status(Meaning.DELIVERED))
        mail_delivered.call(change_id=idea.status_changes.get().pk)
    assert [one.entry_id for one in Heard.objects.filter(person=customer)] == [shown.pk]
    [letter] = [one for one in mail.outbox if one.to == [RITA]]
    assert "canaria" not in letter.body + letter.subject

    release = actions.draft_release(porch, by=author, title="5.2", body="Out.")
    actions.name_in_release(release, shown, by=author)
    actions.publish_release(release, by=author)
    mail_parts.call(release_id=release.pk)
    assert Heard.objects.filter(person=customer).count() == 1
    assert len([one for one in mail.outbox if one.to == [RITA]]) == 1
