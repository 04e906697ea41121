from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FlowsConfig(AppConfig):
    name = "intranet.flows"
    verbose_name = _("Between the parts")

    def ready(self) -> None:
        from django.urls import reverse
        from django.utils.http import urlencode

        from forum.documenting import ways
        from intranet.activity import verbs
        from intranet.activity.verbs import Verb
        from intranet.content import menu
        from intranet.core import sheets
        from intranet.notifications import wordings

        from . import announcing, asking, roads  # noqa: F401 - its job
        from .menu import items
        from .promoting.actions import BECAME
        from .setting_up import registering

        ways.register(
            ways.Way(
                _("Draft a page from this"),
                "edit",
                of_topic=lambda topic: reverse("flows:document", args=[topic.pk]),
            ),
            ways.Way(
                _("Link an existing page"),
                "link",
                of_topic=lambda topic: reverse("flows:link-page", args=[topic.pk]),
            ),
            ways.Way(
                _("Write a page about it"),
                "edit",
                of_words=lambda words: f"{reverse('flows:write-for')}?{urlencode({'words': words})}",
            ),
            ways.Way(
                _("A page says it"),
                "link",
                of_words=lambda words: f"{reverse('flows:answer-words')}?{urlencode({'words': words})}",
            ),
        )
        menu.register(items)
        verbs.register(Verb(BECAME, _("{actor} made something of “{title}”")))
        roads.register()
        registering.register()
        sheets.register("flows", "css/flows.css")
        wordings.register("content.credit.told", asking.wordings_of)
