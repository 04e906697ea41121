"""Uploading and fetching. Who may fetch a file is asked here, each time, before anything else is looked at."""

from __future__ import annotations

from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from intranet.content.attachments import describe, discard
from intranet.content.models import Attachment
from intranet.core.errors import problem
from intranet.core.http import SignedIn, get_visible
from intranet.core.throttle import throttled

from .handing_out import hand_out
from .preparing import SIZES, path_of_copy
from .quotas import must_have_room
from .uploads import store_upload

_ENVELOPE = 16 * 1024


@require_POST
@throttled("upload", limit=60, per_seconds=60)
def upload(request: HttpRequest) -> HttpResponse:
    """Take one or several files (``file``); 201 with what became of each. All of them or none."""
    if not request.user.is_authenticated:
        return problem(401, _("You are signed out. Sign in again, then add the file."))
    try:
        # Before the form is taken apart: what cannot fit is not written anywhere.
        must_have_room(_announced(request), by=request.user)
    except ValidationError as error:
        return problem(422, " ".join(error.messages))
    files = request.FILES.getlist("file")
    if not files:
        return problem(422, _("No file came with this. Choose one and try again."))
    stored: list[Attachment] = []
    for file in files:
        try:
            stored.append(store_upload(file, by=request.user, alt_text=request.POST.get("alt_text", "")))
        except ValidationError as error:
            for attachment in stored:
                discard(attachment, by=request.user)
            return problem(422, " ".join(error.messages), name=file.name)
    answers = [_as_json(attachment) for attachment in stored]
    return JsonResponse(answers[0] if len(answers) == 1 else {"files": answers}, status=201)


@require_safe
def download(request: HttpRequest, pk: UUID, name: str) -> HttpResponseBase:
    """A file under its name, or one of the copies of a picture. The same 404 for hidden, missing and unprepared."""
    attachment = get_visible(Attachment, request.user, pk=pk)
    if attachment.state != Attachment.State.READY:
        raise Http404
    if name in SIZES and (attachment.is_image or attachment.preview == Attachment.Preview.PICTURE):
        return hand_out(request, path_of_copy(attachment, name), mime="image/webp", name=f"{name}.webp", shown=True)
    if name != attachment.name:
        raise Http404
    played = attachment.kind in (Attachment.Kind.VIDEO, Attachment.Kind.AUDIO, Attachment.Kind.IMAGE)
    return hand_out(request, str(attachment.file.name), mime=attachment.mime, name=attachment.name, kept=played)


@require_POST
@throttled("describe", limit=120, per_seconds=60)
def change_description(request: SignedIn, pk: UUID) -> HttpResponse:
    """Say what is in the picture, for those who cannot see it."""
    attachment = get_visible(Attachment, request.user, pk=pk)
    describe(attachment, by=request.user, alt_text=request.POST.get("alt_text", ""))
    return JsonResponse(_as_json(attachment))


@require_POST
def throw_away(request: SignedIn, pk: UUID) -> HttpResponse:
    """Take back a file that is not tied to anything yet."""
    attachment = get_visible(Attachment, request.user, pk=pk)
    discard(attachment, by=request.user)
    return HttpResponse(status=204)


def _announced(request: HttpRequest) -> int:
    """What the request says it brings, without the envelope of a form."""
    length = request.META.get("CONTENT_LENGTH", "")
    return max(int(length) - _ENVELOPE, 0) if length.isascii() and length.isdigit() else 0


def _as_json(attachment: Attachment) -> dict[str, object]:
    return {
        "id": str(attachment.pk),
        "url": attachment.url,
        # Empty until there is one: the page goes on showing the picture it has itself.
        "thumb": attachment.thumb_url if attachment.is_ready and attachment.is_image else "",
        "name": attachment.name,
        "size": attachment.size,
        "kind": attachment.kind,
        "mime": attachment.mime,
        "alt_text": attachment.alt_text,
        "state": attachment.state,
    }
