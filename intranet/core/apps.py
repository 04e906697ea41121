from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CoreConfig(AppConfig):
    name = "intranet.core"
    verbose_name = _("Core")

    def ready(self) -> None:
        from . import checks, sheets  # noqa: F401 - checks registers the system checks
        from .commands import Command, register

        sheets.register("style", "css/style.css")
        register(Command("theme-light", _("Light theme"), "sun", run="theme:light", also=_("appearance"), order=80))
        register(Command("theme-dark", _("Dark theme"), "moon", run="theme:dark", also=_("appearance night"), order=81))
        register(Command("theme-auto", _("Theme of the system"), "auto", run="theme:", also=_("appearance"), order=82))
        register(Command("text-large", _("Large text"), "plus", run="text:large", also=_("size bigger"), order=83))
        register(Command("text-larger", _("Larger text"), "plus", run="text:larger", also=_("size bigger"), order=84))
        register(Command("text-usual", _("Text of the usual size"), "minus", run="text:", also=_("smaller"), order=85))
        register(Command("keys", _("Keyboard shortcuts"), "keyboard", run="open:keys-dialog", also=_("help"), order=86))
