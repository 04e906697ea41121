"""Who had a part in what is delivered by what they said in the forum or in private: topics and enquiries from which it
was made, or in which it is cited."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from intranet.content import voices
from intranet.content.models import Entry
from intranet.content.voices import Addressed, ByMail, Said, Voice, roots_pointing_at

from .models import Enquiry, StagedAccount, Topic
from .models.categories import TopicSort


def voices_of(entries: Collection[int]) -> Iterable[Voice]:
    """Six queries. Notes of the staff are no part of what was said."""
    pointing = roots_pointing_at(entries, ("forum.topic", "forum.enquiry"))
    of: dict[int, list[int]] = {}
    for delivered, roots in pointing.items():
        for root in roots:
            of.setdefault(root, []).append(delivered)
    began: dict[int, tuple[int, str]] = {
        pk: (author, "reported" if sort == TopicSort.PROBLEM else "asked")
        for pk, author, sort in Topic.objects.published().filter(pk__in=of).values_list("pk", "author", "sort")
    }
    enquiries = Enquiry.objects.published().filter(pk__in=of)
    began |= {pk: (customer, "enquired") for pk, customer in enquiries.values_list("pk", "customer")}
    for root, (person, part) in sorted(began.items()):
        yield from (Voice(person, delivered, part, root) for delivered in of[root])
    said = Entry.objects.published().filter(root__in=list(began)).exclude(kind="forum.note").order_by("root", "author")
    for within, author in said.values_list("root", "author").distinct():
        assert within is not None
        if author != began[within][0]:
            part = "answered" if began[within][1] != "enquired" else "helped"
            yield from (Voice(author, delivered, part, within) for delivered in of[within])


def addressed(entries: Collection[int], said: Collection[Voice]) -> Iterable[Addressed]:
    """Who writes by mail and has no account yet, where mail does not come back: one query."""
    staged = StagedAccount.objects.filter(claimed_at=None, trouble="", person__in={one.person for one in said})
    found = {person: (email, language) for person, email, language in staged.values_list(*_WHO)}
    for one in said:
        if one.person in found and one.of in entries:
            yield Addressed(*found[one.person], one.of, one.part, one.entry)


_WHO = ("person", "email", "person__language")


def titles_of_own(email: str, numbers: Collection[int]) -> Mapping[int, str]:
    """Of the threads in which this address wrote before anybody proved it."""
    people = StagedAccount.objects.filter(claimed_at=None, email=email).values("person")
    own = Q(customer__in=people) | Q(pk__in=Entry.objects.published().filter(author__in=people).values("root"))
    return dict(Enquiry.objects.published().filter(own, pk__in=numbers).values_list("pk", "title"))


def register() -> None:
    voices.register_by_mail("forum", ByMail(addressed, titles=titles_of_own))
    voices.register(
        "forum",
        voices_of,
        asked=Said(
            _("you asked in “%(title)s”"),
            pgettext_lazy("to a customer", "you asked in “%(title)s”"),
        ),
        reported=Said(
            _("you reported “%(title)s”"),
            pgettext_lazy("to a customer", "you reported “%(title)s”"),
        ),
        enquired=Said(
            _("you wrote to us about “%(title)s”"), pgettext_lazy("to a customer", "you wrote to us about “%(title)s”")
        ),
        answered=Said(
            _("you took part in “%(title)s”"), pgettext_lazy("to a customer", "you took part in “%(title)s”")
        ),
        helped=Said(
            _("you took part in the enquiry “%(title)s”"),
            pgettext_lazy("to a customer", "you took part in the enquiry “%(title)s”"),
        ),
    )
