"""Who may put a topic elsewhere, join it, part it: who keeps order over it, and over where it goes."""

from __future__ import annotations

from django.utils.translation import gettext as _

from forum.models import Category, Merge, Topic
from forum.policies import answers_for, can_keep_topic, may_write_in
from intranet.content.models import Entry
from intranet.core.decisions import YES, Decision, no
from intranet.moderation.trust.levels import level_of
from intranet.spaces.audiences import Viewer, audiences_of, spaces_moderated


def can_move_topic(person: Viewer, topic: Topic, category: Category) -> Decision:
    """Who keeps order over it, into a category that they keep or answer for too."""
    if not (allowed := can_keep_topic(person, topic)):
        return allowed
    if category.is_archived or category.space.is_archived:
        return no(_("This category is archived: it can be read, not written."))
    if category.audience not in audiences_of(person):
        return no(_("You cannot read what stands there."))
    if category.space_id in spaces_moderated(person) or answers_for(person, category):
        return YES
    return no(_("Only moderators and those who answer there can put something there."))


def can_split_topic(person: Viewer, topic: Topic) -> Decision:
    return _of_what_is_out(topic) and can_keep_topic(person, topic)


def can_merge_topics(person: Viewer, source: Topic, target: Topic) -> Decision:
    """Who keeps order over both."""
    if source.pk == target.pk:
        return no(_("A topic cannot be joined with itself."))
    for topic in (source, target):
        if not (allowed := _of_what_is_out(topic) and can_keep_topic(person, topic)):
            return allowed
    return YES


def can_undo_merge(person: Viewer, merge: Merge) -> Decision:
    if merge.undone_at is not None:
        return no(_("This was undone already."))
    return can_keep_topic(person, merge.target) and can_keep_topic(person, merge.source)


def can_close_topic(person: Viewer, topic: Topic) -> Decision:
    return _of_what_is_out(topic) and can_keep_topic(person, topic)


def can_refile_topic(person: Viewer, topic: Topic) -> Decision:
    """Another title and other tags: who keeps order over it; and in public, while it is open, staff who write there and
    customers whose level of trust says so."""
    if not person.is_authenticated or not person.is_active:
        return no(_("Sign in first."))
    if not (allowed := _of_what_is_out(topic) and may_write_in(person, topic.category)):
        return allowed
    if can_keep_topic(person, topic):
        return YES
    if topic.author_id == person.pk:
        return no(_("This is yours: change it with Edit."))
    if topic.category.readers != Category.Readers.EVERYONE:
        return no(_("Titles and tags of others are changed in the public forum only."))
    if not level_of(person).refiles:
        return no(_("Changing titles and tags of others comes with a higher level."))
    return no(_("This topic is closed.")) if topic.comments_locked else YES


def can_put_back(person: Viewer, topic: Topic) -> Decision:
    """Undoing what somebody made of title and tags: who keeps order over it."""
    return can_keep_topic(person, topic) and can_refile_topic(person, topic)


def _of_what_is_out(topic: Topic) -> Decision:
    if topic.merged_into_id is not None:
        return no(_("This was joined with another topic."))
    return YES if topic.is_published else no(_("This is not published."))


def closes_with_a_reason(person: Viewer, topic: Entry) -> Decision:
    """Not with the switch that other entries have: ``closing`` says why, and stops the clock."""
    return no(_("Topics are closed with a reason, by those who keep order over them."))
