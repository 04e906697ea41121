"""Around entries and in spaces, for programs: reports, hiding, versions, watching, files, members, invitations."""

from __future__ import annotations

import pytest

from feeds.actions import edit_post, publish_post
from feeds.models import SavedFilter
from intranet.accounts import actions
from intranet.content.files.uploads import store_upload
from intranet.content.models import Attachment, Entry
from intranet.conversation.models import Watch
from intranet.conversation.polls.wanted import WantedPoll
from intranet.moderation.actions import flag_entry
from intranet.moderation.models import Flag
from intranet.notifications.models import Notification
from intranet.spaces.actions import add_member
from intranet.spaces.models import Membership
from tests.factories import a_person

from .files_of_strangers import PDF, upload
from .test_api import Program


@pytest.fixture
def ada(author):
    return Program(author)


@pytest.fixture
def ben(colleague):
    return Program(colleague)


@pytest.fixture
def cleo(outsider):
    return Program(outsider)


@pytest.fixture
def mara(moderator):
    return Program(moderator)


@pytest.fixture
def post(author, lab):
    return publish_post(by=author, space=lab, title="Fans", body="The bearings. #cooling")


# --- Reports ---------------------------------------------------------------------------------------------------------


def test_a_report_is_a_case_which_is_hidden_and_restored(ben, mara, post):
    where = f"/entries/{post.pk}"
    assert mara.get("/moderation/cases").json()["items"] == []
    for _ in range(2):
        assert ben.ask("PUT", f"{where}/flag", {"reason": "rude", "note": "Line two"}).status_code == 204
    (case,) = mara.get("/moderation/cases").json()["items"]
    assert (case["entry"], case["may_read"], len(case["reports"])) == (post.pk, False, 1)
    assert mara.ask("PUT", f"{where}/hidden", {"reason": "  "}).status_code == 422
    assert mara.ask("PUT", f"{where}/hidden", {"reason": "Not in this tone"}).status_code == 204
    assert ben.get(where).status_code == 404
    assert len(mara.get("/moderation/cases?show=hidden").json()["items"]) == 1
    assert mara.ask("DELETE", f"{where}/hidden").status_code == 204
    assert ben.get(where).status_code == 200


def test_a_report_can_be_left_standing(ben, ada, mara, post):
    ben.ask("PUT", f"/entries/{post.pk}/flag", {"reason": "wrong"})
    assert ada.ask("POST", f"/entries/{post.pk}/dismissal", {}).status_code == 403, "her own"
    assert mara.ask("POST", f"/entries/{post.pk}/dismissal", {"note": "A fair point"}).status_code == 204
    assert Flag.objects.get().state == Flag.State.DISMISSED


def test_a_report_needs_a_reason_from_the_list(ben, post):
    assert ben.ask("PUT", f"/entries/{post.pk}/flag", {"reason": "dislike"}).status_code == 422
    assert not Flag.objects.exists()


def test_a_site_moderator_does_not_reach_what_nobody_reported(mara, post):
    assert mara.ask("PUT", f"/entries/{post.pk}/hidden", {"reason": "Because"}).status_code == 404


# --- Entries ---------------------------------------------------------------------------------------------------------


def test_versions_tell_who_wrote_what(ada, ben, cleo, author, post):
    edit_post(post, by=author, title="Fans", body="The better bearings.")
    said = ben.get(f"/entries/{post.pk}/versions").json()
    assert [(one["number"], one["body"], one["writer"]) for one in said] == [
        (2, "The better bearings.", "ada"),
        (1, "The bearings. #cooling", "ada"),
    ]
    assert cleo.get(f"/entries/{post.pk}/versions").status_code == 404


def test_who_reacted_is_told(ada, ben, post):
    ben.ask("PUT", f"/entries/{post.pk}/reactions/bravi")
    (given,) = ada.get(f"/entries/{post.pk}/reactions").json()
    assert (given["sort"], [person["handle"] for person in given["people"]]) == ("bravi", ["ben"])


def test_a_discussion_is_watched_and_no_longer(ben, colleague, post):
    for method, level in (("PUT", Watch.Level.ALL), ("DELETE", Watch.Level.NONE)):
        assert ben.ask(method, f"/entries/{post.pk}/watch").status_code == 204
        assert Watch.objects.get(person=colleague).level == level


