"""What happens to a file when nobody is waiting: copies, what is refused after all, and the broom."""

from __future__ import annotations

import io
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.storage import default_storage
from django.template.loader import render_to_string
from django.utils.timezone import now
from PIL import Image

from feeds.actions import edit_post, publish_post
from intranet.content import jobs
from intranet.content.attachments import describe, discard
from intranet.content.files import preparing
from intranet.content.files.preparing import path_of_copy
from intranet.content.files.uploads import store_upload
from intranet.content.models import Attachment
from tests.platform.files_of_strangers import PDF, a_picture, upload

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def shelf(settings, tmp_path) -> Path:
    settings.MEDIA_ROOT = tmp_path / "media"
    return settings.MEDIA_ROOT


def names_on(shelf: Path, attachment: Attachment) -> set[str]:
    folder = shelf / "private" / attachment.pk.hex[:2] / attachment.pk.hex
    return {path.name for path in folder.iterdir()} if folder.exists() else set()


@pytest.fixture
def picture(author):
    exif = Image.Exif()
    exif[0x0110] = "Camera of Ada"
    return store_upload(upload("photo.jpg", a_picture("JPEG", (3000, 1500), exif=exif)), by=author)


def test_a_picture_gets_its_copies_and_loses_its_secrets(picture, run_jobs, shelf):
    run_jobs()
    picture.refresh_from_db()
    assert picture.state == Attachment.State.READY
    assert names_on(shelf, picture) == {"thumb.webp", "medium.webp", "large.webp", "clean"}
    for size, longest in (("thumb", 320), ("medium", 960), ("large", 2048)):
        with Image.open(default_storage.open(path_of_copy(picture, size))) as copy:
            assert (copy.format, max(copy.size)) == ("WEBP", longest)
    clean = default_storage.open(picture.file.name).read()
    assert b"Camera" not in clean
    assert picture.size == len(clean)
    with Image.open(io.BytesIO(clean)) as original:
        assert (original.format, original.size) == ("JPEG", (3000, 1500))


def test_a_job_that_runs_again_changes_nothing(picture, run_jobs):
    run_jobs()
    picture.refresh_from_db()
    before = picture.file.name
    jobs.prepare_picture.call(attachment=str(picture.pk))
    picture.refresh_from_db()
    assert picture.file.name == before


def test_a_job_that_was_killed_half_way_begins_again(picture, run_jobs, shelf, monkeypatch):
    with monkeypatch.context() as broken:
        broken.setattr(preparing, "cleaned", lambda file: 1 / 0)
        run_jobs(allow_failures=True)
    picture.refresh_from_db()
    assert picture.state == Attachment.State.PROCESSING
    run_jobs(at=now() + timedelta(hours=1))
    picture.refresh_from_db()
    assert picture.state == Attachment.State.READY
    assert names_on(shelf, picture) == {"thumb.webp", "medium.webp", "large.webp", "clean"}


