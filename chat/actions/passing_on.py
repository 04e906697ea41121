"""Carrying what was said, or written elsewhere, into another room."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from chat import policies
from chat.models import Message, Room
from chat.tools import policies as tool_policies
from intranet.accounts.models import User
from intranet.content.actions import written_before
from intranet.content.files.uploads import store_upload
from intranet.content.models import Attachment, Entry
from intranet.core.decisions import require
from intranet.realtime.units import action

from .messages import send_message


@action
def forward_message(
    message: Message, *, by: User, room: Room, body: str = "", client_id: UUID | None = None
) -> Message:
    """Say in ``room`` what ``message`` says, as it is now, with who said it and when, and copies of its files; ``body``
    is a line of one's own. All of it stays as it is whatever becomes of the message."""
    if (earlier := written_before(Message, by=by, client_id=client_id)) is not None:
        return earlier
    require(tool_policies.can_pass_on_to(by, message, room))
    copy = message.forwarded or _snapshot_of(message)
    files = [
        store_upload(file.file, by=by, name=file.name, alt_text=file.alt_text).pk
        for file in message.attachments.filter(state=Attachment.State.READY)
    ]
    return send_message(
        room, by=by, body=body, client_id=client_id, attachment_ids=files, forwarded=copy, allow_empty=True
    )


@action
def share_entry(entry: Entry, *, by: User, room: Room, body: str = "", client_id: UUID | None = None) -> Message:
    """Show an entry of any other kind in ``room``: a reference, of which each reader sees what they may read."""
    require(tool_policies.can_quote(by, entry))
    require(policies.can_write_in(by, room))
    return send_message(room, by=by, body=body, client_id=client_id, quoted=entry, allow_empty=True)


def _snapshot_of(message: Message) -> dict[str, Any]:
    """By number, not by name: whoever asks to be forgotten is."""
    return {
        "entry": message.pk,
        "room": message.room_id,
        "author": message.author_id,
        "at": message.published_at.isoformat() if message.published_at else None,
        "body": message.body,
        "text": message.body_text,
        "language": message.language,
    }
