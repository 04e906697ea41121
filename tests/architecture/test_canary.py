"""A random word is put into everything that is said in the lab; whoever may not read there never meets it."""

from __future__ import annotations

import secrets
from typing import Any

import pytest
from django.conf import settings
from django.contrib import admin as back_office
from django.test import Client
from django.urls import reverse

from chat.actions import change_room, send_message
from chat.models import Room
from feeds.actions import edit_post, publish_post
from intranet.accounts.actions import create_token
from intranet.content.actions import delete_entry
from intranet.content.attachments import describe
from intranet.content.files.uploads import store_upload
from intranet.content.models import Entry
from intranet.conversation.actions import add_comment, react
from intranet.conversation.polls.wanted import WantedPoll
from intranet.jobs.testing import drain
from intranet.moderation.actions import flag_entry
from tests.platform.files_of_strangers import PDF, upload
from wiki.actions import create_page, put_text

from .addresses import addresses, one_for_each_path
from .asking import as_if_it_had_not_happened, ask
from .lab_world import POLL_PAGES
from .sweeps import DRAWN, WHOLE, drawn, falls_to
from .url_table import expected

PROGRAMS = ["customer", "other_customer", "outsider", "moderator", "admin"]
OUTSIDE = ["guest", "customer", "other_customer", "outsider", "moderator", "admin", "deactivated"]


@pytest.fixture(scope="module")
def canary() -> str:
    return f"canary{secrets.token_hex(6)}"


@pytest.fixture(scope="module")
def told(canary, built_house) -> dict[str, Any]:
    """The word in a title, a text, its older version, a tag, a link, a file and what it shows, a poll, a comment; in a
    closed room, its topic and a reply; and in a page, its older version and a comment."""
    author, colleague, lab = built_house.cast["author"], built_house.cast["colleague"], built_house.lab
    things = dict(built_house.things)
    file = store_upload(upload(f"{canary}.pdf", PDF), by=author)
    describe(file, by=author, alt_text=f"{canary} from above")
    post = publish_post(
        by=author,
        space=lab,
        title=f"{canary} title",
        body=f"{canary} body, @ben. #{canary}",
        link=f"https://example.com/{canary}",
        attachment_ids=[file.pk],
        poll=WantedPoll((f"{canary} yes", f"{canary} no"), results="always"),
    )
    edit_post(post, by=author, title=f"{canary} title again", body=f"{canary} body, @ben. #{canary}")
    comment = add_comment(post, by=colleague, body=f"{canary} comment")
    react(post, by=colleague, sort="bravi")
    gone = add_comment(post, by=author, body=f"{canary} unsaid")
    delete_entry(gone, by=author)
    trials = Room.objects.get(pk=things["room_id"])
    spoken = send_message(trials, by=author, body=f"{canary} spoken, @ben. https://example.com/{canary}")
    send_message(trials, by=colleague, body=f"{canary} replied", thread=spoken)
    change_room(trials, by=author, topic=f"{canary} topic", about=f"{canary} about")
    page = create_page(lab, by=author, title=f"{canary} page", body=f"{canary} written. #{canary}")
    put_text(page, by=colleague, text=f"{canary} written again.")
    add_comment(page, by=colleague, body=f"{canary} asked")
    drain()
    things |= {
        "page_id": page.pk,
        "wiki:page": {"page_id": page.pk, "slug": "x"},
        "wiki:version": {"page_id": page.pk, "number": 1},
        "wiki:version-source": {"page_id": page.pk, "number": 1},
        "wiki:compare": {"page_id": page.pk, "older": 1, "newer": 2},
        "message_id": spoken.pk,
        "chat:message": {"entry_id": spoken.pk},
        "entry_id": post.pk,
        "post_id": post.pk,
        "comment_id": comment.pk,
        **{f"conversation:{page}": {"entry_id": post.pk} for page in POLL_PAGES},
        "poll_id": post.pk,
        "content:undelete": {"entry_id": gone.pk},
        "content:file": {"pk": file.pk, "name": file.name},
    }
    return things


@pytest.fixture
def said(told, house) -> dict[str, Any]:
    return told


def heard_in(response, canary: str) -> bool:
    body = b"".join(response.streaming_content) if response.streaming else response.content
    headers = "".join(f"{name}{value}" for name, value in response.headers.items())
    return canary.encode() in body.lower() or canary in headers.lower()


@pytest.mark.parametrize("who", OUTSIDE)
def test_no_address_tells_an_outsider_what_is_said_inside(who, canary, said, house):
    """A whole sweep asks everything as each; on one day each address is asked as one of them, in the ways it has."""
    heard, spoken = [], expected()
    for address in one_for_each_path():
        for method in address.methods:
            line = f"{method} {address.name}"
            if not falls_to(who, OUTSIDE, for_=f"canary {line}") or not (WHOLE or line in spoken):
                continue
            with as_if_it_had_not_happened():
                response = ask(house.sessions[who], method, address, said)
            # The name of the file is in the question then.
            if heard_in(response, canary) and address.name != "content:file":
                heard.append(line)
    assert heard == [], DRAWN


