"""The steps of the set-up, in the order in which they make sense: what each asks, and what saving it does."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import time
from typing import Any

from django.forms import BaseForm
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from forum.models import OfficeHours
from forum.work.forms import OfficeForm
from forum.work.office import set_office_hours
from intranet.accounts.models import User
from intranet.accounts.people_named import as_text
from intranet.core.http import SignedIn
from intranet.core.models import SiteSettings
from intranet.moderation.models import Lane
from intranet.site_settings import set_site

from . import first_things
from .forms import LanesForm, LanguagesForm, LookForm, NameForm, OrderForm, SpacesForm


@dataclass(frozen=True)
class Step:
    key: str
    title: Any
    says: Any
    icon: str
    form: Callable[[SignedIn], BaseForm]
    keep: Callable[[Any, User], Any]


def _sent(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None


def _of_site(form: Any) -> Callable[[SignedIn], BaseForm]:
    def made(request: SignedIn) -> BaseForm:
        site = SiteSettings.objects.filter(pk=1).first() or SiteSettings(pk=1)
        found: BaseForm = form(_sent(request), request.FILES or None, instance=site)
        return found

    return made


def _save_site(form: Any, by: User) -> None:
    set_site(by=by, **{name: form.cleaned_data[name] for name in form.changed_data})


def _hours(request: SignedIn) -> BaseForm:
    kept = OfficeHours.objects.filter(pk=1).first()
    first = kept or OfficeHours(days=[0, 1, 2, 3, 4], opens=time(9), closes=time(18), zone=request.user.time_zone)
    begun = {"days": first.days, "opens": first.opens, "closes": first.closes, "zone": first.zone}
    return OfficeForm(_sent(request), initial=begun)


def _save_hours(form: Any, by: User) -> None:
    said = form.cleaned_data
    set_office_hours(by=by, days=said["days"], opens=said["opens"], closes=said["closes"], zone_name=said["zone"])


def _lanes(request: SignedIn) -> BaseForm:
    now = first_things.outside_lanes()
    first = now[0] if now else Lane()
    return LanesForm(_sent(request), initial=first.settings)


def _order(request: SignedIn) -> BaseForm:
    begun = {
        "moderators": as_text(first_things.moderators()),
        "second_factor_for": SiteSettings.current().second_factor_for,
    }
    return OrderForm(_sent(request), initial=begun, writer=request.user)


STEPS = (
    Step(
        "name",
        _("Name and contacts"),
        _("What this house is called, and how people outside reach you."),
        "building",
        _of_site(NameForm),
        _save_site,
    ),
    Step(
        "look",
        _("The look"),
        _("Your colour and your sign. Text stays readable whatever you choose."),
        "image",
        _of_site(LookForm),
        _save_site,
    ),
    Step(
        "languages",
        _("Languages"),
        _("Which languages people can choose, and which one greets them."),
        "language",
        _of_site(LanguagesForm),
        _save_site,
    ),
    Step(
        "hours",
        _("Hours"),
        _("When somebody is there to answer. Promised answers count these hours alone."),
        "clock",
        _hours,
        _save_hours,
    ),
    Step(
        "spaces",
        _("First spaces"),
        _("A few places to begin with. More can be opened at any time."),
        "spaces",
        lambda request: SpacesForm(_sent(request)),
        lambda form, by: first_things.open_spaces(form.wanted(), by=by),
    ),
    Step(
        "lanes",
        _("How words come out"),
        _("What is written for customers and for the street, in every community: at once, looked at, or approved."),
        "move",
        _lanes,
        lambda form, by: first_things.set_outside_lanes(by=by, **form.cleaned_data),
    ),
    Step(
        "order",
        _("Who keeps order"),
        _("Who decides about what is reported, and how safely people sign in."),
        "shield",
        _order,
        lambda form, by: first_things.set_keepers(by=by, **form.cleaned_data),
    ),
)
BY_KEY = {step.key: step for step in STEPS}


def after(key: str) -> Step | None:
    keys = [step.key for step in STEPS]
    at = keys.index(key) + 1
    return STEPS[at] if at < len(STEPS) else None
