"""What a press in a mail leads to, signed in or not; and "my address works again"."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from intranet.core.http import SignedIn
from intranet.core.throttle import throttled
from intranet.notifications import actions, groups

from . import other_mails, stops

WAYS = ("group", "thing", "all")


@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@throttled("unsubscribe", limit=120, per_seconds=3600)
def unsubscribe(request: HttpRequest, word: str) -> HttpResponse:
    """Looking says what a press would end; pressing ends it. A mail program presses without looking (RFC 8058), from
    anywhere and signed in nowhere: the signed word says that it may, so no form's token is asked for.

    Who the mails go to stands neither here nor in the answer.
    """
    stop = stops.read_stop(word)
    group = (groups.find(stop.group) or other_mails.find(stop.group)) if stop is not None else None
    if stop is None or group is None:
        raise Http404
    context = {"group": group, "has_thing": bool(stop.entry), "word": word}
    if request.method != "POST":
        return render(request, "notifications/unsubscribe.html", context)
    what = request.POST.get("what", "group")
    undo = actions.stop_mails(stop, what=what if what in WAYS else "group")
    context |= {"what": what, "undo": stops.undo_word(undo) if undo is not None else ""}
    return render(request, "notifications/unsubscribed.html", context)


@csrf_exempt
@never_cache
@require_POST
@throttled("unsubscribe", limit=120, per_seconds=3600)
def undo(request: HttpRequest, word: str) -> HttpResponse:
    """As it was before the press. The word was given to whoever pressed."""
    done = stops.read_undo(word)
    if done is None:
        raise Http404
    actions.undo_stop(done)
    return render(request, "notifications/unsubscribed.html", {"what": "undone"})


@login_required
@require_POST
def works_again(request: SignedIn) -> HttpResponse:
    actions.mail_works_again(by=request.user)
    messages.success(request, _("Mail is sent to you again."))
    return redirect("notifications:preferences")
