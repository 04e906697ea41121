from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CrmConfig(AppConfig):
    name = "intranet.crm"
    verbose_name = _("Customer system")

    def ready(self) -> None:
        from intranet.accounts import hooks
        from intranet.core import navigation

        from . import verbs
        from .exporting import own_sources

        verbs.register()
        own_sources.register_all()
        hooks.on_proven(_proven)
        navigation.register(
            navigation.NavItem(
                "crm", _("Customer system"), "building", "crm:companies", order=86, audience="admin", group="care"
            )
        )


def _proven(person: object, email: str) -> None:
    from .actions import address_proven

    address_proven(person, email)  # type: ignore[arg-type]
