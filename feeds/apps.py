from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FeedsConfig(AppConfig):
    name = "feeds"
    verbose_name = _("Feeds")

    def ready(self) -> None:
        from django.urls import reverse

        from intranet.content import kinds
        from intranet.spaces import parts

        from .kind import POST
        from .views import space_feed

        kinds.register(POST)
        parts.register(
            parts.Part(
                "feeds", _("Feed"), "post", lambda space: reverse("spaces:space", args=[space.slug]), space_feed, 10
            )
        )
