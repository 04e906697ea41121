from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _


class JobsConfig(AppConfig):
    name = "intranet.jobs"
    verbose_name = _("Jobs")

    def ready(self) -> None:
        from . import health, metrics  # noqa: F401 - register the check of the health page, and the figures

        # A schedule is known once the module that declares it has been imported.
        autodiscover_modules("jobs")
