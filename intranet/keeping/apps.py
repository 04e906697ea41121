from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class KeepingConfig(AppConfig):
    name = "intranet.keeping"
    label = "keeping"
    verbose_name = _("Backups and moving house")
