"""Two questions of Meridiana: one that customers answer now, one that a jury has answered. And an idea without a name."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.utils.timezone import now

from ideas.campaigns.actions import announce, answer_campaign, begin_campaign, close, score
from ideas.models import Board, Campaign, Contribution, Idea
from ideas.privacy.actions import suggest_privately
from ideas.sealing.actions import suggest_sealed
from intranet.accounts.models import User
from intranet.conversation.votes import can_vote, vote_for
from intranet.demo.story import Story, chapter

from .told import Both


@dataclass(frozen=True)
class Answer:
    """Who suggested what, who voted for it, and what each of the jury gave under each criterion."""

    who: str
    title: Both
    text: Both = ("", "")
    wanted: str = ""
    scores: tuple[tuple[int, ...], ...] = ()


NOW = (
    (
        "What should a terminal do before you ask it to?",
        "Che cosa dovrebbe fare un terminale prima che glielo chiediate?",
    ),
    (
        "The next version has room for **one** thing that happens by itself. Tell us which: from a ward, a cold store, a "
        "bakery, wherever you carry ours.\n\nWhat most of you want is built, and whoever suggested it tries it first.",
        "Nella prossima versione c’è posto per **una** cosa che succede da sola. Diteci quale: da un reparto, da una "
        "cella, da un forno, ovunque portiate i nostri.\n\nSi costruisce quella che vogliono in più, e chi l’ha proposta "
        "la prova per primo.",
    ),
)
ANSWERS_NOW = (
    Answer(
        "birgit",
        ("Say when it will not last until the end of the shift", "Dire quando non arriverà a fine turno"),
        (
            "At noon, while there is still time to change the battery, and not at five when it goes dark.",
            "A mezzogiorno, quando si può ancora cambiare la batteria, e non alle cinque quando si spegne.",
        ),
        wanted="emil antonia dora jonas marta",
    ),
    Answer(
        "ivan",
        ("Lock itself when it leaves the ward", "Bloccarsi quando esce dal reparto"),
        ("We find two a month in the laundry.", "Ne troviamo due al mese in lavanderia."),
        wanted="dora sara davide",
    ),
    Answer(
        "emil",
        ("Offer the last ten customers first", "Proporre per primi gli ultimi dieci clienti"),
        ("It is always the same ones.", "Sono sempre gli stessi."),
        wanted="birgit",
    ),
)
BEFORE = (
    ("What would give the firmware team an hour a week?", "Che cosa darebbe al gruppo firmware un’ora a settimana?"),
    (
        "No new tools unless somebody looks after them. The first three are tried for a month.",
        "Niente strumenti nuovi se nessuno li cura. I primi tre si provano per un mese.",
    ),
)
CRITERIA = (("Hours won", "Ore guadagnate"), ("Easily done", "Facile da fare"))
ANSWERS_BEFORE = (
    Answer(
        "andrea",
        ("One morning a week without meetings", "Una mattina a settimana senza riunioni"),
        ("Wednesday, for everybody, also for who calls us.", "Mercoledì, per tutti, anche per chi ci chiama."),
        scores=((5, 5), (5, 4)),
    ),
    Answer(
        "kwame",
        ("Flash eight docks at once", "Programmare otto basi insieme"),
        ("The board for it is half drawn.", "La scheda è già mezza disegnata."),
        scores=((4, 3), (5, 3)),
    ),
    Answer(
        "andrea",
        ("A list of what waits for whom", "Un elenco di che cosa aspetta chi"),
        scores=((4, 3), (4, 4)),
    ),
)
RESULT = (
    "Both members of the jury put it first. We begin next **Wednesday**; Matteo answers the telephone.",
    "L’ha messa prima tutta la giuria. Si comincia **mercoledì**; al telefono risponde Matteo.",
)
NAMELESS = (
    ("Half past eight is too early for some of us", "Le otto e mezza è presto per qualcuno di noi"),
    (
        "Whoever brings children to school arrives out of breath, and says nothing for the first ten minutes. Nine would "
        "cost nobody anything.",
        "Chi porta i figli a scuola arriva di corsa e per dieci minuti non parla. Le nove non costerebbero niente a "
        "nessuno.",
    ),
)
PRIVATE = (
    ("A price for hospitals that share a store", "Un prezzo per ospedali con un magazzino comune"),
    (
        "We would buy together with San Biagio. I would rather not say so before all customers.",
        "Compreremmo insieme al San Biagio. Preferirei non scriverlo davanti a tutti i clienti.",
    ),
)


@chapter(85)
def campaigns(story: Story) -> None:
    story.say("Questions with a deadline")
    at = 1 if story.language == "it" else 0
    _running(story, at)
    _judged(story, at)
    with story.at(story.moment(6, "13:10")):
        suggest_sealed(
            _board(story, "firmware"),
            by=_again(story, "kwame"),
            title=NAMELESS[0][at],
            body=NAMELESS[1][at],
            at_once=True,
        )
    with story.at(story.moment(3, "09:50")):
        board = _board(story, "users")
        suggest_privately(board, by=_again(story, "dora"), title=PRIVATE[0][at], body=PRIVATE[1][at])


def _running(story: Story, at: int) -> None:
    board, keeper = _board(story, "users"), _again(story, "chiara")
    with story.at(story.moment(8, "09:00")):
        made = begin_campaign(
            board, by=keeper, question=NOW[0][at], text=NOW[1][at], closes_at=now() + timedelta(days=9, hours=4)
        )
    for number, answer in enumerate(ANSWERS_NOW):
        with story.at(story.moment(6 - 2 * number, "10:20")):
            idea = answer_campaign(
                _now(made), by=_again(story, answer.who), title=answer.title[at], body=answer.text[at]
            )
        for handle in answer.wanted.split():
            found, person = Idea.objects.with_place().get(pk=idea.pk), _again(story, handle)
            if can_vote(person, found):
                vote_for(found, by=person)
    Campaign.objects.filter(pk=made.pk).update(opens_at=story.moment(8, "09:00"))


def _judged(story: Story, at: int) -> None:
    board, keeper = _board(story, "firmware"), _again(story, "matteo")
    jury = [_again(story, handle) for handle in ("marta", "ines")]
    with story.at(story.moment(45, "09:00")):
        made = begin_campaign(
            board,
            by=keeper,
            question=BEFORE[0][at],
            text=BEFORE[1][at],
            closes_at=now() + timedelta(days=1),
            way=Campaign.Way.JURY,
            criteria=[one[at] for one in CRITERIA],
            jury=jury,
        )
    criteria = list(made.criteria.all())
    for number, answer in enumerate(ANSWERS_BEFORE):
        with story.at(story.moment(40 - 3 * number, "15:30")):
            idea = answer_campaign(
                _now(made), by=_again(story, answer.who), title=answer.title[at], body=answer.text[at]
            )
        contribution = Contribution.objects.select_related("campaign__board__space", "idea").get(idea=idea)
        for person, given in zip(jury, answer.scores, strict=True):
            score(contribution, by=person, points={one.pk: n for one, n in zip(criteria, given, strict=True)})
    times = {"opens_at": story.moment(45, "09:00"), "closes_at": story.moment(14, "18:00")}
    Campaign.objects.filter(pk=made.pk).update(**times)
    with story.at(story.moment(14, "18:00")):
        close(_now(made))
    with story.at(story.moment(12, "11:00")):
        first = made.contributions.filter(place=1)
        announce(_now(made), by=keeper, winners=first, words=RESULT[at])
    then = {"closed_at": story.moment(14, "18:00"), "announced_at": story.moment(12, "11:00")}
    Campaign.objects.filter(pk=made.pk).update(**then)


def _board(story: Story, space: str) -> Board:
    """The first of the boards that stand there."""
    return Board.objects.select_related("space").filter(space=story.spaces[space]).order_by("position")[0]


def _now(campaign: Campaign) -> Campaign:
    return Campaign.objects.with_board().get(pk=campaign.pk)


def _again(story: Story, handle: str) -> User:
    """The person as of now: what they may read changes while the story goes on."""
    return User.objects.get(pk=story.people[handle].pk)
