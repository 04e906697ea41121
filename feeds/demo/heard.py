"""What people at Meridiana want to be told, when they want to be left alone, and a question to a whole team."""

from __future__ import annotations

from datetime import time

from feeds.actions import publish_post
from intranet.conversation.actions import add_comment
from intranet.demo.story import Story, chapter
from intranet.notifications import actions

# Who wants everything new of which space, and who nothing.
LEVELS = (
    ("giulia", "firmware", "all"),
    ("matteo", "products", "all"),
    ("chiara", "firmware", "all"),
    ("luca", "kitchen", "nothing"),
)
# Reactions are nice, but no news to who is asked all day.
WISHES = (("elena", "reactions", "app", False), ("matteo", "reactions", "app", False))
QUESTION = (
    "@{team}: who can look at the reader of the second bench today? It drops every tenth label.",
    "@{team}: chi può guardare oggi il lettore del secondo banco? Perde un’etichetta su dieci.",
)
ANSWER = ("I can, after lunch.", "Io, dopo pranzo.")


@chapter(42)
def what_they_want_to_be_told(story: Story) -> None:
    story.say("What people want to be told, and a question to a team")
    at = 1 if story.language == "it" else 0
    for handle, space, degree in LEVELS:
        if space in story.spaces:
            actions.set_level(story.spaces[space].key, by=story.people[handle], degree=degree)
    if "firmware" in story.spaces:
        actions.set_default_level(story.spaces["firmware"], by=story.people["matteo"], degree="mentions")
    for handle, group, channel, wanted in WISHES:
        actions.set_preference(by=story.people[handle], group=group, channel=channel, wanted=wanted)
    actions.set_quiet_hours(by=story.people["giulia"], days=range(5), begins=time(19), ends=time(8))
    actions.set_quiet_hours(by=story.people["luca"], days=[5, 6], begins=time(0), ends=time(0))
    lab = story.spaces["firmware"]
    lab.refresh_from_db()
    with story.at(story.moment(1, "09:10")):
        post = publish_post(by=story.people["matteo"], space=lab, body=QUESTION[at].format(team=lab.slug))
    with story.at(story.moment(1, "09:24")):
        add_comment(post, by=story.people["andrea"], body=ANSWER[at])
