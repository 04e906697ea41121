"""Scenarios of docs/permissions.md about references and about making one thing of another."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.test import RequestFactory
from django.utils.timezone import now

from feeds.actions import publish_post
from forum.models import Area
from ideas import actions as ideas
from intranet.content.models import Entry
from intranet.content.pointing import cards_for
from intranet.content.references import fill_in, told_in
from intranet.flows.promoting.actions import promote
from intranet.flows.promoting.targets import TARGETS
from intranet.flows.roads import roads_of
from intranet.realtime.models import Frame
from tests import factories
from tests.forum.centre_world import a_desk, a_thread
from wiki import actions as wiki

SECRET = "Marzipan"


@pytest.fixture
def inside(lab, author):
    return publish_post(by=author, space=lab, title=f"{SECRET} plan", body=f"We call it {SECRET}.")


@pytest.fixture
def board(porch, author):
    return ideas.make_board(porch, by=author, name="Wishes")


def to_board(post, board, by, **more):
    target = TARGETS["idea"]
    spot = target.spot(by, f"board_{board.pk}")
    return promote([post], by=by, target=target, spot=spot, title="Wake up sooner", **more)


def roads(entry, person):
    request = RequestFactory().get("/")
    request.user = person
    return roads_of(request, entry)


def test_143_a_reference_says_its_title_to_nobody_who_may_not_read_it(inside, author, outsider, client, as_):
    post = publish_post(by=author, body=f"See #{inside.pk}.", audience="org")
    assert "Restricted" in fill_in(post.body_html, outsider)
    heard = [
        client.get(f"/entries/cards/?id={inside.pk}").content.decode(),
        as_(outsider).get(f"/entries/cards/?id={inside.pk}").content.decode(),
        as_(outsider).get(f"/entries/offers/?q={inside.pk}").content.decode(),
        as_(outsider).get(f"/api/v1/entries/{post.pk}").content.decode(),
        as_(outsider).get(post.get_absolute_url()).content.decode(),
        *told_in([post.body_text], outsider),
        *(str(frame.payload) for frame in Frame.objects.filter(stream__in=[post.root_key, "org"])),
    ]
    assert not [one for one in heard if SECRET in one]


def test_144_only_what_was_ticked_goes_along_to_more_readers(inside, board, author, outsider, customer, as_):
    page = as_(author).get(f"/promote/?from={inside.pk}&to=idea").content.decode()
    assert "checked" not in page.split('name="keep"')[1].split(">")[0]
    assert SECRET not in to_board(inside, board, author).body
    assert SECRET in to_board(inside, board, author, keep=[inside]).body
    for person in (outsider, customer):
        with pytest.raises(PermissionDenied):
            to_board(inside, board, person)


def test_145_a_journey_names_only_the_steps_its_reader_may_read(lab, inside, board, author, outsider, guest):
    idea = to_board(inside, board, author)
    assert SECRET in str(roads(idea, author)["steps"])
    for person in (outsider, guest):
        assert (roads(idea, person)["steps"], roads(idea, person)["private"]) == ([], 1)
    hidden = to_board(idea, ideas.make_board(lab, by=author, name="Lab ideas"), author)
    assert hidden.title in str(roads(idea, author)["became"])
    assert roads(idea, outsider)["became"] == []


def test_146_an_agency_guest_stays_within_their_spaces_on_every_road(inside, board, author):
    tina = factories.a_person("Tina Berti", handle="tina", kind="agency", access_until=now() + timedelta(days=30))
    room = factories.a_space("Words", owner=author, members=(tina,), visibility="closed")
    theirs = publish_post(by=author, space=room, title="Their own", body="Hm.")
    cards = cards_for(tina, [inside.pk, theirs.pk])
    assert (cards[inside.pk].title, cards[theirs.pk].title) == ("", "Their own")
    with pytest.raises(PermissionDenied):
        to_board(inside, board, tina)
    with pytest.raises(PermissionDenied):
        to_board(theirs, board, tina)


def test_186_what_colleagues_said_is_a_note_for_those_who_answer_the_thread(
    inside, lab, author, colleague, outsider, customer, other_customer
):
    a_desk(lab, author)
    thread, target = a_thread(customer), TARGETS["note"]
    spot = target.spot(author, f"thread_{thread.pk}")
    note = promote([inside], by=author, target=target, spot=spot, title="Seen before", keep=[inside])
    assert note.audience == Area.objects.get(enquiries=thread).side
    read = [who for who in (author, colleague, outsider, customer, other_customer) if _reads(who, note)]
    assert read == [author, colleague]
    for person in (outsider, customer, other_customer):
        with pytest.raises(PermissionDenied):
            promote([inside], by=person, target=target, spot=spot, title="Me, too", keep=[inside])
    for said in (thread, note):
        with pytest.raises(PermissionDenied):
            promote([said], by=author, target=TARGETS["idea"], spot=spot, title="Out with it", keep=[said])


def test_187_a_section_in_another_text_is_read_by_who_reads_its_page(lab, author, colleague, outsider, customer, guest):
    lab.parts = [*lab.parts, "wiki"]
    lab.save(update_fields=["parts"])
    page = wiki.create_page(lab, by=author, title="Fans", body=f"## Noise\n\n{SECRET}")
    post = publish_post(by=author, body=f"![[#{page.pk}#Noise]]\n\n![[#{page.pk}#Noise@1]]", audience="org")
    read = [who for who in (author, colleague, outsider, customer, guest) if SECRET in fill_in(post.body_html, who)]
    assert read == [author, colleague]
    assert SECRET not in post.body_html + post.body_text


def _reads(person, entry):
    return Entry.objects.visible_to(person).filter(pk=entry.pk).exists()
