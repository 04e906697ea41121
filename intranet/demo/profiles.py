"""What the people of Meridiana say of themselves: skills, statuses, who is away, and the fields the firm has added."""

from __future__ import annotations

import datetime

from django.utils.timezone import now

from intranet.accounts import actions
from intranet.accounts.models import ProfileField, StaffNote, User

from .company import DEPARTMENTS
from .story import Story, chapter, happens_in

# handle: skills in English, the same in Italian where the words differ.
SKILLS = {
    "elena": ("Negotiation, Budgets, German", "Trattative, Bilanci, Tedesco"),
    "tommaso": ("Budgets, Excel, Tax", "Bilanci, Excel, Fisco"),
    "giulia": ("Product planning, Interviews with customers", "Pianificazione prodotto, Interviste ai clienti"),
    "matteo": ("C, Bluetooth, Boot loaders, Soldering", "C, Bluetooth, Bootloader, Saldatura"),
    "chiara": ("Technical writing, Markdown, English", "Scrittura tecnica, Markdown, Inglese"),
    "luca": ("Terminals T4, Batteries, Customs papers", "Terminali T4, Batterie, Documenti doganali"),
    "raffaele": ("Rotas, Contracts for service", "Turni, Contratti di assistenza"),
    "francesca": ("Travel booking, Events, Coffee machine", "Viaggi, Eventi, Macchina del caffè"),
    "piero": ("Labour law, Training", "Diritto del lavoro, Formazione"),
    "sara": ("English, Terminals T4, Tickets", "Inglese, Terminali T4, Segnalazioni"),
    "davide": ("Excel, Tickets, Terminals T4", "Excel, Segnalazioni, Terminali T4"),
    "marta": ("C, Python, Bluetooth", "C, Python, Bluetooth"),
    "andrea": ("Test benches, Python, Statistics", "Banchi di prova, Python, Statistica"),
    "ines": ("C, Spanish, Low power", "C, Spagnolo, Bassi consumi"),
    "jonas": ("3D printing, CAD, Swedish", "Stampa 3D, CAD, Svedese"),
    "paola": ("Negotiation, Price lists", "Trattative, Listini"),
    "stefano": ("Hospitals, Tenders", "Ospedali, Gare d’appalto"),
    "valentina": ("German, Logistics", "Tedesco, Logistica"),
    "omar": ("Arabic, English, Customs papers", "Arabo, Inglese, Documenti doganali"),
    "nicolo": ("Fork-lift, Storage planning", "Muletto, Pianificazione magazzino"),
    "simone": ("Fork-lift, Customs papers", "Muletto, Documenti doganali"),
    "agnieszka": ("Soldering, Batteries, Polish", "Saldatura, Batterie, Polacco"),
    "giorgio": ("Assembly lines, Moulds", "Linee di montaggio, Stampi"),
    "beatrice": ("Drop tests, ISO 9001, Statistics", "Prove di caduta, ISO 9001, Statistica"),
    "enrico": ("Suppliers, Negotiation", "Fornitori, Trattative"),
    "alice": ("Training, English, Terminals T5", "Formazione, Inglese, Terminali T5"),
    "carla": ("Terminals T4, Cold rooms", "Terminali T4, Celle frigorifere"),
    "tiziano": ("Linux, Networks, Backups", "Linux, Reti, Copie di sicurezza"),
    "yuki": ("Python, SQL, Japanese", "Python, SQL, Giapponese"),
    "roberto": ("Excel, SQL, Budgets", "Excel, SQL, Bilanci"),
    "silvia": ("Labour law, Excel", "Diritto del lavoro, Excel"),
    "lorenzo": ("Docks, Product planning", "Basi di ricarica, Pianificazione prodotto"),
    "noemi": ("Photography, Fairs, Writing", "Fotografia, Fiere, Scrittura"),
    "kwame": ("C, English, Football", "C, Inglese, Calcio"),
}
# handle: emoji, English, Italian, hours until it ends (none: until it is cleared).
STATUSES = {
    "marta": ("🎯", "Looking for one bit, please write", "Cerco un bit, scrivetemi", 5),
    "luca": ("🚐", "On the road, Udine until four", "In viaggio, a Udine fino alle quattro", 7),
    "yuki": ("🏠", "Working from home", "Lavoro da casa", 9),
    "elena": ("🗓️", "Budget week", "Settimana del bilancio", None),
    "gianni": ("🍲", "Soup today", "Oggi minestra", 6),
    "kwame": ("📚", "Exam on Friday", "Esame venerdì", None),
}
# handle: about, interests, pronouns, in English and Italian.
PERSONAL = {
    "matteo": (("Ask me why the terminal beeps.", "Chiedetemi perché il terminale fa bip."),
               ("Bees, old radios", "Api, radio d’epoca"), ("he/him", "lui")),
    "chiara": (("I turn what we know into what others can use.",
                "Trasformo quello che sappiamo in quello che serve agli altri."),
               ("Swimming in November", "Nuotare a novembre"), ("she/her", "lei")),
    "elena": (("My door is open from eight to nine.", "La mia porta è aperta dalle otto alle nove."),
              ("Choir, second alto", "Coro, secondo contralto"), ("", "")),
    "nicolo": (("What comes in goes out, counted.", "Quello che entra esce, contato."),
               ("Umbrellas, apparently", "Gli ombrelli, pare"), ("", "")),
    "ines": (("From Málaga, since March.", "Da Málaga, da marzo."),
             ("Climbing, sourdough", "Arrampicata, pasta madre"), ("she/her", "lei")),
    "kwame": (("Apprentice, second year. I ask.", "Apprendista, secondo anno. Chiedo."),
              ("Football", "Calcio"), ("", "")),
    "jonas": (("I draw things one holds all day.", "Disegno cose che si tengono in mano tutto il giorno."),
              ("Sailing, rye bread", "Vela, pane di segale"), ("", "")),
    "sara": (("I read every message twice.", "Leggo ogni messaggio due volte."),
             ("Crosswords", "Parole crociate"), ("", "")),
}  # fmt: skip
# handle: day, month, year where it is told.
BIRTHDAYS = {
    "matteo": (3, 12, None), "chiara": (14, 2, 1988), "elena": (30, 9, None), "marta": (25, 11, None),
    "giulia": (8, 3, None), "omar": (1, 7, 1979), "beatrice": (29, 2, None), "sara": (24, 11, None),
}  # fmt: skip
LANGUAGES = {
    "ines": ("Spanish, English, Italian", "Spagnolo, inglese, italiano"),
    "jonas": ("Swedish, English", "Svedese, inglese"),
    "omar": ("Arabic, English, Italian", "Arabo, inglese, italiano"),
    "yuki": ("Japanese, English, Italian", "Giapponese, inglese, italiano"),
    "agnieszka": ("Polish, Italian", "Polacco, italiano"),
    "valentina": ("Italian, German", "Italiano, tedesco"),
    "matteo": ("Italian, English", "Italiano, inglese"),
}
BUILDINGS = {"warehouse": "Magazzino 2", "production": "Officina"}


