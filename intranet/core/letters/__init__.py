"""How a mail of the house looks: one face for all of them, from ``templates/email/``."""

from .face import letter, letter_of_words
from .logo import dress
from .words import one_line, unlinked

__all__ = ["dress", "letter", "letter_of_words", "one_line", "unlinked"]
