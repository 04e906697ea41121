from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FlowsConfig(AppConfig):
    name = "intranet.flows"
    verbose_name = _("Between the parts")

    def ready(self) -> None:
        from django.urls import reverse
        from django.utils.http import urlencode

        from forum.documenting import ways
        from intranet.content import menu
        from intranet.notifications import wordings

        from . import announcing, asking  # noqa: F401 - its job
        from .menu import items

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
        wordings.register("content.credit.told", asking.wordings_of)
