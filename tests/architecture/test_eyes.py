"""Through somebody's eyes no address of the house writes anything, whichever way it is asked."""

from __future__ import annotations

import pytest

from intranet.activity.models import Activity
from intranet.content.models import Entry
from intranet.conversation.models import Bookmark
from intranet.notifications.models import Notification
from intranet.spaces.models import Space

from .addresses import one_for_each_path
from .asking import as_if_it_had_not_happened, ask


@pytest.fixture
def look(admin, as_):
    def begin(person):
        client = as_(admin)
        form = {"who": person.handle, "reason": "Ticket 4711"}
        assert client.post("/view-as/", form).status_code == 302
        return client

    return begin


def test_no_page_writes_anything_whichever_it_is(things, admin, colleague, look):
    """Every address, asked for by GET through Ben's eyes: the tables are as they were, and nothing breaks."""
    client = look(colleague)
    watched = [Activity, Entry, Notification, Space, Bookmark]
    before = [model.objects.count() for model in watched]
    read = Notification.objects.filter(read_at=None).count()
    session, broken = client.cookies["portico_session"].value, {}
    for address in one_for_each_path():
        if address.name in ("account_logout", "accounts:language") or address.name.startswith("api:"):
            continue
        with as_if_it_had_not_happened():
            answer = ask(session, "GET", address, things)
            if answer.status_code >= 500:
                broken[address.name] = answer.status_code
            after = [model.objects.count() for model in watched]
            if after != before or Notification.objects.filter(read_at=None).count() != read:
                broken[address.name] = "wrote"
    assert broken == {}


def test_no_address_writes_for_whom_one_looks_through(things, admin, colleague, look):
    session = look(colleague).cookies["portico_session"].value
    done = {}
    for address in one_for_each_path():
        if address.name in ("accounts:stop_view_as", "accounts:language", "account_logout"):
            continue
        if address.name.startswith("api:"):
            continue
        with as_if_it_had_not_happened():
            answer = ask(session, "POST", address, things)
            if answer.status_code not in (403, 404, 405):
                done[address.name] = answer.status_code
    assert done == {}
