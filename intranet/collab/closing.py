"""Why a socket of a document is closed: a code for its editor, and a sentence for whoever reads the console.

docs/collab.md says what our editor does at each. (4401, 4428 and 4003 come from the live layer: who calls.)
"""

from __future__ import annotations

from typing import NamedTuple


class Closing(NamedTuple):
    code: int
    # At most 123 bytes fit into a closing frame.
    reason: str


# The person may not, or no longer.
NOT_FOUND = Closing(4404, "There is no such document, or none for you.")
READER = Closing(4403, "You may read this, not write it.")
# Rights, a lock, a restored backup: come back and be asked again.
CLOSED = Closing(4100, "The document was closed for a moment. Connect again.")
LOST = Closing(4100, "What you may do here has changed. Connect again.")
# What was sent is no document's business.
GARBLED = Closing(1008, "That is no message of the protocol.")
BROKEN_UPDATE = Closing(4422, "That update could not be read.")
STRAY_UPDATE = Closing(4422, "A document has one root, called content.")
WAITING_UPDATE = Closing(4422, "Too much waits for an update that never came.")
FULL = Closing(1009, "The document is full: at most 1.5 MB with all its traces.")
TOO_BIG = Closing(1009, "A message has at most 2 MiB.")
TOO_FAST = Closing(1008, "More than 30 changes a second for too long.")
TOO_MANY = Closing(1013, "A hundred people are writing here already. Come back later.")
CROWDED = Closing(1013, "Too many have this open. Come back later.")
RESTING = Closing(1013, "Too many updates of yours could not be read. Come back in ten minutes.")
# Ours to mend.
SERVER = Closing(1013, "What you wrote last could not be stored. Connect again.")
GONE = Closing(1012, "Nobody has this open any more.")
STOPPING = Closing(1012, "The server restarts. Connect again.")
