"""What is told by mail: one mail a person and subject, readable everywhere, and harmless whatever people wrote."""

from __future__ import annotations

import email
import io
import smtplib
from email import policy

import pytest
from django.core import mail
from django.core.exceptions import ImproperlyConfigured
from django.core.files.base import File
from django.core.mail.backends.locmem import EmailBackend
from PIL import Image
from selectolax.lexbor import LexborHTMLParser as HTMLParser

from feeds.actions import publish_post
from intranet.conversation.actions import add_comment
from intranet.core.actions import change_site_settings
from intranet.core.models import SiteSettings
from intranet.notifications import actions
from intranet.notifications.mail import delivering
from intranet.notifications.models import Delivery, MailTrouble, Notification
from intranet.settings import env

from .mail_world import REPLY_ADDRESS, html_of, proven, send_all, the_mail_to


@pytest.fixture
def lab_post(author, colleague, lab, run_jobs):
    proven(author, colleague)
    run_jobs()
    Notification.objects.all().delete()
    return publish_post(by=author, space=lab, title="Quieter fans", body="The bearings.")


@pytest.fixture
def said(author, lab_post, run_jobs):
    comment = add_comment(lab_post, by=author, body="What do you think, @ben? See https://example.com/fans")
    run_jobs()
    return comment


def test_a_mail_says_who_what_where_why_and_leads_there(colleague, said, settings):
    assert send_all() == ["sent"]
    message = the_mail_to(colleague)
    assert message.subject == "Re: Quieter fans · Lab"
    assert message.extra_headers["From"] == '"Ada Bianchi (Portico)" <portico@localhost>'
    for half in (message.body, html_of(message)):
        assert "Ada Bianchi mentioned you in “Quieter fans”" in half
        assert "What do you think, @Ben Rossi?" in half
        assert f"{settings.SITE_URL}{said.get_absolute_url()}" in half
        assert "You get this because somebody named you." in half
        assert f"{settings.SITE_URL}/settings/notifications/" in half
        assert f"{settings.SITE_URL}/unsubscribe/" in half


def test_it_is_in_the_language_and_on_the_clock_of_its_reader(colleague, said, monkeypatch):
    colleague.language, colleague.time_zone = "it", "Asia/Tokyo"
    colleague.save()
    Notification.objects.update()
    activity = Notification.objects.get(recipient=colleague).activity
    type(activity).objects.filter(pk=activity.pk).update(created_at="2026-03-29T20:30:00Z")
    send_all()
    html = html_of(the_mail_to(colleague))
    assert '<html lang="it">' in html
    assert "30 marzo 2026" in html
    assert "05:30" in html


def test_several_about_one_thing_are_one_mail_and_the_next_joins_it(author, colleague, lab_post, said, run_jobs):
    add_comment(lab_post, by=author, body="Or you could ask, @ben.")
    run_jobs()
    assert send_all() == ["sent"]
    first = the_mail_to(colleague)
    assert "What do you think" in first.body
    assert "Or you could ask" in first.body
    mail.outbox.clear()
    add_comment(lab_post, by=author, body="Never mind, @ben.")
    run_jobs()
    send_all()
    second = the_mail_to(colleague)
    assert second.extra_headers["References"] == first.extra_headers["References"]
    assert second.extra_headers["Message-ID"] != first.extra_headers["Message-ID"]
    assert second.subject == first.subject


def test_machines_are_told_that_a_machine_wrote_it_and_how_to_stop_it(colleague, said):
    send_all()
    parsed = email.message_from_bytes(the_mail_to(colleague).message().as_bytes(), policy=policy.default)
    assert parsed["Auto-Submitted"] == "auto-generated"
    assert parsed["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert parsed["List-Unsubscribe"].strip().startswith("<http")
    assert parsed["List-Id"] == "<mentions.localhost>"
    assert parsed.get_content_type() == "multipart/alternative"
    assert [part.get_content_type() for part in parsed.iter_parts()] == ["text/plain", "text/html"]


NASTY = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "</title><style>*{display:none}</style>",
    "{{ settings.SECRET_KEY }}{% debug %}",
    "<!--[if mso]><b>x</b><![endif]-->",
]


@pytest.mark.parametrize("words", NASTY)
def test_nothing_that_people_write_becomes_markup(author, colleague, lab, words, run_jobs):
    proven(colleague)
    author.name = words[:80]
    author.save()
    post = publish_post(by=author, space=lab, title=words, body=f"`{words}`\n\n@ben")
    run_jobs()
    Notification.objects.exclude(entry=post).delete()
    send_all()
    page = HTMLParser(html_of(the_mail_to(colleague)))
    assert page.css("script, img, link, b, iframe, [onerror]") == []
    assert len(page.css("style")) == 1
    assert words in page.css_first(".line").text()


