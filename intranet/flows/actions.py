"""Making a page of what was said, and saying which page documents it."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from forum.documenting import actions as documenting
from forum.documenting.policies import can_document, can_see_worklists
from forum.models import Answer, LeftOut, Topic
from intranet.accounts.models import User
from intranet.content.actions import give_credit, link_entries, unlink_entries
from intranet.content.models import Entry, Link
from intranet.conversation.models import Comment
from intranet.core.decisions import require
from intranet.realtime.units import action
from intranet.spaces.models import Space
from wiki.actions import create_page
from wiki.models import Page

from .places import kept_inside
from .wording import first_text

MOST_CHOSEN = 20


@action
def document_topic(
    topic: Topic,
    *,
    by: User,
    space: Space,
    parent: Page | None = None,
    title: str = "",
    question: bool = True,
    chosen: Iterable[Entry] | None = None,
    client_id: UUID | None = None,
) -> Page:
    """Begin a page with the question and the ``chosen`` answers and comments, the accepted answer where nothing is
    said. It stays inside until somebody publishes it. Whose words are kept is credited, and told when they can read it.
    ValidationError for what was not said in this topic."""
    require(can_document(by, topic))
    kept = _chosen(topic, by, chosen)
    page = create_page(
        space,
        by=by,
        title=title.strip() or topic.title,
        parent=parent,
        body=first_text(topic, question=topic if question else None, answers=kept),
        language=topic.language,
        client_id=client_id,
        read_like=kept_inside(space, parent, by=by),
    )
    if link_entries(page, topic, relation=Link.Relation.DOCUMENTS, by=by):
        if question:
            give_credit(page, topic.author, source=topic)
        for entry in kept:
            give_credit(page, entry.author, source=entry)
        documenting.say_documented(topic, page)
    return page


def _chosen(topic: Topic, by: User, chosen: Iterable[Entry] | None) -> list[Entry]:
    """As they are now, of those this person reads, in the order in which they were said; the accepted answer first."""
    said = Entry.objects.visible_to(by).published().filter(root=topic.entry_id)
    if chosen is None:
        wanted = {topic.accepted_id} if topic.accepted_id is not None else set()
    else:
        wanted = {entry.entry_id for entry in chosen}
    found = list(said.filter(pk__in=wanted).select_related("author").order_by("published_at", "pk")[:MOST_CHOSEN])
    takes = {Answer._meta.label_lower, Comment._meta.label_lower}
    if len(found) != len(wanted) or any(entry.kind not in takes for entry in found):
        raise ValidationError(_("Some of what you chose is not there any more. Choose again."), code="chosen")
    return sorted(found, key=lambda entry: entry.pk != topic.accepted_id)


@action
def link_page(topic: Topic, page: Page, *, by: User) -> bool:
    """Say that a page documents a topic. False where that is said already."""
    require(can_document(by, topic))
    if not link_entries(page, topic, relation=Link.Relation.DOCUMENTS, by=by):
        return False
    documenting.say_documented(topic, page)
    return True


@action
def unlink_page(topic: Topic, page: Page, *, by: User) -> bool:
    """Say that it does not, after all. What was said of it in the topic goes, too."""
    require(can_document(by, topic))
    if not unlink_entries(page, topic, relation=Link.Relation.DOCUMENTS, by=by):
        return False
    documenting.tell_changed(topic)
    return True


@action
def write_for_words(
    words: str, *, by: User, space: Space, parent: Page | None = None, title: str = "", client_id: UUID | None = None
) -> Page:
    """Begin a page for what is searched for and not found."""
    require(can_see_worklists(by))
    inside = kept_inside(space, parent, by=by)
    page = create_page(space, by=by, title=title.strip() or words, parent=parent, client_id=client_id, read_like=inside)
    answer_words(words, page, by=by)
    return page


@action
def answer_words(words: str, page: Page, *, by: User) -> None:
    """Say that a page is what people search for by these words."""
    documenting.leave_out(LeftOut.List.NOT_FOUND, by=by, text=words, page=page)
