"""One page for all of it: what it becomes, where, and what goes along."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from intranet.content.models import Entry
from intranet.core.decisions import require
from intranet.core.http import SignedIn, number_in
from intranet.core.throttle import throttled

from .actions import promote
from .forms import PromoteForm
from .passages import MOST_SOURCES, label_of, passages_of, reads_on, title_of
from .policies import can_promote
from .targets import TARGETS, Spot, Target


@login_required
@require_http_methods(["GET", "POST"])
@throttled("promote", limit=60, per_seconds=3600)
def make_of(request: SignedIn) -> HttpResponse:
    """Make something of the entries ``from``: ``to`` says what. When not everybody who will read it reads what it is
    made of, nothing goes along but what is ticked; and a place with other readers is asked about once more."""
    sources = sources_in(request.user, request.GET.getlist("from"))
    target = TARGETS.get(request.GET.get("to", "idea"))
    if target is None or not sources:
        raise Http404
    for source in sources:
        require(can_promote(request.user, source))
    passages = passages_of(sources, request.user)
    form = _form(request, target, sources, passages)
    if request.method == "POST" and form.is_valid():
        made, form = _made(request, form, target, sources, passages)
        if made is not None:
            messages.success(request, _("Made. It says where it comes from, to those who may read that."))
            return redirect(made.get_absolute_url())
    spot = target.spot(request.user, str(form["place"].value() or ""))
    context = {
        "form": form,
        "target": target,
        "source": sources[0],
        "targets": [(one, _address(request, one.name), one is target) for one in TARGETS.values()],
        "is_further": spot is not None and not reads_on([*sources, *passages], spot.audience),
        "many": len(sources),
    }
    return render(request, "flows/promote.html", context, status=422 if form.is_bound else 200)


def sources_in(person: Any, numbers: list[str]) -> list[Entry]:
    """The entries of these numbers that this person reads, in the order in which they were said; none where one is
    missing."""
    wanted = {one for one in map(number_in, numbers[:MOST_SOURCES]) if one is not None}
    seen = Entry.objects.visible_to(person).published().filter(pk__in=wanted)
    found = list(seen.select_related("author", "space", "root").order_by("published_at", "pk"))
    return found if len(found) == len(wanted) else []


def _form(request: SignedIn, target: Target, sources: list[Entry], passages: list[Entry]) -> PromoteForm:
    said = [(str(entry.entry_id), label_of(entry)) for entry in passages]
    if request.method == "POST":
        return PromoteForm(request.POST, target=target, by=request.user, said=said)
    form = PromoteForm(target=target, by=request.user, said=said)
    place = request.GET.get("place") or form.first_place
    spot = target.spot(request.user, place)
    form.initial["place"] = place
    if spot is not None:
        form.initial["shown"] = spot.audience
        if reads_on(sources, spot.audience):
            form.initial["title"] = title_of(sources)
            form.initial["keep"] = [str(entry.entry_id) for entry in sources]
    return form


def _made(
    request: SignedIn, form: PromoteForm, target: Target, sources: list[Entry], passages: list[Entry]
) -> tuple[Entry | None, PromoteForm]:
    sent = form.cleaned_data
    spot = target.spot(request.user, sent["place"])
    if spot is None:
        form.add_error("place", _("That is not there any more. Choose again."))
        return None, form
    chosen = set(sent.get("keep", ()))
    keep = [entry for entry in passages if str(entry.entry_id) in chosen]
    if keep and sent["shown"] != spot.audience and not reads_on(keep, spot.audience):
        return None, _asked_again(request, form, target, spot)
    try:
        made = promote(
            sources,
            by=request.user,
            target=target,
            spot=spot,
            title=sent["title"],
            words=sent.get("words", ""),
            keep=keep,
            client_id=sent["client_id"],
        )
    except PermissionDenied as refused:
        form.add_error(None, str(refused))
        return None, form
    except ValidationError as error:
        known = hasattr(error, "error_dict") and set(error.error_dict) <= form.fields.keys()
        form.add_error(None, error if known else error.messages)
        return None, form
    return made, form


def _asked_again(request: SignedIn, form: PromoteForm, target: Target, spot: Spot) -> PromoteForm:
    """As it was sent, with nothing ticked: these readers are not those it was offered for."""
    data = request.POST.copy()
    data.setlist("keep", [])
    data["shown"] = spot.audience
    said = list(form.fields["keep"].choices)  # type: ignore[attr-defined]
    again = PromoteForm(data, target=target, by=request.user, said=said)
    again.full_clean()
    again.add_error("keep", _("Not everybody who reads it there reads this here. Choose anew what goes along."))
    return again


def _address(request: SignedIn, to: str) -> str:
    query = [("from", one) for one in request.GET.getlist("from")[:MOST_SOURCES]]
    return f"{reverse('flows:promote')}?{urlencode([*query, ('to', to)])}"
