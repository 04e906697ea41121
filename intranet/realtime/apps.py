from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RealtimeConfig(AppConfig):
    name = "intranet.realtime"
    verbose_name = _("Live layer")

    def ready(self) -> None:
        from intranet.core import guest_pages
        from intranet.serving.lifecycle import on_stop

        from . import health, metrics  # noqa: F401 - register its check and its figures
        from .hub import stop_hub
        from .ledger import newest_frame

        # What is told and not written down: a vote that was taken back.
        guest_pages.belongs_to(newest_frame)
        on_stop(stop_hub)
