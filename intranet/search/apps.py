from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SearchConfig(AppConfig):
    name = "intranet.search"
    verbose_name = _("Search")

    def ready(self) -> None:
        from intranet.accounts import settings_pages
        from intranet.content.rerendering import on_new_words
        from intranet.core.navigation import NavItem, register

        from . import health, verbs  # noqa: F401 - health registers its check
        from .indexing import mark_changed

        verbs.register()
        on_new_words(mark_changed)
        settings_pages.register(_("Saved searches"), "search:saved", order=53)
        register(
            NavItem(
                "search-reports",
                _("What is searched for"),
                "search",
                "search:reports",
                order=84,
                audience="moderator",
                group="care",
            )
        )
