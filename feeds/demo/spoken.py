"""What goes with the broadcasts at Meridiana: questions and answers, the word for the public, a mail to everybody, who
reads the news by mail, and a line above every page."""

from __future__ import annotations

import datetime
from typing import NamedTuple

from django.utils.timezone import now

from feeds.broadcasts.asked.actions import answer, ask
from feeds.broadcasts.asked.merging import merge
from feeds.broadcasts.spread.mailing import mail_to_all
from feeds.broadcasts.spread.twins import Words, write_twin
from feeds.models import Broadcast, BroadcastQuestion, Mailed, Mailing, NewsReader, Twin
from intranet.conversation.votes import vote_for
from intranet.demo.story import Story, chapter, happens_in
from intranet.notifications.banner.actions import set_banner

from .broadcasts import WORDS
from .month import Both

happens_in(Twin, "written_at", "released_at")
happens_in(Mailing, "at", "done_at")
happens_in(Mailed, "sent_at")


class Asked(NamedTuple):
    """Which broadcast (by its place in WORDS), who asked so many days ago, who wants to know it too, the answer."""

    word: int
    who: str
    ago: int
    clock: str
    question: Both
    voices: tuple[str, ...]
    answered_by: str = ""
    answer: Both = ("", "")
    # The one above that asks the same, by its place here.
    same_as: int | None = None


QUESTIONS = (
    Asked(
        0, "matteo", 8, "10:15",
        ("Does a courier who stays five minutes at the loading bay need a badge?",
         "Un corriere che si ferma cinque minuti al piazzale deve avere il cartellino?"),
        ("giulia", "sara", "gianni", "davide"), "francesca",
        ("No. Whoever stays **at the bay** needs none; whoever comes through the inner door does.",
         "No. Chi resta **al piazzale** non lo prende; chi passa la porta interna sì."),
    ),
    Asked(
        0, "sara", 8, "11:40",
        ("What about customers who come for a training of several days?",
         "E i clienti che vengono per un corso di più giorni?"),
        ("chiara", "giulia"), "francesca",
        ("One badge for all the days; reception keeps it overnight.",
         "Un cartellino per tutti i giorni; la notte lo tiene la portineria."),
    ),
    Asked(
        0, "davide", 2, "09:05",
        ("Who fetches visitors while their host is at lunch?",
         "Chi va a prendere gli ospiti se chi li riceve è a pranzo?"),
        ("sara", "matteo", "gianni"),
    ),
    Asked(
        0, "alice", 2, "11:30",
        ("My visitors come at noon, when I am not at my desk. Who meets them?",
         "I miei ospiti arrivano a mezzogiorno, quando non sono alla scrivania. Chi li accoglie?"),
        ("chiara", "sara"),
        same_as=2,
    ),
    Asked(
        1, "sara", 1, "15:20",
        ("May we send one back by post if a customer has it?", "Se ce l’ha un cliente, possiamo farcelo spedire?"),
        (),
    ),
)  # fmt: skip
TWIN: Both = ("Terminals: version 4.2 is out", "Terminali: è uscita la versione 4.2")
TWIN_WORDS: Both = (
    "It makes joining a network safer. Updating takes ten minutes; nothing has to be set again. How to do it stands in "
    "the documentation, and our desk helps on workdays.",
    "Rende più sicuro l’ingresso in rete. Aggiornare richiede dieci minuti e non c’è niente da reimpostare. Come si fa "
    "è nella documentazione, e nei giorni lavorativi vi aiutiamo noi.",
)
READERS = ("redazione@gazzetta.example", "newsroom@nordlager.example", "acquisti@conserve.example")


@chapter(61)
def what_went_with_it(story: Story) -> None:
    story.say("Questions about broadcasts, and where they went besides")
    at = 1 if story.language == "it" else 0
    sent = [Broadcast.objects.get(kind="feeds.broadcast", title=word.title[at]) for word in WORDS]
    asked: list[BroadcastQuestion] = []
    for one in QUESTIONS:
        asked.append(_ask(story, one, sent[one.word], at))
        if one.same_as is not None:
            merge(asked[-1], into=asked[one.same_as], by=sent[one.word].author)
    terminals, chargers = sent[3], sent[1]
    with story.at(story.moment(WORDS[3].days_ago, "09:40")):
        write_twin(terminals, by=terminals.author, words=Words(TWIN[at], TWIN_WORDS[at], stays=True))
    with story.at(story.moment(WORDS[1].days_ago, "11:30")):
        why = ("A charger in the sun may catch fire", "Un caricatore al sole può prendere fuoco")[at]
        _mailed(mail_to_all(chargers, by=chargers.author, reason=why))
    for email in READERS:
        NewsReader.objects.create(email=email, language=story.language, confirmed_at=now())
    set_banner(
        by=story.people["tiziano"],
        text="On Saturday from 14:00 to 16:00 the lines are being worked on: the site may be slow.",
        text_it="Sabato dalle 14 alle 16 si lavora sulle linee: il sito potrebbe essere lento.",
        shown_to="signed_in",
        until=now() + datetime.timedelta(days=6),
    )


def _ask(story: Story, one: Asked, broadcast: Broadcast, at: int) -> BroadcastQuestion:
    moment = story.moment(one.ago, one.clock)
    with story.at(moment):
        question = ask(broadcast, by=story.people[one.who], body=one.question[at])
    for handle in one.voices:
        vote_for(question, by=story.people[handle])
    if one.answered_by:
        later = min(moment + datetime.timedelta(hours=2), story.moment(0, "23:59"))
        answer(question, by=story.people[one.answered_by], words=one.answer[at])
        BroadcastQuestion.objects.filter(pk=question.pk).update(answered_at=later)
    return question


def _mailed(mailing: Mailing) -> None:
    """Nobody's mailbox is real here: it has gone to all."""
    from feeds.broadcasts.delivering import addressed_by  # noqa: PLC0415 - for this alone

    people = addressed_by(mailing.broadcast)
    Mailed.objects.bulk_create(Mailed(mailing=mailing, person=one, sent_at=mailing.at) for one in people)
    Mailing.objects.filter(pk=mailing.pk).update(done_at=mailing.at)
