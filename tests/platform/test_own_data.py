"""A person takes everything along, and a person wants everything gone."""

from __future__ import annotations

import io
import json
import zipfile
from datetime import timedelta

import pytest
import time_machine
from allauth.account.models import EmailAddress
from django.apps import apps
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.storage import default_storage
from django.test import Client
from django.urls import reverse
from django.utils.timezone import now

from feeds.actions import edit_post, publish_post
from intranet.accounts import actions, personal_data
from intranet.accounts.actions.own_data import ERASED_AFTER
from intranet.accounts.jobs import look_after_own_data
from intranet.accounts.models import ApiToken, DataCopy, Erasure, User
from intranet.activity.models import Activity
from intranet.content.files.uploads import store_upload
from intranet.content.models import Attachment, Entry, Revision
from intranet.conversation.actions import add_comment, react
from intranet.conversation.models import Bookmark, Reaction
from intranet.notifications.models import Notification
from intranet.spaces import actions as space_actions
from intranet.spaces.models import Membership
from tests import factories
from tests.platform.files_of_strangers import PDF, upload

OF_PEOPLE = {
    *("accounts", "activity", "content", "conversation", "feeds", "forum", "ideas", "moderation", "notifications"),
    "spaces",
}
HOUSE_KEEPS_ITSELF = {
    "insights.OutsideChannel.registered_by",
    "insights.OutsideChannel.reviewed_by",
    # Whose the row is says the other column; this one says who did something to it, or whom it is about.
    "accounts.Erasure.asked_by",
    "accounts.Invitation.accepted_by",
    "accounts.PeopleImport.by",
    "accounts.ProfileAnswer.about",
    "accounts.StaffNote.author",
    "feeds.Broadcast.signed_by",
    "feeds.Broadcaster.named_by",
    # Nobody reads what is noted about themselves; it goes on erasure.
    "accounts.StaffNote.person",
    "accounts.TermsDocument.published_by",
    "accounts.Absence.stand_in",
    "accounts.Vacancy.manager",
    "content.Link.made_by",
    "accounts.User.manager",
    "activity.Activity.actor",
    "content.Entry.withdrawn_by",
    "content.Stance.person",
    "moderation.Case.assignee",
    "moderation.Case.claimed_by",
    "moderation.Case.decided_by",
    "moderation.Flag.decided_by",
    "moderation.Sanction.by",
    "moderation.Sanction.lifted_by",
    "moderation.SignUpBar.by",
    "moderation.TrustChange.by",
    "spaces.Circle.made_by",
    "spaces.JoinRequest.decided_by",
    "spaces.JoinRequest.made_by",
    "spaces.MembershipRule.set_by",
    "spaces.Pilot.answered_by",
    "spaces.Pilot.started_by",
    "spaces.Space.created_by",
    # In chapters of their own, which are no tables.
    "content.Attachment.uploader",
    "content.Entry.author",
}


@pytest.fixture(autouse=True)
def _media(settings, tmp_path):
    settings.MEDIA_ROOT, settings.DATA = tmp_path / "media", tmp_path
    (tmp_path / "media").mkdir()


@pytest.fixture
def signed_in():
    """A browser that has just given its password."""

    def begin(person) -> Client:
        client = Client()
        form = {"login": person.email, "password": factories.PASSWORD}
        EmailAddress.objects.get_or_create(user=person, email=person.email, verified=True, primary=True)
        assert client.post("/accounts/login/", form).status_code == 302
        assert client.post("/accounts/reauthenticate/", {"password": factories.PASSWORD}).status_code == 302
        return client

    return begin


def made(person, run_jobs) -> dict[str, bytes]:
    copy = actions.ask_for_copy(person, by=person)
    run_jobs()
    copy.refresh_from_db()
    assert copy.state == "ready"
    with zipfile.ZipFile(io.BytesIO(default_storage.open(copy.path).read())) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def rows(archive: dict[str, bytes], name: str) -> list[dict]:
    return json.loads(archive[f"data/{name}.json"])


# --- The register ----------------------------------------------------------------------------------------------------


def test_every_table_that_points_at_a_person_is_in_the_archive_or_has_its_reason():
    known = {(kept.model, kept.of) for kept in personal_data.tables()}
    forgotten = set()
    for model in apps.get_models():
        if model._meta.app_label not in OF_PEOPLE:
            continue
        for column in model._meta.local_concrete_fields:
            if column.is_relation and column.related_model is User:
                name = f"{model._meta.label}.{column.name}"
                if (model, column.name) not in known and name not in HOUSE_KEEPS_ITSELF:
                    forgotten.add(name)
    assert forgotten == set()


