"""The rooms where work is done. Every name, firm and figure is invented."""

from __future__ import annotations

from .scenes import Day, Line, Scene

FIRMWARE = Scene(
    "firmware", "open", "matteo",
    "chiara luca sara giulia marta andrea ines mvittoria nicolo raffaele davide kwame beatrice tiziano agnieszka lorenzo",
    (
        Day(27, (
            Line("09:02", "matteo", ("4.2 is feature complete. From today only fixes go in, and each fix needs somebody who has read it.",
                                     "La 4.2 è completa. Da oggi entrano solo correzioni, e ogni correzione deve averla letta qualcuno."), key="complete", pinned=True),
            Line("09:05", "marta", ("I read.", "Leggo io."), reactions="bravi:matteo,ines"),
            Line("09:06", "kwame", ("Me too, if slow counts.", "Anch’io, se vale lento.")),
            Line("09:07", "matteo", ("Slow is the point.", "Lento è proprio il punto."), reactions="smile:kwame,marta"),
        )),
        Day(20, (
            Line("11:30", "andrea", ("Night run over 40 terminals: 39 woke up, one waited for a button. Trace:\n\n```\n04:12:07.113 radio: wake\n04:12:07.540 radio: retry 3\n04:12:11.002 ui: key 0x1c\n```",
                                     "Prova notturna su 40 terminali: 39 si sono svegliati, uno aspettava un tasto. Traccia:\n\n```\n04:12:07.113 radio: wake\n04:12:07.540 radio: retry 3\n04:12:11.002 ui: key 0x1c\n```"), key="night"),
            Line("11:41", "ines", ("Retry 3 is one too many, the window is closed by then. I move it before the beacon.",
                                   "Il retry 3 è uno di troppo, la finestra a quel punto è chiusa. Lo sposto prima del beacon."), thread="night"),
            Line("11:58", "andrea", ("Same forty again tonight?", "Gli stessi quaranta anche stanotte?"), thread="night"),
            Line("12:01", "ines", ("Please. And the one that waited twice.", "Sì. E quello che aspettava, due volte."), thread="night", also_in_room=True),
        )),
        Day(8, (
            Line("16:20", "giulia", ("Which hall first?", "Quale capannone per primo?"), poll=(("Magazzino 2", "Magazzino 2"), ("Lodi, goods in", "Lodi, ricevimento"), ("Both on one morning", "Tutti e due in una mattina")),
                 votes=("matteo andrea nicolo marta chiara", "luca", "kwame")),
            Line("16:31", "nicolo", ("We are up at five anyway.", "Tanto alle cinque siamo già in piedi."), reactions="bravi:matteo,giulia"),
        )),
        Day(1, (
            Line("04:58", "bot", ("`4.2.0` is **green**: 1,204 checks in 19 minutes, signed, on the update server.",
                                  "`4.2.0` è **verde**: 1.204 controlli in 19 minuti, firmata, sul server degli aggiornamenti.")),
            Line("05:08", "nicolo", ("The gate is open, the coffee is on. Row 1 is yours.", "Il portone è aperto, il caffè è sul fuoco. La fila 1 è vostra.")),
            Line("05:10", "matteo", ("Row 1 started.", "Fila 1 partita.")),
            Line("05:31", "matteo", ("Rows 1 to 4 done, 62 terminals, nobody complained.", "File da 1 a 4 fatte, 62 terminali, nessuna lamentela."), reactions="bravi:giulia,nicolo"),
            Line("06:41", "matteo", ("Row 14 done. That is all 214. Two would not take it over the air: T-0931 and T-1177. Both took it by cable.",
                                     "Fila 14 fatta. Sono tutti e 214. Due non l’hanno presa via radio: T-0931 e T-1177. Presa da tutti e due con il cavo."), key="done",
                 file="roll-out", reactions="bravi:giulia,marta,ines,nicolo thanks:raffaele,sara", saved_by="giulia"),
            Line("07:02", "sara", ("First tickets of the day have nothing to do with us. I had to read them twice.",
                                   "I primi ticket del giorno non c’entrano con noi. Li ho riletti due volte."), key="tickets", reactions="smile:matteo,chiara,davide"),
            Line("08:15", "luca", ("Wait until they open the cold rooms.", "Aspetta che aprano le celle frigo."), thread="tickets"),
            Line("08:31", "chiara", ("What do we tell people who ask why the sound changed? I have one already.",
                                     "Che cosa diciamo a chi chiede perché è cambiato il suono? Ne ho già uno."), thread="tickets"),
            Line("09:12", "sara", ("That it is shorter, so it does not overlap with the next scan. True and enough.",
                                   "Che è più corto, così non si sovrappone alla lettura dopo. È vero, e basta."), thread="tickets", reactions="agree:chiara,giulia"),
        )),
        Day(0, (
            Line("07:30", "bot", ("Night run over 214 terminals: 212 woke up within two seconds. Slower: `T-0417`, `T-0932`.",
                                  "Prova notturna su 214 terminali: 212 si sono svegliati entro due secondi. Più lenti: `T-0417`, `T-0932`.")),
            Line("08:20", "andrea", ("The other nine with the old bootloader are on a list. I drive to Torino with a cable on Thursday.",
                                     "Gli altri nove con il bootloader vecchio sono in una lista. Giovedì vado a Torino con un cavo.")),
            Line("09:06", "luca", ("At the customer in Torino. The reader in the freezer takes four seconds to wake up, it was two before. No drama, but at −25° two seconds are long.",
                                   "Sono dal cliente a Torino. Il lettore nel freezer ci mette quattro secondi a svegliarsi, prima erano due. Non è un dramma, ma in cella a −25° due secondi sono lunghi."), key="freezer"),
            Line("09:08", "mvittoria", ("Same in Sassari. I have the log, @matteo: `T-0417/wakeup-trace-full.txt`, four seconds and a bit, every time.",
                                        "Uguale a Sassari. Ho il log, @matteo: `T-0417/wakeup-trace-full.txt`, quattro secondi e qualcosa, ogni volta."), reactions="looking:matteo,ines"),
            Line("09:10", "ines", ("That is my retry. I know where.", "È il mio retry. So dove."), quoted="freezer"),
            Line("09:14", "matteo", ("@giulia do we hold the hospitals until Inés has it?", "@giulia fermiamo gli ospedali finché Inés non ce l’ha?")),
        )),
    ),
    name=("firmware-4.2", "firmware-4.2"),
    topic=("Roll-out of 4.2 to all sites. What was decided is pinned.", "La 4.2 in tutte le sedi. Quello che è deciso è appuntato."),
    unread=(("giulia", 4), ("matteo", 1), ("elena", 9), ("sara", 2), ("tiziano", 3)),
    bot=("Night run", "Prova notturna"),
    bot_about=("Says what the builds and the terminals on trial did", "Dice che cosa hanno fatto le build e i terminali in prova"),
)  # fmt: skip

