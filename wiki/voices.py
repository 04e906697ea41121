"""Who had a part in pages that a release names: who told us what was missing there, or proposed a change."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from intranet.accounts.models import normal_email
from intranet.content import voices
from intranet.content.voices import Addressed, ByMail, Said, Voice

from .models import Opinion, Proposal


def voices_of(entries: Collection[int]) -> Iterable[Voice]:
    """Two queries. Who only pressed yes or no is not written to; who has no account cannot be."""
    opinions = Opinion.objects.filter(page__in=entries).exclude(person=None).exclude(words="").order_by("pk")
    for page, person in opinions.values_list("page", "person"):
        yield Voice(person, page, "feedback", page)
    proposed = Proposal.objects.published().filter(of_page__in=entries, guest_name="").order_by("pk")
    for page, author in proposed.values_list("of_page", "author"):
        yield Voice(author, page, "proposed", page)


def addressed(entries: Collection[int], said: Collection[Voice]) -> Iterable[Addressed]:
    """Guests who left an address with what they told us, or with a change they proposed. Two queries."""
    opinions = Opinion.objects.filter(page__in=entries, person=None).exclude(email="").exclude(words="").order_by("pk")
    for page, email, language in opinions.values_list("page", "email", "language"):
        yield Addressed(email, language, page, "feedback", page)
    proposed = Proposal.objects.published().filter(of_page__in=entries).exclude(guest_email="").order_by("pk")
    for page, email, language in proposed.values_list("of_page", "guest_email", "language"):
        yield Addressed(normal_email(email), language, page, "proposed", page)


def forget_address(email: str, pages: Collection[int]) -> None:
    """It was given for this one letter."""
    Opinion.objects.filter(page__in=pages, email=email).update(email="")


def register() -> None:
    voices.register_by_mail("wiki", ByMail(addressed, told=forget_address))
    voices.register(
        "wiki",
        voices_of,
        feedback=Said(
            _("you told us what was missing in “%(title)s”"),
            pgettext_lazy("to a customer", "you told us what was missing in “%(title)s”"),
        ),
        proposed=Said(
            _("you proposed a change of “%(title)s”"),
            pgettext_lazy("to a customer", "you proposed a change of “%(title)s”"),
        ),
    )
