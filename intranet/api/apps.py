from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ApiConfig(AppConfig):
    """The nouns themselves come when somebody asks for one: see urls.py."""

    name = "intranet.api"
    verbose_name = _("API")

    def ready(self) -> None:
        from intranet.core import navigation

        from .webhooks import holdings, verbs

        verbs.register()
        holdings.register_holdings()
        navigation.register(
            navigation.NavItem(
                "webhooks", _("Webhooks"), "send", "webhooks:webhooks", order=85, audience="admin", group="care"
            )
        )
