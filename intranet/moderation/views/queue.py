"""The queue and one case of it. Opening a case claims it; each decision leads to the next."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from intranet.accounts.models import User
from intranet.core.decisions import require
from intranet.core.http import SignedIn, number_in, render_page
from intranet.moderation import care, deciding, numbers, policies, queue, sorts
from intranet.moderation.assigning import people_for
from intranet.moderation.forms import DecisionForm
from intranet.moderation.models import CaseNote
from intranet.moderation.queue import Filters, Shown
from intranet.moderation.sorts import Words
from intranet.spaces.audiences import spaces_moderated
from intranet.spaces.models import Space


@login_required
@require_GET
def cases(request: SignedIn) -> HttpResponse:
    require(policies.can_open_queue(request.user))
    context = _list(request)
    context |= {"numbers": numbers.of(request.user), "care": care.doors_for(request.user)}
    return render_page(request, "moderation/queue.html", context, part="moderation/_items.html")


@login_required
@require_GET
def case(request: SignedIn, case_id: int) -> HttpResponse:
    """One case beside the list. Whoever opens it has it for ten minutes, if nobody else has."""
    shown = _shown(request, case_id)
    may = policies.can_decide_case(request.user, shown.case)
    if may and shown.case.is_open and getattr(request, "viewing", None) is None:
        deciding.claim(shown.case, by=request.user)
        shown = _shown(request, case_id)
    return _page(request, shown)


@login_required
@require_POST
def decide(request: SignedIn, case_id: int) -> HttpResponse:
    shown = _shown(request, case_id)
    form = DecisionForm(request.POST)
    if not form.is_valid():
        return _page(request, shown, form, status=422)
    said = form.cleaned_data
    what = said["what"]
    choice = shown.sort.choice(what)
    wants_text = choice is not None and choice.wants == "text"
    words = Words(
        said["reason"], said["cited"], said["title"] if wants_text else None, said["body"] if wants_text else None
    )
    try:
        decided = deciding.decide(shown.case, what, by=request.user, words=words)
    except deciding.Taken as taken:
        return _page(request, _shown(request, case_id), form, status=409, taken=taken.sentence)
    except ValidationError as refused:
        form.add_error(None, refused.messages)
        return _page(request, shown, form, status=422)
    messages.success(request, _("Noted. It waits for others.") if decided.is_open else decided.get_outcome_display())
    filters = Filters.read(request.GET)
    following = queue.next_after(request.user, filters, shown.case)
    if following is None:
        return redirect(_address("moderation:cases", filters))
    return redirect(_address("moderation:case", filters, following.pk))


@login_required
@require_POST
def claim(request: SignedIn, case_id: int) -> HttpResponse:
    """Take a case over, or let it go."""
    shown = _shown(request, case_id)
    if request.POST.get("what") == "release":
        deciding.release(shown.case, by=request.user)
        return redirect(_address("moderation:cases", Filters.read(request.GET)))
    deciding.claim(shown.case, by=request.user, take_over=True)
    return redirect(_address("moderation:case", Filters.read(request.GET), case_id))


@login_required
@require_POST
def assign(request: SignedIn, case_id: int) -> HttpResponse:
    shown = _shown(request, case_id)
    handle = request.POST.get("to", "")
    person = User.objects.active().filter(handle=handle).first()
    if handle and person is None:
        messages.error(request, _("There is nobody of that name."))
    else:
        try:
            deciding.assign(shown.case, person, by=request.user)
        except ValidationError as refused:
            messages.error(request, " ".join(refused.messages))
    return redirect(_address("moderation:case", Filters.read(request.GET), case_id))


@login_required
@require_POST
def note(request: SignedIn, case_id: int) -> HttpResponse:
    shown = _shown(request, case_id)
    body = request.POST.get("note", "")
    try:
        deciding.note(shown.case, by=request.user, body=body)
    except ValidationError as refused:
        return _page(request, shown, status=422, note=body, note_error=" ".join(refused.messages))
    return redirect(_address("moderation:case", Filters.read(request.GET), case_id) + "#notes")


@login_required
@require_POST
def bulk(request: SignedIn) -> HttpResponse:
    """The same decision about all that are ticked."""
    require(policies.can_open_queue(request.user))
    ids = [pk for pk in map(number_in, request.POST.getlist("case")) if pk is not None]
    form = DecisionForm(request.POST)
    filters = Filters.read(request.GET)
    if not ids or not form.is_valid():
        messages.error(request, _("Tick what you mean first."))
        return redirect(_address("moderation:cases", filters))
    found = queue.cases_for(request.user).filter(pk__in=ids[: deciding.MOST_AT_ONCE]).order_by("pk")
    said = form.cleaned_data
    words = Words(said["reason"], said["cited"])
    done, passed = deciding.decide_many(found, said["what"], by=request.user, words=words)
    if done:
        told = ngettext("%(count)s case decided.", "%(count)s cases decided.", len(done)) % {"count": len(done)}
        messages.success(request, told)
    for why in dict.fromkeys(one.why for one in passed):
        count = sum(one.why == why for one in passed)
        told = ngettext("%(count)s was left: %(why)s", "%(count)s were left: %(why)s", count)
        messages.warning(request, told % {"count": count, "why": why})
    return redirect(_address("moderation:cases", filters))


def _shown(request: SignedIn, case_id: int) -> Shown:
    """The case, for whom it reaches; the same 404 for one that is not there and one that is not theirs."""
    found = queue.shown(request.user, case_id)
    if found is None:
        raise Http404
    return found


def _list(request: SignedIn) -> dict[str, Any]:
    filters = Filters.read(request.GET)
    # The numbers of the streams first: what changes while the page is put together arrives by them.
    streams = queue.streams_of(request.user)
    page = queue.page_of(request.user, filters, cursor=request.GET.get("cursor"))
    return {
        "page": page,
        "filters": filters,
        "streams": streams,
        "counts": queue.counts(request.user),
        "sorts": sorts.all_sorts(),
        "spaces": Space.objects.filter(pk__in=spaces_moderated(request.user)).order_by("name")[:100],
        "form": DecisionForm(),
    }


def _page(
    request: SignedIn, shown: Shown, form: DecisionForm | None = None, *, status: int = 200, **more: Any
) -> HttpResponse:
    may = policies.can_decide_case(request.user, shown.case)
    context = _list(request) | {
        "shown": shown,
        "case": shown.case,
        "choices": shown.choices(request.user) if shown.case.is_open and may else [],
        "refusal": may.refusal,
        "is_mine": shown.case.claimed_by_id == request.user.pk or not shown.case.is_claimed,
        "form": form or DecisionForm(initial={"title": shown.title, "body": shown.body}),
        "notes": CaseNote.objects.filter(case=shown.case).select_related("author"),
        "people": people_for(shown.case),
        "about": numbers.about(shown.case),
        "may_see_sanctions": shown.case.about is not None
        and bool(policies.can_see_sanctions(request.user, shown.case.about)),
        **more,
    }
    return render(request, "moderation/queue.html", context, status=status)


def _address(name: str, filters: Filters, *args: Any) -> str:
    query = filters.query
    return reverse(name, args=args) + (f"?{query}" if query else "")
