from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ForumConfig(AppConfig):
    name = "forum"
    verbose_name = _("Forum")

    def ready(self) -> None:
        from dataclasses import replace

        from django.urls import reverse

        from intranet.content import kinds
        from intranet.core import navigation, sheets, sitemap
        from intranet.search import street
        from intranet.spaces.parts import Part
        from intranet.spaces.parts import register as register_part

        from . import digest, evidence, figures, insights, seo, trust, verbs, voices
        from .asking import registering as asking
        from .categories import verbs as category_verbs
        from .centre import registering as centre
        from .documenting import registering as documenting
        from .following import registering as following
        from .home.views import forum_of_space
        from .keeping import registering as keeping
        from .kind import ANSWER, NOTE, TOPIC
        from .notes import registering as notes
        from .reading import registering as reading
        from .replies import registering as replies
        from .work import registering as work

        verbs.register()
        evidence.register()
        insights.register()
        voices.register()
        documenting.register()
        trust.register()
        digest.register()
        asking.register()
        following.register()
        for kind in (TOPIC, ANSWER, NOTE):
            kinds.register(kind)
        keeping.register()
        notes.register()
        reading.register()
        work.register()
        replies.register()
        category_verbs.register()
        register_part(
            Part(
                "forum",
                _("Forum"),
                "forum",
                url=lambda space: reverse("forum:of-space", args=[space.slug]),
                page=forum_of_space,
                order=50,
            )
        )
        sheets.register("forum", "css/forum.css")
        nouns = ("topics", "answers", "categories", "merges")
        forum = navigation.NavItem("forum", _("Forum"), "forum", "forum:home", order=20, group="street", nouns=nouns)
        navigation.register(forum)
        navigation.register(
            navigation.NavItem("contact", _("Contact"), "mail", "forum:contact", order=30, group="street")
        )
        for item in (
            navigation.NavItem("my-questions", _("My questions"), "forum", "forum:home", order=10, query="state=mine"),
            navigation.NavItem("my-requests", _("My requests"), "lock", "forum:centre", order=20),
            navigation.NavItem("my-following", _("What I follow"), "eye", "forum:following", order=30),
        ):
            navigation.register(replace(item, group="account", audience="customer"))
        sitemap.register("forum", seo.addresses)
        street.register("forum.topic")
        street.register("forum.answer")
        centre.register()
        figures.register_figures()
