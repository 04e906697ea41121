from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FeedsConfig(AppConfig):
    name = "feeds"
    verbose_name = _("Feeds")

    def ready(self) -> None:
        from django.urls import reverse

        from intranet.accounts import profile_sections
        from intranet.content import kinds
        from intranet.core import context, navigation
        from intranet.spaces.parts import Part
        from intranet.spaces.parts import register as register_part

        from . import asides, profile, rail, views
        from .kind import POST

        kinds.register(POST)
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
        profile_sections.register(profile.latest_posts)
        context.provide_rail(rail.spaces)
        context.provide_rail(asides.asides)
