"""What was posted, in English and Italian. Every name, firm and figure is invented."""

from __future__ import annotations

from dataclasses import dataclass, field

Both = tuple[str, str]
# who, minutes after the post, what, whether it answers the comment before
Said = tuple[str, int, Both, bool]
NOTHING: Both = ("", "")


@dataclass(frozen=True)
class Told:
    days_ago: int
    clock: str
    author: str
    space: str
    title: Both = NOTHING
    body: Both = NOTHING
    link: str = ""
    comments: list[Said] = field(default_factory=list)
    reactions: dict[str, str] = field(default_factory=dict)
    edited: Both = NOTHING
    flagged: tuple[str, str, Both] | None = None


MONTH = [
    Told(
        30, "09:12", "elena", "",
        ("Where we stand after nine months", "A che punto siamo dopo nove mesi"),
        ("Orders are 6 % above last year, repairs 11 % below. The second number pleases me more: a terminal that does "
         "not come back is worth two that we sell.\n\nThree things until December:\n\n1. the T5 leaves the test room,\n"
         "2. hospitals get their night mode,\n3. nobody carries a paper list through Magazzino 2 any more.\n\n"
         "Ask here. I answer what I can, and say so where I cannot.",
         "Gli ordini sono il 6 % sopra l’anno scorso, le riparazioni l’11 % sotto. Il secondo numero mi piace di più: un "
         "terminale che non torna vale due terminali venduti.\n\nTre cose entro dicembre:\n\n1. il T5 esce dalla sala "
         "prove,\n2. gli ospedali hanno la modalità notte,\n3. in Magazzino 2 nessuno porta più in giro una lista di carta."
         "\n\nChiedete qui. Rispondo a quello che posso, e dico dove non posso."),
        comments=[
            ("agnieszka", 25, ("Repairs are lower because the new dock has a lip. Please nobody “simplify” it away.",
                               "Le riparazioni calano perché la nuova base ha un bordo. Per favore, che nessuno lo “semplifichi”."), False),
            ("jonas", 41, ("The lip stays. It is the ugliest millimetre I have ever drawn, and the best.",
                           "Il bordo resta. È il millimetro più brutto che abbia mai disegnato, e il migliore."), True),
            ("kwame", 180, ("May apprentices see the T5 before it leaves?", "Gli apprendisti possono vedere il T5 prima che esca?"), False),
            ("elena", 195, ("Thursday at four, room Nettuno. Bring questions.", "Giovedì alle quattro, sala Nettuno. Porta domande."), True),
        ],
        reactions={"bravi": "matteo giulia nicolo raffaele chiara luca sara piero francesca", "thanks": "agnieszka kwame simone", "agree": "jonas beatrice"},
    ),
    Told(
        28, "08:40", "francesca", "kitchen",
        NOTHING,
        ("The coffee machine on the second floor retires on Friday after eleven years of honourable service. What do we put in its place?",
         "La macchina del caffè del secondo piano va in pensione venerdì, dopo undici anni di onorato servizio. Cosa mettiamo al suo posto?"),
        comments=[
            ("yuki", 12, ("The same one, without the leak.", "Una uguale, ma che non perda acqua."), False),
            ("gianni", 18, ("A big moka and turns. With a sheet on the wall, not with trust.",
                            "Una moka grande e i turni. Con un foglio al muro, non con la fiducia."), False),
            ("matteo", 22, ("Nothing: we all walk down to the bar, it does us good.", "Niente: scendiamo tutti al bar, ci fa bene."), False),
            ("francesca", 300, ("Moka wins. @gianni has the sheet, I have the coffee.", "Vince la moka. @gianni ha il foglio, io ho il caffè."), False),
        ],
        reactions={"smile": "yuki matteo chiara lorenzo alice elena nicolo", "agree": "gianni simone federica"},
    ),
    Told(
        26, "17:05", "luca", "care",
        ("San Carlo: why two docks went dark", "San Carlo: perché due basi si sono spente"),
        ("Not the docks. The cleaning crew unplugs the strip behind the trolley at four in the morning and plugs it back in at six. "
         "I have put a *blocking* socket there and a note in two languages.\n\n| dock | dark since | cause |\n|---|---|---|\n| 3 | 4:02 | strip |\n| 7 | 4:02 | strip |\n\n#hospital #docks",
         "Non sono le basi. La squadra delle pulizie stacca la ciabatta dietro il carrello alle quattro del mattino e la riattacca alle sei. "
         "Ho messo una presa *con blocco* e un biglietto in due lingue.\n\n| base | spenta dalle | causa |\n|---|---|---|\n| 3 | 4:02 | ciabatta |\n| 7 | 4:02 | ciabatta |\n\n#ospedale #basi"),
        comments=[
            ("sara", 8, ("I will tell Dora. She had already asked for new ones.", "Lo dico a Dora. Ne aveva già chieste di nuove."), False),
            ("raffaele", 30, ("This belongs into the visit checklist.", "Questo va nella lista di controllo della visita."), False),
            ("luca", 33, ("Done.", "Fatto."), True),
        ],
        reactions={"bravi": "sara raffaele stefano davide", "idea": "agnieszka fabio"},
    ),
    Told(
        24, "10:30", "chiara", "users",
        ("Welcome: what this space is for", "Benvenuti: a cosa serve questo spazio"),
        ("Ask, show, complain. The people who build the terminals read along and answer under their own name.\n\n"
         "- **Something does not work**: say which model and what the display shows.\n- **A trick of yours**: with a picture, if you can.\n"
         "- **An idea**: tell us what you do today instead.\n\nWhat is answered here goes into the manual, with your name if you like.",
         "Chiedete, mostrate, lamentatevi. Chi costruisce i terminali legge e risponde con il proprio nome.\n\n"
         "- **Qualcosa non va**: dite quale modello e che cosa mostra lo schermo.\n- **Un vostro trucco**: con una foto, se potete.\n"
         "- **Un’idea**: raccontate che cosa fate oggi al suo posto.\n\nQuello che trova risposta qui finisce nel manuale, con il vostro nome se volete."),
        comments=[
            ("emil", 600, ("Good. Then my first question will not be my last.", "Bene. Allora la mia prima domanda non sarà l’ultima."), False),
        ],
        reactions={"thanks": "dora emil birgit", "bravi": "giulia sara"},
    ),
    Told(
        22, "14:15", "marta", "firmware",
        ("Watchdog: what we changed and why", "Watchdog: che cosa abbiamo cambiato e perché"),
        ("The old one only looked whether the loop turned. The new one asks each task for a sign of life:\n\n"
         "```c\nvoid watchdog_kick(task_id id) {\n    alive[id] = ticks();\n    if (all_alive(GRACE_MS))\n        wdt_reset();\n}\n```\n\n"
         "A task that hangs alone now restarts the terminal after 4 s instead of never. In a week of test: 0 false alarms. @andrea has the protocol. #firmware",
         "Il vecchio guardava solo se il ciclo girava. Il nuovo chiede a ogni task un segno di vita:\n\n"
         "```c\nvoid watchdog_kick(task_id id) {\n    alive[id] = ticks();\n    if (all_alive(GRACE_MS))\n        wdt_reset();\n}\n```\n\n"
         "Un task che si blocca da solo ora riavvia il terminale dopo 4 s invece che mai. In una settimana di prove: 0 falsi allarmi. @andrea ha il protocollo. #firmware"),
        comments=[
            ("andrea", 20, ("Protocol is in. One near miss at 3.8 s when the flash is full: `GRACE_MS` to 5000?",
                            "Protocollo inserito. Un quasi falso a 3,8 s con la flash piena: `GRACE_MS` a 5000?"), False),
            ("marta", 35, ("Agreed, 5000.", "D’accordo, 5000."), True),
            ("ines", 90, ("Could the reset reason survive the restart? Service would love it.",
                          "Il motivo del reset può sopravvivere al riavvio? L’assistenza ne sarebbe felice."), False),
            ("luca", 400, ("Service would.", "L’assistenza conferma."), True),
            ("raffaele", 425, ("Every third visit begins with guessing why it restarted. This saves us half an hour each time.",
                               "Una visita su tre comincia indovinando perché si è riavviato. Così risparmiamo mezz’ora ogni volta."), False),
        ],
        reactions={"bravi": "matteo andrea ines luca kwame", "looking": "beatrice", "idea": "luca"},
    ),
    Told(
        21, "11:00", "paola", "pricing",
        ("First draft, please break it", "Prima bozza, rompetela pure"),
        ("Docks +3 %, terminals unchanged, service contracts in two sizes instead of four. Until the 30th nothing of this leaves the room.",
         "Basi +3 %, terminali invariati, contratti di assistenza in due taglie invece di quattro. Fino al 30 niente di tutto questo esce dalla stanza."),
        comments=[
            ("roberto", 60, ("With +3 % we are 1.2 points under cost growth. I would show it to nobody, but I would know it.",
                             "Con +3 % siamo 1,2 punti sotto la crescita dei costi. Non lo mostrerei a nessuno, ma lo terrei presente."), False),
            ("stefano", 140, ("Hospitals will take two sizes. They never understood four.", "Gli ospedali accettano due taglie. Quattro non le hanno mai capite."), False),
        ],
        reactions={"agree": "tommaso roberto", "looking": "elena"},
    ),
    Told(
        19, "16:20", "piero", "newcomers",
        ("Six people started this month", "Sei persone hanno cominciato questo mese"),
        ("Say hello to @kwame, @noemi and the four from assembly. If you remember what nobody told you in your first week, write it below.",
         "Salutate @kwame, @noemi e i quattro del montaggio. Se ricordate che cosa nessuno vi aveva detto la prima settimana, scrivetelo qui sotto."),
        comments=[
            ("ines", 15, ("That the side door locks at six.", "Che la porta laterale si chiude alle sei."), False),
            ("yuki", 33, ("Where the paper for the label printer is: second cupboard, behind the flags.",
                          "Dov’è la carta della stampante di etichette: secondo armadio, dietro le bandiere."), False),
            ("noemi", 50, ("Thank you. I had already bought some.", "Grazie. L’avevo già comprata."), True),
            ("elena", 200, ("That you may write to me.", "Che a me si può scrivere."), False),
        ],
        reactions={"thanks": "kwame noemi", "smile": "yuki ines alice piero", "bravi": "elena"},
    ),
    Told(
        18, "09:50", "dora", "users",
        ("Does the T4 hold a charge for a whole night shift?", "Il T4 regge la carica per un turno di notte intero?"),
        ("Ours go dark at four in the morning, three wards out of nine. Is it the batteries?",
         "I nostri si spengono alle quattro del mattino, in tre reparti su nove. Sono le batterie?"),
        comments=[
            ("luca", 95, ("It is not: they run for fourteen hours. I came by on Tuesday and found the power strip. You should have light tonight.",
                          "Non sono quelle: durano quattordici ore. Sono passato martedì e ho trovato la ciabatta. Stanotte dovreste avere luce."), False),
            ("dora", 1500, ("We did. Thank you!", "Sì, è andata. Grazie!"), True),
            ("birgit", 1800, ("We had the same in Hall C. Blocking sockets, five euros each.", "Da noi lo stesso nella hall C. Prese con blocco, cinque euro l’una."), False),
        ],
        reactions={"thanks": "dora ivan", "bravi": "chiara raffaele", "idea": "chiara"},
    ),
    Told(
        17, "12:45", "gianni", "kitchen",
        ("This week", "Questa settimana"),
        ("- Monday: lentils\n- Tuesday: risotto with pumpkin\n- Wednesday: whatever Maria Vittoria brings from Sardinia\n- Thursday: minestrone\n- Friday: pizza, two ovens\n\nWithout gluten: say it by ten.",
         "- lunedì: lenticchie\n- martedì: risotto con la zucca\n- mercoledì: quello che Maria Vittoria porta dalla Sardegna\n- giovedì: minestrone\n- venerdì: pizza, due forni\n\nSenza glutine: ditelo entro le dieci."),
        comments=[("silvia", 5, ("Friday, please.", "Venerdì, per favore."), False)],
        reactions={"bravi": "simone federica agnieszka francesca", "smile": "chiara", "agree": "matteo"},
    ),
    Told(
        15, "15:10", "jonas", "firmware",
        ("How hospitals count", "Come contano gli ospedali"),
        ("Forty minutes, and the best description of our customers’ nights that I have read. The part about gloves changed two of my drawings.",
         "Quaranta minuti, e la migliore descrizione delle notti dei nostri clienti che abbia letto. La parte sui guanti ha cambiato due miei disegni."),
        link="https://www.example.org/essays/how-hospitals-count",
        comments=[
            ("giulia", 70, ("Gloves: yes. Can the confirm key be felt through two layers?", "I guanti: sì. Il tasto di conferma si sente attraverso due strati?"), False),
            ("jonas", 80, ("In the third sample it can.", "Nel terzo campione sì."), True),
        ],
        reactions={"looking": "giulia chiara", "thanks": "stefano"},
    ),
    Told(
        14, "07:55", "nicolo", "warehouse",
        ("Bay 4 is closed until Thursday", "La baia 4 è chiusa fino a giovedì"),
        ("The gate motor. Trucks for Nordlager go to bay 2; whoever parks there, please do not.\n\n- [x] told the carriers\n- [x] sign on the gate\n- [ ] motor arrives\n- [ ] gate opens",
         "Il motore del portone. I camion per Nordlager vanno alla baia 2; chi parcheggia lì, per favore no.\n\n- [x] avvisati i corrieri\n- [x] cartello sul portone\n- [ ] arriva il motore\n- [ ] il portone si apre"),
        comments=[
            ("simone", 30, ("Bay 2 is free now.", "La baia 2 adesso è libera."), False),
            ("nicolo", 4300, ("Open again, a day early.", "Riaperta, un giorno prima."), False),
        ],
        reactions={"agree": "simone federica tiziano", "bravi": "elena"},
        edited=("\n\nWednesday: the motor is here.", "\n\nMercoledì: il motore è arrivato."),
    ),
    Told(
        12, "10:05", "noemi", "",
        ("The fair in Bologna: who comes along?", "La fiera di Bologna: chi viene?"),
        ("12 and 13 December, hall 21. I am looking for four people who can explain the T5 without notes. Training by @alice, dinner by the firm.",
         "12 e 13 dicembre, padiglione 21. Cerco quattro persone che sappiano spiegare il T5 senza appunti. Formazione di @alice, cena della ditta."),
        comments=[
            ("omar", 9, ("Me, in English and Arabic.", "Io, in inglese e in arabo."), False),
            ("kwame", 40, ("If apprentices count: me.", "Se valgono gli apprendisti: io."), False),
            ("alice", 55, ("They count double, they ask the right questions.", "Valgono doppio, fanno le domande giuste."), True),
            ("lorenzo", 120, ("The 13th only.", "Solo il 13."), False),
        ],
        reactions={"agree": "omar kwame lorenzo valentina", "smile": "alice"},
    ),
    Told(
        10, "18:30", "mvittoria", "care",
        ("Sunday night, Sassari", "Domenica notte, Sassari"),
        ("Two hours on the road with a spare dock in the boot, so that a hospital could count its stock before Monday. It worked at 23:40. The port has good anchovies.",
         "Due ore di strada con una base di riserva nel baule, perché un ospedale potesse contare le scorte prima di lunedì. Alle 23:40 funzionava. Al porto ci sono buone acciughe."),
        comments=[
            ("raffaele", 20, ("Take Tuesday off. And thank you.", "Martedì riposa. E grazie."), False),
            ("stefano", 45, ("The customer wrote to me. I will read it out on Monday.", "Il cliente mi ha scritto. Lo leggo lunedì ad alta voce."), False),
        ],
        reactions={"bravi": "raffaele stefano sara luca davide alice carla", "thanks": "stefano", "smile": "fabio"},
    ),
    Told(
        9, "11:25", "emil", "users",
        ("Scanning through foil: a trick", "Leggere attraverso la pellicola: un trucco"),
        ("Tilt the terminal by about 15 degrees. The reflection goes past the reader and even double foil works. We timed it: 0.4 s instead of three tries.",
         "Inclinate il terminale di circa 15 gradi. Il riflesso passa accanto al lettore e funziona anche la doppia pellicola. Misurato: 0,4 s invece di tre tentativi."),
        comments=[
            ("chiara", 30, ("May I put this into the manual, with your name?", "Posso metterlo nel manuale, con il suo nome?"), False),
            ("emil", 48, ("With pleasure. Krause with a K.", "Con piacere. Krause con la K."), True),
            ("antonia", 2000, ("It works with frost, too.", "Funziona anche con la brina."), False),
        ],
        reactions={"bravi": "chiara luca dora antonia", "idea": "jonas lorenzo"},
    ),
    Told(
        8, "09:00", "tiziano", "",
        ("Passwords: what changes on the 1st", "Password: che cosa cambia dal 1º"),
        ("Nothing expires any more. Ten characters at least, a second factor for those who keep order, and no more notes under keyboards: I have seen them, they are poetry, but still.",
         "Non scade più niente. Dieci caratteri almeno, un secondo fattore per chi tiene in ordine la casa, e basta bigliettini sotto le tastiere: li ho visti, sono poesia, ma comunque."),
        comments=[
            ("silvia", 14, ("Mine was a recipe.", "Il mio era una ricetta."), False),
            ("tiziano", 20, ("It was good, too.", "Era pure buona."), True),
        ],
        reactions={"smile": "silvia francesca gianni yuki matteo", "thanks": "tommaso elena", "agree": "beatrice"},
    ),
    Told(
        7, "13:40", "beatrice", "firmware",
        ("T5: seven drops, one crack", "T5: sette cadute, una crepa"),
        ("From 1.8 m on concrete, each side and one edge. The crack is cosmetic, at the strap. Pictures are with @jonas. The display survived what mine at home would not.",
         "Da 1,8 m sul cemento, ogni lato e uno spigolo. La crepa è estetica, alla cinghia. Le foto le ha @jonas. Lo schermo ha retto quello che il mio a casa non reggerebbe."),
        comments=[
            ("jonas", 25, ("Radius at the strap goes from 1 to 2 mm.", "Il raggio alla cinghia passa da 1 a 2 mm."), False),
            ("giorgio", 55, ("Then I need the mould back by Friday.", "Allora mi serve lo stampo entro venerdì."), True),
            ("enrico", 75, ("You have it on Thursday.", "Ce l’hai giovedì."), True),
        ],
        reactions={"looking": "giulia lorenzo", "bravi": "matteo giorgio jonas"},
    ),
    Told(
        5, "08:15", "davide", "care",
        ("Who is on call over the holidays?", "Chi è reperibile durante le feste?"),
        ("We need two for the north and one for the rest, 24 December to 6 January. First come, first choice.",
         "Servono due persone per il nord e una per il resto, dal 24 dicembre al 6 gennaio. Chi prima arriva, prima sceglie."),
        comments=[
            ("fabio", 3, ("New Year’s for me, I do not like fireworks anyway.", "Capodanno a me, tanto i botti non mi piacciono."), False),
            ("carla", 50, ("The 26th and 27th.", "Il 26 e il 27."), False),
            ("luca", 75, ("I take the north until the 31st.", "Io prendo il nord fino al 31."), False),
        ],
        reactions={"thanks": "davide raffaele", "bravi": "sara"},
    ),
    Told(
        4, "10:10", "antonia", "users",
        ("Can one terminal speak two languages?", "Un terminale può parlare due lingue?"),
        ("On our line half of us read Italian and half Romanian. Today we have two terminals on each table.",
         "Sulla nostra linea metà legge italiano e metà rumeno. Oggi abbiamo due terminali su ogni tavolo."),
        comments=[
            ("lorenzo", 35, ("From 4.2 on: the language follows the badge. I send you the setting today.",
                             "Dalla 4.2 sì: la lingua segue il badge. Le mando oggi l’impostazione."), False),
            ("antonia", 1400, ("It follows. Half the terminals are free now; what do we do with them?",
                               "La segue. Metà dei terminali ora è libera: che ne facciamo?"), True),
        ],
        reactions={"idea": "giulia", "looking": "emil"},
    ),
    Told(
        3, "17:45", "omar", "kitchen",
        NOTHING,
        ("Found: one umbrella, green, in the loading bay. It misses somebody tall.",
         "Trovato: un ombrello verde, in baia di carico. Gli manca qualcuno di alto."),
        comments=[("nicolo", 10, ("That would be me.", "Sarei io."), False)],
        reactions={"smile": "chiara federica simone francesca"},
    ),
    Told(
        2, "09:35", "birgit", "users",
        ("Cheap batteries, sealed, half price", "Batterie economiche, sigillate, a metà prezzo"),
        ("A friend of mine sells T4 batteries, write to him, not to me.", "Un mio amico vende batterie per il T4, scrivete a lui, non a me."),
        flagged=("luca", "spam", ("Not ours, and without the protection circuit.", "Non sono nostre, e senza circuito di protezione.")),
    ),
    Told(
        1, "07:20", "matteo", "firmware",
        ("4.2 is on every terminal in Magazzino 2. Nobody noticed, which was the plan",
         "La 4.2 è su ogni terminale di Magazzino 2. Nessuno se n’è accorto: era questo il piano"),
        ("We updated 214 terminals between 5:10 and 6:40 this morning, row by row. Two needed a cable. The morning shift started on time; "
         "Nicolò asked why the beep is nicer. @chiara the roll-out note is ready for the customer version. #rollout #firmware",
         "Abbiamo aggiornato 214 terminali tra le 5:10 e le 6:40 di stamattina, fila per fila. A due è servito un cavo. Il turno è partito in orario; "
         "Nicolò ha chiesto perché il bip è più bello. @chiara la nota di rilascio è pronta per la versione dei clienti. #rollout #firmware"),
        comments=[
            ("nicolo", 40, ("It is nicer.", "È più bello."), False),
            ("chiara", 55, ("Taking it. Can I say “no action needed” to customers, or do they have to dock the terminal once?",
                            "La prendo io. Posso dire ai clienti “non serve fare nulla”, o devono appoggiare il terminale una volta alla base?"), False),
            ("matteo", 60, ("Dock once, ten seconds. Everything else is on its own.", "Una volta alla base, dieci secondi. Il resto va da solo."), True),
            ("andrea", 90, ("Two with a cable: both had the old bootloader. I have a list of the other nine.",
                            "Due con il cavo: tutti e due con il bootloader vecchio. Ho la lista degli altri nove."), False),
            ("carla", 130, ("Three of those nine are in Bari. I am there on Thursday and bring the cable.",
                            "Tre di quei nove sono a Bari. Giovedì sono lì e porto il cavo."), True),
        ],
        reactions={"bravi": "giulia elena nicolo chiara andrea marta ines kwame beatrice jonas", "smile": "nicolo simone", "looking": "raffaele luca"},
    ),
    Told(
        0, "08:05", "federica", "warehouse",
        NOTHING,
        ("First snow on the ramp. Salt is out, shoes with a profile are not optional.", "Prima neve sulla rampa. Il sale c’è, le scarpe con il profilo non sono facoltative."),
        comments=[("simone", 6, ("And the umbrella has found its owner.", "E l’ombrello ha trovato il suo padrone."), False)],
        reactions={"agree": "nicolo agnieszka", "smile": "omar"},
    ),
    Told(
        0, "09:00", "giulia", "",
        ("Thursday, four o’clock: the T5, in the open", "Giovedì alle quattro: il T5, davanti a tutti"),
        ("Room Nettuno holds forty. Whoever cannot come writes the question here before Wednesday evening; I read all of them out, also the unpleasant ones.",
         "La sala Nettuno tiene quaranta persone. Chi non può venire scrive la domanda qui entro mercoledì sera; le leggo tutte, anche quelle scomode."),
        comments=[
            ("carla", 15, ("How many hours in the cold room?", "Quante ore in cella frigorifera?"), False),
            ("laura", 22, ("Does assembly get time for the new line before Christmas?", "Il montaggio ha tempo per la nuova linea prima di Natale?"), False),
        ],
        reactions={"agree": "elena matteo jonas lorenzo", "bravi": "beatrice kwame"},
    ),
]  # fmt: skip
