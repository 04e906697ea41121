"""A topic to read, and what one does on its page: answering, voting, saying what solved it."""

from __future__ import annotations

import uuid
from functools import partial
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from forum import actions
from forum.addresses import address_of, address_of_answer
from forum.home.views import layout_for
from forum.keeping.permalinks import place_of_answer
from forum.models import Answer, Topic
from intranet.content.actions import EditConflict, edit_entry
from intranet.content.attachments import describe_all
from intranet.content.forms import EntryEditForm
from intranet.content.gone import visible_or_gone
from intranet.content.kinds import real, url_of
from intranet.content.models import Entry
from intranet.content.policies import can_edit
from intranet.conversation.votes import take_back_vote, vote_for
from intranet.core.decisions import TooMany, require
from intranet.core.guest_pages import kept_for_guests
from intranet.core.http import SignedIn, get_visible, render_page, wants_json, wants_part, with_query
from intranet.core.throttle import allow, throttled

from . import marks, page, rendering
from .forms import AnswerForm
from .views_counted import note_view

ANSWERS_A_MINUTE = 10


@require_safe
def topic(request: HttpRequest, topic_id: int, slug: str) -> HttpResponse:
    """A topic. Its number finds it; under a title that it does not have any more it leads to the one it has."""
    found = page.find(request.user, topic_id)
    if found.merged_into_id is not None:
        return redirect("forum:topic-by-number", found.merged_into_id, permanent=True)
    if slug != found.slug:
        return _to_its_title(request, found)
    if request.GET.get("at") == "new":
        first = marks.first_new(found, request.user)
        return redirect(f"{address_of(found)}?by=time&at={first.pk}#entry-{first.pk}" if first else address_of(found))
    if (moved := page.moved_to(request, found)) is not None:
        return redirect(url_of(moved))
    note_view(request, found.pk)
    response = _page(request, found, AnswerForm(initial={"client_id": uuid.uuid4()}))
    return kept_for_guests(response, seen=partial(note_view, topic_id=found.pk))


@require_safe
def by_number(request: HttpRequest, topic_id: int) -> HttpResponse:
    return _to_its_title(request, visible_or_gone(Topic.objects, request.user, page.taken_away(), pk=topic_id))


def _to_its_title(request: HttpRequest, found: Topic) -> HttpResponse:
    """For good to who indexes it; people ask again next time."""
    is_guest = not request.user.is_authenticated
    response = redirect(with_query(request, address_of(found)), permanent=is_guest)
    if is_guest:
        # It may be called that again one day; nobody should be sent away from it for ever.
        response["Cache-Control"] = "private, max-age=3600"
    return response


def _page(request: HttpRequest, found: Any, form: AnswerForm, *, status: int = 200) -> HttpResponse:
    return render(request, "forum/topic.html", page.context_of(request, found, form), status=status)


@login_required
@require_POST
def read(request: SignedIn, topic_id: int) -> HttpResponse:
    """The browser says that what is new in a topic was looked at."""
    marks.read_topic(get_visible(Topic, request.user, pk=topic_id), by=request.user)
    return HttpResponse(status=204)


# --- Answering --------------------------------------------------------------------------------------------------------


@login_required
@require_POST
def answer(request: SignedIn, topic_id: int) -> HttpResponse:
    found = page.find(request.user, topic_id)
    form, status = AnswerForm(request.POST), 422
    if form.is_valid():
        sent = form.cleaned_data
        try:
            require(allow(f"answer:user_{request.user.pk}", limit=ANSWERS_A_MINUTE, per_seconds=60))
            describe_all(sent["attachments"], request.POST, by=request.user)
            given = actions.answer(
                found,
                by=request.user,
                body=sent["body"],
                client_id=sent["client_id"],
                attachment_ids=sent["attachments"],
            )
        except ValidationError as error:
            form.add_error(None, error)
        except TooMany as refusal:
            form.add_error(None, str(refusal))
            status = 429
        except PermissionDenied as refusal:
            form.add_error(None, str(refusal))
            status = 403
        else:
            if wants_part(request):
                return HttpResponse(rendering.place(given, request), status=201)
            return redirect(address_of_answer(given))
    if wants_part(request):
        context = {"topic": found, "form": form}
        return render(request, "forum/_answer_form.html", context, status=status)
    return _page(request, found, form, status=status)


