from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FeedsConfig(AppConfig):
    name = "feeds"
    verbose_name = _("Feeds")

    def ready(self) -> None:
        from django.urls import reverse

        from intranet.accounts import profile_sections, settings_pages
        from intranet.content import kinds, menu
        from intranet.core import context, navigation
        from intranet.insights.figures.written import hopes_for_answers
        from intranet.spaces import unread
        from intranet.spaces.parts import Part
        from intranet.spaces.parts import register as register_part

        from . import asides, composing, digest, palette, profile, rail, standing, unread_menu, views
        from .broadcasts import registering as broadcasts
        from .broadcasts.asked import registering as asked
        from .broadcasts.spread import registering as spread
        from .events import registering as events
        from .kind import POST
        from .kudos import registering as kudos
        from .writing import KINDS

        kinds.register(POST)
        hopes_for_answers("feeds.post", _("Posts"))
        kinds.also_hydrate(standing.mark_spaces)
        standing.register()
        digest.register()
        palette.register_commands()
        kudos.register()
        broadcasts.register()
        asked.register()
        spread.register()
        for kind in KINDS:
            composing.register(kind)
        events.register()
        register_part(
            Part(
                "feeds",
                _("Feed"),
                "home",
                url=lambda space: reverse("spaces:space", args=[space.slug]),
                page=views.space_feed,
                order=10,
            )
        )
        navigation.register(navigation.NavItem("home", _("Home"), "home", "feeds:home", order=10, bar=True))
        settings_pages.register(_("Filters"), "feeds:filters", order=52)
        menu.register(unread_menu.unread_item)
        profile_sections.register(profile.latest_posts)
        context.provide_rail(rail.spaces)
        unread.counts("feeds", rail.unread)
        context.provide_rail(asides.asides)
