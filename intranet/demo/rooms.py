"""A chapter of spaces: those that fill themselves, one in another, a pilot with a last day, a welcome for the new."""

from __future__ import annotations

import datetime

from intranet.accounts.models import Department
from intranet.spaces import actions
from intranet.spaces.actions.starting import Step
from intranet.spaces.models import Membership, Space

from .company import DEPARTMENTS
from .story import Story, chapter

# key, names, purposes, visibility, owner, the space it stands in, the department that fills it
ROOMS = [
    ("products", ("Products", "Prodotti"),
     ("Everybody who designs or writes them", "Chi li progetta e chi li scrive"),
     "open", "giulia", "", "products"),
    ("field", ("Field service", "Assistenza sul campo"),
     ("Rounds, spare parts, keys to customers’ gates", "Giri, ricambi, chiavi dei cancelli dei clienti"),
     "closed", "raffaele", "care", "field"),
    ("t5", ("Terminal T5", "Terminale T5"),
     ("The next one, until it leaves the test room", "Il prossimo, finché non esce dalla sala prove"),
     "closed", "matteo", "firmware", ""),
    ("bay", ("Loading bay", "Piazzale di carico"),
     ("Which lorry, which gate, when", "Quale camion, quale portone, quando"),
     "open", "nicolo", "warehouse", ""),
    ("scanners", ("Scanners on forklifts", "Lettori sui muletti"),
     ("Three forklifts read pallets by themselves", "Tre muletti leggono i bancali da soli"),
     "open", "nicolo", "warehouse", ""),
    ("lockers", ("Lockers at the gate", "Armadietti all’ingresso"),
     ("Parcels wait in lockers and not at the reception", "I pacchi aspettano negli armadietti e non in portineria"),
     "open", "francesca", "", ""),
]  # fmt: skip
INSIDE = {
    "t5": ("marta", "andrea", "ines", "kwame", "jonas"),
    "bay": ("federica", "simone"),
    "scanners": ("federica", "simone", "agnieszka", "matteo", "yuki", "luca"),
    "lockers": ("nicolo", "simone", "yuki", "piero", "elena", "omar", "gianni", "laura"),
}
GOALS = {
    "scanners": ("Do fewer pallets go astray when forklifts read them?",
                 "Si perdono meno bancali se li leggono i muletti?"),
    "lockers": ("Do parcels reach people on the day they arrive?",
                "I pacchi arrivano alle persone il giorno stesso?"),
}  # fmt: skip
WELCOME = (
    "**Good that you are here.** Ask whatever you ask for the first time: somebody has asked it before you, and was "
    "glad to be answered.",
    "**Che bello che ci sei.** Chiedi tutto quello che chiedi per la prima volta: qualcuno l’ha già chiesto prima di "
    "te, ed è stato contento della risposta.",
)
STEPS = [
    (("Say hello and where you sit", "Saluta e di’ dove lavori"), "/spaces/{slug}/"),
    (("Complete your profile", "Completa il tuo profilo"), "/settings/profile/"),
    (("Find two people you will work with", "Trova due persone con cui lavorerai"), "/people/"),
    (("Join the kitchen: that is where lunch is decided", "Entra in cucina: il pranzo si decide lì"), "/spaces/"),
]


@chapter(25)
def rooms(story: Story) -> None:
    story.say("Spaces that fill themselves, a pilot, a welcome")
    at = 1 if story.language == "it" else 0
    departments = {key: Department.objects.get(name=names[at]) for key, names in DEPARTMENTS.items()}
    Department.objects.filter(pk=departments["firmware"].pk).update(parent=departments["products"])
    for number, (key, names, purposes, visibility, owner, parent, department) in enumerate(ROOMS):
        boss = story.people[owner]
        with story.at(story.moment(48 - number, "09:30")):
            space = actions.create_space(
                by=boss,
                name=names[at],
                purpose=purposes[at],
                visibility=visibility,
                department=departments.get(department),
                parent=story.spaces.get(parent),
            )
            if department:
                actions.set_rule(space, by=boss, department=departments[department])
            actions.add_people(space, by=boss, people=[story.people[handle] for handle in INSIDE.get(key, ())])
        story.spaces[key] = space
    for key, last in (("scanners", story.today + datetime.timedelta(days=34)), ("lockers", story.today)):
        space = story.spaces[key]
        with story.at(story.moment(40, "11:00")):
            ends_on = max(last, story.today + datetime.timedelta(days=1))
            pilot = actions.start_pilot(space, by=space.created_by, goal=GOALS[key][at], ends_on=ends_on)
        pilot.begins_on = story.today - datetime.timedelta(days=40)
        pilot.save(update_fields=["begins_on"])
    _greet(story, at)


def _greet(story: Story, at: int) -> None:
    """The newest still have the list before them; the others put it away long ago."""
    space, piero = story.spaces["newcomers"], story.people["piero"]
    with story.at(story.moment(62, "10:00")):
        actions.set_welcome(space, by=piero, text=WELCOME[at])
        steps = [Step(words[at], link.format(slug=space.slug)) for words, link in STEPS]
        actions.set_checklist(space, by=piero, steps=steps)
    Space.objects.filter(pk=space.pk).update(welcomes_since=story.moment(62, "10:00"))
    kwame = story.people["kwame"]
    for item in list(space.checklist.all())[:2]:
        actions.tick_item(item, by=kwame)
    newest = {story.people[handle].pk for handle in ("kwame", "noemi")}
    for membership in Membership.objects.filter(space=space).exclude(person__in=newest).select_related("person"):
        actions.close_welcome(space, by=membership.person)
        actions.close_checklist(space, by=membership.person)
