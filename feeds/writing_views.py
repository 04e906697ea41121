"""The composer as a page of its own, one for each kind, and where every composer sends what was written."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from intranet.content.attachments import describe_all
from intranet.content.forms import when_asked
from intranet.content.timing_views import held_back, put_off
from intranet.core.decisions import require
from intranet.core.http import SignedIn, get_visible, render_page, wants_part
from intranet.core.throttle import throttled
from intranet.notifications.rehearsal import who_would_hear
from intranet.spaces.models import Space

from . import composing, timeline
from .kudos.policies import can_give_kudos


@login_required
@require_http_methods(["GET", "POST"])
@throttled("post", limit=20, per_seconds=60)
def post_new(request: SignedIn) -> HttpResponse:
    return _compose(request, composing.find("post"))


@login_required
@require_http_methods(["GET", "POST"])
@throttled("post", limit=20, per_seconds=60)
def poll_new(request: SignedIn) -> HttpResponse:
    return _compose(request, composing.find("poll"))


@login_required
@require_http_methods(["GET", "POST"])
@throttled("post", limit=20, per_seconds=60)
def kudos_new(request: SignedIn) -> HttpResponse:
    require(can_give_kudos(request.user))
    return _compose(request, composing.find("kudos"))


@login_required
@require_POST
@throttled("who-hears", limit=30, per_seconds=60)
def who_hears(request: SignedIn, kind: str) -> HttpResponse:
    """Who would be notified of what a composer holds now: a part for its panel."""
    offered = {door.kind.name: door.kind for door in composing.doors(request.user, None)}
    found = offered.get(kind)
    make = (found.form or found.page_form) if found is not None else None
    if found is None or make is None or found.publish is None:
        raise Http404
    typed = request.POST.copy()
    if not (typed.get("title", "").strip() or typed.get("body", "").strip()):
        # Who hears depends on the place, too; a text that is not there yet names nobody.
        typed["body"] = "…"
    typed["client_id"] = ""
    form, publish = make(typed, writer=request.user), found.publish
    context: dict[str, Any] = {"sentence": _("Fill in the form first; then it can be said who hears of it.")}
    if form.is_valid():
        try:
            context["heard"] = who_would_hear(lambda: publish(form, by=request.user), by=request.user)
        except ValidationError as error:
            context["sentence"] = " ".join(error.messages)
    return render(request, "notifications/_who_hears.html", context)


def _compose(request: SignedIn, kind: composing.ComposerKind) -> HttpResponse:
    """The form of one kind; with ``?part`` its own fields alone, for a composer that stands elsewhere."""
    assert kind.form is not None
    assert kind.publish is not None
    space = get_visible(Space, request.user, slug=request.GET["space"]) if request.GET.get("space") else None
    if request.method == "GET":
        form = kind.form(writer=request.user, space=space)
        # What somebody was looking for and did not find is the beginning of what they write.
        if title := request.GET.get("title", "").replace("\0", "").strip()[:200]:
            form.initial["title"] = title
        if "part" in request.GET:
            return render(request, "feeds/_composer_part.html", {"form": form, "kind": kind})
        return _show(request, kind, form, space=space)
    form = kind.form(request.POST, writer=request.user)
    if form.is_valid():
        try:
            describe_all(form.cleaned_data["attachments"], request.POST, by=request.user)
            when = when_asked(request.POST, request.user)
            if when is not None and not kind.may_wait:
                raise ValidationError(_("This cannot be posted later."), code="when")
            entry = kind.publish(form, by=request.user, **({"when": when} if when is not None else {}))
        except ValidationError as error:
            form.blame(error)
        else:
            if when is not None and entry.is_waiting:
                return put_off(request, when)
            if entry.is_held:
                return held_back(request, entry)
            if wants_part(request) and "alone" in request.POST:
                return HttpResponse(status=204, headers={"HX-Redirect": entry.get_absolute_url()})
            if wants_part(request) or request.headers.get("X-Requested-With") == "fetch":
                feed = timeline.card_of(entry, request.user)
                return render(request, "feeds/_newer.html", {"feed": feed}, status=201)
            return redirect(entry.get_absolute_url())
    return _show(request, kind, form, space=space, status=422)


def _show(
    request: SignedIn, kind: composing.ComposerKind, form: Any, *, space: Space | None, status: int = 200
) -> HttpResponse:
    context = {
        "form": form,
        "kind": kind,
        "form_action": kind.url(None),
        "alone": "alone" in request.POST,
        "offered": composing.doors(request.user, space),
    }
    return render_page(request, "feeds/post_new.html", context, part="feeds/_composer.html", status=status)
