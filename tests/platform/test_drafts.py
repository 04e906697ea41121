"""Half-written texts on the server: back on another device, never lost between two, gone when they are sent."""

from __future__ import annotations

import json
import uuid
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.timezone import now

from feeds.actions import edit_post, publish_post
from intranet.content.files.uploads import store_upload
from intranet.content.jobs import forget_untied_files
from intranet.content.models import Attachment
from intranet.content.when import When
from intranet.conversation.actions import add_comment
from intranet.conversation.drafts import LONGEST, MOST, Writing, drop_draft, forget_old, keep_draft
from intranet.conversation.models import Draft
from intranet.spaces import actions as spaces
from tests.platform.files_of_strangers import PDF, upload
from tests.platform.threads import together

pytestmark = pytest.mark.django_db


def words(body: str, **more) -> Writing:
    return Writing({"body": body}, **{"device": "desk"} | more)


def kept(client, key="post:home", body="Half a tho", **more):
    said = {"key": key, "fields": {"body": body}, "device": "desk", "page": "/", "version": 0} | more
    return client.post("/drafts/keep/", json.dumps(said), "application/json", headers={"Accept": "application/json"})


def test_what_is_kept_is_there_again_with_its_page(as_, author):
    answer = kept(as_(author)).json()
    assert (answer["version"], answer["earlier"]) == (1, [])
    page = as_(author).get("/").content.decode()
    assert "data-kept" in page
    assert "Half a tho" in page


def test_nobody_else_finds_it(as_, author, colleague, admin):
    kept(as_(author))
    for person in (colleague, admin):
        assert "Half a tho" not in as_(person).get("/").content.decode()
        assert "Half a tho" not in as_(person).get("/drafts/").content.decode()
        as_(person).post("/drafts/drop/", {"key": "post:home"})
    assert Draft.objects.filter(person=author).exists()


def test_the_same_device_goes_on_and_leaves_no_second_version(author):
    first = keep_draft("post:home", words("One"), by=author)
    second = keep_draft("post:home", words("One two", based_on=first.version), by=author)
    assert (second.version, second.earlier) == (2, [])


def test_of_two_devices_the_later_wins_and_the_earlier_is_kept_beside_it(author):
    keep_draft("post:home", words("At the desk"), by=author)
    draft = keep_draft("post:home", words("On the phone", device="phone"), by=author)
    assert draft.fields == {"body": "On the phone"}
    assert [(one["fields"]["body"], one["device"]) for one in draft.earlier] == [("At the desk", "desk")]


def test_who_has_seen_the_other_version_goes_on_from_it_without_a_conflict(author):
    first = keep_draft("post:home", words("At the desk"), by=author)
    draft = keep_draft(
        "post:home", words("At the desk, on the phone", device="phone", based_on=first.version), by=author
    )
    assert draft.earlier == []


def test_each_device_keeps_one_earlier_version(author):
    for number in range(12):
        device = ("desk", "phone")[number % 2]
        draft = keep_draft("post:home", words(f"Version {number}", device=device), by=author)
    assert draft.fields == {"body": "Version 11"}
    assert [one["fields"]["body"] for one in draft.earlier] == ["Version 10", "Version 9"]


def test_an_empty_composer_elsewhere_takes_nothing_away(author):
    keep_draft("post:home", words("At the desk"), by=author)
    assert keep_draft("post:home", words("", device="phone"), by=author) is None
    assert Draft.objects.exists()
    keep_draft("post:home", words(""), by=author)
    assert not Draft.objects.exists()


def test_sent_it_is_a_draft_no_longer_even_if_the_browser_dies(author, lab):
    key = uuid.uuid4()
    keep_draft("post:space_1", words("Sent", client_id=key), by=author)
    keep_draft("comment:9", words("Not sent", client_id=uuid.uuid4()), by=author)
    publish_post(by=author, space=lab, body="Sent", client_id=key)
    assert [draft.key for draft in Draft.objects.all()] == ["comment:9"]


def test_what_arrives_after_it_was_sent_is_not_kept(author, lab):
    key = uuid.uuid4()
    publish_post(by=author, space=lab, body="Sent", client_id=key)
    assert keep_draft("post:space_1", words("Sent", client_id=key), by=author) is None
    assert not Draft.objects.exists()


def test_scheduled_commented_and_edited_are_sent_too(author, lab):
    key, other = uuid.uuid4(), uuid.uuid4()
    keep_draft("post:home", words("x", client_id=key), by=author)
    post = publish_post(
        by=author, space=lab, body="x", client_id=key, when=When.at(now() + timedelta(hours=1), "Europe/Rome")
    )
    keep_draft(f"edit:{post.pk}", words("y"), by=author)
    edit_post(post, by=author, body="y")
    root = publish_post(by=author, space=lab, body="x")
    keep_draft(f"comment:{root.pk}", words("z", client_id=other), by=author)
    add_comment(root, by=author, body="z", client_id=other)
    assert not Draft.objects.exists()


