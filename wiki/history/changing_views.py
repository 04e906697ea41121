"""Going back to a version, saying what it is, and taking its text out of the history."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from intranet.collab import documents
from intranet.core.decisions import require
from intranet.core.http import SignedIn
from wiki import actions, policies
from wiki.models import Version

from .forms import NoteForm, WithdrawForm
from .reading import line_of, version_of
from .views import around, compared, page_for


@login_required
@require_http_methods(["GET", "POST"])
def restore(request: SignedIn, page_id: int, number: int) -> HttpResponse:
    """Make the page what it was. First one sees what that changes."""
    page = page_for(request, page_id)
    found = version_of(page, number, request.user)
    require(policies.can_edit_page(request.user, page))
    if request.method == "POST":
        try:
            made = actions.restore_version(page, by=request.user, number=number)
        except ValidationError as error:
            messages.error(request, error.messages[0])
        else:
            messages.success(
                request,
                _("Version %(old)s is back, as version %(new)s.") % {"old": number, "new": made.number}
                if made.restored_from == number
                else _("The page says that already."),
            )
        return redirect("wiki:history", page.pk)
    # What is being written is what is changed by it, which may be more than readers see.
    present = Version(page=page, title=page.title, number=page.version_number)
    present.text = documents.read_text(page.document)
    wanted = Version(page=page, title=page.title, number=number, withdrawn_at=found.withdrawn_at)
    wanted.packed = found.packed
    context = {"page": page, "line": line_of(found, page), "version": found}
    context |= compared(request, present, wanted) | around(request, page, "history")
    return render(request, "wiki/history/restore.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def note(request: SignedIn, page_id: int, number: int) -> HttpResponse:
    """Say what a version is."""
    page = page_for(request, page_id)
    found = version_of(page, number, request.user)
    require(policies.can_edit_page(request.user, page))
    form = NoteForm(request.POST or None, initial={"note": found.note})
    if request.method == "POST" and form.is_valid():
        actions.note_version(page, by=request.user, number=number, note=form.cleaned_data["note"])
        messages.success(request, _("Saved."))
        return redirect("wiki:history", page.pk)
    context = {"page": page, "line": line_of(found, page), "version": found, "form": form}
    status = 422 if request.method == "POST" else 200
    return render(request, "wiki/history/note.html", context | around(request, page, "history"), status=status)


@login_required
@require_http_methods(["GET", "POST"])
def withdraw(request: SignedIn, page_id: int, number: int) -> HttpResponse:
    """Take a text, and those after it up to a number, out of the history."""
    page = page_for(request, page_id)
    found = version_of(page, number, request.user)
    require(policies.can_withdraw_versions(request.user, page))
    form = WithdrawForm(request.POST or None, initial={"last": number})
    if request.method == "POST" and form.is_valid():
        sent = form.cleaned_data
        try:
            gone = actions.withdraw_versions(
                page, by=request.user, first=number, last=sent["last"], reason=sent["reason"]
            )
        except ValidationError as error:
            form.add_error(None, error)
        else:
            said = ngettext("%(count)s text was taken out.", "%(count)s texts were taken out.", gone)
            messages.success(request, said % {"count": gone})
            return redirect("wiki:history", page.pk)
    context = {"page": page, "line": line_of(found, page), "version": found, "form": form}
    status = 422 if request.method == "POST" else 200
    return render(request, "wiki/history/withdraw.html", context | around(request, page, "history"), status=status)
