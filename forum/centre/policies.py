"""Who may do what in the private centre. What may be read is ``visible_to``; these presume that it may."""

from __future__ import annotations

from typing import Any, TypeGuard

from django.utils.translation import gettext as _

from forum.models import Desk, Enquiry, Publication, Reply
from intranet.accounts.models import User
from intranet.content.models import Entry
from intranet.core.decisions import YES, Decision, no
from intranet.spaces.audiences import Viewer, spaces_joined, spaces_kept
from intranet.spaces.models import Space

from .audience import areas_held


def is_of_staff(person: Viewer) -> TypeGuard[User]:
    return bool(person.is_authenticated and person.is_active and person.is_staff_member)


def answers(person: Viewer, enquiry: Enquiry) -> bool:
    """Whether this person is on our side of it: in the team, or facing the firm."""
    if not is_of_staff(person):
        return False
    return areas_held(person).get(enquiry.area_id, False)


def can_work(person: Viewer, enquiry: Enquiry) -> Decision:
    """Taking, assigning, noting, setting the state."""
    if not person.is_authenticated:
        return no(_("Sign in first."))
    return YES if answers(person, enquiry) else no(_("The team it was written to works on this."))


def can_reply(person: Viewer, enquiry: Enquiry) -> Decision:
    if not person.is_authenticated or not person.is_active:
        return no(_("Sign in to answer."))
    if not enquiry.is_published:
        return no(_("This is not published."))
    if answers(person, enquiry) or is_their_side(person, enquiry):
        return YES
    return no(_("This is between a customer and a team."))


def is_their_side(person: Viewer, enquiry: Enquiry) -> bool:
    """Whether this is one of those the thread is for outside: who wrote, and colleagues of the same firm."""
    if not person.is_authenticated or not person.is_customer:
        return False
    if enquiry.company_id is not None:
        return person.company_id == enquiry.company_id
    return person.pk == enquiry.customer_id


def can_settle(person: Viewer, enquiry: Enquiry) -> Decision:
    """Saying that it is solved, or that it is not: both sides."""
    return can_reply(person, enquiry)


def can_enquire(person: Viewer, desk: Desk | None) -> Decision:
    if not person.is_authenticated or not person.is_active:
        return no(_("Sign in to write to us."))
    if desk is None or not desk.is_open or desk.team.is_archived:
        return no(_("This team takes no enquiries now."))
    if person.is_customer:
        return YES
    if is_of_staff(person) and desk.team_id in spaces_joined(person):
        return YES
    return no(_("Customers write to the teams; the staff of a team may begin a thread for one."))


def can_be_assigned(person: Viewer, enquiry: Enquiry) -> Decision:
    return YES if answers(person, enquiry) else no(_("Only the team, and who faces the firm, can take this."))


def can_open_inbox(person: Viewer) -> Decision:
    """Staff who are in a team with a desk, or face a firm that writes."""
    if is_of_staff(person) and (any(areas_held(person).values()) or keeps_or_staffs_desk(person)):
        return YES
    return no(_("The inbox is for the teams that customers write to."))


def keeps_or_staffs_desk(person: Any) -> bool:
    return Desk.objects.filter(team__in=spaces_joined(person)).exists()


def can_keep_desk(person: Viewer, team: Space) -> Decision:
    """The rota, and how the team is called outside: who keeps the space, and admins."""
    if is_of_staff(person) and (person.is_admin or team.pk in spaces_kept(person)):
        return YES
    return no(_("Those who keep the team’s space decide this."))


def can_open_desk(person: Viewer, team: Space) -> Decision:
    if team.is_community:
        return no(_("What the public reads is no team: choose an internal space."))
    return can_keep_desk(person, team)


def can_open_desks(person: Viewer) -> Decision:
    if is_of_staff(person) and (person.is_admin or spaces_kept(person)):
        return YES
    return no(_("Those who keep a space decide whether it answers customers."))


def can_publish_from(person: Viewer, enquiry: Enquiry) -> Decision:
    if not (allowed := can_work(person, enquiry)):
        return allowed
    return YES if enquiry.is_published else no(_("This is not published."))


def can_consent(person: Viewer, publication: Publication) -> Decision:
    """The customer whose thread it is, nobody else: not a colleague, not the staff."""
    if person.is_authenticated and person.is_active and person.pk == publication.enquiry.customer_id:
        return YES
    return no(_("Only the customer who wrote it can agree."))


# --- What the kinds say besides the rules for every entry -------------------------------------------------------------


def can_change_said(person: Viewer, said: Enquiry | Reply, enquiry: Enquiry) -> Decision:
    """One's own words, like a comment; what came or went by mail is out of the house."""
    if not person.is_authenticated or said.author_id != person.pk:
        return no(_("Only who wrote this changes it."))
    if said.channel == Enquiry.Channel.MAIL:
        return no(_("This came by mail and stays as it was sent."))
    if enquiry.customer.is_system and said.author.is_staff_member:
        return no(_("This went out by mail and stays as it was sent. Write again instead."))
    return can_reply(person, enquiry)


def may_edit(person: Viewer, entry: Entry) -> Decision:
    said, enquiry = _said(entry)
    return can_change_said(person, said, enquiry)


def may_delete(person: Viewer, entry: Entry) -> Decision:
    said, enquiry = _said(entry)
    if isinstance(said, Enquiry):
        return no(_("The thread begins with this. Write what is different now instead."))
    return can_change_said(person, said, enquiry)


def _said(entry: Entry) -> tuple[Enquiry | Reply, Enquiry]:
    enquiry = Enquiry.objects.select_related("customer", "author", "area").get(pk=entry.root_entry_id)
    if entry.root_id is None:
        return enquiry, enquiry
    return Reply.objects.select_related("author").get(pk=entry.entry_id), enquiry


def may_moderate(person: Viewer, entry: Entry) -> Decision:
    """Nobody looks into a customer's thread by keeping order in the house; the team's own keepers do."""
    team = Enquiry.objects.filter(pk=entry.root_entry_id).values_list("team_id", flat=True).first()
    if is_of_staff(person) and team in spaces_kept(person):
        return YES
    return no(_("Only those who keep the team’s space can do that."))


def may_react(person: Viewer, entry: Entry) -> Decision:
    return no(_("There are no reactions here."))
