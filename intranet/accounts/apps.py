from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "intranet.accounts"
    verbose_name = _("People")

    def ready(self) -> None:
        from intranet.core import navigation

        from . import presence, settings_pages, verbs

        verbs.register()
        presence.register()
        settings_pages.register_own()
        navigation.register(navigation.NavItem("people", _("People"), "people", "accounts:people", order=60, bar=True))
