"""While the disk is nearly full, or an admin says so, everything is read and nothing written; nothing typed is lost."""

from __future__ import annotations

import errno

import pytest
from django.db import OperationalError
from django.test import Client

from feeds.models import Post
from intranet.collab import commits
from intranet.core import disk_space, read_only
from intranet.core.actions import change_site_settings
from intranet.core.models import SiteSettings
from intranet.jobs.workers import Workers
from tests import factories
from tests.platform.disks import a_disk

pytestmark = pytest.mark.django_db
SENTENCE = "The disk is nearly full"


@pytest.fixture
def disk(monkeypatch, settings):
    return a_disk(monkeypatch, settings)


def test_a_post_is_refused_with_a_sentence_and_comes_back_as_it_was_typed(as_, author, disk):
    disk(free=100 * 2**20)
    typed = "Every word of this\nwas typed by hand"
    answer = as_(author).post("/posts/", {"body": typed, "audience": "org"}, headers={"Sec-Fetch-Site": "same-origin"})
    assert (answer.status_code, answer["Retry-After"]) == (507, "30")
    page = answer.content.decode()
    assert SENTENCE in page
    assert "Every word of this" in page
    assert "was typed by hand" in page
    assert 'action="/posts/"' in page
    assert not Post.objects.exists()


def test_reading_works_and_the_page_says_what_is_the_matter(as_, author, disk):
    disk(free=100 * 2**20)
    page = as_(author).get("/")
    assert page.status_code == 200
    assert SENTENCE in page.content.decode()


def test_htmx_and_programs_get_the_sentence_in_their_way(as_, author, disk):
    disk(free=100 * 2**20)
    part = as_(author).post("/posts/", {"body": "x"}, headers={"HX-Request": "true"})
    assert (part.status_code, SENTENCE in part["HX-Trigger"]) == (507, True)
    told = as_(author).post("/api/v1/posts", {"body": "x"}, content_type="application/json")
    assert (told.status_code, told["Content-Type"]) == (507, "application/problem+json")
    assert told.json()["detail"].startswith(SENTENCE)


def test_writing_begins_again_by_itself_a_tenth_above_where_it_ended(disk):
    disk(free=499 * 2**20, total=4 * 2**30)
    assert read_only.reason() is read_only.Reason.DISK
    disk(free=505 * 2**20, total=4 * 2**30)
    assert read_only.reason() is read_only.Reason.DISK
    disk(free=560 * 2**20, total=4 * 2**30)
    assert read_only.reason() is None


def test_one_comes_in_and_goes_out_meanwhile(author, disk):
    disk(free=100 * 2**20)
    client = Client()
    assert client.post("/accounts/login/", {"login": author.email, "password": factories.PASSWORD}).status_code != 507
    assert client.post("/accounts/logout/").status_code == 302


def test_what_fails_for_want_of_space_before_anybody_looked_is_no_mistake_of_ours(as_, author, disk, monkeypatch):
    def full(*things, **words):
        raise OperationalError("database or disk is full")

    monkeypatch.setattr("intranet.content.actions.publish_entry", full)
    answer = as_(author).post(
        "/posts/", {"body": "Kept on the page", "audience": "org"}, headers={"Sec-Fetch-Site": "same-origin"}
    )
    assert answer.status_code == 507
    assert "Kept on the page" in answer.content.decode()
    assert read_only.reason() is read_only.Reason.DISK, "the next one is refused before it tries"


@pytest.mark.parametrize(
    ("problem", "full"),
    [
        (OSError(errno.ENOSPC, "No space left on device"), True),
        (OperationalError("database or disk is full"), True),
        (OperationalError('could not extend file "base/5/1": No space left on device'), True),
        (OperationalError("database is locked"), False),
        (None, False),
    ],
)
def test_a_full_disk_is_told_from_other_troubles(problem, full):
    assert disk_space.is_full_disk(problem) is full


def test_an_admin_closes_the_house_for_work_and_opens_it_again(as_, author, admin):
    change_site_settings(by=admin, read_only=True)
    answer = as_(author).post("/posts/", {"body": "x", "audience": "org"})
    assert (answer.status_code, answer["Retry-After"]) == (503, "30")
    assert "being worked on" in as_(author).get("/").content.decode()
    assert as_(admin).post("/admin/site/", {}).status_code != 503, "or nobody could open it"
    change_site_settings(by=admin, read_only=False)
    assert as_(author).post("/posts/", {"body": "x", "audience": "org"}).status_code in (200, 302)


def test_jobs_wait_for_space_as_people_do(disk, monkeypatch):
    monkeypatch.setattr("intranet.jobs.workers.claim", lambda *_: pytest.fail("a job was begun"))
    workers = Workers(1)
    workers._chores = []
    disk(free=100 * 2**20)
    assert workers._look_after_the_queue() is False


def test_what_is_typed_on_a_page_is_not_stored_and_stays_with_its_browser(disk):
    disk(free=100 * 2**20)
    with pytest.raises(OperationalError):
        commits._write_in_thread([])


def test_the_settings_of_a_house_that_was_never_set_up_let_people_write():
    assert SiteSettings.current().read_only is False
    assert read_only.reason() is None
