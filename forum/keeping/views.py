"""Putting a topic elsewhere, parting it and joining it. What it means for readers is said before it is done."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from forum.addresses import address_of
from forum.models import Answer, Category, Merge, Topic
from forum.policies import can_keep_topic
from intranet.content.asked import ask
from intranet.core.decisions import require
from intranet.core.http import SignedIn, get_visible, number_in

from . import policies
from .choosing import find_topics
from .forms import SplitForm
from .merging import merge_topics, undo_merge
from .moving import effect_of_moving, move_topic
from .splitting import split_topic


@login_required
@require_http_methods(["GET", "POST"])
def move(request: SignedIn, topic_id: int) -> HttpResponse:
    """Choose a category, see who will read it then, and move it there."""
    topic = topic_to_keep(request, topic_id)
    categories = [one for one in categories_for(request) if one.pk != topic.category_id]
    may = [one for one in categories if policies.can_move_topic(request.user, topic, one)]
    wanted = (request.POST or request.GET).get("to", "")
    chosen = next((one for one in may if str(one.pk) == wanted), None)
    if request.method == "POST":
        if chosen is None:
            raise PermissionDenied(_("You cannot move it there."))
        move_topic(topic, by=request.user, category=chosen)
        messages.success(request, _("Moved to %(place)s.") % {"place": chosen.name})
        return redirect(address_of(topic))
    context: dict[str, Any] = {"entry": topic, "topic": topic, "categories": may, "chosen": chosen}
    if chosen is not None:
        context["effect"] = effect_of_moving(topic, chosen)
    return ask(request, "forum/keeping/_move.html", _("Move to another category"), context)


@login_required
@require_http_methods(["GET", "POST"])
def split(request: SignedIn, topic_id: int) -> HttpResponse:
    """Choose answers and give them a title: they become a topic of their own."""
    topic = topic_to_keep(request, topic_id)
    require(policies.can_split_topic(request.user, topic))
    answers = Answer.objects.visible_to(request.user).published().filter(root=topic.pk).with_people()
    answers = answers.order_by("published_at", "pk")
    form = SplitForm(request.POST or None, topic=topic, answers=answers, categories=categories_for(request))
    if form.is_bound and form.is_valid():
        sent = form.cleaned_data
        try:
            made = split_topic(
                topic,
                by=request.user,
                answers=[one.pk for one in sent["answers"]],
                title=sent["title"],
                category=sent["category"],
                sort=sent["sort"],
            )
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("These answers are a topic of their own now. Their addresses lead here."))
            return redirect(address_of(made))
    chosen = {pk for pk in request.POST.getlist("answers") or request.GET.getlist("answers") if pk.isdecimal()}
    context = {"topic": topic, "answers": list(answers), "form": form, "chosen": chosen}
    return render(request, "forum/keeping/split.html", context, status=422 if form.is_bound else 200)


@login_required
@require_http_methods(["GET", "POST"])
def merge(request: SignedIn, topic_id: int) -> HttpResponse:
    """Find the other topic, see what it means, and join the two."""
    topic = topic_to_keep(request, topic_id)
    found = find_topics(request.GET.get("q", ""), request.user, beside=topic)
    chosen = chosen_topic(request, topic, "into")
    context: dict[str, Any] = {"entry": topic, "topic": topic, "found": found, "chosen": chosen}
    if chosen is not None:
        require(policies.can_merge_topics(request.user, topic, chosen))
        context["effect"] = effect_of_moving(topic, chosen.category)
        if request.method == "POST":
            try:
                merge_topics(topic, into=chosen, by=request.user)
            except ValidationError as error:
                messages.error(request, " ".join(error.messages))
            else:
                messages.success(request, _("The two are one now. The old address leads here."))
            return redirect(address_of(chosen))
    elif request.method == "POST":
        raise Http404
    return ask(request, "forum/keeping/_merge.html", _("Join with another topic"), context)


@login_required
@require_POST
def unmerge(request: SignedIn, merge_id: int) -> HttpResponse:
    """Part two that were joined."""
    merged = get_object_or_404(
        Merge.objects.select_related("source__category", "target__category", "question"),
        pk=merge_id,
        source__in=Topic.objects.visible_to(request.user),
        target__in=Topic.objects.visible_to(request.user),
    )
    try:
        source = undo_merge(merged, by=request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect(address_of(merged.target))
    messages.success(request, _("The two are apart again."))
    return redirect(address_of(source))


def topic_to_keep(request: SignedIn, topic_id: int) -> Topic:
    """One that this person reads and keeps order over; 404 for what is not theirs to read, and the reason for a no."""
    found = get_visible(Topic.objects.with_place(), request.user, pk=topic_id)
    require(can_keep_topic(request.user, found))
    return found


def chosen_topic(request: SignedIn, topic: Topic, name: str) -> Topic | None:
    """The other topic, which a form names by its number."""
    wanted = (request.POST or request.GET).get(name, "")
    if not wanted:
        return None
    return get_visible(Topic.objects.with_place().exclude(pk=topic.pk), request.user, pk=number_in(wanted))


def categories_for(request: SignedIn) -> QuerySet[Category]:
    return Category.objects.visible_to(request.user).in_use().select_related("space").prefetch_related("contacts")
