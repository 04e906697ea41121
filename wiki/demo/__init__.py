"""What Meridiana knows: pages of four spaces, who wrote them, and what readers made of them."""

from __future__ import annotations

import datetime

from django.utils import timezone

from intranet.accounts.models import User
from intranet.conversation.actions import add_comment
from intranet.core.months import months_after
from intranet.demo.story import Story, chapter, happens_in
from wiki import actions
from wiki.actions.copying import mark_template, set_start
from wiki.actions.languages import translate_page
from wiki.actions.proposing import propose_change
from wiki.actions.remarks import comment_on_passage, resolve_remark
from wiki.actions.reviewing import accept_all, keep_accepted
from wiki.actions.watching import watch_page
from wiki.models import Anchor, Opinion, Page, Untold, Version
from wiki.truth.actions import say_helpful, set_owner, verify_page

from . import applying, press
from .pages import OPINIONS, PAGES, PROPOSALS, REMARKS, TRANSLATED, Told

__all__ = ["applying", "press", "what_is_known"]

happens_in(Version, "made_at", "published_at")
happens_in(Opinion, "given_at")


@chapter(70)
def what_is_known(story: Story) -> None:
    story.say("Pages of the wiki, and who wrote and improved them")
    at = 1 if story.language == "it" else 0
    pages: dict[str, Page] = {}
    for told in PAGES:
        pages[told.key] = _begun(story, told, pages, at)
    for told in PAGES:
        _written_on(story, told, pages[told.key], at)
        _looked_after(story, told, pages[told.key], at)
    _said_in_two_languages(story, pages, at)
    _improved_by_readers(story, pages, at)
    # Who watches was told of all this long ago.
    Untold.objects.all().delete()


def _begun(story: Story, told: Told, pages: dict[str, Page], at: int) -> Page:
    by, space = story.people[told.who], story.spaces[told.space]
    with story.at(story.moment(told.ago, "10:20")):
        page = actions.create_page(
            space,
            by=by,
            title=told.title[at],
            parent=pages.get(told.above),
            body=told.text[at],
            language=story.language,
        )
    if told.is_template:
        mark_template(page, by=by)
    return page


def _written_on(story: Story, told: Told, page: Page, at: int) -> None:
    for later in told.later:
        page = _again(page)
        changed = page.body.replace(later.old[at], later.new[at])
        moment = story.moment(max(told.ago - later.days, 0), "15:40")
        with story.at(moment):
            actions.put_text(page, by=story.people[later.who], text=changed, note=later.note[at], publish=True)
        Page.objects.filter(pk=page.pk).update(edited_at=moment, active_at=moment)
    if not told.later:
        Page.objects.filter(pk=page.pk).update(edited_at=None)


def _looked_after(story: Story, told: Told, page: Page, at: int) -> None:
    page = _again(page)
    keeper = story.people[told.who]
    if told.owner:
        set_owner(page, by=_keeper(story, told), owner=story.people[told.owner], months=told.months)
    if told.verified is not None:
        verify_page(_again(page), by=story.people[told.owner])
        moment = story.moment(told.verified, "09:10")
        day = timezone.localdate(moment)
        Page.objects.filter(pk=page.pk).update(verified_at=moment, review_due=months_after(day, told.months))
    for handle in told.helpful.split():
        with story.at(story.moment(min(told.ago - 1, 14), "11:05")):
            say_helpful(page, by=story.people[handle], was_helpful=True)
    for handle in told.watched_by.split():
        watch_page(page, by=story.people[handle], way="tree")
    for handle, key, words in OPINIONS:
        if key == told.key:
            with story.at(story.moment(5, "16:30")):
                say_helpful(page, by=story.people[handle], was_helpful=False, words=words[at])
    if told.is_start and page.space is not None:
        set_start(page.space, by=keeper, page=page)
    if told.locked[0]:
        actions.lock_page(_again(page), by=_keeper(story, told), reason=told.locked[at])


def _keeper(story: Story, told: Told) -> User:
    """Who owns the space: they may say who answers for a page."""
    owner = story.spaces[told.space].memberships.filter(role="owner").select_related("person").first()
    return owner.person if owner is not None else story.people[told.who]


def _said_in_two_languages(story: Story, pages: dict[str, Page], at: int) -> None:
    key, who, ago, titles, texts = TRANSLATED
    by, other = story.people[who], "en" if story.language == "it" else "it"
    with story.at(story.moment(ago, "14:00")):
        made = translate_page(_again(pages[key]), by=by, language=other, title=titles[at])
        actions.put_text(_again(made), by=by, text=texts[at], publish=True)


def _improved_by_readers(story: Story, pages: dict[str, Page], at: int) -> None:
    for change in PROPOSALS:
        page = _again(pages[change.page])
        text = page.body
        for old, new in change.changes:
            text = text.replace(old[at], new[at])
        moment = story.moment(change.ago, "08:50")
        with story.at(moment):
            proposal = propose_change(page, by=story.people[change.who], text=text, summary=change.why[at])
        if change.accepted_by:
            with story.at(moment + datetime.timedelta(hours=5)):
                accept_all(proposal, by=story.people[change.accepted_by])
                keep_accepted(_again(page))
                actions.publish_page(_again(page), by=story.people[change.accepted_by])
    for handle, key, ago, passage, words, answerer, answer, settled in REMARKS:
        page = _again(pages[key])
        with story.at(story.moment(ago, "10:10")):
            comment = comment_on_passage(page, by=story.people[handle], body=words[at], quote=passage[at])
        with story.at(story.moment(ago, "13:25")):
            add_comment(page, by=story.people[answerer], body=answer[at], parent=comment)
        if settled:
            resolve_remark(Anchor.objects.get(comment=comment), by=story.people[answerer])


def _again(page: Page) -> Page:
    return Page.objects.select_related("space", "author").get(pk=page.pk)
