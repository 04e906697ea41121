"""The spaces of which somebody is the only owner, and who owns them next."""

from __future__ import annotations

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from intranet.accounts.handover import Held, Holding, register
from intranet.accounts.models import User

from . import actions, policies
from .models import Membership, Space

OWNER = Membership.Role.OWNER


def sole_spaces(person: User) -> list[Space]:
    """Where nobody else whose account is open is an owner."""
    others = Membership.objects.filter(
        space=OuterRef("pk"), role=OWNER, person__in=User.objects.active().exclude(pk=person.pk)
    )
    mine = Space.objects.filter(memberships__person=person, memberships__role=OWNER)
    return list(mine.filter(~Exists(others)).order_by("name"))


def _find(person: User) -> Iterable[Held]:
    for space in sole_spaces(person):
        if space.visibility != Space.Visibility.SECRET:
            yield Held(space.key, space.name, url=space.get_absolute_url(), needs_successor=not space.is_archived)
            continue
        # Whoever closes the account may not know that it is there, so nobody is asked and no name is said.
        count = max(space.members_count - 1, 0)
        members = ngettext("%(count)d other member", "%(count)d other members", count) % {"count": count}
        label = _("A secret space, %(members)s") % {"members": members}
        note = _("Goes to whoever keeps order there, or has been in it longest.") if _heir(space, person) else ""
        yield Held(space.key, label, note=note or _("Nobody else can own it; it is archived."), automatic=True)


def _hand(held: Held, person: User, to: User | None, by: User) -> None:
    space = Space.objects.get(pk=int(held.key.removeprefix("space_")))
    heir = _heir(space, person) if held.automatic else to
    if heir is None:
        if not space.is_archived:
            actions.leave_ownerless(space, by=by)
        return
    if not heir.is_staff_member:
        raise ValidationError(_("Only staff own a space."))
    if heir.pk == by.pk and not policies.can_read_inside(by, space):
        raise ValidationError(_("You do not read what is said there, so you cannot give it to yourself."))
    actions.inherit_space(space, by=by, person=heir)


def _heir(space: Space, leaving: User) -> User | None:
    """Somebody of the house who is in it: whoever moderates it, then whoever has been there longest."""
    staff = User.objects.active().staff().exclude(pk=leaving.pk)
    others = Membership.objects.filter(space=space, person__in=staff).select_related("person")
    moderator = others.filter(role=Membership.Role.MODERATOR).order_by("joined_at", "pk").first()
    found = moderator or others.order_by("joined_at", "pk").first()
    return found.person if found else None


def register_holdings() -> None:
    register(Holding("spaces", gettext_lazy("Is the only owner of"), finds=_find, hand=_hand, order=10))
