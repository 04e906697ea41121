"""The words of files are found, with the rights of the entry they belong to; files that mean harm do none."""

from __future__ import annotations

import io
import subprocess
import sys
import zipfile

import pytest
from django.core.files.base import ContentFile

from feeds.actions import publish_post
from intranet.content.models import Attachment
from intranet.search import file_text
from intranet.search.files import READABLE
from intranet.search.indexing import rebuild_index
from intranet.search.models import FileText
from intranet.search.queries import search

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def docx(text: str, *, head: str = "") -> bytes:
    paragraphs = "".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in text.split("\n"))
    return archive({"word/document.xml": f"{head}<w:document {W}><w:body>{paragraphs}</w:body></w:document>"})


def archive(members: dict[str, str | bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, data in members.items():
            packed.writestr(name, data)
    return out.getvalue()


def pdf(text: str) -> bytes:
    stream = f"BT /F1 24 Tf 40 700 Td ({text}) Tj ET".encode()
    parts = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R"
        b" /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    out, places = b"%PDF-1.4\n", []
    for number, part in enumerate(parts, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, part)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return out + b"xref\n0 6\n0000000000 65535 f \n%strailer << /Size 6 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % (
        table,
        len(out),
    )


@pytest.fixture
def post_with(author, lab, settings, tmp_path, run_jobs):
    settings.MEDIA_ROOT = tmp_path / "media"
    rebuild_index.call()

    def publish(name: str, mime: str, data: bytes, **how):
        file = Attachment(
            uploader=author, name=name, size=len(data), mime=mime, kind="document", state=Attachment.State.READY
        )
        file.file.save(name, ContentFile(data), save=False)
        file.save()
        post = publish_post(
            by=author, space=lab, title="The manual", body="See below.", attachment_ids=[file.pk], **how
        )
        run_jobs()
        return post

    return publish


@pytest.mark.parametrize(
    ("name", "mime", "data"),
    [
        ("guide.pdf", "application/pdf", pdf("Lubricate the nightingale weekly")),
        ("guide.docx", DOCX, docx("Lubricate the nightingale weekly")),
        ("guide.txt", "text/plain", b"Lubricate the nightingale weekly"),
        ("guide.csv", "text/csv", "Lubricate,nightingale;weekly è".encode("latin-1")),
        ("guide.txt", "text/plain", "Lubricate the nightingale weekly".encode("utf-16")),
    ],
)
def test_words_of_files_are_found_with_the_entry_by_its_readers_alone(
    name, mime, data, post_with, colleague, outsider, as_
):
    post_with(name, mime, data)
    found = search(colleague, "lubricating nightingales has:file")
    assert [str(entry) for entry in found.entries] == ["The manual"]
    assert found.entries[0].found_in.name == name
    page = as_(colleague).get("/search/", {"q": "nightingale"}).content.decode()
    assert name in page
    assert "<mark>nightingale</mark>" in page
    assert search(outsider, "nightingale").total == 0
    assert search(outsider, "nightyngale").suggestion == ""
    assert search(colleague, "nightyngale").suggestion == "nightingale"


def test_the_name_of_a_file_is_found_too(post_with, colleague):
    post_with("ribollita.txt", "text/plain", b"soup")
    assert search(colleague, "ribollita").entries[0].found_in.name == "ribollita.txt"


def test_a_file_is_read_once(post_with, author, monkeypatch, run_jobs):

    post_with("guide.txt", "text/plain", b"nightingale")
    monkeypatch.setattr("intranet.search.files._text_of", lambda file: pytest.fail("read again"))
    rebuild_index.call()
    run_jobs()
    assert FileText.objects.count() == 1


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(docx("boom", head='<!DOCTYPE x [<!ENTITY a "b">]>'), id="a document with entities"),
        pytest.param(docx("&a;"), id="an entity nobody declared"),
        pytest.param(b"PK\x03\x04 and nothing else", id="no archive"),
        pytest.param(archive({"word/document.xml": b"<not closed"}), id="no XML"),
        pytest.param(archive({"word/other.xml": "<a/>"}), id="an archive without words"),
        pytest.param(archive({"../../word/document.xml": "<a>x</a>"}), id="a path out of it"),
        pytest.param(archive({"word/document.xml": b"<a>" + b" " * 60 * 2**20 + b"</a>"}), id="a bomb"),
        pytest.param(archive({"word/document.xml": "<a>" * 200_000}), id="a deep nest"),
    ],
)
def test_a_file_that_means_harm_has_no_words_and_the_entry_is_found_as_ever(data, post_with, colleague):
    post_with("guide.docx", DOCX, data)
    assert FileText.objects.get().text == ""
    assert search(colleague, "manual").total == 1


def test_a_pdf_that_is_none_ends_the_reader_and_nothing_else(post_with, colleague):
    post_with("guide.pdf", "application/pdf", b"%PDF-1.4 and then nothing")
    assert FileText.objects.get().text == ""
    assert search(colleague, "manual").total == 1


def test_the_reader_may_write_no_file(tmp_path):
    code = f"import intranet.search.file_text as t; t.main({str(tmp_path / 'x')!r}, t.PDF)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False)
    assert done.returncode != 0
    script = (
        "import resource, intranet.search.file_text as t\n"
        f"t._of_pdf = lambda path: [open({str(tmp_path / 'out')!r}, 'w').write('x' * 9999) and '']\n"
        "t.main('x', t.PDF)"
    )
    subprocess.run([sys.executable, "-c", script], capture_output=True, check=False)
    assert not (tmp_path / "out").exists() or (tmp_path / "out").stat().st_size == 0


def test_what_is_read_is_what_can_be_uploaded():
    from intranet.content.files.types import TYPES

    assert {found.mime for found in TYPES.values()} | {"text/tab-separated-values", "application/json"} >= READABLE
    assert set(file_text.ARCHIVES) <= READABLE
