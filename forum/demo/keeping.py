"""Those who keep order at the porch: something held, something hidden and an appeal, a warning, a week of silence; and
the answers they give so often that they have them ready."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from forum import actions
from forum.models import Category, Topic
from forum.replies.actions import save_reply
from intranet.content.kinds import real
from intranet.demo.story import Story, chapter, happens_in
from intranet.moderation import appeals, sanctioning
from intranet.moderation.actions import flag_entry, hide
from intranet.moderation.models import Case, Flag, HouseRule, Sanction
from intranet.spaces.audiences import forget

happens_in(Flag, "created_at")
happens_in(Sanction, "created_at")
Words = tuple[str, str]

# title, words; of a team, or of one
REPLIES: tuple[tuple[Words, Words, str], ...] = (
    (
        ("Which firmware is it?", "Che firmware avete?"),
        (
            "Hello {name},\n\nthank you for “{title}”. Which firmware does your {product} have? It stands under "
            "*Settings, About*. With it we find the cause sooner.\n\n{me}, {team}",
            "Buongiorno {nome},\n\ngrazie per «{titolo}». Che firmware ha il Vostro {prodotto}? È scritto in "
            "*Impostazioni, Informazioni*. Così troviamo prima la causa.\n\n{io}, {squadra}",
        ),
        "care",
    ),
    (
        ("Send it in for repair", "Da mandare in riparazione"),
        (
            "Hello {name},\n\nthis sounds like the contacts of the dock, which we change for you. Please write us its "
            "number, and we send a box. What we find is written here: {link}\n\n{me}",
            "Buongiorno {nome},\n\nsembrano i contatti della base: li sostituiamo noi. Scriveteci il numero di serie e "
            "Vi mandiamo una scatola. Quello che troviamo lo scriviamo qui: {indirizzo}\n\n{io}",
        ),
        "care",
    ),
    (
        ("It is in the next version", "È nella prossima versione"),
        (
            "Hello {name},\n\nwe have found it, and it is mended in the version after {version}. I write here when it "
            "is out.\n\n{me}",
            "Buongiorno {nome},\n\nl’abbiamo trovato ed è corretto nella versione dopo la {versione}. Scrivo qui "
            "appena esce.\n\n{io}",
        ),
        "",
    ),
)
HELD = (
    ("Spare batteries for terminals", "Batterie di ricambio per terminali"),
    (
        "I found cheap batteries that fit the terminal. Has anybody tried them in the cold?",
        "Ho trovato batterie scontate che vanno bene per il terminale. Qualcuno le ha provate al freddo?",
    ),
)
HIDDEN = (
    ("Is anybody awake at the support desk?", "C’è qualcuno sveglio all’assistenza?"),
    (
        "Third day, no answer. Whoever planned this rota should look for another job.",
        "Terzo giorno senza risposta. Chi ha fatto questi turni dovrebbe cercarsi un altro lavoro.",
    ),
)
WHY = (
    "The question is a fair one; the last sentence is about a person. Write it again without it.",
    "La domanda è giusta; l’ultima frase riguarda una persona. Riscrivila senza.",
)
APPEAL = (
    "I was angry, and I named nobody. Three days are three days.",
    "Ero arrabbiato e non ho fatto nomi. Tre giorni sono tre giorni.",
)
WARNING = (
    "Twice this week you have put the phone number of a colleague of yours into a topic that everybody reads.",
    "Due volte questa settimana hai messo il numero di telefono di un collega in un argomento che leggono tutti.",
)
SILENCE = (
    "The same advertisement under five topics, after we had asked you to stop.",
    "La stessa pubblicità sotto cinque argomenti, dopo che ti avevamo chiesto di smettere.",
)


@chapter(78)
def answers_at_hand(story: Story) -> None:
    at = 1 if story.language == "it" else 0
    sara = story.people["sara"]
    forget(sara)
    with story.at(story.moment(70, "14:00")):
        for title, body, team in REPLIES:
            save_reply(by=sara, title=title[at], body=body[at], team=story.spaces[team] if team else None)


@chapter(985)
def those_who_keep_order(story: Story) -> None:
    story.say("Something held, an appeal, two measures")
    at = 1 if story.language == "it" else 0
    keeper, boss, emil, ivan = (story.people[handle] for handle in ("sara", "tiziano", "emil", "ivan"))
    antonia, birgit = story.people["antonia"], story.people["birgit"]
    category = Category.objects.select_related("space", "product").order_by("position")[0]
    for person in (keeper, boss, emil, ivan, antonia, birgit):
        forget(person)
    rules = list(HouseRule.objects.order_by("number"))
    with story.at(story.moment(4, "17:10")):
        topic = actions.ask(category, by=emil, title=HIDDEN[0][at], body=HIDDEN[1][at])
    with story.at(story.moment(4, "18:02")):
        flag_entry(Topic.objects.get(pk=topic.pk), by=ivan, reason="rude")
    with story.at(story.moment(3, "09:15")):
        # Somebody else than who decided looks at the appeal.
        hide(real(Topic.objects.get(pk=topic.pk)), by=boss, reason=WHY[at], cited=rules[1] if rules else None)
    times = {"opened_at": story.moment(4, "18:02"), "decided_at": story.moment(3, "09:15")}
    Case.objects.filter(subject=topic.key).update(**times)
    decided = Case.objects.filter(subject=topic.key, outcome=Case.Outcome.HIDDEN).order_by("-pk")[0]
    with story.at(story.moment(3, "11:40")):
        appealed = appeals.appeal(decided, by=emil, words=APPEAL[at])
    Case.objects.filter(pk=appealed.pk).update(opened_at=story.moment(3, "11:40"))
    with story.at(story.moment(1, "16:00")):
        sanctioning.sanction(birgit, "warn", by=keeper, reason=WARNING[at], cited=rules[2] if rules else None)
    with story.at(story.moment(1, "16:10")):
        until = timezone.now() + timedelta(days=6)
        sanctioning.sanction(antonia, "silence", by=keeper, reason=SILENCE[at], until=until)
    with story.at(story.moment(0, "08:30")):
        held = actions.ask(category, by=ivan, title=HELD[0][at], body=HELD[1][at])
    Case.objects.filter(subject=held.key).update(opened_at=story.moment(0, "08:30"))
