"""What people at Meridiana have begun, planned, pinned and kept; and one post that stands in two spaces."""

from __future__ import annotations

import datetime

from feeds.actions import publish_post
from intranet.accounts.models import User
from intranet.content.actions import open_series, pin_entry, place_entry, put_into_series
from intranet.content.models import Entry, Pin, Placement, Series
from intranet.content.when import When
from intranet.conversation.actions import save_entry
from intranet.conversation.drafts import Writing, keep_draft
from intranet.conversation.models import Bookmark, Draft
from intranet.conversation.reminders.actions import remind
from intranet.conversation.reminders.times import offered
from intranet.core.zones import end_of_day
from intranet.demo.story import Story, chapter, happens_in

happens_in(Placement, "placed_at")
happens_in(Pin, "pinned_at")
happens_in(Series, "created_at")
happens_in(Bookmark, "created_at")
happens_in(Draft, "created_at", "updated_at")

# days ago, clock, title, text
FIRST_WEEKS = [
    (21, "08:30",
     ("First weeks, one: the people", "Prime settimane, uno: le persone"),
     ("Nobody expects you to know who does what. Go round with a coffee and ask everybody the same two questions: what "
      "do you wait for most often, and who waits for you? After ten people you have drawn the firm better than the "
      "chart does.\n\nWrite down the names you did not catch. Everybody here has asked twice.",
      "Nessuno si aspetta che tu sappia chi fa che cosa. Fai un giro con un caffè e chiedi a tutti le stesse due cose: "
      "che cosa aspetti più spesso, e chi aspetta te? Dopo dieci persone hai disegnato la ditta meglio "
      "dell’organigramma.\n\nScriviti i nomi che non hai capito. Qui tutti hanno chiesto due volte.")),
    (16, "08:30",
     ("First weeks, two: a day with a customer", "Prime settimane, due: un giorno da un cliente"),
     ("In your second week you spend a day where our terminals work. Take the early shift. Do not explain anything, "
      "count: how often somebody takes off a glove, how often a label is read twice, how often somebody says “again”."
      "\n\nThe list you bring back is worth more than any slide we could show you.",
      "Nella seconda settimana passi un giorno dove i nostri terminali lavorano. Prendi il primo turno. Non spiegare "
      "niente, conta: quante volte qualcuno si toglie un guanto, quante volte un’etichetta si legge due volte, quante "
      "volte qualcuno dice “di nuovo”.\n\nLa lista che riporti vale più di qualunque lucido.")),
    (11, "08:30",
     ("First weeks, three: what to ask in the third", "Prime settimane, tre: che cosa chiedere nella terza"),
     ("By now something here seems odd to you. Say it this week: in a month you will have got used to it, and we need "
      "somebody who has not.\n\nWrite it below or come by. Odd things of earlier years that are gone now: the paper "
      "list in Magazzino 2, the Monday report that nobody read, the fourth signature.",
      "A questo punto qualcosa qui ti sembra strano. Dillo questa settimana: fra un mese ti ci sarai abituato, e a noi "
      "serve qualcuno che non lo sia.\n\nScrivilo qui sotto o passa da me. Stranezze degli anni scorsi che non ci sono "
      "più: la lista di carta in Magazzino 2, il rapporto del lunedì che nessuno leggeva, la quarta firma.")),
]  # fmt: skip


@chapter(55)
def first_weeks(story: Story) -> None:
    """Three parts that follow each other."""
    story.say("A series, pins, drafts and what waits")
    at = 1 if story.language == "it" else 0
    piero = story.people["piero"]
    with story.at(story.moment(21, "08:20")):
        series = open_series(by=piero, name=("First weeks at Meridiana", "Le prime settimane in Meridiana")[at])
    for days, clock, title, body in FIRST_WEEKS:
        with story.at(story.moment(days, clock)):
            part = publish_post(by=piero, space=story.spaces["newcomers"], title=title[at], body=body[at])
            put_into_series(part, by=piero, series=series)


@chapter(56)
def places_and_pins(story: Story) -> None:
    at = 1 if story.language == "it" else 0
    welcome = _post("chiara", ("Welcome: what this space is for", "Benvenuti: a cosa serve questo spazio")[at])
    rollout = _post("matteo", ("4.2 is on every terminal", "La 4.2 è su ogni terminale")[at])
    with story.at(story.moment(23, "09:00")):
        pin_entry(welcome, by=story.people["chiara"], space=story.spaces["users"])
    with story.at(story.moment(1, "08:00")):
        place_entry(rollout, by=story.people["matteo"], space=story.spaces["warehouse"])
        until = end_of_day(story.today + datetime.timedelta(days=10), "Europe/Rome")
        pin_entry(rollout, by=story.people["matteo"], space=story.spaces["firmware"], until=until)
    first = _post("piero", FIRST_WEEKS[0][2][at])
    with story.at(story.moment(20, "12:00")):
        pin_entry(first, by=story.people["piero"], space=story.spaces["newcomers"])


@chapter(57)
def begun_and_kept(story: Story) -> None:
    at = 1 if story.language == "it" else 0
    elena, tiziano = story.people["elena"], story.people["tiziano"]
    tomorrow = When(story.today + datetime.timedelta(days=1), datetime.time(9, 0), "Europe/Rome")
    publish_post(
        by=elena,
        audience="org",
        title=("The figures of November, before the meeting", "I numeri di novembre, prima della riunione")[at],
        body=(
            "Orders, repairs, stock. Read them tonight; in the meeting we only talk about what follows from them.",
            "Ordini, riparazioni, scorte. Leggeteli stasera; in riunione parliamo solo di che cosa ne segue.",
        )[at],
        when=tomorrow,
    )
    rollout = _post("matteo", ("4.2 is on every terminal", "La 4.2 è su ogni terminale")[at])
    with story.at(story.moment(0, "09:40")):
        half = (
            "What I would like to have settled before the fair: who explains the dock, who",
            "Quello che vorrei chiarire prima della fiera: chi spiega la base, chi",
        )[at]
        keep_draft("post:home", Writing({"body": half}, device="desk", page="/"), by=elena)
        half = (
            "At San Carlo it took eleven minutes a ward, and the night shift",
            "Al San Carlo ci sono voluti undici minuti a reparto, e il turno di notte",
        )[at]
        keep_draft(f"comment:{rollout.pk}", Writing({"body": half}, device="phone"), by=tiziano)
    for person, handle, title in (
        (elena, "jonas", ("How hospitals count", "Come contano gli ospedali")[at]),
        (elena, "noemi", ("The fair in Bologna", "La fiera di Bologna")[at]),
        (tiziano, "chiara", ("Welcome", "Benvenuti")[at]),
        (tiziano, "matteo", ("4.2 is on every", "La 4.2 è su ogni")[at]),
    ):
        with story.at(story.moment(1, "17:30")):
            save_entry(_post(handle, title), by=person)
    fair = _post("noemi", ("The fair in Bologna", "La fiera di Bologna")[at])
    note = ("Ask Noemi about the badges", "Chiedere a Noemi dei pass")[at]
    remind(by=elena, entry=fair, note=note, due_at=_morning(elena))
    words = ("Send the figures to San Carlo", "Mandare i dati al San Carlo")[at]
    remind(by=tiziano, note=words, due_at=_morning(tiziano))


def _morning(person: User) -> datetime.datetime:
    """Tomorrow morning, on their clock."""
    return next(moment for name, _label, moment in offered(person.time_zone) if name == "tomorrow")


def _post(handle: str, title: str) -> Entry:
    return Entry.objects.published().filter(author__handle=handle, title__startswith=title).order_by("pk")[0]
