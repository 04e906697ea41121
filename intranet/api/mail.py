"""``me/mail``: whether mail reaches me, and that my address works again."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from ninja import Router, Schema, Status
from pydantic import Field

from intranet.core.http import SignedIn
from intranet.notifications import actions
from intranet.notifications.mail.addresses import is_reached, trouble_of

router = Router(tags=["notifications"])


class MailOut(Schema):
    address: str
    reached: bool = Field(description="Whether notifications are mailed there: the address is proven, and takes mail.")
    stopped_at: datetime | None = Field(description="Since when nothing is mailed because mails came back.")
    why: str = Field(description="`hard`: no such mailbox; `soft`: not taken; `complaint`: reported; empty: none.")


@router.get("/me/mail", response=MailOut, summary="Whether mail reaches me")
def my_mail(request: SignedIn) -> dict[str, Any]:
    trouble = trouble_of(request.user)
    return {
        "address": request.user.email,
        "reached": is_reached(request.user),
        "stopped_at": trouble.stopped_at if trouble is not None else None,
        "why": trouble.why if trouble is not None else "",
    }


@router.post("/me/mail/works", response={204: None}, summary="My address takes mail again")
def mail_works(request: SignedIn) -> Any:
    actions.mail_works_again(by=request.user)
    return Status(204, None)
