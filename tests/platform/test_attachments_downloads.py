"""Fetching files: asked each time, and before anything else is looked at."""

from __future__ import annotations

import io
import re
import uuid

import pytest
from django.core.files.storage import default_storage
from django.db import connection
from django.test.utils import CaptureQueriesContext
from PIL import Image

from feeds.actions import publish_post
from intranet.accounts.actions import deactivate
from intranet.content import actions as content_actions
from intranet.content.files.uploads import store_upload
from intranet.content.models import Attachment
from intranet.spaces import actions as space_actions
from tests.platform.files_of_strangers import PDF, a_picture, an_mp4, upload

pytestmark = pytest.mark.django_db

CAST = ["author", "colleague", "outsider", "customer", "other_customer", "moderator", "admin", "deactivated", "guest"]
CONDITIONS = [
    {},
    {"HTTP_IF_NONE_MATCH": "*"},
    {"HTTP_IF_MATCH": '"x"'},
    {"HTTP_IF_MODIFIED_SINCE": "Wed, 21 Oct 2099 07:28:00 GMT"},
    {"HTTP_IF_UNMODIFIED_SINCE": "Wed, 21 Oct 1999 07:28:00 GMT"},
    {"HTTP_RANGE": "bytes=0-3"},
    {"HTTP_RANGE": "bytes=99999999-"},
]


@pytest.fixture(autouse=True)
def _empty_shelf(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture
def paper(author):
    return store_upload(upload("paper.pdf", PDF), by=author)


@pytest.fixture
def picture(author, run_jobs):
    stored = store_upload(upload("plan.png", a_picture(size=(1200, 600))), by=author, alt_text="The plan")
    run_jobs()
    stored.refresh_from_db()
    return stored


@pytest.fixture
def clip(author):
    return store_upload(upload("clip.mp4", an_mp4()), by=author)


def body(response) -> bytes:
    return b"".join(response.streaming_content) if response.streaming else response.content


def as_seen(response) -> bytes:
    """A page without what differs at every visit: the address asked for and the masked guard token."""
    return re.sub(rb"[A-Za-z0-9]{64}", b"token", re.sub(rb"/files/[^\"']+", b"/files/", response.content))


# --- Who ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("who", CAST)
def test_a_file_is_for_those_who_may_read_its_entry(who, request, as_, author, lab, paper):
    publish_post(by=author, space=lab, body="Read this", attachment_ids=[paper.pk])
    person = request.getfixturevalue(who)
    answer = as_(person).get(paper.url)
    assert answer.status_code == (200 if who in ("author", "colleague") else 404)


@pytest.mark.parametrize("who", CAST)
def test_what_is_public_anybody_may_fetch(who, request, as_, author, porch, paper):
    publish_post(by=author, space=porch, body="For all", attachment_ids=[paper.pk])
    assert as_(request.getfixturevalue(who)).get(paper.url).status_code == 200


@pytest.mark.parametrize("who", CAST)
def test_a_file_that_is_tied_to_nothing_is_its_uploaders(who, request, as_, paper, picture):
    person = request.getfixturevalue(who)
    expected = 200 if who == "author" else 404
    assert as_(person).get(paper.url).status_code == expected
    assert as_(person).get(picture.thumb_url).status_code == expected


@pytest.mark.parametrize("conditions", CONDITIONS)
@pytest.mark.parametrize("method", ["get", "head"])
@pytest.mark.parametrize("who", ["outsider", "customer", "guest"])
def test_a_hidden_file_and_no_file_are_the_same_404_whatever_is_asked(
    who, method, conditions, request, as_, author, lab, picture
):
    publish_post(by=author, space=lab, body="Plan", attachment_ids=[picture.pk])
    client = as_(request.getfixturevalue(who))
    for url in (picture.url, picture.thumb_url, picture.large_url):
        hidden = getattr(client, method)(url, **conditions)
        missing = getattr(client, method)(url.replace(str(picture.pk), str(uuid.uuid4())), **conditions)
        assert hidden.status_code == missing.status_code == 404
        assert as_seen(hidden) == as_seen(missing)
        # Each request has a number of its own.
        assert hidden.headers.pop("X-Request-ID") != missing.headers.pop("X-Request-ID")
        assert dict(hidden.headers) == dict(missing.headers)


def test_knowing_the_right_tag_helps_nobody(as_, author, outsider, lab, picture):
    publish_post(by=author, space=lab, body="Plan", attachment_ids=[picture.pk])
    etag = as_(author).get(picture.thumb_url)["ETag"]
    assert as_(author).get(picture.thumb_url, HTTP_IF_NONE_MATCH=etag).status_code == 304
    assert as_(outsider).get(picture.thumb_url, HTTP_IF_NONE_MATCH=etag).status_code == 404


def test_who_loses_the_entry_loses_its_files(as_, author, colleague, lab, paper):
    publish_post(by=author, space=lab, body="Read this", attachment_ids=[paper.pk])
    client = as_(colleague)
    assert client.get(paper.url).status_code == 200
    space_actions.remove_member(lab, by=author, person=colleague)
    assert client.get(paper.url).status_code == 404


def test_the_author_loses_it_too_when_it_is_no_longer_theirs_to_read(as_, author, colleague, lab):
    mine = store_upload(upload("mine.pdf", PDF), by=colleague)
    publish_post(by=colleague, space=lab, body="Mine", attachment_ids=[mine.pk])
    space_actions.remove_member(lab, by=author, person=colleague)
    assert as_(colleague).get(mine.url).status_code == 404
    assert as_(author).get(mine.url).status_code == 200


def test_a_deleted_entry_takes_its_files_out_of_reach(as_, author, colleague, lab, paper):
    post = publish_post(by=author, space=lab, body="Read this", attachment_ids=[paper.pk])
    content_actions.delete_entry(post, by=author)
    for person in (author, colleague):
        assert as_(person).get(paper.url).status_code == 404
    content_actions.undelete_entry(post, by=author)
    assert as_(colleague).get(paper.url).status_code == 200


def test_a_hidden_entry_hides_its_files_from_all_but_its_moderators_and_author(
    as_, author, colleague, outsider, moderator, plaza, paper
):
    post = publish_post(by=author, space=plaza, body="Doubtful", attachment_ids=[paper.pk])
    content_actions.hide_entry(post, by=author, reason="Let us look at this")
    assert as_(outsider).get(paper.url).status_code == 404
    assert as_(author).get(paper.url).status_code == 200


def test_who_is_deactivated_fetches_nothing_in_the_same_minute(as_, author, colleague, admin, lab, paper):
    publish_post(by=author, space=lab, body="Read this", attachment_ids=[paper.pk])
    client = as_(colleague)
    deactivate(colleague, by=admin)
    assert client.get(paper.url).status_code == 404


def test_the_question_costs_a_handful_of_queries(as_, author, lab, paper):
    publish_post(by=author, space=lab, body="Read this", attachment_ids=[paper.pk])
    client = as_(author)
    client.get("/people/")  # that somebody is here is noted by the first page of the day
    with CaptureQueriesContext(connection) as queries:
        client.get(paper.url)
    assert len(queries) <= 8


# --- What -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "variant", ["PAPER.pdf", "paper.pdf.", "paper", "thumb", "medium", "original", "clean", "a.pdf"]
)
def test_a_file_has_one_name(variant, as_, author, paper):
    assert as_(author).get(f"/files/{paper.pk}/{variant}").status_code == 404


