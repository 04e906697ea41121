"""Following people and tags: what it brings to the home feed, and what it cannot bring."""

from __future__ import annotations

import json
import re

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from feeds.actions import publish_post
from feeds.cards import shelf
from feeds.timeline import home_entries, rule_for, streams_of_home
from intranet.accounts.models import User
from intranet.content.actions.stances import block, follow, let_be, mute
from intranet.content.models import Stance, Tag
from intranet.realtime.models import Frame
from tests.factories import a_person, a_space

pytestmark = pytest.mark.django_db


def fresh(person):
    """As the next request would read them."""
    return User.objects.get(pk=person.pk)


def at_home(person, *wanted) -> list[str]:
    return [str(entry) for entry in home_entries(fresh(person), *wanted)]


def test_who_follows_a_person_reads_at_home_what_they_write_in_open_spaces(author, outsider, plaza):
    publish_post(by=author, space=plaza, body="On the plaza")
    assert at_home(outsider) == []
    assert follow(author, by=outsider) is True
    assert at_home(outsider) == ["On the plaza"]
    assert follow(author, by=outsider) is False
    assert let_be(author, by=outsider) is True
    assert at_home(outsider) == []


def test_following_opens_nothing_that_may_not_be_read(author, outsider, lab, vault, plaza):
    follow(author, by=outsider)
    publish_post(by=author, space=lab, body="In the lab #fans")
    publish_post(by=author, space=vault, body="In the vault #fans")
    open_one = publish_post(by=author, space=plaza, body="Outside #fans")
    follow(Tag.objects.get(slug="fans"), by=outsider)
    assert at_home(outsider) == [str(open_one)]


def test_who_follows_a_tag_reads_at_home_what_is_filed_under_it(author, colleague, outsider, plaza):
    publish_post(by=author, space=plaza, body="About #fans")
    publish_post(by=author, space=plaza, body="About nothing")
    follow(Tag.objects.get(slug="fans"), by=outsider)
    assert at_home(outsider) == ["About #fans"]


def test_what_comes_twice_over_stands_there_once(author, outsider, plaza):
    follow(author, by=outsider)
    publish_post(by=author, space=plaza, body="Both #fans #docks")
    for slug in ("fans", "docks"):
        follow(Tag.objects.get(slug=slug), by=outsider)
    assert at_home(outsider) == ["Both #fans #docks"]


def test_one_follows_people_whose_page_one_can_open_and_not_oneself(author, customer, other_customer, deactivated):
    with pytest.raises(PermissionDenied, match="page you can open"):
        follow(other_customer, by=customer)
    with pytest.raises(PermissionDenied, match="other people"):
        follow(author, by=author)
    with pytest.raises(PermissionDenied, match="closed"):
        follow(deactivated, by=author)


def test_spaces_are_joined_and_not_followed(author, lab):
    with pytest.raises(PermissionDenied):
        follow(lab, by=author)


def test_one_stands_in_one_way_to_a_person(author, colleague):
    follow(author, by=colleague)
    mute(author, by=colleague)
    assert Stance.objects.get(holder=colleague, person=author).way == "mute"
    block(author, by=colleague)
    assert Stance.objects.get(holder=colleague, person=author).way == "block"
    with pytest.raises(IntegrityError), transaction.atomic():
        Stance.objects.create(holder=colleague, person=author, way="follow")


def test_nobody_is_told_but_the_own_open_pages(author, colleague, run_jobs, after_commit):
    with after_commit():
        follow(author, by=colleague)
    run_jobs()
    assert not author.notifications.exists()
    assert set(Frame.objects.filter(event="stances.changed").values_list("stream", flat=True)) == {colleague.key}


def test_pages_of_the_feed_neither_skip_nor_repeat_while_others_write(as_, author, outsider, plaza):
    follow(author, by=outsider)
    written = [
        publish_post(by=author, space=plaza, title=f"Number {n}", body=f"#{'even' if n % 2 else 'odd'}")
        for n in range(45)
    ]
    follow(Tag.objects.get(slug="even"), by=outsider)
    client, seen, address = as_(outsider), [], "/"
    while address:
        page = client.get(address).content.decode()
        seen += [int(pk) for pk in re.findall(r'<article class="post[^>]*id="entry-(\d+)', page)]
        publish_post(by=author, space=plaza, title="Meanwhile", body="Later")
        more = re.search(r'href="(/\?cursor=[^"]+)"', page)
        address = more[1].replace("&amp;", "&") if more else ""
    assert seen == [post.pk for post in reversed(written)]


