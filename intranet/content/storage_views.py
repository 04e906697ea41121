"""One's own share of the disk: how much is used, and by what."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from intranet.accounts.settings_pages import tabs_for
from intranet.content.attachments import discard
from intranet.content.models import Attachment, Entry
from intranet.core.http import SignedIn, get_visible

from .files.quotas import LARGEST, largest_of, room_of


@require_GET
@login_required
def storage(request: SignedIn) -> HttpResponse:
    """Used and allowed, the largest files, and what stands in nothing and may go."""
    files = list(largest_of(request.user)[:LARGEST])
    readable = set(
        Entry.objects.visible_to(request.user)
        .filter(pk__in=[file.entry_id for file in files if file.entry_id])
        .values_list("pk", flat=True)
    )
    context = {
        "room": room_of(request.user),
        "files": [{"file": file, "entry": file.entry if file.entry_id in readable else None} for file in files],
        "settings_tabs": tabs_for("content:storage"),
    }
    return render(request, "content/storage.html", context)


@require_POST
@login_required
def throw_away(request: SignedIn, pk: UUID) -> HttpResponse:
    """Delete a file that stands in nothing."""
    attachment = get_visible(Attachment, request.user, pk=pk)
    try:
        discard(attachment, by=request.user)
    except PermissionDenied as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("“%(name)s” is deleted.") % {"name": attachment.name})
    return redirect("content:storage")