RETURNS = Scene(
    "returns", "open", "agnieszka", "sara davide beatrice simone giorgio enrico luca carla fabio chiara jonas",
    (
        Day(24, (
            Line("10:15", "agnieszka", ("Eleven docks came back this week, nine of them with the same bent lip. Somebody stacks them upside down.",
                                        "Questa settimana sono tornate undici basi, nove con lo stesso bordo piegato. Qualcuno le impila al contrario."), key="lip"),
            Line("10:22", "simone", ("Not us. We stack them as the drawing on the box says.", "Noi no. Le impiliamo come dice il disegno sulla scatola."), thread="lip"),
            Line("10:40", "jonas", ("The drawing on the box is upside down. I am so sorry.", "Il disegno sulla scatola è al contrario. Mi dispiace tantissimo."), thread="lip", reactions="smile:agnieszka,simone,enrico,beatrice"),
            Line("10:44", "enrico", ("4,000 boxes are printed. A sticker, then.", "4.000 scatole sono già stampate. Allora un adesivo."), thread="lip"),
        )),
        Day(11, (
            Line("15:03", "davide", ("Is a cracked strap warranty or not? Birgit asks for the third time and she is right to.",
                                     "La cinghia crepata è in garanzia o no? Birgit lo chiede per la terza volta, e ha ragione.")),
            Line("15:10", "beatrice", ("Before serial 40,000: yes. After: it is the new mould, and then I want to see it.",
                                       "Prima della matricola 40.000: sì. Dopo: è lo stampo nuovo, e allora voglio vederla."), pinned=True, reactions="thanks:davide,sara"),
            Line("15:12", "davide", ("Clear enough to be sent as it is.", "Così chiaro che lo mando com’è.")),
        )),
        Day(2, (
            Line("09:40", "carla", ("San Carlo sends two terminals with a note: “they fell, we are honest”. What do I do with honest people?",
                                    "Il San Carlo manda due terminali con un biglietto: «sono caduti, siamo onesti». Che cosa faccio con le persone oneste?"), reactions="smile:sara,agnieszka,luca,fabio"),
            Line("09:52", "agnieszka", ("Repair for nothing. Honest people come back.", "Riparazione gratis. Gli onesti tornano."), reactions="agree:carla,sara,davide"),
        )),
        Day(0, (
            Line("07:48", "simone", ("Stickers have come. 4,000, and they say “other side up” in six languages.",
                                     "Sono arrivati gli adesivi. 4.000, e dicono «dall’altra parte» in sei lingue.")),
            Line("08:02", "agnieszka", ("Whoever has an hour this afternoon: bring a radio, we stick together.",
                                        "Chi ha un’ora oggi pomeriggio: porti una radio, si incolla insieme."), reactions="bravi:simone,enrico"),
        )),
    ),
    name=("returns-and-warranty", "resi-e-garanzie"),
    topic=("What comes back, and why", "Quello che torna indietro, e perché"),
    unread=(("sara", 2), ("chiara", 1)),
    opened=29,
)  # fmt: skip

