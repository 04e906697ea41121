"""Warnings, silence, suspension, bans and bars; purging; the house rules; and the audit log of all of it."""

from __future__ import annotations

import csv
import io
from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.utils.timezone import now

from feeds.actions import edit_post, publish_post
from intranet.accounts.models import User
from intranet.activity.models import Activity
from intranet.content.files.uploads import store_upload
from intranet.content.models import Attachment, Entry, Revision
from intranet.content.policies import can_comment, can_publish, can_react
from intranet.conversation.actions import add_comment
from intranet.moderation import appeals, bars, deciding, house, purging, sanctioning
from intranet.moderation.actions import flag_entry
from intranet.moderation.models import Case, Flag, Sanction
from intranet.realtime.models import Frame
from intranet.search.models import Pending
from intranet.spaces import actions as space_actions
from tests import factories
from tests.platform.files_of_strangers import PDF, upload

WEEK = timedelta(days=7)


def reread(person) -> User:
    return User.objects.get(pk=person.pk)


@pytest.fixture
def on_the_porch(customer, porch):
    space_actions.join_space(porch, by=customer)
    return porch


# --- Who may ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("by", "whom", "sort", "allowed"),
    [
        ("moderator", "customer", "ban", True),
        ("moderator", "outsider", "silence", False),
        ("admin", "outsider", "silence", True),
        ("admin", "outsider", "ban", False),
        ("moderator", "moderator", "warn", False),
        ("admin", "admin", "warn", False),
        ("moderator", "admin", "warn", False),
        ("outsider", "customer", "warn", False),
        ("author", "customer", "warn", False),
    ],
)
def test_customers_by_moderators_staff_by_admins_and_nobody_themselves(by, whom, sort, allowed, request):
    by, whom = request.getfixturevalue(by), request.getfixturevalue(whom)
    until = now() + WEEK

    def press():
        return sanctioning.sanction(whom, sort, by=by, reason="Enough", until=until)

    if allowed:
        assert press().person == whom
    else:
        with pytest.raises(PermissionDenied):
            press()


@pytest.mark.parametrize("until", [None, now() - WEEK, now() + timedelta(days=900)])
def test_a_time_has_to_be_said_and_to_come(until, moderator, customer):
    with pytest.raises(ValidationError):
        sanctioning.sanction(customer, "suspend", by=moderator, reason="Enough", until=until)
    assert not Sanction.objects.exists()


def test_a_measure_without_a_reason_is_none(moderator, customer):
    with pytest.raises(ValidationError, match="Say why"):
        sanctioning.sanction(customer, "warn", by=moderator, reason="  ")


# --- What they do -----------------------------------------------------------------------------------------------------


def test_who_is_warned_reads_that_first_on_every_road(moderator, customer, as_):
    sanctioning.sanction(customer, "warn", by=moderator, reason="Not in this tone.")
    client = as_(reread(customer))
    answer = client.get("/inbox/")
    assert (answer.status_code, answer["Location"]) == (302, "/warning/?next=%2Finbox%2F")
    assert client.get("/api/v1/me").status_code == 403
    assert "Not in this tone." in client.get("/warning/").content.decode()
    assert client.post("/warning/", {"next": "/inbox/"})["Location"] == "/inbox/"
    assert client.get("/inbox/").status_code == 200
    assert Sanction.objects.get().acknowledged_at is not None


def test_a_warning_leads_nowhere_else(moderator, customer, as_):
    sanctioning.sanction(customer, "warn", by=moderator, reason="No.")
    assert as_(reread(customer)).post("/warning/", {"next": "https://evil.example/"})["Location"] == "/"


def test_who_is_silenced_reads_and_says_nothing_until_the_time_is_over(
    moderator, customer, author, on_the_porch, monkeypatch
):
    post = publish_post(by=author, space=on_the_porch, body="Hello")
    sanctioning.sanction(customer, "silence", by=moderator, reason="Too loud", until=now() + WEEK)
    silent = reread(customer)
    assert Entry.objects.visible_to(silent).filter(pk=post.pk).exists()
    for refused in (
        can_comment(silent, post),
        can_react(silent, post),
        can_publish(silent, space=on_the_porch, audience=on_the_porch.audience),
    ):
        assert "silenced" in str(refused.refusal)
    with pytest.raises(PermissionDenied):
        add_comment(post, by=silent, body="But")
    User.objects.filter(pk=customer.pk).update(silenced_until=now() - WEEK)
    assert can_comment(reread(customer), post)


def test_who_is_suspended_is_out_on_every_road_and_back_by_the_clock(moderator, customer, as_):
    client = as_(customer)
    assert client.get("/inbox/").status_code == 200
    sanctioning.sanction(customer, "suspend", by=moderator, reason="Cool down", until=now() + WEEK)
    assert client.get("/inbox/").status_code == 302
    shut_out = reread(customer)
    assert not shut_out.is_active
    assert customer not in User.objects.active()
    shut_out.save()
    assert User.objects.filter(pk=customer.pk, is_active=True).exists()
    User.objects.filter(pk=customer.pk).update(suspended_until=now() - WEEK)
    assert reread(customer).is_active


