"""The page of a poll: to vote without scripts, to see who chose what, to change and close it, to take it away."""

from __future__ import annotations

from typing import Any, cast

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from intranet.content.models import Entry
from intranet.conversation.models import Poll
from intranet.core.decisions import require
from intranet.core.http import SignedIn, get_visible, number_in, wants_part
from intranet.core.throttle import throttled

from . import actions, policies
from .export import results_csv
from .forms import ClosingForm, PollForm, said_closing
from .showing import Shown, html_of, one_shown_to, voters_of


@require_http_methods(["GET", "HEAD", "POST"])
@throttled("vote", limit=60, per_seconds=60)
def poll(request: HttpRequest, entry_id: int) -> HttpResponse:
    """What there is to choose, and what came of it. A form posts ``option``, or ``_method=DELETE`` to take it back."""
    found = _poll(request, entry_id)
    if request.method == "POST":
        return _vote(cast(SignedIn, request), found)
    shown = one_shown_to(request.user, found.pk)
    if wants_part(request):
        return HttpResponse(html_of(shown))
    return _page(request, shown, chosen=_numbers(request.GET.getlist("option")))


@login_required
def _vote(request: SignedIn, found: Poll) -> HttpResponse:
    taken_back = request.POST.get("_method", "").upper() == "DELETE"
    chosen = _numbers(request.POST.getlist("option"))
    try:
        if taken_back:
            actions.withdraw_vote(found, by=request.user)
        else:
            actions.vote(found, by=request.user, options=chosen)
    except (ValidationError, PermissionDenied) as refusal:
        if wants_part(request) and isinstance(refusal, PermissionDenied):
            raise
        shown = one_shown_to(request.user, found.pk)
        said = refusal.messages if isinstance(refusal, ValidationError) else [str(refusal)]
        status = 422 if isinstance(refusal, ValidationError) else 403
        return _page(request, shown, chosen=chosen, errors=said, status=status)
    if wants_part(request):
        return HttpResponse(html_of(one_shown_to(request.user, found.pk)))
    return redirect(found.entry.get_absolute_url())


def _page(
    request: HttpRequest, shown: Shown, *, chosen: set[int], errors: list[str] | None = None, status: int = 200
) -> HttpResponse:
    context: dict[str, Any] = {
        "shown": shown,
        "entry": shown.entry,
        "chosen": chosen or {answer.pk for answer in shown.answers if answer.mine},
        "errors": errors or [],
        "may_export": policies.can_export(request.user, shown.poll, has_voted=shown.has_voted),
        "layout": "layouts/app.html" if request.user.is_authenticated else "layouts/street.html",
    }
    return render(request, "conversation/polls/poll.html", context, status=status)


@login_required
@require_GET
def voters(request: SignedIn, entry_id: int) -> HttpResponse:
    """Who chose what in a named poll, for whoever sees its results."""
    found = _poll(request, entry_id)
    shown = one_shown_to(request.user, found.pk)
    require(shown.may_see_voters)
    context = {"shown": shown, "entry": found.entry, "voters": voters_of(found, request.user)}
    return render(request, "conversation/polls/voters.html", context)


@login_required
@require_GET
def results(request: SignedIn, entry_id: int) -> HttpResponse:
    found = _poll(request, entry_id)
    shown = one_shown_to(request.user, found.pk)
    require(policies.can_export(request.user, found, has_voted=shown.has_voted))
    return HttpResponse(
        results_csv(found),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="poll-{found.pk}.csv"'},
    )


@login_required
@require_http_methods(["GET", "POST"])
def edit(request: SignedIn, entry_id: int) -> HttpResponse:
    """Everything while nobody has voted; then only until when one can."""
    found = _poll(request, entry_id)
    require(policies.can_change_poll(request.user, found))
    form: ClosingForm
    if found.voters_count:
        initial = {"closes_at": said_closing(found, request.user)}
        form = ClosingForm(request.POST or None, initial=initial, writer=request.user)
    else:
        form = PollForm.of(found, request.POST or None, writer=request.user)
    if form.is_bound and form.is_valid():
        try:
            if isinstance(form, PollForm):
                actions.change_poll(found, form.cleaned_data["wanted"], by=request.user)
            else:
                actions.change_closing(found, by=request.user, closes_at=form.cleaned_data["closes_at"])
        except (ValidationError, PermissionDenied) as refusal:
            form.add_error(None, ValidationError(_sentences(refusal)))
        else:
            return redirect(found.entry.get_absolute_url())
    context = {"form": form, "entry": found.entry, "poll": found, "writes_all": isinstance(form, PollForm)}
    return render(request, "conversation/polls/edit.html", context, status=422 if form.is_bound else 200)


@login_required
@require_POST
def close(request: SignedIn, entry_id: int) -> HttpResponse:
    found = _poll(request, entry_id)
    require(policies.can_change_poll(request.user, found))
    actions.close_poll(found, by=request.user)
    if wants_part(request):
        return HttpResponse(html_of(one_shown_to(request.user, found.pk)))
    return redirect(found.entry.get_absolute_url())


def _poll(request: HttpRequest, entry_id: int) -> Poll:
    """The poll of an entry this reader may see; an entry without one has no such page."""
    entry = get_visible(Entry.objects.with_people(), request.user, pk=entry_id)
    found = Poll.objects.filter(entry=entry).first()
    if found is None:
        raise Http404
    found.entry = entry
    return found


def _numbers(typed: list[str]) -> set[int]:
    return {one for one in map(number_in, typed[:50]) if one is not None}


def _sentences(refusal: Exception) -> list[str]:
    return refusal.messages if isinstance(refusal, ValidationError) else [str(refusal)]
