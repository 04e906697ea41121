from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ActivityConfig(AppConfig):
    name = "intranet.activity"
    verbose_name = _("Activity")

    def ready(self) -> None:
        from intranet.core import guest_pages

        from .ledger import newest
        from .verbs import Verb, register

        guest_pages.belongs_to(newest)

        # Core is below the ledger and cannot declare what is done to it.
        register(Verb("core.site.changed", _("{actor} changed the settings of the site"), audited=True))
        register(Verb("core.addresses.imported", _("{actor} imported old addresses"), audited=True))
        register(Verb("core.addresses.forgotten", _("{actor} removed old addresses"), audited=True))
