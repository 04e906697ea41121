from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "intranet.accounts"
    verbose_name = _("People")

    def ready(self) -> None:
        from intranet.core import commands, navigation
        from intranet.realtime import gates

        from . import coming_and_going, presence, settings_pages, threshold, verbs

        verbs.register()
        presence.register()
        gates.doorkeeper(threshold.held_back)
        settings_pages.register_own()
        coming_and_going.register()
        for command in (
            commands.Command(
                "status", _("Set a status"), "smile", "accounts:settings_status", also=_("away"), order=30
            ),
            commands.Command("profile", _("Edit my profile"), "person", "accounts:settings_profile", order=60),
            commands.Command("settings", _("Settings"), "gear", "accounts:settings", also=_("preferences"), order=61),
            commands.Command("devices", _("My devices"), "lock", "accounts:settings_sessions", order=62),
            commands.Command("chart", _("Organisation chart"), "chart", "accounts:chart", order=40, audience="staff"),
            commands.Command(
                "invite", _("Invite people"), "user-plus", "accounts:invitations", order=41, audience="admin"
            ),
        ):
            commands.register(command)
        navigation.register(navigation.NavItem("people", _("People"), "people", "accounts:people", order=60, bar=True))
