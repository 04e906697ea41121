"""Asking a customer, once, how they wish to be named: with the first notice that words of theirs became a page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.urls import reverse
from django.utils.translation import gettext as _

from intranet.content.models import Credit
from intranet.notifications.models import Notification
from intranet.notifications.wordings import Wording


def wordings_of(notifications: Sequence[Notification]) -> Mapping[int, Wording]:
    """All of them are one person's. Who has chosen, and who was asked before, is led to the page."""
    person = notifications[0].recipient
    if not person.is_customer or person.credit_as:
        return {row.pk: Wording(words=_("Thank you for writing them.")) for row in notifications}
    first = Credit.objects.filter(person=person, told_at__isnull=False).order_by("told_at").first()
    asked = None if first is None else f"entry_{first.entry_id}"
    words = _("How do you want to be named there? By name, by company, or not at all.")
    return {
        row.pk: Wording(words=words, summary=words, leads=reverse("content:credits"))
        for row in notifications
        if row.activity.subject == asked
    }