def test_who_is_suspended_is_told_by_mail_and_appeals_from_there(moderator, admin, customer, run_jobs):
    sanctioning.sanction(customer, "suspend", by=moderator, reason="Cool down", until=now() + WEEK)
    run_jobs()
    (letter,) = [one for one in mail.outbox if one.to == [customer.email]]
    assert "Cool down" in letter.body
    address = next(line for line in letter.body.splitlines() if "/decisions/by-mail/" in line)
    path = "/" + address.split("/", 3)[3]
    stranger = Client()
    assert "Cool down" in stranger.get(path).content.decode()
    assert stranger.post(path, {"words": "I am calm."}).status_code == 302
    asked = Case.objects.get(sort="appeal")
    deciding.decide(asked, "approve", by=admin)
    assert reread(customer).is_active
    assert stranger.get(path[:-3] + "xx/").status_code == 404


def test_a_ban_closes_the_account_and_lifting_it_opens_it(moderator, customer, as_):
    measure = sanctioning.sanction(customer, "ban", by=moderator, reason="Enough")
    assert not reread(customer).is_active
    assert sanctioning.lift(measure, by=moderator, reason="He said sorry.")
    assert not sanctioning.lift(measure, by=moderator)
    assert reread(customer).is_active


def test_lifting_one_of_two_leaves_the_other(moderator, customer):
    short = sanctioning.sanction(customer, "silence", by=moderator, reason="One", until=now() + WEEK)
    long = sanctioning.sanction(customer, "silence", by=moderator, reason="Two", until=now() + 2 * WEEK)
    sanctioning.lift(long, by=moderator)
    assert reread(customer).silenced_until == short.until


def test_a_measure_can_be_appealed_to_somebody_else(moderator, admin, customer):
    measure = sanctioning.sanction(customer, "silence", by=moderator, reason="Too loud", until=now() + WEEK)
    asked = appeals.appeal(Case.objects.get(subject=measure.key), by=customer, words="It was not me.")
    with pytest.raises(PermissionDenied):
        deciding.decide(asked, "approve", by=moderator)
    deciding.decide(asked, "approve", by=admin)
    assert not reread(customer).is_silenced


def test_the_page_of_measures_is_for_who_may_take_them(as_, moderator, customer, outsider):
    address = f"/moderation/people/{customer.handle}/"
    assert as_(outsider).get(address).status_code == 404
    client = as_(moderator)
    assert client.post(address, {"sort": "silence", "days": "3", "reason": ""}).status_code == 422
    assert client.post(address, {"sort": "silence", "days": "3", "reason": "Too loud"}).status_code == 302
    assert "Too loud" in client.get(address).content.decode()
    assert "Too loud" in client.get("/moderation/sanctions/").content.decode()
    assert "Too loud" in client.get(f"/people/{customer.handle}/").content.decode()


# --- Who cannot sign up -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sort", "value", "email", "address", "is_barred"),
    [
        ("domain", "Spam.example", "a@spam.example", "198.51.100.7", True),
        ("domain", "spam.example", "a@mail.spam.example", "198.51.100.7", True),
        ("domain", "spam.example", "a@notspam.example", "198.51.100.7", False),
        ("mail", "Bad@free.example", "bad@free.example", "198.51.100.7", True),
        ("mail", "bad@free.example", "good@free.example", "198.51.100.7", False),
        ("network", "198.51.100.9/24", "a@free.example", "198.51.100.7", True),
        ("network", "2001:db8::/32", "a@free.example", "2001:db8::1", True),
        ("network", "2001:db8::/32", "a@free.example", "198.51.100.7", False),
    ],
)
def test_a_bar_holds_what_it_says(sort, value, email, address, is_barred, moderator):
    bars.set_bar(sort, value, by=moderator)
    assert bars.barred(email=email, address=address) is is_barred


@pytest.mark.parametrize(
    ("sort", "value"), [("domain", "spam"), ("mail", "nobody"), ("network", "0.0.0.0/0"), ("network", "x"), ("", "x")]
)
def test_a_bar_that_means_nothing_is_refused(sort, value, moderator):
    with pytest.raises(ValidationError):
        bars.set_bar(sort, value, by=moderator)


def test_signing_up_from_there_is_refused_in_a_plain_sentence(moderator, settings):
    from intranet.core.models import SiteSettings

    SiteSettings.objects.update_or_create(pk=1, defaults={"sign_up_open": True})
    SiteSettings.forget()
    bars.set_bar("domain", "spam.example", by=moderator)
    form = {"email": "a@spam.example", "name": "Sam Spam", "password1": "porticus-in-the-rain"}
    answer = Client().post("/accounts/signup/", form)
    assert "No account can be made with this address." in answer.content.decode()
    assert not EmailAddress.objects.filter(email="a@spam.example").exists()


# --- Purging ----------------------------------------------------------------------------------------------------------


