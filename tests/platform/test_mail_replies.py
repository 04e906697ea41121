"""Answers by mail: what was written lands in the discussion, once, and what cannot be taken goes back whole."""

from __future__ import annotations

import asyncio
import random
import smtplib
from datetime import timedelta
from email.message import EmailMessage

import pytest
from django.core import mail
from django.core.management import call_command

from feeds.actions import publish_post
from intranet.content import actions as content_actions
from intranet.content.models import Attachment
from intranet.conversation.actions import add_comment
from intranet.conversation.models import Comment
from intranet.core.models import SiteSettings
from intranet.notifications import actions
from intranet.notifications.actions import Outcome, take_mail
from intranet.notifications.groups import group_of
from intranet.notifications.mail import addresses, tokens
from intranet.notifications.mail.lmtp import listen
from intranet.notifications.mail.quoting import own_words
from intranet.notifications.mail.reading import text_of_html
from intranet.notifications.models import MailTrouble, Preference
from intranet.spaces import actions as space_actions

from . import mail_corpus
from .mail_world import REPLY_ADDRESS, proven


@pytest.fixture
def post(author, colleague, lab, settings):
    settings.REPLY_ADDRESS = REPLY_ADDRESS
    proven(author, colleague)
    return publish_post(by=author, space=lab, title="Quieter fans", body="When can you come?")


def an_answer(person, entry, text="Yes, on Tuesday.", *, html="", name="<one@phone.example>", **head) -> EmailMessage:
    message = EmailMessage()
    message["From"] = head.pop("From", f"{person.name} <{person.email}>")
    message["To"] = head.pop("To", addresses.reply_address(person, entry))
    message["Message-ID"] = name
    message["Subject"] = "Re: Quieter fans"
    for field, value in head.items():
        message[field.replace("_", "-")] = value
    if text:
        message.set_content(text)
    if html:
        (message.add_alternative if text else message.set_content)(html, subtype="html")
    return message


def send(message: EmailMessage) -> Outcome:
    return take_mail(message.as_bytes())


@pytest.mark.parametrize("program", mail_corpus.ANSWERS)
def test_what_was_written_is_told_from_what_was_put_around_it(program):
    text, wanted = mail_corpus.ANSWERS[program]
    assert own_words(text) == wanted
    assert own_words(text.replace("\n", "\r\n")) == wanted


@pytest.mark.parametrize("program", mail_corpus.HTML_ANSWERS)
def test_an_answer_in_html_alone_is_read_too(program):
    html, wanted = mail_corpus.HTML_ANSWERS[program]
    assert own_words(text_of_html(html)) == wanted


def test_an_answer_becomes_a_comment_and_says_what_it_answers(author, colleague, post):
    question = add_comment(post, by=author, body="And the drawings?")
    assert send(an_answer(colleague, question, mail_corpus.GMAIL)) == Outcome.TAKEN
    comment = Comment.objects.get(author=colleague)
    assert comment.body == mail_corpus.WANTED
    assert comment.parent == question
    assert comment.root_id == post.pk
    assert comment.audience == post.audience


def test_what_comes_twice_is_there_once(colleague, post):
    for _time in range(2):
        assert send(an_answer(colleague, post)) == Outcome.TAKEN
    assert Comment.objects.filter(author=colleague).count() == 1


def test_files_come_with_it_and_those_that_are_not_taken_are_named(colleague, post, run_jobs):
    SiteSettings(pk=1, max_upload_mb=1).save()
    message = an_answer(colleague, post)
    message.add_attachment(b"drawing " * 100, maintype="text", subtype="plain", filename="drawing.txt")
    message.add_attachment(b"x" * (2**20 + 1), maintype="text", subtype="plain", filename="all.txt")
    assert send(message) == Outcome.TAKEN
    assert [file.name for file in Attachment.objects.filter(entry__author=colleague)] == ["drawing.txt"]
    run_jobs()
    (back,) = mail.outbox
    assert "all.txt" in back.body


def test_the_small_pictures_of_a_signature_are_left_out(colleague, post):
    message = an_answer(colleague, post)
    message.add_attachment(
        b"\x89PNG\r\n\x1a\n",
        maintype="image",
        subtype="png",
        filename="image001.png",
        disposition="inline",
        cid="<a@b>",
    )
    send(message)
    assert not Attachment.objects.exists()


REFUSALS = {
    "closed": "The comments are closed.",
    "left": "no longer",
    "gone": "no longer",
    "stranger": "not an address of yours",
    "two senders": "not an address of yours",
    "forged": "could not be confirmed",
    "expired": "60 days",
    "nothing": "nothing in it",
    "archived": "archived",
    "too long": "characters",
}


