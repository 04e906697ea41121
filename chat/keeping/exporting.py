"""A room as a file to take along: JSON for programs, pages to read, and the files that were sent.

It holds what whoever asked may read at that moment, and nothing else: what was said before their time, what was hidden
and what was deleted is not in it.
"""

from __future__ import annotations

import json
import secrets
import shutil
import zipfile
from collections.abc import Iterator
from pathlib import PurePosixPath
from tempfile import NamedTemporaryFile
from typing import IO, Any

from django.conf import settings
from django.core.files.base import File
from django.core.files.storage import default_storage
from django.core.serializers.json import DjangoJSONEncoder
from django.http import FileResponse, Http404
from django.utils import timezone, translation
from django.utils.text import get_valid_filename, slugify

from chat.actions.exporting import export_is_ready
from chat.keeping.export_pages import Pages
from chat.keeping.policies import can_export
from chat.models import Message, Room, RoomExport, RoomMember
from chat.notices import sentence
from intranet.accounts.models import User
from intranet.content.models import Attachment
from intranet.conversation.models import Poll, Reaction
from intranet.conversation.polls.policies import can_see_results

BATCH = 200
_BLOCK = 64 * 1024
# What a browser would run when it is opened from a disk. The bytes stay, the name says text.
_RUN = frozenset({".htm", ".html", ".xhtml", ".shtml", ".mht", ".mhtml", ".svg", ".xml", ".js", ".mjs", ".hta"})


def make(export: RoomExport) -> bool:
    """Write the file and say that it is there. Run twice, it is made once; who may no longer have it gets none."""
    person, room = export.person, export.room
    if export.state != RoomExport.State.WAITING or not can_export(person, room):
        RoomExport.objects.filter(pk=export.pk, state=RoomExport.State.WAITING).update(state=RoomExport.State.FAILED)
        return False
    path = f"copies/{secrets.token_hex(24)}.zip"
    with NamedTemporaryFile(dir=settings.DATA, suffix=".zip") as out:
        with translation.override(person.language), timezone.override(person.time_zone):
            write(room, person, out, export)
        size = out.tell()
        out.seek(0)
        default_storage.save(path, File(out))
    if not export_is_ready(export, path=path, size=size):
        default_storage.delete(path)
        return False
    return True


def write(room: Room, person: User, out: IO[bytes], export: RoomExport | None = None) -> None:
    """Batch by batch, so that memory does not grow with the room: first the data, then pages of a month each."""
    found = messages_of(room, person)
    total = 2 * found.count()
    RoomExport.objects.filter(pk__in=[export.pk] if export else []).update(done=0, total=total)
    done = 0

    def told(more: int) -> None:
        nonlocal done
        done += more
        RoomExport.objects.filter(pk__in=[export.pk] if export else []).update(done=done)

    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, allowZip64=True) as archive:
        with archive.open("room.json", "w", force_zip64=True) as file:
            head = json.dumps(_room(room, person), cls=DjangoJSONEncoder, ensure_ascii=False, indent=1)
            file.write(head.removesuffix("\n}").encode() + b',\n "messages": [')
            comma = b"\n"
            for batch in _batches(room, person):
                for row in batch:
                    file.write(comma + json.dumps(row, cls=DjangoJSONEncoder, ensure_ascii=False).encode())
                    comma = b",\n"
                told(len(batch))
            file.write(b"\n]}\n")
        pages = Pages(archive, room, person)
        for batch in _batches(room, person):
            pages.write(batch)
            told(len(batch))
        pages.end()
        for attachment in Attachment.objects.filter(entry__in=found.values("pk")).iterator(chunk_size=BATCH):
            _copy(archive, attachment)


def file_of(export: RoomExport) -> FileResponse:
    """The answer to a download: within its week, and as long as who asked for it may still have it; else 404."""
    if not export.is_there or not can_export(export.person, export.room):
        raise Http404
    try:
        file = default_storage.open(export.path, "rb")
    except FileNotFoundError as error:
        raise Http404 from error
    name = f"{slugify(export.room.name) or 'conversation'}-{export.asked_at:%Y-%m-%d}.zip"
    response = FileResponse(file, as_attachment=True, filename=name, content_type="application/zip")
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


