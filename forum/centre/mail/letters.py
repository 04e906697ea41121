"""Mail to customers who have no account: that their enquiry is there, what we answer, and what we would publish."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.core.mail import EmailMultiAlternatives
from django.utils import translation
from django.utils.translation import gettext as _

from forum.centre.due import promise
from forum.clock import office
from forum.models import Desk, Enquiry, Publication, Reply, StagedAccount
from intranet.accounts.models import User
from intranet.content.models import Attachment
from intranet.content.references import told_in
from intranet.core.letters import dress, letter, one_line, unlinked
from intranet.notifications.mail.addresses import from_house, host, is_reached, takes_mail

from .addresses import of_thread

MOST_BYTES = 10 * 2**20


def ours(message_id: str) -> bool:
    """Whether a mail is one of these, come back by some rule for forwarding."""
    return message_id.endswith(f"@{host()}>") and message_id.startswith("<enquiry.")


def address_of(person: User) -> str:
    """Where a customer is written to: the proven address of an account, that of a staged one; empty for neither."""
    staged = StagedAccount.objects.filter(person=person.pk, claimed_at=None).first()
    if staged is not None:
        return "" if staged.trouble else staged.email
    return person.email if not person.is_system and person.is_active and is_reached(person) else ""


def reply_letter(said: Reply, enquiry: Enquiry) -> EmailMultiAlternatives | None:
    """What somebody of the team has answered: a letter of theirs, with the files."""
    files, named = _files(said)
    context = {
        "who": unlinked(said.author.name),
        "lines": [line for line in _words(said, enquiry.customer).splitlines() if line.strip()],
        "named": named,
        "desk": desk_name(enquiry),
    }
    message = _letter(enquiry, "forum/reply", context, name=f"reply.{said.pk}", sender=said.author.name)
    if message is not None:
        for name, content, mime in files:
            message.attach(name, content, mime)
    return message


def _words(said: Reply, reader: User) -> str:
    """With the titles of what it refers to, as far as its reader may know them: a mailbox is a guest."""
    viewer = AnonymousUser() if StagedAccount.objects.filter(person=reader.pk, claimed_at=None).exists() else reader
    with translation.override(reader.language):
        return told_in([said.body_text], viewer)[0]


def received_letter(enquiry: Enquiry) -> EmailMultiAlternatives | None:
    """Nobody wrote it, and it says so to other machines."""
    desk = Desk.objects.filter(team=enquiry.team_id).first()
    context = {
        "number": enquiry.number,
        "desk": desk_name(enquiry),
        "hours": desk.reply_hours if desk is not None else 0,
    }
    quiet = {"Auto-Submitted": "auto-replied", "X-Auto-Response-Suppress": "All"}
    return _letter(enquiry, "forum/received", context, name=f"received.{enquiry.pk}", headers=quiet)


def consent_letter(publication: Publication, url: str) -> EmailMultiAlternatives | None:
    """The very words, and where to answer: with the signed link, so that nobody has to sign in."""
    context = {
        "publication": publication,
        "question_lines": publication.question.splitlines(),
        "answer_lines": publication.answer.splitlines(),
        "category": publication.category.name,
        "url": url,
        "desk": desk_name(publication.enquiry),
    }
    name = f"consent.{publication.pk}.{publication.asked_digest[:12]}"
    return _letter(
        publication.enquiry, "forum/consent", context, name=name, headers={"Auto-Submitted": "auto-generated"}
    )


def desk_name(enquiry: Enquiry) -> str:
    return Desk.objects.filter(team=enquiry.team_id).values_list("name", flat=True).first() or ""


def _letter(
    enquiry: Enquiry, template: str, context: dict[str, Any], *, name: str, sender: str = "", headers: Any = None
) -> EmailMultiAlternatives | None:
    to = address_of(enquiry.customer)
    if not to:
        return None
    with translation.override(enquiry.customer.language):
        if hours := context.get("hours"):
            context = context | {"promise": promise(hours, office())}
        answered = takes_mail() and StagedAccount.objects.filter(person=enquiry.customer_id).exists()
        subject = one_line(_("%(subject)s [#%(number)s]") % {"subject": enquiry.title, "number": enquiry.number})
        text, html = letter(template, {"subject": subject, "enquiry": enquiry, "answered": answered, **context})
    thread = f"<enquiry.{enquiry.pk}@{host()}>"
    every = {
        "From": from_house(one_line(unlinked(sender), 80) if sender else one_line(context.get("desk", ""), 80)),
        "Message-ID": f"<enquiry.{name}@{host()}>",
        "In-Reply-To": thread,
        "References": thread,
    } | (headers or {})
    bounce = settings.DEFAULT_FROM_EMAIL
    if answered:
        bounce = every["Reply-To"] = of_thread(enquiry, enquiry.customer)
    message = EmailMultiAlternatives(f"Re: {subject}", text, bounce, [to], headers=every)
    dress(message, html)
    return message


def _files(said: Reply) -> tuple[list[tuple[str, bytes, str]], list[str]]:
    """What fits into a mail, and the names of what does not."""
    inside, named, left = [], [], MOST_BYTES
    for file in Attachment.objects.filter(entry=said.entry_id, state=Attachment.State.READY).order_by("position"):
        if file.size > left:
            named.append(file.name)
            continue
        left -= file.size
        with file.file.open("rb") as opened:
            inside.append((file.name, opened.read(), file.mime))
    return inside, named
