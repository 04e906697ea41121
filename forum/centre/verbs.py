"""What becomes of enquiries, and who hears of it."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from intranet.activity import verbs
from intranet.activity.verbs import Verb
from intranet.notifications import groups
from intranet.notifications.groups import Group

from .concerned import assigned, the_customer, who_asked_consent, who_is_late


def register() -> None:
    verbs.register(
        Verb("forum.enquiry.waiting_for_us", _("“{title}” waits for the team")),
        Verb("forum.enquiry.waiting_for_customer", _("“{title}” waits for the customer")),
        Verb("forum.enquiry.solved", _("{actor} marked “{title}” as solved")),
        Verb("forum.enquiry.assigned", _("{actor} gave you “{title}” to answer"), recipients=assigned),
        Verb("forum.enquiry.unassigned", _("{actor} gave “{title}” back to the team")),
        Verb("forum.enquiry.handed", _("{actor} handed “{title}” to another team"), indexed=True, audited=True),
        Verb("forum.enquiry.claimed", _("{actor} signed up, and “{title}” is theirs now"), indexed=True, audited=True),
        Verb("forum.enquiry.merged", _("“{title}” moved with its company"), indexed=True, audited=True),
        Verb("forum.enquiry.overdue", _("“{title}” waits longer than was promised"), recipients=who_is_late),
        Verb("forum.enquiry.mailed", _("An answer to “{title}” was mailed")),
        Verb(
            "forum.publication.asked",
            _("{actor} would like to publish “{title}” and asks for your consent"),
            recipients=the_customer,
        ),
        Verb("forum.publication.drafted", _("{actor} drafted a public question from “{title}”")),
        Verb("forum.publication.changed", _("{actor} changed the public text of “{title}”")),
        Verb("forum.publication.dropped", _("{actor} gave up publishing “{title}”")),
        Verb(
            "forum.publication.approved",
            _("{actor} agreed to publish “{title}”"),
            audited=True,
            recipients=who_asked_consent,
        ),
        Verb("forum.publication.declined", _("{actor} would not have “{title}” public"), recipients=who_asked_consent),
        Verb(
            "forum.publication.changes", _("{actor} asks for another text of “{title}”"), recipients=who_asked_consent
        ),
        Verb(
            "forum.publication.published",
            _("{actor} published what you agreed to from “{title}”"),
            audited=True,
            recipients=the_customer,
        ),
        Verb("forum.desk.changed", _("{actor} changed how {title} answers customers"), audited=True),
        Verb("forum.desk.rota_changed", _("{actor} changed who is on duty for {title}"), audited=True),
    )
    groups.register(
        Group(
            "enquiries",
            _("Private centre"),
            _("Threads between customers and a team, and their answers."),
            verbs=("forum.enquiry.*", "forum.reply.*"),
            channels=frozenset({"app", "mail", "push"}),
            icon="mail",
            order=21,
        ),
        # The request itself goes by mail with the text and a signed link, so not a second time from here.
        Group(
            "publications",
            _("Publishing from the private centre"),
            _("Somebody asks to make a thread of yours public, or answers when you asked."),
            verbs=("forum.publication.*",),
            channels=frozenset({"app"}),
            icon="globe",
            order=22,
        ),
    )
