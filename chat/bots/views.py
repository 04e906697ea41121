"""The programs of a room: which there are, making one, and what is done with it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import BadRequest, PermissionDenied, ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from chat.actions import bots as actions
from chat.bots.policies import can_add_bots, can_change_bot, can_keep_bots
from chat.models import Bot, Room, RoomMember
from chat.rooms import tabs as room_tabs
from chat.rooms.finding import bots_in
from chat.rooms.views import about, the_room
from intranet.accounts.forms import blame
from intranet.accounts.models import ApiToken
from intranet.api.links import absolute
from intranet.core.decisions import YES, Decision, require
from intranet.core.http import SignedIn, number_in
from intranet.core.throttle import throttled


class BotForm(forms.Form):
    name = forms.CharField(
        label=gettext_lazy("Name"),
        max_length=80,
        widget=forms.TextInput({"autocomplete": "off"}),
        help_text=gettext_lazy("It stands over what the program says, marked as a bot."),
    )
    about = forms.CharField(
        label=gettext_lazy("What it is for"),
        max_length=200,
        required=False,
        widget=forms.TextInput({"autocomplete": "off"}),
    )
    may_call = forms.BooleanField(label=gettext_lazy("It may call everybody with @room and @here"), required=False)


@require_GET
@login_required
def bots(request: SignedIn, room_id: int) -> HttpResponse:
    """Who is in a room sees which programs are; who keeps them also how."""
    room = the_room(request, room_id)
    return _list(request, room)


@require_http_methods(["GET", "POST"])
@never_cache
@login_required
@throttled("bot", limit=30, per_seconds=3600)
def bot_new(request: SignedIn, room_id: int) -> HttpResponse:
    """A new one. Its address is in the answer and nowhere else, so there is no redirect."""
    room = the_room(request, room_id)
    require(can_add_bots(request.user, room))
    form = BotForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            bot, secret = actions.add_bot(room, by=request.user, **form.cleaned_data)
        except ValidationError as error:
            blame(form, error)
        else:
            return _secret(request, bot, address=_address(secret))
    context = {"form": form} | about(request, room, "bots")
    return render(request, "chat/bot_form.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@login_required
@throttled("bot", limit=60, per_seconds=3600)
def bot(request: SignedIn, room_id: int, bot_id: int) -> HttpResponse:
    """One of those that the room keeps, to who keeps them."""
    found = _find(request, room_id, bot_id)
    kept = {"name": found.person.name, "about": found.about, "may_call": found.may_call}
    form = BotForm(request.POST or None, initial=kept)
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_bot(found, by=request.user, **form.cleaned_data)
        except ValidationError as error:
            blame(form, error)
        else:
            messages.success(request, _("Saved."))
            return redirect("chat:bot", room_id, bot_id)
    elsewhere = Room.objects.visible_to(request.user).filter(memberships__person=found.person)
    context = {
        "form": form,
        "bot": found,
        "token": ApiToken.objects.filter(person=found.person, revoked_at=None).first(),
        "elsewhere": elsewhere.exclude(pk=found.room_id).order_by("name", "pk")[:100],
        "rooms": _could_take(found, request),
    } | about(request, found.room, "bots")
    return render(request, "chat/bot.html", context, status=422 if form.errors else 200)


@require_POST
@never_cache
@login_required
@throttled("bot_secret", limit=20, per_seconds=3600)
def bot_secret(request: SignedIn, room_id: int, bot_id: int) -> HttpResponse:
    """A new address, or a new token: in this answer and nowhere else."""
    found = _find(request, room_id, bot_id)
    match request.POST.get("of"):
        case "address":
            return _secret(request, found, address=_address(actions.rotate_address(found, by=request.user)))
        case "token":
            return _secret(request, found, token=actions.give_token(found, by=request.user)[1])
    raise BadRequest(_("There is no such thing to do with a bot."))


@require_POST
@login_required
@throttled("bot_do", limit=60, per_seconds=3600)
def bot_do(request: SignedIn, room_id: int, bot_id: int) -> HttpResponse:
    """Close its address, revoke its token, bring it into another room, delete it."""
    found, by = _find(request, room_id, bot_id), request.user
    try:
        match request.POST.get("do"):
            case "close":
                actions.close_address(found, by=by)
                messages.success(request, _("The address is closed."))
            case "revoke":
                actions.take_token(found, by=by)
                messages.success(request, _("The token opens nothing any more."))
            case "bring":
                room = the_room(request, _number(request.POST.get("room")))
                actions.bring_bot(found, room, by=by)
                messages.success(request, _("%(bot)s is in %(room)s now.") % {"bot": found, "room": room})
            case "delete":
                actions.delete_bot(found, by=by)
                messages.success(request, _("%(bot)s is deleted. What it said stays.") % {"bot": found})
                return redirect("chat:bots", room_id)
            case _:
                raise BadRequest(_("There is no such thing to do with a bot."))
    except (PermissionDenied, ValidationError) as refused:
        messages.error(request, " ".join(getattr(refused, "messages", [str(refused)])))
    return redirect("chat:bot", room_id, bot_id)


@require_POST
@login_required
@throttled("bot_do", limit=60, per_seconds=3600)
def bot_away(request: SignedIn, room_id: int, bot_id: int) -> HttpResponse:
    """Put a bot of another room out of this one."""
    room = the_room(request, room_id)
    require(can_keep_bots(request.user, room))
    there = get_object_or_404(Bot.objects.select_related("person", "room"), pk=bot_id, person__rooms=room)
    try:
        actions.send_bot_away(there, room, by=request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("%(bot)s is no longer in this room.") % {"bot": there})
    return redirect("chat:bots", room_id)


def register() -> None:
    room_tabs.register(room_tabs.RoomTab("bots", gettext_lazy("Integrations"), "chat:bots", order=60, may=_has_bots))


def _has_bots(viewer: Any, room: Room, membership: RoomMember | None) -> Decision:
    """Worth a page for who could add one, and for everybody where there is one."""
    if (allowed := can_keep_bots(viewer, room)) or not Bot.objects.live().filter(person__rooms=room).exists():
        return allowed
    return YES


def _list(request: SignedIn, room: Room) -> HttpResponse:
    context = {
        "bots": bots_in(room),
        "may_keep": can_keep_bots(request.user, room),
        "may_add": can_add_bots(request.user, room),
    }
    return render(request, "chat/bots.html", context | about(request, room, "bots"))


def _find(request: SignedIn, room_id: int, bot_id: int) -> Bot:
    room = the_room(request, room_id)
    require(can_keep_bots(request.user, room))
    found = get_object_or_404(Bot.objects.live().select_related("person"), room=room, pk=bot_id)
    found.room = room
    require(can_change_bot(request.user, found))
    return found


def _could_take(bot: Bot, request: SignedIn) -> list[Room]:
    """The rooms into which this person may bring the bot: those they own."""
    owned = (
        Room.objects.visible_to(request.user)
        .current()
        .filter(memberships__person=request.user, memberships__role=RoomMember.Role.OWNER)
    )
    there = RoomMember.objects.filter(person=bot.person).values("room_id")
    return [room for room in owned.exclude(pk__in=there).order_by("name", "pk")[:200] if not room.is_direct]


def _secret(request: SignedIn, bot: Bot, **shown: Any) -> HttpResponse:
    return render(request, "chat/bot_secret.html", {"bot": bot, **shown} | about(request, bot.room, "bots"))


def _address(secret: str) -> str:
    return absolute(reverse("chat:hook", args=[secret]))


def _number(text: str | None) -> int:
    return number_in(text) or 0
