"""How much of the disk a person has: counted right, said in words, and not to be passed by two at once."""

from __future__ import annotations

import io
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from PIL import Image

from feeds.actions import publish_post
from intranet.accounts import actions
from intranet.accounts.models import User
from intranet.content.attachments import discard
from intranet.content.files.quotas import room_of, room_of_house
from intranet.content.files.uploads import store_upload
from intranet.content.models import Attachment
from intranet.core.health import report
from intranet.core.models import SiteSettings
from tests import factories
from tests.architecture.asking import session_of
from tests.platform.files_of_strangers import PDF, upload

MB = 2**20


@pytest.fixture(autouse=True)
def _media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"


def allow(**limits) -> None:
    site = SiteSettings.objects.filter(pk=1).first() or SiteSettings(pk=1)
    for name, value in limits.items():
        setattr(site, name, value)
    site.save()


def a_file(person, size: int = 1000, **more) -> Attachment:
    """A row as an upload leaves it; the bytes do not matter here."""
    return Attachment.objects.create(
        uploader=person, name="plan.pdf", size=size, mime="application/pdf", state="ready", file="private/x", **more
    )


def a_face() -> io.BytesIO:
    out = io.BytesIO()
    Image.new("RGB", (400, 400), "olive").save(out, "PNG")
    out.seek(0)
    return out


def test_files_and_the_picture_count_and_what_is_deleted_does_not(author):
    before = room_of(author).used
    file = store_upload(upload("plan.pdf", PDF), by=author)
    assert room_of(author).used == before + len(PDF)
    actions.upload_avatar(author, a_face(), by=author)
    author.refresh_from_db()
    assert author.avatar_bytes > 0
    assert room_of(author).used == before + len(PDF) + author.avatar_bytes
    discard(file, by=author)
    actions.remove_avatar(author, by=author)
    assert room_of(author).used == before


def test_others_do_not_count_and_the_house_counts_all(author, colleague):
    a_file(author, 3 * MB)
    a_file(colleague, 4 * MB)
    assert (room_of(author).used, room_of_house().used) == (3 * MB, 7 * MB)


def test_a_file_in_a_text_counts_for_whoever_added_it(author, lab):
    file = store_upload(upload("plan.pdf", PDF), by=author)
    publish_post(by=author, space=lab, body="See", attachment_ids=[file.pk])
    assert room_of(author).used == len(PDF)


def test_the_last_byte_fits_and_one_more_does_not(author):
    allow(person_storage_mb=1)
    filler = a_file(author, MB - len(PDF))
    store_upload(upload("plan.pdf", PDF), by=author)
    assert room_of(author).used == MB
    Attachment.objects.exclude(pk=filler.pk).delete()
    Attachment.objects.update(size=MB - len(PDF) + 1)
    with pytest.raises(ValidationError) as refused:
        store_upload(upload("plan.pdf", PDF), by=author)
    assert refused.value.code == "quota"


def test_the_refusal_says_how_much_is_used_and_of_how_much(author, as_):
    allow(person_storage_mb=2)
    a_file(author, 2 * MB)
    answer = as_(author).post("/files/", {"file": upload("plan.pdf", PDF)})
    assert answer.status_code == 422
    assert "2.0\xa0MB of your 2.0\xa0MB" in answer.json()["detail"]
    assert Attachment.objects.count() == 1


def test_what_announces_too_much_is_refused_before_the_form_is_taken_apart(author):
    allow(person_storage_mb=1)
    client = Client()
    client.cookies["portico_session"] = session_of(author)
    answer = client.generic(
        "POST", "/files/", b"", "multipart/form-data; boundary=x", headers={"content-length": str(5 * MB)}
    )
    assert answer.status_code == 422
    assert "of your" in answer.json()["detail"]


@pytest.mark.parametrize("length", ["", "rubbish", "-5", "１２"])
def test_a_length_that_makes_no_sense_does_no_harm(length, author):
    client = Client()
    client.cookies["portico_session"] = session_of(author)
    answer = client.generic(
        "POST", "/files/", b"", "multipart/form-data; boundary=x", headers={"content-length": length}
    )
    assert answer.status_code in (400, 422)


