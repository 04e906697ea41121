from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SpacesConfig(AppConfig):
    name = "intranet.spaces"
    verbose_name = _("Spaces")

    def ready(self) -> None:
        from intranet.core import navigation

        from . import streams, verbs

        streams.register()
        verbs.register()
        navigation.register(navigation.NavItem("spaces", _("Spaces"), "spaces", "spaces:directory", order=30, bar=True))
