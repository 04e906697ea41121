"""What is new in a space: the line above it, the numbers in the rail, and marking by hand."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils.timezone import now

from feeds import unread
from feeds.actions import publish_post
from feeds.models import Seen
from intranet.accounts.models import User
from intranet.content.actions import place_entry
from intranet.content.actions.stances import block, mute
from intranet.content.models import Entry
from intranet.realtime.models import Frame
from intranet.spaces.models import Membership
from tests.factories import a_space

pytestmark = pytest.mark.django_db


def rail(client, address="/settings/account/") -> dict[str, int]:
    """The numbers beside the spaces, as any page shows them."""
    page = client.get(address).content.decode()
    lines = re.findall(r'title="([^"]+)"\s+data-space="\d+".*?data-unread="(\d+)"', page, re.S)
    return {name: int(count) for name, count in lines}


def lines_in(page: str) -> list[str]:
    """Posts by number, and where the line stands."""
    return re.findall(r'<article class="post[^>]*id="entry-(\d+)|(seen-from-here)', page) and [
        pk or line for pk, line in re.findall(r'<article class="post[^>]*id="entry-(\d+)|id="(seen-from-here)', page)
    ]


def aged(post, **ago):
    Entry.objects.filter(pk=post.pk).update(published_at=now() - timedelta(**ago))
    return post


def told(person) -> list[dict]:
    return [frame.payload for frame in Frame.objects.filter(stream=person.key, event="spaces.seen").order_by("seq")]


def test_the_line_stands_above_what_one_had_seen_until_one_leaves(as_, author, colleague, lab):
    Membership.objects.filter(person=colleague).update(joined_at=now() - timedelta(days=9))
    client = as_(colleague)
    old = aged(publish_post(by=author, space=lab, body="Old"), hours=5)
    see(client, old)
    new = publish_post(by=author, space=lab, body="New")
    assert lines_in(client.get("/spaces/lab/").content.decode()) == [str(new.pk), "seen-from-here", str(old.pk)]
    see(client, new)
    assert lines_in(client.get("/spaces/lab/").content.decode()) == [str(new.pk), str(old.pk)]


def test_ones_own_words_are_not_new_to_oneself(as_, author, colleague, lab):
    client = as_(colleague)
    see(client, publish_post(by=author, space=lab, body="Old"))
    publish_post(by=colleague, space=lab, body="Mine")
    assert "seen-from-here" not in client.get("/spaces/lab/").content.decode()


def test_the_line_is_found_on_the_page_where_it_belongs(as_, author, colleague, lab):
    Membership.objects.filter(person=colleague).update(seen_until=now() - timedelta(days=3))
    posts = [aged(publish_post(by=author, space=lab, body=f"P{n}"), hours=100 - n) for n in range(40)]
    for place, post in enumerate(posts[5:], start=5):
        aged(post, hours=60 - place)
    client = as_(colleague)
    first = client.get("/spaces/lab/").content.decode()
    assert "seen-from-here" not in lines_in(first)
    more = re.search(r'href="(/spaces/lab/\?cursor=[^"]+)"', first)[1].replace("&amp;", "&")
    second = lines_in(client.get(more).content.decode())
    assert second.index("seen-from-here") == second.index(str(posts[4].pk)) - 1
    assert client.get("/spaces/lab/?seen=yesterday&cursor=").status_code == 200


def see(client, *posts):
    return client.post("/feed/seen/", {"entry": [post.pk for post in posts]})


def marked(page: str) -> tuple[list[int], list[int]]:
    """What a page names as unread, and as unread by hand."""
    unread, kept = re.search(r'data-unread-here="([\d ]*)" data-kept="([\d ]*)"', page).groups()
    return [int(pk) for pk in unread.split()], [int(pk) for pk in kept.split()]


def test_opening_a_space_reads_nothing_and_names_what_is_unread(as_, author, colleague, lab):
    posts = [publish_post(by=author, space=lab, body=f"P{n}") for n in range(2)]
    publish_post(by=colleague, space=lab, body="Mine")
    client = as_(colleague)
    for address in ("/spaces/lab/", "/", "/spaces/lab/feed/newer/"):
        unread_here, kept = marked(client.get(address).content.decode())
        assert (sorted(unread_here), kept) == ([post.pk for post in posts], [])
    assert marked(client.get(f"/posts/{posts[0].pk}/").content.decode()) == ([posts[0].pk], [])
    assert rail(client) == {"Lab": 2}
    assert "2 unread posts" in client.get("/spaces/lab/").content.decode()


def test_what_was_in_sight_is_read_one_by_one_and_every_tab_hears_of_it(as_, author, colleague, lab, after_commit):
    posts = [aged(publish_post(by=author, space=lab, body=f"P{n}"), minutes=30 - n) for n in range(3)]
    Membership.objects.filter(person=colleague).update(joined_at=now() - timedelta(days=1))
    client = as_(colleague)
    with after_commit():
        assert see(client, posts[2]).status_code == 204
        see(client, posts[2])
    assert told(colleague) == [{"unread": {str(lab.pk): 2}, "seen": [posts[2].pk]}]
    assert rail(client) == {"Lab": 2}
    assert sorted(marked(client.get("/spaces/lab/").content.decode())[0]) == [posts[0].pk, posts[1].pk]
    # What is below may still be unread: the line has not moved above it.
    assert "seen-from-here" not in client.get("/spaces/lab/").content.decode()
    see(client, posts[0])
    page = lines_in(client.get("/spaces/lab/").content.decode())
    assert page.index("seen-from-here") == page.index(str(posts[0].pk)) - 1
    see(client, posts[1])
    assert rail(client) == {"Lab": 0}
    assert not Seen.objects.exists()
    assert "data-unread-here" not in client.get("/spaces/lab/").content.decode()


def test_what_stands_in_two_spaces_is_read_in_both(as_, author, colleague, lab):
    other = a_space(owner=author, members=(colleague,))
    post = publish_post(by=author, space=lab, body="For both")
    place_entry(post, by=author, space=other)
    client = as_(colleague)
    assert set(rail(client).values()) == {1}
    see(client, post)
    assert set(rail(client).values()) == {0}


def test_nobody_reads_what_they_cannot_see_and_nonsense_reads_nothing(as_, author, outsider, colleague, lab):
    post = publish_post(by=author, space=lab, body="New")
    assert see(as_(outsider), post).status_code == 204
    for nonsense in ({}, {"entry": ["x", "-1", "9" * 30, "٣"]}):
        assert as_(colleague).post("/feed/seen/", nonsense).status_code == 204
    assert not Seen.objects.exists()
    assert rail(as_(colleague)) == {"Lab": 1}


def test_one_space_is_marked_as_read_and_the_others_are_not(as_, author, colleague, customer, lab, after_commit):
    other = a_space("Other", owner=author, members=(colleague,))
    publish_post(by=author, space=other, body="New")
    publish_post(by=author, space=lab, body="New")
    client = as_(colleague)
    with after_commit():
        assert client.post("/feed/read/", {"space": lab.pk}).status_code == 302
    assert rail(client) == {"Lab": 0, "Other": 1}
    assert told(colleague) == [{"unread": {str(lab.pk): 0}}]
    assert as_(customer).post("/feed/read/", {"space": lab.pk}).status_code == 404


def test_everything_is_marked_as_read_at_once(as_, author, colleague, lab, after_commit):
    publish_post(by=author, space=lab, body="New")
    client = as_(colleague)
    with after_commit():
        assert client.post("/feed/read/").status_code == 302
    assert rail(client) == {"Lab": 0}
    assert told(colleague) == [{"all": True}]
    assert rail(as_(author)) == {"Lab": 0}


def test_a_post_and_all_after_it_are_made_new_again_until_they_are_read_anew(as_, author, colleague, lab, after_commit):
    posts = [aged(publish_post(by=author, space=lab, body=f"P{n}"), minutes=30 - n) for n in range(4)]
    client = as_(colleague)
    unread.read_space(lab, by=colleague)
    assert "Mark unread from here" in client.get(f"/entries/{posts[1].pk}/menu/").content.decode()
    with after_commit():
        client.post(f"/entries/{posts[1].pk}/unread/")
    again = [post.pk for post in posts[1:]]
    assert told(colleague)[-1] == {"unread": {str(lab.pk): 3}, "kept": again}
    for _twice in range(2):
        page = client.get("/spaces/lab/").content.decode()
        assert [sorted(found) for found in marked(page)] == [again, again]
        assert rail(client) == {"Lab": 3}
    lines = lines_in(page)
    assert lines.index("seen-from-here") == lines.index(str(posts[0].pk)) - 1
    # What comes later is new by itself.
    fresh = publish_post(by=author, space=lab, body="Fresh")
    unread_here, kept = marked(client.get("/spaces/lab/").content.decode())
    assert (sorted(unread_here), sorted(kept)) == ([*again, fresh.pk], again)
    see(client, *posts, fresh)
    assert rail(client) == {"Lab": 0}


def test_only_posts_of_ones_own_spaces_are_made_unread(as_, author, outsider, plaza, lab):
    stray = publish_post(by=author, audience="org", body="To all")
    with pytest.raises(PermissionDenied):
        unread.mark_unread_from(stray, by=author)
    elsewhere = publish_post(by=author, space=plaza, body="On the plaza")
    assert as_(outsider).post(f"/entries/{elsewhere.pk}/unread/").status_code == 403
    hidden = publish_post(by=author, space=lab, body="In the lab")
    assert as_(outsider).post(f"/entries/{hidden.pk}/unread/").status_code == 404


def test_a_muted_space_shows_no_number(as_, author, colleague, lab):
    publish_post(by=author, space=lab, body="New")
    mute(lab, by=colleague)
    page = as_(colleague).get("/settings/account/").content.decode()
    assert "data-muted" in page
    assert rail(as_(colleague)) == {"Lab": 0} or re.search(r'data-unread="0"', page)


@pytest.mark.parametrize("way", [mute, block])
def test_who_is_muted_or_blocked_makes_nothing_unread(as_, author, colleague, outsider, plaza, lab, way):
    publish_post(by=author, space=lab, body="New")
    way(author, by=colleague)
    assert rail(as_(colleague)) == {"Lab": 0}


def test_a_muted_post_is_not_counted_and_a_mute_that_ran_out_is_none(as_, author, colleague, lab):
    post = publish_post(by=author, space=lab, body="New")
    mute(post, by=colleague)
    assert rail(as_(colleague)) == {"Lab": 0}
    mute(post, by=colleague, until=now() - timedelta(seconds=1))
    mute(author, by=colleague, until=now() - timedelta(seconds=1))
    assert rail(as_(colleague)) == {"Lab": 1}


def test_the_rail_costs_one_question_whatever_there_is(as_, author, colleague, queries_stay_flat):
    def grow():
        space = a_space(owner=author, members=(colleague,))
        publish_post(by=author, space=space, body="New")
        mute(space, by=colleague)

    queries_stay_flat(lambda: as_(User.objects.get(pk=colleague.pk)).get("/settings/account/"), grow, times=3)
