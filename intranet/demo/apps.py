from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DemoConfig(AppConfig):
    name = "intranet.demo"
    verbose_name = _("Demonstration and load data")
