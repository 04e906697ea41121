"""``invitations``: who was asked in, once more or no longer. Admins; agency guests' also whoever sent theirs."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from ninja import Query, Router, Schema, Status
from pydantic import Field

from intranet.accounts import actions, hooks, policies
from intranet.accounts.models import Invitation, User
from intranet.accounts.proving import prove
from intranet.core.decisions import require
from intranet.core.http import SignedIn
from intranet.core.models import SiteSettings
from intranet.core.throttle import allow, requester

from .named import company_named, department_named
from .pages import PageOf, Paging, page_of

router = Router(tags=["people"])


class InvitationIn(Schema):
    email: str = Field(max_length=254)
    kind: Literal["staff", "customer"] = Field("staff", description="Agency guests: `POST /agency-guests`.")
    role: User.Role = Field(User.Role.NONE, description="Giving one takes my password.")
    department: str | None = Field(None, description="Its name; for staff.")
    company: str | None = Field(None, description="Its name; for customers.")
    spaces: list[int] = Field([], max_length=100, description="Which spaces of mine it joins.")
    message: str = Field("", max_length=500)
    language: str = Field("", description="Of the mail; mine where it is not said.")
    password: str = Field("", max_length=128, description="Mine, to give a role.")
    code: str = Field("", max_length=40, description="Of my second step, to give a role.")


class InvitationOut(Schema):
    id: int
    email: str
    kind: str
    role: str
    department: str | None
    company: str | None
    joins: list[str]
    invited_by: str = Field(description="A handle.")
    created_at: datetime
    expires_at: datetime
    access_until: datetime | None
    accepted_at: datetime | None
    revoked_at: datetime | None


@router.get("/invitations", response=PageOf[InvitationOut], summary="Who was invited; `show=all` for answered ones too")
def invitations(request: SignedIn, paging: Query[Paging], show: str = "") -> dict[str, Any]:
    found = _reached(request.user)
    if show != "all":
        found = found.filter(accepted_at=None, revoked_at=None)
    return page_of(found, paging, _out, by=("-created_at", "-pk"))


@router.post("/invitations", response={201: InvitationOut}, summary="Invite somebody (admins)")
def invite(request: SignedIn, new: InvitationIn) -> Any:
    """An invitation of the same address that still stands is withdrawn: so twice is once, with two mails."""
    by = request.user
    require(policies.can_invite(by))
    require(allow(f"invite:{requester(request)}", limit=200, per_seconds=3600))
    shared: dict[str, Any] = {"message": new.message, "language": _language(new.language), "joins": _joins(by, new)}
    if new.kind == User.Kind.CUSTOMER:
        if new.role or new.department:
            raise ValidationError(_("Customers have no role and no department."))
        company = company_named(new.company)
        return Status(201, _out(actions.invite_customer(new.email, by=by, company=company, **shared)))
    if new.company:
        raise ValidationError(_("Staff belong to no customer company."))
    department = department_named(new.department)
    if new.role:
        prove(by, password=new.password, code=new.code)
    made = actions.invite_staff(new.email, by=by, role=new.role, department=department, **shared)
    return Status(201, _out(made))


@router.post("/invitations/{int:invitation_id}/resend", response=InvitationOut, summary="Send a new link")
def resend_invitation(request: SignedIn, invitation_id: int) -> dict[str, Any]:
    found = get_object_or_404(_reached(request.user), pk=invitation_id)
    require(allow(f"invite:{requester(request)}", limit=200, per_seconds=3600))
    return _out(actions.resend_invitation(found, by=request.user))


@router.delete("/invitations/{int:invitation_id}", response={204: None}, summary="Withdraw an invitation")
def withdraw_invitation(request: SignedIn, invitation_id: int) -> Any:
    found = get_object_or_404(_reached(request.user), pk=invitation_id)
    actions.revoke_invitation(found, by=request.user)
    return Status(204, None)


def _reached(person: User) -> QuerySet[Invitation]:
    """All of them for admins; an owner of a space has the agency guests whom she invited herself."""
    rows = Invitation.objects.select_related("invited_by", "company", "department")
    if policies.can_invite(person):
        return rows
    require(policies.can_invite_agency(person))
    return rows.filter(kind=User.Kind.AGENCY, invited_by=person)


def _joins(by: User, new: InvitationIn) -> list[str]:
    asked = [f"space_{pk}" for pk in new.spaces]
    on_offer = dict(hooks.joinable(by)) if asked else {}
    if any(key not in on_offer for key in asked):
        raise ValidationError(_("You can invite into spaces that you own."))
    return asked


def _language(asked: str) -> str:
    if asked and asked not in dict(SiteSettings.current().languages):
        raise ValidationError(_("Choose one of the languages on offer."))
    return asked


def _out(one: Invitation) -> dict[str, Any]:
    same = ("email", "kind", "role", "created_at", "expires_at", "access_until", "accepted_at", "revoked_at")
    return {name: getattr(one, name) for name in same} | {
        "id": one.pk,
        "department": one.department.name if one.department else None,
        "company": one.company.name if one.company else None,
        "joins": list(one.joins),
        "invited_by": one.invited_by.handle,
    }
