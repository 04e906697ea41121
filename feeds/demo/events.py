"""What Meridiana meets for: what is coming, what was, one that is full and one that rain took."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field

from feeds.events.actions import answer_event, cancel_event, publish_event
from feeds.events.actions.answers import settle
from feeds.models import Answer, Event
from intranet.demo.story import Story, chapter, happens_in

from .month import NOTHING, Both

happens_in(Answer, "since")
happens_in(Event, "changed_at")


@dataclass(frozen=True)
class Planned:
    """``in_days`` from today at the earliest, below nothing for what was, on that day of the week (Monday is 0);
    ``told`` so many days ago."""

    in_days: int
    weekday: int
    clock: str
    minutes: int
    author: str
    space: str
    title: Both
    body: Both = NOTHING
    place: Both = NOTHING
    link: str = ""
    zone: str = "Europe/Rome"
    days: int = 1
    capacity: int | None = None
    with_them: str = ""
    told: int = 5
    answers: dict[str, str] = field(default_factory=dict)
    cancelled: Both = NOTHING


PLANNED = [
    Planned(
        1, 3, "16:00", 60, "giulia", "",
        ("The T5, in the open", "Il T5, davanti a tutti"),
        ("Everything we know, what we do not know, and the third sample to drop on the floor.",
         "Tutto quello che sappiamo, quello che non sappiamo, e il terzo campione da far cadere."),
        ("Room Nettuno, and video", "Sala Nettuno, e in video"),
        link="https://meet.example.org/t5", capacity=40, with_them="jonas", told=4,
        answers={
            "yes": "elena matteo jonas lorenzo beatrice kwame marta andrea carla laura giorgio noemi",
            "maybe": "raffaele paola",
            "no": "mvittoria",
        },
    ),
    Planned(
        4, 1, "10:00", 20, "francesca", "",
        ("Fire drill", "Prova di evacuazione"),
        ("Leave by the nearest door, not by the one you like. We meet at the flagpole and count.",
         "Uscite dalla porta più vicina, non da quella che preferite. Ci troviamo al pennone e ci contiamo."),
        ("Everywhere, then the flagpole", "Ovunque, poi al pennone"), told=9,
        answers={"yes": "tommaso silvia gianni nicolo simone federica", "no": "luca"},
    ),
    Planned(
        7, 2, "15:00", 45, "alice", "users",
        ("Night mode, shown from a ward", "La modalità notte, vista da un reparto"),
        ("For everybody who works while others sleep. Bring your questions; we record it and put it here.",
         "Per chi lavora mentre gli altri dormono. Portate le domande; la registriamo e la mettiamo qui."),
        link="https://meet.example.org/night-mode", with_them="sara", told=6,
        answers={"yes": "dora emil chiara sara", "maybe": "antonia"},
    ),
    Planned(
        10, 0, "09:00", 240, "piero", "",
        ("First aid, with a dummy called Ugo", "Primo soccorso, con un manichino di nome Ugo"),
        ("Four hours, six places, one certificate. Who cannot come gives the place to the next.",
         "Quattro ore, sei posti, un attestato. Chi non può lascia il posto a chi viene dopo."),
        ("Training room", "Aula formazione"), capacity=6, told=8,
        answers={"yes": "kwame noemi yuki ines fabio michele enrico agnieszka"},
    ),
    Planned(
        1, 4, "19:30", 90, "simone", "kitchen",
        ("Football against Nordlager", "Partita contro Nordlager"),
        ("Five a side, then pizza. Whoever wins pays.", "Calcetto, poi pizza. Paga chi vince."),
        ("Campo Ferrari", "Campo Ferrari"), told=7,
        answers={"yes": "matteo omar nicolo lorenzo", "maybe": "andrea"},
        cancelled=("The pitch is under water. We keep the pizza.", "Il campo è sott’acqua. La pizza resta."),
    ),
    Planned(
        3, 2, "09:30", 45, "omar", "",
        ("Questions from our distributor in Boston", "Le domande del nostro distributore di Boston"),
        ("They call at half past nine, their time.", "Chiamano alle nove e mezza, ora loro."),
        link="https://meet.example.org/boston", zone="America/New_York", told=3,
        answers={"yes": "paola stefano lorenzo", "maybe": "giulia"},
    ),
    Planned(
        18, 5, "", 0, "noemi", "",
        ("The fair in Bologna", "La fiera di Bologna"),
        ("Hall 21. Training by Alice the week before.", "Padiglione 21. Formazione con Alice la settimana prima."),
        ("Bologna, hall 21", "Bologna, padiglione 21"), days=2, told=6,
        answers={"yes": "omar kwame", "maybe": "valentina lorenzo"},
    ),
    Planned(
        -13, 3, "16:00", 60, "alice", "",
        ("Open kitchen: how we answer customers, with real questions",
         "Cucina aperta: come rispondiamo ai clienti, con domande vere"),
        ("An hour of answers, and cake.", "Un’ora di risposte, e una torta."),
        ("Kitchen, and video", "Cucina, e in video"), told=16,
        answers={"yes": "chiara raffaele sara davide gianni yuki silvia marta stefano", "maybe": "elena"},
    ),
    Planned(
        -25, 1, "11:00", 90, "lorenzo", "users",
        ("Release 4.1, with time for questions", "La versione 4.1, con tempo per le domande"),
        ("What is new, and what you asked for.", "Che cosa c’è di nuovo, e che cosa avevate chiesto."),
        link="https://meet.example.org/release", told=28,
        answers={"yes": "dora ivan birgit alice"},
    ),
]  # fmt: skip


@chapter(50)
def what_they_meet_for(story: Story) -> None:
    story.say("Events, and who comes")
    for planned in PLANNED:
        _plan(story, planned, 1 if story.language == "it" else 0)


def _plan(story: Story, planned: Planned, at: int) -> None:
    author, earliest = story.people[planned.author], story.today + datetime.timedelta(days=planned.in_days)
    day = earliest + datetime.timedelta(days=(planned.weekday - earliest.weekday()) % 7)
    starts, ends = None, None
    if planned.clock:
        starts = datetime.time.fromisoformat(planned.clock)
        ends = (datetime.datetime.combine(day, starts) + datetime.timedelta(minutes=planned.minutes)).time()
    with story.at(story.moment(planned.told, "11:20")):
        event = publish_event(
            by=author,
            title=planned.title[at],
            body=planned.body[at],
            starts_on=day,
            starts_at=starts,
            ends_on=day + datetime.timedelta(days=planned.days - 1),
            ends_at=ends,
            all_day=starts is None,
            time_zone=planned.zone,
            place=planned.place[at],
            join_link=planned.link,
            capacity=planned.capacity,
            organisers=[story.people[handle] for handle in planned.with_them.split()],
            space=story.spaces[planned.space] if planned.space else None,
        )
    _answer(story, event, planned)
    if planned.cancelled[at]:
        with story.at(story.moment(0, "08:30")):
            cancel_event(event, by=author, why=planned.cancelled[at])


def _answer(story: Story, event: Event, planned: Planned) -> None:
    told = [(choice, handle) for choice, handles in planned.answers.items() for handle in handles.split()]
    with story.at(story.moment(max(planned.told - 1, 0), "09:40")):
        if event.is_over:
            # It was answered when it was still to come; no action says so of what is over.
            Answer.objects.bulk_create(
                Answer(event=event, person=story.people[handle], choice=choice) for choice, handle in told
            )
            settle(event, by=None)
            return
        for choice, handle in told:
            answer_event(event, by=story.people[handle], choice=choice)
