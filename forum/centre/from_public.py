"""What was asked in public and should not have been goes on as a private thread."""

from __future__ import annotations

from django.utils.translation import gettext as _

from forum.models import Desk, Enquiry, Topic
from intranet.accounts.models import User
from intranet.content.actions import hide_entry
from intranet.core.decisions import YES, Decision, no, require
from intranet.moderation.holding import turn_down
from intranet.moderation.policies import can_decide
from intranet.realtime.units import action


def can_make_private(person: User, topic: Topic) -> Decision:
    """Who decides about a topic of a customer, as long as a team takes enquiries and nobody has answered in public."""
    if not (allowed := can_decide(person, topic)):
        return allowed
    if not topic.author.is_customer or not topic.author.is_active:
        return no(_("Only what a customer asked goes on as a private thread."))
    if not (topic.is_published or topic.is_held):
        return no(_("This is not there any more."))
    if topic.answers_count:
        return no(_("It was answered in public already."))
    if not Desk.objects.filter(is_open=True, team__archived_at=None).exists():
        return no(_("No team takes enquiries."))
    return YES


@action
def make_private(topic: Topic, *, by: User, reason: str) -> Enquiry:
    """Begin a private thread of its author with the words of the topic, and take the topic out of sight. It goes to
    the team that answers in its category, where that takes enquiries, else to the first that does."""
    from forum.actions.centre import open_enquiry  # noqa: PLC0415 - actions import what is registered here

    require(can_make_private(by, topic))
    team = topic.category.team
    if team is not None and not Desk.objects.filter(team=team, is_open=True).exists():
        team = None
    enquiry = open_enquiry(by=topic.author, subject=topic.title, body=topic.body, team=team)
    why = reason or _("It goes on as a private thread.")
    if topic.is_held:
        turn_down(topic, by=by, reason=why)
    else:
        hide_entry(topic, by=by, reason=why)
    return enquiry
