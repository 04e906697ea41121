"""A space that approves what leaves it: what came out, how long that took, what was sent back, and what waits now."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import NamedTuple

from feeds.actions import publish_post
from intranet.content.models import Entry
from intranet.demo.story import Story, chapter, happens_in
from intranet.moderation import deciding
from intranet.moderation.lanes.actions import set_lane
from intranet.moderation.models import Approval, Case, Passing
from intranet.moderation.sorts import Words
from intranet.spaces import actions as space_actions
from intranet.spaces.audiences import forget

happens_in(Approval, "at")

HOURS = 24


class Handed(NamedTuple):
    """Who wrote it, how many days ago, at what time; who said what of it after how many hours."""

    who: str
    ago: int
    clock: str
    title: tuple[str, str]
    words: tuple[str, str]
    said: tuple[tuple[str, float, str], ...] = ()


NAME = ("Press and news", "Stampa e comunicati")
PURPOSE = (
    "What goes out under our name: two of us read it first",
    "Quello che esce con il nostro nome: prima lo leggono in due",
)
HANDED = (
    Handed(
        "valentina", 27, "10:10",
        ("Nordlager opens its third hall", "Nordlager apre il terzo capannone"),
        ("Sixty terminals went into service on Monday, without a day’s pause.",
         "Lunedì sono entrati in servizio sessanta terminali, senza un giorno di fermo."),
        (("noemi", 2, "approve"), ("paola", 5, "approve")),
    ),
    Handed(
        "omar", 20, "15:40",
        ("We are at the fair in Lyon", "Siamo alla fiera di Lione"),
        ("Hall 4, stand 112, from Tuesday to Thursday. Bring a label that nobody can read.",
         "Padiglione 4, stand 112, da martedì a giovedì. Porta un’etichetta che nessuno riesce a leggere."),
        (("paola", 3, "approve"), ("noemi", 19, "approve")),
    ),
    Handed(
        "jonas", 13, "09:05",
        ("The new dock in three pictures", "La nuova base in tre immagini"),
        ("It is smaller than a slice of bread and takes two terminals.",
         "È più piccola di una fetta di pane e regge due terminali."),
        (("noemi", 1, "approve"), ("paola", 2, "approve")),
    ),
    Handed(
        "omar", 9, "11:30",
        ("The best terminal in Europe", "Il miglior terminale d’Europa"),
        ("Nobody else comes close.", "Nessun altro ci si avvicina."),
        (("paola", 4, "decline"),),
    ),
    Handed(
        "valentina", 2, "16:20",
        ("San Carlo Hospital counts its blood bags with us", "L’Ospedale San Carlo conta le sacche di sangue con noi"),
        ("Dora Neri tells how the stock went from paper to a terminal in one weekend.",
         "Dora Neri racconta come il magazzino è passato dalla carta al terminale in un fine settimana."),
        (("noemi", 3, "approve"),),
    ),
    Handed(
        "jonas", 0, "08:50",
        ("Cases of recycled plastic from March", "Da marzo scocche in plastica riciclata"),
        ("A third of each case was a crate before. It passes the same drop test.",
         "Un terzo di ogni scocca prima era una cassetta. Supera la stessa prova di caduta."),
    ),
)  # fmt: skip
WHY = (
    "We do not say that of ourselves. Say what it does, and let the reader judge.",
    "Di noi non lo diciamo. Racconta che cosa fa e lascia giudicare a chi legge.",
)


@chapter(96)
def what_is_approved(story: Story) -> None:
    story.say("A space that approves what leaves it")
    at = 1 if story.language == "it" else 0
    keeper = story.people["noemi"]
    with story.at(story.moment(60, "09:30")):
        space = space_actions.create_space(by=keeper, name=NAME[at], purpose=PURPOSE[at], visibility="open")
        space.parts = [*space.parts, "wiki"] if "wiki" not in space.parts else space.parts
        space.save(update_fields=["parts"])
        space_actions.add_member(space, by=keeper, person=story.people["paola"], role="moderator")
        for handle in ("valentina", "omar", "jonas", "chiara", "elena"):
            space_actions.add_member(space, by=keeper, person=story.people[handle])
        set_lane(
            space, "inside", by=keeper, sort="pre_approval", approvals=2, hours=HOURS, deputies=[story.people["elena"]]
        )
    story.spaces["press"] = space
    for handed in HANDED:
        _handed(story, handed, at)


def _handed(story: Story, handed: Handed, at: int) -> None:
    begun = story.moment(handed.ago, handed.clock)
    writer = story.people[handed.who]
    forget(writer)
    with story.at(begun):
        post = publish_post(by=writer, space=story.spaces["press"], title=handed.title[at], body=handed.words[at])
    case = Case.objects.get(subject=post.key, sort="lane")
    Case.objects.filter(pk=case.pk).update(opened_at=begun)
    Passing.objects.filter(pk=case.pk).update(due_at=begun + timedelta(hours=HOURS))
    for who, hours, what in handed.said:
        then = begun + timedelta(hours=hours)
        reader = story.people[who]
        forget(reader)
        with story.at(then):
            case = deciding.decide(case, what, by=reader, words=Words(WHY[at] if what == "decline" else ""))
        if not case.is_open:
            _was(post, case, then)


def _was(post: Entry, case: Case, then: datetime) -> None:
    Case.objects.filter(pk=case.pk).update(decided_at=then)
    Entry.objects.filter(pk=post.entry_id, published_at__isnull=False).update(published_at=then, active_at=then)
