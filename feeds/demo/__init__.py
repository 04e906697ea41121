"""A month of posts at Meridiana: what people told each other, and what came of it."""

from __future__ import annotations

import datetime

from feeds.actions import edit_post, publish_post
from intranet.conversation.actions import add_comment, react
from intranet.conversation.models import Reaction
from intranet.demo.story import Story, chapter, happens_in
from intranet.moderation.actions import flag_entry
from intranet.spaces import actions as space_actions

from . import (  # noqa: F401 - chapters
    asked,
    attention,
    broadcasts,
    events,
    heard,
    kept,
    linked,
    press,
    programs,
    searched,
    spoken,
    trial,
)
from .month import MONTH, Told

happens_in(Reaction, "created_at")


@chapter(40)
def a_month_of_posts(story: Story) -> None:
    story.say("A month of posts, comments and reactions")
    at = 1 if story.language == "it" else 0
    for told in sorted(MONTH, key=lambda post: (-post.days_ago, post.clock)):
        _tell(story, told, at)


def _tell(story: Story, told: Told, at: int) -> None:
    moment = story.moment(told.days_ago, told.clock)
    author = story.people[told.author]
    with story.at(moment):
        post = publish_post(
            by=author,
            title=told.title[at],
            body=told.body[at],
            link=told.link,
            space=story.spaces[told.space] if told.space else None,
            audience="" if told.space else "org",
        )
    above = None
    for handle, minutes, words, is_answer in told.comments:
        with story.at(min(moment + datetime.timedelta(minutes=minutes), story.moment(0, "23:59"))):
            said = add_comment(post, by=story.people[handle], body=words[at], parent=above if is_answer else None)
        above = above if is_answer else said
    with story.at(min(moment + datetime.timedelta(minutes=90), story.moment(0, "23:59"))):
        for sort, handles in told.reactions.items():
            for handle in handles.split():
                react(post, by=story.people[handle], sort=sort)
        if told.edited:
            edit_post(post, by=author, title=told.title[at], body=told.body[at] + told.edited[at])
        if told.flagged:
            handle, reason, note = told.flagged
            flag_entry(post, by=story.people[handle], reason=reason, note=note[at])


@chapter(90)
def how_far_they_have_read(story: Story) -> None:
    """Most have read everything up to yesterday, so that something is new today."""
    yesterday = story.moment(1, "18:00")
    for key, space in story.spaces.items():
        for handle, person in story.people.items():
            if (len(key) + len(handle)) % 5:
                space_actions.mark_seen(space, by=person, until=yesterday)
