from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "intranet.accounts"
    verbose_name = _("People")

    def ready(self) -> None:
        from intranet.core import navigation
        from intranet.realtime import gates

        from . import coming_and_going
        from . import presence, settings_pages, threshold, verbs

        verbs.register()
        presence.register()
        gates.doorkeeper(threshold.held_back)
        settings_pages.register_own()
        coming_and_going.register()
        navigation.register(navigation.NavItem("people", _("People"), "people", "accounts:people", order=60, bar=True))
