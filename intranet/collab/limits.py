"""How large, how fast and how many: what one document and one socket may be. Read as ``limits.NAME``.

The log of updates and the text have no limits of their own; what a document weighs includes what was deleted from it.
"""

# All that a document is, text and the traces of what was deleted: a page of 200 kB, typed letter by letter at random
# places, is close to it.
STATE_BYTES = 1_500_000
