"""The first chapters: who works at Meridiana, who buys from it, and where they meet."""

from __future__ import annotations

from django.contrib.auth.hashers import make_password

from intranet.accounts.actions.profile import change_profile
from intranet.accounts.actions.standing import add_person, change_place, face_company
from intranet.accounts.actions.vacancies import open_vacancy
from intranet.accounts.demo_logins import PASSWORD
from intranet.accounts.models import Company, Department, User
from intranet.spaces import actions as space_actions

from .story import Story, chapter

# handle, name, department, role in English, role in Italian, manager
STAFF = [
    ("elena", "Elena Marchetti", "direction", "Managing director", "Direttrice generale", ""),
    ("tommaso", "Tommaso Ferri", "direction", "Finance", "Amministrazione", "elena"),
    ("giulia", "Giulia Bassi", "products", "Head of products", "Responsabile prodotti", "elena"),
    ("matteo", "Matteo Bianchi", "firmware", "Firmware lead", "Responsabile firmware", "giulia"),
    ("chiara", "Chiara Lombardi", "products", "Technical writer", "Redattrice tecnica", "giulia"),
    ("luca", "Luca Moretti", "field", "Field service, north", "Assistenza sul campo, nord", "raffaele"),
    ("raffaele", "Raffaele Esposito", "field", "Head of service", "Responsabile assistenza", "elena"),
    ("francesca", "Francesca Longo", "people", "Office manager", "Responsabile ufficio", "piero"),
    ("piero", "Piero Santoro", "people", "People and training", "Persone e formazione", "elena"),
    ("sara", "Sara Colombo", "support", "Customer support", "Assistenza clienti", "raffaele"),
    ("davide", "Davide Rinaldi", "support", "Customer support", "Assistenza clienti", "raffaele"),
    ("marta", "Marta Greco", "firmware", "Firmware developer", "Sviluppatrice firmware", "matteo"),
    ("andrea", "Andrea Fontana", "firmware", "Test engineer", "Collaudo", "matteo"),
    ("ines", "Inés Cabrera Ruiz", "firmware", "Firmware developer", "Sviluppatrice firmware", "matteo"),
    ("jonas", "Jonas Lindqvist", "products", "Industrial designer", "Progettista", "giulia"),
    ("paola", "Paola De Santis", "sales", "Head of sales", "Responsabile vendite", "elena"),
    ("stefano", "Stefano Caruso", "sales", "Key accounts, hospitals", "Grandi clienti, ospedali", "paola"),
    ("valentina", "Valentina Ricci", "sales", "Sales, north", "Vendite, nord", "paola"),
    ("omar", "Omar Haddad", "sales", "Sales, export", "Vendite, estero", "paola"),
    ("nicolo", "Nicolò D’Amico", "warehouse", "Warehouse lead", "Responsabile magazzino", "elena"),
    ("federica", "Federica Testa", "warehouse", "Goods in", "Ricevimento merci", "nicolo"),
    ("simone", "Simone Ferrara", "warehouse", "Shipping", "Spedizioni", "nicolo"),
    ("agnieszka", "Agnieszka Nowak", "warehouse", "Repairs", "Riparazioni", "nicolo"),
    ("giorgio", "Giorgio Amato", "production", "Production lead", "Responsabile produzione", "elena"),
    ("laura", "Laura Vitale", "production", "Assembly", "Montaggio", "giorgio"),
    ("michele", "Michele Rizzo", "production", "Assembly", "Montaggio", "giorgio"),
    ("beatrice", "Beatrice Monti", "production", "Quality", "Qualità", "giorgio"),
    ("enrico", "Enrico Gatti", "production", "Purchasing", "Acquisti", "giorgio"),
    ("alice", "Alice Pellegrini", "support", "Customer training", "Formazione clienti", "raffaele"),
    ("fabio", "Fabio Bruno", "field", "Field service, centre", "Assistenza sul campo, centro", "raffaele"),
    ("carla", "Carla Ruggeri", "field", "Field service, south", "Assistenza sul campo, sud", "raffaele"),
    ("tiziano", "Tiziano Basile", "it", "Systems", "Sistemi", "tommaso"),
    ("yuki", "Yuki Tanaka", "it", "Data and integration", "Dati e integrazioni", "tommaso"),
    ("roberto", "Roberto Marini", "direction", "Controller", "Controllo di gestione", "tommaso"),
    ("silvia", "Silvia Costa", "people", "Payroll", "Paghe", "piero"),
    ("gianni", "Gianni Orlando", "warehouse", "Canteen", "Mensa", "francesca"),
    ("mvittoria", "Maria Vittoria Alessandra Castelbarco", "field", "Field service, islands", "Assistenza, isole", "raffaele"),
    ("lorenzo", "Lorenzo Villa", "products", "Product manager, docks", "Prodotto, basi di ricarica", "giulia"),
    ("noemi", "Noemi Sartori", "sales", "Marketing", "Marketing", "paola"),
    ("kwame", "Kwame Mensah", "firmware", "Apprentice", "Apprendista", "matteo"),
]  # fmt: skip
# The open positions: titles, department, manager.
VACANCIES = [
    (("Firmware developer, radio", "Sviluppo firmware, radio"), "firmware", "matteo"),
    (("Field service, Sardinia", "Assistenza, Sardegna"), "field", "raffaele"),
]
DEPARTMENTS = {
    "direction": ("Direction", "Direzione"),
    "products": ("Products", "Prodotti"),
    "firmware": ("Firmware", "Firmware"),
    "field": ("Field service", "Assistenza sul campo"),
    "people": ("People", "Persone"),
    "support": ("Customer support", "Assistenza clienti"),
    "sales": ("Sales", "Vendite"),
    "warehouse": ("Warehouse", "Magazzino"),
    "production": ("Production", "Produzione"),
    "it": ("Systems", "Sistemi"),
}
PLACES = {"warehouse": "Magazzino 2, Lodi", "field": "Padova", "sales": "Milano"}
ROLES = {"tiziano": User.Role.ADMIN, "sara": User.Role.MODERATOR}
# key, name, mail domain, staff who face it, people (handle, name)
COMPANIES = [
    ("ospedale", "Ospedale San Carlo", "sancarlo.example", ("stefano", "sara"), [("dora", "Dora Neri"), ("ivan", "Ivan Petrov")]),
    ("nordlager", "Nordlager Logistik", "nordlager.example", ("valentina", "davide"), [("emil", "Emil Krause"), ("birgit", "Birgit Vogel")]),
    ("conserve", "Conserve Basile", "conservebasile.example", ("carla",), [("antonia", "Antonia Basile")]),
]  # fmt: skip
# key, names, purposes, visibility, owner, departments whose people are in it, further people
SPACES = [
    ("firmware", ("Firmware and terminals", "Firmware e terminali"),
     ("What runs on a terminal, and what should", "Quello che gira sui terminali, e quello che dovrebbe"),
     "open", "matteo", ("firmware", "products"), ("luca", "raffaele", "carla", "andrea", "beatrice", "nicolo")),
    ("care", ("Customer care, north-east", "Assistenza clienti e post-vendita Nord-Est"),
     ("Visits, repairs, who is on call", "Visite, riparazioni, chi è di turno"),
     "closed", "raffaele", ("field", "support"), ("stefano", "agnieszka")),
    ("warehouse", ("Magazzino 2", "Magazzino 2"),
     ("The second warehouse, from the loading bay to the roof", "Il secondo magazzino, dal piazzale al tetto"),
     "open", "nicolo", ("warehouse",), ("matteo", "tiziano", "francesca")),
    ("kitchen", ("Kitchen", "Cucina"),
     ("Lunch, coffee, the machine on the second floor", "Pranzo, caffè, la macchina del secondo piano"),
     "open", "francesca", ("people", "warehouse", "products", "support"), ("matteo", "elena", "yuki", "omar")),
    ("pricing", ("Prices 2027", "Listino 2027"),
     ("The new price list, until it is public", "Il nuovo listino, finché non è pubblico"),
     "secret", "paola", (), ("elena", "tommaso", "roberto", "stefano")),
    ("newcomers", ("New here", "Nuovi arrivati"),
     ("Questions one only asks once", "Le domande che si fanno una volta sola"),
     "open", "piero", ("people",), ("kwame", "noemi", "ines", "yuki", "alice", "elena")),
    ("users", ("Terminal users", "Chi usa i terminali"),
     ("Questions and tricks from those who hold one all day", "Domande e trucchi di chi ne tiene in mano uno tutto il giorno"),
     "community", "chiara", ("support", "products"), ("luca", "matteo", "dora", "ivan", "emil", "birgit", "antonia")),
]  # fmt: skip


