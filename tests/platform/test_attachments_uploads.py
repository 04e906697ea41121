"""Taking files from strangers."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.storage import default_storage
from hypothesis import given
from hypothesis import strategies as st

from intranet.content.files import types, uploads
from intranet.content.files.names import clean_name
from intranet.content.files.uploads import store_upload
from intranet.content.models import Attachment
from intranet.core.actions import change_site_settings
from tests.platform.files_of_strangers import PDF, REFUSED, TAKEN, a_picture, an_archive, upload

pytestmark = pytest.mark.django_db


def stored_files() -> list[Path]:
    return [path for path in Path(django_settings.MEDIA_ROOT, "private").rglob("*") if path.is_file()]


@pytest.fixture(autouse=True)
def _empty_shelf(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.mark.parametrize("name", TAKEN)
def test_what_people_work_with_is_taken(name, author):
    kind, content = TAKEN[name]
    attachment = store_upload(upload(name, content), by=author)
    assert (attachment.kind, attachment.name, attachment.size) == (kind, name, len(content))
    assert attachment.uploader == author
    assert attachment.entry is None
    assert default_storage.open(attachment.file.name).read() == content


@pytest.mark.parametrize("name", REFUSED)
def test_what_could_harm_is_refused_with_a_sentence_and_leaves_nothing_behind(name, author):
    with pytest.raises(ValidationError) as refused:
        store_upload(upload("x", REFUSED[name]), by=author, name=name)
    assert str(refused.value.messages[0]).endswith(".")
    assert not Attachment.objects.exists()
    assert stored_files() == []


def test_a_picture_knows_its_size_and_waits_for_its_copies(author):
    picture = store_upload(upload("plan.png", a_picture(size=(300, 120))), by=author, alt_text=" The \n plan ")
    assert (picture.width, picture.height, picture.alt_text) == (300, 120, "The plan")
    assert picture.state == Attachment.State.PROCESSING
    paper = store_upload(upload("paper.pdf", PDF), by=author)
    assert (paper.width, paper.state) == (None, Attachment.State.READY)


def test_where_it_lies_says_nothing_of_what_it_is_and_only_we_may_read_it(author):
    attachment = store_upload(upload("../../etc/passwd.pdf", PDF), by=author)
    path = Path(default_storage.path(attachment.file.name))
    assert path.relative_to(django_settings.MEDIA_ROOT).parts[0] == "private"
    assert path.name == "original"
    assert "passwd" not in str(path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o640


def test_the_shelf_is_not_among_the_files_that_anybody_gets():
    media, static = Path(django_settings.MEDIA_ROOT).resolve(), Path(django_settings.STATIC_ROOT).resolve()
    assert static not in media.parents
    assert media not in static.parents
    assert not django_settings.MEDIA_URL.strip("/")


def test_an_archive_that_unpacks_to_a_mountain_is_refused(author, monkeypatch):
    zeros = an_archive(("a.txt", b"\0" * 3_000_000))
    assert store_upload(upload("zeros.zip", zeros), by=author)
    monkeypatch.setattr(types, "MOST_UNPACKED", 1_000_000)
    for name in ("zeros.zip", "zeros.docx"):
        with pytest.raises(ValidationError):
            store_upload(upload(name, an_archive(("word/document.xml", b"\0" * 3_000_000))), by=author)
    monkeypatch.setattr(types, "MOST_IN_ARCHIVE", 3)
    with pytest.raises(ValidationError, match="unpack"):
        store_upload(upload("many.zip", an_archive(*((f"{n}.txt", b"x") for n in range(5)))), by=author)


# --- Limits ---------------------------------------------------------------------------------------------------------


def test_the_firm_says_how_large_a_file_may_be(author, admin):
    change_site_settings(by=admin, max_upload_mb=1)
    store_upload(upload("a.txt", b"x" * 2**20), by=author)
    with pytest.raises(ValidationError, match="is the most"):
        store_upload(upload("a.txt", b"x" * (2**20 + 1)), by=author)


def test_a_picture_has_a_limit_of_its_own(author, monkeypatch):
    monkeypatch.setitem(types.TYPES, "png", types.TYPES["png"]._replace(most_bytes=100))
    with pytest.raises(ValidationError, match="is the most"):
        store_upload(upload("a.png", a_picture()), by=author)


def test_a_day_has_a_limit_and_only_for_who_used_it_up(author, colleague, admin, time_machine):
    change_site_settings(by=admin, daily_upload_mb=1)
    time_machine.move_to("2026-05-04 10:00Z", tick=False)
    store_upload(upload("a.txt", b"x" * 700_000), by=author)
    with pytest.raises(ValidationError, match="tomorrow"):
        store_upload(upload("b.txt", b"x" * 700_000), by=author)
    store_upload(upload("b.txt", b"x" * 700_000), by=colleague)
    time_machine.move_to("2026-05-05 10:01Z", tick=False)
    assert store_upload(upload("b.txt", b"x" * 700_000), by=author)


@pytest.mark.parametrize("who", ["deactivated", "guest"])
def test_only_who_is_here_uploads(who, request):
    with pytest.raises(PermissionDenied):
        store_upload(upload("a.txt", b"x"), by=request.getfixturevalue(who))


def test_a_row_that_cannot_be_written_takes_its_file_with_it(author, monkeypatch):
    monkeypatch.setattr(uploads.Attachment.objects, "create", lambda **fields: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        store_upload(upload("a.txt", b"x"), by=author)
    assert stored_files() == []


# --- Names ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("given_name", "kept"),
    [
        ("plan.pdf", "plan.pdf"),
        ("Relazione – così è (2).pdf", "Relazione – così è (2).pdf"),
        ("../../etc/passwd.txt", "passwd.txt"),
        ("..\\..\\windows\\system.ini.txt", "system.ini.txt"),
        ("C:\\Users\\ada\\plan.pdf", "plan.pdf"),
        ("/absolute.pdf", "absolute.pdf"),
        ("a\0b.pdf", "ab.pdf"),
        ("line\r\nSet-Cookie: x.pdf", "lineSet-Cookie_ x.pdf"),
        ("invoice\u202efdp.exe.pdf", "invoicefdp.exe.pdf"),
        ("zero\u200bwidth.pdf", "zerowidth.pdf"),
        ('"><img src=x onerror=alert(1)>.png', "___img src=x onerror=alert(1)_.png"),
        ("%2e%2e%2fx.pdf", "_2e_2e_2fx.pdf"),
        ("...hidden.pdf", "hidden.pdf"),
        (".pdf", "pdf"),
        ("   spaced   out  .pdf", "spaced out.pdf"),
        ("pdf.", "pdf"),
        ("", "file"),
        ("..", "file"),
        ("perche\u0301.txt", "perché.txt"),
        ("x" * 400 + ".pdf", "x" * 146 + ".pdf"),
        ("lone\ud800.pdf", "lone.pdf"),
    ],
)
def test_a_name_becomes_one_readable_line(given_name, kept):
    assert clean_name(given_name) == kept


@given(st.text(max_size=400))
def test_no_name_is_a_path_a_secret_or_nothing(name):
    kept = clean_name(name)
    assert 0 < len(kept) <= 150
    assert not set(kept) & set('/\\\0\r\n<>"')
    assert not kept.startswith(".")
    assert clean_name(kept) == kept


# --- The door -------------------------------------------------------------------------------------------------------


def test_an_upload_answers_with_what_the_page_needs(as_, author):
    response = as_(author).post("/files/", {"file": upload("plan.pdf", PDF)})
    assert response.status_code == 201
    answer = response.json()
    attachment = Attachment.objects.get()
    assert answer["id"] == str(attachment.pk)
    assert answer["url"] == f"/files/{attachment.pk}/plan.pdf"
    assert (answer["kind"], answer["size"], answer["thumb"]) == ("document", len(PDF), "")


def test_several_files_are_taken_together_or_not_at_all(as_, author):
    both = as_(author).post("/files/", {"file": [upload("a.pdf", PDF), upload("b.txt", b"x")]})
    assert [file["name"] for file in both.json()["files"]] == ["a.pdf", "b.txt"]
    one_bad = as_(author).post("/files/", {"file": [upload("c.pdf", PDF), upload("d.exe", b"MZ")]})
    assert one_bad.status_code == 422
    assert one_bad.json()["name"] == "d.exe"
    assert set(Attachment.objects.values_list("name", flat=True)) == {"a.pdf", "b.txt"}


@pytest.mark.parametrize("name", ["page.html", "run.png", "bomb.png", "empty.txt"])
def test_a_refusal_is_a_problem_with_a_sentence(name, as_, author):
    response = as_(author).post("/files/", {"file": upload(name, REFUSED[name] or b"\n" * 0)})
    assert response.status_code == 422
    assert response["Content-Type"] == "application/problem+json"
    assert response.json()["detail"].endswith(".")


def test_a_guest_hears_that_the_session_is_over(client):
    response = client.post("/files/", {"file": upload("a.pdf", PDF)})
    assert response.status_code == 401
    assert "Sign in again" in response.json()["detail"]
    assert not Attachment.objects.exists()


def test_nothing_is_no_file(as_, author):
    assert as_(author).post("/files/").status_code == 422
    assert as_(author).post("/files/", {"file": "text"}).status_code == 422
    assert as_(author).get("/files/").status_code == 405


def test_who_uploads_without_end_is_slowed_down(as_, author):
    client = as_(author)
    answers = {client.post("/files/", HTTP_ACCEPT="application/json").status_code for _ in range(61)}
    assert answers == {422, 429}


def test_a_form_of_a_foreign_page_uploads_nothing(author):
    from django.test import Client

    client = Client(enforce_csrf_checks=True)
    client.force_login(author)
    assert client.post("/files/", {"file": upload("a.pdf", PDF)}).status_code == 403
    assert not Attachment.objects.exists()
