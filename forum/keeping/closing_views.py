"""Closing and opening a topic, keeping it on top, taking it out of the lists, and saying that it was asked before."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from forum.addresses import address_of
from intranet.content.asked import ask, back
from intranet.core.decisions import require
from intranet.core.http import SignedIn
from intranet.core.zones import end_of_day

from . import closing, policies
from .choosing import find_topics
from .forms import CloseForm, PinForm
from .views import chosen_topic, topic_to_keep


@login_required
@require_http_methods(["GET", "POST"])
def close(request: SignedIn, topic_id: int) -> HttpResponse:
    topic = topic_to_keep(request, topic_id)
    require(policies.can_close_topic(request.user, topic))
    form = CloseForm(request.POST or None, initial={"reason": topic.closed_reason})
    if form.is_bound and form.is_valid():
        closing.close_topic(topic, by=request.user, reason=form.cleaned_data["reason"])
        messages.success(request, _("Closed. Who asked is told why."))
        return redirect(address_of(topic))
    context: dict[str, Any] = {"entry": topic, "topic": topic, "form": form, "finish": _("Close topic")}
    status = 422 if form.is_bound else 200
    return ask(request, "forum/keeping/_form.html", _("Close this topic"), context, status=status)


@login_required
@require_POST
def reopen(request: SignedIn, topic_id: int) -> HttpResponse:
    topic = topic_to_keep(request, topic_id)
    if closing.open_topic(topic, by=request.user):
        messages.success(request, _("Open again: people can answer."))
    return redirect(address_of(topic))


@login_required
@require_http_methods(["GET", "POST"])
def pin(request: SignedIn, topic_id: int) -> HttpResponse:
    topic = topic_to_keep(request, topic_id)
    require(policies.can_close_topic(request.user, topic))
    form = PinForm(request.POST or None)
    if form.is_bound and form.is_valid():
        day = form.cleaned_data["until"]
        try:
            closing.pin_topic(topic, by=request.user, until=end_of_day(day, request.user.time_zone))
        except ValidationError as error:
            form.add_error(None, error)
        except OverflowError:
            form.add_error("until", _("That is too far away."))
        else:
            messages.success(request, _("It stands on top until %(day)s.") % {"day": date_format(day)})
            return redirect(address_of(topic))
    context: dict[str, Any] = {"entry": topic, "topic": topic, "form": form, "finish": _("Keep on top")}
    status = 422 if form.is_bound else 200
    return ask(request, "forum/keeping/_form.html", _("Keep at the top of its category"), context, status=status)


@login_required
@require_POST
def unpin(request: SignedIn, topic_id: int) -> HttpResponse:
    topic = topic_to_keep(request, topic_id)
    if closing.unpin_topic(topic, by=request.user):
        messages.success(request, _("It no longer stands on top."))
    return redirect(back(request, address_of(topic)))


@login_required
@require_POST
def unlist(request: SignedIn, topic_id: int) -> HttpResponse:
    """Out of the lists, or back into them when ``unlisted`` is empty."""
    topic = topic_to_keep(request, topic_id)
    unlisted = bool(request.POST.get("unlisted", "1"))
    if closing.unlist_topic(topic, by=request.user, unlisted=unlisted):
        said = _("It stands in no list now; its address works.") if unlisted else _("It is back in the lists.")
        messages.success(request, said)
    return redirect(address_of(topic))


@login_required
@require_http_methods(["GET", "POST"])
def duplicate(request: SignedIn, topic_id: int) -> HttpResponse:
    """Find where it was asked before, and lead there."""
    topic = topic_to_keep(request, topic_id)
    require(policies.can_close_topic(request.user, topic))
    chosen = chosen_topic(request, topic, "of")
    context: dict[str, Any] = {
        "entry": topic,
        "topic": topic,
        "found": find_topics(request.GET.get("q", ""), request.user, beside=topic),
        "chosen": chosen,
    }
    if request.method == "POST":
        if chosen is None:
            raise Http404
        try:
            closing.mark_duplicate(topic, of=chosen, by=request.user)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        else:
            messages.success(request, _("A line leads to where it was asked before."))
        return redirect(address_of(topic))
    return ask(request, "forum/keeping/_duplicate.html", _("Asked before"), context)
