"""The digest in five minutes, what has happened since one left, and the summary for those who decide."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import BadRequest, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.dateparse import parse_date
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from intranet.accounts.models import User
from intranet.content.models import Entry
from intranet.core.decisions import require
from intranet.core.http import SignedIn, get_visible
from intranet.core.throttle import throttled
from intranet.core.zones import instant_to_wall, start_of_day
from intranet.notifications import actions
from intranet.notifications.models import DigestWish
from intranet.notifications.policies import can_choose, can_have_summary, can_propose_summary

from . import interests, links, visits
from .engine import Item, pick, reading_time
from .sources import EXECUTIVE
from .summary import figures_for
from .wishes import mode_for, wish_of

# The catch-up is for who has been away: more of it, and as long as a coffee.
MOST_TO_CATCH_UP = 30
COFFEE = 20 * 60
MOST_PROPOSED = 100


@login_required
@require_GET
def digest(request: SignedIn) -> HttpResponse:
    """Of the last week, or since the reader said to know it all: what is worth five minutes. For customers, their first
    page, by what interests them."""
    person, moment = request.user, now()
    wish = wish_of(person)
    since = visits.unknown_since(person, moment)
    items = pick(person, since, moment, wish.most, wish.minutes * 60, mode=mode_for(person))
    context = _of(request, items, wish, since) | {"tab": "digest"}
    if person.is_customer:
        context |= {"headings": interests.choices_for(person)}
    return render(request, "notifications/digest/page.html", context)


@login_required
@require_GET
def since_left(request: SignedIn) -> HttpResponse:
    """Since the reader was last here before, or since a day they choose, on their own clock."""
    person, moment = request.user, now()
    day = chosen_day(request.GET.get("day", ""), person, moment)
    since = day or visits.away_since(person, moment)
    items = pick(person, since, moment, MOST_TO_CATCH_UP, COFFEE, mode=mode_for(person))
    context = _of(request, items, wish_of(person), since)
    context |= {
        "tab": "since",
        "day": instant_to_wall(since, person.time_zone).date(),
        "today": instant_to_wall(moment, person.time_zone).date(),
        "earliest": instant_to_wall(moment - visits.LONGEST, person.time_zone).date() + timedelta(days=1),
    }
    return render(request, "notifications/digest/since.html", context)


@login_required
@require_GET
def executive(request: SignedIn) -> HttpResponse:
    """What was decided, what waits too long, whom it has reached: of the last week."""
    person, moment = request.user, now()
    require(can_have_summary(person))
    since = moment - visits.A_WEEK
    wish = wish_of(person)
    items = pick(person, since, moment, wish.most, wish.minutes * 60, mode=EXECUTIVE)
    context = _of(request, items, wish, since)
    context |= {"tab": "executive", "figures": figures_for(person, since, moment)}
    if person.is_admin:
        found = User.objects.active().filter(pk__in=DigestWish.objects.filter(executive=True).values("person"))
        context["proposed"] = found.order_by("name", "pk")[:MOST_PROPOSED]
    return render(request, "notifications/digest/executive.html", context)


@login_required
@require_POST
def caught_up(request: SignedIn) -> HttpResponse:
    """ "I know all of this": the digest begins at the moment at which the page was put together."""
    try:
        until = datetime.fromisoformat(request.POST.get("until", ""))
    except ValueError:
        raise BadRequest from None
    if until.tzinfo is None:
        raise BadRequest
    actions.catch_up(by=request.user, until=until)
    messages.success(request, _("Your digest begins here from now on."))
    return redirect("notifications:digest")


@never_cache
@require_http_methods(["GET", "POST"])
@throttled("digest_read", limit=120, per_seconds=3600)
def read_all(request: HttpRequest, word: str) -> HttpResponse:
    """From the mail. Looking changes nothing: mail programs look at addresses before people do. Whose inbox it is
    stands nowhere, and nothing of what is in it."""
    promise = links.read_all_of(word)
    context: dict[str, Any] = {"word": word, "until": promise.until if promise else None}
    if promise is None:
        context["refused"] = _("This address is not valid any more. The inbox has the same button.")
    elif request.user.is_authenticated and request.user.pk != promise.person:
        context["refused"] = _("This mail was to somebody else.")
    elif (person := User.objects.active().filter(pk=promise.person).first()) is None or not can_choose(person):
        raise Http404
    elif request.method == "POST":
        context["known"] = actions.know_all(by=person, until=promise.until)
        context["done"] = True
    return render(request, "notifications/digest/read.html", context, status=403 if "refused" in context else 200)


@login_required
@require_POST
def more_or_less(request: SignedIn, entry_id: int) -> HttpResponse:
    entry = get_visible(Entry, request.user, pk=entry_id)
    way = request.POST.get("way", "")
    try:
        actions.want(entry, by=request.user, way=way)
    except ValidationError as error:
        raise BadRequest(error.messages[0]) from None
    page = {"since": "notifications:digest-since", "executive": "notifications:digest-executive"}
    back = reverse(page.get(request.POST.get("tab", ""), "notifications:digest"))
    return redirect(f"{back}?said={way}&about={entry.entry_id}" if way else back)


@login_required
@require_POST
def choose_interests(request: SignedIn) -> HttpResponse:
    try:
        actions.choose_interests(request.POST.getlist("interest"), by=request.user)
    except ValidationError as error:
        raise BadRequest(error.messages[0]) from None
    messages.success(request, _("Your first page is chosen by that."))
    return redirect("notifications:digest")


@login_required
@require_POST
def propose(request: SignedIn) -> HttpResponse:
    """An admin names somebody who decides, or takes that back."""
    require(can_propose_summary(request.user, request.user))
    handle = request.POST.get("handle", "").strip().lstrip("@")
    person = User.objects.visible_to(request.user).active().filter(handle__iexact=handle).first()
    if person is None:
        messages.error(request, _("Nobody here is called “%(handle)s”.") % {"handle": handle[:60]})
        return redirect("notifications:digest-executive")
    actions.propose_summary(person, by=request.user, wanted="remove" not in request.POST)
    messages.success(request, _("Saved."))
    return redirect("notifications:digest-executive")


def chosen_day(typed: str, person: User, moment: datetime) -> datetime | None:
    """The beginning of that day on the person's clock; None for no day, one to come, and one too long ago."""
    try:
        day = parse_date(typed)
    except ValueError:
        return None
    if day is None or day.year < 2000 or day.year > 9000:
        return None
    begins = start_of_day(day, person.time_zone)
    return begins if moment - visits.LONGEST <= begins <= moment else None


def _of(request: SignedIn, items: list[Item], wish: DigestWish, since: datetime) -> dict[str, Any]:
    """What all of these pages show."""
    context: dict[str, Any] = {
        "items": items,
        "minutes": reading_time(items),
        "since": since,
        "until": now().isoformat(),
        "shows_summary": request.user.is_staff_member and (wish.executive or request.user.is_admin),
        "wish": wish,
    }
    said, about = request.GET.get("said", ""), request.GET.get("about", "")
    if said in (actions.MORE, actions.LESS) and about.isdecimal() and len(about) < 19:
        context |= {
            "said": said,
            "about": Entry.objects.visible_to(request.user).filter(pk=about).select_related("root").first(),
        }
    return context
