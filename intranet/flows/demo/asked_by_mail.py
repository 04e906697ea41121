"""Somebody who has no account wrote by mail about what a release brings later, and hears of it."""

from __future__ import annotations

from forum.actions import centre as forum
from forum.models import Enquiry
from ideas.models import Idea, Meaning
from intranet.demo.story import Story, chapter
from intranet.spaces.audiences import forget

WHO = ("hanna.berg@nordfrost.example", "Hanna Berg")
SUBJECT = ("Four seconds until it wakes up", "Quattro secondi prima che si svegli")
WORDS = (
    "Good morning, we have six of your terminals in a cold store at −25°. After each pause they need four seconds before they read. Can that be set somewhere?",
    "Buongiorno, abbiamo sei vostri terminali in una cella a −25°. Dopo ogni pausa ci mettono quattro secondi prima di leggere. Si può impostare da qualche parte?",
)
ANSWER = (
    "Good morning, there is no setting for it yet. Others have asked for the same, and my colleagues are on it: #{idea}. You hear from us when it is there.",
    "Buongiorno, per ora non si può impostare. Lo hanno chiesto anche altri e i colleghi ci stanno lavorando: #{idea}. Le scriviamo quando c’è.",
)


@chapter(87)
def who_asked_by_mail(story: Story) -> None:
    """Before the release, so that it tells her."""
    story.say("What somebody asked by mail")
    at = 1 if story.language == "it" else 0
    space = story.spaces["users"]
    under_way = Idea.objects.listed().filter(space=space, audience=space.audience, status__meaning=Meaning.PROGRESS)
    idea = under_way.order_by("-votes_count", "pk").first()
    if idea is None:
        return
    with story.at(story.moment(9, "08:25")):
        thread = forum.open_enquiry(
            email=WHO[0],
            name=WHO[1],
            subject=SUBJECT[at],
            body=WORDS[at],
            team=story.spaces["care"],
            channel=Enquiry.Channel.MAIL,
            language=story.language,
        )
    keeper = story.people["raffaele"]
    forget(keeper)
    answered = story.moment(9, "11:40")
    with story.at(answered):
        forum.reply(thread, by=keeper, body=ANSWER[at].format(idea=idea.pk), solved=True)
    Enquiry.objects.filter(pk=thread.pk).update(last_said_at=answered, first_reply_at=answered, solved_at=answered)
