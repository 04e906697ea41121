from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CollabConfig(AppConfig):
    name = "intranet.collab"
    verbose_name = _("Writing together")

    def ready(self) -> None:
        from intranet.realtime import asides
        from intranet.serving.lifecycle import on_stop

        from . import health  # noqa: F401 - registers its check
        from .actions import NEWS
        from .house import CARETS, close_house, heed_carets, heed_news

        asides.heed(NEWS, heed_news)
        asides.heed(CARETS, heed_carets)
        # After realtime's own, so before it: the hub's threads are needed for the last commits.
        on_stop(close_house)