def test_the_bar_hears_of_all_streams_only_for_who_follows_something(author, outsider, plaza):
    stranger = fresh(outsider)
    assert plaza.audience not in streams_of_home(stranger)
    follow(author, by=outsider)
    follower = fresh(outsider)
    assert plaza.audience in streams_of_home(follower)
    rule = json.loads(rule_for(follower))
    assert rule["people"] == [author.pk]
    assert plaza.audience not in rule["streams"]


def test_a_frame_says_who_wrote_and_under_which_tags(author, plaza, after_commit):
    with after_commit():
        publish_post(by=author, space=plaza, body="About #fans")
    said = Frame.objects.filter(stream=plaza.audience, event="feeds.post.published").latest("pk").payload
    assert (said["author"], said["tags"], said["space"]) == (author.pk, ["fans"], plaza.pk)


def test_the_button_on_a_profile_follows_and_the_settings_take_it_back(as_, author, outsider):
    client = as_(outsider)
    assert 'name="way" value="follow"' in client.get(author.get_absolute_url()).content.decode()
    answer = client.post(
        "/stances/", {"way": "follow", "person": author.pk}, headers={"referer": "http://testserver/people/ada/"}
    )
    assert answer["Location"] == "http://testserver/people/ada/"
    listed = client.get("/settings/following/").content.decode()
    assert author.name in listed
    client.post("/stances/", {"way": "none", "person": author.pk})
    assert "You follow nobody yet" in client.get("/settings/following/").content.decode()


def test_the_button_of_a_tag_and_of_the_menu(as_, author, outsider, plaza):
    post = publish_post(by=author, space=plaza, body="About #fans")
    client = as_(outsider)
    assert 'name="tag" value="fans"' in client.get("/tags/fans/").content.decode()
    assert client.post("/stances/", {"way": "follow", "tag": "fans"}).status_code == 302
    menu = client.get(f"/entries/{post.pk}/menu/").content.decode()
    for label in ("Follow Ada Bianchi", "Mute this post", "Mute Ada Bianchi", "Block Ada Bianchi"):
        assert label in menu


@pytest.mark.parametrize(
    ("asked", "status"),
    [
        ({"way": "follow"}, 400),
        ({"way": "dance", "person": "{author}"}, 400),
        ({"way": "follow", "person": "{author}", "tag": "fans"}, 400),
        ({"way": "follow", "person": "999999"}, 404),
        ({"way": "follow", "person": "1e3"}, 404),
        ({"way": "follow", "tag": "secret"}, 404),
        ({"way": "mute", "space": "{vault}"}, 404),
        ({"way": "mute", "entry": "999999"}, 404),
        ({"way": "block", "space": "{plaza}"}, 400),
    ],
)
def test_what_makes_no_sense_or_is_not_there_is_refused(as_, author, outsider, vault, plaza, asked, status):
    publish_post(by=author, space=vault, body="Nobody knows of #secret things")
    values = {name: value.format(author=author.pk, vault=vault.pk, plaza=plaza.pk) for name, value in asked.items()}
    assert as_(outsider).post("/stances/", values).status_code == status
    assert not Stance.objects.exists()


def test_guests_follow_nobody(as_, guest, author):
    assert "/login/" in as_(guest).post("/stances/", {"way": "follow", "person": author.pk})["Location"]


def test_whom_one_follows_costs_no_more_questions(as_, author, outsider, plaza, queries_stay_flat):
    def grow():
        person = a_person()
        follow(person, by=outsider)
        publish_post(by=person, space=a_space(owner=person), body="Hello #fans")

    client = as_(outsider)

    def home():
        shelf.clear()
        client.get("/")

    queries_stay_flat(home, grow, times=3)
    queries_stay_flat(lambda: client.get("/settings/following/"), grow, times=3)
