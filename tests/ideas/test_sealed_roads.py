"""A sealed idea is Anonymous's on the roads that leave its page, too: webhooks, searching, copies, mail, references."""

from __future__ import annotations

import json
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.core.files.storage import default_storage

from feeds.actions import publish_post
from ideas import actions
from ideas.models import Idea, Subscriber
from ideas.releases.mailing import mail_portion
from ideas.sealing.actions import edit_sealed, suggest_sealed
from ideas.sealing.anonymous import anonymous
from intranet.accounts.actions.own_data import ask_for_copy
from intranet.api.webhooks.actions import add_webhook
from intranet.content.models import Credit
from intranet.conversation.actions import add_comment
from intranet.conversation.votes import vote_for
from intranet.flows.promoting.actions import promote
from intranet.flows.promoting.targets import TARGETS
from intranet.notifications.models import Notification
from intranet.search.indexing import rebuild_index
from intranet.search.queries import search
from tests.platform.mail_world import proven, send_all
from tests.platform.webhook_receiver import receiving

pytestmark = pytest.mark.django_db

TITLE = "The night shift"


@pytest.fixture
def sealed(open_board, colleague) -> Idea:
    return suggest_sealed(open_board, by=colleague, title=TITLE, body="It is too long.", at_once=True)


def names(person, text: str) -> bool:
    return person.name in text or f'"{person.handle}"' in text or person.email in text


def test_a_webhook_with_texts_and_persons_says_anonymous(open_board, colleague, admin, settings, run_jobs):
    settings.WEBHOOK_PRIVATE_ADDRESSES = ["127.0.0.0/8"]
    with receiving() as receiver:
        add_webhook(by=admin, url=receiver.url, scope="public", verbs=["*"], with_bodies=True)
        idea = suggest_sealed(open_board, by=colleague, title=TITLE, body="It is too long.", at_once=True)
        edit_sealed(idea, by=colleague, title=TITLE, body="It is much too long.")
        run_jobs()
        bodies = [call.body.decode() for call in receiver.calls]
    told = [json.loads(body) for body in bodies]
    assert "ideas.idea.published" in [one["type"] for one in told]
    assert {one["data"]["actor"]["id"] for one in told} == {anonymous().pk}
    assert not any(names(colleague, body) for body in bodies)


def test_searching_for_who_wrote_it_does_not_find_it(sealed, open_board, colleague, author, as_):
    named = actions.suggest(open_board, by=colleague, title="A night bench", body="By the door.")
    rebuild_index.call()
    assert [entry.pk for entry in search(author, "night shift").entries] == [sealed.pk]
    assert [entry.pk for entry in search(author, "from:ben night").entries] == [named.pk]
    assert not names(colleague, as_(author).get("/search/?q=night+shift").content.decode())


def test_the_copy_of_ones_data_does_not_say_what_one_wrote_without_a_name(
    sealed, open_board, colleague, settings, tmp_path, run_jobs
):
    """The copy is a file that lies about: who wrote it finds it under Sealed ideas instead."""
    settings.MEDIA_ROOT = settings.DATA = tmp_path
    named = actions.suggest(open_board, by=colleague, title="A night bench", body="By the door.")
    copy = ask_for_copy(colleague, by=colleague)
    run_jobs()
    copy.refresh_from_db()
    with ZipFile(BytesIO(default_storage.open(copy.path).read())) as archive:
        written = json.loads(archive.read("data/entries.json"))
        assert not any(b"too long" in archive.read(name) for name in archive.namelist())
    assert [row["id"] for row in written] == [named.pk]


def test_a_release_tells_the_voters_and_the_list_and_nobody_whose_it_was(
    sealed, porch, author, colleague, customer, run_jobs
):
    proven(author, colleague, customer)
    vote_for(sealed, by=customer)
    Subscriber.objects.create(email="gina@example.org", confirmed_at="2030-01-01T00:00Z")
    release = actions.draft_release(porch, by=author, title="Terminal 5.2", body="Shorter nights.")
    actions.name_in_release(release, sealed, by=author)
    actions.publish_release(release, by=author)
    mail_portion(release.pk, 0)
    run_jobs()
    send_all()
    assert {tuple(letter.to) for letter in mail.outbox} >= {(customer.email,), ("gina@example.org",)}
    assert not any(names(colleague, f"{letter.subject} {letter.body} {letter.alternatives}") for letter in mail.outbox)
    assert not Notification.objects.filter(recipient=colleague, reason="voice").exists()
    assert not Notification.objects.filter(recipient=anonymous()).exists()


def test_made_into_a_page_and_pointed_at_it_is_still_nobodys(sealed, plaza, author, colleague, outsider, as_):
    target = TARGETS["page"]
    spot = target.spot(author, f"space_{plaza.pk}")
    page = promote([sealed], by=author, target=target, spot=spot, title="Nights", words="We listen.", keep=[sealed])
    post = publish_post(by=author, space=plaza, title="Read this", body=f"See #{sealed.pk}.")
    assert not Credit.objects.filter(entry=page.pk, person=colleague).exists()
    for address in (page.get_absolute_url(), post.get_absolute_url(), sealed.get_absolute_url()):
        shown = as_(outsider).get(address, follow=True)
        assert shown.status_code == 200
        main = shown.content.decode().partition("<main")[2].partition("</main>")[0]
        assert "Ben Rossi" not in main
        assert "@ben" not in main


def test_who_wrote_it_says_something_under_it_like_anybody(sealed, colleague, author, as_):
    said = add_comment(sealed, by=colleague, body="I agree.")
    page = as_(author).get(f"/api/v1/entries/{sealed.pk}").json()
    assert (said.author, page["author"]["id"]) == (colleague, anonymous().pk)
    with pytest.raises(PermissionDenied):
        edit_sealed(sealed, by=author, title="Mine", body="")