def test_no_chapter_hands_out_what_opens_doors(author, run_jobs):
    _token, secret = actions.create_token(author, by=author, name="Nightly")
    archive = made(author, run_jobs)
    everything = b"".join(archive.values())
    assert secret.encode() not in everything
    assert ApiToken.objects.get().token_hash.encode() not in everything
    assert author.password.encode() not in everything
    assert b'"Nightly"' in everything


# --- The copy --------------------------------------------------------------------------------------------------------


def test_the_copy_has_everything_also_what_was_lost(author, colleague, lab, run_jobs):
    file = store_upload(upload("plan.pdf", PDF), by=colleague)
    post = publish_post(by=colleague, space=lab, title="Fans", body="Too loud", attachment_ids=[file.pk])
    edit_post(post, by=colleague, title="Fans", body="Quiet now")
    other = publish_post(by=author, space=lab, body="Kanarienvogel of Ada")
    add_comment(other, by=colleague, body="I agree")
    react(other, by=colleague, sort="bravi")
    Bookmark.objects.create(person=colleague, entry_id=other.entry_id)
    space_actions.leave_space(lab, by=colleague)
    archive = made(colleague, run_jobs)
    assert {(row["kind"], row["body"]) for row in rows(archive, "entries")} == {
        ("feeds.post", "Quiet now"),
        ("conversation.comment", "I agree"),
    }
    assert [row["body"] for row in rows(archive, "earlier_texts")] == ["Too loud"]
    assert [row["sort"] for row in rows(archive, "reactions")] == ["bravi"]
    assert [row["entry_id"] for row in rows(archive, "bookmarks")] == [other.pk]
    assert rows(archive, "profile")[0]["email"] == "ben@example.com"
    assert [data for name, data in archive.items() if name.endswith("plan.pdf")] == [PDF]
    assert b"Kanarienvogel" not in b"".join(archive.values())


def test_the_page_in_it_is_no_program(author, run_jobs):
    publish_post(by=author, body="<script>alert(1)</script>", audience="org")
    actions.change_profile(author, by=author, name="Ada Bianchi")
    page = made(author, run_jobs)["index.html"].decode()
    assert "<script" not in page
    assert "&lt;script&gt;" in page


def test_names_of_files_stay_inside_the_archive(author, run_jobs):
    Attachment.objects.create(
        uploader=author, name="../../etc/passwd", size=1, mime="text/plain", state="ready",
        file=default_storage.save("private/aa/x", io.BytesIO(b"x")),
    )  # fmt: skip
    names = [name for name in made(author, run_jobs) if name.startswith("files/")]
    assert len(names) == 1
    assert ".." not in names[0].split("/")


def test_a_file_whose_bytes_are_gone_does_not_spoil_the_copy(author, run_jobs):
    Attachment.objects.create(
        uploader=author, name="gone.pdf", size=1, mime="application/pdf", state="ready", file="private/aa/none"
    )
    assert rows(made(author, run_jobs), "files")[0]["name"] == "gone.pdf"


def test_one_is_told_when_it_is_there(author, run_jobs, as_):
    made(author, run_jobs)
    assert Notification.objects.filter(recipient=author, activity__verb="accounts.data.ready").count() == 1
    assert "copy of your data is ready" in as_(author).get("/inbox/").content.decode()


def test_asked_twice_it_is_made_once_and_again_tomorrow(author, run_jobs):
    first = actions.ask_for_copy(author, by=author)
    assert actions.ask_for_copy(author, by=author).pk == first.pk
    run_jobs()
    with pytest.raises(PermissionDenied, match="tomorrow"):
        actions.ask_for_copy(author, by=author)


def test_nobody_asks_for_anothers_data(author, admin):
    with pytest.raises(PermissionDenied):
        actions.ask_for_copy(author, by=admin)


def test_the_link_is_the_persons_alone_and_asks_for_the_password(author, admin, colleague, run_jobs, signed_in, as_):
    made(author, run_jobs)
    path = f"/settings/data/{DataCopy.objects.get().pk}/"
    assert as_(author).get(path)["Location"].startswith(reverse("account_reauthenticate"))
    for stranger in (admin, colleague):
        assert signed_in(stranger).get(path).status_code == 404
    answer = signed_in(author).get(path)
    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/zip"
    assert "no-store" in answer["Cache-Control"]