def test_comments_are_closed_and_opened(ada, ben, post):
    assert ada.ask("PUT", f"/entries/{post.pk}/lock").status_code == 204
    assert ben.ask("POST", f"/entries/{post.pk}/comments", {"body": "Late"}).status_code == 403
    assert ada.ask("DELETE", f"/entries/{post.pk}/lock").status_code == 204
    assert ben.ask("POST", f"/entries/{post.pk}/comments", {"body": "In time"}).status_code == 201


def test_what_one_deleted_is_brought_back_by_oneself_alone(ada, ben, post):
    ada.ask("DELETE", f"/entries/{post.pk}")
    assert ben.ask("POST", f"/entries/{post.pk}/undelete").status_code == 404
    assert ada.ask("POST", f"/entries/{post.pk}/undelete").json()["body"] == "The bearings. #cooling"
    assert Entry.objects.get(pk=post.pk).is_published


def test_tags_are_those_of_what_one_reads(ada, cleo, post):
    assert [tag["slug"] for tag in ada.get("/tags").json()] == ["cooling"]
    assert [one["id"] for one in ada.get("/tags/cooling/entries").json()["items"]] == [post.pk]
    assert cleo.get("/tags").json() == []
    assert cleo.get("/tags/cooling/entries").status_code == ada.get("/tags/nothing/entries").status_code == 404


def test_a_poll_is_changed_until_somebody_votes_and_then_its_end_alone(ada, ben, author, lab):
    asked = publish_post(by=author, space=lab, body="Which?", poll=WantedPoll(("This", "That"), results="always"))
    where = f"/polls/{asked.pk}"
    new = {"options": ["This", "The other"], "results": "always"}
    options = ada.ask("PUT", where, new).json()["options"]
    assert [option["text"] for option in options] == new["options"]
    ben.ask("PUT", f"{where}/vote", {"options": [options[1]["id"]]})
    assert ada.ask("PUT", where, new | {"options": ["No", "Yes"]}).status_code == 403
    assert ada.ask("PUT", f"{where}/closing", {"closes_at": "2040-01-01T10:00:00"}).status_code == 422
    assert ada.ask("PUT", f"{where}/closing", {"closes_at": "2040-01-01T10:00:00Z"}).status_code == 200
    voters = ada.get(f"{where}/voters").json()
    assert [[person["handle"] for person in one["people"]] for one in voters] == [[], ["ben"]]


def test_an_anonymous_poll_names_nobody(ada, author, lab):
    wanted = WantedPoll(("This", "That"), anonymous=True, results="always")
    asked = publish_post(by=author, space=lab, body="Which?", poll=wanted)
    assert ada.get(f"/polls/{asked.pk}/voters").status_code == 403


def test_files_are_described_listed_and_thrown_away(ada, ben, author):
    file = store_upload(upload("notes.pdf", PDF), by=author)
    assert ada.ask("PUT", f"/files/{file.pk}", {"alt_text": "Notes"}).json()["alt_text"] == "Notes"
    assert [(one["name"], one["tied"]) for one in ada.get("/me/files").json()["items"]] == [("notes.pdf", False)]
    assert ben.ask("DELETE", f"/files/{file.pk}").status_code == 404
    assert ada.ask("DELETE", f"/files/{file.pk}").status_code == 204
    assert not Attachment.objects.exists()


def test_a_notification_is_put_back_among_the_unread(ada, ben, colleague, author, lab, run_jobs):
    made = publish_post(by=author, space=lab, body="Look, @ben")
    run_jobs()
    told = Notification.objects.get(recipient=colleague, entry=made)
    ben.ask("POST", "/notifications/read")
    assert ada.ask("POST", f"/notifications/unread?subject={told.subject}").status_code == 204, "nothing of hers"
    assert ben.ask("POST", f"/notifications/unread?subject={told.subject}").status_code == 204
    assert ben.get("/me").json()["unread"] == 1
    assert ben.ask("POST", "/notifications/unread").status_code == 422


def test_the_home_page_begins_with_a_filter_and_no_longer(ada, ben):
    kept = ada.ask("POST", "/me/filters", {"name": "Fans", "query": "tag=fans"}).json()["id"]
    assert ben.ask("PUT", f"/me/filters/{kept}/first").status_code == 404
    for method, first in (("PUT", True), ("DELETE", False)):
        assert ada.ask(method, f"/me/filters/{kept}/first").status_code == 204
        assert SavedFilter.objects.get().is_default is first


