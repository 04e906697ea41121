"""What had to reach people at Meridiana: winter hours, a recall, a rule for visitors written for the director."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field

from feeds.broadcasts.actions import acknowledge, mark_seen, name_broadcaster, name_delegate, publish_broadcast
from feeds.broadcasts.aims import Aim
from feeds.broadcasts.delivering import deliver
from feeds.models import Broadcast, Broadcaster, Delegate, Reach
from intranet.accounts.models import Department
from intranet.demo.company import DEPARTMENTS
from intranet.demo.story import Story, chapter, happens_in

from .month import NOTHING, Both

happens_in(Broadcast, "delivered_at")
happens_in(Reach, "delivered_at")
happens_in(Broadcaster, "named_at")
happens_in(Delegate, "named_at")


@dataclass(frozen=True)
class Word:
    """``by`` wrote it, ``signed`` signs it if somebody else does; ``due`` and ``ends`` are days from today."""

    days_ago: int
    clock: str
    by: str
    title: Both
    body: Both
    signed: str = ""
    audience: str = ""
    space: str = ""
    departments: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    companies: tuple[str, ...] = ()
    asks: bool = False
    due: int | None = None
    on_top: bool = False
    ends: int | None = None
    goal: Both = NOTHING
    # Of ten whom it is for, how many saw it and how many acknowledged it.
    seen: int = 6
    acknowledged: int = 4
    never: tuple[str, ...] = field(default_factory=tuple)


WORDS = [
    Word(
        9, "08:30", "francesca",
        ("From Monday visitors sign in at the door", "Da lunedì i visitatori si registrano all’ingresso"),
        ("Whoever comes to see you signs in at reception and wears a badge. You fetch them, and you bring them back. "
         "The insurance asks for it, and in a fire we need to know who is in the house.\n\n"
         "- Announce visitors the day before, in the calendar.\n- Suppliers use the loading bay, as before.",
         "Chi viene a trovarvi si registra in portineria e porta il cartellino. Andate voi a prenderlo, e voi lo "
         "riaccompagnate. Lo chiede l’assicurazione, e in caso d’incendio dobbiamo sapere chi c’è in casa.\n\n"
         "- Annunciate i visitatori il giorno prima, nel calendario.\n- I fornitori usano il piazzale, come prima."),
        signed="elena", audience="org", asks=True, due=3,
        goal=("Everybody knows it before the audit.", "Tutti lo sanno prima della verifica."),
        seen=8, acknowledged=7, never=("giulia", "simone", "gianni", "enrico"),
    ),
    Word(
        2, "11:10", "raffaele",
        ("Take the grey chargers out of the vans", "Togliete i caricatori grigi dai furgoni"),
        ("Batch **K-2211** gets hot when it lies in the sun. Bring them to the warehouse; Agnieszka has the new ones.",
         "Il lotto **K-2211** si scalda se resta al sole. Portateli in magazzino: quelli nuovi li ha Agnieszka."),
        departments=("field", "support"), asks=True, due=1, on_top=True,
        goal=("No grey charger in a van by Friday.", "Nessun caricatore grigio nei furgoni entro venerdì."),
        seen=7, acknowledged=5, never=("sara",),
    ),
    Word(
        1, "16:00", "francesca",
        ("The lift in Lodi rests on Thursday", "Giovedì l’ascensore di Lodi si ferma"),
        ("From eight to ten, for its yearly look. Whoever needs it tells me before; we find a room downstairs.",
         "Dalle otto alle dieci, per la revisione annuale. Chi ne ha bisogno me lo dica prima: troviamo una sala giù."),
        places=("Lodi",), on_top=True, ends=4, seen=5, never=("giulia", "matteo", "elena", "tiziano"),
    ),
    Word(
        15, "09:20", "chiara",
        ("Terminals: update before the end of the year", "Terminali: aggiornate entro la fine dell’anno"),
        ("Version 4.2 closes a gap in how a terminal joins a network. It takes ten minutes and asks for nothing; how "
         "to do it stands in the documentation.",
         "La versione 4.2 chiude una falla nel modo in cui un terminale entra in rete. Dieci minuti, e non chiede "
         "niente; come si fa sta nella documentazione."),
        companies=("ospedale", "nordlager", "conserve"), asks=True, due=20, seen=8, acknowledged=4, never=("dora",),
    ),
    Word(
        26, "10:00", "matteo",
        ("The test bench moves on Tuesday", "Martedì il banco prova si sposta"),
        ("Nothing runs between nine and noon. Save what you measure.",
         "Tra le nove e mezzogiorno non gira niente. Salvate le misure."),
        space="firmware", ends=-20, seen=9,
    ),
]  # fmt: skip


@chapter(60)
def what_had_to_reach_people(story: Story) -> None:
    story.say("Broadcasts, and whom they have reached")
    at = 1 if story.language == "it" else 0
    with story.at(story.moment(55, "09:00")):
        for handle in ("elena", "francesca", "raffaele", "chiara"):
            name_broadcaster(story.people[handle], by=story.people["tiziano"])
        name_delegate(story.people["francesca"], by=story.people["elena"])
    for word in WORDS:
        _send(story, word, at)


def _send(story: Story, word: Word, at: int) -> None:
    moment = story.moment(word.days_ago, word.clock)
    author = story.people[word.by]
    with story.at(moment):
        made = publish_broadcast(
            by=author,
            title=word.title[at],
            body=word.body[at],
            aim=_aim(story, word, at),
            signed_by=story.people[word.signed] if word.signed else None,
            must_acknowledge=word.asks,
            acknowledge_by=_day(story, word.due),
            stays_until_seen=word.on_top,
            goal=word.goal[at],
        )
        deliver(made)
    broadcast = Broadcast.objects.get(pk=made.pk)
    if word.ends is not None:
        ends = moment.replace(hour=18, minute=0) + datetime.timedelta(days=word.days_ago + word.ends)
        Broadcast.objects.filter(pk=made.pk).update(expires_at=ends)
    shy = {story.people[handle].pk for handle in word.never}
    rows = Reach.objects.filter(broadcast=made).exclude(person__in=shy).select_related("person").order_by("person")
    for number, row in enumerate(rows):
        if word.asks and number % 10 < word.acknowledged:
            acknowledge(broadcast, by=row.person)
        elif number % 10 < word.seen:
            mark_seen(broadcast, by=row.person)
    later = min(moment + datetime.timedelta(hours=3), story.moment(0, "23:59"))
    for name in ("seen_at", "acknowledged_at"):
        Reach.objects.filter(broadcast=made, **{f"{name}__isnull": False}).update(**{name: later})


def _aim(story: Story, word: Word, at: int) -> Aim:
    if word.audience:
        return Aim(word.audience)
    return Aim(
        spaces=[story.spaces[word.space]] if word.space else (),
        departments=[Department.objects.get(name=DEPARTMENTS[key][at]) for key in word.departments],
        companies=[story.companies[key] for key in word.companies],
        places=word.places,
    )


def _day(story: Story, days: int | None) -> datetime.date | None:
    return story.today + datetime.timedelta(days=days) if days is not None else None
