"""What is done with the ideas of the demonstration, in both languages: each text is (English, Italian)."""

from __future__ import annotations

Both = tuple[str, str]

# Of three ideas, what is to be done for each.
STEPS: list[list[Both]] = [
    [
        ("Measure with twenty terminals in the cell at −25°", "Misurare con venti terminali nella cella a −25°"),
        ("Agree the wording with support", "Concordare i testi con l’assistenza"),
        ("Try it at one customer for two weeks", "Provarlo da un cliente per due settimane"),
        ("Write the page of the manual", "Scrivere la pagina del manuale"),
    ],
    [
        ("Ask the supplier for a sample", "Chiedere un campione al fornitore"),
        ("Check it against the safety rules", "Verificarlo con le norme di sicurezza"),
        ("Prepare the change of the list of parts", "Preparare la modifica della distinta"),
    ],
    [
        ("Draw three variants", "Disegnare tre varianti"),
        ("Show them to the night shift", "Mostrarle al turno di notte"),
    ],
]
# Beside each of them, what the staff say among themselves.
NOTES: list[tuple[str, Both]] = [
    ("andrea", ("Costs us about four days of firmware, no new part.", "Ci costa circa quattro giorni di firmware, nessun pezzo nuovo.")),
    ("luca", ("The supplier promises February. I would not say that outside yet.", "Il fornitore promette febbraio. Fuori non lo direi ancora.")),
    ("alice", ("Two customers on my route ask for it at every visit.", "Due clienti del mio giro lo chiedono a ogni visita.")),
]  # fmt: skip
# Who, title, text, who wants it, what was said: they become part of another.
JOINED: list[tuple[str, Both, Both, str, list[tuple[str, Both]]]] = [
    (
        "birgit",
        ("A key one can feel with gloves on", "Un tasto che si sente con i guanti"),
        ("With the thick gloves nobody finds the side key. A raised edge would be enough.",
         "Con i guanti spessi nessuno trova il tasto laterale. Basterebbe un bordo in rilievo."),
        "antonia ivan luca",
        [
            ("antonia", ("The same in our cell. We stuck a piece of tape on it.", "Lo stesso nella nostra cella. Ci abbiamo incollato un pezzo di nastro.")),
            ("luca", ("I have seen the tape: it lasts a week.", "Ho visto il nastro: dura una settimana.")),
        ],
    ),
    (
        "ivan",
        ("Let two fingers wake the terminal", "Riaccendere il terminale con due dita"),
        ("Our gloves are nitrile; two fingers at once work, one does not.",
         "I nostri guanti sono in nitrile: due dita insieme funzionano, uno no."),
        "dora",
        [],
    ),
]  # fmt: skip
# Who, title, text, who wanted it: nobody has spoken of it for long.
COOLED: tuple[str, Both, Both, str] = (
    "emil",
    ("A clip for the belt", "Una clip per la cintura"),
    ("The holster is too big for the women of the late shift; a clip would do.",
     "La custodia è troppo grande per le colleghe del turno serale; basterebbe una clip."),
    "antonia",
)  # fmt: skip
# A comment that becomes an idea: who says what, who answers what, the title.
SPLIT: tuple[str, Both, str, Both, Both] = (
    "antonia",
    ("Something else while we are here: the dock should show how full each terminal is, from two metres away.",
     "Già che ci siamo, un’altra cosa: la base dovrebbe mostrare da due metri quanto è carico ogni terminale."),
    "lorenzo",
    ("From two metres it would have to be a light. Four steps, perhaps?", "Da due metri dovrebbe essere una luce. A quattro livelli, forse?"),
    ("See from two metres how full each terminal is", "Vedere da due metri quanto è carico ogni terminale"),
)  # fmt: skip
