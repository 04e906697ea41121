"""Two releases of Meridiana: one that is out and has delivered what was under way, and one that is being written."""

from __future__ import annotations

from ideas import actions
from ideas.models import Heard, Idea, Meaning, Release, Subscriber
from intranet.accounts.models import User
from intranet.content.models import ProductVersion
from intranet.demo.story import Story, chapter, happens_in
from intranet.spaces.models import Space

happens_in(Heard, "at")
happens_in(Subscriber, "asked_at")
OUT = (
    ("Terminal 5.1.2", "Terminale 5.1.2"),
    (
        "A small one, from what you asked for on the board.\n\n- the change that was under way there is in it\n- labels are read again at the first try after a cold night\n\nIt comes over the dock in the night; nothing is to be done.",
        "Piccolo, e nato da quello che avete chiesto sulla bacheca.\n\n- dentro c’è la modifica che era in corso lì\n- le etichette si leggono di nuovo al primo colpo dopo una notte fredda\n\nArriva dalla base durante la notte; non c’è nulla da fare.",
    ),
)
DRAFT = (
    ("Terminal 5.2", "Terminale 5.2"),
    (
        "What we want to say when it is out: the sensor is read after the screen, so it wakes up in two seconds.",
        "Quello che vogliamo dire quando esce: il sensore viene letto dopo lo schermo, così si sveglia in due secondi.",
    ),
)


@chapter(88)
def releases(story: Story) -> None:
    """By Chiara, who keeps the community; the ideas she names are those that were under way there."""
    story.say("What was released")
    at = 1 if story.language == "it" else 0
    keeper, space = _again(story), Space.objects.get(pk=story.spaces["users"].pk)
    under_way = Idea.objects.listed().filter(space=space, audience=space.audience, status__meaning=Meaning.PROGRESS)
    named = list(under_way.with_place().order_by("-votes_count", "pk")[:1])
    version = ProductVersion.objects.filter(is_current=True).order_by("product__position").first()
    with story.at(story.moment(2, "10:30")):
        out = actions.draft_release(space, by=keeper, title=OUT[0][at], body=OUT[1][at], version=version)
        for idea in named:
            actions.name_in_release(out, idea, by=keeper)
        actions.publish_release(out, by=keeper)
    day = story.moment(2, "10:30")
    Release.objects.filter(pk=out.pk).update(released_on=day.date())
    Idea.objects.filter(pk__in=[idea.pk for idea in named]).update(status_at=day, answered_at=day, last_moved_at=day)
    with story.at(story.moment(1, "16:05")):
        actions.draft_release(space, by=keeper, title=DRAFT[0][at], body=DRAFT[1][at])


def _again(story: Story) -> User:
    """The person as of now: what they may read changes while the story goes on."""
    return User.objects.get(pk=story.people["chiara"].pk)
