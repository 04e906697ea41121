"""Who has the digest by mail, what they want more and less of, and what interests customers."""

from __future__ import annotations

from intranet.content.models import Entry
from intranet.notifications import actions
from intranet.notifications.digests.interests import choices_for

from .story import Story, chapter


@chapter(986)
def what_is_worth_their_minutes(story: Story) -> None:
    story.say("Digests, and what interests customers")
    people = story.people
    with story.at(story.moment(9, "08:10")):
        actions.choose_digest(by=people["matteo"], rhythm="daily", hour=7)
        actions.choose_digest(by=people["elena"], rhythm="weekly", weekday=0, hour=8)
        actions.propose_summary(people["giulia"], by=people["tiziano"])
        liked = Entry.objects.visible_to(people["matteo"]).in_feed().exclude(author=people["matteo"]).first()
        if liked is not None:
            actions.want(liked, by=people["matteo"], way=actions.MORE)
        headings = choices_for(people["dora"])
        actions.choose_interests([key for one in headings for key, *_said in one.options[:2]], by=people["dora"])
