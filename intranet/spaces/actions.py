"""Everything that changes a space or who belongs to it."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.timezone import now
from django.utils.translation import gettext as _

from intranet.accounts.models import User
from intranet.activity.ledger import record
from intranet.core.decisions import no, require
from intranet.core.markup import render
from intranet.core.text import slug_for
from intranet.realtime.publish import revoke
from intranet.realtime.units import action

from . import policies
from .audiences import forget
from .models import JoinRequest, Membership, Space
from .parts import known_parts

Role = Membership.Role
# Addresses under /spaces/ that are pages of their own.
RESERVED = {"new", "requests", "invitations"}
CHANGEABLE = {"name", "purpose", "about", "visibility", "department", "parts"}


@action
def create_space(
    *,
    by: User,
    name: str,
    purpose: str = "",
    about: str = "",
    visibility: str = Space.Visibility.OPEN,
    department: Any = None,
    parts: list[str] | None = None,
) -> Space:
    """Open a space; whoever opens it owns it."""
    require(policies.can_create_space(by))
    space = Space(
        purpose=purpose,
        visibility=visibility,
        department=department,
        created_by=by,
        parts=known_parts() if parts is None else parts,
    )
    _name(space, name)
    _describe(space, about)
    space.slug = slug_for(
        space.name, taken=lambda slug: slug in RESERVED or Space.objects.filter(slug=slug).exists(), fallback="space"
    )
    space.full_clean(exclude=["parts"])
    space.save()
    _add(space, by, Role.OWNER)
    if space.is_community:
        revoke(everyone=True)
    record("spaces.space.created", by=by, on=space, audience=space.audience, visibility=space.visibility)
    return space


@action
def change_space(space: Space, *, by: User, **changes: Any) -> Space:
    """Change settings. A change of visibility is one row, and open sockets are asked again."""
    require(policies.can_manage(by, space))
    unknown = set(changes) - CHANGEABLE
    if unknown:
        raise TypeError(f"change_space() cannot change {', '.join(sorted(unknown))}")
    before = {name: str(getattr(space, name)) for name in changes}
    visibility_before = space.visibility
    if changes.get("visibility", visibility_before) != visibility_before:
        require(policies.can_change_readers(by, space))
    if "name" in changes:
        _name(space, changes.pop("name"))
    if "about" in changes:
        _describe(space, changes.pop("about"))
    for name, value in changes.items():
        setattr(space, name, value)
    space.full_clean(exclude=["parts"])
    space.save()
    if space.visibility != visibility_before:
        forget(by)
        revoke(everyone=True)
    after = {name: str(getattr(space, name)) for name in before}
    if before != after:
        record("spaces.space.changed", by=by, on=space, streams=[space.audience], before=before, after=after)
    return space


@action
def archive_space(space: Space, *, by: User, archived: bool = True) -> bool:
    """Make a space read-only and take it out of the lists (or bring it back). False when it was so already."""
    require(policies.can_manage(by, space))
    if space.is_archived == archived:
        return False
    space.archived_at = now() if archived else None
    space.save(update_fields=["archived_at"])
    record(f"spaces.space.{'archived' if archived else 'unarchived'}", by=by, on=space, streams=[space.audience])
    return True


@action
def join_space(space: Space, *, by: User) -> bool:
    """Become a member of a space that takes everybody. False when one already."""
    require(policies.can_join(by, space))
    if not _add(space, by, Role.MEMBER):
        return False
    _settle(space, by, JoinRequest.State.ACCEPTED, by=by)
    record("spaces.space.joined", by=by, on=space, audience=space.audience)
    return True


@action
def leave_space(space: Space, *, by: User) -> bool:
    """Stop being a member. The last owner has to name another first."""
    membership = policies.membership_of(by, space)
    if membership is None:
        return False
    _keep_an_owner(space, membership)
    _remove(membership)
    record("spaces.space.left", by=by, on=space, audience=space.audience)
    return True


@action
def ask_to_join(space: Space, *, by: User, message: str = "") -> JoinRequest:
    """Ask the owners of a closed space. Asking twice is one request."""
    require(policies.can_ask_to_join(by, space))
    if policies.membership_of(by, space):
        raise ValidationError(_("You are a member already."), code="member")
    request, is_new = _open_request(space, by, JoinRequest.Sort.REQUEST, made_by=by, message=message)
    if is_new:
        record("spaces.space.asked", by=by, on=space, audience=space.audience, request=request.pk, message=message)
    return request


@action
def withdraw_request(request: JoinRequest, *, by: User) -> bool:
    if request.person_id != by.pk:
        require(no(_("Only the person who asked can withdraw the request.")))
    return _decide(request, JoinRequest.State.WITHDRAWN, by=by)


@action
def decide_request(request: JoinRequest, *, by: User, accept: bool) -> bool:
    """Let somebody in, or not. False when it was decided before: the first decision stands."""
    require(policies.can_keep_order(by, request.space))
    if request.sort != JoinRequest.Sort.REQUEST:
        require(no(_("An invitation is answered by the person invited.")))
    if not _decide(request, JoinRequest.State.ACCEPTED if accept else JoinRequest.State.DECLINED, by=by):
        return False
    if accept:
        _add(request.space, request.person, Role.MEMBER)
    verb = "spaces.space.accepted" if accept else "spaces.space.declined"
    record(verb, by=by, on=request.space, person=request.person_id)
    return True


@action
def invite_to_space(space: Space, *, by: User, person: User, message: str = "") -> JoinRequest:
    """Invite somebody into a space. Customers are only ever invited into community spaces."""
    require(policies.can_keep_order(by, space))
    require(policies.can_belong(person, space))
    if policies.membership_of(person, space):
        raise ValidationError(_("%(name)s is a member already.") % {"name": person.name}, code="member")
    request, is_new = _open_request(space, person, JoinRequest.Sort.INVITATION, made_by=by, message=message)
    if is_new:
        record("spaces.space.invited", by=by, on=space, person=person.pk, request=request.pk, message=message)
    return request


@action
def answer_invitation(request: JoinRequest, *, by: User, accept: bool) -> bool:
    if request.person_id != by.pk or request.sort != JoinRequest.Sort.INVITATION:
        require(no(_("This invitation is for somebody else.")))
    if not _decide(request, JoinRequest.State.ACCEPTED if accept else JoinRequest.State.DECLINED, by=by):
        return False
    if accept:
        _add(request.space, by, Role.MEMBER)
        record("spaces.space.joined", by=by, on=request.space, audience=request.space.audience)
    return True


@action
def add_member(space: Space, *, by: User, person: User, role: str = Role.MEMBER) -> bool:
    """Make somebody a member without asking: owners may, so may the rules that fill a space."""
    require(policies.can_manage(by, space))
    require(policies.can_belong(person, space))
    if not _add(space, person, role):
        return False
    _settle(space, person, JoinRequest.State.ACCEPTED, by=by)
    record("spaces.space.added", by=by, on=space, person=person.pk, role=role)
    return True


@action
def remove_member(space: Space, *, by: User, person: User, reason: str = "") -> bool:
    """End somebody's membership. Their sockets lose the space within two seconds."""
    require(policies.can_keep_order(by, space))
    membership = policies.membership_of(person, space)
    if membership is None:
        return False
    if membership.role == Role.OWNER:
        require(policies.can_manage(by, space))
    _keep_an_owner(space, membership)
    _remove(membership)
    record("spaces.space.removed", by=by, on=space, person=person.pk, reason=reason)
    return True


