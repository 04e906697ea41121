from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RealtimeConfig(AppConfig):
    name = "intranet.realtime"
    verbose_name = _("Live layer")

    def ready(self) -> None:
        from intranet.serving.lifecycle import on_stop

        from . import health  # noqa: F401 - registers its check
        from .hub import stop_hub

        on_stop(stop_hub)