def test_the_house_has_a_limit_of_its_own(author, colleague):
    allow(house_storage_gb=1)
    a_file(colleague, 1024 * MB)
    with pytest.raises(ValidationError, match="The house uses"):
        store_upload(upload("plan.pdf", PDF), by=author)


def test_nought_is_no_limit(author):
    allow(person_storage_mb=0, house_storage_gb=0, daily_upload_mb=10**7)
    a_file(author, 10**12)
    store_upload(upload("plan.pdf", PDF), by=author)


def test_the_api_keeps_the_same_limit(author):
    allow(person_storage_mb=1)
    a_file(author, MB)
    token = actions.create_token(author, by=author, name="x")[1]
    answer = Client().post(
        "/api/v1/files", {"file": upload("plan.pdf", PDF)}, headers={"authorization": f"Bearer {token}"}
    )
    assert answer.status_code == 422


@pytest.mark.django_db(transaction=True)
def test_two_uploads_at_once_do_not_pass_the_limit_together():
    person = factories.a_person("Ada Bianchi")
    allow(person_storage_mb=1)
    a_file(person, MB - len(PDF) - 10)

    def one(number: int) -> str:
        try:
            store_upload(upload(f"plan{number}.pdf", PDF), by=User.objects.get(pk=person.pk))
        except ValidationError as error:
            return str(error.code)
        finally:
            connection.close()
        return "stored"

    with ThreadPoolExecutor(6) as threads:
        answers = sorted(threads.map(one, range(6)))
    assert answers == ["quota"] * 5 + ["stored"]
    assert room_of(person).used <= MB


# --- The page --------------------------------------------------------------------------------------------------------


def test_the_page_says_how_much_and_of_what(author, lab, as_):
    allow(person_storage_mb=2048)
    file = store_upload(upload("plan.pdf", PDF), by=author)
    publish_post(by=author, space=lab, body="See", attachment_ids=[file.pk])
    a_file(author, 120 * MB)
    page = as_(author).get("/settings/storage/").content.decode()
    assert "Storage: 120.0\xa0MB of 2.0\xa0GB" in page
    assert f"/entries/{Attachment.objects.get(pk=file.pk).entry_id}/" in page


def test_what_stands_in_nothing_can_be_deleted_there_and_nothing_else(author, colleague, lab, as_):
    loose = a_file(author)
    tied = store_upload(upload("plan.pdf", PDF), by=author)
    publish_post(by=author, space=lab, body="See", attachment_ids=[tied.pk])
    theirs = a_file(colleague)
    client = as_(author)
    for file in (loose, tied, theirs):
        client.post(f"/settings/storage/{file.pk}/delete/")
    assert set(Attachment.objects.values_list("pk", flat=True)) == {tied.pk, theirs.pk}


def test_of_an_entry_that_is_lost_only_the_own_file_is_told(author, colleague, lab, as_):
    from intranet.spaces import actions as space_actions

    file = store_upload(upload("plan.pdf", PDF), by=colleague)
    post = publish_post(by=colleague, space=lab, title="Kanarienvogel", body="See", attachment_ids=[file.pk])
    space_actions.leave_space(lab, by=colleague)
    page = as_(colleague).get("/settings/storage/").content.decode()
    assert "no longer read" in page
    assert "Kanarienvogel" not in page
    assert f"/entries/{post.pk}/" not in page


def test_the_page_costs_the_same_for_few_files_and_many(author, as_, queries_stay_flat):
    client = as_(author)
    queries_stay_flat(lambda: client.get("/settings/storage/"), lambda: a_file(author))


def test_the_health_page_has_the_figures_and_stays_well(author):
    allow(house_storage_gb=1)
    a_file(author, 1000 * MB)
    well, figures = report()["storage"]
    assert well
    assert (figures["used_megabytes"], figures["most_megabytes"], figures["tight"]) == (1000, 1024, True)