def messages_of(room: Room, person: User) -> Any:
    return Message.objects.visible_to(person).filter(room=room, seq__isnull=False)


def _batches(room: Room, person: User) -> Iterator[list[dict[str, Any]]]:
    reached = 0
    while batch := list(
        messages_of(room, person).filter(seq__gt=reached).select_related("author", "quoted").order_by("seq")[:BATCH]
    ):
        reached = batch[-1].seq or reached
        yield _rows(batch, person)


def _rows(batch: list[Message], person: User) -> list[dict[str, Any]]:
    ids = [message.pk for message in batch]
    files: dict[int, list[Attachment]] = {}
    for file in Attachment.objects.filter(entry__in=ids):
        files.setdefault(file.entry_id or 0, []).append(file)
    given: dict[int, dict[str, list[str]]] = {}
    for entry, sort, handle in Reaction.objects.filter(entry__in=ids).values_list("entry_id", "sort", "person__handle"):
        given.setdefault(entry, {}).setdefault(sort, []).append(handle)
    polls = {poll.entry_id: poll for poll in Poll.objects.filter(entry__in=ids).prefetch_related("options")}
    for message in batch:
        message.named = _named(message) if message.is_notice else []  # type: ignore[attr-defined]
    quoted = {message.quoted_id for message in batch if message.quoted_id}
    readable = set(Message.objects.visible_to(person).filter(pk__in=quoted).values_list("pk", flat=True))
    return [
        {
            "id": message.pk,
            "number": message.seq,
            "at": message.published_at,
            "edited_at": message.edited_at,
            "author": {"handle": message.author.handle, "name": message.author.name},
            "style": message.style,
            "notice": message.notice or None,
            "sentence": sentence(message) if message.is_notice else "",
            "text": message.body,
            "html": str(message.body_html),
            "thread": message.thread_id,
            "in_room": message.shown_in_room,
            "quotes": message.quoted_id if message.quoted_id in readable else None,
            "forwarded": message.forwarded or None,
            "reactions": given.get(message.pk, {}),
            "poll": _poll(polls.get(message.pk)),
            "files": [
                {"name": file.name, "size": file.size, "path": path_in_archive(file), "description": file.alt_text}
                for file in files.get(message.pk, ())
            ],
        }
        for message in batch
    ]


def _named(message: Message) -> list[str]:
    people = User.objects.filter(pk__in=message.notice.get("people", ()))
    return list(people.order_by("name").values_list("name", flat=True))


def _poll(poll: Poll | None) -> list[dict[str, Any]] | None:
    if poll is None:
        return None
    # Results that are kept for who has voted, or for the end, are not told by a copy.
    hidden = not can_see_results(poll, has_voted=False)
    return [{"answer": option.text, "votes": None if hidden else option.votes} for option in poll.options.all()]


def _room(room: Room, person: User) -> dict[str, Any]:
    members = RoomMember.objects.filter(room=room).select_related("person").order_by("person__handle")
    return {
        "format": 1,
        "room": {
            "id": room.pk,
            "sort": room.sort,
            "name": room.name,
            "topic": room.topic,
            "description": room.about,
            "created_at": room.created_at,
        },
        "taken_by": person.handle,
        "taken_at": timezone.now(),
        "members": [
            {"handle": row.person.handle, "name": row.person.name, "role": row.role, "joined_at": row.joined_at}
            for row in members
        ],
    }


def path_in_archive(file: Attachment) -> str:
    """A name that no disk misreads, and no two files share."""
    safe = get_valid_filename(file.name.replace("/", "_").replace("\\", "_").lstrip(".") or "file")[-120:]
    if PurePosixPath(safe).suffix.lower() in _RUN:
        safe += ".txt"
    return f"files/{file.pk.hex[:12]}-{safe}"


def _copy(archive: zipfile.ZipFile, file: Attachment) -> None:
    """A file whose bytes are gone is left out: the message still tells of it."""
    try:
        with (
            default_storage.open(str(file.file.name), "rb") as source,
            archive.open(path_in_archive(file), "w", force_zip64=True) as target,
        ):
            shutil.copyfileobj(source, target, _BLOCK)
    except FileNotFoundError:
        return
