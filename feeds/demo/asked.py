"""What people at Meridiana asked each other, and whom they thanked. Every name and figure is invented."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from feeds.actions import publish_post
from feeds.kudos.actions import give_kudos
from feeds.kudos.values import values_on_offer
from intranet.conversation.polls.actions import announce_end, vote
from intranet.conversation.polls.wanted import WantedPoll
from intranet.demo.story import Story, chapter

Both = tuple[str, str]


@dataclass(frozen=True)
class Asked:
    """``votes``: of each answer, who chose it. ``closed`` so many days ago, or open."""

    days_ago: int
    clock: str
    author: str
    space: str
    title: Both
    body: Both
    options: tuple[Both, ...]
    votes: tuple[str, ...]
    multiple: bool = False
    anonymous: bool = False
    results: str = "voting"
    closed: int | None = None
    ends_in: int | None = None


POLLS = [
    Asked(
        2, "09:20", "lorenzo", "firmware",
        ("Which sound when the dock has taken hold?", "Che suono quando la base ha agganciato?"),
        ("Twelve nights on the ward, three samples. Hear them on the shelf by my desk, then say which one you could live with.",
         "Dodici notti in reparto, tre campioni. Ascoltateli sullo scaffale accanto alla mia scrivania, poi dite con quale potreste convivere."),
        (("One low tone", "Un tono basso"), ("Two short ticks", "Due tic brevi"), ("No sound, only light", "Nessun suono, solo luce")),
        ("jonas matteo", "marta chiara andrea nicolo ines", "giulia luca beatrice"),
        ends_in=5,
    ),
    Asked(
        6, "11:40", "piero", "",
        ("What would make Thursdays easier?", "Che cosa renderebbe più facile il giovedì?"),
        ("The day with the most meetings and the fewest trains. Choose as many as you like: nobody sees who chose what, me included.",
         "Il giorno con più riunioni e meno treni. Scegliete quante risposte volete: nessuno vede chi ha scelto che cosa, nemmeno io."),
        (("No meetings before ten", "Niente riunioni prima delle dieci"), ("Working from home", "Lavorare da casa"),
         ("A shuttle from the station", "Una navetta dalla stazione"), ("Leave it as it is", "Va bene così")),
        ("sara davide alice chiara yuki omar noemi", "marta ines yuki paola roberto chiara", "federica simone laura michele kwame", "gianni tommaso"),
        multiple=True, anonymous=True, results="always",
    ),
    Asked(
        20, "12:10", "francesca", "kitchen",
        ("The second machine: what should it make?", "La seconda macchina: che cosa deve fare?"),
        ("Moka stays. Beside it there is room for one thing.", "La moka resta. Accanto c’è posto per una cosa sola."),
        (("Tea that deserves the name", "Un tè degno del nome"), ("Cold water with bubbles", "Acqua fredda frizzante"), ("Barley coffee", "Orzo")),
        ("yuki omar silvia", "nicolo federica simone agnieszka chiara matteo", "gianni elena"),
        results="closing", closed=16,
    ),
]  # fmt: skip


@dataclass(frozen=True)
class Thanked:
    days_ago: int
    clock: str
    author: str
    to: str
    value: int
    space: str
    body: Both


KUDOS = [
    Thanked(
        1, "16:35", "chiara", "luca", 3, "users",
        ("Drove to San Carlo on his day off, because three wards were dark and somebody had to look behind the trolley. They were lit again the same night.",
         "È andato al San Carlo nel suo giorno libero, perché tre reparti erano al buio e qualcuno doveva guardare dietro il carrello. La notte stessa avevano di nuovo luce."),
    ),
    Thanked(
        4, "10:05", "giulia", "jonas agnieszka", 1, "",
        ("For the lip of the dock: one drew it, the other counted the repairs until we believed her. 11 % fewer terminals come back.",
         "Per il bordo della base: uno l’ha disegnato, l’altra ha contato le riparazioni finché non le abbiamo creduto. Tornano l’11 % di terminali in meno."),
    ),
    Thanked(
        9, "17:50", "kwame", "marta", 5, "firmware",
        ("She read my first patch aloud with me, line by line, and then let me find the mistake.",
         "Ha letto con me ad alta voce la mia prima patch, riga per riga, e poi mi ha lasciato trovare l’errore."),
    ),
    Thanked(
        13, "08:30", "sara", "dora", 2, "users",
        ("The trick with the paper strip on the dock came from Dora, and it is in the manual now with her name under it.",
         "Il trucco della striscia di carta sulla base è di Dora, e ora sta nel manuale con il suo nome."),
    ),
]  # fmt: skip


@chapter(45)
def what_they_asked_each_other(story: Story) -> None:
    story.say("Polls, and thanks")
    at = 1 if story.language == "it" else 0
    for asked in sorted(POLLS, key=lambda poll: -poll.days_ago):
        _ask(story, asked, at)
    values = values_on_offer()
    for thanked in sorted(KUDOS, key=lambda kudos: -kudos.days_ago):
        with story.at(story.moment(thanked.days_ago, thanked.clock)):
            give_kudos(
                by=story.people[thanked.author],
                to=[story.people[handle] for handle in thanked.to.split()],
                value=values[thanked.value],
                body=thanked.body[at],
                space=story.spaces[thanked.space] if thanked.space else None,
            )


def _at_six(story: Story, days: int) -> datetime.datetime:
    return datetime.datetime.combine(story.today + datetime.timedelta(days=days), datetime.time(18), tzinfo=story.zone)


def _ask(story: Story, asked: Asked, at: int) -> None:
    moment = story.moment(asked.days_ago, asked.clock)
    wanted = WantedPoll(
        tuple(option[at] for option in asked.options),
        multiple=asked.multiple,
        anonymous=asked.anonymous,
        results=asked.results,
        closes_at=_at_six(story, asked.ends_in) if asked.ends_in else None,
    )
    with story.at(moment):
        post = publish_post(
            by=story.people[asked.author],
            title=asked.title[at],
            body=asked.body[at],
            space=story.spaces[asked.space] if asked.space else None,
            poll=wanted,
        )
    chosen: dict[str, list[int]] = {}
    for option, handles in zip(post.poll.options.all(), asked.votes, strict=True):
        for handle in handles.split():
            chosen.setdefault(handle, []).append(option.pk)
    with story.at(min(moment + datetime.timedelta(hours=3), story.moment(0, "23:59"))):
        for handle, options in chosen.items():
            vote(post.poll, by=story.people[handle], options=options)
    if asked.closed is not None:
        ended = story.moment(asked.closed, "18:00")
        type(post.poll).objects.filter(pk=post.pk).update(closes_at=ended)
        with story.at(ended):
            announce_end(post.poll, by=None)
