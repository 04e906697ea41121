"""Whom and what people at Meridiana follow, have muted, and how some of them look at their home page."""

from __future__ import annotations

from feeds.filters import Filter
from feeds.keeping_filters import save_filter
from intranet.content.actions.stances import follow, mute
from intranet.content.models import Tag
from intranet.demo.story import Story, chapter

FOLLOWED = {
    "chiara": ("elena", "matteo", "agnieszka"),
    "luca": ("agnieszka", "matteo"),
    "elena": ("giulia", "raffaele", "paola"),
    "sara": ("chiara", "matteo"),
    "stefano": ("giulia", "lorenzo"),
    "kwame": ("ines", "marta", "matteo"),
}
TAGS = {"chiara": ("firmware",), "luca": ("rollout",), "sara": ("firmware",), "stefano": ("hospital", "ospedale")}
# In a hall without screens to look at, the canteen's menu is news; for a traveller it is not.
MUTED = {"luca": ("gianni",), "omar": ("gianni", "francesca")}


@chapter(85)
def what_they_want_to_hear(story: Story) -> None:
    story.say("Who follows whom, and what is muted")
    with story.at(story.moment(12, "08:30")):
        for handle, people in FOLLOWED.items():
            for other in people:
                follow(story.people[other], by=story.people[handle])
        for handle, slugs in TAGS.items():
            for tag in Tag.objects.filter(slug__in=slugs):
                follow(tag, by=story.people[handle])
        for handle, people in MUTED.items():
            for other in people:
                mute(story.people[other], by=story.people[handle])
    italian = story.language == "it"
    keep = (
        ("chiara", "Firmware", Filter(tag="firmware", scope="everything")),
        ("chiara", "Da leggere" if italian else "To read", Filter(unread=True)),
        ("elena", "In discussione" if italian else "Being discussed", Filter(order="active", scope="everything")),
    )
    for handle, name, wanted in keep:
        save_filter(by=story.people[handle], name=name, wanted=wanted)
