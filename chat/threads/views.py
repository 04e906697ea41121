"""Threads: one beside its room, and all that one follows."""

from __future__ import annotations

from django.contrib import messages as toasts
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from chat import actions, stretch
from chat.message_views import asked_for, number
from chat.models import ThreadMember
from chat.reading.unread import count_unread_threads
from chat.rooms import sidebar
from chat.threads.opening import page_of_followed, thread_for
from chat.threads.page import address_of, context_of
from intranet.core.http import SignedIn, render_page, wants_json, wants_part
from intranet.core.throttle import throttled

# Beyond the last reply of any thread.
_BEYOND = 2**62


@never_cache
@login_required
@require_GET
def thread(request: SignedIn, entry_id: int) -> HttpResponse:
    """The thread under a message: to a script the part beside the room, opened by itself the room with it."""
    root = thread_for(request.user, entry_id)
    if not wants_part(request):
        return redirect(address_of(root, entry_id))
    return render(request, "chat/_thread.html", context_of(request, root))


@never_cache
@login_required
@require_GET
def replies(request: SignedIn, entry_id: int) -> HttpResponse:
    """Some of the replies, asked for as those of a room."""
    root = thread_for(request.user, entry_id)
    if not wants_part(request):
        return redirect(address_of(root))
    said = stretch.replies_to(root, request.user)
    return render(request, "chat/_messages.html", {"stretch": asked_for(said, request), "room": root.room})


# --- Marks and following ----------------------------------------------------------------------------------------------


@login_required
@require_POST
@throttled("marks", limit=300, per_seconds=60)
def read(request: SignedIn, entry_id: int) -> HttpResponse:
    """Everything up to ``seq`` has been read; without it, everything there is."""
    root = thread_for(request.user, entry_id)
    seq = number(named) if (named := request.POST.get("seq")) else _BEYOND
    actions.mark_thread_read(root, by=request.user, seq=seq, anew=bool(request.POST.get("anew")))
    return JsonResponse({}) if wants_json(request) else redirect("chat:threads")


@login_required
@require_POST
@throttled("marks", limit=300, per_seconds=60)
def unread(request: SignedIn, entry_id: int) -> HttpResponse:
    """Unread from the reply ``seq`` on."""
    root = thread_for(request.user, entry_id)
    actions.mark_thread_unread(root, by=request.user, seq=number(request.POST.get("seq", "")))
    return JsonResponse({}) if wants_json(request) else redirect("chat:threads")


@login_required
@require_POST
@throttled("follow-thread", limit=60, per_seconds=60)
def follow(request: SignedIn, entry_id: int) -> HttpResponse:
    """Follow it (``follow=1``), or no longer; the button as it stands then."""
    root = thread_for(request.user, entry_id)
    wanted = bool(request.POST.get("follow"))
    actions.follow_thread(root, by=request.user, follow=wanted)
    if wants_part(request):
        follows = ThreadMember.objects.filter(thread=root, person=request.user).first()
        return render(request, "chat/_thread_follow.html", {"thread": root, "follows": follows})
    toasts.success(request, _("You follow this thread.") if wanted else _("You no longer follow this thread."))
    return redirect(address_of(root))


# --- All of them ------------------------------------------------------------------------------------------------------


@never_cache
@login_required
@require_GET
def threads(request: SignedIn) -> HttpResponse:
    """All threads one follows: those with something new first."""
    only_new = request.GET.get("show") == "unread"
    found, page = page_of_followed(request.user, cursor=request.GET.get("cursor"), unread_only=only_new)
    context = {"threads": found, "page": page, "only_new": only_new}
    if wants_part(request) and request.GET.get("cursor"):
        return render(request, "chat/_threads_page.html", context)
    context |= {"unread_count": count_unread_threads(request.user), "sidebar": sidebar.of(request.user)}
    return render_page(request, "chat/threads.html", context, part="chat/_threads_page.html")


@login_required
@require_POST
@throttled("marks", limit=300, per_seconds=60)
def read_all(request: SignedIn) -> HttpResponse:
    if actions.read_all_threads(by=request.user):
        toasts.success(request, _("All threads are marked as read."))
    return redirect("chat:threads")
