"""Where the firm speaks outside: eight places, one asleep, one closed, two that nobody has looked at for too long."""

from __future__ import annotations

import datetime
from typing import NamedTuple

from intranet.core.months import months_after
from intranet.insights.channels.actions import register_channel, review_channel
from intranet.insights.models import ChannelReview, OutsideChannel

from .story import Story, chapter, happens_in


class _Told(NamedTuple):
    name: tuple[str, str]
    address: str
    kind: str
    owner: str
    purpose: tuple[str, str]
    access: tuple[str, str]
    languages: str
    months: int
    # Days ago: when it was registered, and looked at with what was found.
    since: int
    looks: tuple[tuple[int, str, tuple[str, str]], ...]


_VAULT = ("Sara and the agency; in the firm's password safe", "Sara e l’agenzia; nella cassaforte delle password")
CHANNELS = (
    _Told(
        ("LinkedIn page", "Pagina LinkedIn"),
        "https://www.linkedin.com/company/meridiana-example",
        "social",
        "sara",
        ("Vacancies, fairs, what customers have done with us", "Posti liberi, fiere, che cosa hanno fatto i clienti"),
        _VAULT,
        "it, en",
        6,
        400,
        (
            (210, "active", ("Banner of the old logo replaced", "Sostituito il banner con il vecchio logo")),
            (40, "active", ("", "")),
        ),
    ),
    _Told(
        ("Newsletter for installers", "Newsletter per gli installatori"),
        "https://letters.example/meridiana",
        "newsletter",
        "matteo",
        ("Once a month: releases, tips, dates of courses", "Una volta al mese: rilasci, consigli, date dei corsi"),
        ("Matteo and Giulia; the account is the firm's", "Matteo e Giulia; l’account è dell’azienda"),
        "it",
        3,
        300,
        ((20, "active", ("1,140 addresses, 38 bounced and taken out", "1140 indirizzi, 38 non validi tolti")),),
    ),
    _Told(
        ("Video channel", "Canale video"),
        "https://video.example/@meridiana",
        "video",
        "giulia",
        ("How to mount and repair, a film each quarter", "Come si monta e si ripara, un film a trimestre"),
        _VAULT,
        "it, en, de",
        6,
        330,
        ((240, "active", ("Subtitles in German are missing", "Mancano i sottotitoli in tedesco")),),
    ),
    _Told(
        ("App in the shop for phones", "App nel negozio per i telefoni"),
        "https://apps.example/meridiana-terminal",
        "shop",
        "elena",
        ("Reviews are answered within two days", "Alle recensioni si risponde entro due giorni"),
        ("Elena; the second key is with Tiziano", "Elena; la seconda chiave è da Tiziano"),
        "it, en",
        1,
        200,
        ((12, "active", ("Four new reviews, all answered", "Quattro recensioni nuove, tutte con risposta")),),
    ),
    _Told(
        ("Group of refrigeration engineers", "Gruppo dei frigoristi"),
        "https://forum.example/groups/refrigeration",
        "forum",
        "matteo",
        ("We answer where we are asked, under our own names", "Rispondiamo dove ci chiedono, con il nostro nome"),
        ("Everybody with their own account", "Ognuno con il proprio account"),
        "it",
        6,
        260,
        ((190, "asleep", ("Hardly anybody writes there any more", "Non ci scrive quasi più nessuno")),),
    ),
    _Told(
        ("Photo account", "Account di fotografie"),
        "https://pictures.example/meridiana",
        "social",
        "sara",
        ("Moved to the LinkedIn page", "Spostato sulla pagina LinkedIn"),
        _VAULT,
        "it",
        12,
        500,
        ((90, "closed", ("Closed, with a note that leads on", "Chiuso, con un avviso che porta oltre")),),
    ),
)


@chapter(986)
def speak_outside(story: Story) -> None:
    story.say("Where the firm speaks outside")
    happens_in(OutsideChannel, "registered_at", "reviewed_at")
    happens_in(ChannelReview, "at")
    at = 1 if story.language == "it" else 0
    director = story.people["tiziano"]
    for told in CHANNELS:
        owner = story.people[told.owner]
        with story.at(story.moment(told.since, "09:40")):
            channel = register_channel(
                by=director,
                name=told.name[at],
                address=told.address,
                kind=told.kind,
                owner=owner,
                purpose=told.purpose[at],
                access=told.access[at],
                languages=told.languages,
                review_months=told.months,
            )
        for days, state, note in told.looks:
            with story.at(moment := story.moment(days, "15:10")):
                review_channel(channel, by=owner, state=state, note=note[at])
            due = months_after(moment.date(), told.months)
            _was(channel, reviewed_at=moment, review_due=due)


def _was(channel: OutsideChannel, *, reviewed_at: datetime.datetime, review_due: datetime.date) -> None:
    """Actions reckon from today; the story has happened."""
    OutsideChannel.objects.filter(pk=channel.pk).update(reviewed_at=reviewed_at, review_due=review_due)
