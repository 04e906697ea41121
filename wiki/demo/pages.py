"""What Meridiana has written down, in both languages: each text is (English, Italian)."""

from __future__ import annotations

from dataclasses import dataclass, field

Both = tuple[str, str]


@dataclass(frozen=True)
class Later:
    """A change: who made it, how long after the page was begun (days), what was there and what it became."""

    who: str
    days: int
    old: Both
    new: Both
    note: Both = ("", "")


@dataclass(frozen=True)
class Told:
    """A page: its key, the space, the page above it, who began it and when (days ago), its title and text."""

    key: str
    space: str
    above: str
    who: str
    ago: int
    title: Both
    text: Both
    later: list[Later] = field(default_factory=list)
    owner: str = ""
    months: int = 0
    # Days ago that the owner said it was true; more than its months make it due.
    verified: int | None = None
    helpful: str = ""
    watched_by: str = ""
    is_start: bool = False
    locked: Both = ("", "")
    is_template: bool = False


PAGES = [
    Told(
        "welcome", "newcomers", "", "piero", 240,
        ("Your first week", "La tua prima settimana"),
        ("Nobody expects anything of you this week but questions. Ask them in this space, in the room, or across the desk.\n\n"
         "## Monday\n\n- [ ] Collect your badge and your terminal at [[Reception|the desk downstairs]]\n- [ ] Lunch with your team; Gianni cooks\n"
         "- [ ] Sign in here and say hello\n\n## Until Friday\n\n- [ ] Read [[Holidays and absences]] and [[What we pay for]]\n"
         "- [ ] Spend a morning in Magazzino 2: it explains more than any page\n\n> [!TIP]\n> Whatever you had to ask twice belongs on this page. Everybody here may write in it.",
         "Questa settimana nessuno si aspetta niente da te, tranne domande. Falle in questo spazio, nella stanza, o alla scrivania accanto.\n\n"
         "## Lunedì\n\n- [ ] Ritira il badge e il terminale in [[Portineria|portineria, al piano terra]]\n- [ ] Pranza con la tua squadra: cucina Gianni\n"
         "- [ ] Entra qui e saluta\n\n## Entro venerdì\n\n- [ ] Leggi [[Ferie e assenze]] e [[Che cosa rimborsiamo]]\n"
         "- [ ] Passa una mattina in Magazzino 2: spiega più di qualsiasi pagina\n\n> [!TIP]\n> Quello che hai dovuto chiedere due volte va scritto qui. Può farlo chiunque."),
        later=[
            Later("kwame", 190, ("Lunch with your team; Gianni cooks", "Pranza con la tua squadra: cucina Gianni"),
                  ("Lunch with your team at half past twelve; Gianni cooks", "Pranza con la tua squadra alle dodici e mezza: cucina Gianni"),
                  ("When lunch is", "A che ora si pranza")),
            Later("noemi", 215, ("- [ ] Sign in here and say hello", "- [ ] Entra qui e saluta"),
                  ("- [ ] Sign in here, put a picture on your page and say hello", "- [ ] Entra qui, metti una foto sulla tua pagina e saluta")),
        ],
        owner="piero", months=6, verified=20, helpful="kwame noemi yuki alice ines", watched_by="francesca", is_start=True,
    ),
    Told(
        "holidays", "newcomers", "welcome", "silvia", 200,
        ("Holidays and absences", "Ferie e assenze"),
        ("Twenty-six days, and the afternoon of Christmas Eve.\n\n## How to ask\n\n1. Look into the calendar of your team first.\n2. Ask in writing, two weeks ahead for more than three days.\n"
         "3. @silvia answers within two days. No answer is a yes.\n\n## When you are ill\n\nWrite to your team before nine. A certificate from the third day on.\n\n"
         "| what | days | who decides |\n|---|---:|---|\n| holidays | 26 | your lead |\n| moving house | 1 | nobody, just tell us |\n| exams | as needed | Piero |",
         "Ventisei giorni, e il pomeriggio della vigilia di Natale.\n\n## Come si chiedono\n\n1. Prima guarda il calendario della tua squadra.\n2. Scrivi, due settimane prima se sono più di tre giorni.\n"
         "3. @silvia risponde entro due giorni. Se non risponde, è un sì.\n\n## Quando stai male\n\nScrivi alla tua squadra prima delle nove. Il certificato serve dal terzo giorno.\n\n"
         "| che cosa | giorni | chi decide |\n|---|---:|---|\n| ferie | 26 | chi guida la squadra |\n| trasloco | 1 | nessuno, basta dirlo |\n| esami | quanti servono | Piero |"),
        owner="silvia", months=12, verified=150, helpful="kwame noemi", locked=("Payroll changes it, in January.", "La cambiano le paghe, a gennaio."),
    ),
    Told(
        "expenses", "newcomers", "welcome", "francesca", 420,
        ("What we pay for", "Che cosa rimborsiamo"),
        ("Trains in second class, taxis after ten at night, lunch on the road up to 18 €.\n\nKeep the receipt, photograph it the same day, send it to @roberto. See also [[Holidays and absences]].",
         "Treni in seconda classe, taxi dopo le dieci di sera, pranzo in trasferta fino a 18 €.\n\nTieni la ricevuta, fotografala il giorno stesso, mandala a @roberto. Vedi anche [[Ferie e assenze]]."),
        owner="roberto", months=12, verified=410,
    ),
    Told(
        "meeting", "newcomers", "", "piero", 120,
        ("Meeting: date and subject", "Riunione: data e argomento"),
        ("**Who:** \n**Decides:** \n\n## What for\n\n## What was decided\n\n- [ ] who, what, until when\n\n## Open\n",
         "**Chi:** \n**Decide:** \n\n## Perché\n\n## Che cosa è stato deciso\n\n- [ ] chi, che cosa, entro quando\n\n## Aperto\n"),
        is_template=True,
    ),
    Told(
        "engineering", "firmware", "", "matteo", 300,
        ("How firmware gets onto a terminal", "Come il firmware arriva su un terminale"),
        ("Four steps, and each has somebody who may stop it.\n\n1. **Branch**: a change, its test, a second pair of eyes.\n2. **Bench**: @andrea runs the protocol, [[Test protocol]].\n"
         "3. **Ten terminals** in Magazzino 2, for a week.\n4. **Everybody**, in waves of 200, never on a Friday.\n\n> [!WARNING]\n> A terminal in a hospital is updated when its ward says so, not when we are ready.\n\n"
         "If it goes wrong: [[Rolling back]].",
         "Quattro passi, e ognuno ha qualcuno che può fermarlo.\n\n1. **Ramo**: una modifica, il suo test, un secondo paio d’occhi.\n2. **Banco**: @andrea esegue il protocollo, [[Protocollo di prova]].\n"
         "3. **Dieci terminali** in Magazzino 2, per una settimana.\n4. **Tutti**, a ondate di 200, mai di venerdì.\n\n> [!WARNING]\n> Un terminale in ospedale si aggiorna quando lo dice il reparto, non quando siamo pronti noi.\n\n"
         "Se qualcosa va storto: [[Tornare indietro]]."),
        later=[
            Later("ines", 120, ("in waves of 200, never on a Friday.", "a ondate di 200, mai di venerdì."),
                  ("in waves of 200, never on a Friday nor before a holiday.", "a ondate di 200, mai di venerdì né prima di una festa."),
                  ("After the Easter release", "Dopo il rilascio di Pasqua")),
            Later("marta", 268, ("1. **Branch**: a change, its test, a second pair of eyes.", "1. **Ramo**: una modifica, il suo test, un secondo paio d’occhi."),
                  ("1. **Branch**: a change, its test, a second pair of eyes. The watchdog is never off.", "1. **Ramo**: una modifica, il suo test, un secondo paio d’occhi. Il watchdog non si spegne mai.")),
        ],
        owner="matteo", months=6, verified=25, helpful="ines kwame andrea", watched_by="luca giulia", is_start=True,
    ),
    Told(
        "protocol", "firmware", "engineering", "andrea", 260,
        ("Test protocol", "Protocollo di prova"),
        ("Seventy-two hours on the bench. What is not in the table was not tested.\n\n| test | for | passes when |\n|---|---|---|\n| cold start | 500 times | no reset reason but power |\n"
         "| watchdog | each task hung once | restart within 5 s |\n| flash full | 24 h | no write lost |\n| dock contact | 2,000 times | charge current within 3 % |\n\n"
         "```sh\n./bench run --protocol 72h --terminal T5 --report out/\n```\n\nThe grace time of the watchdog is `GRACE_MS = 5000`; why, is in #firmware.",
         "Settantadue ore sul banco. Quello che non è in tabella non è stato provato.\n\n| prova | quanto | passa quando |\n|---|---|---|\n| avvio a freddo | 500 volte | nessun reset tranne l’alimentazione |\n"
         "| watchdog | ogni task bloccato una volta | riavvio entro 5 s |\n| flash piena | 24 h | nessuna scrittura persa |\n| contatto della base | 2.000 volte | corrente di carica entro il 3 % |\n\n"
         "```sh\n./bench run --protocol 72h --terminal T5 --report out/\n```\n\nIl tempo di grazia del watchdog è `GRACE_MS = 5000`; il perché è in #firmware."),
        later=[Later("marta", 238, ("restart within 5 s", "riavvio entro 5 s"), ("restart within 5 s, reset reason kept", "riavvio entro 5 s, motivo del reset conservato"))],
        owner="andrea", months=3, verified=100, watched_by="matteo",
    ),
    Told(
        "rollback", "firmware", "engineering", "ines", 180,
        ("Rolling back", "Tornare indietro"),
        ("1. Stop the wave: the button is on the release, and everybody in firmware may press it.\n2. Say so in the room and in #firmware, before you look for the cause.\n3. Terminals take the last good image at the next dock contact.\n\n"
         "It has happened twice in four years. Both times pressing the button early was right. See [[Test protocol#dock contact]].",
         "1. Ferma l’ondata: il pulsante è sul rilascio, e chiunque nel firmware può premerlo.\n2. Dillo nella stanza e in #firmware, prima di cercare la causa.\n3. I terminali riprendono l’ultima immagine buona al prossimo contatto con la base.\n\n"
         "È successo due volte in quattro anni. Entrambe le volte premere presto è stato giusto. Vedi [[Protocollo di prova]]."),
    ),
    Told(
        "visit", "care", "", "raffaele", 150,
        ("Checklist for a visit", "Lista di controllo per una visita"),
        ("- [ ] Call the ward the day before\n- [ ] Two spare docks, one strip with a **blocking** socket\n- [ ] Ask what was plugged out, and by whom\n- [ ] Battery health of every fifth terminal\n- [ ] Leave the note in two languages\n\n"
         "What you find goes into the space the same day.",
         "- [ ] Chiama il reparto il giorno prima\n- [ ] Due basi di scorta, una ciabatta con presa **bloccata**\n- [ ] Chiedi che cosa è stato staccato, e da chi\n- [ ] Salute della batteria di un terminale su cinque\n- [ ] Lascia il biglietto in due lingue\n\n"
         "Quello che trovi va nello spazio il giorno stesso."),
        later=[Later("luca", 124, ("- [ ] Ask what was plugged out, and by whom", "- [ ] Chiedi che cosa è stato staccato, e da chi"),
                     ("- [ ] Ask what was plugged out, by whom, and at what hour (San Carlo: the cleaning crew, at four)",
                      "- [ ] Chiedi che cosa è stato staccato, da chi e a che ora (San Carlo: le pulizie, alle quattro)"),
                     ("After San Carlo", "Dopo San Carlo"))],
        owner="raffaele", months=6, verified=30, helpful="luca davide carla", is_start=True,
    ),
    Told(
        "manual", "users", "", "chiara", 330,
        ("Terminal T4: the manual", "Terminale T4: il manuale"),
        ("Everything about the terminal in your hand. It is written by those who build it and improved by those who use it: **Suggest a change** is at the top of each page.\n\n"
         "- [[Switching on and off]]\n- [[The battery]]\n- [[What the display says]]\n- [[Cleaning]]\n\nYou did not find it? Ask in this space: what is answered there comes here.",
         "Tutto sul terminale che avete in mano. Lo scrive chi lo costruisce e lo migliora chi lo usa: **Proponi una modifica** è in cima a ogni pagina.\n\n"
         "- [[Accendere e spegnere]]\n- [[La batteria]]\n- [[Che cosa dice lo schermo]]\n- [[Pulizia]]\n\nNon l’avete trovato? Chiedete in questo spazio: la risposta arriva qui."),
        owner="chiara", months=6, verified=12, helpful="dora emil birgit antonia", watched_by="sara dora", is_start=True,
    ),
    Told(
        "power", "users", "manual", "chiara", 325,
        ("Switching on and off", "Accendere e spegnere"),
        ("Hold the green key for **two seconds**. The display shows a sun, then your list.\n\nTo switch off, hold it for five and say yes. In the dock it never switches off: it sleeps.\n\nNothing happens?\n\n![[The battery#When it does not charge]]",
         "Tenete premuto il tasto verde per **due secondi**. Lo schermo mostra un sole, poi la lista.\n\nPer spegnere, tenetelo premuto per cinque e dite di sì. Nella base non si spegne mai: dorme.\n\nNon succede niente?\n\n![[La batteria#Quando non carica]]"),
        helpful="emil", verified=90, owner="chiara", months=12,
    ),
    Told(
        "battery", "users", "manual", "chiara", 322,
        ("The battery", "La batteria"),
        ("A full charge takes **two and a half hours** in the dock and lasts a shift of ten.\n\n## Below 20 %\n\nThe frame of the display turns amber and the radio sleeps more. Scanning goes on.\n\n"
         "## When it does not charge\n\n1. Is the light of the dock on? If not: the socket, and who plugged it out.\n2. Wipe the two contacts with a dry cloth, see [[Cleaning]].\n3. Another dock? Then the dock is ours to repair: write to us.\n\n"
         "## Winter\n\nUnder −10 °C a battery holds half. Keep the terminal inside the jacket between two pallets.",
         "Una carica completa dura **due ore e mezza** nella base e basta per un turno di dieci.\n\n## Sotto il 20 %\n\nIl bordo dello schermo diventa ambra e la radio dorme di più. Si continua a leggere.\n\n"
         "## Quando non carica\n\n1. La luce della base è accesa? Se no: la presa, e chi l’ha staccata.\n2. Passate i due contatti con un panno asciutto, vedi [[Pulizia]].\n3. Con un’altra base va? Allora la base la ripariamo noi: scriveteci.\n\n"
         "## Inverno\n\nSotto i −10 °C la batteria tiene la metà. Tra un bancale e l’altro tenete il terminale dentro la giacca."),
        later=[Later("luca", 300, ("1. Is the light of the dock on? If not: the socket, and who plugged it out.", "1. La luce della base è accesa? Se no: la presa, e chi l’ha staccata."),
                     ("1. Is the light of the dock on? If not, look at the strip behind the trolley: somebody cleans there.",
                      "1. La luce della base è accesa? Se no, guardate la ciabatta dietro il carrello: lì qualcuno pulisce."), ("From San Carlo", "Da San Carlo"))],
        helpful="dora emil antonia", owner="lorenzo", months=6, verified=40, watched_by="emil",
    ),
    Told(
        "display", "users", "manual", "chiara", 318,
        ("What the display says", "Che cosa dice lo schermo"),
        ("| it shows | it means | do |\n|---|---|---|\n| a sun | it starts | wait ten seconds |\n| a closed door | the list is somebody else’s | sign in again |\n| three dots that stay | no radio | two steps towards the gate |\n| `E17` | the reader is dirty | [[Cleaning]] |",
         "| mostra | vuol dire | fate |\n|---|---|---|\n| un sole | si avvia | aspettate dieci secondi |\n| una porta chiusa | la lista è di un altro | accedete di nuovo |\n| tre punti fermi | niente radio | due passi verso il portone |\n| `E17` | il lettore è sporco | [[Pulizia]] |"),
        helpful="birgit", owner="chiara", months=6, verified=200,
    ),
    Told(
        "cleaning", "users", "manual", "alice", 310,
        ("Cleaning", "Pulizia"),
        ("A damp cloth, and alcohol up to 70 % on the case. **No** alcohol on the glass of the reader: it goes blind in a month.\n\nIn wards, after each patient. In warehouses, when the reader asks for it (`E17`).",
         "Un panno umido, e alcol fino al 70 % sulla scocca. **Niente** alcol sul vetro del lettore: in un mese diventa cieco.\n\nIn reparto, dopo ogni paziente. In magazzino, quando lo chiede il lettore (`E17`)."),
        helpful="dora", owner="alice", months=12, verified=60,
    ),
]  # fmt: skip
# Reader, page, what they would tell those who answer for it.
OPINIONS = [
    ("birgit", "display", ("E21 is missing.", "Manca E21.")),
    ("emil", "battery", ("How many charges does it last? We count ours.", "Quante ricariche dura? Noi le contiamo.")),
]