@require_safe
def answer_part(request: HttpRequest, answer_id: int) -> HttpResponse:
    """The words of one answer as this reader sees them; by hand, its permalink: wherever it stands now."""
    if not wants_part(request):
        if (place := place_of_answer(answer_id, request.user)) is None:
            raise Http404
        return redirect(place)
    found = get_visible(Answer.objects.select_related("root"), request.user, pk=answer_id)
    return HttpResponse(rendering.shown(found, request, rendering.OWN))


@login_required
@require_http_methods(["GET", "POST"])
def edit_answer(request: SignedIn, answer_id: int) -> HttpResponse:
    """Change one's own answer. When somebody else did meanwhile, both texts are shown and nothing is lost."""
    found = get_visible(Answer.objects.select_related("root", "space"), request.user, pk=answer_id)
    require(can_edit(request.user, found))
    form = EntryEditForm.of(found, request.POST or None)
    context: dict[str, Any] = {"form": form, "answer": found, "entry": found, "layout": layout_for(request)}
    if form.is_bound and form.is_valid():
        data = form.cleaned_data
        files = data["attachments"] if "attachments" in request.POST else None
        try:
            edit_entry(
                found,
                by=request.user,
                body=data["body"],
                note=data["note"],
                based_on=data["based_on"],
                attachment_ids=files,
            )
        except EditConflict as conflict:
            form.add_error(None, conflict)
            form.rebase(conflict.entry)
            context["theirs"] = conflict.entry
        except ValidationError as error:
            form.add_error(None, error)
        else:
            if wants_part(request):
                return HttpResponse(rendering.shown(found, request, rendering.OWN))
            return redirect(address_of_answer(found))
    status = 422 if form.is_bound else 200
    return render_page(request, "forum/answer_edit.html", context, part="forum/_answer_edit.html", status=status)


# --- Saying what helped -----------------------------------------------------------------------------------------------


@login_required
@require_POST
@throttled("accept", limit=60, per_seconds=60, methods=("POST",))
def accept(request: SignedIn, answer_id: int) -> HttpResponse:
    given = get_visible(Answer, request.user, pk=answer_id)
    actions.accept_answer(given, by=request.user)
    return _told(request, {"accepted": given.pk}, address_of_answer(given))


@login_required
@require_POST
@throttled("accept", limit=60, per_seconds=60, methods=("POST",))
def unaccept(request: SignedIn, topic_id: int) -> HttpResponse:
    found = get_visible(Topic.objects.with_place(), request.user, pk=topic_id)
    actions.clear_accepted(found, by=request.user)
    return _told(request, {"accepted": None}, address_of(found))


@login_required
@require_POST
@throttled("vote", limit=120, per_seconds=60, methods=("POST",))
def vote(request: SignedIn, entry_id: int) -> HttpResponse:
    """Give one's voice, or take it back when ``on`` is empty."""
    entry = get_visible(Entry.objects.filter(kind__in=["forum.topic", "forum.answer"]), request.user, pk=entry_id)
    voted = real(entry)
    is_given = bool(request.POST.get("on", "1"))
    (vote_for if is_given else take_back_vote)(voted, by=request.user)
    told = {"entry": voted.pk, "votes": voted.votes_count, "mine": is_given}
    return _told(request, told, url_of(voted))


def _told(request: HttpRequest, told: dict[str, Any], url: str) -> HttpResponse:
    return JsonResponse(told) if wants_json(request) else redirect(url)
