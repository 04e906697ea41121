"""Muting and blocking: what one no longer sees and hears, what comes through all the same, and who learns of it."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
import time_machine
from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.utils.timezone import now

from feeds.actions import publish_post
from feeds.cards import shelf
from feeds.events.actions import answer_event
from feeds.timeline import home_entries
from intranet.accounts.actions import create_token
from intranet.accounts.models import User
from intranet.content.actions.stances import block, follow, let_be, mute
from intranet.content.models import Stance
from intranet.conversation.actions import add_comment, react, watch
from intranet.conversation.mentioning import Hearing, people_to_name
from intranet.conversation.models import Mention, Watch
from intranet.conversation.polls.actions import vote
from intranet.conversation.polls.wanted import WantedPoll
from intranet.moderation.actions import flag_entry, hide
from intranet.notifications.actions import mark_read, unread_count
from intranet.notifications.inbox import page_of
from intranet.notifications.models import Notification
from intranet.realtime.models import Frame
from intranet.spaces.actions import add_member, ask_to_join
from tests.architecture.asking import session_of
from tests.architecture.samples import write_samples
from tests.architecture.surfaces import SURFACES, Reader
from tests.factories import a_person
from tests.feeds.events_at_hand import an_event

pytestmark = pytest.mark.django_db


def fresh(person):
    return User.objects.get(pk=person.pk)


def at_home(person) -> list[str]:
    return [str(entry) for entry in home_entries(fresh(person))]


def told(person) -> list[str]:
    """What happened, that somebody hears of; that they were let into a space apart."""
    heard = Notification.objects.filter(recipient=person).exclude(activity__verb="spaces.space.added")
    return [row.activity.verb.rpartition(".")[2] for row in heard.order_by("pk")]


@pytest.fixture
def samples(
    settings, tmp_path, lab, plaza, porch, vault, acme, author, colleague, customer, moderator, admin, run_jobs
):
    settings.MEDIA_ROOT = tmp_path / "media"
    spaces = {"lab": lab, "plaza": plaza, "porch": porch, "vault": vault}
    people = {"author": author, "colleague": colleague, "customer": customer, "moderator": moderator, "admin": admin}
    written = write_samples(spaces, acme, **people)
    run_jobs()
    for sample in written:
        sample.entry.refresh_from_db()
    return written


LISTS = [surface for surface in SURFACES if not surface.direct]


def test_every_list_leaves_out_whom_the_reader_has_blocked(samples, author, colleague):
    token = create_token(colleague, by=colleague, name="reading")[1]
    session = session_of(colleague)

    def shown() -> dict[str, set[str]]:
        cache.clear()
        reader = Reader(fresh(colleague), session, token)
        by_ada = [sample for sample in samples if sample.entry.author_id == author.pk]
        found = {}
        for surface in LISTS:
            # Whether the list can be asked for at all is another question.
            concerned = [one for one in by_ada if one.is_comment or "discussion" not in surface.name]
            concerned = [one for one in concerned if surface.concerns(reader, one)]
            found[surface.name] = {one.name for one in concerned if surface.shows(reader, one)}
        return found

    before = shown()
    assert [name for name, names in before.items() if not names] == []
    block(author, by=colleague)
    assert {name: names for name, names in shown().items() if names} == {}
    let_be(author, by=colleague)
    assert shown() == before


# --- Blocking ---------------------------------------------------------------------------------------------------------


def test_comments_of_the_blocked_stand_folded_in_kept_cards_and_on_the_page(as_, author, colleague, outsider, plaza):
    for person in (outsider, colleague):
        add_member(plaza, by=author, person=person)
    post = publish_post(by=outsider, space=plaza, body="What do you think?")
    add_comment(post, by=author, body="Not much.")
    shelf.clear()
    for address in ("/", f"/posts/{post.pk}/", f"/entries/{post.pk}/comments/"):
        assert "folded-away" not in as_(colleague).get(address).content.decode(), address
    block(author, by=colleague)
    for address in ("/", f"/posts/{post.pk}/", f"/entries/{post.pk}/comments/"):
        page = as_(colleague).get(address).content.decode()
        assert re.search(rf'data-author="{author.pk}"[^>]*>\s*<details class="folded-away"', page), address
        assert f'data-blocked="{author.pk}"' in page
        assert "folded-away" not in as_(outsider).get(address).content.decode(), address


def test_the_page_of_a_blocked_author_can_be_read_by_who_wants_to(as_, author, colleague, lab):
    post = publish_post(by=author, space=lab, body="Hello")
    block(author, by=colleague)
    page = as_(colleague).get(f"/posts/{post.pk}/").content.decode()
    assert 'class="folded-away"' in page
    assert "Hello" in page


def test_the_blocked_neither_name_nor_notify_nor_draw_one_in(author, colleague, outsider, lab, run_jobs):
    add_member(lab, by=author, person=outsider)
    mine = publish_post(by=colleague, space=lab, body="Mine")
    block(author, by=colleague)
    post = publish_post(by=author, space=lab, body="Look, @ben")
    add_comment(mine, by=author, body="And here, @ben")
    react(mine, by=author, sort="bravi")
    add_comment(post, by=outsider, body="Somebody else says something")
    run_jobs()
    assert told(colleague) == []
    assert not Mention.objects.filter(person=colleague).exists()
    assert not Watch.objects.filter(person=colleague, entry=post).exists()


def test_what_was_told_before_is_no_longer_in_the_inbox_and_comes_back(author, colleague, lab, run_jobs):
    run_jobs()
    mark_read(by=colleague)
    publish_post(by=author, space=lab, body="Look, @ben")
    run_jobs()
    assert unread_count(fresh(colleague)) == 1
    block(author, by=colleague)
    assert unread_count(fresh(colleague)) == 0
    assert page_of(fresh(colleague), only_unread=True).threads == []
    let_be(author, by=colleague)
    assert unread_count(fresh(colleague)) == 1


def test_nobody_escapes_a_moderator_by_blocking(author, colleague, customer, moderator, porch, outsider, lab, run_jobs):
    block(moderator, by=author)
    post = publish_post(by=author, space=porch, body="Rude")
    hide(post, by=moderator, reason="Not here.")
    block(outsider, by=author)
    ask_to_join(lab, by=outsider)
    flagged = publish_post(by=customer_in(porch, customer), space=porch, body="Spam")
    flag_entry(flagged, by=moderator, reason="spam")
    run_jobs()
    assert told(author) == ["hidden", "asked", "flagged"]
    assert unread_count(fresh(author)) == 3


def customer_in(space, person):
    from intranet.spaces.actions import join_space

    join_space(space, by=person)
    return fresh(person)


def test_the_blocked_are_counted_and_not_named_among_those_who_reacted_voted_and_come(
    as_, author, colleague, outsider, plaza
):
    for person in (colleague, outsider):
        add_member(plaza, by=author, person=person)
    post = publish_post(by=author, space=plaza, body="Lunch?", poll=WantedPoll(("Pizza", "Soup"), results="always"))
    event = an_event(author, plaza)
    for person in (colleague, outsider):
        react(post, by=person, sort="thanks")
        vote(post.poll, by=person, options=[post.poll.options.first().pk])
        answer_event(event, by=person, choice="yes")
    block(colleague, by=outsider)
    pages = (
        (f"/entries/{post.pk}/reactions/", "Thanks · 2"),
        (f"/entries/{post.pk}/poll/voters/", "2"),
        (f"/events/{event.pk}/people/", "2"),
        (f"/events/{event.pk}/", "2"),
    )
    for address, count in pages:
        page = as_(outsider).get(address).content.decode()
        assert colleague.name not in page, address
        assert count in page, address
        assert colleague.name in as_(author).get(address).content.decode(), address


def test_whom_one_has_blocked_is_not_offered_for_naming(author, colleague, lab):
    hearing = Hearing(lab.audience, lab.pk)
    assert [person.handle for person in people_to_name("ada", writer=fresh(colleague), hearing=hearing)] == ["ada"]
    block(author, by=colleague)
    assert people_to_name("ada", writer=fresh(colleague), hearing=hearing) == []
    # The other side learns nothing.
    assert [person.handle for person in people_to_name("ben", writer=fresh(author), hearing=hearing)] == ["ben"]


def test_the_blocked_learn_nothing(as_, author, colleague, lab, after_commit, run_jobs):
    post = publish_post(by=colleague, space=lab, body="Mine")
    before = as_(author).get(f"/posts/{post.pk}/").status_code
    with after_commit():
        block(author, by=colleague)
    run_jobs()
    assert told(author) == []
    assert set(Frame.objects.filter(event="stances.changed").values_list("stream", flat=True)) == {colleague.key}
    assert as_(author).get(f"/posts/{post.pk}/").status_code == before == 200


def test_one_blocks_whom_one_meets_and_not_oneself(as_, author, customer, other_customer, porch):
    with pytest.raises(PermissionDenied):
        block(author, by=author)
    client = as_(customer)
    assert client.post("/stances/", {"way": "block", "person": other_customer.pk}).status_code == 404
    publish_post(by=customer_in(porch, other_customer), space=porch, body="Good morning")
    assert client.post("/stances/", {"way": "block", "person": other_customer.pk}).status_code == 302
    assert other_customer.name in client.get("/settings/muted/").content.decode()
    client.post("/stances/", {"way": "none", "person": other_customer.pk})
    assert not Stance.objects.exists()


def test_the_menu_answers_at_once_and_offers_undo(as_, author, colleague, lab):
    publish_post(by=author, space=lab, body="Hello")
    asked = {"way": "block", "person": author.pk}
    answer = as_(colleague).post("/stances/", asked, headers={"hx-request": "true"})
    assert answer.status_code == 204
    assert f'"person": {author.pk}' in answer["HX-Trigger"]
    undo = re.search(r'"url": "([^"]+)"', answer["HX-Trigger"])[1]
    assert as_(colleague).post(undo, headers={"hx-request": "true"}).status_code == 204
    assert not Stance.objects.exists()


# --- Muting -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("what", ["person", "space", "entry"])
def test_what_is_muted_is_silent_and_not_at_home_but_a_mention_comes_through(author, colleague, lab, run_jobs, what):
    post = publish_post(by=author, space=lab, body="First")
    watch(post, by=colleague)
    run_jobs()
    mute({"person": author, "space": lab, "entry": post}[what], by=colleague)
    assert at_home(colleague) == []
    add_comment(post, by=author, body="More")
    run_jobs()
    assert told(colleague) == []
    add_comment(post, by=author, body="You too, @ben")
    run_jobs()
    assert told(colleague) == ["published"]
    assert Notification.objects.filter(recipient=colleague).latest("pk").reason == "mention"


def test_what_is_muted_is_where_it_belongs_when_one_goes_there(as_, author, colleague, lab):
    publish_post(by=author, space=lab, title="Still here", body="x")
    mute(author, by=colleague)
    mute(lab, by=colleague)
    assert "Still here" in as_(colleague).get("/spaces/lab/").content.decode()


def test_a_mute_ends_by_itself(author, colleague, lab, run_jobs):
    post = publish_post(by=author, space=lab, body="First")
    mute(author, by=colleague, until=now() + timedelta(hours=1))
    assert at_home(colleague) == []
    Stance.objects.update(until=now() - timedelta(seconds=1))
    assert at_home(colleague) == ["First"]
    watch(post, by=colleague)
    add_comment(post, by=author, body="More")
    run_jobs()
    assert told(colleague) == ["published"]


def test_a_mute_for_a_day_is_asked_for_in_hours(as_, author, colleague):
    as_(colleague).post("/stances/", {"way": "mute", "person": author.pk, "hours": "24"})
    left = Stance.objects.get().until - now()
    assert timedelta(hours=23) < left <= timedelta(hours=24)


def test_a_muted_discussion_that_can_no_longer_be_read_is_listed_without_its_words(as_, author, colleague, lab):
    from intranet.spaces.actions import remove_member

    post = publish_post(by=author, space=lab, title="Quieter fans", body="x")
    mute(post, by=colleague)
    assert "Quieter fans" in as_(colleague).get("/settings/muted/").content.decode()
    remove_member(lab, by=author, person=colleague)
    page = as_(colleague).get("/settings/muted/").content.decode()
    assert "Quieter fans" not in page
    assert "A discussion you can no longer read" in page
    as_(colleague).post("/stances/", {"way": "none", "entry": post.pk})
    assert not Stance.objects.exists()


# --- The API ----------------------------------------------------------------------------------------------------------


def test_programs_follow_mute_and_block_as_people_do(author, colleague, lab, plaza):
    post = publish_post(by=author, space=plaza, body="About #fans")
    looking = Reader(colleague, "", create_token(colleague, by=colleague, name="stances")[1])

    def put(path: str, data: str = "{}") -> int:
        from django.test import Client

        headers = {"authorization": f"Bearer {looking.token}"}
        return Client().put(f"/api/v1{path}", data, "application/json", headers=headers).status_code

    def delete(path: str) -> int:
        from django.test import Client

        return Client().delete(f"/api/v1{path}", headers={"authorization": f"Bearer {looking.token}"}).status_code

    assert put("/me/following/people/ada") == put("/me/following/tags/fans") == 204
    listed = looking.ask("/me/following").json()["items"]
    assert [(row["towards"], row["key"]) for row in listed] == [("tags", "fans"), ("people", "ada")]
    assert [row["id"] for row in looking.ask("/entries", scope="following").json()["items"]] == [post.pk]
    assert put(f"/me/mutes/spaces/{lab.pk}") == put(f"/me/mutes/entries/{post.pk}") == 204
    assert looking.ask("/entries").json()["items"] == []
    assert delete(f"/me/mutes/entries/{post.pk}") == 204
    assert put("/me/blocks/ada") == 204
    assert looking.ask("/me/blocks").json()["items"][0]["key"] == "ada"
    # Taking back what one does not hold takes back nothing else.
    assert delete("/me/following/people/ada") == 204
    assert Stance.objects.get(holder=colleague, person=author).way == "block"
    assert put("/me/following/spaces/1") == 422
    assert put("/me/blocks/nobody") == 404
    assert put("/me/mutes/entries/x") == 404


def test_lists_cost_no_more_for_more_who_are_blocked(as_, author, colleague, lab, queries_stay_flat):
    def grow():
        person = a_person()
        add_member(lab, by=author, person=person)
        publish_post(by=person, space=lab, body="Hello")
        block(person, by=colleague)
        follow(a_person(), by=colleague)

    client = as_(colleague)
    publish_post(by=author, space=lab, body="Hello")
    queries_stay_flat(lambda: client.get("/"), grow, times=3)
    queries_stay_flat(lambda: client.get("/settings/muted/"), grow, times=3)


# --- For a while -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("length", "until"),
    [
        ("hour", "2026-03-28 16:30"),
        # On the reader's clock, which is put forward in that night.
        ("tomorrow", "2026-03-29 06:00"),
        ("week", "2026-04-04 15:30"),
        ("ever", None),
        ("nonsense", None),
    ],
)
def test_a_mute_is_chosen_with_its_end_and_says_it(as_, author, colleague, lab, length, until):
    User.objects.filter(pk=colleague.pk).update(time_zone="Europe/Rome")
    post = publish_post(by=author, space=lab, body="x")
    with time_machine.travel("2026-03-28T15:30:00Z", tick=False):
        client = as_(colleague)
        for towards in ({"person": author.pk}, {"space": lab.pk}, {"entry": post.pk}):
            assert client.post("/stances/", {"way": "mute", "for": length, **towards}).status_code == 302
        ends = {f"{row.until:%Y-%m-%d %H:%M}" if row.until else None for row in Stance.objects.all()}
        assert ends == {until}
        menu = client.get(f"/entries/{post.pk}/menu/").content.decode()
        assert menu.count("Muted until") == (3 if until else 0)
        assert menu.count("Unmute") == 3
        page = client.get(f"/people/{author.handle}/").content.decode()
        assert ("Muted until" in page) == bool(until)


def test_the_menu_and_the_pages_offer_to_mute_for_a_while(as_, author, colleague, lab):
    post = publish_post(by=author, space=lab, body="x")
    client = as_(colleague)
    for address, times in ((f"/entries/{post.pk}/menu/", 3), (f"/people/{author.handle}/", 1), ("/spaces/lab/", 1)):
        page = client.get(address).content.decode()
        for length in ("hour", "tomorrow", "week", "ever"):
            # The person's own menu pauses notifications for as long; it is on every page.
            offered = page.count(f'name="for" value="{length}"') - page.count(
                f'role="menuitem" name="for" value="{length}"'
            )
            assert offered == times
