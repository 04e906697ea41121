"""Who makes something else of what was said."""

from __future__ import annotations

from django.utils.translation import gettext as _

from intranet.content.models import Entry
from intranet.core.decisions import YES, Decision, no
from intranet.spaces.audiences import Viewer, audiences_of

# What a customer says to a team goes out with their consent to the very words, by the way the centre has for it.
_PRIVATE = frozenset({"forum.enquiry", "forum.reply"})


def can_promote(person: Viewer, entry: Entry) -> Decision:
    """Whoever works here, of what they read; where it goes, the part it goes to has its own say."""
    if not person.is_authenticated or not person.is_active:
        return no(_("Sign in first."))
    if person.is_customer:
        return no(_("Only those who work here make something else of what was said."))
    if entry.audience not in audiences_of(person):
        return no(_("You cannot read this."))
    if not entry.is_published:
        return no(_("This is not published."))
    if entry.kind in _PRIVATE or (entry.root is not None and entry.root.kind in _PRIVATE):
        return no(_("A private thread becomes a public question with the customer's consent: publish it from there."))
    return YES