HOSPITALS = Scene(
    "hospitals", "closed", "raffaele", "stefano sara luca carla mvittoria giulia matteo alice",
    (
        Day(16, (
            Line("08:30", "raffaele", ("Six hospitals, one plan. Who goes where stands here, prices do not.", "Sei ospedali, un piano. Qui sta chi va dove, i prezzi no."), pinned=True),
            Line("08:44", "stefano", ("San Carlo wants nights, the others want Saturdays.", "Il San Carlo vuole le notti, gli altri il sabato.")),
            Line("08:51", "luca", ("Nights are mine.", "Le notti sono mie."), reactions="thanks:raffaele,stefano"),
        )),
        Day(4, (
            Line("17:20", "alice", ("Training dates: 3, 4 and 9 December, two hours each, on the ward and not in a room with a projector.",
                                    "Date dei corsi: 3, 4 e 9 dicembre, due ore ciascuno, in reparto e non in una sala con il proiettore."), file="training", reactions="bravi:raffaele,sara,carla"),
            Line("17:31", "carla", ("The 9th collides with the audit in Bari. I swap with Fabio.", "Il 9 si scontra con la verifica a Bari. Faccio cambio con Fabio."),
                 edited=("The 9th collides with the audit in Bari. Fabio takes Bari, I stay.", "Il 9 si scontra con la verifica a Bari. Bari lo fa Fabio, io resto.")),
            Line("17:33", "mvittoria", ("And who feeds my cat", "E chi dà da mangiare al mio gatto"), deleted=True),
        )),
        Day(0, (
            Line("08:55", "stefano", ("The head nurse at San Carlo asks for one number to call at night. One, not a menu.",
                                      "La caposala del San Carlo chiede un numero solo da chiamare di notte. Uno, non un menu.")),
            Line("09:03", "raffaele", ("Mine, until the new rota stands. @sara can support take the days?", "Il mio, finché non c’è il turno nuovo. @sara di giorno ci pensa l’assistenza?")),
        )),
    ),
    name=("northern-hospital-rollout", "ospedali-del-nord"),
    topic=("Nights, Saturdays and who drives", "Notti, sabati e chi guida"),
    unread=(("sara", 1), ("giulia", 2), ("matteo", 2)),
    opened=17,
)  # fmt: skip

PRICES = Scene(
    "prices", "space", "paola", "",
    (
        Day(9, (
            Line("18:02", "paola", ("Draft three is the one we show. Nothing of it leaves this room before the 1st.",
                                    "La bozza tre è quella che mostriamo. Non esce niente da questa stanza prima del 1º.")),
            Line("18:10", "roberto", ("Docks at 5 %, terminals as they are. I can sign that.", "Basi al 5 %, terminali come sono. Questa la firmo."), reactions="agree:paola,tommaso,elena"),
        )),
        Day(0, (
            Line("08:40", "tommaso", ("One line less in the rebate table and I am happy, too.", "Una riga in meno nella tabella sconti e sono contento anch’io.")),
        )),
    ),
    space="pricing",
    unread=(("elena", 1),),
    opened=12,
    keep_days=365,
)  # fmt: skip

SCENES = (FIRMWARE, RETURNS, HOSPITALS, PRICES)
