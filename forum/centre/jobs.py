"""The mail of the private centre, and its reminders."""

from __future__ import annotations

import smtplib

from django.core.mail import EmailMultiAlternatives

from forum.models import Enquiry, Publication, Reply, StagedAccount
from intranet.accounts.models import User
from intranet.jobs import job, scheduled

A_ROUND = 500


@scheduled(cron="*/5 * * * *", name="forum.remind_of_enquiries")
def remind_of_enquiries() -> int:
    """Returns how many were late and had not been told of."""
    from forum.actions.centre import remind_of_enquiry  # noqa: PLC0415 - actions enqueue jobs

    late = Enquiry.objects.published().overdue().filter(reminded_for=None).order_by("due_at", "pk")
    found = late.select_related("area")[:A_ROUND]
    return sum(remind_of_enquiry(enquiry) for enquiry in list(found))


@job(attempts=8, backoff=60)
def mail_reply(*, reply_id: int) -> bool:
    """What the team answered, to a customer who has no account. False where there is nobody to send it to."""
    from .mail.letters import reply_letter  # noqa: PLC0415

    said = Reply.objects.published().select_related("author").filter(pk=reply_id).first()
    if said is None:
        return False
    enquiry = Enquiry.objects.select_related("customer").get(pk=said.root_entry_id)
    if not StagedAccount.objects.filter(person=enquiry.customer_id, claimed_at=None).exists():
        return False
    return _send(reply_letter(said, enquiry), enquiry.customer)


@job(attempts=8, backoff=60)
def mail_received(*, enquiry_id: int) -> bool:
    from .mail.letters import received_letter  # noqa: PLC0415

    enquiry = Enquiry.objects.published().select_related("customer").filter(pk=enquiry_id).first()
    return enquiry is not None and _send(received_letter(enquiry), enquiry.customer)


@job(attempts=8, backoff=60)
def mail_consent(*, publication_id: int) -> bool:
    """The request for consent, to every customer alike, unless it has been answered or changed meanwhile."""
    from .consent import url_for  # noqa: PLC0415
    from .mail.letters import consent_letter  # noqa: PLC0415

    found = Publication.objects.select_related("enquiry__customer", "category").filter(pk=publication_id).first()
    if found is None or found.state != Publication.State.ASKED:
        return False
    return _send(consent_letter(found, url_for(found)), found.enquiry.customer)


def _send(message: EmailMultiAlternatives | None, to: User) -> bool:
    if message is None:
        return False
    try:
        message.send()
    except smtplib.SMTPRecipientsRefused as refused:
        code, said = next(iter(refused.recipients.values()))
        staged = StagedAccount.objects.filter(person=to, claimed_at=None).first()
        if staged is None or code < 500:
            raise
        from forum.actions.centre_staged import note_trouble  # noqa: PLC0415 - actions enqueue jobs

        note_trouble(staged, said.decode(errors="replace") if isinstance(said, bytes) else str(said))
        return False
    return True
