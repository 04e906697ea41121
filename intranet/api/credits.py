"""Whose words an entry is made of, and how I am named where mine are kept."""

from __future__ import annotations

from typing import Any, Literal

from ninja import Router, Schema, Status
from pydantic import Field

from intranet.content import actions
from intranet.content.credits import contributors_of, credited_in, form_for
from intranet.content.journeys import documents_about, journey_of
from intranet.content.models import Entry
from intranet.core.http import SignedIn, get_visible

from .schemas import absolute

router = Router(tags=["credits"])
MOST = 200


class EntryRef(Schema):
    """An entry by name; the whole is at `/entries/{id}`."""

    id: int
    kind: str
    title: str
    url: str


def entry_ref(entry: Entry) -> dict[str, Any]:
    return {
        "id": entry.entry_id,
        "kind": entry.kind,
        "title": str(entry),
        "url": absolute(entry.get_absolute_url()),
    }


class ContributorOut(Schema):
    name: str
    url: str | None = Field(description="Of people who work here.")
    is_customer: bool


class CreditsOut(Schema):
    contributors: list[ContributorOut]
    unnamed: int = Field(description="Customers who had a part and are not named.")
    journey: list[EntryRef] = Field(description="Where its words come from, as far as I may read it.")
    private_steps: int
    removed_steps: int
    documented_in: list[EntryRef] = Field(description="What documents this entry, as far as I may read it.")


class MyCreditsIn(Schema):
    named: Literal["name", "company", "anonymous"]


class CreditedOut(Schema):
    entry: EntryRef
    withdrawn: bool


class MyCreditsOut(Schema):
    named: str = Field(description="How I am named where my words are kept: name, company or anonymous.")
    was_asked: bool = Field(description="False as long as I have not chosen; then I am not named.")
    entries: list[CreditedOut]
    unread: int = Field(description="Further entries with words of mine, which I may not read (yet).")


@router.get("/entries/{entry_id}/credits", response=CreditsOut, summary="Whose words it is made of, and from where")
def entry_credits(request: SignedIn, entry_id: int) -> dict[str, Any]:
    entry = get_visible(Entry, request.user, pk=entry_id)
    contributors, journey = contributors_of(entry), journey_of(entry, request.user)
    return {
        "contributors": [
            {"name": one.label, "url": absolute(one.url) if one.url else None, "is_customer": one.is_customer}
            for one in contributors.named
        ],
        "unnamed": contributors.unnamed,
        "journey": [entry_ref(step) for step in journey.steps],
        "private_steps": journey.private,
        "removed_steps": journey.gone,
        "documented_in": [entry_ref(one) for one in documents_about(entry, request.user)],
    }


@router.get("/me/credits", response=MyCreditsOut, summary="How I am named, and where")
def my_credits(request: SignedIn) -> dict[str, Any]:
    entries, unread = credited_in(request.user, most=MOST)
    return {
        "named": form_for(request.user),
        "was_asked": bool(request.user.credit_as) or not request.user.is_customer,
        "entries": [{"entry": entry_ref(one.entry), "withdrawn": one.withdrawn} for one in entries],
        "unread": unread,
    }


@router.put("/me/credits", response=MyCreditsOut, summary="Choose how I am named, everywhere and at once")
def choose_my_credits(request: SignedIn, wanted: MyCreditsIn) -> dict[str, Any]:
    actions.choose_credit(by=request.user, form=wanted.named)
    return my_credits(request)


@router.delete("/entries/{entry_id}/credits/mine", response={204: None}, summary="Leave me out of this one")
def withdraw_my_credit(request: SignedIn, entry_id: int) -> Status[None]:
    actions.withdraw_credit(get_visible(Entry, request.user, pk=entry_id), by=request.user)
    return Status(204, None)


@router.put("/entries/{entry_id}/credits/mine", response={204: None}, summary="Count me in again")
def give_back_my_credit(request: SignedIn, entry_id: int) -> Status[None]:
    actions.take_back_withdrawal(get_visible(Entry, request.user, pk=entry_id), by=request.user)
    return Status(204, None)
