"""What is said in a room: a stretch of it, one more message, and how far it was read."""

from __future__ import annotations

from datetime import date
from typing import Any, cast

from django.contrib import messages as told
from django.contrib.auth.decorators import login_required
from django.core.exceptions import BadRequest, PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods, require_POST

from chat.threads.opening import thread_for
from chat.threads.page import address_of, part_of
from intranet.content.attachments import describe_all
from intranet.content.forms import when_asked
from intranet.content.models import Entry
from intranet.content.timing_views import put_off, when_in_words
from intranet.content.when import When
from intranet.core.decisions import TooMany, require
from intranet.core.errors import problem
from intranet.core.http import SignedIn, get_visible, number_in, wants_json
from intranet.core.throttle import allow, throttled

from . import actions, commands, stretch
from .forms import MessageForm
from .models import Message, Room, RoomMember
from .rendering import html_of
from .room_page import page_of

# A person types; what is sent in quick succession after a long silence comes from a queue.
MESSAGES_A_MINUTE = 300


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def messages(request: HttpRequest, room_id: int) -> HttpResponse:
    """Some of what was said (``before``, ``after`` or ``around`` a number, at a ``message``, on a ``day``; else
    the newest), or one more message."""
    asking = cast(SignedIn, request)
    room = get_visible(Room.objects.select_related("space"), request.user, pk=room_id)
    if request.method == "POST":
        return _send(asking, room)
    said = stretch.line_of(room, request.user)
    return render(request, "chat/_messages.html", {"stretch": asked_for(said, asking), "room": room})


def asked_for(said: Any, request: SignedIn) -> stretch.Stretch:
    """The stretch that the address names."""
    viewer, asked = request.user, request.GET
    if "before" in asked:
        return stretch.before(said, viewer, number(asked["before"]))
    if "after" in asked:
        return stretch.after(said, viewer, number(asked["after"]))
    if "around" in asked:
        return stretch.around(said, viewer, number(asked["around"]))
    if "message" in asked:
        linked = number(asked["message"])
        return stretch.around(said, viewer, stretch.place_of(said, linked) or stretch.BEYOND, linked=linked)
    if "day" in asked:
        return stretch.around(said, viewer, stretch.number_on(said, day_in(asked["day"])) or stretch.BEYOND)
    return stretch.newest(said, viewer)


def _send(request: SignedIn, room: Room) -> HttpResponse:
    root = _replied_to(request, room)
    form = MessageForm.of(room, request.POST, thread=root)
    status = 422
    try:
        require(allow(f"message:user_{request.user.pk}", limit=MESSAGES_A_MINUTE, per_seconds=60))
        when = when_asked(request.POST, request.user)
        if not form.is_valid():
            raise ValidationError([sentence for errors in form.errors.values() for sentence in errors])
        said = _say(request, room, form.cleaned_data, when)
    except ValidationError as error:
        refusal: Any = error
    except TooMany as error:
        refusal, status = str(error), 429
        if wants_json(request):
            raise
    except PermissionDenied as error:
        refusal, status = str(error), 403
    else:
        return _sent(request, room, said, when)
    if wants_json(request):
        sentences = refusal.messages if isinstance(refusal, ValidationError) else [refusal]
        return problem(status, " ".join(map(str, sentences)))
    form.is_valid()
    form.refuse(refusal, by=request.user)
    if root is not None:
        return page_of(request, room, thread_part=part_of(request, root, form=form), status=status)
    return page_of(request, room, form=form, status=status)


def _replied_to(request: SignedIn, room: Room) -> Message | None:
    """The thread that a reply is for; the form says what is wrong with a number that is none."""
    named = number_in(request.POST.get("thread"))
    if named is None:
        return None
    root = thread_for(request.user, named)
    return root if root.room_id == room.pk else None


def _say(request: SignedIn, room: Room, data: dict[str, Any], when: When | None) -> commands.Answer:
    thread, quoted = data["thread"], data["quoted"]
    describe_all(data["attachments"], request.POST, by=request.user)
    return commands.say(
        room,
        by=request.user,
        body=data["body"],
        client_id=data["client_id"],
        attachment_ids=data["attachments"],
        thread=thread_for(request.user, thread) if thread else None,
        also_in_room=data["also_in_room"],
        quoted=get_visible(Entry, request.user, pk=quoted) if quoted else None,
        when=when,
    )


def _sent(request: SignedIn, room: Room, answer: commands.Answer, when: When | None) -> HttpResponse:
    """What came of it: a message, one that waits for its time, or a word from a command."""
    said = answer.message
    if wants_json(request):
        body: dict[str, Any] = {"said": answer.told, "go": answer.go}
        if said is not None and when is not None:
            body["said"] = when_in_words(when)
        elif said is not None:
            body |= {"id": said.pk, "seq": said.seq, "html": _html_of(said, request)}
        return JsonResponse(body, status=201)
    if said is not None and when is not None:
        return put_off(request, when)
    if answer.told:
        told.success(request, answer.told)
    if said is None:
        return redirect(answer.go or room)
    if said.thread is not None and not said.shown_in_room:
        return redirect(address_of(said.thread, said.pk))
    return redirect(f"{room.get_absolute_url()}?message={said.pk}#entry-{said.pk}")


def _html_of(said: Message, request: SignedIn) -> str:
    """What has just been said, as everybody gets it; what had been said before, as its reader sees it."""
    return said.html[get_language() or ""] if said.html is not None else html_of(said, request.user)


@login_required
@require_POST
@throttled("marks", limit=300, per_seconds=60)
def read(request: SignedIn, room_id: int) -> HttpResponse:
    """Everything up to ``seq`` has been read; without it, everything there is."""
    room = get_visible(Room, request.user, pk=room_id)
    seq = number(request.POST.get("seq") or str(room.last_seq))
    actions.mark_read(room, by=request.user, seq=seq, anew=bool(request.POST.get("anew")))
    return _marked(request, room) or redirect(room)


@login_required
@require_POST
@throttled("marks", limit=300, per_seconds=60)
def unread(request: SignedIn, room_id: int) -> HttpResponse:
    """Unread from the message ``seq`` on."""
    room = get_visible(Room, request.user, pk=room_id)
    actions.mark_unread(room, by=request.user, seq=number(request.POST.get("seq", "")))
    return _marked(request, room) or redirect(f"{reverse('chat:home')}?list=1")


def _marked(request: SignedIn, room: Room) -> HttpResponse | None:
    """To a script: how far it is read now."""
    if not wants_json(request):
        return None
    mine = RoomMember.objects.filter(room=room, person=request.user).values_list("read_seq", flat=True).first()
    return JsonResponse({"room": room.pk, "upto": mine})


def number(text: str) -> int:
    """A number as the address names it; anything else makes no sense."""
    if (found := number_in(text)) is None:
        raise BadRequest
    return found


def day_in(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise BadRequest from None
