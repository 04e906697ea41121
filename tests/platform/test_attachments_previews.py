"""A document shows its beginning before anybody fetches it."""

from __future__ import annotations

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from feeds.actions import publish_post
from intranet.content.files import previewing
from intranet.content.files.uploads import store_upload
from intranet.content.models import Attachment


def a_pdf(pages: int = 3) -> bytes:
    out = io.BytesIO()
    sheets = [Image.new("RGB", (595, 842), color) for color in ("olive", "teal", "maroon")][:pages]
    sheets[0].save(out, "PDF", save_all=True, append_images=sheets[1:])
    return out.getvalue()


def attached(author, lab, name: str, data: bytes):
    file = store_upload(SimpleUploadedFile(name, data), by=author)
    post = publish_post(by=author, body="Read this.", space=lab, attachment_ids=[file.pk])
    return post, file


def test_a_pdf_shows_its_first_page_and_how_many_there_are(author, colleague, outsider, lab, as_, run_jobs):
    post, file = attached(author, lab, "plan.pdf", a_pdf())
    reader = as_(colleague)
    reader.get(post.get_absolute_url())
    run_jobs()
    page = reader.get(post.get_absolute_url()).content.decode()
    assert "3 pages" in page
    assert file.thumb_url in page
    with Image.open(io.BytesIO(b"".join(reader.get(file.thumb_url)))) as image:
        red, green, blue = image.convert("RGB").getpixel((10, 10))
        assert (abs(red - 128) < 12, abs(green - 128) < 12, blue < 12) == (True, True, True)
    assert as_(outsider).get(file.thumb_url).status_code == 404


@pytest.mark.parametrize(
    ("name", "data", "shown"),
    [
        ("list.csv", b"name,count\npump,3\n", "pump,3"),
        ("notes.txt", "Perché no?".encode("latin-1"), "Perché no?"),
        ("notes.md", b"# Not <b>markup</b>\n", "# Not &lt;b&gt;markup&lt;/b&gt;"),
        ("wide.txt", "Perché".encode("utf-16"), "Perché"),
    ],
)
def test_a_text_shows_its_first_lines_as_they_are(name, data, shown, author, lab, as_, run_jobs):
    post, _file = attached(author, lab, name, data)
    run_jobs()
    assert shown in as_(author).get(post.get_absolute_url()).content.decode()


def test_a_long_text_shows_only_its_beginning(author, lab, run_jobs):
    _post, file = attached(author, lab, "long.log", "\n".join(f"line {n} " + "é" * 30 for n in range(5000)).encode())
    run_jobs()
    excerpt = Attachment.objects.get(pk=file.pk).excerpt
    assert len(excerpt) <= previewing.MOST_LETTERS
    assert excerpt.startswith("line 0 ")
    assert "line 24 " not in excerpt


@pytest.mark.parametrize("data", [b"%PDF-1.4\n%%EOF\n", a_pdf()[:400], b"%PDF-1.7\n" + b"\x00" * 5000])
def test_a_pdf_that_cannot_be_read_is_a_file_like_any_other(data, author, lab, as_, run_jobs):
    post, file = attached(author, lab, "broken.pdf", data)
    run_jobs()
    assert Attachment.objects.get(pk=file.pk).preview == ""
    page = as_(author).get(post.get_absolute_url()).content.decode()
    assert "broken.pdf" in page
    assert as_(author).get(file.thumb_url).status_code == 404


def test_a_reader_that_never_ends_is_stopped(author, lab, run_jobs, monkeypatch):
    monkeypatch.setattr(previewing, "_SECONDS", 0.001)
    _post, file = attached(author, lab, "slow.pdf", a_pdf())
    run_jobs()
    assert Attachment.objects.get(pk=file.pk).preview == ""
