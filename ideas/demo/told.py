"""The ideas of the demonstration, in both languages: each text is (English, Italian)."""

from __future__ import annotations

from dataclasses import dataclass

Both = tuple[str, str]


@dataclass(frozen=True)
class Moved:
    """One step in the life of an idea: who said it, how many days ago, what became of it, the official answer."""

    who: str
    ago: int
    to: str
    answer: Both = ("", "")


@dataclass(frozen=True)
class Told:
    """An idea: its board and category, who suggested it and when (days ago, at what time), who wants it, for which
    companies a colleague gave a voice, what was said."""

    key: str
    board: str
    category: str
    who: str
    ago: int
    clock: str
    title: Both
    text: Both
    tags: str = ""
    wanted: str = ""
    for_companies: str = ""
    owner: str = ""
    said: tuple[tuple[str, Both], ...] = ()
    moved: tuple[Moved, ...] = ()


# key, space, keeper, name, what for, readers, votes a person has, categories
BOARDS = [
    ("terminals", "users", "chiara", ("Terminals and docks", "Terminali e basi"),
     ("What the next terminals, docks and versions should do differently", "Che cosa dovrebbero fare di diverso i prossimi terminali, le basi e le versioni"),
     "everyone", None, (("Handling", "Uso"), ("Battery and charging", "Batteria e ricarica"), ("Reports and exports", "Rapporti ed esportazioni"))),
    ("service", "users", "chiara", ("Service and contracts", "Assistenza e contratti"),
     ("Between customers and the house: visits, training, invoices", "Tra clienti e casa: interventi, formazione, fatture"),
     "customers", 3, ()),
    ("workshop", "firmware", "matteo", ("Workshop", "Officina"),
     ("What would make our own work on the firmware easier", "Che cosa renderebbe più facile il nostro lavoro sul firmware"),
     "everyone", None, (("Tools", "Strumenti"), ("How we work", "Come lavoriamo"))),
]  # fmt: skip

