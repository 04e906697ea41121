"""Who may report, and who may decide."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from intranet.content.kinds import kind_of
from intranet.content.models import Entry
from intranet.content.policies import can_moderate
from intranet.core.decisions import YES, Decision, no
from intranet.spaces.audiences import Viewer, spaces_moderated

from .models import Case, Flag, Sanction
from .sorts import find

if TYPE_CHECKING:
    from intranet.accounts.models import User


def can_flag(person: Viewer, entry: Entry) -> Decision:
    """Whoever may read a thing may report it, apart from its author."""
    if not person.is_authenticated or not person.is_active:
        return no(_("Sign in to report this."))
    if entry.author_id == person.pk:
        return no(_("This is yours: you can edit or delete it."))
    if not entry.is_published:
        return no(_("This is not published."))
    return YES


def can_decide(person: Viewer, entry: Entry) -> Decision:
    """Its moderators; and site moderators wherever somebody has reported it, whatever space it is in. Never the
    author."""
    decision = can_moderate(person, entry)
    if decision or not person.is_authenticated or not person.is_moderator or entry.author_id == person.pk:
        return decision
    if entry.withdrawn_by_id == person.pk or Flag.objects.filter(entry_id=entry.entry_id).exists():
        return YES
    if Case.objects.filter(entry_id=entry.entry_id, sort="appeal").exists():
        return YES
    return decision


def keeps_order(person: Viewer) -> bool:
    """Whether this person keeps order anywhere; no query once the audiences are known."""
    return bool(person.is_authenticated and (person.is_moderator or spaces_moderated(person)))


def can_open_queue(person: Viewer) -> Decision:
    """Site moderators, those who keep order in a space, and whom a case reaches besides."""
    if keeps_order(person):
        return YES
    if person.is_authenticated and person.is_active:
        from .reach import cases_for  # noqa: PLC0415 - it reads the sorts, whose rules are here

        if cases_for(person).exists():
            return YES
    return no(_("Only moderators work here."))


def can_decide_case(person: Viewer, case: Case) -> Decision:
    """Whom the case reaches, and whom its sort lets; never whom it is about, nor, of an appeal, who decided first."""
    from .reach import cases_for  # noqa: PLC0415 - it reads the sorts, whose rules are here

    if not person.is_authenticated or not person.is_active:
        return no(_("Sign in first."))
    if case.about_id == person.pk:
        return no(_("This is about you: somebody else decides about it."))
    if case.appeal_of is not None and case.appeal_of.decided_by_id == person.pk:
        return no(_("You decided this. An appeal goes to somebody else."))
    sort = find(case.sort)
    if sort is None or not cases_for(person).filter(pk=case.pk).exists():
        return no(_("This is not yours to decide."))
    return sort.may_decide(person, case)


def can_sanction(by: Viewer, person: User, sort: str) -> Decision:
    """Customers by moderators, staff and agency guests by admins; oneself and admins by nobody."""
    if not by.is_authenticated or not by.is_active or not by.is_moderator:
        return no(_("Only moderators do that."))
    if person.is_system:
        return no(_("This is the system’s own account."))
    if person.pk == by.pk:
        return no(_("Nobody decides about themselves."))
    if person.is_admin:
        return no(_("This is an admin. Take the role away first."))
    if not person.is_customer and not by.is_admin:
        return no(_("Only admins take measures against colleagues."))
    if sort == Sanction.Sort.BAN and not person.is_customer:
        return no(_("Customers are banned. The account of a colleague is closed."))
    if not person.is_active and not person.is_suspended:
        return no(_("This account is closed."))
    return YES


def can_lift(by: Viewer, sanction: Sanction) -> Decision:
    """Who could take the measure may end it."""
    if not by.is_authenticated or not by.is_active or not by.is_moderator:
        return no(_("Only moderators do that."))
    if sanction.person_id == by.pk:
        return no(_("Nobody decides about themselves."))
    if not sanction.person.is_customer and not by.is_admin:
        return no(_("Only admins take measures against colleagues."))
    return YES


def can_see_sanctions(by: Viewer, person: User) -> Decision:
    """Moderators those of customers, admins everybody's, and each the own."""
    if not by.is_authenticated or not by.is_active:
        return no(_("Only moderators read this."))
    if by.pk == person.pk or by.is_admin or (by.is_moderator and person.is_customer):
        return YES
    return no(_("Only moderators read this."))


def can_keep_house(by: Viewer) -> Decision:
    """Write the house rules, search the audit, purge: admins."""
    if by.is_authenticated and by.is_active and by.is_admin:
        return YES
    return no(_("Only admins do that."))


def can_keep_bars(by: Viewer) -> Decision:
    if by.is_authenticated and by.is_active and by.is_moderator:
        return YES
    return no(_("Only moderators do that."))


def can_purge(by: Viewer, entry: Entry) -> Decision:
    """Admins, what they could find if it stood; moderators of the site what they keep order over. Never one's own, and
    nothing that several people write together."""
    if not by.is_authenticated or not by.is_active or not by.is_moderator:
        return no(_("Only moderators do that."))
    if entry.author_id == by.pk:
        return no(_("This is yours: somebody else decides about it."))
    if kind_of(entry).shared:
        return no(_("Several people write this together. It has a history of its own, where texts are taken out."))
    if by.is_admin or can_decide(by, entry):
        return YES
    return no(_("Only its moderators do that."))
