from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _


class ApiConfig(AppConfig):
    name = "intranet.api"
    verbose_name = _("API")

    def ready(self) -> None:
        from . import (
            chart,
            coming_going,
            entries,
            files,
            finding,
            keeping,
            main,
            people,
            polls,
            profile,
            space_life,
            spaces,
            stances,
            standing,
        )

        for module in (
            people,
            chart,
            coming_going,
            profile,
            spaces,
            space_life,
            entries,
            files,
            finding,
            polls,
            stances,
            keeping,
            standing,
        ):
            main.register("", module.router)
        autodiscover_modules("api")
