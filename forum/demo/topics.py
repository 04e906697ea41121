"""What customers ask Meridiana in public, in both languages: each text is (English, Italian)."""

from __future__ import annotations

from dataclasses import dataclass

Both = tuple[str, str]


@dataclass(frozen=True)
class Said:
    """An answer: who, how many hours after the question, the words; who says that it helped; whether it solved it."""

    who: str
    hours: float
    text: Both
    helped: str = ""
    solved: bool = False
    remark: tuple[str, Both] | None = None


@dataclass(frozen=True)
class Asked:
    """A topic: its key, the category, who asked and when (days ago, at what time), what it is."""

    key: str
    category: str
    who: str
    ago: int
    clock: str
    title: Both
    text: Both
    sort: str = "question"
    version: str = ""
    tags: str = ""
    me_too: str = ""
    answers: tuple[Said, ...] = ()
    note: tuple[str, Both] | None = None
    views: int = 0


PRODUCTS = [
    ("terminal", ("Terminal T5", "Terminale T5"), [("4.9", 400, False), ("5.0", 150, False), ("5.1", 24, True)]),
    ("terminal-t4", ("Terminal T4", "Terminale T4"), [("3.7", 1100, False), ("3.8", 800, False), ("3.9", 500, True)]),
    ("dock", ("Charging dock D2", "Base di ricarica D2"), [("2.3", 300, False), ("2.4", 90, True)]),
]

# key, names, what for, product, hours promised, contacts
CATEGORIES = [
    ("terminals", ("Terminals", "Terminali"),
     ("Starting up, screen, battery, updates", "Avvio, schermo, batteria, aggiornamenti"), "terminal", 8, ("luca", "matteo")),
    ("docks", ("Docks and charging", "Basi e ricarica"),
     ("Contacts, sockets, racks of many docks", "Contatti, prese, rastrelliere con molte basi"), "dock", 8, ("lorenzo", "davide")),
    ("labels", ("Labels and reading", "Etichette e lettura"),
     ("Codes that do not read, paper, printers", "Codici che non si leggono, carta, stampanti"), "", 24, ("alice",)),
    ("integration", ("Integration", "Integrazione"),
     ("Exports, interfaces, your own software", "Esportazioni, interfacce, il Vostro software"), "", 24, ("yuki",)),
    ("open", ("Everything else", "Tutto il resto"),
     ("Praise, wishes and what fits nowhere", "Complimenti, desideri e ciò che non sta altrove"), "", 48, ("chiara",)),
]  # fmt: skip

