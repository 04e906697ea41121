from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SpacesConfig(AppConfig):
    name = "intranet.spaces"
    verbose_name = _("Spaces")

    def ready(self) -> None:
        from intranet.accounts import audience_source, hooks
        from intranet.core import commands, navigation

        from . import audiences, holdings, newcomers, own_spaces, streams, verbs

        audience_source.set_source(audiences.audiences_of)
        audience_source.set_own_spaces(own_spaces.own_spaces, stays_in=own_spaces.stays_in)
        hooks.on_join(newcomers.let_in, offer=newcomers.offer)
        holdings.register_holdings()
        hooks.on_change(newcomers.follow)
        hooks.on_deactivate(newcomers.follow)

        streams.register()
        verbs.register()
        commands.register(
            commands.Command("space", _("Open a space"), "spaces", "spaces:space-new", order=20, audience="staff")
        )
        navigation.register(navigation.NavItem("spaces", _("Spaces"), "spaces", "spaces:directory", order=30, bar=True))
