"""People, sessions and spaces on the live socket: the same answers as everywhere else, and no longer than elsewhere."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest
from django.conf import settings
from django.contrib.auth import update_session_auth_hash
from django.contrib.sessions.models import Session
from django.test import Client, RequestFactory
from django.utils.timezone import now

from intranet.accounts.actions import deactivate
from intranet.moderation.sanctioning import sanction
from intranet.realtime import access, ledger
from intranet.realtime import hub as hub_module
from intranet.realtime.bus import LocalBus
from intranet.realtime.frames import Draft
from intranet.realtime.hub import Hub, Pace
from intranet.realtime.publish import publish, revoke
from intranet.realtime.units import action, unit
from intranet.spaces.actions import archive_space, change_space, remove_member

from .live_browser import Browser, in_thread
from .live_world import until

pytestmark = pytest.mark.django_db(transaction=True)

# Nothing here may depend on the sentinel, except where it is the subject.
PACE = Pace(poll=0.05, sentinel=3600, patience=0.002, spread=0, linger=0.01)


@pytest.fixture
async def hub(monkeypatch):
    hub = Hub(asyncio.get_running_loop(), bus=LocalBus(), pace=PACE)
    monkeypatch.setattr(hub_module, "_running", hub)
    yield hub
    await hub.stop()
    hub.pool.shutdown(wait=True)


@pytest.fixture
async def open_(hub, as_):
    """``await open_(colleague)``: a tab of theirs."""
    opened: list[Browser] = []

    async def browser(person) -> Browser:
        client = await in_thread(as_, person)
        opened.append(await Browser(client).open())
        return opened[-1]

    yield browser
    for one in opened:
        if one.closed_with is None:
            await one.leave()


def written_elsewhere(stream: str, event: str) -> None:
    """As a command or a worker in another process would: rows, and no word to this one."""
    with unit():
        ledger.write([Draft(stream, event, {})])


# --- coming in -------------------------------------------------------------------------------------------------------


async def test_a_signed_in_person_is_let_in_and_follows_the_own_stream(open_, author):
    tab = await open_(author)

    assert tab.heard == [{"following": f"user_{author.pk}", "seq": 0}]


async def test_a_guest_is_told_to_sign_in(open_, guest):
    tab = await open_(guest)

    assert tab.accepted, "a code only arrives on an open socket"
    assert tab.closed_with == 4401
    assert tab.heard == []


async def test_a_cookie_somebody_made_up_opens_nothing(hub):
    client = Client()
    client.cookies[settings.SESSION_COOKIE_NAME] = "x" * 32
    tab = await Browser(client).open()

    assert tab.closed_with == 4401


async def test_a_foreign_page_cannot_use_the_cookie(hub, as_, author):
    client = await in_thread(as_, author)
    tab = await Browser(client, origin="https://evil.example").open()

    assert not tab.accepted
    assert hub.sockets == {}


async def test_someone_who_was_deactivated_cannot_come_in_with_an_old_session(hub, as_, colleague):
    client = await in_thread(as_, colleague)
    await in_thread(type(colleague).objects.filter(pk=colleague.pk).update, is_active=False)
    tab = await Browser(client).open()

    assert tab.closed_with == 4401


async def test_someone_who_comes_in_during_a_revocation_is_read_once_more(hub, as_, colleague, monkeypatch):
    """The session was read, then it ended and the word went round, then the socket entered the hub."""
    client = await in_thread(as_, colleague)
    await hub.started()
    entered = asyncio.Event()
    running_hub = hub_module.running_hub

    async def slowly():
        await entered.wait()
        return await running_hub()

    monkeypatch.setattr("intranet.realtime.sockets.running_hub", slowly)
    tab = Browser(client)
    opening = asyncio.create_task(tab.open())
    await until(lambda: tab.accepted)
    await in_thread(Session.objects.all().delete)
    await in_thread(revoke, [colleague.pk])
    await until(lambda: hub.recall.was_just_heeded)
    entered.set()
    await opening

    assert tab.closed_with == 4401


# --- hearing ---------------------------------------------------------------------------------------------------------


async def test_what_a_request_commits_is_heard_at_once(open_, author, colleague, lab):
    tab = await open_(colleague)
    assert await tab.follow(lab.audience) == {"following": lab.audience, "seq": (await heads(lab.audience))}

    await in_thread(publish, lab.audience, "feeds.post.published", entry=12)

    await tab.hears(event="feeds.post.published", entry=12)


async def heads(name: str) -> int:
    return (await in_thread(ledger.heads, [name]))[name]


async def test_what_another_process_commits_is_heard_too(open_, colleague, lab):
    tab = await open_(colleague)
    await tab.follow(lab.audience)

    await in_thread(written_elsewhere, lab.audience, "imported")

    await tab.hears(event="imported")


async def test_what_was_taken_back_is_never_heard(open_, colleague, lab):
    tab = await open_(colleague)
    await tab.follow(lab.audience)

    @action
    def regret():
        publish(lab.audience, "never")
        raise LookupError

    with pytest.raises(LookupError):
        await in_thread(regret)
    await in_thread(publish, lab.audience, "after")
    await tab.hears(event="after")

    assert [frame["event"] for frame in tab.frames(lab.audience)] == ["after"]


async def test_who_was_away_catches_up_by_number(open_, colleague, lab):
    before = await heads(lab.audience)
    for number in range(5):
        await in_thread(publish, lab.audience, "said", number=number)

    tab = await open_(colleague)
    await tab.follow(lab.audience, since=before + 2)
    await tab.hears(number=4)

    assert [frame["number"] for frame in tab.frames(lab.audience)] == [2, 3, 4]


async def test_everyone_reads_in_their_own_language(open_, author, colleague, plaza):
    await in_thread(type(author).objects.filter(pk=author.pk).update, language="it")
    tabs = [await open_(author), await open_(colleague)]
    for tab in tabs:
        await tab.follow("org")

    await in_thread(publish, "org", "said", html={"en": "<p>Hello</p>", "it": "<p>Ciao</p>"})

    await tabs[0].hears(html="<p>Ciao</p>")
    await tabs[1].hears(html="<p>Hello</p>")


async def test_no_query_of_one_socket_holds_up_another(hub, open_, author, colleague, monkeypatch):
    """The stock consumers share one thread for all databases; a slow gate there stops every socket."""
    slow, quick = await open_(author), await open_(colleague)
    await quick.follow("org")
    let_go = asyncio.Event()
    loop = asyncio.get_running_loop()

    def takes_long(person, user, stream):
        asyncio.run_coroutine_threadsafe(let_go.wait(), loop).result()
        return True, user

    with monkeypatch.context() as patched:
        patched.setattr("intranet.realtime.access.ask_gate", takes_long)
        slow.say(follow="entry_1")
        await until(lambda: "entry_1" in hub.streams)
        await in_thread(publish, "org", "said")
        await quick.hears(event="said")
        let_go.set()
        await slow.hears(following="entry_1")


# --- who may follow what ---------------------------------------------------------------------------------------------


async def test_the_socket_gives_the_answers_of_the_pages(
    open_, author, colleague, outsider, customer, moderator, admin, lab, plaza, porch, vault
):
    people = {
        "author": author, "colleague": colleague, "outsider": outsider,
        "customer": customer, "moderator": moderator, "admin": admin,
    }  # fmt: skip
    staff = {"author", "colleague", "outsider", "moderator", "admin"}
    may = {
        lab.audience: {"author", "colleague"},
        plaza.audience: staff,
        porch.audience: {*staff, "customer"},
        vault.audience: {"author"},
        "org": staff,
        "public": {*staff, "customer"},
        f"user_{author.pk}": {"author"},
        "space_999999": set(),
        "control": set(),
        "nothing": set(),
    }
    let_in: dict[str, set[str]] = {stream: set() for stream in may}
    for name, person in people.items():
        tab = await open_(person)
        for stream in may:
            if "following" in await tab.follow(stream):
                let_in[stream].add(name)

    assert let_in == may


# --- losing ----------------------------------------------------------------------------------------------------------


async def is_cut_off(tab: Browser, stream: str, witness: Browser) -> None:
    """Refused, and of a hundred frames afterwards none arrives."""
    await tab.hears(refused=stream)
    for number in range(100):
        await in_thread(publish, stream, "secret", number=number)
    await witness.hears(event="secret", number=99)
    assert not [frame for frame in tab.frames(stream) if frame["event"] == "secret"]


async def test_a_lost_membership_ends_the_stream(open_, author, colleague, lab):
    tab, witness = await open_(colleague), await open_(author)
    for each in (tab, witness):
        await each.follow(lab.audience)

    await in_thread(remove_member, lab, by=author, person=colleague)

    await is_cut_off(tab, lab.audience, witness)
    assert await tab.follow(lab.audience, since=0) == {"refused": lab.audience}, "the name alone opens nothing"


async def test_a_space_that_closes_ends_the_stream_of_whoever_only_visited(open_, author, outsider, plaza):
    tab, witness = await open_(outsider), await open_(author)
    for each in (tab, witness):
        await each.follow(plaza.audience)

    await in_thread(change_space, plaza, by=author, visibility="closed")

    await is_cut_off(tab, plaza.audience, witness)


async def test_a_deactivated_person_is_out_within_moments(open_, admin, author, colleague, lab):
    tabs = [await open_(colleague) for _ in range(3)]
    witness = await open_(author)
    for each in (*tabs, witness):
        await each.follow(lab.audience)

    await in_thread(deactivate, colleague, by=admin)
    await until(lambda: all(tab.closed_with for tab in tabs))
    await in_thread(publish, lab.audience, "secret")
    await witness.hears(event="secret")

    assert {tab.closed_with for tab in tabs} == {4003}
    assert not [frame for tab in tabs for frame in tab.frames(lab.audience) if frame["event"] == "secret"]
    assert (await open_(colleague)).closed_with == 4401


async def test_who_is_suspended_is_out_within_moments_and_warned_people_are_led_to_their_warning(
    open_, admin, author, colleague, outsider, lab
):
    suspended, warned, witness = await open_(colleague), await open_(outsider), await open_(author)
    await suspended.follow(lab.audience)
    await witness.follow(lab.audience)

    until_then = now() + timedelta(days=1)
    await in_thread(sanction, colleague, "suspend", by=admin, reason="Cool down", until=until_then)
    await in_thread(sanction, outsider, "warn", by=admin, reason="Not so loud")
    await until(lambda: suspended.closed_with and warned.closed_with)
    await in_thread(publish, lab.audience, "secret")
    await witness.hears(event="secret")

    assert (suspended.closed_with, warned.closed_with) == (4003, 4428)
    assert not [frame for frame in suspended.frames(lab.audience) if frame["event"] == "secret"]
    assert (await open_(colleague)).closed_with == 4401


async def test_an_ended_session_ends_its_own_sockets_and_no_others(hub, as_, colleague):
    at_work, at_home = await in_thread(as_, colleague), await in_thread(as_, colleague)
    first, second = await Browser(at_work).open(), await Browser(at_home).open()

    await in_thread(at_work.logout)
    await in_thread(revoke, [colleague.pk])
    await until(lambda: first.closed_with)
    await second.follow("org")

    assert first.closed_with == 4401
    assert second.closed_with is None
    await second.leave()


async def test_a_changed_password_ends_the_other_sessions_sockets(hub, as_, colleague):
    here, elsewhere = await in_thread(as_, colleague), await in_thread(as_, colleague)
    other = await Browser(elsewhere).open()

    def change_password():
        request = RequestFactory().get("/")
        request.session, request.user = here.session, colleague
        colleague.set_password("another-long-password")
        colleague.save()
        update_session_auth_hash(request, colleague)
        request.session.save()
        here.cookies[settings.SESSION_COOKIE_NAME] = request.session.session_key
        revoke([colleague.pk])

    await in_thread(change_password)
    await until(lambda: other.closed_with == 4401)

    back = await Browser(here).open()
    assert back.heard, "the session that changed it goes on"
    await back.leave()


async def test_the_sentinel_sees_what_nobody_announced(hub, open_, colleague, author):
    tab, witness = await open_(colleague), await open_(author)
    await in_thread(Session.objects.exclude(session_key__in=await sessions_of(author)).delete)

    await hub.rounds.look_at_sessions()
    await until(lambda: tab.closed_with == 4401)
    await witness.follow("org")

    assert witness.closed_with is None


async def test_a_session_that_ran_out_ends_its_sockets(hub, open_, colleague):
    tab = await open_(colleague)
    await in_thread(Session.objects.update, expire_date=now() - timedelta(seconds=1))

    await hub.rounds.look_at_sessions()
    await until(lambda: tab.closed_with == 4401)


async def test_no_gate_opens_for_someone_who_has_left(deactivated):
    opens, user = await in_thread(access.ask_gate, deactivated.pk, None, f"user_{deactivated.pk}")
    lost = await in_thread(access.streams_lost, {deactivated.pk: {f"user_{deactivated.pk}"}, 999_999: {"org"}})

    assert not opens
    assert user == deactivated
    assert lost == {deactivated.pk: {f"user_{deactivated.pk}"}, 999_999: {"org"}}


async def sessions_of(person) -> list[str]:
    def read():
        found = Session.objects.all()
        return [one.session_key for one in found if one.get_decoded().get("_auth_user_id") == str(person.pk)]

    return await in_thread(read)


async def test_the_sentinel_asks_two_queries_whatever_the_number_of_sockets(
    hub, open_, author, colleague, django_assert_num_queries
):
    for person in (author, author, colleague, colleague, colleague):
        await open_(person)
    callers = [socket.caller for socket in hub.all_sockets()]

    def ask():
        with django_assert_num_queries(2):
            return access.still_welcome(callers)

    assert await in_thread(ask) == {}


async def test_an_archived_space_is_still_heard_by_its_members(open_, author, colleague, lab):
    tab = await open_(colleague)
    await tab.follow(lab.audience)

    await in_thread(archive_space, lab, by=author)
    await in_thread(revoke, everyone=True)
    await in_thread(publish, lab.audience, "still")

    await tab.hears(event="still")


# --- presence --------------------------------------------------------------------------------------------------------


async def test_presence_follows_who_may_see_whom(open_, author, colleague, customer):
    inside, outside = await open_(colleague), await open_(customer)
    for tab in (inside, outside):
        tab.say(watch=[author.key, customer.key])
    await inside.hears(presence={author.key: False, customer.key: False})
    await outside.hears(presence={customer.key: False})

    tab = await open_(author)
    tab.say(here=True)

    await inside.hears(presence={author.key: True})
    await outside.follow("public")
    assert not [message for message in outside.heard if message.get("presence", {}).get(author.key)]