def test_nothing_is_fetched_and_nobody_is_watched(colleague, said):
    send_all()
    html = html_of(the_mail_to(colleague))
    assert "<img" not in html
    assert "url(" not in html
    assert "<link" not in html
    assert "@import" not in html


@pytest.mark.parametrize("name", ["bank.example.com", "https://bank.example", "pay@bank.example", "www.bank.example/x"])
def test_a_name_that_looks_like_a_link_is_none(author, colleague, lab_post, name, run_jobs):
    author.name = name
    author.save()
    add_comment(lab_post, by=author, body="Hello @ben")
    run_jobs()
    send_all()
    message = the_mail_to(colleague)
    for half in (message.body, html_of(message), message.extra_headers["From"], message.subject):
        assert name not in half


def test_no_header_can_be_written_into_it(author, colleague, lab, run_jobs):
    proven(colleague)
    post = publish_post(by=author, space=lab, title="Fans\r\nBcc: all@example.com", body="For @ben")
    type(post).objects.filter(pk=post.pk).update(title="Fans\r\nBcc: all@example.com")
    type(author).objects.filter(pk=author.pk).update(name="Ada\r\nBcc: all@example.com")
    run_jobs()
    Notification.objects.exclude(entry=post).delete()
    assert send_all() == ["sent"]
    parsed = email.message_from_bytes(the_mail_to(colleague).message().as_bytes(), policy=policy.default)
    assert parsed["Bcc"] is None


def test_the_firms_logo_comes_with_it_instead_of_being_fetched(author, colleague, admin, said):
    picture = io.BytesIO()
    Image.new("RGB", (200, 100), "teal").save(picture, "PNG")
    change_site_settings(by=admin, logo=File(io.BytesIO(picture.getvalue()), name="logo.png"))
    send_all()
    parsed = email.message_from_bytes(the_mail_to(colleague).message().as_bytes(), policy=policy.default)
    assert parsed.get_content_type() == "multipart/related"
    both, logo = parsed.iter_parts()
    assert both.get_content_type() == "multipart/alternative"
    assert f"cid:{logo['Content-ID'].strip('<>')}" in html_of(the_mail_to(colleague))
    assert Image.open(io.BytesIO(logo.get_payload(decode=True))).size == (112, 56)


def test_who_has_not_proved_the_address_is_not_written_to(author, colleague, lab, run_jobs):
    publish_post(by=author, space=lab, title="Fans", body="For @ben")
    run_jobs()
    assert not Delivery.objects.filter(channel="mail").exists()


def test_an_address_that_was_given_up_meanwhile_gets_nothing(colleague, said):
    colleague.email = "elsewhere@example.com"
    colleague.save()
    assert send_all() == ["failed"]
    assert mail.outbox == []


def test_one_person_gets_so_many_mails_an_hour_and_the_rest_later(colleague, said, monkeypatch):
    monkeypatch.setattr(delivering, "MOST_AN_HOUR", 0)
    assert send_all() == ["later"]
    assert mail.outbox == []


REFUSALS = [
    (smtplib.SMTPRecipientsRefused({"x": (550, b"5.1.1 no such user")}), "failed", 1),
    (smtplib.SMTPRecipientsRefused({"x": (550, b"5.7.1 relaying denied")}), "later", 0),
    (smtplib.SMTPRecipientsRefused({"x": (450, b"4.2.1 try later")}), "later", 0),
    (smtplib.SMTPDataError(554, b"5.6.0 not like this"), "failed", 0),
    (smtplib.SMTPAuthenticationError(535, b"who?"), "later", 0),
    (ConnectionRefusedError(), "later", 0),
    (TimeoutError(), "later", 0),
]


@pytest.mark.parametrize(("error", "became", "bounces"), REFUSALS)
def test_what_a_mail_server_answers_is_understood(colleague, said, monkeypatch, error, became, bounces):
    def refuse(self, messages):
        raise error

    monkeypatch.setattr(EmailBackend, "send_messages", refuse)
    assert send_all() == [became]
    assert MailTrouble.objects.filter(person=colleague, hard=1).count() == bounces


