"""The pages on which people ask about a broadcast and are answered."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from feeds.models import Broadcast, BroadcastQuestion
from intranet.content.asked import ask
from intranet.conversation.votes import take_back_vote, vote_for, voted_by
from intranet.core.decisions import require
from intranet.core.http import SignedIn, get_visible, number_in, render_page, wants_json
from intranet.core.pagination import keyset_page

from . import actions, merging, policies, reading
from .forms import AnswerForm, AskForm

PAGE = 30
# An open page asks for so many of those it has heard of, and reads all again beyond.
AT_ONCE = 20
# Of which one is chosen as the same; the others are found by their words.
AT_CHOICE = 20
LONGEST_SEARCH = 200


@login_required
@require_http_methods(["GET", "POST"])
def questions(request: SignedIn, entry_id: int) -> HttpResponse:
    """All that was asked about one broadcast; and asking."""
    broadcast = get_visible(Broadcast.objects.with_people(), request.user, pk=entry_id)
    since = reading.since(broadcast)
    form = AskForm(request.POST if request.method == "POST" else None, initial={"client_id": uuid4()})
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.ask(broadcast, by=request.user, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error.messages)
        else:
            said = _("Your question waits for a moderator.") if made.is_held else _("Your question is there.")
            messages.success(request, said)
            return redirect("feeds:broadcast-questions", broadcast.pk)
    if request.method == "POST":
        require(policies.can_ask(request.user, broadcast))
    found = reading.questions_about(broadcast, request.user)
    if only := request.GET.get("only"):
        # What an open page has heard of: as its reader sees it now, or nothing where it is gone.
        numbers = [number for text in only.split(",")[:AT_ONCE] if (number := number_in(text))]
        few = list(found.filter(pk__in=numbers).order_by(*reading.BY_VOICES))
        return render(request, "feeds/broadcasts/_question_list.html", reading.shown(few, broadcast, request.user))
    size = reading.MOST_ON_PAGE if "few" in request.GET else PAGE
    page = keyset_page(found, by=reading.BY_VOICES, cursor=request.GET.get("cursor"), size=size)
    context: dict[str, Any] = reading.shown(page.items, broadcast, request.user)
    context |= {"page": page, "broadcast": broadcast, "form": form, "since": since}
    status, part = 422 if form.is_bound else 200, "feeds/broadcasts/_question_list.html"
    return render_page(request, "feeds/broadcasts/questions.html", context, part=part, status=status)


@login_required
@require_http_methods(["GET", "POST"])
def answer(request: SignedIn, entry_id: int) -> HttpResponse:
    question = _question(request, entry_id)
    broadcast = policies.broadcast_of(question)
    require(policies.can_answer(request.user, broadcast))
    form = AnswerForm(request.POST if request.method == "POST" else None, initial={"words": question.answer})
    if request.method == "POST" and form.is_valid():
        try:
            actions.answer(question, by=request.user, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error.messages)
        else:
            return redirect(question.get_absolute_url())
    context = {"form": form, "question": question, "broadcast": broadcast}
    return render(request, "feeds/broadcasts/answer.html", context, status=422 if form.is_bound else 200)


@login_required
@require_http_methods(["GET", "POST"])
def merge(request: SignedIn, entry_id: int) -> HttpResponse:
    """Choose the question that asked the same, and join the two."""
    question = _question(request, entry_id)
    broadcast = policies.broadcast_of(question)
    require(policies.can_answer(request.user, broadcast))
    others = reading.questions_about(broadcast, request.user).exclude(pk=question.pk).order_by(*reading.BY_VOICES)
    if sought := request.GET.get("q", "").strip()[:LONGEST_SEARCH]:
        others = others.filter(body_text__icontains=sought)
    if request.method == "POST":
        chosen = get_visible(others, request.user, pk=number_in(request.POST.get("into", "")))
        merging.merge(question, into=chosen, by=request.user)
        messages.success(request, _("The two are one now, and one answer is for both."))
        return redirect(chosen)
    offered = list(others[:AT_CHOICE])
    # Which others can be chosen is the policy's affair; that none can, it says of any.
    refusal = policies.can_merge(request.user, question, offered[0]).refusal if offered else ""
    context = {"entry": question, "asking": question, "sought": sought, "others": offered, "refusal": refusal}
    return ask(request, "feeds/broadcasts/_merge_question.html", _("Join with another question"), context)


@login_required
@require_POST
def part(request: SignedIn, entry_id: int) -> HttpResponse:
    """Part two that were joined."""
    question = _question(request, entry_id)
    try:
        merging.undo_merge(question, by=request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("The two are apart again."))
    return redirect(question)


@login_required
@require_POST
def vote(request: SignedIn, entry_id: int) -> HttpResponse:
    """One's voice for a question, or back again."""
    question = _question(request, entry_id)
    (vote_for if request.POST.get("on") == "1" else take_back_vote)(question, by=request.user)
    if wants_json(request):
        return JsonResponse({"votes": question.votes_count, "mine": bool(voted_by(request.user, [question]))})
    return redirect(f"{reverse('feeds:broadcast-questions', args=[question.root_id])}#entry-{question.pk}")


def _question(request: SignedIn, pk: int) -> BroadcastQuestion:
    found = BroadcastQuestion.objects.published().with_people()
    return get_visible(found, request.user, pk=pk)