@dataclass(frozen=True)
class Change:
    """A change that somebody proposed: when, why, what was there and what it would be; who accepted it, if it is."""

    who: str
    page: str
    ago: int
    why: Both
    changes: list[tuple[Both, Both]]
    accepted_by: str = ""


PROPOSALS = [
    Change(
        "dora", "cleaning", 40,
        ("In wards it is each patient, but nobody has time to wait for the glass. A tip from our night shift.",
         "In reparto è dopo ogni paziente, ma nessuno ha tempo di aspettare il vetro. Un trucco del nostro turno di notte."),
        [(("In wards, after each patient.", "In reparto, dopo ogni paziente."),
          ("In wards, after each patient; a dry microfibre cloth is enough for the glass.",
           "In reparto, dopo ogni paziente; per il vetro basta un panno asciutto in microfibra."))],
        accepted_by="chiara",
    ),
    Change(
        "emil", "battery", 2,
        ("We measured it in our cold store: minus ten is too optimistic.", "L’abbiamo misurato nella nostra cella: meno dieci è troppo ottimista."),
        [(("Under −10 °C a battery holds half.", "Sotto i −10 °C la batteria tiene la metà."),
          ("Under −5 °C a battery holds half, under −15 °C a third.", "Sotto i −5 °C la batteria tiene la metà, sotto i −15 °C un terzo.")),
         (("and lasts a shift of ten.", "e basta per un turno di dieci."),
          ("and lasts a shift of ten, of eight in a cold store.", "e basta per un turno di dieci, di otto in cella frigorifera."))],
    ),
]  # fmt: skip
# Reader, page, days ago, the passage, what they say beside it, and the answer: who, what; whether it is settled.
REMARKS = [
    ("sara", "battery", 6, ("Wipe the two contacts with a dry cloth", "Passate i due contatti con un panno asciutto"),
     ("Half of the calls end here. Could we say this first?", "Metà delle chiamate finisce qui. Non potremmo dirlo per primo?"),
     "chiara", ("Yes, with a picture. Next week.", "Sì, con una foto. La settimana prossima."), False),
    ("kwame", "engineering", 12, ("Ten terminals", "Dieci terminali"),
     ("Which ten, and who looks at them?", "Quali dieci, e chi li guarda?"),
     "andrea", ("The ones with a yellow dot. I do, every morning.", "Quelli con il bollino giallo. Io, ogni mattina."), True),
]  # fmt: skip
# The page that is said in the other language, too: by whom, how many days ago, and what it says there.
TRANSLATED = (
    "power", "chiara", 200,
    ("Accendere e spegnere", "Switching on and off"),
    ("Tenete premuto il tasto verde per **due secondi**. Lo schermo mostra un sole, poi la lista.\n\nPer spegnere, tenetelo premuto per cinque e dite di sì. Nella base non si spegne mai: dorme.",
     "Hold the green key for **two seconds**. The display shows a sun, then your list.\n\nTo switch off, hold it for five and say yes. In the dock it never switches off: it sleeps."),
)  # fmt: skip
