"""Asking for releases by mail, without an account."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from ideas.home.views import layout_for
from intranet.accounts import sign_up_guards
from intranet.accounts.models import normal_email
from intranet.core.throttle import throttled

from . import subscribing
from .by_mail import PARTS
from .forms import SubscribeForm
from .jobs import write_to_asked


@never_cache
@require_http_methods(["GET", "POST"])
@throttled("release_subscribe", limit=10, per_seconds=3600)
def subscribe(request: HttpRequest) -> HttpResponse:
    """The answer is the same whether the address is new, waiting, or on the list."""
    form = SubscribeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        email = normal_email(form.cleaned_data["email"])
        if refused := _refused(email, request):
            form.add_error("email", refused)
        else:
            asked = subscribing.ask(email, language=get_language() or "")
            write_to_asked.enqueue(subscriber_id=asked.pk)
            return redirect(reverse("ideas:releases-subscribe") + "?asked=1")
    context = {"form": form, "asked": "asked" in request.GET, "layout": layout_for(request)}
    return render(request, "ideas/releases/subscribe.html", context, status=422 if form.is_bound else 200)


def _refused(email: str, request: HttpRequest) -> str:
    """What the house says at the door of such addresses, throw-away ones among them; nothing of the list."""
    decision = sign_up_guards.can_sign_up(email, request)
    return "" if decision else str(decision.refusal)


@never_cache
@require_http_methods(["GET", "POST"])
@throttled("release_confirm", limit=60, per_seconds=3600)
def confirm(request: HttpRequest, word: str) -> HttpResponse:
    """Looking changes nothing: mail programs look at links before people do."""
    if not subscribing.is_confirm_word(word):
        raise Http404
    done = request.method == "POST" and subscribing.confirm(word)
    return render(request, "ideas/releases/confirm.html", {"word": word, "done": done, "layout": layout_for(request)})


@csrf_exempt
@never_cache
@require_http_methods(["GET", "POST"])
@throttled("release_leave", limit=120, per_seconds=3600)
def leave(request: HttpRequest, word: str) -> HttpResponse:
    """One press, by a mail program as well (RFC 8058): the signed word says that it may."""
    if not subscribing.is_leave_word(word):
        raise Http404
    done = request.method == "POST" and subscribing.leave(word)
    return render(request, "ideas/releases/leave.html", {"word": word, "done": done, "layout": layout_for(request)})


@csrf_exempt
@never_cache
@require_http_methods(["GET", "POST"])
@throttled("part_leave", limit=120, per_seconds=3600)
def leave_parts(request: HttpRequest, word: str) -> HttpResponse:
    """The same for who had a part in something and has no account."""
    if not PARTS.is_leave_word(word):
        raise Http404
    done = request.method == "POST" and PARTS.leave(word)
    context = {"word": word, "done": done, "layout": layout_for(request)}
    return render(request, "ideas/releases/leave_parts.html", context)