@pytest.mark.parametrize("case", REFUSALS)
def test_an_answer_that_cannot_be_taken_goes_back_whole(author, colleague, lab, post, case, run_jobs, monkeypatch):
    text, head = "Yes, on Tuesday.", {}
    match case:
        case "closed":
            type(post).objects.filter(pk=post.pk).update(comments_locked=True)
        case "left":
            space_actions.remove_member(lab, by=author, person=colleague)
        case "gone":
            content_actions.delete_entry(post, by=author)
        case "stranger":
            head = {"From": "somebody@elsewhere.example"}
        case "two senders":
            head = {"From": f"{colleague.email}, somebody@elsewhere.example"}
        case "forged":
            head = {"Authentication_Results": "mx.example; spf=pass; dmarc=fail (p=none) header.from=example.com"}
        case "expired":
            with monkeypatch.context() as then:
                then.setattr(tokens, "_today", lambda: tokens_today() - 61)
                head = {"To": addresses.reply_address(colleague, post)}
        case "nothing":
            text = "> When can you come?"
        case "archived":
            space_actions.archive_space(lab, by=author)
        case "too long":
            text = "word " * 20_000
    run_jobs()
    mail.outbox.clear()
    for _time in range(2):
        assert send(an_answer(colleague, post, text, **head)) == Outcome.TAKEN
    run_jobs()
    assert not Comment.objects.filter(author=colleague).exists()
    (back,) = mail.outbox
    assert back.to == [colleague.email]
    assert REFUSALS[case] in back.body
    assert back.extra_headers["Auto-Submitted"] == "auto-replied"
    if case != "nothing":
        assert text[:16] in back.body


def tokens_today(real=tokens._today):
    return real()


MACHINES = [
    {"Auto_Submitted": "auto-replied (vacation)"},
    {"Precedence": "bulk"},
    {"List_Id": "<all.example.com>"},
    {"Return_Path": "<>"},
    {"From": "MAILER-DAEMON@example.com"},
    {"name": "<notification.5.6@localhost>"},
]


@pytest.mark.parametrize("head", MACHINES)
def test_what_a_machine_sends_is_neither_taken_nor_answered(colleague, post, head, run_jobs):
    assert send(an_answer(colleague, post, **head)) == Outcome.TAKEN
    run_jobs()
    assert not Comment.objects.exists()
    assert mail.outbox == []


def test_a_token_opens_one_thing_for_one_purpose_and_one_person(colleague, author, post):
    good = addresses.reply_address(colleague, post)
    assert addresses.purpose_of(good.upper())[0] == "reply"
    for forged in (
        good.replace("+", "+a", 1),
        good.replace(good[8], "b" if good[8] != "b" else "c", 1),
        good.replace("reply+", "unsubscribe+").replace("reply", "unsubscribe"),
        "reply+@meridiana.example",
        "reply+1@meridiana.example",
        "reply@meridiana.example",
        good.replace("meridiana", "elsewhere"),
    ):
        assert send(an_answer(colleague, post, To=forged)) in (Outcome.NO_SUCH_ADDRESS,), forged
    assert not Comment.objects.exists()
    assert mail.outbox == []


def test_who_has_left_has_no_address_here(colleague, post, admin):
    answer = an_answer(colleague, post)
    type(colleague).objects.filter(pk=colleague.pk).update(is_active=False)
    assert send(answer) == Outcome.NO_SUCH_ADDRESS


def test_who_is_not_let_through_cannot_speak_by_mail_either(colleague, post, run_jobs):
    site = SiteSettings(pk=1, second_factor_for="staff")
    site.save()
    send(an_answer(colleague, post))
    run_jobs()
    assert not Comment.objects.exists()
    assert "second step" in mail.outbox[-1].body


@pytest.mark.parametrize(
    "raw", [b"", b"\x00\xff", b"no head at all", b"Subject: =?utf-8?b?/\r\n\r\n\xff", b"From: (\r\n\r\n"]
)
def test_what_is_no_mail_does_no_harm(post, raw):
    assert take_mail(raw) in (Outcome.UNREADABLE, Outcome.NO_SUCH_ADDRESS)


def test_a_mail_that_is_broken_anywhere_is_taken_or_refused(colleague, post):
    """Cut and garbled in three hundred ways: none of them makes a mail server try for days."""
    whole = an_answer(colleague, post, mail_corpus.GMAIL, html=mail_corpus.GMAIL_HTML)
    whole.add_attachment(b"drawing", maintype="text", subtype="plain", filename="drawing.txt")
    raw, dice = whole.as_bytes(), random.Random(7)
    to = addresses.reply_address(colleague, post)
    for number in range(150):
        broken = bytearray(raw)
        for _time in range(dice.randrange(1, 12)):
            broken[dice.randrange(len(broken))] = dice.randrange(256)
        for one in (bytes(broken), bytes(broken[: dice.randrange(len(broken))])):
            assert take_mail(one, to=to) in (Outcome.TAKEN, Outcome.UNREADABLE), number


def test_a_mail_nested_without_end_is_refused_quickly(colleague, post):
    to = addresses.reply_address(colleague, post)
    head = f"From: {colleague.email}\r\n"
    deep = "".join(f"Content-Type: multipart/mixed; boundary=b{n}\r\n\r\n--b{n}\r\n" for n in range(3000))
    assert take_mail((head + deep).encode(), to=to) in (Outcome.TAKEN, Outcome.UNREADABLE)


ENDLESS = ["> " * 200_000, "On " * 100_000, "a@a" * 100_000 + ":", "<b> </b>" * 60_000, " " * 400_000]