@action
def change_role(space: Space, *, by: User, person: User, role: str) -> bool:
    require(policies.can_manage(by, space))
    if role not in Role.values:
        raise ValidationError(_("There is no such role."), code="role")
    membership = policies.membership_of(person, space)
    if membership is None:
        raise ValidationError(_("%(name)s is not a member.") % {"name": person.name}, code="not_member")
    if membership.role == role:
        return False
    if person.is_customer and role == Role.OWNER:
        raise ValidationError(_("A customer cannot own a space."), code="role")
    if role != Role.OWNER:
        _keep_an_owner(space, membership)
    before, membership.role = membership.role, role
    membership.save(update_fields=["role"])
    forget(person)
    revoke(people=[person.pk])
    record("spaces.space.role_changed", by=by, on=space, person=person.pk, before=before, after=role)
    return True


@action
def mark_seen(space: Space, *, by: User, until: Any) -> bool:
    """Remember how far this person has read the space's feed; the mark never moves back."""
    mine = Membership.objects.filter(space=space, person=by)
    return bool(mine.exclude(seen_until__gte=until).update(seen_until=until))


# --- Pieces -----------------------------------------------------------------------------------------------------------


def _name(space: Space, name: str) -> None:
    space.name = " ".join(name.split())


def _describe(space: Space, about: str) -> None:
    space.about = about
    space.about_html = render(about, people=lambda _handles: {}).html


def _add(space: Space, person: User, role: str) -> bool:
    try:
        with transaction.atomic():
            Membership.objects.create(space=space, person=person, role=role)
    except IntegrityError:
        return False
    Space.objects.filter(pk=space.pk).update(members_count=F("members_count") + 1)
    forget(person)
    revoke(people=[person.pk])
    return True


def _remove(membership: Membership) -> None:
    if Membership.objects.filter(pk=membership.pk).delete()[0]:
        Space.objects.filter(pk=membership.space_id).update(members_count=F("members_count") - 1)
    forget(membership.person)
    revoke(people=[membership.person_id])


def _keep_an_owner(space: Space, leaving: Membership) -> None:
    if leaving.role != Role.OWNER:
        return
    others = Membership.objects.filter(space=space, role=Role.OWNER).exclude(pk=leaving.pk)
    if not others.select_for_update().exists():
        raise ValidationError(_("A space needs an owner: name another one first."), code="last_owner")


def _open_request(space: Space, person: User, sort: str, *, made_by: User, message: str) -> tuple[JoinRequest, bool]:
    with transaction.atomic():
        return JoinRequest.objects.get_or_create(
            space=space,
            person=person,
            state=JoinRequest.State.OPEN,
            defaults={"sort": sort, "made_by": made_by, "message": message[:500]},
        )


def _decide(request: JoinRequest, state: str, *, by: User) -> bool:
    """One UPDATE decides, so of two people who decide at once the second changes nothing."""
    changed = JoinRequest.objects.filter(pk=request.pk, state=JoinRequest.State.OPEN).update(
        state=state, decided_by=by, decided_at=now()
    )
    request.refresh_from_db()
    return bool(changed)


def _settle(space: Space, person: User, state: str, *, by: User) -> None:
    """A membership that came about otherwise answers whatever was still open."""
    JoinRequest.objects.filter(space=space, person=person, state=JoinRequest.State.OPEN).update(
        state=state, decided_by=by, decided_at=now()
    )
