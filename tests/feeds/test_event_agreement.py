"""Every way in which one can come upon an event says the same of it to each reader."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client

from feeds.events.actions import make_address, publish_event
from feeds.models import Event
from intranet.accounts.actions import create_token, face_company
from intranet.accounts.models import User
from intranet.content.actions import delete_entry
from intranet.moderation.actions import hide
from intranet.realtime.gates import may_follow
from intranet.spaces.actions import join_space
from intranet.spaces.audiences import feed_audiences_of
from tests.feeds.events_at_hand import SOON

pytestmark = pytest.mark.django_db
READERS = (
    "author",
    "colleague",
    "outsider",
    "customer",
    "other_customer",
    "moderator",
    "admin",
    "deactivated",
    "guest",
)


@pytest.fixture
def samples(author, customer, moderator, admin, acme, lab, plaza, porch, vault) -> dict[str, Event]:
    """One event before each audience, and one in each state; its name stands in its title and nowhere else."""
    face_company(author, acme, by=admin)
    author = User.objects.get(pk=author.pk)
    join_space(porch, by=customer)
    where = {space.slug: {"space": space} for space in (lab, plaza, porch, vault)}
    where |= {name: {"audience": name} for name in ("org", "public", "customers")}
    where |= {"company": {"audience": acme.audience}, "own": {"audience": author.key}}
    made = {name: _event(author, name, **place) for name, place in where.items()}
    made["hidden"] = _event(User.objects.get(pk=customer.pk), "hidden", space=porch)
    hide(made["hidden"], by=moderator, reason="No.")
    made["deleted"] = _event(author, "deleted", space=plaza)
    delete_entry(made["deleted"], by=author)
    return made


def _event(by: User, name: str, **where) -> Event:
    return publish_event(by=by, title=f"kanarienvogel{name}", starts_on=SOON, all_day=True, **where)


def found_in(text: str, samples: dict[str, Event]) -> set[str]:
    return {name for name in samples if f"kanarienvogel{name}" in text}


@pytest.mark.parametrize("who", READERS)
def test_all_surfaces_agree_on_what_a_reader_finds(who, samples, request, as_):
    person = request.getfixturevalue(who)
    client = as_(person)
    here = person.is_authenticated and person.is_active
    if not here:
        # Whoever has left is a guest, whatever session is left of them.
        person = AnonymousUser()
    rows = {name: Event.objects.get(pk=event.pk) for name, event in samples.items()}
    readable = set(
        Event.objects.visible_to(person).filter(title__startswith="kanarienvogel").values_list("pk", flat=True)
    )
    by_page = {name for name, row in rows.items() if client.get(f"/events/{row.pk}/").status_code == 200}
    assert by_page == {name for name, row in rows.items() if row.pk in readable}
    # What a moderator hid is on its page for those who review it, and in no list and no calendar.
    listed = by_page - {"hidden"}
    assert {
        name for name, row in rows.items() if client.get(f"/events/{row.pk}/event.ics").status_code == 200
    } == listed
    page = client.get("/events/", {"month": f"{SOON:%Y-%m}"}).content.decode()
    assert found_in(page[page.index('class="agenda"') :], samples) == listed
    assert found_in(page[: page.index('class="agenda"')], samples) <= listed
    if not here:
        public = Client().get("/feeds/public.atom").content.decode()
        assert found_in(public, samples) == listed
        return
    person = User.objects.get(pk=person.pk)
    program = {"authorization": f"Bearer {create_token(person, by=person, name='x')[1]}"}
    asked = Client().get("/api/v1/events", {"limit": 100}, headers=program).content.decode()
    assert found_in(asked, samples) == listed
    for name, row in rows.items():
        one = Client().get(f"/api/v1/events/{row.pk}", headers=program).status_code
        assert (one == 200) is (name in by_page), name
        assert may_follow(person, row.key) is (name in by_page), name
    secret = make_address(person, by=person, covers="all")
    calendar = Client().get(f"/calendar/{secret}.ics").content.decode().replace("\r\n ", "")
    wanted = {name for name in listed if rows[name].audience in feed_audiences_of(User.objects.get(pk=person.pk))}
    assert found_in(calendar, samples) == wanted
