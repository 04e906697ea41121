"""The files that people of the demonstration send along: small, and readable by anybody."""

from __future__ import annotations

Both = tuple[str, str]

FILES: dict[str, tuple[Both, Both]] = {
    "roll-out": (
        ("roll-out-4.2-magazzino-2.csv", "aggiornamento-4.2-magazzino-2.csv"),
        ("row;terminals;done at;by cable\n1;16;05:16;0\n2;15;05:21;0\n9;16;06:10;1\n14;15;06:41;1\n",
         "fila;terminali;fine;con il cavo\n1;16;05:16;0\n2;15;05:21;0\n9;16;06:10;1\n14;15;06:41;1\n"),
    ),
    "training": (
        ("training-on-the-ward.txt", "corsi-in-reparto.txt"),
        ("3 December  San Carlo, ward 3\n4 December  San Carlo, ward 5\n9 December  Bari\n",
         "3 dicembre  San Carlo, reparto 3\n4 dicembre  San Carlo, reparto 5\n9 dicembre  Bari\n"),
    ),
    "rota": (
        ("rota-islands-december.csv", "turni-isole-dicembre.csv"),
        ("night;who\n1 and 2;Maria Vittoria\n4 and 5;Carla\n8 and 9;Luca\n",
         "notte;chi\n1 e 2;Maria Vittoria\n4 e 5;Carla\n8 e 9;Luca\n"),
    ),
}  # fmt: skip
