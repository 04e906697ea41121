from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class InsightsConfig(AppConfig):
    name = "intranet.insights"
    verbose_name = _("Insights")

    def ready(self) -> None:
        from intranet.accounts import hooks, last_use, profile_sections, settings_pages
        from intranet.core import navigation, sheets

        from . import verbs
        from .channels.actions import leave_channels
        from .channels.holdings import register_holdings
        from .expertise.profile import has_shown_something, knows_about
        from .figures.companies import register_own
        from .figures.own_figures import register_all
        from .figures.presence import note_presence
        from .figures.summary import register as register_summary
        from .maturity.own_measures import register_own as register_measures
        from .people.own_ties import register_own as register_ties
        from .people.profile import champion_badge, is_champion

        verbs.register()
        profile_sections.register(knows_about, where=has_shown_something)
        profile_sections.register(champion_badge, where=is_champion)
        register_ties()
        register_measures()
        navigation.register(
            navigation.NavItem(
                "week", _("This week"), "tasks", "insights:week", order=70, audience="moderator", group="care"
            )
        )
        settings_pages.register(_("What you know"), "insights:own", order=59)
        register_holdings()
        hooks.on_deactivate(leave_channels)
        navigation.register(
            navigation.NavItem(
                "channels",
                _("Outside channels"),
                "globe",
                "insights:channels",
                order=84,
                audience="staff",
                group="care",
            )
        )
        register_all()
        register_own()
        register_summary()
        sheets.register("insights", "css/insights.css")
        last_use.when_used(note_presence)
        navigation.register(
            navigation.NavItem(
                "insights", _("Insights"), "chart", "insights:figures", order=83, audience="admin", group="care"
            )
        )
