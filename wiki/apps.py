from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class WikiConfig(AppConfig):
    name = "wiki"
    verbose_name = _("Wiki")

    def ready(self) -> None:
        from django.urls import reverse

        from intranet.collab import documents
        from intranet.content import kinds, references
        from intranet.core import navigation, sheets
        from intranet.spaces.parts import Part
        from intranet.spaces.parts import register as register_part

        from . import digest, figures, insights, menu, verbs, voices
        from .docs import registering as docs
        from .editing import panel as writers_panel
        from .exporting import views as exporting
        from .history import registering as history
        from .home.views import wiki_of_space
        from .importing import views as importing
        from .kind import PAGE
        from .languages import registering as languages
        from .links import panel as links_panel
        from .links.titles import meaning_of
        from .proposals import registering as proposals
        from .readers import registering as readers
        from .reading import menu as reading_menu
        from .statistics import registering as statistics
        from .truth import registering as truth
        from .working_text import PAGES

        verbs.register()
        voices.register()
        insights.register()
        digest.register()
        kinds.register(PAGE)
        documents.register(PAGES)
        references.names_of(meaning_of)
        links_panel.register()
        truth.register()
        languages.register()
        readers.register()
        writers_panel.register()
        proposals.register()
        exporting.register()
        importing.register()
        figures.register_figures()
        register_part(
            Part(
                "wiki",
                _("Wiki"),
                "wiki",
                url=lambda space: reverse("wiki:of-space", args=[space.slug]),
                page=wiki_of_space,
                order=30,
            )
        )
        docs.register()
        history.register()
        statistics.register()
        sheets.register("wiki", "css/wiki.css")
        navigation.register(navigation.NavItem("wiki", _("Wiki"), "wiki", "wiki:home", order=35))
        menu.register(reading_menu.of_every_entry)
        menu.register(reading_menu.of_the_tree)
        menu.register(reading_menu.of_the_tabs)
        menu.register(reading_menu.on_paper)