TOPICS = [
    Asked(
        "freezer", "terminals", "emil", 12, "18:20",
        ("Terminal takes four seconds to wake up in the freezer after 5.1: is it the battery?",
         "Dopo la 5.1 il terminale ci mette quattro secondi a riaccendersi in cella: è la batteria?"),
        ("Since the update our eleven terminals in the −25° cell are slow to come back: I count four seconds, before it was about two. At +4° they are normal. "
         "We changed two batteries and nothing moved.\n\nIs it only us?",
         "Dall’aggiornamento i nostri undici terminali nella cella a −25° sono lenti a riaccendersi: conto quattro secondi, prima erano circa due. A +4° sono normali. "
         "Abbiamo cambiato due batterie e non è cambiato niente.\n\nSuccede solo a noi?"),
        sort="problem", version="5.1", tags="cold-store, wake-up", me_too="antonia birgit", views=214,
        answers=(
            Said("birgit", 2,
                 ("The same in our second cell in Bremen, seven terminals. The older ones on 5.0 are fast.",
                  "Lo stesso nella nostra seconda cella a Brema, sette terminali. I vecchi con la 5.0 sono veloci.")),
            Said("matteo", 15.3,
                 ("It is not the battery, and it is not only you: 5.1 reads the temperature before the screen comes on, and below −20° the sensor is slow. You can turn that reading off today:\n\n"
                  "1. Dock one terminal and open **Settings, Power**.\n2. Set **Wake-up profile** to *Cold store*.\n3. Use **Copy to site** so the other ten follow by themselves.\n\n"
                  "In 5.2 the terminal will choose the profile on its own.",
                  "Non è la batteria, e non succede solo a Voi: la 5.1 legge la temperatura prima di accendere lo schermo, e sotto i −20° il sensore è lento. Quella lettura si può spegnere già oggi:\n\n"
                  "1. Mettete un terminale sulla base e aprite **Impostazioni, Alimentazione**.\n2. Impostate **Profilo di riattivazione** su *Cella frigorifera*.\n3. Usate **Copia sul sito**: gli altri dieci lo prendono da soli.\n\n"
                  "Nella 5.2 il terminale sceglierà il profilo da solo."),
                 helped="emil birgit antonia luca", solved=True,
                 remark=("emil", ("Done, now it is under two seconds. Thank you.", "Fatto, adesso è sotto i due secondi. Grazie."))),
            Said("antonia", 40,
                 ("Works here too. One remark for others: the profile is lost if you reset a terminal to factory settings.",
                  "Funziona anche da noi. Una nota per gli altri: il profilo si perde se si riporta il terminale alle impostazioni di fabbrica."),
                 helped="emil"),
        ),
        note=("andrea", ("Measured: 1,840 ms of the 4,100 are the sensor. 5.2 reads it after the screen.",
                         "Misurato: 1.840 dei 4.100 ms sono il sensore. La 5.2 lo legge dopo lo schermo.")),
    ),
    Asked(
        "socket", "docks", "dora", 21, "07:40",
        ("Docks are empty every Monday morning", "Le basi sono scariche ogni lunedì mattina"),
        ("Ward 3 has eight docks on one strip. On Mondays five terminals are below 10 %. During the week all is well. Nothing was changed.",
         "Il reparto 3 ha otto basi su una ciabatta. Il lunedì cinque terminali sono sotto il 10 %. Durante la settimana tutto bene. Non è cambiato nulla."),
        version="2.4", tags="hospital, charging", me_too="ivan", views=167,
        answers=(
            Said("luca", 3,
                 ("Monday morning with everything fine in between is nearly always a plug that somebody pulls at the weekend, for the floor cleaner. Could you look who is on that strip on Saturday?\n\n"
                  "A strip with a *blocking* socket ends it; we carry them, tell @sara where to.",
                  "Il lunedì mattina, con tutto in ordine nel mezzo, è quasi sempre una spina staccata nel fine settimana per la lavapavimenti. Può guardare chi usa quella ciabatta il sabato?\n\n"
                  "Una ciabatta con presa *bloccata* risolve; le abbiamo noi, dica a @sara dove mandarla."),
                 helped="dora ivan", solved=True),
            Said("ivan", 26,
                 ("Confirmed, it was the cleaning crew, Saturday at four in the morning.",
                  "Confermo, erano le pulizie, sabato alle quattro del mattino."), helped="luca"),
        ),
    ),
    Asked(
        "thermal", "labels", "antonia", 9, "11:10",
        ("Labels on frozen jars fade after a week", "Le etichette sui vasetti surgelati sbiadiscono dopo una settimana"),
        ("Direct thermal labels, 40 × 20. After a week at −20° the code reads at the third try.\n\n```\nprinter: ZT-230\ndarkness: 12\nspeed: 4 ips\n```",
         "Etichette termiche dirette, 40 × 20. Dopo una settimana a −20° il codice si legge al terzo tentativo.\n\n```\nstampante: ZT-230\nintensità: 12\nvelocità: 4 ips\n```"),
        tags="labels, cold-store", me_too="emil", views=96,
        answers=(
            Said("emil", 5,
                 ("We had this. *Top-coated* paper and darkness 18, then they last a season.",
                  "È successo anche a noi. Carta *protetta* e intensità 18: così durano una stagione."),
                 helped="antonia alice", solved=True),
            Said("alice", 22,
                 ("Emil is right, and thank you. I add that speed 3 helps as well; I will put it into the manual.",
                  "Emil ha ragione, e grazie. Aggiungo che aiuta anche la velocità 3; lo metto nel manuale."), helped="emil"),
        ),
    ),
    Asked(
        "csv", "integration", "birgit", 6, "14:05",
        ("Does the nightly export keep the leading zeros?", "L’esportazione notturna conserva gli zeri iniziali?"),
        ("Article numbers such as `004711` arrive as `4711` in our system. Is it the export, or our spreadsheet?",
         "Gli articoli come `004711` arrivano come `4711` nel nostro sistema. È l’esportazione o il nostro foglio di calcolo?"),
        tags="export", views=41,
        answers=(
            Said("yuki", 19,
                 ("The export keeps them: open the file in a text editor and you will see. A spreadsheet takes them away while it opens a CSV. Import it with the column as *text*.",
                  "L’esportazione li conserva: aprite il file con un editor di testo e lo vedrete. È il foglio di calcolo che li toglie quando apre un CSV. Importatelo con la colonna come *testo*."),
                 helped="birgit"),
        ),
    ),
    Asked(
        "gloves", "terminals", "ivan", 3, "09:15",
        ("Screen does not react to the new gloves", "Lo schermo non reagisce con i guanti nuovi"),
        ("Nitrile, powder-free, since Monday. With the old ones it worked. Is there a setting?",
         "Nitrile, senza polvere, da lunedì. Con i vecchi funzionava. C’è un’impostazione?"),
        sort="problem", version="5.1", tags="display, hospital", me_too="dora", views=33,
    ),
    Asked(
        "rack", "docks", "emil", 2, "16:30",
        ("How many docks may hang on one socket?", "Quante basi si possono collegare a una presa?"),
        ("We plan a rack for 24 terminals. One fuse, 16 A.", "Progettiamo una rastrelliera per 24 terminali. Un solo fusibile, 16 A."),
        version="2.4", tags="charging", views=18,
    ),
    Asked(
        "thanks", "open", "dora", 16, "12:00",
        ("The people of field service deserve a compliment", "I tecnici dell’assistenza meritano un complimento"),
        ("Luca came at six in the morning so that the ward would not notice. It did not.",
         "Luca è venuto alle sei del mattino perché il reparto non se ne accorgesse. Non se n’è accorto."),
        sort="praise", views=52,
        answers=(
            Said("raffaele", 4, ("He will pretend not to have read this. Thank you.", "Farà finta di non averlo letto. Grazie."), helped="dora"),
        ),
    ),
    Asked(
        "nights", "open", "antonia", 5, "20:45",
        ("Who works night shifts: dark screen or bright?", "Chi lavora di notte: schermo scuro o chiaro?"),
        ("We argue about it. I would like to hear how others do it.", "Da noi se ne discute. Vorrei sentire come fanno gli altri."),
        sort="discussion", tags="display", views=61,
        answers=(
            Said("ivan", 10, ("Dark, from ten to six. The patients sleep.", "Scuro, dalle dieci alle sei. I pazienti dormono.")),
            Said("birgit", 13, ("Bright. With the lamps in the hall the dark one mirrors.", "Chiaro. Con le lampade del capannone quello scuro fa da specchio."), helped="antonia"),
        ),
    ),
]  # fmt: skip
