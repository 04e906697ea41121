"""What is done with categories and products, besides making and changing a category."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from intranet.activity import verbs
from intranet.activity.verbs import Verb


def register() -> None:
    verbs.register(
        Verb("forum.category.readers_set", _("{actor} set who reads the category “{title}”"), audited=True),
        Verb("forum.product.made", _("{actor} made the product “{title}”"), audited=True),
        Verb("forum.product.changed", _("{actor} changed the product “{title}”"), audited=True),
        Verb("forum.product.dropped", _("{actor} deleted the product “{title}”"), audited=True),
    )
