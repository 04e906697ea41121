"""The lists of those who answer, and sharing out what stands in them."""

from __future__ import annotations

from datetime import time
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from forum.addresses import address_of
from forum.keeping.moving import effect_of_moving
from forum.keeping.policies import can_move_topic
from forum.models import Category, OfficeHours, Topic
from forum.policies import can_manage_products
from intranet.accounts.policies import can_administer
from intranet.content.asked import ask, back
from intranet.core.decisions import require
from intranet.core.http import SignedIn, get_visible, render_page
from intranet.core.pagination import keyset_page

from . import bulk, policies
from .assigning import assign_topic, settle_topic
from .forms import AssignForm, OfficeForm, WantedForm
from .lists import BY_DUE, BY_TALK, SHOWS, counts_for, topics_for
from .office import set_office_hours


@login_required
@require_safe
def work(request: SignedIn) -> HttpResponse:
    """One of the lists, in the order in which answers are due."""
    require(policies.can_work(request.user))
    form = WantedForm(request.GET, reader=request.user)
    wanted = form.wanted(request.GET.get("show", ""))
    by = BY_TALK if wanted.show == "all" else BY_DUE
    page = keyset_page(topics_for(request.user, wanted), by=by, cursor=request.GET.get("cursor"))
    counts = counts_for(request.user)
    query = request.GET.copy()
    for name in ("cursor", "show"):
        query.pop(name, None)
    narrowed = query.urlencode()
    context = {
        "page": page,
        "show": wanted.show,
        "tabs": [
            {
                "label": label,
                "url": f"{request.path}?show={show}" + (f"&{narrowed}" if narrowed else ""),
                "current": show == wanted.show,
                "count": counts.get(show),
            }
            for show, label in SHOWS.items()
        ],
        "form": form,
        "query": f"show={wanted.show}" + (f"&{narrowed}" if narrowed else ""),
        "now": now(),
        "categories": Category.objects.visible_to(request.user).in_use(),
        "may_manage": bool(can_manage_products(request.user)),
        "is_narrowed": any((wanted.category, wanted.product, wanted.team)),
    }
    return render_page(request, "forum/work/lists.html", context, part="forum/work/_rows.html")


@login_required
@require_http_methods(["GET", "POST"])
def assign(request: SignedIn, topic_id: int) -> HttpResponse:
    """Say who answers: by the form, or with one press oneself ("me") or nobody ("nobody")."""
    topic = _topic(request, topic_id)
    require(policies.can_work(request.user))
    form = AssignForm(request.POST or None, writer=request.user, initial=_who_has_it(topic))
    pressed = request.POST.get("who", "")
    if request.method == "POST" and (pressed in ("me", "nobody") or form.is_valid()):
        to = {"me": request.user, "nobody": None}.get(pressed, form.cleaned_data.get("to") if not pressed else None)
        try:
            assign_topic(topic, by=request.user, to=to)
        except ValidationError as error:
            form.is_valid()
            form.add_error(None, error)
        else:
            said = _("%(name)s answers this.") % {"name": to.name} if to is not None else _("Nobody has it now.")
            messages.success(request, said)
            return redirect(back(request, address_of(topic)))
    require(policies.can_assign(request.user, topic, None))
    context: dict[str, Any] = {"entry": topic, "topic": topic, "form": form}
    status = 422 if request.method == "POST" else 200
    return ask(request, "forum/work/_assign.html", _("Who answers this"), context, status=status)


@login_required
@require_POST
def settle(request: SignedIn, topic_id: int) -> HttpResponse:
    topic = _topic(request, topic_id)
    if settle_topic(topic, by=request.user):
        messages.success(request, _("Nobody waits for an answer here now."))
    return redirect(back(request, address_of(topic)))


@login_required
@require_POST
def many(request: SignedIn) -> HttpResponse:
    """One thing done to all that are ticked. What would be read by more people then is asked about first."""
    require(policies.can_work(request.user))
    numbers = [int(pk) for pk in request.POST.getlist("topic")[: bulk.MOST] if pk.isdecimal() and len(pk) < 19]
    topics = list(Topic.objects.visible_to(request.user).filter(pk__in=numbers).with_place().order_by("pk"))
    what, category = request.POST.get("what", ""), None
    if what == "move":
        category = _category(request)
        wider = _wider(request, topics, category)
        if wider and not request.POST.get("sure"):
            context = {"topics": topics, "wider": wider, "category": category}
            return render(request, "forum/work/move_many.html", context)
    reason, tag = request.POST.get("reason", ""), request.POST.get("tag", "")
    to = request.user if request.POST.get("who") == "me" else None
    act = bulk.deed(what, by=request.user, category=category, reason=reason, tag=tag, to=to)
    if act is None or not topics:
        messages.error(request, _("Choose topics, and what to do with them."))
    else:
        _say(request, bulk.do_to_all(topics, act))
    return redirect(back(request, reverse("forum:work")))


@login_required
@require_http_methods(["GET", "POST"])
def office(request: SignedIn) -> HttpResponse:
    """When the house answers."""
    require(can_administer(request.user))
    kept = OfficeHours.objects.filter(pk=1).first()
    first = (
        kept if kept is not None else OfficeHours(days=[], opens=time(9), closes=time(18), zone=request.user.time_zone)
    )
    initial = {"days": first.days, "opens": first.opens, "closes": first.closes, "zone": first.zone}
    form = OfficeForm(request.POST or None, initial=initial)
    if form.is_bound and form.is_valid():
        sent = form.cleaned_data
        try:
            set_office_hours(
                by=request.user, days=sent["days"], opens=sent["opens"], closes=sent["closes"], zone_name=sent["zone"]
            )
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("Saved"))
            return redirect("forum:office-hours")
    return render(request, "forum/work/office.html", {"form": form}, status=422 if form.is_bound else 200)


def _topic(request: SignedIn, topic_id: int) -> Topic:
    return get_visible(Topic.objects.with_place().select_related("assignee"), request.user, pk=topic_id)


def _who_has_it(topic: Topic) -> dict[str, str]:
    return {"to": f"@{topic.assignee.handle}"} if topic.assignee is not None else {}


def _category(request: SignedIn) -> Category:
    wanted = request.POST.get("category", "")
    if not wanted.isdecimal() or len(wanted) > 18:
        raise Http404
    return get_visible(Category.objects.select_related("space"), request.user, pk=int(wanted))


def _wider(request: SignedIn, topics: list[Topic], category: Category) -> list[Topic]:
    """Those that more people would read."""
    found = []
    for topic in topics:
        if topic.category_id == category.pk or not can_move_topic(request.user, topic, category):
            continue
        effect = effect_of_moving(topic, category)
        if effect.everybody or effect.gain:
            found.append(topic)
    return found


def _say(request: SignedIn, done: bulk.Done) -> None:
    if done.changed:
        said = ngettext("%(n)s topic changed.", "%(n)s topics changed.", done.changed) % {"n": done.changed}
        messages.success(request, said)
    for topic, why in done.refused[:3]:
        messages.error(request, f"{topic.title}: {why}")
    if not done.changed and not done.refused:
        messages.info(request, _("They were so already."))
