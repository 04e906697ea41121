"""What the editor asks while somebody writes: names of pages, where they lead, and a place for files."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from intranet.content.files.uploads import store_upload
from intranet.content.models import Attachment
from tests.platform.files_of_strangers import a_picture
from wiki import actions
from wiki.writing.completing import offers, whither

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def shelf(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"


def offered(client, page, words: str) -> list[tuple[str, str]]:
    items = client.get("/wiki/complete/", {"q": words, "page": page.pk}).json()["items"]
    return [(item["title"], item["target"]) for item in items]


def test_pages_are_offered_by_any_word_of_their_title_and_without_accents(client, wiki, author, page):
    actions.create_page(wiki, by=author, title="Città e ventole")
    client.force_login(author)
    assert offered(client, page, "citta") == [("Città e ventole", "Città e ventole")]
    assert offered(client, page, "VENTOLE") == [("Città e ventole", "Città e ventole")]
    assert offered(client, page, "nothing like it") == []


def test_without_words_those_of_the_same_space_are_offered_but_not_the_page_itself(client, author, page, handbook):
    client.force_login(author)
    assert {title for title, _target in offered(client, page, "")} == {"Handbook", "Holidays", "Travel", "Trains"}


def test_a_page_that_one_may_not_read_is_not_offered(client, page, outsider):
    client.force_login(outsider)
    assert client.get("/wiki/complete/", {"q": "fan"}).json() == {"items": []}
    assert client.get("/wiki/complete/", {"q": "fan", "page": page.pk}).status_code == 404


def test_what_is_offered_leads_to_the_very_page(wiki, author, page):
    twin = actions.create_page(wiki, by=author, title="Fans")
    tricky = actions.create_page(wiki, by=author, title="a/fan #1")
    found = {offer.id: offer.target for offer in offers("fan", viewer=author, home=wiki)}
    assert found[page.pk] == "Fans"
    assert (found[twin.pk], found[tricky.pk]) == ("", ""), "a number is needed where the title means something else"
    assert whither(found[page.pk], viewer=author, home=wiki.pk) == page


def test_from_another_space_the_space_is_named(wiki, author, page):
    (offer,) = offers("fans", viewer=author, home=None)
    assert offer.target == f"{wiki.slug}/Fans"
    assert whither(offer.target, viewer=author, home=None) == page


def test_a_name_that_nothing_has_leads_to_the_form_that_begins_it(client, page, author):
    client.force_login(author)
    answer = client.get("/wiki/find/", {"target": "Cable trays", "page": page.pk})
    assert answer.status_code == 302
    assert answer["Location"].endswith("/new/?title=Cable+trays")
    assert client.get("/wiki/find/", {"target": "|", "page": page.pk}).status_code in (302, 404)
    assert client.get("/wiki/find/", {"target": "Fans"}).status_code == 404, "without a page a title means nothing"


def picture(by, name: str = "aisle.png") -> Attachment:
    return store_upload(SimpleUploadedFile(name, a_picture()), by=by)


def test_a_file_that_is_put_in_is_the_pages_at_once(client, page, author, colleague):
    client.force_login(author)
    answer = client.post(f"/wiki/{page.pk}/files/", {"file": SimpleUploadedFile("aisle.png", a_picture())})
    assert answer.status_code == 201
    kept = Attachment.objects.get(pk=answer.json()["id"])
    assert kept.entry_id == page.pk
    assert Attachment.objects.visible_to(colleague).filter(pk=kept.pk).exists()


def test_who_may_not_write_the_page_puts_no_file_into_it(client, page, author, outsider, colleague):
    actions.lock_page(page, by=author, reason="Being checked")
    for person, status in ((outsider, 404), (colleague, 403)):
        client.force_login(person)
        answer = client.post(f"/wiki/{page.pk}/files/", {"file": SimpleUploadedFile("a.png", a_picture())})
        assert answer.status_code == status
    assert not Attachment.objects.exists()


def test_a_refused_file_says_why_and_leaves_nothing(client, page, author):
    client.force_login(author)
    answer = client.post(f"/wiki/{page.pk}/files/")
    assert answer.status_code == 422
    assert answer.json()["detail"]


def test_what_the_text_shows_is_the_pages_when_a_version_is_kept(page, author, write):
    kept = picture(author)
    write(page, author, f"![The aisle|480](/files/{kept.pk}/large)")
    actions.save_version(page, by=author)
    kept.refresh_from_db()
    assert kept.entry_id == page.pk


def test_a_number_that_was_seen_elsewhere_opens_nobodys_file(page, author, colleague, write):
    private = picture(author)
    write(page, colleague, f"![Mine now](/files/{private.pk}/large)")
    actions.save_version(page, by=colleague)
    private.refresh_from_db()
    assert private.entry_id is None