def test_what_one_is_told_is_chosen_by_channel_time_and_space(ada, ben, cleo, lab):
    cell = next(one for one in ben.get("/me/hearing").json()["channels"] if not one["fixed"])
    turned = {"group": cell["group"], "channel": cell["channel"], "wanted": not cell["wanted"]}
    assert ben.ask("PUT", "/me/hearing/channels", turned).status_code == 204
    assert ben.ask("PUT", "/me/hearing/quiet", {"days": [0, 6]}).status_code == 204
    assert ben.ask("PUT", "/me/hearing/quiet", {"days": [7]}).status_code == 422
    for wrong in ("2020-01-01T10:00:00Z", "2040-01-01T10:00:00"):
        assert ben.ask("PUT", "/me/hearing/still", {"until": wrong}).status_code == 422
    assert ben.ask("PUT", f"/me/hearing/spaces/{lab.pk}", {"degree": "nothing"}).status_code == 204
    assert cleo.ask("PUT", f"/me/hearing/spaces/{lab.pk}", {"degree": "all"}).status_code == 403
    assert ada.ask("PUT", f"/spaces/{lab.pk}/level", {"degree": "all"}).status_code == 204
    assert ben.ask("PUT", f"/spaces/{lab.pk}/level", {"degree": "all"}).status_code == 403
    said = ben.get("/me/hearing").json()
    assert turned | {"fixed": False} in said["channels"]
    assert said["quiet"] == {"days": [0, 6], "begins": "19:00:00", "ends": "08:00:00"}
    assert said["spaces"] == [{"space_id": lab.pk, "space": "Lab", "chosen": "nothing", "default": "all"}]


# --- Spaces ----------------------------------------------------------------------------------------------------------


def test_members_are_read_in_pages_raised_and_removed(ada, ben, cleo, lab, colleague):
    first = ben.get(f"/spaces/{lab.pk}/members?limit=1").json()
    assert [(one["person"]["handle"], one["role"]) for one in first["items"]] == [("ada", "owner")]
    rest = ben.get(f"/spaces/{lab.pk}/members?cursor={first['next']}").json()
    assert [one["person"]["handle"] for one in rest["items"]] == ["ben"]
    where = f"/spaces/{lab.pk}/members/ben"
    assert ben.ask("PUT", where, {"role": "owner"}).status_code == 403
    assert ada.ask("PUT", where, {"role": "emperor"}).status_code == 422
    assert ada.ask("PUT", where, {"role": "moderator"}).status_code == 204
    assert cleo.get(f"/spaces/{lab.pk}/members").status_code == 403
    assert ada.ask("DELETE", where).status_code == 204
    assert not Membership.objects.filter(person=colleague).exists()


def test_who_is_invited_answers_and_nobody_else(ada, ben, cleo, vault, outsider):
    for _ in range(2):
        made = ada.ask("POST", f"/spaces/{vault.pk}/invitations", {"person": "@cleo", "message": "Come"})
        assert made.status_code == 201
    assert ada.ask("POST", f"/spaces/{vault.pk}/invitations", {"person": "nobody"}).status_code == 422
    (invited,) = cleo.get("/me/invitations").json()["items"]
    assert (invited["space"], invited["message"]) == ("Vault", "Come")
    assert ben.ask("PUT", f"/me/invitations/{invited['id']}", {"accept": True}).status_code == 404
    assert cleo.ask("PUT", f"/me/invitations/{invited['id']}", {"accept": True}).status_code == 204
    assert Membership.objects.filter(space=vault, person=outsider).exists()


def test_the_welcome_is_put_away_by_members(ben, cleo, lab, colleague):
    assert ben.ask("POST", f"/spaces/{lab.pk}/start/away", {"what": "welcome"}).status_code == 204
    assert Membership.objects.get(space=lab, person=colleague).welcome_closed_at is not None
    assert cleo.ask("POST", f"/spaces/{lab.pk}/start/away", {"what": "welcome"}).status_code == 403


@pytest.mark.parametrize("path", ["/invitations?show=all", "/spaces/{lab}/members", "/me/files", "/moderation/cases"])
def test_lists_cost_the_same_for_few_and_for_many(path, admin, lab, author, colleague, queries_stay_flat):
    who = Program(admin if path.startswith("/invitations") else author)

    def grow():
        person = a_person()
        add_member(lab, by=author, person=person)
        actions.invite_staff(f"new-{person.pk}@example.com", by=admin)
        store_upload(upload("notes.pdf", PDF), by=author)
        flag_entry(publish_post(by=person, space=lab, body="Hm."), by=colleague, reason="spam")

    assert who.get(path.format(lab=lab.pk)).status_code == 200
    queries_stay_flat(lambda: who.get(path.format(lab=lab.pk)), grow, times=3)