@pytest.mark.parametrize(
    "path",
    [
        "/files/{pk}/../{pk}/paper.pdf",
        "/files/{pk}/%2e%2e/paper.pdf",
        "/files/{pk}//paper.pdf",
        "/files/{pk}/",
        "/files/{pk}",
        "/files/{hex}/paper.pdf",
        "/files/{PK}/paper.pdf",
        "/files/1/paper.pdf",
        "/private/{ab}/{hex}/original",
        "/media/private/{ab}/{hex}/original",
        "/static/../media/private/{ab}/{hex}/original",
    ],
)
def test_no_other_way_leads_to_it(path, as_, author, outsider, paper):
    url = path.format(pk=paper.pk, PK=str(paper.pk).upper(), hex=paper.pk.hex, ab=paper.pk.hex[:2])
    for person in (author, outsider):
        response = as_(person).get(url)
        assert response.status_code in (301, 404, 405)
        assert PDF not in body(response)


def test_a_file_is_saved_and_not_opened(as_, author, paper):
    response = as_(author).get(paper.url)
    assert body(response) == PDF
    assert response["Content-Disposition"] == 'attachment; filename="paper.pdf"'
    assert response["Content-Type"] == "application/pdf"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert response["Cross-Origin-Resource-Policy"] == "same-origin"
    assert response["Cache-Control"] == "private, no-store"
    assert response["Content-Length"] == str(len(PDF))


@pytest.mark.parametrize(
    ("name", "disposition"),
    [
        ("Relazione così.pdf", "attachment; filename*=utf-8''Relazione%20cos%C3%AC.pdf"),
        ("資料.pdf", "attachment; filename*=utf-8''%E8%B3%87%E6%96%99.pdf"),
        ('a"b;c=d.pdf', 'attachment; filename="a_b;c=d.pdf"'),
        ("a\r\nX-Evil: 1.pdf", 'attachment; filename="aX-Evil_ 1.pdf"'),
    ],
)
def test_every_name_survives_the_header(name, disposition, as_, author):
    stored = store_upload(upload("x.pdf", PDF), by=author, name=name)
    response = as_(author).get(stored.url)
    assert response["Content-Disposition"] == disposition
    assert "X-Evil" not in response.headers


