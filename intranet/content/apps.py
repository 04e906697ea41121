from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ContentConfig(AppConfig):
    name = "intranet.content"
    verbose_name = _("Content")

    def ready(self) -> None:
        from intranet.realtime.gates import gate
        from intranet.spaces import audiences

        from .reviews import holders_of, reviews_of
        from .streams import may_follow_entry

        audiences.provide("review", of=reviews_of, holders=holders_of)
        gate("entry")(may_follow_entry)
