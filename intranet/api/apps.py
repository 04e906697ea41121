from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _


class ApiConfig(AppConfig):
    name = "intranet.api"
    verbose_name = _("API")

    def ready(self) -> None:
        from intranet.core import navigation

        from . import (
            banner,
            chart,
            coming_going,
            credits,
            deciding,
            digesting,
            discussing,
            entries,
            fields,
            files,
            finding,
            growing,
            hearing,
            importing,
            insights,
            invitations,
            keeping,
            knowing,
            lanes,
            leaving,
            mail,
            main,
            measures,
            members,
            moderating,
            notes,
            notices,
            outside,
            own_account,
            people,
            polls,
            products,
            profile,
            push,
            reminding,
            ruling,
            searching,
            signing_in,
            space_life,
            spaces,
            stances,
            standing,
            voting,
        )
        from .webhooks import api as webhooks
        from .webhooks import holdings, verbs

        verbs.register()
        holdings.register_holdings()
        navigation.register(
            navigation.NavItem(
                "webhooks", _("Webhooks"), "send", "webhooks:webhooks", order=85, audience="admin", group="care"
            )
        )
        for module in (
            people,
            banner,
            chart,
            coming_going,
            products,
            profile,
            spaces,
            space_life,
            entries,
            files,
            finding,
            searching,
            notices,
            polls,
            stances,
            credits,
            keeping,
            insights,
            knowing,
            lanes,
            reminding,
            standing,
            webhooks,
            discussing,
            fields,
            growing,
            hearing,
            importing,
            invitations,
            leaving,
            mail,
            members,
            deciding,
            digesting,
            measures,
            moderating,
            notes,
            ruling,
            outside,
            own_account,
            push,
            signing_in,
            voting,
        ):
            main.register("", module.router)
        autodiscover_modules("api")