def test_what_we_encoded_is_shown_in_the_page(as_, author, picture):
    for url, longest in ((picture.thumb_url, 320), (picture.medium_url, 960), (picture.large_url, 1200)):
        response = as_(author).get(url)
        assert response["Content-Type"] == "image/webp"
        assert response["Content-Disposition"].startswith("inline")
        assert response["Cache-Control"] == "private, no-cache"
        assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"
        with Image.open(io.BytesIO(body(response))) as shown:
            assert max(shown.size) == longest


def test_the_picture_itself_is_saved_like_any_file(as_, author, picture):
    response = as_(author).get(picture.url)
    assert response["Content-Disposition"] == 'attachment; filename="plan.png"'
    assert response["Content-Type"] == "image/png"


def test_a_picture_in_preparation_and_a_refused_one_are_not_there_yet(as_, author):
    waiting = store_upload(upload("plan.png", a_picture()), by=author)
    client = as_(author)
    for url in (waiting.url, waiting.thumb_url):
        assert client.get(url).status_code == 404
    Attachment.objects.update(state=Attachment.State.REFUSED)
    for url in (waiting.url, waiting.thumb_url):
        assert client.get(url).status_code == 404


def test_a_file_whose_bytes_are_gone_is_a_404_and_no_500(as_, author, paper):
    default_storage.delete(paper.file.name)
    assert as_(author).get(paper.url).status_code == 404


def test_files_are_for_reading(as_, author, paper):
    client = as_(author)
    for method in (client.post, client.put, client.patch, client.delete):
        assert method(paper.url).status_code == 405


# --- Parts of a file ------------------------------------------------------------------------------------------------

FILM = an_mp4()
SIZE = len(FILM)


@pytest.mark.parametrize(
    ("asked", "part", "said"),
    [
        ("bytes=0-9", FILM[:10], f"bytes 0-9/{SIZE}"),
        ("bytes=10-", FILM[10:], f"bytes 10-{SIZE - 1}/{SIZE}"),
        ("bytes=-7", FILM[-7:], f"bytes {SIZE - 7}-{SIZE - 1}/{SIZE}"),
        ("bytes=0-999999999", FILM, f"bytes 0-{SIZE - 1}/{SIZE}"),
        (f"bytes={SIZE - 1}-{SIZE - 1}", FILM[-1:], f"bytes {SIZE - 1}-{SIZE - 1}/{SIZE}"),
        ("bytes=-999999999", FILM, f"bytes 0-{SIZE - 1}/{SIZE}"),
    ],
)
def test_a_player_gets_the_part_it_asks_for(asked, part, said, as_, author, clip):
    response = as_(author).get(clip.url, HTTP_RANGE=asked)
    assert response.status_code == 206
    assert response["Content-Range"] == said
    assert response["Content-Length"] == str(len(part))
    assert body(response) == part


@pytest.mark.parametrize("asked", [f"bytes={SIZE}-", "bytes=999999999-", "bytes=-0"])
def test_a_part_that_is_not_there_is_416(asked, as_, author, clip):
    response = as_(author).get(clip.url, HTTP_RANGE=asked)
    assert (response.status_code, response["Content-Range"]) == (416, f"bytes */{SIZE}")


@pytest.mark.parametrize(
    "asked",
    [
        "",
        "bytes=",
        "bytes=-",
        "bytes=9-2",
        "bytes=0-1,4-5",
        "items=0-1",
        "bytes=a-b",
        "bytes=1-2-3",
        f"bytes={'9' * 40}-",
    ],
)
def test_what_we_do_not_understand_gets_the_whole(asked, as_, author, clip):
    response = as_(author).get(clip.url, HTTP_RANGE=asked)
    assert (response.status_code, body(response)) == (200, FILM)
    assert response["Accept-Ranges"] == "bytes"


def test_a_part_of_another_version_is_not_pieced_together(as_, author, clip):
    client = as_(author)
    etag = client.get(clip.url)["ETag"]
    assert client.get(clip.url, HTTP_RANGE="bytes=0-1", HTTP_IF_RANGE=etag).status_code == 206
    assert client.get(clip.url, HTTP_RANGE="bytes=0-1", HTTP_IF_RANGE='"old"').status_code == 200


def test_the_head_of_a_part_says_how_long_it_would_be(as_, author, clip):
    response = as_(author).head(clip.url, HTTP_RANGE="bytes=0-9")
    assert (response.status_code, response["Content-Length"]) == (206, "10")
