"""What is new in a space: the line above it, the numbers in the rail, and marking by hand."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils.timezone import now

from feeds import unread
from feeds.actions import publish_post
from intranet.accounts.models import User
from intranet.content.actions.stances import block, mute
from intranet.content.models import Entry
from intranet.realtime.models import Frame
from intranet.spaces.models import Membership

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
    client.get("/spaces/lab/")
    new = publish_post(by=author, space=lab, body="New")
    assert lines_in(client.get("/spaces/lab/").content.decode()) == [str(new.pk), "seen-from-here", str(old.pk)]
    assert lines_in(client.get("/spaces/lab/").content.decode()) == [str(new.pk), str(old.pk)]


def test_ones_own_words_are_not_new_to_oneself(as_, author, colleague, lab):
    client = as_(colleague)
    aged(publish_post(by=author, space=lab, body="Old"), hours=5)
    client.get("/spaces/lab/")
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


def test_opening_a_space_reads_it_and_says_so_to_every_tab_once(as_, author, colleague, lab, after_commit):
    publish_post(by=author, space=lab, body="New")
    client = as_(colleague)
    assert rail(client) == {"Lab": 1}
    with after_commit():
        client.get("/spaces/lab/")
        client.get("/spaces/lab/")
    assert told(colleague) == [{"unread": {str(lab.pk): 0}}]
    assert rail(client) == {"Lab": 0}


def test_asking_for_what_is_new_reads_it(as_, author, colleague, lab):
    client = as_(colleague)
    client.get("/spaces/lab/")
    publish_post(by=author, space=lab, body="New")
    assert rail(client) == {"Lab": 1}
    client.get("/spaces/lab/feed/newer/")
    assert rail(client) == {"Lab": 0}


def test_everything_is_marked_as_read_at_once(as_, author, colleague, lab, after_commit):
    publish_post(by=author, space=lab, body="New")
    client = as_(colleague)
    with after_commit():
        assert client.post("/feed/read/").status_code == 302
    assert rail(client) == {"Lab": 0}
    assert told(colleague) == [{"all": True}]
    assert rail(as_(author)) == {"Lab": 0}


def test_a_post_and_all_after_it_are_made_new_again(as_, author, colleague, lab, after_commit):
    posts = [aged(publish_post(by=author, space=lab, body=f"P{n}"), minutes=30 - n) for n in range(4)]
    client = as_(colleague)
    client.get("/spaces/lab/")
    assert "Unread from here" in client.get(f"/entries/{posts[1].pk}/menu/").content.decode()
    with after_commit():
        client.post(f"/entries/{posts[1].pk}/unread/")
    assert rail(client) == {"Lab": 3}
    assert told(colleague)[-1] == {"unread": {str(lab.pk): 3}}
    page = lines_in(client.get("/spaces/lab/").content.decode())
    assert page.index("seen-from-here") == page.index(str(posts[0].pk)) - 1


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
    from tests.factories import a_space

    def grow():
        space = a_space(owner=author, members=(colleague,))
        publish_post(by=author, space=space, body="New")
        mute(space, by=colleague)

    queries_stay_flat(lambda: as_(User.objects.get(pk=colleague.pk)).get("/settings/account/"), grow, times=3)