def test_where_mail_is_taken_in_it_can_be_answered_and_comes_back_to_us(colleague, said, settings):
    settings.REPLY_ADDRESS = REPLY_ADDRESS
    send_all()
    message = the_mail_to(colleague)
    local, _at, domain = message.extra_headers["Reply-To"].partition("@")
    assert local.startswith("reply+")
    assert len(local) <= 64
    assert domain == "meridiana.example"
    assert message.from_email.startswith("bounce+")
    assert "<mailto:unsubscribe+" in message.extra_headers["List-Unsubscribe"]
    assert "answer this mail" in message.body


def test_what_cannot_be_commented_on_cannot_be_answered(author, colleague, lab_post, said, settings):
    settings.REPLY_ADDRESS = REPLY_ADDRESS
    type(lab_post).objects.filter(pk=lab_post.pk).update(comments_locked=True)
    send_all()
    message = the_mail_to(colleague)
    assert "Reply-To" not in message.extra_headers
    assert "answer this mail" not in message.body


def test_mail_that_comes_back_twice_is_stopped_and_the_person_is_told(author, colleague, lab_post, as_, run_jobs):
    assert not actions.note_bounce(colleague, why="hard", said="550 no such user")
    assert actions.note_bounce(colleague, why="hard", said="550 no such user")
    run_jobs()
    add_comment(lab_post, by=author, body="@ben?")
    run_jobs()
    assert not Delivery.objects.filter(channel="mail", notification__recipient=colleague).exists()
    assert "comes back" in as_(colleague).get("/inbox/").content.decode()
    assert "My address works again" in as_(colleague).get("/settings/notifications/").content.decode()
    as_(colleague).post("/settings/notifications/mail-works/")
    assert not MailTrouble.objects.exists()
    assert "My address works again" not in as_(colleague).get("/settings/notifications/").content.decode()


def test_soft_bounces_stop_it_after_five_and_an_old_one_does_not_count(colleague):
    proven(colleague)
    assert [actions.note_bounce(colleague, why="soft") for _time in range(5)] == [False] * 4 + [True]
    MailTrouble.objects.update(stopped_at=None, since="2020-01-01T00:00:00Z")
    assert not actions.note_bounce(colleague, why="soft")
    assert MailTrouble.objects.get().soft == 1


def test_a_new_address_begins_anew(colleague):
    actions.note_bounce(colleague, why="complaint")
    colleague.email = "ben.rossi@example.com"
    colleague.save()
    proven(colleague)
    assert delivering.is_reached(colleague)


def test_a_program_learns_whether_mail_reaches_its_person(colleague, as_):
    proven(colleague)
    assert as_(colleague).get("/api/v1/me/mail").json()["reached"] is True
    actions.note_bounce(colleague, why="complaint")
    answer = as_(colleague).get("/api/v1/me/mail").json()
    assert (answer["reached"], answer["why"]) == (False, "complaint")


def test_the_firms_name_and_colour_are_in_it(colleague, said):
    SiteSettings(pk=1, name="Meridiana", accent_hue=300).save()
    send_all()
    message = the_mail_to(colleague)
    assert "Meridiana" in html_of(message)
    assert '"Ada Bianchi (Meridiana)"' in message.extra_headers["From"]


@pytest.mark.parametrize("value", ["reply", "reply@localhost", "re+ply@example.org", "x" * 17 + "@example.org"])
def test_an_address_for_answers_that_leaves_no_room_stops_the_start(value, monkeypatch):
    monkeypatch.setenv("REPLY_ADDRESS", value)
    with pytest.raises(ImproperlyConfigured):
        env.mail_address("REPLY_ADDRESS")


@pytest.mark.parametrize("value", ["0.0.0.0:8024", "8024", "example.org:24", "127.0.0.1:0", "10.0.0.1:24"])
def test_mail_is_taken_in_on_this_machine_alone(value, monkeypatch):
    monkeypatch.setenv("INBOUND_LMTP", value)
    with pytest.raises(ImproperlyConfigured):
        env.loopback("INBOUND_LMTP")


def test_where_mail_comes_in_is_read_as_it_is_written(monkeypatch):
    monkeypatch.setenv("INBOUND_LMTP", "[::1]:8024")
    monkeypatch.setenv("REPLY_ADDRESS", "reply@example.org")
    assert env.loopback("INBOUND_LMTP") == ("::1", 8024)
    assert env.mail_address("REPLY_ADDRESS") == "reply@example.org"
    assert (env.loopback("NOT_SET"), env.mail_address("NOT_SET")) == (None, "")
