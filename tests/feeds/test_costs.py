"""What a page costs: the same number of questions to the database whatever its length, and not many."""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from feeds.actions import publish_post
from intranet.accounts.models import User
from intranet.content.files.uploads import store_upload
from intranet.conversation.actions import add_comment, react
from intranet.spaces.actions import add_member
from tests.factories import a_person
from tests.platform.files_of_strangers import a_picture, upload

pytestmark = pytest.mark.django_db

CARDS = 20
# The most one may cost. Fewer is progress: lower the number then. More needs a reason that stands here.
# Here no card is kept, since the pictures are still being prepared: kept ones cost a page of the feed four less.
BOUNDS = {"/": 14, "/spaces/lab/": 14, "/posts/{post}/": 12, "/tags/fans/": 14}
KEPT_BOUNDS = {"/": 11, "/spaces/lab/": 10}
# Pages of one reader's own, and of people. What a person has said in the community is one question more.
OTHERS = {"/inbox/": 8, "/people/": 14, "/people/ben/": 14, "/spaces/": 8, "/people/chart/": 7}


@pytest.fixture(autouse=True)
def _shelf(settings, tmp_path, settings_stay_read):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture(autouse=True)
def _nobody_is_new(colleague):
    """The first steps of newcomers cost a question; most readers are none."""
    User.objects.filter(pk=colleague.pk).update(has_settled=True)


@pytest.fixture
def busy_lab(author, colleague, lab, run_jobs):
    """Twenty posts by different people, each with a picture, a tag, two comments and a reaction."""
    made = []

    def grow():
        number = len(made)
        writer = a_person(f"Writer {number}")
        add_member(lab, by=author, person=writer)
        picture = store_upload(upload("fan.png", a_picture()), by=writer)
        post = publish_post(
            by=writer, space=lab, title=f"Fan {number}", body=f"See @ben #fans {number}", attachment_ids=[picture.pk]
        )
        add_comment(post, by=colleague, body="Nice.")
        add_comment(post, by=author, body="Indeed, @ben.")
        react(post, by=colleague, sort="bravi")
        made.append(post)
        return post

    return grow


def cost_of(client, path: str) -> list[str]:
    client.get(path)  # whatever is cached for a process is
    with CaptureQueriesContext(connection) as asked:
        assert client.get(path).status_code == 200
    return [query["sql"] for query in asked]


def table(asked: list[str]) -> str:
    """What was asked for, a line each."""
    return "\n".join(re.sub(r"SELECT .*? FROM ", "", sql)[:160] for sql in asked)


@pytest.mark.parametrize("path", BOUNDS)
def test_a_page_costs_the_same_for_few_cards_and_for_many_and_stays_below_its_bound(path, as_, colleague, busy_lab):
    post = busy_lab()
    client = as_(colleague)
    few = cost_of(client, path.format(post=post.pk))
    for _ in range(CARDS - 1):
        busy_lab()
    page = client.get(path.format(post=post.pk)).content.decode()
    if path != "/posts/{post}/":
        assert len(re.findall(r'<article class="post[^>]*id="entry-\d', page)) == CARDS
    many = cost_of(client, path.format(post=post.pk))
    assert len(many) == len(few), table(few) + "\n\n" + table(many)
    assert len(many) <= BOUNDS[path], table(many)


@pytest.mark.parametrize("path", KEPT_BOUNDS)
def test_a_page_of_cards_that_are_kept_costs_less(path, as_, colleague, author, lab):
    for number in range(CARDS):
        publish_post(by=author, space=lab, title=f"Fan {number}", body="It hums.")
    asked = cost_of(as_(colleague), path)
    assert len(asked) <= KEPT_BOUNDS[path], table(asked)


@pytest.mark.parametrize("path", OTHERS)
def test_the_other_pages_of_every_day_stay_below_their_bounds(path, as_, author, colleague, busy_lab):
    busy_lab()
    asked = cost_of(as_(author), path)
    assert len(asked) <= OTHERS[path], table(asked)


def test_a_guest_costs_less(as_, guest, author, porch):
    for number in range(CARDS):
        publish_post(by=author, space=porch, body=f"Post {number}")
    assert len(cost_of(as_(guest), "/")) <= 8
    assert len(cost_of(as_(guest), f"/spaces/{porch.slug}/")) <= 9


def test_what_is_new_costs_little(as_, colleague, busy_lab):
    client = as_(colleague)
    busy_lab()
    few = cost_of(client, "/feed/newer/")
    for _ in range(5):
        busy_lab()
    assert len(cost_of(client, "/feed/newer/")) == len(few) <= 10


def test_posting_costs_the_same_in_a_small_space_and_in_a_large_one(author, lab, plaza):
    def cost() -> int:
        with CaptureQueriesContext(connection) as asked:
            publish_post(by=author, space=lab, body="Hello")
        return len(asked)

    cost()
    small = cost()
    for number in range(30):
        add_member(lab, by=author, person=a_person(f"Member {number}"))
    assert cost() == small