happens_in(StaffNote, "written_at")


@chapter(22)
def profiles(story: Story) -> None:
    story.say("What people say of themselves")
    at = 1 if story.language == "it" else 0
    with story.at(story.moment(300, "10:00")):
        _what_the_firm_asks(story, at)
    for handle, skills in SKILLS.items():
        person = story.people[handle]
        actions.set_skills(person, skills[at].split(", "), by=person)
    for handle, (about, interests, pronouns) in PERSONAL.items():
        person = story.people[handle]
        actions.change_profile(person, by=person, bio=about[at], interests=interests[at], pronouns=pronouns[at])
    for handle, (day, month, year) in BIRTHDAYS.items():
        person = story.people[handle]
        actions.change_birthday(person, by=person, day=day, month=month, year=year)
    sara, elena = story.people["sara"], story.people["elena"]
    actions.change_field_audience(sara, "birthday", sara.key, by=sara)
    actions.change_settings(elena, by=elena, celebrate_birthday=False)
    _for_a_while(story, at)
    with story.at(story.moment(20, "16:40")):
        note = (
            "Prefers a call before ten; on wards after that.",
            "Preferisce una telefonata prima delle dieci; poi è in reparto.",
        )
        actions.write_note(story.people["dora"], note[at], by=story.people["stefano"])


def _what_the_firm_asks(story: Story, at: int) -> None:
    admin = User.objects.filter(role=User.Role.ADMIN).order_by("pk")[0]
    desk = actions.add_field(by=admin, label="Desk", label_it="Scrivania", managed=True)
    building = actions.add_field(
        by=admin,
        label="Building",
        label_it="Edificio",
        sort=ProfileField.Sort.CHOICE,
        choices=["Sede", "Officina", "Magazzino 2"],
        managed=True,
        searchable=True,
    )
    languages = actions.add_field(by=admin, label="Languages", label_it="Lingue", audience="customers", searchable=True)
    buddy = actions.add_field(by=admin, label="Buddy", label_it="Compagno", sort=ProfileField.Sort.PERSON, managed=True)
    actions.add_field(by=admin, label="In an emergency call", label_it="In emergenza chiamare", audience="owner")
    staff = [person for person in story.people.values() if person.is_staff_member]
    for number, person in enumerate(staff):
        told = {desk.name: f"{number // 12 + 1}.{number % 12 + 1:02d}", building.name: _building(person, at)}
        actions.answer_fields(person, told, by=admin)
        years, month = number * 5 % 17, number * 7 % 12 + 1
        started = datetime.date(story.today.year - years - 1, month, number * 3 % 27 + 1)
        actions.change_place(person, by=admin, started_on=started)
    actions.answer_fields(story.people["kwame"], {buddy.name: "marta"}, by=admin)
    for handle, spoken in LANGUAGES.items():
        person = story.people[handle]
        actions.answer_fields(person, {languages.name: spoken[at]}, by=person)


def _building(person: User, at: int) -> str:
    name = person.department.name if person.department else ""
    return next((house for key, house in BUILDINGS.items() if DEPARTMENTS[key][at] == name), "Sede")


def _for_a_while(story: Story, at: int) -> None:
    for handle, (emoji, *words, hours) in STATUSES.items():
        person = story.people[handle]
        until = now() + datetime.timedelta(hours=hours) if hours else None
        actions.set_status(person, by=person, emoji=emoji, text=words[at], until=until)
    away = (
        ("davide", -1, 9, "sara", ("In the mountains, without a signal.", "In montagna, senza campo.")),
        ("andrea", 0, 2, "marta", ("At the supplier in Graz.", "Dal fornitore a Graz.")),
        ("raffaele", 12, 19, "luca", ("Holidays.", "Ferie.")),
    )
    for handle, first, last, stand_in, message in away:
        person = story.people[handle]
        actions.announce_absence(
            person,
            by=person,
            first_day=story.today + datetime.timedelta(days=first),
            last_day=story.today + datetime.timedelta(days=last),
            message=message[at],
            stand_in=story.people[stand_in],
        )
