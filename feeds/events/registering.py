"""What events bring to the rest of the house."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from feeds import composing
from intranet.accounts import hooks, settings_pages
from intranet.content import kinds, menu
from intranet.core import navigation
from intranet.spaces.parts import Part
from intranet.spaces.parts import register as register_part

from . import answers, kind, own_choices, own_part, policies, views


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
    hooks.on_deactivate(answers.give_up_places)
    hooks.on_deactivate(own_choices.forget_address)
    composing.register(
        composing.ComposerKind(
            "event",
            _("Event"),
            _("New event"),
            "cal",
            url=lambda space: reverse("feeds:event-new") + (f"?space={space.slug}" if space else ""),
            offered=lambda writer, space: space is None or policies.PART in space.parts,
            order=40,
        )
    )
