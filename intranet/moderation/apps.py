from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ModerationConfig(AppConfig):
    name = "intranet.moderation"
    verbose_name = _("Moderation")

    def ready(self) -> None:
        from . import doors, streams, verbs

        verbs.register()
        doors.register()
        streams.register()
