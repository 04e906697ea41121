"""Private threads between customers and the people who look after them."""

from __future__ import annotations

from datetime import datetime, time
from typing import NamedTuple

from django.conf import settings

from forum.actions import centre as actions
from forum.actions.centre_desks import add_duty, keep_desk
from forum.centre.due import due_after
from forum.models import Desk, Enquiry
from forum.work.office import set_office_hours
from intranet.conversation.notes.actions import add_note
from intranet.demo.story import Story, chapter, happens_in
from intranet.spaces.audiences import forget

happens_in(Enquiry, "waiting_since", "first_reply_at", "solved_at", "last_said_at")

Words = tuple[str, str]


class Said(NamedTuple):
    """Who, how many days ago, at what time, in English and in Italian; a note is for our side alone."""

    who: str
    ago: int
    clock: str
    words: Words
    is_note: bool = False
    solved: bool = False


class Told(NamedTuple):
    who: str
    ago: int
    clock: str
    subject: Words
    words: Words
    said: tuple[Said, ...] = ()
    taker: str = ""


DESK: tuple[Words, Words] = (
    ("Customer care", "Assistenza clienti"),
    ("Terminals, docks, repairs and deliveries", "Terminali, basi, riparazioni e consegne"),
)
# Monday to Friday.
ROTA = ("sara", "davide", "sara", "alice", "davide")
THREADS = (
    Told(
        "dora", 2, "08:40",
        ("Three terminals do not wake in the cold room", "Tre terminali non si svegliano nella cella fredda"),
        (
            "Since Friday three of our terminals stay dark when a nurse picks them up in the cold room. Outside they "
            "wake at once. We use them for the blood bags, so it matters.",
            "Da venerdì tre dei nostri terminali restano spenti quando li prendiamo nella cella fredda. Fuori si "
            "accendono subito. Li usiamo per le sacche di sangue, quindi per noi è importante.",
        ),
        (
            Said("davide", 2, "10:15", (
                "Thank you for telling us. Which firmware do they have? It stands under Settings, About.",
                "Grazie della segnalazione. Che versione hanno? La trova in Impostazioni, Informazioni.",
            )),
            Said("davide", 2, "10:22", (
                "Looks like the threshold of the motion sensor below 6 °C. Asked Matteo whether 4.2.1 has it.",
                "Sembra la soglia del sensore di movimento sotto i 6 °C. Ho chiesto a Matteo se la 4.2.1 la corregge.",
            ), is_note=True),
            Said("dora", 1, "09:05", ("All three have 4.2.0.", "Tutti e tre la 4.2.0.")),
        ),
        "davide",
    ),
    Told(
        "ivan", 9, "14:10",
        ("Invoice for the second delivery", "Fattura della seconda consegna"),
        (
            "The invoice has 24 docks, we received 20. Could you look into it?",
            "In fattura ci sono 24 basi, ne abbiamo ricevute 20. Potete verificare?",
        ),
        (
            Said("sara", 8, "09:30", (
                "You are right: four went out a day later and arrive today. If they do not, write here.",
                "Ha ragione: quattro sono partite il giorno dopo e arrivano oggi. Se non arrivano, ci scriva qui.",
            )),
            Said("ivan", 8, "16:45", ("They are here. Thank you.", "Sono arrivate. Grazie.")),
            Said("sara", 7, "08:50", ("Good. I close this then.", "Bene, allora chiudo la richiesta."), solved=True),
        ),
    ),
    Told(
        "emil", 4, "11:20",
        ("Docks for hall 4", "Basi per il capannone 4"),
        (
            "We open hall 4 in January and need charging for forty terminals. What would you advise?",
            "A gennaio apriamo il capannone 4 e dobbiamo caricare quaranta terminali. Che cosa consigliate?",
        ),
        (
            Said("alice", 3, "15:00", (
                "Five racks of eight, if there is a free wall of four metres. Is there power on it?",
                "Cinque rastrelliere da otto, se c’è una parete libera di quattro metri. C’è la corrente?",
            )),
            Said("valentina", 3, "15:20", (
                "They also talk to a competitor about this. Let us not wait long with the offer.",
                "Ne stanno parlando anche con un concorrente. Non facciamoli aspettare per l’offerta.",
            ), is_note=True),
        ),
    ),
)  # fmt: skip
BY_MAIL = Told(
    "rita.moss@fornomoss.example", 1, "17:50",
    ("A terminal for a bakery", "Un terminale per un forno"),
    (
        "Good evening, we are a bakery with six people. Is there a terminal that stands flour?",
        "Buonasera, siamo un forno con sei persone. C’è un terminale che resiste alla farina?",
    ),
)  # fmt: skip


@chapter(82)
def what_customers_ask_in_private(story: Story) -> None:
    story.say("Private threads of customers with a team, who is on duty, a mail from outside")
    at = 1 if story.language == "it" else 0
    team, keeper = story.spaces["care"], story.people["raffaele"]
    with story.at(story.moment(41, "09:00")):
        set_office_hours(
            by=story.people["tiziano"], days=range(5), opens=time(9), closes=time(18), zone_name=settings.TIME_ZONE
        )
    with story.at(story.moment(40, "09:00")):
        name, purpose = (words[at] for words in DESK)
        keep_desk(team, by=keeper, name=name, purpose=purpose, address="care", reply_hours=8)
        for weekday, handle in enumerate(ROTA):
            add_duty(team, by=keeper, person=story.people[handle], weekday=weekday)
    for told in THREADS:
        _told(story, told, at)
    with story.at(story.moment(BY_MAIL.ago, BY_MAIL.clock)):
        actions.open_enquiry(
            email=BY_MAIL.who,
            name="Rita Moss",
            subject=BY_MAIL.subject[at],
            body=BY_MAIL.words[at],
            team=team,
            channel=Enquiry.Channel.MAIL,
            language=story.language,
        )
    hours = Desk.objects.get(team=team).reply_hours
    for enquiry in Enquiry.objects.filter(waiting_since__isnull=False):
        if enquiry.waiting_since is not None:
            Enquiry.objects.filter(pk=enquiry.pk).update(due_at=due_after(enquiry.waiting_since, hours))


def _told(story: Story, told: Told, at: int) -> None:
    team = story.spaces["care"]
    with story.at(story.moment(told.ago, told.clock)):
        enquiry = actions.open_enquiry(
            by=story.people[told.who], team=team, subject=told.subject[at], body=told.words[at]
        )
    for said in told.said:
        by = story.people[said.who]
        forget(by)
        then = story.moment(said.ago, said.clock)
        with story.at(then):
            if said.is_note:
                add_note(enquiry, by=by, body=said.words[at])
                continue
            actions.reply(enquiry, by=by, body=said.words[at], solved=said.solved)
        _it_was(enquiry, then, solved=said.solved)
    if told.taker:
        taker = story.people[told.taker]
        forget(taker)
        actions.assign(enquiry, by=taker, to=taker)


def _it_was(enquiry: Enquiry, then: datetime, *, solved: bool) -> None:
    """What an answer has changed in a thread that was there before."""
    thread = Enquiry.objects.filter(pk=enquiry.pk)
    thread.update(last_said_at=then)
    thread.filter(waiting_since__isnull=False).update(waiting_since=then)
    thread.filter(first_reply_at__gt=then).update(first_reply_at=then)
    if solved:
        thread.update(solved_at=then)
