from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NotificationsConfig(AppConfig):
    name = "intranet.notifications"
    verbose_name = _("Notifications")

    def ready(self) -> None:
        from intranet.core.context import provide_rail

        from .rail import inbox_count

        provide_rail(inbox_count)
