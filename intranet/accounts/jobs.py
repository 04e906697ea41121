"""Mail, and the broom."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.timezone import now

from intranet.core.models import SiteSettings
from intranet.jobs import job, scheduled

from .keys import invitation_secret
from .models import Invitation

UNPROVEN_FOR = timedelta(days=7)


@job(attempts=8, backoff=30)
def deliver(*, to: str, subject: str, text: str, html: str = "") -> None:
    """Hand one mail to the mail server. Tried again later when that does not answer; a second copy does no harm."""
    message = EmailMultiAlternatives(subject, text, settings.DEFAULT_FROM_EMAIL, [to])
    if html:
        message.attach_alternative(html, "text/html")
    message.send()


@job(attempts=8, backoff=30)
def mail_invitation(*, invitation_id: int, round: int) -> None:
    """Send the link of an invitation that is still open, unless a newer one was sent meanwhile."""

    invitation = Invitation.objects.select_related("invited_by", "company").filter(pk=invitation_id).first()
    if invitation is None or not invitation.is_open or invitation.round != round:
        return
    path = reverse("accounts:accept_invitation", args=[invitation_secret(invitation)])
    context = {
        "invitation": invitation,
        "inviter": invitation.invited_by,
        "site": SiteSettings.current(),
        "url": f"{settings.SITE_URL}{path}",
    }
    with translation.override(invitation.language):
        deliver.func(
            to=invitation.email,
            subject=" ".join(render_to_string("email/accounts/invitation_subject.txt", context).split()),
            text=render_to_string("email/accounts/invitation.txt", context),
            html=render_to_string("email/accounts/invitation.html", context),
        )


@scheduled(cron="20 4 * * *", name="accounts.forget_unproven_sign_ups")
def forget_unproven_sign_ups() -> int:
    """Delete accounts whose address nobody proved within a week, so that addresses and handles are free again."""
    from .actions.addresses import unproven_sign_ups  # noqa: PLC0415 - actions enqueue jobs

    stale = unproven_sign_ups().filter(date_joined__lt=now() - UNPROVEN_FOR)
    gone = 0
    for person in stale[:1000]:
        person.delete()
        gone += 1
    return gone
