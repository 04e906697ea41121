"""Who gives kudos, and to whom: nobody is thanked behind their back, or by themselves."""

from __future__ import annotations

from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from feeds.policies import places_to_post
from intranet.accounts.models import User
from intranet.accounts.people_named import unknown
from intranet.core.decisions import YES, Decision, no
from intranet.spaces.audiences import Viewer, people_in
from intranet.spaces.models import Space

MOST = 20


def can_give_kudos(person: Viewer) -> Decision:
    """Where one may is the rule of all posts; this is whether one may at all."""
    if not person.is_authenticated:
        return no(_("Sign in to write."))
    return YES if person.is_staff_member else no(_("Kudos are given by staff. You can thank people in a post."))


def check_receivers(giver: User, people: Sequence[User], audience: str, space: Space | None) -> None:
    """ValidationError under ``to`` when there is nobody, too many, oneself, somebody who has left or is not known to
    the giver, or somebody who could not read it; then it says where all of them could."""
    if not people:
        raise ValidationError({"to": _("Say whom you thank.")})
    if len(people) > MOST:
        raise ValidationError({"to": _("At most %(most)d people at once.") % {"most": MOST}})
    if giver in people:
        raise ValidationError({"to": _("Kudos are for others; you cannot give them to yourself.")})
    numbers = [person.pk for person in people]
    readers = people_in(audience).filter(pk__in=numbers)
    known = User.objects.visible_to(giver).active().filter(pk__in=numbers)
    met = set(known.values_list("pk", flat=True))
    reading = set(readers.values_list("pk", flat=True))
    if strangers := [person for person in people if person.pk not in met and person.pk not in reading]:
        raise ValidationError({"to": unknown(f"@{person.handle}" for person in strangers)})
    if left_out := [person for person in people if person.pk not in reading]:
        raise ValidationError({"to": _cannot_read(giver, left_out, people)}, code="left_out")


def _cannot_read(giver: User, left_out: Sequence[User], people: Sequence[User]) -> str:
    names = ", ".join(person.name for person in left_out)
    said = ngettext(
        "%(names)s cannot read what is written there.",
        "%(names)s cannot read what is written there.",
        len(left_out),
    ) % {"names": names}
    wider = [place.label for place in places_to_post(giver) if all_read(place.audience, people)]
    if not wider:
        return said
    return said + " " + _("Everybody you thank can read: %(places)s.") % {"places": ", ".join(wider)}


def all_read(audience: str, people: Sequence[User]) -> bool:
    return people_in(audience).filter(pk__in=[person.pk for person in people]).count() == len(people)


def can_keep_values(person: Viewer) -> Decision:
    return YES if person.is_authenticated and person.is_admin else no(_("Only admins decide what the house values."))