@chapter(10)
def people(story: Story) -> None:
    story.say("People, departments, customers")
    at = 1 if story.language == "it" else 0
    departments = {key: Department.objects.create(name=names[at]) for key, names in DEPARTMENTS.items()}
    house = User.objects.system()
    with story.at(story.moment(400, "09:00")):
        for handle, name, *_rest in STAFF:
            story.people[handle] = add_person(
                by=house,
                name=name,
                email=f"{handle}@meridiana.example",
                handle=handle,
                role=ROLES.get(handle, ""),
                language=story.language,
            )
        for handle, _name, department, *titles, manager in STAFF:
            change_place(
                story.people[handle],
                by=house,
                department=departments[department],
                manager=story.people.get(manager),
                job_title=titles[at],
            )
            change_profile(story.people[handle], by=story.people[handle], location=PLACES.get(department, "Lodi"))
        for open_titles, department, manager in VACANCIES:
            open_vacancy(
                by=house, job_title=open_titles[at], department=departments[department], manager=story.people[manager]
            )
        for key, name, domain, facing, buyers in COMPANIES:
            company = Company.objects.create(name=name, email_domains=[domain])
            story.companies[key] = company
            for handle in facing:
                face_company(story.people[handle], company, by=house)
            for handle, person in buyers:
                story.people[handle] = add_person(
                    by=house,
                    name=person,
                    email=f"{handle}@{domain}",
                    handle=handle,
                    kind=User.Kind.CUSTOMER,
                    company=company,
                    language=story.language,
                )

    # One hash for all: forty slow ones would be most of the time that moving in takes.
    User.objects.filter(pk__in=[person.pk for person in story.people.values()]).update(password=make_password(PASSWORD))


@chapter(20)
def spaces(story: Story) -> None:
    story.say("Spaces and who is in them")
    at = 1 if story.language == "it" else 0
    in_department = {key: [row[0] for row in STAFF if row[2] == key] for key in DEPARTMENTS}
    for number, (key, names, purposes, visibility, owner, departments, others) in enumerate(SPACES):
        with story.at(story.moment(60 - number, "10:00")):
            boss = story.people[owner]
            space = space_actions.create_space(by=boss, name=names[at], purpose=purposes[at], visibility=visibility)
            wanted = [handle for department in departments for handle in in_department[department]] + list(others)
            for handle in dict.fromkeys(wanted):
                if handle != owner:
                    space_actions.add_member(space, by=boss, person=story.people[handle])
            story.spaces[key] = space
    with story.at(story.moment(1, "11:20")):
        message = ("I repair what you visit; may I read along?", "Riparo quello che voi visitate: posso leggere?")[at]
        space_actions.ask_to_join(story.spaces["care"], by=story.people["simone"], message=message)
