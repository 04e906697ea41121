"""Saying who answers for a page, that it is true, and whether it was of use."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _

from intranet.accounts.models import User, normal_email
from intranet.activity.ledger import record
from intranet.content.actions.writing import hold
from intranet.core.decisions import require
from intranet.core.months import months_after
from intranet.realtime.units import action
from intranet.spaces.audiences import Viewer
from intranet.spaces.models import Space
from wiki.models import Opinion, Page

from . import policies

LONGEST_ROUND = 60


@action
def set_owner(
    page: Page, *, by: User, owner: User | None = None, team: Space | None = None, months: int | None = None
) -> Page:
    """Say who answers for a page, a person or a team or nobody, and every how many months somebody looks whether it is
    still true. ValidationError for an owner who cannot read it."""
    hold(page)
    page.refresh_from_db(fields=["owner", "owner_team", "review_months", "review_due", "verified_at"])
    require(policies.can_set_owner(by, page))
    if owner is not None and team is not None:
        raise ValidationError(_("One person, or one team: where two answer for a page, none does."), code="owner")
    if owner is not None and not _reads(owner, page):
        raise ValidationError(
            _("%(name)s cannot read this page, or does not work here.") % {"name": owner.name}, code="owner"
        )
    if months is not None and not 1 <= months <= LONGEST_ROUND:
        raise ValidationError(_("Between 1 and %(most)s months.") % {"most": LONGEST_ROUND}, code="months")
    told = owner if owner is not None and owner.pk not in (page.owner_id, by.pk) else None
    page.owner, page.owner_team, page.review_months = owner, team, months
    page.review_due = _due(page)
    page.reminded_on = None
    page.save(update_fields=["owner", "owner_team", "review_months", "review_due", "reminded_on"])
    record("wiki.page.entrusted", by=by, on=page, person=told.pk if told else None)
    return page


def _reads(person: User, page: Page) -> bool:
    return person.is_active and person.is_staff_member and Page.objects.visible_to(person).filter(pk=page.pk).exists()


def _due(page: Page) -> date | None:
    if page.review_months is None:
        return None
    return months_after(localdate(page.verified_at) if page.verified_at else localdate(), page.review_months)


@action
def verify_page(page: Page, *, by: User) -> Page:
    """Say that what readers see of it is true today. It is due again after its months."""
    hold(page)
    page.refresh_from_db(fields=["review_months", "published_number", "owner", "owner_team"])
    require(policies.can_verify(by, page))
    page.verified_at, page.verified_by, page.verified_number = now(), by, page.published_number
    page.review_due = _due(page)
    page.reminded_on = None
    page.save(update_fields=["verified_at", "verified_by", "verified_number", "review_due", "reminded_on"])
    record("wiki.page.verified", by=by, on=page, streams=[page.root_key], frame={"entry": page.pk})
    return page


@action
def say_helpful(
    page: Page, *, by: Viewer, was_helpful: bool, words: str = "", guest: str = "", email: str = "", language: str = ""
) -> Opinion:
    """Say whether a page was of use, once; saying it again changes what one said. ``guest`` stands for who has no
    account. Words are told to those who answer for the page, and to nobody else. A guest may leave an ``email``, to
    which is written once, when a release says that the page was changed; it is read by nobody."""
    require(policies.can_say_helpful(by, page))
    words = words.replace("\x00", "").strip()
    if len(words) > 2000:
        raise ValidationError(_("That is too long: 2000 characters at most."), code="words")
    person = by if isinstance(by, User) else None
    if person is None and not guest:
        raise ValidationError(_("This could not be counted. Allow cookies and try again."), code="guest")
    said = {"was_helpful": was_helpful, "number": page.published_number, "given_at": now()}
    if words:
        said |= {"words": words, "settled_at": None, "settled_by": None}
        if person is None:
            said |= {"email": normal_email(email) if email else "", "language": language}
    key = {"person": person} if person else {"person": None, "guest": guest}
    opinion, _is_new = Opinion.objects.update_or_create(page=page, **key, defaults=said)
    if words:
        # In nobody's name: what is said in private is not in the ledger of what people did.
        record("wiki.page.opinion", by=None, on=page, opinion=opinion.pk)
    return opinion


@action
def settle_opinion(opinion: Opinion, *, by: User) -> Opinion:
    """What was asked for is done, or will not be."""
    require(policies.can_settle(by, opinion))
    opinion.settled_at, opinion.settled_by = now(), by
    opinion.save(update_fields=["settled_at", "settled_by"])
    return opinion


@action
def entrust_to(page: Page, *, by: User, person: User | None) -> Page:
    """Whoever answered for it leaves: somebody else does from now on, or nobody. For ``accounts.handover``."""
    hold(page)
    if person is not None and not _reads(person, page):
        raise ValidationError(_("%(name)s cannot read this page, or does not work here.") % {"name": person.name})
    page.owner = person
    page.save(update_fields=["owner"])
    record("wiki.page.entrusted", by=by, on=page, person=person.pk if person else None)
    return page


@action
def remind_of_review(page: Page) -> None:
    """Tell those who answer for it that a page is due."""
    page.reminded_on = localdate()
    page.save(update_fields=["reminded_on"])
    record("wiki.page.review_due", by=None, on=page)
