"""What people at Meridiana keep searching for, want to be told of, and did not find."""

from __future__ import annotations

from intranet.accounts.models import User
from intranet.demo.story import Story, chapter, happens_in
from intranet.search.actions import save_search, watch_words
from intranet.search.heard import count_search, token_for
from intranet.search.models import Asking, SavedSearch

happens_in(Asking, "last_at")
happens_in(SavedSearch, "created_at", "since")

# Words, who looked for them, how much they found.
LOOKED_FOR = [
    (("parking permit", "permesso parcheggio"), "chiara luca elena omar", 0),
    (("laptop order", "ordine portatile"), "giulia stefano kwame", 0),
    (("travel costs", "spese di viaggio"), "luca agnieszka marta ines", 6),
]


@chapter(86)
def what_they_search_for(story: Story) -> None:
    story.say("Searches that are kept, words to be told of, and what nobody found")
    at = 1 if story.language == "it" else 0
    with story.at(story.moment(5, "09:10")):
        for texts, handles, total in LOOKED_FOR:
            for handle in handles.split():
                _look(story.people[handle], texts[at], total)
    with story.at(story.moment(4, "17:40")):
        save_search(
            by=story.people["giulia"],
            name=("Firmware questions", "Domande sul firmware")[at],
            query=("q=firmware+is:unanswered", "q=firmware+is:senza-risposta")[at],
            alert="daily",
        )
        save_search(by=story.people["giulia"], name="T5", query="q=T5&sort=newest", alert="at_once")
        watch_words(by=story.people["giulia"], words="San Carlo")
        watch_words(by=story.people["elena"], words=("price list", "listino prezzi")[at], alert="daily")
        save_search(
            by=story.people["matteo"], name=("Files", "File")[at], query=("q=has:file", "q=con:file")[at], alert="off"
        )


def _look(person: User, text: str, total: int) -> None:
    count_search(by=person, token=token_for(person, text, total), opened=False)