def test_files_of_a_draft_are_kept_with_it_and_go_after_it(author, colleague, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    mine, loose = (store_upload(upload("notes.pdf", PDF), by=author) for _ in range(2))
    theirs = store_upload(upload("notes.pdf", PDF), by=colleague)
    Attachment.objects.update(created_at=now() - timedelta(days=3))
    draft = keep_draft("post:home", words("", files=[mine.pk, theirs.pk]), by=author)
    assert list(draft.files.all()) == [mine]
    forget_untied_files.call()
    assert set(Attachment.objects.all()) == {mine}
    assert not Attachment.objects.filter(pk__in=[loose.pk, theirs.pk]).exists()
    drop_draft("post:home", by=author)
    forget_untied_files.call()
    assert not Attachment.objects.exists()


def test_after_ninety_days_it_is_forgotten(author):
    for key in ("old", "new"):
        keep_draft(key, words("x"), by=author)
    Draft.objects.filter(key="old").update(updated_at=now() - timedelta(days=91))
    forget_old()
    assert [draft.key for draft in Draft.objects.all()] == ["new"]


@pytest.mark.parametrize("writing", [words("x" * (LONGEST + 1)), Writing({f"f{n}": "x" for n in range(60)})])
def test_too_much_is_refused(writing, author):
    with pytest.raises(ValidationError):
        keep_draft("post:home", writing, by=author)


def test_a_key_without_end_is_refused(author):
    with pytest.raises(ValidationError):
        keep_draft("k" * 200, words("x"), by=author)


def test_the_oldest_of_very_many_make_room(author):
    Draft.objects.bulk_create(Draft(person=author, key=f"k{n}", fields={"body": "x"}) for n in range(MOST))
    keep_draft("newest", words("x"), by=author)
    assert Draft.objects.count() == MOST
    assert Draft.objects.filter(key="newest").exists()


def test_who_has_left_keeps_nothing(deactivated):
    with pytest.raises(PermissionDenied):
        keep_draft("post:home", words("x"), by=deactivated)


@pytest.mark.django_db(transaction=True)
def test_many_at_once_are_one_draft_and_nothing_of_the_two_devices_is_lost(author):
    def write(device):
        return lambda: keep_draft("post:home", words(f"From the {device}", device=device), by=author)

    together(*[write(device) for device in ("desk", "phone") * 4])
    draft = Draft.objects.get()
    assert {draft.fields["body"], *(one["fields"]["body"] for one in draft.earlier)} == {
        "From the desk",
        "From the phone",
    }


# --- Pages -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("body", ["", "[]", '{"key": "x"}', '{"key": "x", "fields": 3}', "no json"])
def test_nonsense_is_a_bad_request(body, as_, author):
    assert as_(author).post("/drafts/keep/", body, "application/json").status_code == 400


def test_a_page_elsewhere_is_no_place_to_continue(as_, author):
    kept(as_(author), key="odd", page="https://evil.example/")
    kept(as_(author), key="odder", page="//evil.example/")
    assert "evil.example" not in as_(author).get("/drafts/").content.decode()


def test_the_list_says_where_each_goes_on_and_lets_it_be_deleted(as_, author, lab):
    post = publish_post(by=author, space=lab, title="Fans", body="x")
    mine = as_(author)
    for key in (f"comment:{post.pk}", f"edit:{post.pk}", lab.key and f"post:{lab.key}"):
        kept(mine, key=key, page="")
    page = mine.get("/drafts/").content.decode()
    for there in (f"/entries/{post.pk}/comments/", f"/posts/{post.pk}/edit/", "/spaces/lab/", "A comment on “Fans”"):
        assert there in page
    mine.post("/drafts/drop/", {"key": f"edit:{post.pk}"})
    assert Draft.objects.count() == 2


def test_what_one_has_lost_sight_of_is_not_named_in_the_list(as_, author, colleague, lab):
    post = publish_post(by=author, space=lab, title="Kanarienvogel", body="x")
    kept(as_(colleague), key=f"comment:{post.pk}")
    spaces.leave_space(lab, by=colleague)
    page = as_(colleague).get("/drafts/").content.decode()
    assert "Kanarienvogel" not in page
    assert "Half a tho" in page


def test_the_list_costs_the_same_for_few_and_many(as_, author, lab, queries_stay_flat):
    client = as_(author)

    def grow():
        post = publish_post(by=author, space=lab, body="x")
        keep_draft(f"comment:{post.pk}", words("x"), by=author)

    queries_stay_flat(lambda: client.get("/drafts/"), grow)


def test_the_comment_box_and_the_edit_form_bring_it_back(as_, author, lab):
    post = publish_post(by=author, space=lab, body="x")
    mine = as_(author)
    kept(mine, key=f"comment:{post.pk}", body="Half a comment")
    kept(mine, key=f"edit:{post.pk}", body="Half a change")
    assert "Half a comment" in mine.get(f"/entries/{post.pk}/comments/write/").content.decode()
    edit = mine.get(f"/posts/{post.pk}/edit/").content.decode()
    assert f'data-kept-key="edit:{post.pk}"' in edit
    assert "Half a change" in edit
