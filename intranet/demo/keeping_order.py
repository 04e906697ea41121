"""The rules rest while the story is told, since a month passes in a minute; then they are in force."""

from __future__ import annotations

from intranet.accounts.models import User
from intranet.moderation.house import set_rule
from intranet.moderation.models import Conduct, Rule
from intranet.moderation.rules import actions as rules
from intranet.moderation.rules import in_force
from intranet.moderation.trust import actions as trust
from intranet.moderation.trust.reckoning import reckon_all

from .story import Story, chapter

WORDS = {
    "en": ("Advertising", ["casino*", "cheap batteries", "crypto*", "click here now"]),
    "it": ("Pubblicità", ["casinò*", "batterie scontate", "cripto*", "clicca subito"]),
}
RUDE = {
    "en": ("Rude words", ["idiot => colleague", "idiots => colleagues"]),
    "it": ("Parole offensive", ["cretino => collega", "cretini => colleghi", "incompetenti => persone"]),
}
HOUSE_RULES = {
    "en": (
        ("Write as you would speak to the person", "No insults, no threats, no mockery."),
        ("Criticise the work, not the person", "Say what went wrong and what you need."),
        ("Keep private things private", "No names, numbers or pictures of people who were not asked."),
        ("This is no place for advertising", "Say openly for whom you speak."),
    ),
    "it": (
        ("Scrivi come parleresti alla persona", "Niente insulti, minacce o prese in giro."),
        ("Critica il lavoro, non la persona", "Di’ cosa non ha funzionato e di cosa hai bisogno."),
        ("Ciò che è privato resta privato", "Niente nomi, numeri o foto di chi non ha dato il consenso."),
        ("Qui non si fa pubblicità", "Di’ apertamente per chi parli."),
    ),
}
# Days each of them has been here, so that levels differ.
_HERE = {"dora": 64}


@chapter(9)
def rest(story: Story) -> None:
    Rule.objects.update(is_on=False)
    in_force.forget()


@chapter(980)
def keep_order(story: Story) -> None:
    story.say("Rules and levels")
    boss = next(person for person in story.people.values() if person.role == User.Role.ADMIN)
    for key in list(Rule.objects.values_list("key", flat=True)):
        rules.change_rule(key, by=boss, is_on=True)
    for number, (title, text) in enumerate(HOUSE_RULES[story.language], 1):
        set_rule(None, by=boss, number=number, title=title, text=text)
    name, lines = WORDS[story.language]
    rules.add_list(by=boss, name=name, lines=lines, does="hold", severity=3)
    name, lines = RUDE[story.language]
    rules.add_list(by=boss, name=name, lines=lines, does="replace", instead="…", severity=2)
    customers = [person for person in story.people.values() if person.is_customer]
    for person in customers:
        Conduct.objects.get_or_create(person_id=person.pk, defaults={"days_visited": _HERE.get(person.handle, 12)})
    reckon_all()
    if customers:
        trust.set_level(
            customers[0],
            2,
            by=boss,
            note="Has answered other firms for years"
            if story.language == "en"
            else "Risponde da anni ad altre aziende",
        )
