"""What the customer system says of a company or a person, as one row each. For the API and what it calls: nobody else
needs the library that checks them."""

from __future__ import annotations

from ninja import Schema
from pydantic import AwareDatetime, Field


class CompanySaid(Schema):
    """``None`` is not said, and stays as it is."""

    updated_at: AwareDatetime = Field(description="When the customer system last changed it, with its zone.")
    name: str | None = Field(None, max_length=200)
    email_domains: list[str] | None = Field(None, max_length=50)
    facing: list[str] | None = Field(
        None, max_length=50, description="Handles or addresses of the colleagues who face it: all of them."
    )
    archived: bool | None = Field(None, description="True: gone there, so nobody joins it any more here.")
    merged_into: str | None = Field(None, max_length=80, description="The number of the company it is part of now.")


class PersonSaid(Schema):
    """``None`` is not said, and stays as it is."""

    updated_at: AwareDatetime = Field(description="When the customer system last changed it, with its zone.")
    name: str | None = Field(None, max_length=200)
    email: str | None = Field(None, max_length=254)
    company: str | None = Field(None, max_length=80, description="The number of the company; empty: of none.")
    archived: bool | None = Field(None, description="True: gone there. An account here stays open.")
    invite: bool = Field(False, description="Invite the address, where it has no account and no open invitation.")


class CompanyRow(CompanySaid):
    external_id: str = Field(max_length=80)


class PersonRow(PersonSaid):
    external_id: str = Field(max_length=80)
