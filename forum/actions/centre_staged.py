"""People who write to us and never sign in, and what happens when they do."""

from __future__ import annotations

from uuid import uuid4

from allauth.account.models import EmailAddress
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db.models import Q
from django.utils.timezone import now
from django.utils.translation import gettext as _

from forum.models import Enquiry, StagedAccount
from intranet.accounts.models import Company, User, normal_email
from intranet.activity.ledger import record
from intranet.content.models import Attachment, Entry, Revision
from intranet.core.models import SiteSettings
from intranet.realtime.units import action, step
from intranet.spaces.audiences import forget


@step
def staged_account(email: str, *, name: str = "", language: str = "") -> User:
    """Whoever writes from this address without an account here: the same person each time, until it is claimed.

    Nobody can sign in as them, and they are in no list, named by nobody and written no digest: they are a customer who
    is nobody yet (``is_system``). The address is kept beside the account, so that who signs up with it finds it free.
    """
    email = normal_email(email)
    try:
        validate_email(email)
    except ValidationError as error:
        raise ValidationError({"email": _("Give an address at which we can answer.")}, code="email") from error
    known = StagedAccount.objects.filter(email=email, claimed_at=None).select_related("person").first()
    if known is not None:
        return known.person
    called = " ".join(name.replace("\x00", "").split())[:80] or email.partition("@")[0][:80]
    person = User.objects.create_user(
        f"{uuid4().hex}@staged.invalid",
        name=called,
        handle=f"staged-{uuid4().hex[:12]}",
        kind=User.Kind.CUSTOMER,
        is_system=True,
        show_presence=False,
        language=language or SiteSettings.current().default_language,
    )
    StagedAccount.objects.create(person=person, email=email)
    return person


@action
def claim_staged(person: User, email: str) -> int:
    """What was written from an address before it was proved becomes that person's: their threads, their words, their
    files. Returns the number of threads. It must not mind being called for nothing, nor twice."""
    email = normal_email(email)
    if person.is_system or not person.is_active or not person.is_customer:
        return 0
    staged = StagedAccount.objects.select_for_update().filter(email=email, claimed_at=None).first()
    if staged is None:
        return 0
    was = staged.person
    staged.claimed_at, staged.claimed_by = now(), person
    staged.save(update_fields=["claimed_at", "claimed_by"])
    threads = list(Enquiry.objects.filter(customer=was).order_by("pk"))
    Entry.objects.filter(author=was).update(author=person)
    Attachment.objects.filter(uploader=was).update(uploader=person)
    Revision.objects.filter(editor=was).update(editor=person)
    from .centre import hold_enquiry, put_into_area  # noqa: PLC0415 - opening an enquiry makes staged accounts

    for enquiry in threads:
        hold_enquiry(enquiry)
        enquiry.customer = person
        if enquiry.last_said_by_id == was.pk:
            enquiry.last_said_by = person
        enquiry.save(update_fields=["customer", "last_said_by"])
        put_into_area(enquiry)
        record("forum.enquiry.claimed", by=person, on=enquiry, streams=[enquiry.key], frame={"entry": enquiry.pk})
    forget(person)
    return len(threads)


@step
def move_enquiries(gone: Company, into: Company, *, by: User) -> int:
    """Two companies became one: what the first has written is for whom the second's is. Answers how many threads."""
    from .centre import hold_enquiry, put_into_area  # noqa: PLC0415 - as above

    threads = list(Enquiry.objects.filter(company=gone).order_by("pk"))
    for enquiry in threads:
        hold_enquiry(enquiry)
        enquiry.company = into
        enquiry.save(update_fields=["company"])
        put_into_area(enquiry)
        record("forum.enquiry.merged", by=by, on=enquiry, audience=enquiry.area.side, before=gone.pk)
    return len(threads)


def waiting_to_be_claimed(person: User) -> list[StagedAccount]:
    """Staged accounts of addresses that this person has proved."""
    if not person.is_customer or person.is_system:
        return []
    proven = EmailAddress.objects.filter(user=person, verified=True).values_list("email", flat=True)
    wanted = Q(pk__in=[])
    for address in proven:
        wanted |= Q(email=normal_email(address))
    return list(StagedAccount.objects.filter(wanted, claimed_at=None))


@action
def note_trouble(staged: StagedAccount, said: str) -> None:
    """Mail to this address comes back: nothing more is sent, and the team reads why."""
    StagedAccount.objects.filter(pk=staged.pk).update(trouble=said[:300])