@pytest.mark.parametrize("who", OUTSIDE)
def test_no_list_or_search_tells_it_whatever_is_asked(who, canary, said, house):
    # What was typed may be repeated, so only its beginning is typed.
    beginning, lab, client = canary[:8], house.lab, Client()
    client.cookies[settings.SESSION_COOKIE_NAME] = house.sessions[who]
    asked = [
        f"/search/?q={beginning}",
        f"/search/?q={beginning}&kind=conversation.comment",
        f"/palette/?q={beginning}",
        f"/tags/suggest/?q={beginning}",
        f"/entries/offers/?q={beginning}",
        f"/entries/cards/?id={said['entry_id']}",
        f"/entries/sections/?at={said['entry_id']}..0&at={said['entry_id']}..1",
        f"/entries/sections/offers/?q={beginning}",
        f"/people/?q={beginning}",
        f"/spaces/?q={beginning}",
        f"/mentions/?q=b&entry={said['entry_id']}",
        f"/mentions/check/?handles=ben&entry={said['entry_id']}",
        f"/entries/{said['entry_id']}/comments/?before=99999",
        f"/entries/{said['entry_id']}/comments/?comment={said['comment_id']}",
        f"/posts/{said['entry_id']}/?comment={said['comment_id']}",
        f"/wiki/in/{lab.slug}/",
        f"/wiki/in/{lab.slug}/changes/",
        f"/wiki/in/{lab.slug}/languages/",
        f"/wiki/in/{lab.slug}/tree/?find={beginning}",
        "/wiki/",
        "/wiki/changes/",
        "/sitemap.xml",
        f"/spaces/{lab.slug}/feed/newer/",
        "/feed/newer/",
        "/moderation/",
        "/moderation/?show=hidden",
        "/inbox/?show=unread",
    ]
    for part in ({}, {"HX-Request": "true"}):
        heard = [path for path in asked if heard_in(client.get(path, headers=part), canary)]
        assert heard == []


@pytest.mark.parametrize("who", PROGRAMS)
def test_no_program_learns_it(who, canary, said, house):
    person = house.cast[who]
    token = create_token(person, by=person, name="canary")[1]
    heard = []
    for address in addresses():
        if not address.name.startswith("api:"):
            continue
        for query in ("", f"?q={canary[:8]}", "?limit=100"):
            if not falls_to(who, PROGRAMS, for_=f"{address.name}{query.partition('=')[0]}"):
                continue
            answer = Client().get(address.at(said) + query, headers={"authorization": f"Bearer {token}"})
            if heard_in(answer, canary):
                heard.append(f"{address.name}{query}")
    assert heard == [], DRAWN


def test_the_back_office_does_not_tell_the_admin(canary, said, house):
    """Every list, found by that word too, and every row of every table of the house."""
    client, heard, rows = Client(), [], 0
    client.cookies[settings.SESSION_COOKIE_NAME] = house.sessions["admin"]
    pages = ["/admin/", "/admin/health/", "/admin/site/"]
    for model in back_office.site._registry:
        name = f"admin:{model._meta.app_label}_{model._meta.model_name}"
        pages += [reverse(f"{name}_changelist"), reverse(f"{name}_changelist") + f"?q={canary[:8]}"]
        # Rows of one table differ in their words alone: two of each a day.
        for row in drawn(list(model._default_manager.all()[:50]), 2, for_=name):
            rows += 1
            pages += [reverse(f"{name}_change", args=[row.pk]), reverse(f"{name}_history", args=[row.pk])]
    assert rows > 20, DRAWN
    for page in pages:
        if heard_in(client.get(page, follow=True), canary):
            heard.append(page)
    assert heard == []


def test_a_member_meets_it_everywhere(canary, said, house):
    """So that the silence above means something."""
    client = Client()
    client.cookies[settings.SESSION_COOKIE_NAME] = house.sessions["colleague"]
    for path in [
        "/",
        f"/posts/{said['entry_id']}/",
        f"/entries/{said['entry_id']}/history/",
        f"/search/?q={canary[:8]}",
        f"/palette/?q={canary[:8]}",
        f"/tags/suggest/?q={canary[:8]}",
        "/tags/",
        "/inbox/",
        "/wiki/",
        f"/wiki/{said['page_id']}/history/",
    ]:
        assert heard_in(client.get(path), canary), path


def test_what_was_reported_is_told_to_the_moderator_it_was_reported_to(canary, said, house):
    """The one way out, opened by a member: the moderator reads what was reported, and only that."""
    flag_entry(Entry.objects.get(pk=said["comment_id"]), by=house.cast["author"], reason="confidential")
    client = Client()
    client.cookies[settings.SESSION_COOKIE_NAME] = house.sessions["moderator"]
    page = client.get("/moderation/").content.decode()
    assert f"{canary} comment" in page
    assert f"{canary} body" not in page
    assert client.get(f"/entries/{said['comment_id']}/").status_code == 404
