"""The kitchen, what concerns everybody, and whom people write to directly. Every name is invented."""

from __future__ import annotations

from .scenes import Day, Line, Scene

KITCHEN = Scene(
    "kitchen", "space", "francesca", "",
    (
        Day(26, (
            Line("12:20", "gianni", ("Today: risotto with the last pumpkin of the year. Twelve portions without cheese.",
                                     "Oggi: risotto con l’ultima zucca dell’anno. Dodici porzioni senza formaggio."), reactions="smile:yuki,nicolo,chiara"),
            Line("12:41", "omar", ("Eleven.", "Undici."), reactions="smile:gianni,francesca"),
        )),
        Day(13, (
            Line("10:05", "yuki", ("Whose is the green mug that has been soaking since Monday? It is about to speak.",
                                   "Di chi è la tazza verde in ammollo da lunedì? Sta per parlare."), key="mug"),
            Line("10:09", "lorenzo", ("It was a strategy.", "Era una strategia."), thread="mug"),
            Line("10:10", "francesca", ("It is in the cupboard now. The strategy is over.", "Adesso è nell’armadietto. La strategia è finita."), thread="mug", reactions="bravi:yuki,chiara smile:lorenzo"),
        )),
        Day(3, (
            Line("16:45", "chiara", ("There is half a chestnut cake on the second floor, and it is not on anybody’s list.",
                                     "Al secondo piano c’è mezzo castagnaccio, e non è nella lista di nessuno."), reactions="thanks:matteo,lorenzo,alice,davide"),
            Line("16:52", "matteo", ("There was.", "C’era.")),
            Line("16:53", "matteo", ("washes a plate and looks innocent", "lava un piatto con aria innocente"), style="me", reactions="smile:chiara,yuki"),
        )),
        Day(0, (
            Line("08:31", "francesca", ("Christmas lunch: the long table or the short walk to Da Pina?", "Pranzo di Natale: il tavolo lungo o due passi fino da Pina?"),
                 poll=(("Long table, everybody brings one thing", "Tavolo lungo, ognuno porta una cosa"), ("Da Pina", "Da Pina")), votes=("gianni chiara yuki alice nicolo", "omar lorenzo")),
            Line("08:47", "gianni", ("If it is the table, I need to know by Wednesday how many.", "Se è il tavolo, entro mercoledì devo sapere in quanti.")),
            Line("09:01", "omar", ("Pina has heaters outside now. I only mention it.", "Pina adesso ha le stufe fuori. Lo dico e basta.")),
        )),
    ),
    space="kitchen",
    unread=(("matteo", 2), ("elena", 3), ("giulia", 1)),
)  # fmt: skip

EVERYBODY = Scene(
    "everybody", "open", "elena", "*staff",
    (
        Day(21, (
            Line("09:00", "elena", ("One room for all of us. What needs an answer goes into a post; this is for the door that does not close and the keys on the floor.",
                                    "Una stanza per tutti. Quello che chiede una risposta va in un post; qui ci stanno la porta che non chiude e le chiavi per terra.")),
            Line("09:12", "laura", ("Keys, small, with a fish. In assembly.", "Chiavi, piccole, con un pesce. Al montaggio."), key="keys"),
            Line("09:14", "silvia", ("Mine. The fish is called Ugo.", "Mie. Il pesce si chiama Ugo."), quoted="keys", reactions="smile:laura,elena,michele,federica"),
        )),
        Day(6, (
            Line("07:40", "tiziano", ("The network in Magazzino 2 is off from 13:00 to 13:20 for new cables. The terminals do not mind, you might.",
                                      "Dalle 13:00 alle 13:20 la rete di Magazzino 2 è spenta per i cavi nuovi. Ai terminali non importa, a voi forse sì."), reactions="thanks:nicolo,federica,simone"),
            Line("13:17", "tiziano", ("Back, three minutes early. Please do not get used to it.", "Di nuovo su, tre minuti prima. Non abituatevi."), reactions="bravi:nicolo,elena smile:yuki"),
        )),
        Day(0, (
            Line("08:10", "federica", ("Ice on the ramp. Come in by the small door.", "Ghiaccio sulla rampa. Entrate dalla porta piccola."), reactions="thanks:laura,michele,simone"),
        )),
    ),
    name=("all-company", "tutta-l-azienda"),
    topic=("For everybody, rarely", "Per tutti, di rado"),
    unread=(("matteo", 1),),
)  # fmt: skip

