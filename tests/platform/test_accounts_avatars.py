"""The pictures in the arches: ours, square, under names nobody can guess."""

from __future__ import annotations

import io

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from intranet.accounts import actions, avatars
from intranet.accounts.models import User
from intranet.core.actions import change_site_settings
from intranet.core.images import BadImage
from intranet.core.templatetags.portico import avatar


def again(person: User) -> User:
    return User.objects.get(pk=person.pk)


def picture(size: tuple[int, int] = (900, 300), kind: str = "PNG", **more) -> SimpleUploadedFile:
    out = io.BytesIO()
    Image.new("RGB", size, (200, 30, 30)).save(out, kind, **more)
    return SimpleUploadedFile(f"me.{kind.lower()}", out.getvalue(), f"image/{kind.lower()}")


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP", "GIF"])
def test_a_picture_becomes_two_square_copies_of_ours(author, as_, kind):
    as_(author).post("/settings/picture/", {"picture": picture(kind=kind)})
    name = again(author).avatar
    assert len(name) == 32
    for size in (256, 64):
        with Image.open(default_storage.open(avatars.path_of(name, size))) as copy:
            assert (copy.format, copy.size) == ("WEBP", (size, size))


def test_anybody_who_has_its_name_sees_it_for_ever(author, client):
    actions.upload_avatar(author, picture(), by=author)
    answer = client.get(author.avatar_url)
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "image/webp"
    assert "immutable" in answer.headers["Cache-Control"]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer.headers["Content-Security-Policy"]


@pytest.mark.parametrize("url", [f"/avatars/{'0' * 32}-64.webp", "/avatars/../settings-64.webp", "/avatars/x-64.webp"])
def test_a_picture_that_is_not_there_is_not_there(db, client, url):
    assert client.get(url).status_code == 404


def test_only_the_sizes_there_are(author, client):
    actions.upload_avatar(author, picture(), by=author)
    assert client.get(author.avatar_url.replace("-256", "-65")).status_code == 404


def test_where_it_was_taken_is_forgotten(author):
    exif = Image.Exif()
    exif[0x010E] = "Taken at home"
    actions.upload_avatar(author, picture(kind="JPEG", exif=exif), by=author)
    assert b"Taken at home" not in default_storage.open(avatars.path_of(author.avatar, 256)).read()


def test_a_new_picture_takes_the_old_ones_place(author, after_commit):
    first = actions.upload_avatar(author, picture(), by=author)
    with after_commit():
        second = actions.upload_avatar(author, picture((50, 80)), by=author)
    assert first != second
    assert not default_storage.exists(avatars.path_of(first, 256))
    assert default_storage.exists(avatars.path_of(second, 256))


def test_a_picture_is_taken_out(author, as_, after_commit):
    name = actions.upload_avatar(author, picture(), by=author)
    with after_commit():
        as_(author).post("/settings/picture/", {"remove": "1"})
    assert again(author).avatar == ""
    assert not default_storage.exists(avatars.path_of(name, 64))


@pytest.mark.parametrize(
    "content", [b"", b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"GIF89a", b"\x89PNG\r\n\x1a\nrubbish", b"%PDF-1.7"]
)
def test_what_is_no_picture_is_refused_with_a_sentence(author, as_, content):
    with pytest.raises(BadImage, match=r"\.$"):
        actions.upload_avatar(author, io.BytesIO(content), by=author)
    answer = as_(author).post("/settings/picture/", {"picture": SimpleUploadedFile("x.png", content)}, follow=True)
    assert answer.status_code == 200
    assert again(author).avatar == ""


def test_a_bomb_is_not_opened(author):
    out = io.BytesIO()
    Image.new("1", (20000, 20000)).save(out, "PNG")
    with pytest.raises(BadImage, match="million pixels"):
        actions.upload_avatar(author, io.BytesIO(out.getvalue()), by=author)


def test_a_file_that_is_too_large_is_refused(author, admin, as_):
    change_site_settings(by=admin, max_upload_mb=1)
    large = SimpleUploadedFile("x.png", b"x" * (2**20 + 1))
    answer = as_(author).post("/settings/picture/", {"picture": large}, follow=True)
    assert "larger than 1 MB" in answer.content.decode()


def test_nobody_gives_another_a_picture(author, colleague):
    with pytest.raises(PermissionDenied):
        actions.upload_avatar(author, picture(), by=colleague)


def test_a_small_arch_asks_for_the_small_picture(author):
    actions.upload_avatar(author, picture(), by=author)
    assert author.avatar_small_url in avatar(author, "s")
    assert author.avatar_url in avatar(author, "xl")
