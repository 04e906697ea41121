"""The pages somebody answers for, and who does next."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from intranet.accounts.handover import Held, Holding, register
from intranet.accounts.models import User
from wiki.models import Page

from .actions import entrust_to


def _find(person: User) -> Iterable[Held]:
    """By space: whoever closes an account may not know each page to be there."""
    count = Page.objects.published().filter(owner=person).count()
    if count:
        label = ngettext("%(count)d page of the wiki", "%(count)d pages of the wiki", count) % {"count": count}
        yield Held("pages", label, note=_("Without a successor those who keep the spaces answer for them."))


def _hand(held: Held, person: User, to: User | None, by: User) -> None:
    for page in Page.objects.filter(owner=person).select_related("space", "author"):
        readable = to is not None and Page.objects.visible_to(to).filter(pk=page.pk).exists()
        entrust_to(page, by=by, person=to if readable else None)


def register_holdings() -> None:
    register(Holding("pages", gettext_lazy("Answers for"), finds=_find, hand=_hand, order=35))