@pytest.mark.parametrize("nasty", ENDLESS)
def test_endless_lines_come_to_an_end(nasty):
    own_words(nasty)
    text_of_html(f"<body>{nasty}</body>")


@pytest.mark.parametrize(
    ("status", "action", "times", "stops"),
    [
        ("5.1.1", "failed", 2, True),
        ("5.2.2", "failed", 4, False),
        ("5.2.2", "failed", 5, True),
        ("4.4.1", "delayed", 9, False),
    ],
)
def test_reports_of_mail_servers_are_counted(colleague, post, status, action, times, stops):
    to = addresses.bounce_address(colleague)
    for number in range(times):
        raw = mail_corpus.DSN.format(to=to, name=number, status=status, action=action).encode()
        for _again in range(2):
            assert take_mail(raw, to=to) == Outcome.TAKEN
    assert MailTrouble.objects.stopped().exists() == stops


def test_a_complaint_ends_all_mail_at_once_and_one_about_an_old_address_nothing(colleague, post):
    to = addresses.bounce_address(colleague)
    type(colleague).objects.filter(pk=colleague.pk).update(email="new@example.com")
    take_mail(mail_corpus.COMPLAINT.format(to=to, name="old").encode(), to=to)
    assert not MailTrouble.objects.exists()
    colleague.refresh_from_db()
    to = addresses.bounce_address(colleague)
    take_mail(mail_corpus.COMPLAINT.format(to=to, name="new").encode(), to=to)
    assert MailTrouble.objects.get().why == "complaint"


def test_a_mail_to_the_address_for_no_more_mails_ends_them(colleague, post):
    group = group_of("conversation.comment.published", "reply").name
    to = addresses.unsubscribe_address(colleague, group)
    for _time in range(2):
        assert send(an_answer(colleague, post, "unsubscribe", To=to)) == Outcome.TAKEN
    assert [(row.group, row.wanted) for row in Preference.objects.filter(person=colleague)] == [(group, False)]


def test_the_command_tells_the_mail_server_what_became_of_it(colleague, post, monkeypatch):
    def piped(raw: bytes, **how) -> int:
        monkeypatch.setattr("sys.stdin", type("Piped", (), {"buffer": __import__("io").BytesIO(raw)}))
        with pytest.raises(SystemExit) as ended:
            call_command("receive_mail", **how)
        return ended.value.code

    raw = an_answer(colleague, post).as_bytes()
    assert piped(raw, to="nobody@meridiana.example") == 67
    assert piped(b"") == 65
    assert piped(raw) == 0
    monkeypatch.setattr("intranet.notifications.management.commands.receive_mail.take_mail", lambda *a, **k: 1 / 0)
    assert piped(raw) == 75


@pytest.mark.django_db(transaction=True)
async def test_a_mail_server_hands_its_mail_over_by_lmtp(settings):
    settings.REPLY_ADDRESS = REPLY_ADDRESS
    taken = []

    def take(raw: bytes, address: str) -> Outcome:
        taken.append((raw, address))
        return Outcome.LATER if "later" in address else Outcome.TAKEN

    def talk(port: int) -> list[int]:
        with smtplib.LMTP("127.0.0.1", port, timeout=20) as server:
            server.ehlo_or_helo_if_needed()
            codes = [server.docmd("DATA")[0], server.mail("ada@example.com")[0], server.rcpt("x@elsewhere.example")[0]]
            codes += [server.rcpt("reply+later@meridiana.example")[0], server.rcpt("reply+b@meridiana.example")[0]]
            codes += [server.data(b"Subject: x\r\n\r\nOne.\r\n.\r\n..two\nthree\r\n")[0], server.getreply()[0]]
            return [*codes, server.docmd("HELP")[0]]

    async with await listen(("127.0.0.1", 0), take=take) as server:
        codes = await asyncio.to_thread(talk, server.sockets[0].getsockname()[1])
    assert codes == [503, 250, 550, 250, 250, 451, 250, 500]
    assert [address for _raw, address in taken] == ["reply+later@meridiana.example", "reply+b@meridiana.example"]
    assert b"One.\r\n.\r\n..two" in taken[0][0]


def test_mails_are_not_answered_without_an_address_for_it(colleague, post, settings):
    to = addresses.reply_address(colleague, post)
    settings.REPLY_ADDRESS = ""
    assert take_mail(an_answer(colleague, post, To=to).as_bytes()) == Outcome.NO_SUCH_ADDRESS


def test_an_answer_marks_what_it_answers_as_read(author, colleague, post, run_jobs):
    question = add_comment(post, by=author, body="@ben?")
    run_jobs()
    assert actions.unread_count(colleague)
    send(an_answer(colleague, question))
    assert post.root_key not in colleague.notifications.filter(read_at=None).values_list("subject", flat=True)


def test_the_longest_address_still_fits(colleague, post):
    numbers = (2**40, 2**40)
    assert len(f"reply+{tokens.seal('reply', *numbers)}") <= 64
    assert tokens.open_token("reply", tokens.seal("reply", *numbers)).numbers == list(numbers)
    assert timedelta(days=60) == tokens.LIFETIME
