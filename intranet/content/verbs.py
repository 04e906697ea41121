"""What can happen here that is not the life of one entry (those verbs come with each kind)."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from intranet.activity import verbs
from intranet.activity.models import Activity
from intranet.activity.verbs import Recipient, Verb


def _people_in(activity: Activity) -> Iterable[Recipient]:
    return [Recipient(pk, "author") for pk in activity.details.get("people", [])]


def register() -> None:
    verbs.register(
        Verb("content.series.opened", _("{actor} began the series “{title}”")),
        Verb("content.series.changed", _("{actor} changed the series “{title}”")),
        Verb("content.series.closed", _("{actor} ended the series “{title}”")),
        Verb("content.entries.linked", _("{actor} linked “{title}” with something else")),
        Verb("content.entries.unlinked", _("{actor} took a link off “{title}”")),
        Verb("content.versions.said", _("{actor} said which versions “{title}” is about")),
        Verb("content.product.changed", _("{actor} changed the product “{title}”"), audited=True),
        Verb("content.credit.told", _("Words of yours are in “{title}”"), official=True, recipients=_people_in),
        Verb("content.credit.withdrawn", _("{actor} is no longer named in “{title}”")),
        Verb("content.credit.given_back", _("{actor} is named in “{title}” again")),
        Verb("content.credit.chosen", _("{actor} chose how to be named")),
    )
