from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class IdeasConfig(AppConfig):
    name = "ideas"
    verbose_name = _("Ideas")

    def ready(self) -> None:
        from django.urls import reverse

        from intranet.content import kinds
        from intranet.core import navigation, sheets, sitemap
        from intranet.search import street
        from intranet.spaces.parts import Part
        from intranet.spaces.parts import register as register_part

        from . import digest, evidence, figures, insights, seo, verbs
        from .campaigns import registering as campaigns
        from .cooling import registering as cooling
        from .deciding import registering as deciding
        from .doing import registering as doing
        from .home.views import ideas_of_space
        from .joining import registering as joining
        from .kind import IDEA
        from .notes import registering as notes
        from .privacy import registering as privacy
        from .reading import registering as reading
        from .releases import registering as releases
        from .sealing import registering as sealing
        from .voices import registering as voices

        verbs.register()
        figures.register_figures()
        evidence.register()
        insights.register()
        voices.register()
        digest.register()
        sealing.register()
        campaigns.register()
        privacy.register()
        releases.register()
        kinds.register(IDEA)
        reading.register()
        for area in (cooling, deciding, doing, joining, notes):
            area.register()
        register_part(
            Part(
                "ideas",
                _("Ideas"),
                "idea",
                url=lambda space: reverse("ideas:of-space", args=[space.slug]),
                page=ideas_of_space,
                order=60,
            )
        )
        sheets.register("ideas", "css/ideas.css")
        navigation.register(navigation.NavItem("ideas", _("Ideas"), "idea", "ideas:home", order=45))
        navigation.register(
            navigation.NavItem(
                "ideas-street",
                _("Ideas"),
                "idea",
                "ideas:home",
                order=25,
                group="street",
                audience="outside",
                nouns=("boards", "ideas", "campaigns", "idea-categories", "idea-statuses"),
            )
        )
        sitemap.register("ideas", seo.addresses)
        street.register("ideas.idea")
