"""How long a room keeps its messages, and copies of it to take along."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from chat.actions import ask_for_export, forget_export, set_keeping
from chat.keeping import rule as keeping
from chat.keeping.exporting import file_of
from chat.keeping.policies import can_export, can_set_keeping
from chat.models import Clearing, Room, RoomExport
from chat.rooms.views import about
from intranet.accounts.forms import blame
from intranet.core.decisions import require
from intranet.core.http import SignedIn, get_visible, wants_part
from intranet.core.models import SiteSettings
from intranet.core.throttle import throttled

OFFERED = (30, 90, 365, 730)


class KeepingForm(forms.Form):
    """One choice; deleting what is there already is confirmed by a tick that appears when something is."""

    days = forms.ChoiceField(label=gettext_lazy("Keep messages"), widget=forms.RadioSelect)
    own_days = forms.IntegerField(label=gettext_lazy("Days"), min_value=1, max_value=keeping.LONGEST, required=False)
    confirmed = forms.BooleanField(label=gettext_lazy("Delete them"), required=False)

    def __init__(self, *args: Any, room: Room, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        site = SiteSettings.current().chat_keep_days
        by_site = _("As the site does: for ever") if not site else _as_the_site(site)
        offered = [(str(days), _for(days)) for days in OFFERED]
        self.fields["days"].choices = [  # type: ignore[attr-defined]
            ("site", by_site),
            ("0", _("For ever")),
            *offered,
            ("own", _("For another number of days")),
        ]
        kept = room.keep_days
        known = kept in (0, *OFFERED)
        self.initial = {"days": "site" if kept is None else str(kept) if known else "own"}
        if kept and not known:
            self.initial["own_days"] = kept

    def clean(self) -> dict[str, Any]:
        found: dict[str, Any] = super().clean() or {}
        if found.get("days") == "own" and not found.get("own_days") and "own_days" not in self.errors:
            self.add_error("own_days", _("Say how many days."))
        return found

    @property
    def wanted(self) -> int | None:
        chosen = self.cleaned_data["days"]
        if chosen == "site":
            return None
        return int(self.cleaned_data["own_days"] if chosen == "own" else chosen)


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
@throttled("room-keeping", limit=30, per_seconds=600, methods=("POST",))
def room_keeping(request: SignedIn, room_id: int) -> HttpResponse:
    """For how long this room keeps what is said in it; who may, sets it."""
    room = _the_room(request, room_id)
    clearing = Clearing.objects.filter(room=room, finished_at__isnull=True).first()
    if wants_part(request) and request.method == "GET":
        return render(request, "chat/_clearing.html", {"clearing": clearing, "room": room})
    may_set = can_set_keeping(request.user, room)
    form = KeepingForm(request.POST if request.method == "POST" else None, room=room)
    going = 0
    if request.method == "POST":
        require(may_set)
        if form.is_valid():
            going = _going(room, form.wanted)
            if not going or form.cleaned_data["confirmed"]:
                try:
                    set_keeping(room, by=request.user, days=form.wanted)
                except forms.ValidationError as error:
                    blame(form, error)
                else:
                    messages.success(request, keeping.sentence_of(keeping.days_kept(room)))
                    return redirect("chat:keeping", room.pk)
            else:
                form.add_error(None, _deleted_at_once(going))
    context = about(request, room, "keeping") | {
        "form": form,
        "may_set": may_set,
        "going": going,
        "sentence": keeping.sentence_of(keeping.days_kept(room)),
        "clearing": clearing,
    }
    return render(request, "chat/keeping.html", context, status=422 if form.is_bound and form.errors else 200)


@never_cache
@login_required
@require_GET
def exports(request: SignedIn, room_id: int) -> HttpResponse:
    """One's copies of this room: those that are there, and the one that is being made."""
    room = _the_room(request, room_id)
    mine = RoomExport.objects.filter(room=room, person=request.user).exclude(state=RoomExport.State.GONE)
    there = list(mine[:5])
    running = any(one.state == RoomExport.State.WAITING for one in there)
    context = {"room": room, "exports": there, "may_export": can_export(request.user, room), "running": running}
    if wants_part(request):
        return render(request, "chat/_exports.html", context)
    return render(request, "chat/exports.html", about(request, room, "copies") | context)


@login_required
@require_POST
@throttled("room-export", limit=10, per_seconds=3600)
def export(request: SignedIn, room_id: int) -> HttpResponse:
    room = _the_room(request, room_id)
    require(can_export(request.user, room))
    ask_for_export(room, by=request.user)
    messages.success(request, _("Your copy is being made. You are told in your inbox when it is ready."))
    return redirect("chat:exports", room.pk)


@never_cache
@login_required
@require_GET
def export_file(request: SignedIn, room_id: int, pk: int) -> HttpResponseBase:
    """The file: for who asked for it, within its week, and as long as they may still have it."""
    room = _the_room(request, room_id)
    return file_of(get_object_or_404(RoomExport, pk=pk, room=room, person=request.user))


@login_required
@require_POST
def export_forget(request: SignedIn, room_id: int, pk: int) -> HttpResponse:
    room = _the_room(request, room_id)
    forget_export(get_object_or_404(RoomExport, pk=pk, room=room, person=request.user), by=request.user)
    messages.success(request, _("The copy is deleted."))
    return redirect("chat:exports", room.pk)


def _the_room(request: SignedIn, room_id: int) -> Room:
    return get_visible(Room.objects.select_related("space"), request.user, pk=room_id)


def _going(room: Room, wanted: int | None) -> int:
    """How many messages would go at once."""
    days = SiteSettings.current().chat_keep_days if wanted is None else wanted
    before = keeping.cut_off(days)
    return keeping.still_to_go(room, before).count() if before and days != keeping.days_kept(room) else 0


def _deleted_at_once(count: int) -> str:
    return ngettext(
        "%(count)s message is older than that and is deleted at once, for everybody. This cannot be undone.",
        "%(count)s messages are older than that and are deleted at once, for everybody. This cannot be undone.",
        count,
    ) % {"count": count}


def _for(days: int) -> str:
    return ngettext("For %(days)s day", "For %(days)s days", days) % {"days": days}


def _as_the_site(days: int) -> str:
    return ngettext("As the site does: for %(days)s day", "As the site does: for %(days)s days", days) % {"days": days}
