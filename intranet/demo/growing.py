"""How the house has grown, once everything has been told."""

from __future__ import annotations

from intranet.insights.people.actions import name_champion
from intranet.insights.people.gathering import gather_standings
from intranet.insights.week.actions import want_by_mail

from .story import Story, chapter

NAMED = {
    "giulia": ("Terminals in cold rooms: she has seen all of them", "Terminali nelle celle: le ha viste tutte"),
    "matteo": ("How to say it so that customers understand", "Come dirlo perché i clienti capiscano"),
}


@chapter(986)
def grow(story: Story) -> None:
    story.say("How the house has grown")
    gather_standings()
    director = story.people["tiziano"]
    for handle, (english, italian) in NAMED.items():
        with story.at(story.moment(12, "10:20")):
            name_champion(story.people[handle], by=director, reason=italian if story.language == "it" else english)
    want_by_mail(by=director, day=0, hour=8)
