"""What becomes of accounts: erasing, opening again, signing out, and who belongs here as what."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from ninja import Router, Schema, Status
from pydantic import Field

from intranet.accounts import actions, policies
from intranet.accounts.models import Erasure, User
from intranet.accounts.proving import prove
from intranet.core.decisions import require
from intranet.core.http import SignedIn, get_visible
from intranet.core.throttle import allow, requester
from intranet.realtime.units import unit

from .named import company_named, department_named
from .signing_in import EndedOut, Proof

router = Router(tags=["people"])


class OwnErasureIn(Proof):
    texts_too: bool = Field(False, description="Remove what I wrote, too.")


class ErasureIn(Schema):
    reason: str = Field(max_length=500, description="Why, and who asked for it; for the audit log.")
    texts_too: bool = False


class ErasureOut(Schema):
    texts_too: bool
    asked_at: datetime
    due_at: datetime = Field(description="Until then it can be taken back.")


class StandingIn(Schema):
    """What is left out stays as it is; null takes it away."""

    role: User.Role = Field(User.Role.NONE, description="For staff. Changing it takes my password.")
    department: str | None = Field(None, description="Its name; for staff.")
    manager: str | None = Field(None, description="A handle; for staff.")
    company: str | None = Field(None, description="Its name; for customers.")
    password: str = Field("", max_length=128, description="Mine, to change a role.")
    code: str = Field("", max_length=40, description="Of my second step, to change a role.")


class LeavingStandingOut(Schema):
    role: str
    department: str | None
    manager: str | None
    company: str | None
    active: bool
    access_until: datetime | None


# --- Being erased ----------------------------------------------------------------------------------------------------


@router.get("/me/erasure", response=ErasureOut, summary="When I will be erased, if I asked for it")
def own_erasure(request: SignedIn) -> Erasure:
    return _waiting(request.user)


@router.post("/me/erasure", response={201: ErasureOut}, summary="Ask to be erased, in fourteen days")
def ask_for_own_erasure(request: SignedIn, asked: OwnErasureIn) -> Any:
    require(policies.can_ask_for_erasure(request.user, request.user))
    require(allow(f"own_data:{requester(request)}", limit=10, per_seconds=3600))
    prove(request.user, password=asked.password, code=asked.code)
    return Status(201, actions.ask_for_erasure(request.user, by=request.user, texts_too=asked.texts_too))


@router.delete("/me/erasure", response={204: None}, summary="Stay after all")
def stay(request: SignedIn) -> Any:
    actions.take_back_erasure(_waiting(request.user), by=request.user)
    return Status(204, None)


@router.get("/people/{handle}/erasure", response=ErasureOut, summary="When a person will be erased (admins)")
def erasure(request: SignedIn, handle: str) -> Erasure:
    return _waiting(_administered(request, handle))


@router.post("/people/{handle}/erasure", response={201: ErasureOut}, summary="Have a person erased (admins)")
def ask_for_erasure(request: SignedIn, handle: str, asked: ErasureIn) -> Any:
    person = _administered(request, handle)
    return Status(201, actions.ask_for_erasure(person, by=request.user, **asked.dict()))


@router.delete("/people/{handle}/erasure", response={204: None}, summary="Take an erasure back (admins)")
def take_back_erasure(request: SignedIn, handle: str) -> Any:
    actions.take_back_erasure(_waiting(_administered(request, handle)), by=request.user)
    return Status(204, None)


# --- Belonging here --------------------------------------------------------------------------------------------------


@router.post("/people/{handle}/reopening", response={204: None}, summary="Open a closed account again (admins)")
def reopen(request: SignedIn, handle: str) -> Any:
    actions.reactivate(_administered(request, handle), by=request.user)
    return Status(204, None)


@router.post("/people/{handle}/sign-out", response=EndedOut, summary="Sign somebody out everywhere (admins)")
def sign_out(request: SignedIn, handle: str) -> dict[str, int]:
    return {"ended": actions.sign_out_everywhere(_administered(request, handle), by=request.user)}


@router.get("/people/{handle}/standing", response=LeavingStandingOut, summary="As what somebody belongs here (admins)")
def standing(request: SignedIn, handle: str) -> dict[str, Any]:
    return _standing_out(_administered(request, handle))


@router.put("/people/{handle}/standing", response=LeavingStandingOut, summary="Change role, place or company (admins)")
def change_standing(request: SignedIn, handle: str, new: StandingIn) -> dict[str, Any]:
    """Job title, first day and the firm's own fields: `PUT /people/{handle}/fields/{name}`."""
    person, said = _administered(request, handle), new.model_fields_set
    changes_role = "role" in said and new.role != person.role
    if changes_role:
        require(policies.can_change_role(request.user, person))
        prove(request.user, password=new.password, code=new.code)
    place: dict[str, Any] = {}
    if "department" in said:
        place["department"] = department_named(new.department)
    if "manager" in said:
        found = User.objects.active().staff().filter(handle=new.manager).first() if new.manager else None
        if new.manager and found is None:
            raise ValidationError(_("No colleague is called “%(text)s”.") % {"text": new.manager[:80]})
        place["manager"] = found
    with unit():
        if changes_role:
            actions.change_role(person, new.role, by=request.user)
        if place:
            actions.change_place(person, by=request.user, **place)
        if "company" in said:
            company = company_named(new.company)
            actions.assign_to_company(person, company, by=request.user)
    return _standing_out(person)


def _administered(request: SignedIn, handle: str) -> User:
    person: User = get_visible(User.objects.with_byline(), request.user, handle=handle)
    require(policies.can_administer(request.user))
    return person


def _waiting(person: User) -> Erasure:
    return get_object_or_404(Erasure.objects.filter(person=person, state=Erasure.State.WAITING))


def _standing_out(person: User) -> dict[str, Any]:
    return {
        "role": person.role,
        "department": person.department.name if person.department else None,
        "manager": person.manager.handle if person.manager else None,
        "company": person.company.name if person.company else None,
        "active": person.is_active,
        "access_until": person.access_until,
    }
