"""``agency-guests``, ``holdings`` and one's own data: people who stay for a while, leave, or take things along."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.timezone import is_naive
from django.utils.translation import gettext as _
from ninja import Query, Router, Schema, Status
from pydantic import Field

from intranet.accounts import actions, handover, policies
from intranet.accounts.models import DataCopy, User
from intranet.content.files.quotas import room_of
from intranet.core.decisions import require
from intranet.core.http import SignedIn, get_visible
from intranet.spaces.models import Space

from .pages import PageOf, Paging, page_of
from .schemas import PersonOut, person_out

router = Router(tags=["people"])


class StorageOut(Schema):
    used: int = Field(description="Bytes of all files and of the picture.")
    most: int = Field(description="0 for no limit.")


class DataCopyOut(Schema):
    id: int
    state: str
    size: int
    asked_at: datetime
    expires_at: datetime | None


class GuestOut(PersonOut):
    access_until: datetime
    active: bool


class GuestIn(Schema):
    email: str
    spaces: list[int]
    until: datetime
    message: str = ""
    language: str = ""


class InvitedOut(Schema):
    id: int
    email: str
    access_until: datetime | None


class OwnUntilIn(Schema):
    until: datetime


class HeldOut(Schema):
    key: str = Field(description="Name a successor under it.")
    sort: str
    label: str
    note: str
    needs_successor: bool


class LeavingIn(Schema):
    reason: str = ""
    successors: dict[str, str] = Field({}, description='Handle by key; under "" for all that is not named.')


@router.get("/me/storage", response=StorageOut, summary="How much of the disk is mine")
def storage(request: SignedIn) -> dict[str, int]:
    room = room_of(request.user)
    return {"used": room.used, "most": room.most}


@router.get("/me/data-copies", response=list[DataCopyOut], summary="Copies of my data; fetched on the page, signed in")
def data_copies(request: SignedIn) -> list[DataCopy]:
    return list(DataCopy.objects.filter(person=request.user).exclude(state=DataCopy.State.GONE)[:20])


@router.post("/me/data-copies", response={202: DataCopyOut}, summary="Have a copy of my data made")
def ask_for_data_copy(request: SignedIn) -> Any:
    return Status(202, actions.ask_for_copy(request.user, by=request.user))


@router.get("/agency-guests", response=PageOf[GuestOut], summary="Agency guests: all for admins, those of my spaces")
def agency_guests(request: SignedIn, paging: Query[Paging]) -> dict[str, Any]:
    require(policies.can_invite_agency(request.user))
    guests = User.objects.visible_to(request.user).filter(kind=User.Kind.AGENCY, erased_at=None)
    if not request.user.is_admin:
        owned = Space.objects.filter(memberships__person=request.user, memberships__role="owner")
        guests = guests.filter(pk__in=User.objects.filter(spaces__in=owned).values("pk"))
    return page_of(guests.select_related("department", "company"), paging, _guest_out, by=("name", "pk"))


@router.post("/agency-guests", response={201: InvitedOut}, summary="Invite an agency guest into spaces, until a day")
def invite_agency_guest(request: SignedIn, new: GuestIn) -> Any:
    invitation = actions.invite_agency_guest(
        new.email,
        by=request.user,
        joins=[f"space_{pk}" for pk in new.spaces],
        until=_aware(new.until),
        message=new.message,
        language=new.language,
    )
    return Status(201, {"id": invitation.pk, "email": invitation.email, "access_until": invitation.access_until})


@router.put("/people/{handle}/access", response=GuestOut, summary="Set the day of an agency guest anew")
def extend_access(request: SignedIn, handle: str, change: OwnUntilIn) -> dict[str, Any]:
    person: User = get_visible(User, request.user, handle=handle)
    actions.extend_access(person, _aware(change.until), by=request.user)
    return _guest_out(person)


@router.get("/people/{handle}/holdings", response=list[HeldOut], summary="What only this person holds (admins)")
def holdings(request: SignedIn, handle: str) -> list[dict[str, Any]]:
    person: User = get_visible(User, request.user, handle=handle)
    require(policies.can_administer(request.user))
    return [
        {
            "key": held.key,
            "sort": holding.name,
            "label": held.label,
            "note": held.note,
            "needs_successor": held.needs_successor,
        }
        for holding, things in handover.holdings_of(person)
        for held in things
    ]


@router.post("/people/{handle}/leaving", response={204: None}, summary="Hand over and close the account (admins)")
def leaving(request: SignedIn, handle: str, how: LeavingIn) -> Any:
    person: User = get_visible(User, request.user, handle=handle)
    require(policies.can_administer(request.user))
    named = {who.handle: who for who in User.objects.active().filter(handle__in=how.successors.values())}
    if missing := set(how.successors.values()) - named.keys():
        raise ValidationError(_("No colleague is called “%(text)s”.") % {"text": min(missing)[:80]})
    successors = {key: named[who] for key, who in how.successors.items()}
    actions.deactivate(person, by=request.user, reason=how.reason, successors=successors)
    return Status(204, None)


def _guest_out(person: User) -> dict[str, Any]:
    return person_out(person) | {"access_until": person.access_until, "active": person.is_active}


def _aware(moment: datetime) -> datetime:
    if is_naive(moment):
        raise ValidationError(_("Say the time with its zone: 2027-01-31T18:00:00+01:00."))
    return moment
