"""Who is in a space and as what, whom it has invited, and what has been invited to."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal

from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from ninja import Query, Router, Schema, Status
from pydantic import Field

from intranet.accounts.models import User
from intranet.core.decisions import require
from intranet.core.http import SignedIn, get_visible
from intranet.core.throttle import allow, requester
from intranet.spaces import actions, policies
from intranet.spaces.members import ORDER, invitations_for, members_of
from intranet.spaces.models import JoinRequest, Membership, Space

from .pages import PageOf, Paging, page_of
from .schemas import PersonOut, person_out

router = Router(tags=["spaces"])


class SpaceMemberOut(Schema):
    person: PersonOut
    role: str = Field(description="`owner`, `moderator` or `member`.")
    joined_at: datetime


class SpaceRoleIn(Schema):
    role: Membership.Role


class SpaceInviteIn(Schema):
    person: str = Field(max_length=80, description="A handle.")
    message: str = Field("", max_length=500)


class SpaceInvitationOut(Schema):
    id: int
    space_id: int
    space: str = Field(description="Its name; a secret space shows itself to whom it invites.")
    invited_by: str | None = Field(description="A handle.")
    message: str
    created_at: datetime


class JoinAnswerIn(Schema):
    accept: bool


class AwayIn(Schema):
    what: Literal["welcome", "checklist"]


@router.get("/spaces/{int:space_id}/members", response=PageOf[SpaceMemberOut], summary="Who is in a space")
def members(request: SignedIn, space_id: int, paging: Query[Paging], q: str = "") -> dict[str, Any]:
    space = get_visible(Space, request.user, pk=space_id)
    require(policies.can_read_inside(request.user, space))
    return page_of(members_of(space, request.user, matching=q), paging, _member_out, by=ORDER)


@router.put("/spaces/{int:space_id}/members/{handle}", response={204: None}, summary="Change a member's role")
def change_member(request: SignedIn, space_id: int, handle: str, new: SpaceRoleIn) -> Any:
    space, person = _about(request, space_id, handle)
    actions.change_role(space, by=request.user, person=person, role=new.role)
    return Status(204, None)


@router.delete("/spaces/{int:space_id}/members/{handle}", response={204: None}, summary="End somebody's membership")
def remove_member(request: SignedIn, space_id: int, handle: str) -> Any:
    space, person = _about(request, space_id, handle)
    actions.remove_member(space, by=request.user, person=person)
    return Status(204, None)


@router.post(
    "/spaces/{int:space_id}/invitations", response={201: SpaceInvitationOut}, summary="Invite somebody into a space"
)
def invite_into_space(request: SignedIn, space_id: int, new: SpaceInviteIn) -> Any:
    """Whoever is invited already stays invited: twice is once."""
    space = get_visible(Space, request.user, pk=space_id)
    require(policies.can_let_in(request.user, space))
    require(allow(f"membership:{requester(request)}", limit=60, per_seconds=60))
    handle = new.person.strip().lstrip("@").lower()
    person = User.objects.visible_to(request.user).active().filter(handle=handle).first()
    if person is None:
        raise ValidationError(_("Nobody has that handle."))
    return Status(
        201, _invitation_out(actions.invite_to_space(space, by=request.user, person=person, message=new.message))
    )


@router.get("/me/invitations", response=PageOf[SpaceInvitationOut], summary="The spaces I am invited to")
def own_invitations(request: SignedIn, paging: Query[Paging]) -> dict[str, Any]:
    return page_of(invitations_for(request.user), paging, _invitation_out, by=("-pk",))


@router.put("/me/invitations/{int:request_id}", response={204: None}, summary="Accept or decline")
def answer_invitation(request: SignedIn, request_id: int, answer: JoinAnswerIn) -> Any:
    found = get_object_or_404(invitations_for(request.user), pk=request_id)
    actions.answer_invitation(found, by=request.user, accept=answer.accept)
    return Status(204, None)


@router.post("/spaces/{int:space_id}/start/away", response={204: None}, summary="Put the welcome or the steps away")
def put_away(request: SignedIn, space_id: int, away: AwayIn) -> Any:
    space = get_visible(Space, request.user, pk=space_id)
    (actions.close_checklist if away.what == "checklist" else actions.close_welcome)(space, by=request.user)
    return Status(204, None)


def _about(request: SignedIn, space_id: int, handle: str) -> tuple[Space, User]:
    space = get_visible(Space, request.user, pk=space_id)
    return space, get_visible(User, request.user, handle=handle)


def _member_out(one: Membership) -> dict[str, Any]:
    return {"person": person_out(one.person), "role": one.role, "joined_at": one.joined_at}


def _invitation_out(one: JoinRequest) -> dict[str, Any]:
    return {
        "id": one.pk,
        "space_id": one.space_id,
        "space": one.space.name,
        "invited_by": one.made_by.handle if one.made_by else None,
        "message": one.message,
        "created_at": one.created_at,
    }
