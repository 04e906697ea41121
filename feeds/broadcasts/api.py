"""``broadcasts``: reading, sending, acknowledging, and whom they have reached."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, Literal
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from ninja import Query, Router, Schema, Status
from pydantic import Field

from feeds.models import Broadcast, Reach
from intranet.accounts.models import Company, Department, User
from intranet.api.keeping import when_of
from intranet.api.keys import client_id_of
from intranet.api.main import register
from intranet.api.pages import PageOf, Paging, page_of
from intranet.api.schemas import EntryOut, PersonOut, Written, absolute, entry_out, person_out, whole
from intranet.core.decisions import require
from intranet.core.http import SignedIn, get_visible
from intranet.spaces.models import Space

from . import actions, listing, policies, reach
from .aims import Aim
from .counting import heads_of
from .delivering import addressed_by, waiting_for
from .own_part import know
from .spread.api import TwinIn
from .spread.twins import Words

router = Router(tags=["broadcasts"])


class AimIn(Schema):
    """Whom it is for: all of what is named, taken together; or ``audience`` alone."""

    audience: Literal["", "org", "customers", "public"] = ""
    spaces: list[int] = Field([], max_length=100)
    departments: list[int] = Field([], max_length=100, description="Each by itself; those under it are named, too.")
    companies: list[int] = Field([], max_length=100)
    places: list[str] = Field([], max_length=100, description="Places of work, as colleagues write them.")
    roles: list[str] = Field([], max_length=100, description="Words that stand in a role.")
    people: list[str] = Field([], max_length=100, description="Handles.")


class TermsIn(Schema):
    """What is asked with it. What is not named stays as it is."""

    must_acknowledge: bool | None = None
    acknowledge_by: date | None = None
    reminds: bool | None = None
    stays_until_seen: bool | None = None
    expires_at: datetime | None = None
    late_joiners: Literal["all", "current", "none"] | None = None
    goal: str | None = Field(None, max_length=1000)
    outcome: str | None = Field(None, max_length=2000)


class BroadcastIn(Schema):
    to: AimIn
    title: str = Field(max_length=200)
    body: str
    signed_by: str = Field("", description="The handle of a colleague who has named me to write for them.")
    must_acknowledge: bool = False
    acknowledge_by: date | None = None
    reminds: bool = True
    stays_until_seen: bool = False
    expires_at: datetime | None = None
    late_joiners: Literal["all", "current", "none"] = "current"
    goal: str = Field("", max_length=1000)
    client_id: UUID | None = None
    attachments: list[UUID] = []
    publish_at: datetime | None = Field(None, description="When it is to come out; without an offset, on my clock.")
    twin: TwinIn | None = Field(None, description="What the public reads with it; both come out together.")


class BroadcastWordsIn(Schema):
    title: str = Field(max_length=200)
    body: str
    ask_again: bool = Field(False, description="Whether those who have acknowledged are asked again.")
    based_on: int | None = Field(None, description="The `revision` that was read: 409 when it is another one by now.")


class MineOut(Schema):
    """How far it has come with me."""

    delivered_at: datetime
    seen_at: datetime | None
    acknowledged_at: datetime | None
    version: int = Field(description="Of which text; 0 where I have not acknowledged it.")


class BroadcastOut(EntryOut):
    signed_by: PersonOut = Field(description="Whose word it is; `author` wrote it.")
    must_acknowledge: bool
    acknowledge_by: date | None
    stays_until_seen: bool
    expires_at: datetime | None
    text_version: int
    asked_version: int = Field(description="Acknowledgements of an older text than this do not count.")
    mine: MineOut | None = Field(description="Null where it is not for me.")


class PartOut(Schema):
    label: str
    people: int


class HeadsOut(Schema):
    total: int = Field(description="Each person once.")
    parts: list[PartOut]
    customers: int
    others: int = Field(description="Who could read it where it stands, and is not told.")
    guests: bool = Field(description="Whether one can read it without an account.")


class CountsOut(Schema):
    label: str
    addressed: int
    delivered: int
    seen: int
    acknowledged: int
    older: int = Field(description="Of those who acknowledged, how many did so before the last change of words.")


class LeftOut(Schema):
    people: int
    seen: int
    acknowledged: int


class ReachOut(Schema):
    total: CountsOut
    left: LeftOut = Field(description="Who had it and is not among those whom it is for any more: in no other number.")
    parts: list[CountsOut] = Field(description="By what it was addressed to; somebody may be in several.")
    departments: list[CountsOut]
    places: list[CountsOut]
    companies: list[CountsOut]
    lines: list[CountsOut] = Field(description="Each manager with all who report to them.")


class AcknowledgeIn(Schema):
    version: int | None = Field(None, description="The `text_version` that was read: 422 when it is another by now.")


class RemindedOut(Schema):
    reminded: int


@router.get("/broadcasts", response=PageOf[BroadcastOut], summary="Broadcasts that came to me")
def broadcasts(
    request: SignedIn, paging: Query[Paging], show: Literal["received", "waiting", "sent"] = "received"
) -> dict[str, Any]:
    """``waiting``: those I have not acknowledged; ``sent``: those I wrote or signed."""
    found = {"waiting": listing.waiting_for_me, "sent": listing.sent_by}.get(show, listing.received_by)(request.user)

    def complete(page: list[Any]) -> list[Any]:
        mine = know(request.user, [one.pk for one in page])
        return [_out(one, mine.get(one.pk)) for one in whole(page, request.user)]

    by = ("-created_at", "-pk") if show == "sent" else ("-published_at", "-pk")
    return page_of(found, paging, dict, by=by, complete=complete)


@router.post("/broadcasts", response={201: Written}, summary="Send a broadcast")
def send_broadcast(request: SignedIn, new: BroadcastIn) -> Any:
    require(policies.can_broadcast(request.user))
    fields = new.dict(exclude={"to", "signed_by", "client_id", "attachments", "publish_at", "twin"})
    made = actions.publish_broadcast(
        by=request.user,
        aim=_aim(new.to, request),
        signed_by=_people([new.signed_by], request, "signed_by")[0] if new.signed_by else None,
        client_id=client_id_of(request, new.client_id),
        attachment_ids=new.attachments,
        twin=Words(**new.twin.dict()) if new.twin is not None else None,
        when=when_of(new.publish_at, request.user) if new.publish_at is not None else None,
        **fields,
    )
    return Status(201, {"id": made.entry_id, "url": absolute(made.get_absolute_url())})


@router.post("/broadcasts/head-count", response=HeadsOut, summary="To how many a broadcast would go")
def count_heads(request: SignedIn, to: AimIn) -> dict[str, Any]:
    require(policies.can_broadcast(request.user))
    aim = _aim(to, request)
    require(policies.can_send(request.user, aim))
    heads = heads_of(aim, by=request.user, signed_by=request.user)
    return vars(heads) | {"parts": [{"label": label, "people": n} for label, n in heads.parts]}


@router.get("/broadcasts/{int:broadcast_id}", response=BroadcastOut, summary="A broadcast")
def one_broadcast(request: SignedIn, broadcast_id: int) -> dict[str, Any]:
    return _one(get_visible(Broadcast, request.user, pk=broadcast_id), request)


@router.put("/broadcasts/{int:broadcast_id}", response=BroadcastOut, summary="Change the words of a broadcast")
def change_broadcast(request: SignedIn, broadcast_id: int, change: BroadcastWordsIn) -> dict[str, Any]:
    found = get_visible(Broadcast, request.user, pk=broadcast_id)
    return _one(actions.edit_broadcast(found, by=request.user, **change.dict()), request)


@router.put("/broadcasts/{int:broadcast_id}/terms", response=BroadcastOut, summary="Change what is asked with it")
def broadcast_terms(request: SignedIn, broadcast_id: int, change: TermsIn) -> dict[str, Any]:
    found = get_visible(Broadcast, request.user, pk=broadcast_id)
    emptied = {"acknowledge_by", "expires_at"}
    fields = {
        name: value for name, value in change.dict(exclude_unset=True).items() if value is not None or name in emptied
    }
    return _one(actions.change_broadcast(found, by=request.user, **fields), request)


@router.put("/broadcasts/{int:broadcast_id}/end", response={204: None}, summary="Let a broadcast expire now")
def end_broadcast(request: SignedIn, broadcast_id: int) -> Any:
    actions.let_expire(get_visible(Broadcast, request.user, pk=broadcast_id), by=request.user)
    return Status(204, None)


@router.put("/broadcasts/{int:broadcast_id}/seen", response={204: None}, summary="Say that I have seen it")
def see_broadcast(request: SignedIn, broadcast_id: int) -> Any:
    actions.mark_seen(get_visible(Broadcast, request.user, pk=broadcast_id), by=request.user)
    return Status(204, None)


@router.put("/broadcasts/{int:broadcast_id}/acknowledgement", response=MineOut, summary="Acknowledge a broadcast")
def acknowledgement(request: SignedIn, broadcast_id: int, said: AcknowledgeIn) -> Reach:
    found = get_visible(Broadcast, request.user, pk=broadcast_id)
    return actions.acknowledge(found, by=request.user, version=said.version)


@router.get("/broadcasts/{int:broadcast_id}/reach", response=ReachOut, summary="Whom a broadcast has reached")
def broadcast_reach(request: SignedIn, broadcast_id: int) -> dict[str, Any]:
    found = _mine_to_see(request, broadcast_id)
    people = reach.people_of(found)
    left = reach.left_of(found, people)
    return {
        "total": reach.count(people, found),
        "left": {"people": left.addressed, "seen": left.seen, "acknowledged": left.acknowledged},
        "parts": reach.named_slices(people, found),
        "departments": reach.slices(people, found, reach.DEPARTMENT),
        "places": reach.slices(people, found, reach.PLACE),
        "companies": reach.slices(people, found, reach.COMPANY),
        "lines": reach.lines(people, found),
    }


@router.get("/broadcasts/{int:broadcast_id}/reach/{who}", response=PageOf[PersonOut], summary="Whom by name")
def people_reached(
    request: SignedIn, broadcast_id: int, who: Literal["all", "missing"], paging: Query[Paging]
) -> dict[str, Any]:
    """``missing``: who has not acknowledged the text that counts."""
    found = _mine_to_see(request, broadcast_id)
    people = waiting_for(found) if who == "missing" else addressed_by(found)
    return page_of(people.with_byline(), paging, person_out, by=("name", "pk"))


@router.post(
    "/broadcasts/{int:broadcast_id}/reminders", response=RemindedOut, summary="Remind who has not acknowledged"
)
def remind_readers(request: SignedIn, broadcast_id: int) -> dict[str, int]:
    found = get_visible(Broadcast, request.user, pk=broadcast_id)
    return {"reminded": actions.remind_now(found, by=request.user)}


def _mine_to_see(request: SignedIn, broadcast_id: int) -> Broadcast:
    found = get_visible(Broadcast, request.user, pk=broadcast_id)
    require(policies.can_see_reach(request.user, found))
    return found


def _aim(to: AimIn, request: SignedIn) -> Aim:
    """Whatever one may not know of is nothing: 422."""
    spaces = Space.objects.visible_to(request.user).in_bulk(to.spaces)
    # Only staff send, and they know every department and company.
    works_here = request.user.is_staff_member
    departments = Department.objects.in_bulk(to.departments) if works_here else {}
    companies = Company.objects.current().in_bulk(to.companies) if works_here else {}
    for name, wanted, found in (
        ("spaces", to.spaces, spaces),
        ("departments", to.departments, departments),
        ("companies", to.companies, companies),
    ):
        if len(found) != len(set(wanted)):
            raise ValidationError({name: _("There is no such number.")})
    if to.audience:
        return Aim(to.audience)
    return Aim(
        spaces=list(spaces.values()),
        departments=list(departments.values()),
        companies=list(companies.values()),
        places=to.places,
        roles=to.roles,
        people=_people(to.people, request, "people"),
    )


def _people(handles: list[str], request: SignedIn, field: str) -> list[User]:
    wanted = {handle.lstrip("@") for handle in handles}
    people = list(User.objects.visible_to(request.user).active().filter(handle__in=wanted))
    if len(people) != len(wanted):
        raise ValidationError({field: _("There is nobody of that name here.")})
    return people


def _one(found: Broadcast, request: SignedIn) -> dict[str, Any]:
    mine = Reach.objects.filter(broadcast=found.pk, person=request.user.pk).first()
    return _out(whole([found], request.user)[0], mine)


def _out(broadcast: Broadcast, mine: Reach | None) -> dict[str, Any]:
    own = ("must_acknowledge", "acknowledge_by", "stays_until_seen", "expires_at", "text_version", "asked_version")
    return (
        entry_out(broadcast)
        | {name: getattr(broadcast, name) for name in own}
        | {"signed_by": person_out(broadcast.signed_by), "mine": mine}
    )


register("", router)
