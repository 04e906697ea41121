from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SpacesConfig(AppConfig):
    name = "intranet.spaces"
    verbose_name = _("Spaces")

    def ready(self) -> None:
        from . import streams, verbs

        streams.register()
        verbs.register()
