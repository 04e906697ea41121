"""What can be done with a page, besides what every entry knows."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from intranet.activity import verbs
from intranet.activity.verbs import Recipient, Verb

from .history.watching import concerned


def register() -> None:
    verbs.register(
        Verb("wiki.page.renamed", _("{actor} renamed “{title}”"), indexed=True),
        Verb("wiki.page.reordered", _("{actor} moved “{title}” within its wiki")),
        Verb("wiki.page.reading_set", _("{actor} set who reads “{title}”"), audited=True),
        Verb("wiki.page.editing_set", _("{actor} set who edits “{title}”"), audited=True),
        Verb("wiki.page.proposing_set", _("{actor} set who proposes changes to “{title}”"), audited=True),
        Verb("wiki.page.robots_set", _("{actor} set whether search engines find “{title}”"), audited=True),
        Verb("wiki.page.translated", _("{actor} translated “{title}”")),
        Verb("wiki.page.untranslated", _("{actor} took “{title}” from the page it was a translation of")),
        Verb("wiki.page.compared", _("{actor} brought the translation “{title}” up to date")),
        Verb("wiki.page.language_set", _("{actor} set the language of “{title}”"), indexed=True),
        Verb("wiki.page.fixed", _("{actor} locked “{title}”"), audited=True),
        Verb("wiki.page.freed", _("{actor} unlocked “{title}”"), audited=True),
        Verb("wiki.page.template_set", _("{actor} set whether “{title}” is a template"), indexed=True),
        Verb("wiki.page.erased", _("{actor} deleted “{title}” for ever"), audited=True),
        Verb("wiki.tree.start_set", _("{actor} chose the page that the wiki of “{title}” opens with"), audited=True),
        Verb("wiki.import.begun", _("{actor} had pages brought in from files"), audited=True),
        Verb(
            "wiki.import.done",
            _("The pages you brought in from files are there"),
            official=True,
            recipients=lambda activity: [Recipient(activity.details["person"], "you")],
        ),
        Verb("wiki.export.asked", _("{actor} asked for pages as a file"), audited=True),
        Verb(
            "wiki.export.ready",
            _("The pages you asked for as a file are ready, for seven days"),
            official=True,
            recipients=lambda activity: [Recipient(activity.details["person"], "you")],
        ),
        Verb("wiki.version.saved", _("{actor} saved a version of “{title}”")),
        Verb("wiki.page.handed_in", _("{actor} handed in “{title}” to be approved"), audited=True),
        Verb("wiki.page.taken_back_in", _("{actor} took back what was handed in of “{title}”"), audited=True),
        Verb("wiki.page.changed", _("{actor} changed “{title}”"), recipients=concerned),
        Verb("wiki.page.appeared", _("{actor} began the page “{title}”"), recipients=concerned),
        Verb("wiki.version.named", _("{actor} said what a version of “{title}” is")),
        Verb("wiki.version.withdrawn", _("{actor} took a text out of the history of “{title}”"), audited=True),
    )