def test_after_a_week_the_file_is_gone(author, run_jobs, signed_in, after_commit):
    made(author, run_jobs)
    copy = DataCopy.objects.get()
    path = copy.path
    DataCopy.objects.update(expires_at=now() - timedelta(seconds=1))
    assert signed_in(author).get(f"/settings/data/{copy.pk}/").status_code == 404
    with after_commit():
        look_after_own_data.call()
    copy.refresh_from_db()
    assert (copy.state, copy.path) == ("gone", "")
    assert not default_storage.exists(path)


def test_who_has_left_gets_no_copy(author, admin, run_jobs):
    actions.ask_for_copy(author, by=author)
    actions.deactivate(author, by=admin)
    run_jobs()
    assert DataCopy.objects.get().state == "waiting"


# --- The end ---------------------------------------------------------------------------------------------------------


def erase(person, run_jobs, **more) -> User:
    by = more.pop("by", person)
    actions.ask_for_erasure(person, by=by, **more)
    with time_machine.travel(now() + ERASED_AFTER + timedelta(minutes=1), tick=False):
        run_jobs()
    return User.objects.get(pk=person.pk)


@pytest.fixture
def life(customer, author, porch, run_jobs, acme):
    """Dora has lived here for a while."""
    space_actions.join_space(porch, by=customer)
    actions.upload_avatar(customer, _face(), by=customer)
    actions.change_profile(customer, by=customer, phone="+39 02 1234", pronouns="she")
    actions.create_token(customer, by=customer, name="x")
    EmailAddress.objects.create(user=customer, email=customer.email, verified=True, primary=True)
    mine = publish_post(by=customer, space=porch, title="Terminal", body="The screen of mine stays black")
    theirs = publish_post(by=author, space=porch, body="Hello, @dora")
    add_comment(theirs, by=customer, body="Thank you")
    react(theirs, by=customer, sort="bravi")
    run_jobs()
    return mine


def _face() -> io.BytesIO:
    from PIL import Image

    out = io.BytesIO()
    Image.new("RGB", (300, 300), "olive").save(out, "PNG")
    out.seek(0)
    return out


def everything_about(person: User) -> str:
    found = []
    for model in apps.get_models():
        if model._meta.label.startswith(("django_tasks", "jobs.", "sessions.", "realtime.")):
            continue
        found += [str(list(model._default_manager.values()))]
    return " ".join(found)


def test_after_fourteen_days_nobody_can_say_who_it_was(customer, life, run_jobs, after_commit):
    picture = customer.avatar
    with after_commit():
        gone = erase(customer, run_jobs)
    assert (gone.name, gone.handle, gone.email) == (
        "Former user",
        f"former-{gone.pk}",
        f"former-{gone.pk}@erased.invalid",
    )
    assert (gone.is_active, gone.company, gone.phone, gone.pronouns, gone.avatar) == (False, None, "", "", "")
    assert not gone.has_usable_password()
    assert not default_storage.exists(f"avatars/{picture[:2]}/{picture}-256.webp")
    assert not ApiToken.objects.filter(person=gone).exists()
    assert not EmailAddress.objects.filter(user=gone).exists()
    assert not Membership.objects.filter(person=gone).exists()
    left = everything_about(gone)
    for word in ("Dora Neri", "dora@example.com", "+39 02 1234"):
        assert word not in left, word


def test_the_words_stay_without_the_name(customer, life, run_jobs, author, porch, as_):
    erase(customer, run_jobs)
    page = as_(author).get(f"/spaces/{porch.slug}/").content.decode()
    assert "The screen of mine stays black" in page
    assert "Former user" in page
    assert "Dora Neri" not in page


def test_the_words_go_too_where_that_was_wished(customer, life, run_jobs, author, porch):
    edit_post(life, by=customer, title="Terminal", body="An even older wording of mine")
    erase(customer, run_jobs, texts_too=True)
    left = everything_about(customer)
    for word in ("stays black", "older wording", "Thank you"):
        assert word not in left, word
    assert set(Entry.objects.filter(author=customer).values_list("state", flat=True)) == {"deleted"}
    assert not Revision.objects.filter(entry__author=customer).exists()
    assert Reaction.objects.filter(person=customer).exists()


def test_the_spaces_count_right_afterwards(customer, life, run_jobs, porch):
    before = porch.__class__.objects.get(pk=porch.pk).members_count
    erase(customer, run_jobs)
    porch.refresh_from_db()
    assert porch.members_count == before - 1


def test_nobody_is_found_by_the_old_name(customer, life, run_jobs, author, as_):
    erase(customer, run_jobs)
    client = as_(author)
    assert "The screen" not in client.get("/search/?q=Dora").content.decode()
    assert client.get("/people/dora/").status_code == 404


