"""Asking to join, inviting, and the answers to both."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.timezone import now
from django.utils.translation import gettext as _

from intranet.accounts.models import User
from intranet.activity.ledger import record
from intranet.core.decisions import no, require
from intranet.realtime.units import action
from intranet.spaces import hooks, policies
from intranet.spaces.models import JoinRequest, Space

from .doors import Role, enter


@action
def ask_to_join(space: Space, *, by: User, message: str = "") -> JoinRequest:
    """Ask the owners of a closed space. Asking twice is one request; after a refusal or two, asking has to wait."""
    require(policies.can_ask_to_join(by, space))
    if policies.membership_of(by, space):
        raise ValidationError(_("You are a member already."), code="member")
    require(policies.can_ask_again(by, space))
    request, is_new = _open_request(space, by, JoinRequest.Sort.REQUEST, made_by=by, message=message)
    if is_new:
        hooks.asking_changed(space, [by.pk], by)
        record("spaces.space.asked", by=by, on=space, audience=space.audience, request=request.pk, message=message)
    return request


@action
def withdraw_request(request: JoinRequest, *, by: User) -> bool:
    if request.person_id != by.pk:
        require(no(_("Only the person who asked can withdraw the request.")))
    return _decide(request, JoinRequest.State.WITHDRAWN, by=by)


@action
def decide_request(request: JoinRequest, *, by: User, accept: bool, answer: str = "") -> bool:
    """Let somebody in, or not, with a word back. False when it was decided before: the first decision stands."""
    require(policies.can_keep_order(by, request.space))
    if request.sort != JoinRequest.Sort.REQUEST:
        require(no(_("An invitation is answered by the person invited.")))
    if accept:
        require(policies.can_let_in(by, request.space))
        require(policies.can_belong(request.person, request.space))
    answer = " ".join(answer.split())[:500]
    if not _decide(request, JoinRequest.State.ACCEPTED if accept else JoinRequest.State.DECLINED, by=by, answer=answer):
        return False
    if accept:
        enter(request.space, request.person, Role.MEMBER)
    verb = "spaces.space.accepted" if accept else "spaces.space.declined"
    record(verb, by=by, on=request.space, person=request.person_id, message=answer)
    return True


@action
def invite_to_space(space: Space, *, by: User, person: User, message: str = "") -> JoinRequest:
    """Invite somebody into a space. Customers are only ever invited into community spaces."""
    require(policies.can_let_in(by, space))
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
        enter(request.space, by, Role.MEMBER)
        record("spaces.space.joined", by=by, on=request.space, audience=request.space.audience)
    return True


def _open_request(space: Space, person: User, sort: str, *, made_by: User, message: str) -> tuple[JoinRequest, bool]:
    with transaction.atomic():
        return JoinRequest.objects.get_or_create(
            space=space,
            person=person,
            state=JoinRequest.State.OPEN,
            defaults={"sort": sort, "made_by": made_by, "message": message[:500]},
        )


def _decide(request: JoinRequest, state: str, *, by: User, answer: str = "") -> bool:
    """One UPDATE decides, so of two people who decide at once the second changes nothing."""
    changed = JoinRequest.objects.filter(pk=request.pk, state=JoinRequest.State.OPEN).update(
        state=state, decided_by=by, decided_at=now(), answer=answer
    )
    request.refresh_from_db()
    if changed:
        hooks.asking_changed(request.space, [request.person_id], by)
    return bool(changed)
