"""Mail, and the broom."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db.models import Q
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.timezone import now

from intranet.core.letters import dress, letter, letter_of_words, one_line
from intranet.core.models import SiteSettings
from intranet.jobs import job, scheduled

from . import tombstones
from .keys import invitation_secret
from .models import DataCopy, Erasure, Invitation, PeopleImport, User

UNPROVEN_FOR = timedelta(days=7)
DONE_TABLES_FOR = timedelta(days=7)
COPY_TRIED_FOR = timedelta(days=1)


@job(attempts=8, backoff=30)
def deliver(*, to: str, subject: str, text: str, html: str = "") -> None:
    """Hand one mail to the mail server. Tried again later when that does not answer; a second copy does no harm."""
    message = EmailMultiAlternatives(subject, text, settings.DEFAULT_FROM_EMAIL, [to])
    if html:
        dress(message, html)
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
        subject = one_line(render_to_string("email/accounts/invitation_subject.txt", context))
        text, html = letter("accounts/invitation", context)
        deliver.func(to=invitation.email, subject=subject, text=text, html=html)


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


@job(attempts=8, backoff=30)
def mail_welcome(*, person: int, inviter: int) -> None:
    """Tell somebody who was put in by a table that there is an account, and how to get a password for it."""
    found = User.objects.active().filter(pk=person, last_login=None).first()
    by = User.objects.filter(pk=inviter).first()
    if found is None or by is None:
        return
    context = {
        "person": found,
        "inviter": by,
        "site": SiteSettings.current(),
        "url": f"{settings.SITE_URL}{reverse('account_reset_password')}",
    }
    with translation.override(found.language):
        subject = one_line(render_to_string("email/accounts/welcome_subject.txt", context))
        text = render_to_string("email/accounts/welcome.txt", context)
        deliver.func(to=found.email, subject=subject, text=text, html=letter_of_words(text, title=subject))


@job(attempts=4, backoff=20)
def import_people(*, table: int) -> None:
    """Work off a table portion by portion; each is a transaction of its own, so others get on and progress shows."""
    from .actions.importing import do_portion  # noqa: PLC0415 - actions enqueue jobs

    kept = PeopleImport.objects.select_related("by").filter(pk=table).first()
    while kept is not None and do_portion(kept, by=kept.by):
        kept.refresh_from_db()


@scheduled(cron="*/20 * * * *", name="accounts.forget_tables_of_people")
def forget_tables_of_people() -> int:
    """Tables that were not applied within their hour, and those done a week ago."""
    from .actions.importing import forget_imports  # noqa: PLC0415

    stale = PeopleImport.objects.filter(
        Q(state=PeopleImport.State.READY, expires_at__lt=now()) | Q(done_at__lt=now() - DONE_TABLES_FOR)
    )
    return forget_imports(list(stale[:50]), by=User.objects.system())


@job(attempts=8, backoff=30)
def end_access(*, person: int) -> None:
    """The day of an agency guest has come. An extension meanwhile is seen, and has a job of its own."""
    from .actions.agency import end_access as end  # noqa: PLC0415

    found = User.objects.filter(pk=person, kind=User.Kind.AGENCY).first()
    if found is not None:
        end(found, by=User.objects.system())


@scheduled(cron="*/10 * * * *", name="accounts.end_access")
def end_access_of_all() -> int:
    """Whoever a lost job has left open. They are out already: an account is closed as soon as it is read too late."""
    from .actions.agency import end_access as end  # noqa: PLC0415

    over = User.objects.filter(kind=User.Kind.AGENCY, deactivated_at=None, access_until__lte=now())
    return sum(end(person, by=User.objects.system()) for person in over[:200])


@job(attempts=3, backoff=60)
def make_data_copy(*, copy: int) -> None:
    """Build the file a person has asked for."""
    from .copying import make_copy  # noqa: PLC0415

    found = DataCopy.objects.select_related("person").filter(pk=copy).first()
    if found is not None:
        make_copy(found)


@job(attempts=4, backoff=600)
def erase_person(*, erasure: int) -> None:
    """Empty an account whose day has come: the texts portion by portion, then all the rest at once."""
    from .actions.own_data import erase, erase_some_texts  # noqa: PLC0415

    found = Erasure.objects.select_related("person").filter(pk=erasure).first()
    if found is None:
        return
    house = User.objects.system()
    while erase_some_texts(found, by=house):
        pass
    erase(found, by=house)


@scheduled(cron="35 4 * * *", name="accounts.own_data")
def look_after_own_data() -> None:
    """Delete the copies whose week is over, and begin again with an erasure whose job was lost or held up."""
    from .actions.own_data import forget_copy  # noqa: PLC0415

    house = User.objects.system()
    tombstones.write_list(tombstones.own_list())
    for copy in DataCopy.objects.filter(state=DataCopy.State.READY, expires_at__lte=now())[:500]:
        forget_copy(copy, by=house)
    DataCopy.objects.filter(state=DataCopy.State.WAITING, asked_at__lt=now() - COPY_TRIED_FOR).update(
        state=DataCopy.State.FAILED
    )
    for erasure in Erasure.objects.filter(state=Erasure.State.WAITING, due_at__lte=now())[:200]:
        erase_person.enqueue_once(key=f"erasure-{erasure.pk}", erasure=erasure.pk)
