"""Who had a part in an idea: who suggested it or what was joined into it, voted, or took part in the discussion."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ideas.models import Idea
from ideas.tallies import joined
from intranet.content import voices
from intranet.content.models import Entry
from intranet.content.voices import Said, Voice
from intranet.conversation.models import Vote


def voices_of(entries: Collection[int]) -> Iterable[Voice]:
    """Four queries."""
    heads = list(Idea.objects.filter(pk__in=entries).values_list("pk", flat=True))
    top = {pk: head for head, group in joined(heads).items() for pk in group}
    for pk, author in Idea.objects.filter(pk__in=list(top)).order_by("pk").values_list("pk", "author"):
        yield Voice(author, top[pk], "suggested" if pk == top[pk] else "joined", pk)
    votes = Vote.objects.filter(entry__in=list(top)).order_by("pk")
    for entry, person, company in votes.values_list("entry", "person", "on_behalf_of"):
        yield Voice(person, top[entry], "voted" if company is None else "voted_for", entry)
    said = Entry.objects.published().filter(root__in=list(top)).order_by("root", "author")
    for root, author in said.values_list("root", "author").distinct():
        assert root is not None
        yield Voice(author, top[root], "discussed", root)


def register() -> None:
    voices.register(
        "ideas",
        voices_of,
        suggested=Said(
            _("you suggested it"),
            pgettext_lazy("to a customer", "you suggested it"),
        ),
        joined=Said(
            _("you suggested “%(title)s”, which was joined with it"),
            pgettext_lazy("to a customer", "you suggested “%(title)s”, which was joined with it"),
        ),
        voted=Said(
            _("you voted for it"),
            pgettext_lazy("to a customer", "you voted for it"),
        ),
        voted_for=Said(
            _("you voted for it for a company"), pgettext_lazy("to a customer", "you voted for it for a company")
        ),
        discussed=Said(
            _("you took part in the discussion of “%(title)s”"),
            pgettext_lazy("to a customer", "you took part in the discussion of “%(title)s”"),
        ),
        company_asked=Said(_("%(company)s asked for it"), _("%(company)s asked for it")),
        company_voted=Said(_("%(company)s voted for it"), _("%(company)s voted for it")),
    )
