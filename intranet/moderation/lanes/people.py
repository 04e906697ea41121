"""Who approves: those who keep the space, deputies while they are short of hands, admins when it has escalated."""

from __future__ import annotations

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.timezone import now
from django.utils.translation import gettext as _

from intranet.accounts.models import User
from intranet.content.coming import keeps_apart
from intranet.core.decisions import YES, Decision, no
from intranet.moderation import policies
from intranet.moderation.models import Case, Lane, Passing
from intranet.spaces.audiences import people_in, spaces_moderated
from intranet.spaces.models import Membership, Space

from .finding import authors_of

KEEPERS = (Membership.Role.OWNER, Membership.Role.MODERATOR)
TO_OWNERS, TO_ADMINS = 1, 2


def may_approve(person: User, case: Case) -> Decision:
    """Never the author: four eyes. Asked after the rule of the queue."""
    if case.entry is None:
        return no(_("This is not there any more."))
    if person.pk in authors_of(case):
        return no(_("This is yours: somebody else approves it."))
    # A text of a page is not its beginner's: who keeps the space decides about those of others.
    if keeps_apart(case.entry) and case.entry.space_id in spaces_moderated(person):
        return YES
    if policies.can_decide(person, case.entry) or standing_in(person).filter(case=case.pk).exists():
        return YES
    return no(_("Only those who keep this space approve it, and their deputies."))


def standing_in(person: User) -> QuerySet[Passing]:
    """What this person approves without keeping the space: as a deputy who reads it, while one of those who keep it is
    away, they are fewer than it takes, or the time is up; and as an admin what has come to the admins."""
    moment = now()
    keepers = Membership.objects.filter(space=OuterRef("lane__space"), role__in=KEEPERS, person__is_active=True)
    keepers = keepers.exclude(person=Coalesce(OuterRef("case__about"), 0)).order_by()
    away = keepers.filter(person__absence__begins_at__lte=moment, person__absence__ends_at__gt=moment)
    number = Subquery(keepers.values("space").annotate(n=Count("pk")).values("n"))
    short = Q(Exists(away)) | Q(escalated__gte=TO_OWNERS) | Q(hands__lt=F("needed"))
    deputises = Exists(Lane.deputies.through.objects.filter(lane=OuterRef("lane"), user=person.pk))
    reads = Q(Exists(Membership.objects.filter(space=OuterRef("lane__space"), person=person.pk)))
    if person.is_staff_member:
        open_to_all = (Space.Visibility.COMMUNITY, Space.Visibility.OPEN)
        reads |= Q(lane__space__visibility__in=open_to_all)
    own = Q(deputises) & reads & short
    if person.is_admin:
        own |= Q(escalated__gte=TO_ADMINS)
    return Passing.objects.annotate(hands=Coalesce(number, 0)).filter(own)


def also_reaches(person: User) -> Q:
    return Q(Exists(standing_in(person).filter(case=OuterRef("pk"))))


def owners_of(space: Space) -> list[int]:
    owners = Membership.objects.filter(space=space, role=Membership.Role.OWNER, person__is_active=True)
    return list(owners.values_list("person_id", flat=True))


def approvers_of(case: Case) -> list[User]:
    """Whom it waits for now: told when it comes."""
    if case.space is None:
        return []
    keepers = Membership.objects.filter(space=case.space, role__in=KEEPERS)
    deputies = Lane.deputies.through.objects.filter(lane__passings=case.pk)
    wanted = Q(pk__in=keepers.values("person")) | Q(pk__in=deputies.values("user"))
    found = people_in(case.space.audience).filter(wanted).exclude(pk=case.about_id or 0)
    return [person for person in found if policies.can_decide_case(person, case)]
