"""Writing a note from the page of what it is about."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from intranet.content.actions import EditConflict, edit_entry
from intranet.content.forms import EntryEditForm
from intranet.content.kinds import real, url_of
from intranet.content.models import Entry
from intranet.content.policies import can_edit
from intranet.core.decisions import require
from intranet.core.http import SignedIn, get_visible, render_page, wants_part

from . import policies
from .actions import add_note
from .families import kinds_with_notes, models_of_notes
from .forms import NoteForm
from .reading import completed
from .rendering import place


@login_required
@require_http_methods(["GET", "POST"])
def notes(request: SignedIn, entry_id: int) -> HttpResponse:
    """One more note about one thing."""
    about = get_visible(Entry.objects.filter(kind__in=kinds_with_notes(), root=None), request.user, pk=entry_id)
    require(policies.can_write_note(request.user, about))
    form = NoteForm(request.POST or None, initial={"client_id": uuid.uuid4()})
    if form.is_bound and form.is_valid():
        sent = form.cleaned_data
        try:
            note = add_note(
                about,
                by=request.user,
                body=sent["body"],
                client_id=sent["client_id"],
                attachment_ids=sent["attachments"],
            )
        except ValidationError as error:
            form.add_error("body", error)
        else:
            if wants_part(request):
                return HttpResponse(place(note, request), status=201)
            return redirect(url_of(note))
    status = 422 if form.is_bound else 200
    return render(request, "conversation/notes/new.html", {"about": about, "entry": about, "form": form}, status=status)


@login_required
@require_safe
def note(request: SignedIn, note_id: int) -> HttpResponse:
    """One note as this reader sees it; by hand, where it stands."""
    found = _note(request, note_id)
    return HttpResponse(place(found, request)) if wants_part(request) else redirect(url_of(found))


@login_required
@require_http_methods(["GET", "POST"])
def edit(request: SignedIn, note_id: int) -> HttpResponse:
    """Change one's own note. When it was changed meanwhile, both texts are shown and nothing is lost."""
    found = _note(request, note_id)
    require(can_edit(request.user, found))
    form = EntryEditForm.of(found, request.POST or None)
    context: dict[str, Any] = {"form": form, "note": found, "entry": found}
    if form.is_bound and form.is_valid():
        sent = form.cleaned_data
        try:
            edit_entry(found, by=request.user, body=sent["body"], based_on=sent["based_on"])
        except EditConflict as conflict:
            form.add_error(None, conflict)
            form.rebase(conflict.entry)
            context["theirs"] = conflict.entry
        except ValidationError as error:
            form.add_error(None, error)
        else:
            if not wants_part(request):
                return redirect(url_of(found))
            context["note"] = completed([found], request.user)[0]
            return render(request, "conversation/notes/_own.html", context)
    status = 422 if form.is_bound else 200
    return render_page(
        request, "conversation/notes/edit.html", context, part="conversation/notes/_edit.html", status=status
    )


def _note(request: SignedIn, note_id: int) -> Any:
    notes = Entry.objects.filter(kind__in=models_of_notes()).with_people().select_related("root")
    return real(get_visible(notes, request.user, pk=note_id))