@pytest.fixture
def media(settings, tmp_path):
    settings.MEDIA_ROOT, settings.DATA = tmp_path / "media", tmp_path
    (tmp_path / "media").mkdir()
    return tmp_path / "media"


def test_purging_leaves_no_word_anywhere(media, moderator, customer, outsider, on_the_porch, run_jobs, after_commit):
    file = store_upload(upload("canaria.pdf", PDF), by=customer)
    post = publish_post(
        by=customer, space=on_the_porch, title="Canaria", body="canaria #canaria", attachment_ids=[file.pk]
    )
    edit_post(post, by=customer, title="Canaria", body="canaria again")
    flag_entry(post, by=outsider, reason="confidential", note="canaria")
    run_jobs()
    with after_commit():
        purging.purge(post, by=moderator, reason="A court said so.")
    row = Entry.objects.get(pk=post.pk)
    assert (row.title, row.body, row.body_html, row.body_text, row.audience) == ("", "", "", "", "nobody")
    assert not Revision.objects.filter(entry=row).exists()
    assert not Attachment.objects.filter(pk=file.pk).exists()
    assert not [path for path in media.rglob("*") if path.is_file()]
    for table in (Flag, Case, Activity, Frame):
        rows = str(list(table.objects.values_list()))
        assert "canaria" not in rows.lower(), table
    assert Pending.objects.filter(entry_id=post.pk).exists()
    purged = Activity.objects.get(verb="moderation.entry.purged")
    assert (purged.actor, purged.details["reason"]) == (moderator, "A court said so.")


def test_what_is_purged_comes_back_to_nobody(moderator, customer, on_the_porch):
    from intranet.content.actions import undelete_entry

    post = publish_post(by=customer, space=on_the_porch, body="canaria")
    purging.purge(post, by=moderator, reason="A court said so.")
    for person in (customer, moderator):
        with pytest.raises(PermissionDenied):
            undelete_entry(Entry.objects.get(pk=post.pk), by=person)


def test_purging_is_for_its_moderators_and_admins_with_a_reason(lab, colleague, author, moderator, admin, as_):
    post = publish_post(by=colleague, space=lab, body="canaria")
    for person in (author, moderator):
        with pytest.raises(PermissionDenied):
            purging.purge(post, by=person, reason="Why not")
    with pytest.raises(ValidationError):
        purging.purge(post, by=admin, reason=" ")
    assert "canaria" not in as_(admin).get(f"/entries/{post.pk}/purge/").content.decode()


# --- The house rules and the audit log --------------------------------------------------------------------------------


def test_rules_are_read_by_everybody_and_written_by_admins(as_, guest, admin, moderator):
    with pytest.raises(PermissionDenied):
        house.set_rule(None, by=moderator, number=1, title="Be kind")
    client = as_(admin)
    assert client.post("/house-rules/new/", {"number": "1", "title": "Be kind"}).status_code == 302
    assert client.post("/house-rules/new/", {"number": "1", "title": "Be brief"}).status_code == 422
    assert "Be kind" in as_(guest).get("/house-rules/").content.decode()


def test_the_audit_log_is_searched_by_who_what_to_what_when_and_from_where(as_, admin, moderator, customer, outsider):
    as_(moderator).post(
        f"/moderation/people/{customer.handle}/", {"sort": "warn", "days": "7", "reason": "x"}, REMOTE_ADDR="192.0.2.5"
    )
    client = as_(admin)

    def found(query):
        return "moderation.person.warned</span>" in client.get(f"/moderation/audit/?{query}").content.decode()

    today = now().date()
    of_it = ["", "who=mara", "verb=moderation.person.warned", f"subject=user_{customer.pk}", "address=192.0.2.5"]
    assert [query for query in [*of_it, f"since={today}", "since=nonsense"] if not found(query)] == []
    assert [query for query in ("who=cleo", "address=192.0.2.6", "until=2020-01-01") if found(query)] == []
    assert as_(moderator).get("/moderation/audit/").status_code == 403


def test_the_audit_log_is_exported_without_formulas_and_that_is_in_it(as_, admin, moderator):
    bars.set_bar("mail", "a@spam.example", by=moderator, reason='=HYPERLINK("http://evil.example")')
    Activity.objects.filter(verb="moderation.bar.set").update(label="=1+1")
    answer = as_(admin).post("/moderation/audit/export/", {"verb": "moderation.bar.set"})
    table = b"".join(answer.streaming_content).decode("utf-8-sig")
    header, row = list(csv.reader(io.StringIO(table)))
    assert row[header.index("called")] == "'=1+1"
    assert Activity.objects.filter(verb="moderation.audit.exported", actor=admin).exists()


def test_measures_cost_the_same_for_few_and_for_many(as_, moderator, queries_stay_flat):
    client = as_(moderator)
    made = iter(range(100))

    def grow():
        person = factories.a_customer(f"Rolf {next(made)}", company=None)
        sanctioning.sanction(person, "silence", by=moderator, reason="Too loud", until=now() + WEEK)

    queries_stay_flat(lambda: client.get("/moderation/sanctions/"), grow)