def test_a_picture_that_is_none_after_all_is_refused_and_cannot_be_posted(author, run_jobs):
    whole = a_picture("JPEG", (800, 800))
    cut = store_upload(upload("cut.jpg", whole[: len(whole) // 3]), by=author)
    run_jobs()
    cut.refresh_from_db()
    assert cut.state == Attachment.State.REFUSED
    assert "damaged" in cut.refusal
    with pytest.raises(ValidationError, match=r"cut\.jpg: .*damaged"):
        publish_post(by=author, body="See", audience="org", attachment_ids=[cut.pk])


def test_the_bytes_of_a_refused_picture_go(author, run_jobs, shelf):
    whole = a_picture("JPEG", (800, 800))
    cut = store_upload(upload("cut.jpg", whole[: len(whole) // 3]), by=author)
    run_jobs()
    assert names_on(shelf, cut) == set()


def test_a_picture_taken_back_before_its_turn_leaves_nothing(picture, author, run_jobs, shelf, after_commit):
    with after_commit():
        discard(picture, by=author)
    run_jobs()
    assert names_on(shelf, picture) == set()


def test_a_picture_taken_back_while_it_was_prepared_leaves_nothing(picture, shelf, monkeypatch):
    def take_back(file):
        Attachment.objects.filter(pk=picture.pk).delete()
        return b"clean"

    monkeypatch.setattr(preparing, "cleaned", take_back)
    preparing.prepare(picture)
    assert names_on(shelf, picture) == set()


# --- Tied, untied, described ----------------------------------------------------------------------------------------


def test_only_ones_own_files_can_be_tied_and_only_once(author, colleague, lab):
    paper = store_upload(upload("a.pdf", PDF), by=author)
    with pytest.raises(ValidationError, match="no longer here"):
        publish_post(by=colleague, space=lab, body="Mine now", attachment_ids=[paper.pk])
    post = publish_post(by=author, space=lab, body="Here", attachment_ids=[paper.pk])
    with pytest.raises(ValidationError, match="no longer here"):
        publish_post(by=author, space=lab, body="Here too", attachment_ids=[paper.pk])
    paper.refresh_from_db()
    assert paper.entry_id == post.entry_id


def test_files_keep_the_order_they_were_given(author, lab):
    papers = [store_upload(upload(f"{name}.pdf", PDF), by=author) for name in "abc"]
    post = publish_post(by=author, space=lab, body="x", attachment_ids=[papers[n].pk for n in (2, 0, 1)])
    assert [file.name for file in post.attachments.all()] == ["c.pdf", "a.pdf", "b.pdf"]


@pytest.mark.parametrize("ids", [["x"], ["00000000-0000-0000-0000-000000000000"], [None], [[1]]])
def test_ids_that_are_none_are_a_sentence_and_no_500(ids, author, lab):
    with pytest.raises(ValidationError, match="no longer here"):
        publish_post(by=author, space=lab, body="x", attachment_ids=ids)


def test_an_edit_takes_a_file_out(author, lab):
    paper = store_upload(upload("a.pdf", PDF), by=author)
    post = publish_post(by=author, space=lab, body="x", attachment_ids=[paper.pk])
    edit_post(post, by=author, body="x", attachment_ids=[])
    paper.refresh_from_db()
    assert paper.entry is None


def test_the_uploader_says_what_a_picture_shows_and_nobody_else_does(as_, author, colleague, outsider, lab, picture):
    describe(picture, by=author, alt_text="  The \n plan  ")
    assert picture.alt_text == "The plan"
    publish_post(by=author, space=lab, body="x", attachment_ids=[picture.pk])
    url = f"/files/{picture.pk}/description/"
    assert as_(author).post(url, {"alt_text": "New"}).json()["alt_text"] == "New"
    assert as_(colleague).post(url, {"alt_text": "Mine"}).status_code == 403
    assert as_(outsider).post(url, {"alt_text": "Mine"}).status_code == 404
    picture.refresh_from_db()
    assert picture.alt_text == "New"


def test_an_upload_can_be_taken_back_until_it_is_tied(as_, author, colleague, outsider, lab, shelf, after_commit):
    paper = store_upload(upload("a.pdf", PDF), by=author)
    url = f"/files/{paper.pk}/discard/"
    assert as_(outsider).post(url).status_code == 404
    with after_commit():
        assert as_(author).post(url).status_code == 204
    assert names_on(shelf, paper) == set()
    tied = store_upload(upload("b.pdf", PDF), by=author)
    publish_post(by=author, space=lab, body="x", attachment_ids=[tied.pk])
    assert as_(author).post(f"/files/{tied.pk}/discard/").status_code == 403
    with pytest.raises(PermissionDenied):
        discard(tied, by=colleague)
    assert Attachment.objects.filter(pk=tied.pk).exists()


# --- The broom ------------------------------------------------------------------------------------------------------


def test_files_nobody_tied_go_after_a_day_and_the_others_stay(author, lab, shelf, monkeypatch):
    monkeypatch.setattr(jobs, "BATCH", 2)
    tied, fresh, *old = (store_upload(upload(f"{n}.pdf", PDF), by=author) for n in range(7))
    publish_post(by=author, space=lab, body="x", attachment_ids=[tied.pk])
    Attachment.objects.exclude(pk=fresh.pk).update(created_at=now() - timedelta(hours=25))
    jobs.forget_untied_files.call()
    assert set(Attachment.objects.all()) == {tied, fresh}
    assert names_on(shelf, tied) == names_on(shelf, fresh) == {"original"}
    assert all(names_on(shelf, file) == set() for file in old)


def test_bytes_that_no_row_knows_are_swept_up(author, shelf):
    import os
    import uuid

    known = store_upload(upload("a.pdf", PDF), by=author)
    lost, young = uuid.uuid4(), uuid.uuid4()
    for pk in (lost, young):
        default_storage.save(f"private/{pk.hex[:2]}/{pk.hex}/original", io.BytesIO(PDF))
    yesterday = (now() - timedelta(days=2)).timestamp()
    for pk in (lost, known.pk):
        os.utime(shelf / "private" / pk.hex[:2] / pk.hex, (yesterday, yesterday))
    jobs.sweep_lost_files.call()
    assert not (shelf / "private" / lost.hex[:2] / lost.hex).exists()
    assert (shelf / "private" / young.hex[:2] / young.hex).exists()
    assert names_on(shelf, known) == {"original"}


def test_the_broom_finds_an_empty_house_in_order(shelf):
    jobs.sweep_lost_files.call()
    jobs.forget_untied_files.call()


# --- Shown ----------------------------------------------------------------------------------------------------------


def test_a_card_shows_each_file_in_its_own_way(author, picture, run_jobs):
    from tests.platform.files_of_strangers import TAKEN

    run_jobs()
    picture.refresh_from_db()
    describe(picture, by=author, alt_text='A "plan" <b>')
    names = ("clip.mp4", "voice.mp3", "paper.pdf")
    others = [store_upload(upload(name, TAKEN[name][1]), by=author) for name in names]
    waiting = store_upload(upload('"><img src=x>.png', a_picture()), by=author)
    html = render_to_string("content/_attachments.html", {"attachments": [picture, *others, waiting]})
    assert f'src="{picture.medium_url}" alt="A &quot;plan&quot; &lt;b&gt;"' in html
    assert "<video" in html
    assert "<audio" in html
    assert f'href="{others[2].url}"' in html
    assert "<img src=x" not in html
    assert f'<waiting-picture src="{waiting.medium_url}">' in html
