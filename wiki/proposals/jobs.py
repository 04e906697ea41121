"""What follows some decisions when nobody has made another one for a while."""

from __future__ import annotations

from django.conf import settings
from django.core import signing
from django.urls import reverse
from django.utils import translation
from django.utils.timezone import now
from django.utils.translation import gettext as _

from intranet.accounts.jobs import deliver
from intranet.core.letters import letter_of_words, one_line
from intranet.jobs import job
from wiki.models import Hunk, Proposal

# What signs the address under which a guest sees what becomes of a proposal.
SALT = "wiki.proposals.guest"


@job(attempts=5, backoff=30)
def keep_and_tell(*, proposal: int) -> bool:
    """Make a version of what was accepted, and tell the proposer once of all of it."""
    from wiki.actions.reviewing import SITTING, keep_accepted, tell_proposer  # noqa: PLC0415 - they enqueue this job

    found = Proposal.objects.select_related("of_page__space", "of_page__author", "author").filter(pk=proposal).first()
    if found is None:
        return False
    last = found.hunks.exclude(decided_at=None).order_by("-decided_at").values_list("decided_at", flat=True).first()
    if last is None or last + SITTING > now():
        return False
    keep_accepted(found.of_page)
    return tell_proposer(found)


@job(attempts=8, backoff=30)
def tell_guest(*, proposal: int) -> bool:
    """Write once to who proposed it without an account, and then forget where to."""
    found = Proposal.objects.select_related("author").filter(pk=proposal).exclude(guest_email="").first()
    if found is None or found.is_open:
        return False
    accepted = found.hunks.filter(state=Hunk.State.ACCEPTED).count()
    address = f"{settings.SITE_URL}{reverse('wiki:proposal-of-guest', args=[signing.dumps(found.pk, salt=SALT)])}"
    with translation.override(found.language or settings.LANGUAGE_CODE):
        subject = one_line(_("What you proposed for “%(title)s”") % {"title": found.title})
        said = _("Your proposal has been taken up. Thank you.") if accepted else _("Your proposal was not taken up.")
        text = f"{said}\n\n{address}\n"
        deliver.func(to=found.guest_email, subject=subject, text=text, html=letter_of_words(text, title=subject))
    Proposal.objects.filter(pk=found.pk).update(guest_email="")
    return True