SAN_CARLO = Scene(
    "san-carlo", "closed", "stefano", "sara luca dora ivan",
    (
        Day(15, (
            Line("10:00", "stefano", ("Good morning Dora, good morning Ivan. Here you reach those who work on your night mode, without a ticket number.",
                                      "Buongiorno Dora, buongiorno Ivan. Qui trovate chi lavora alla vostra modalità notte, senza numero di ticket.")),
            Line("10:22", "dora", ("A relief. First question: can the screen be red instead of dark?", "Un sollievo. Prima domanda: lo schermo può essere rosso invece che scuro?"), key="red"),
            Line("10:40", "luca", ("It can, from 4.2 on. I bring two on Thursday night.", "Può, dalla 4.2. Ne porto due giovedì notte."), thread="red"),
            Line("11:05", "ivan", ("Ward 3, please, they have the worst light.", "Reparto 3, per favore, hanno la luce peggiore."), thread="red", reactions="agree:dora,luca"),
        )),
        Day(5, (
            Line("06:55", "dora", ("Night one: nobody woke up. I mean the patients.", "Prima notte: non si è svegliato nessuno. I pazienti, intendo."), reactions="bravi:luca,stefano,sara"),
        )),
        Day(0, (
            Line("08:25", "ivan", ("Dock 7 blinks yellow since six. Is that the update or the plug?", "La base 7 lampeggia giallo dalle sei. È l’aggiornamento o la spina?")),
            Line("08:33", "sara", ("The update, ten minutes. If it still blinks at nine, I call you.", "L’aggiornamento, dieci minuti. Se alle nove lampeggia ancora, la chiamo io.")),
            Line("09:00", "ivan", ("Green. Thank you.", "Verde. Grazie.")),
        )),
    ),
    name=("San Carlo, night mode", "San Carlo, modalità notte"),
    topic=("The wards, their nights and us", "I reparti, le notti e noi"),
    unread=(("sara", 1), ("dora", 2), ("stefano", 1)),
    opened=16,
    keep_days=90,
)  # fmt: skip

GIULIA_CHIARA = Scene(
    "giulia-chiara", "direct", "giulia", "chiara",
    (
        Day(7, (
            Line("14:02", "giulia", ("Do you have ten minutes for the T5 leaflet before Noemi prints it?", "Hai dieci minuti per il volantino del T5 prima che Noemi lo stampi?")),
            Line("14:05", "chiara", ("I have twelve.", "Ne ho dodici."), reactions="smile:giulia"),
        )),
        Day(0, (
            Line("08:52", "chiara", ("The leaflet says “unbreakable”. Beatrice has a picture that says otherwise. May I?", "Il volantino dice «indistruttibile». Beatrice ha una foto che dice altro. Posso?")),
        )),
    ),
    unread=(("giulia", 1),),
    opened=8,
)  # fmt: skip

MATTEO_MARTA = Scene(
    "matteo-marta", "direct", "matteo", "marta",
    (
        Day(3, (
            Line("18:20", "marta", ("I leave the branch as it is, tests are green but I do not trust the third one.", "Lascio il ramo com’è, i test sono verdi ma del terzo non mi fido.")),
            Line("18:24", "matteo", ("Neither do I. Tomorrow, with coffee.", "Nemmeno io. Domani, con il caffè.")),
        )),
        Day(0, (
            Line("08:58", "marta", ("It was the third one.", "Era il terzo.")),
        )),
    ),
    unread=(("matteo", 1),),
    opened=20,
)  # fmt: skip

TIZIANO_ELENA = Scene(
    "tiziano-elena", "direct", "tiziano", "elena",
    (
        Day(2, (
            Line("11:15", "elena", ("How many of us still write on the old tool?", "In quanti scriviamo ancora sul vecchio strumento?")),
            Line("11:19", "tiziano", ("Three. One of them is you.", "Tre. Una sei tu."), reactions="smile:elena"),
            Line("11:20", "elena", ("Two.", "Due."), reactions="bravi:tiziano"),
        )),
    ),
    opened=10,
)  # fmt: skip

ISLANDS = Scene(
    "islands", "group", "luca", "giulia piero mvittoria",
    (
        Day(10, (
            Line("09:30", "luca", ("Four nights in a row is one too many. Can we talk about how we split the islands?", "Quattro notti di fila sono una di troppo. Parliamo di come dividiamo le isole?")),
            Line("09:41", "piero", ("We can and we must. Rule since 2024: two in a row, then a day.", "Possiamo e dobbiamo. Regola dal 2024: due di fila, poi un giorno."), reactions="thanks:luca,mvittoria"),
        )),
        Day(0, (
            Line("07:35", "mvittoria", ("I swap my Sunday for a ferry that leaves after breakfast.", "Cambio la mia domenica con un traghetto che parte dopo colazione.")),
            Line("07:50", "piero", ("The rota from December. Say today if a name is wrong.", "I turni da dicembre. Ditemi oggi se un nome è sbagliato."), file="rota"),
        )),
    ),
    unread=(("giulia", 2),),
    opened=11,
)  # fmt: skip

SCENES = (EVERYBODY, KITCHEN, SAN_CARLO, GIULIA_CHIARA, MATTEO_MARTA, TIZIANO_ELENA, ISLANDS)
