from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ActivityConfig(AppConfig):
    name = "intranet.activity"
    verbose_name = _("Activity")

    def ready(self) -> None:
        from .verbs import Verb, register

        # Core is below the ledger and cannot declare what is done to its settings.
        register(Verb("core.site.changed", _("{actor} changed the settings of the site"), audited=True))