IDEAS = [
    Told(
        "gloves", "terminals", "Handling", "emil", 41, "07:50",
        ("Scan resistant labels in the cold store without taking off the gloves", "Leggere le etichette resistenti in cella senza togliersi i guanti"),
        ("Our people wear two pairs. The side key is too small to be felt, so they take one off at every shelf: **some 400 times a shift**.\n\nA long press on the screen, or a key that one can feel, would do.",
         "Da noi si portano due paia di guanti. Il tasto laterale non si sente, e a ogni scaffale se ne toglie uno: **circa 400 volte per turno**.\n\nBasterebbe una pressione lunga sullo schermo, o un tasto che si senta."),
        tags="cold-store, gloves", wanted="birgit antonia dora luca fabio carla marta andrea jonas davide", for_companies="ospedale",
        said=(
            ("birgit", ("The same in Bremen. We glued a washer onto the key; it holds about a week.", "Lo stesso a Brema. Abbiamo incollato una rondella sul tasto: tiene una settimana.")),
            ("jonas", ("I have three shapes of key on my desk. Whoever wants to try them in a real cell: say so here.", "Ho tre forme di tasto sulla scrivania. Chi vuole provarle in una cella vera lo scriva qui.")),
            ("antonia", ("Please, we would try them tomorrow.", "Per favore, noi le proveremmo domani.")),
        ),
        moved=(Moved("chiara", 36, "review"),),
    ),
    Told(
        "export", "terminals", "Reports and exports", "antonia", 88, "10:15",
        ("Export the inventory already split by department, with the columns in the order that the customer’s own system expects",
         "Esportare l’inventario già diviso per reparto, con le colonne nell’ordine in cui le vuole il gestionale del cliente"),
        ("Every month somebody here sorts 9,000 lines by hand before our accounts take them.", "Ogni mese qui qualcuno riordina a mano 9.000 righe prima che la contabilità le accetti."),
        tags="export, inventory", wanted="emil birgit dora ivan yuki roberto sara valentina stefano omar paola", owner="yuki",
        said=(("yuki", ("I am collecting examples of the order that systems expect. A screenshot is enough.", "Raccolgo esempi dell’ordine che vogliono i gestionali. Basta una schermata.")),),
        moved=(
            Moved("chiara", 80, "review"),
            Moved("yuki", 30, "planned", ("We do it in two steps: first the split by department, in 5.3, then the order of columns, which each customer sets once.",
                                            "Lo facciamo in due passi: prima la divisione per reparto, nella 5.3, poi l’ordine delle colonne, che ogni cliente imposta una volta.")),
        ),
    ),
    Told(
        "wake", "terminals", "Battery and charging", "birgit", 60, "16:40",
        ("Faster wake-up below −20°", "Risveglio più rapido sotto i −20°"),
        ("Four seconds are long when there are 300 boxes.", "Quattro secondi sono lunghi, con 300 colli."),
        tags="cold-store, wake-up", wanted="emil antonia luca matteo marta kwame", owner="matteo",
        moved=(
            Moved("chiara", 55, "planned"),
            Moved("matteo", 12, "progress", ("Ines has it running on two terminals in our own cell: 1.6 seconds. It goes into 5.2 if the battery test holds.",
                                             "Inés lo ha su due terminali nella nostra cella: 1,6 secondi. Entra nella 5.2 se regge la prova della batteria.")),
        ),
    ),
    Told(
        "beep", "terminals", "Handling", "dora", 150, "09:05",
        ("Shorter beep, so that it does not run into the next scan", "Segnale più corto, perché non copra la lettura seguente"),
        ("On the ward it is also simply too loud at night.", "In reparto, di notte, è anche semplicemente troppo forte."),
        tags="sound", wanted="ivan emil sara davide alice", owner="matteo",
        said=(("ivan", ("The night shift thanks you already.", "Il turno di notte ringrazia già.")),),
        moved=(
            Moved("chiara", 140, "planned"),
            Moved("matteo", 100, "progress"),
            Moved("chiara", 24, "delivered", ("It is 40 milliseconds now, and its loudness has a setting of its own: **Settings, Sound**.", "Adesso dura 40 millisecondi, e il volume ha una regolazione sua: **Impostazioni, Suono**.")),
        ),
    ),
    Told(
        "one-sign-in", "terminals", "Handling", "ivan", 20, "11:30",
        ("One sign-in for terminal and web", "Un solo accesso per terminale e web"),
        ("We have two passwords for the same thing, and they expire on different days.", "Abbiamo due password per la stessa cosa, e scadono in giorni diversi."),
        tags="sign-in", wanted="dora emil tiziano yuki",
        moved=(Moved("chiara", 15, "review"),),
    ),
    Told(
        "colours", "terminals", "Handling", "emil", 9, "08:20",
        ("Choose the colour of the housing by department", "Scegliere il colore della scocca per reparto"),
        ("So that ours do not end up at the neighbours’.", "Così i nostri non finiscono dai vicini."),
        wanted="noemi",
    ),
    Told(
        "dark", "terminals", "Handling", "antonia", 5, "21:45",
        ("Dark screen for the night shift", "Schermo scuro per il turno di notte"),
        ("White light at three in the morning is a punishment.", "La luce bianca alle tre di notte è una punizione."),
        wanted="dora ivan emil",
    ),
    Told(
        "print", "terminals", "Reports and exports", "birgit", 70, "14:10",
        ("Print from the terminal onto any printer in the building", "Stampare dal terminale su qualsiasi stampante dell’edificio"),
        ("Today it must be one of the two that you sell.", "Oggi dev’essere una delle due che vendete Voi."),
        wanted="emil",
        moved=(Moved("chiara", 40, "declined", ("We tried it with eleven printers: on four of them labels came out unreadable, and nobody noticed until the goods were gone. We would rather support two well. What we can do is name a third: tell us which one you would want.",
                                               "L’abbiamo provato con undici stampanti: su quattro le etichette uscivano illeggibili, e nessuno se n’è accorto finché la merce non era partita. Preferiamo seguirne bene due. Possiamo aggiungerne una terza: diteci quale vorreste.")),),
    ),
    Told(
        "visit", "service", "", "dora", 33, "10:00",
        ("See in the calendar when the technician comes, not only on which day", "Vedere in calendario l’ora dell’intervento, non solo il giorno"),
        ("For a hospital half a day of waiting is a ward that stands still.", "Per un ospedale mezza giornata d’attesa è un reparto fermo."),
        wanted="emil ivan raffaele luca", owner="raffaele",
        moved=(Moved("raffaele", 20, "planned", ("From February on with an hour of two, by mail and here.", "Da febbraio con una fascia di due ore, per posta e qui.")),),
    ),
    Told(
        "bench", "workshop", "Tools", "andrea", 26, "09:30",
        ("A second test bench for the docks", "Un secondo banco di prova per le basi"),
        ("The one we have is booked three weeks ahead.", "Quello che abbiamo è prenotato per tre settimane."),
        wanted="marta ines kwame matteo", owner="matteo",
        moved=(Moved("matteo", 8, "progress", ("Ordered, it comes on the 9th.", "Ordinato, arriva il 9.")),),
    ),
    Told(
        "quiet", "workshop", "How we work", "marta", 14, "17:05",
        ("No meetings on Thursday mornings", "Niente riunioni il giovedì mattina"),
        ("Four hours in one piece, once a week.", "Quattro ore di fila, una volta alla settimana."),
        wanted="ines andrea kwame",
        said=(("ines", ("Yes, and no chat either.", "Sì, e nemmeno chat.")),),
    ),
]  # fmt: skip