def test_until_then_one_can_change_ones_mind(customer, life, run_jobs):
    erasure = actions.ask_for_erasure(customer, by=customer)
    customer.refresh_from_db()
    assert customer.is_active
    assert actions.take_back_erasure(erasure, by=customer)
    with time_machine.travel(now() + ERASED_AFTER + timedelta(days=1), tick=False):
        run_jobs()
    customer.refresh_from_db()
    assert (customer.name, customer.is_active) == ("Dora Neri", True)


def test_before_its_day_nothing_is_erased_whoever_calls(customer, admin):
    erasure = actions.ask_for_erasure(customer, by=customer)
    assert actions.erase(erasure, by=admin) is False
    assert actions.erase_some_texts(erasure, by=admin) is False
    customer.refresh_from_db()
    assert customer.name == "Dora Neri"


def test_done_twice_it_is_done_once(customer, run_jobs, admin):
    erase(customer, run_jobs)
    erasure = Erasure.objects.get()
    assert erasure.state == "done"
    assert actions.erase(erasure, by=User.objects.system()) is False
    with pytest.raises(PermissionDenied, match="erased already"):
        actions.ask_for_erasure(User.objects.get(pk=customer.pk), by=admin, reason="x")
    with pytest.raises(PermissionDenied, match="nobody to open"):
        actions.reactivate(User.objects.get(pk=customer.pk), by=admin)


def test_a_lost_job_is_found_the_next_night(customer, run_jobs):
    erasure = actions.ask_for_erasure(customer, by=customer)
    Erasure.objects.filter(pk=erasure.pk).update(due_at=now() - timedelta(hours=1))
    look_after_own_data.call()
    run_jobs()
    assert User.objects.get(pk=customer.pk).erased_at is not None


def test_staff_ask_an_admin_who_says_why(author, colleague, admin, run_jobs):
    with pytest.raises(PermissionDenied, match="Ask an admin"):
        actions.ask_for_erasure(colleague, by=colleague)
    with pytest.raises(PermissionDenied):
        actions.ask_for_erasure(colleague, by=author)
    with pytest.raises(ValidationError, match="Say why"):
        actions.ask_for_erasure(colleague, by=admin)
    gone = erase(colleague, run_jobs, by=admin, reason="Letter of 3 May")
    assert gone.erased_at is not None
    assert Activity.objects.filter(verb="accounts.erasure.asked", actor=admin, audited=True).exists()


def test_whoever_alone_owns_a_space_hands_it_over_first(author, admin, lab):
    with pytest.raises(ValidationError, match="Lab"):
        actions.ask_for_erasure(author, by=admin, reason="Letter")


def test_who_came_to_own_a_space_meanwhile_is_not_erased_over_it(colleague, author, admin, lab, run_jobs):
    actions.ask_for_erasure(colleague, by=admin, reason="Letter")
    space_actions.change_role(lab, by=author, person=colleague, role="owner")
    space_actions.leave_space(lab, by=author)
    erasure = Erasure.objects.get()
    with (
        time_machine.travel(now() + ERASED_AFTER + timedelta(minutes=1), tick=False),
        pytest.raises(ValidationError, match="Lab"),
    ):
        actions.erase(erasure, by=User.objects.system())
    colleague.refresh_from_db()
    assert (colleague.is_active, colleague.name) == (True, "Ben Rossi")


# --- The pages -------------------------------------------------------------------------------------------------------


def test_a_customer_asks_and_stays_on_the_page(customer, signed_in):
    client = signed_in(customer)
    assert "Erase my account" in client.get("/settings/data/").content.decode()
    client.post("/settings/data/erase/", {"texts_too": "1"})
    assert Erasure.objects.get().texts_too
    assert "Stay after all" in client.get("/settings/data/").content.decode()
    client.post("/settings/data/stay/")
    assert Erasure.objects.get().state == "back"


def test_staff_read_whom_to_ask(author, as_):
    assert "Ask an admin" in as_(author).get("/settings/data/").content.decode()


def test_the_admins_page_asks_warns_and_takes_back(author, colleague, admin, lab, as_):
    client = as_(admin)
    assert "Hand over and close" in client.get("/people/ada/erase/").content.decode()
    assert client.post("/people/ben/erase/", {"texts_too": ""}).status_code == 422
    assert client.post("/people/ben/erase/", {"texts_too": "", "reason": "Letter"}).status_code == 302
    assert "Do not erase" in client.get("/people/ben/erase/").content.decode()
    client.post("/people/ben/erase/", {"stay": "1"})
    assert Erasure.objects.get().state == "back"
