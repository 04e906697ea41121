"""Who may do what in the forum. Each answer is a Decision; what may be read is ``visible_to``."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from intranet.accounts.models import User
from intranet.accounts.policies import can_speak
from intranet.content.models import Entry
from intranet.core.decisions import YES, Decision, no
from intranet.core.prepared import prepared
from intranet.spaces import policies as space_policies
from intranet.spaces.audiences import Viewer, audiences_of, spaces_held, spaces_joined, spaces_moderated
from intranet.spaces.models import Membership, Space

from .models import Answer, Category, Topic


def can_ask(person: Viewer, category: Category) -> Decision:
    """Whoever reads a category and has an account begins topics there, unless that is for staff. Nobody has to join
    the community first."""
    if not person.is_authenticated:
        return no(_("Sign in to ask."))
    if not (allowed := may_write_in(person, category)):
        return allowed
    if category.writers == Category.Writers.STAFF and not person.is_staff_member:
        return no(_("Staff begin the topics here. You can answer them."))
    return YES


def can_answer(person: Viewer, topic: Topic) -> Decision:
    if not person.is_authenticated:
        return no(_("Sign in to answer."))
    if not topic.is_published:
        return no(_("This is not published."))
    if topic.comments_locked:
        return no(_("This topic is closed."))
    if topic.merged_into_id is not None:
        return no(_("This was joined with another topic."))
    return may_write_in(person, topic.category)


def may_write_in(person: User, category: Category) -> Decision:
    """Whether this person says anything there at all."""
    if not (allowed := can_speak(person)):
        return allowed
    if person.is_agency and category.space_id not in spaces_joined(person):
        return no(_("Agency guests write in the spaces they were invited to."))
    if category.audience not in audiences_of(person):
        return no(_("You cannot read this."))
    if category.is_archived:
        return no(_("This category is archived: it can be read, not written."))
    if category.space.is_archived:
        return no(_("This space is archived: it can be read, not written."))
    return YES


def may_write_under(person: Any, entry: Entry) -> Decision:
    """Whether what is said in the forum may be voted for or reacted to by this person."""
    topic = entry if entry.root_id is None else entry.root
    if topic is not None and topic.comments_locked:
        return no(_("This topic is closed."))
    return YES


def may_vote(person: Any, entry: Entry) -> Decision:
    """For an answer: that it helps. For a question or a problem: that one has it too."""
    if entry.author_id == person.pk:
        return no(_("This is yours: others vote for it."))
    if isinstance(entry, Topic) and not entry.wants_answer:
        return no(_("There is nothing to vote for here."))
    return may_write_under(person, entry)


def answers_for(person: Viewer, category: Category) -> bool:
    """Whether this person is of those who answer there: the team and the contacts; without either all staff."""
    if not person.is_authenticated or not person.is_staff_member:
        return False
    if category.team_id is not None and category.team_id in spaces_joined(person):
        return True
    contacts = _contacts_of(category=category.pk)
    return person.pk in contacts or (category.team_id is None and not contacts)


@prepared(category=int)
def _contacts_of(*, category: int) -> QuerySet[Any, Any]:
    return Category.contacts.through.objects.filter(category=category).values_list("user_id", flat=True)


def can_accept(person: Viewer, topic: Topic, answer: Answer | None = None) -> Decision:
    """Who asked says which answer solved it; so do those who answer there, and the moderators."""
    if not person.is_authenticated or not person.is_active:
        return no(_("Sign in first."))
    if not topic.wants_answer:
        return no(_("There is nothing to be solved here."))
    if not topic.is_published:
        return no(_("This is not published."))
    if answer is not None and (answer.root_id != topic.entry_id or not answer.is_published):
        return no(_("That answer was taken away meanwhile."))
    if topic.author_id == person.pk or answers_for(person, topic.category):
        return YES
    if topic.space_id in spaces_moderated(person):
        return YES
    return no(_("Who asked says which answer solved it."))


def can_keep_topic(person: Viewer, topic: Topic) -> Decision:
    """Moving, closing, merging and the like: moderators of the community, and staff who answer there."""
    if not person.is_authenticated or not person.is_active:
        return no(_("Sign in first."))
    if topic.space_id in spaces_moderated(person) or answers_for(person, topic.category):
        return YES
    return no(_("Only moderators and those who answer here can do that."))


def can_manage_categories(person: Viewer, space: Space) -> Decision:
    """Owners of the community, and admins."""
    if not space.is_community:
        return no(_("Categories stand in community spaces, which the public reads."))
    if person.is_authenticated and person.is_admin:
        return YES
    return space_policies.can_manage(person, space)


def can_manage_products(person: Viewer) -> Decision:
    """Admins, and the owners of communities, whose categories are about them."""
    if not person.is_authenticated or not person.is_active:
        return no(_("Sign in first."))
    if person.is_admin or owns_a_community(person):
        return YES
    return no(_("Only admins and owners of communities can do that."))


def owns_a_community(person: User) -> bool:
    owner, community = Membership.Role.OWNER, Space.Visibility.COMMUNITY
    return any(role == owner and visibility == community for _pk, visibility, role in spaces_held(person))


def can_follow(person: Viewer, category: Category | None) -> Decision:
    """Hear of new topics: whoever has an account, of what they read."""
    if not person.is_authenticated or not person.is_active:
        return no(_("Sign in first."))
    if category is not None and not Category.objects.visible_to(person).filter(pk=category.pk).exists():
        return no(_("You cannot read this."))
    return YES
