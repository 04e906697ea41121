"""What events bring to the rest of the house."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from feeds import composing
from intranet.accounts import hooks, settings_pages
from intranet.accounts.models import User
from intranet.content import kinds, menu
from intranet.core import navigation
from intranet.spaces.parts import Part
from intranet.spaces.parts import register as register_part

from . import kind, own_part, policies, views, writing
from .actions.answers import give_up_places
from .actions.own_choices import forget_address
from .forms import EventForm


def register() -> None:
    kinds.register(kind.EVENT)
    kind.register_verbs()
    menu.register(kind.what_an_event_has)
    own_part.register()
    register_part(
        Part(
            policies.PART,
            _("Events"),
            "cal",
            url=lambda space: reverse("feeds:space-events", args=[space.slug]),
            page=views.space_events,
            order=20,
        )
    )
    navigation.register(navigation.NavItem("events", _("Events"), "cal", "feeds:events", order=30))
    settings_pages.register(_("Calendar"), "feeds:settings-calendar", order=60)
    hooks.on_deactivate(_leave)
    composing.register(
        composing.ComposerKind(
            "event",
            _("Event"),
            _("New event"),
            "cal",
            url=lambda space: reverse("feeds:event-new") + (f"?space={space.slug}" if space else ""),
            page_form=EventForm,
            publish=writing.publish,
            offered=lambda writer, space: space is None or policies.PART in space.parts,
            order=40,
        )
    )


def _leave(person: User, by: User) -> None:
    """Who has left the house comes to nothing, and reads no calendar."""
    give_up_places(person, by=by)
    forget_address(person, by=by)
