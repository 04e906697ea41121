"""Letters to those who can no longer read an inbox."""

from __future__ import annotations

from django.conf import settings
from django.core import signing
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation

from intranet.accounts.jobs import deliver
from intranet.core.letters import one_line
from intranet.core.models import SiteSettings
from intranet.jobs import job

from .models import Sanction

SALT = "moderation.appeal"


def appeal_key(case: int, person: int) -> str:
    """Opens one's own decision, and nothing else, to who cannot sign in."""
    return signing.dumps([case, person], salt=SALT)


def read_key(key: str) -> tuple[int, int] | None:
    try:
        case, person = signing.loads(key, salt=SALT)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    return int(case), int(person)


@job(attempts=8, backoff=30)
def mail_sanction(*, sanction: int, case: int) -> None:
    """Tell somebody who is shut out why, until when, and how to appeal."""
    found = Sanction.objects.select_related("person", "cited").filter(pk=sanction, lifted_at=None).first()
    if found is None:
        return
    path = reverse("moderation:decision-by-key", args=[appeal_key(case, found.person_id)])
    context = {
        "sanction": found,
        "person": found.person,
        "site": SiteSettings.current(),
        "url": f"{settings.SITE_URL}{path}",
    }
    with translation.override(found.person.language), timezone.override(found.person.time_zone):
        subject = one_line(render_to_string("email/moderation/sanction_subject.txt", context))
        text = render_to_string("email/moderation/sanction.txt", context)
        deliver.func(to=found.person.email, subject=subject, text=text)
