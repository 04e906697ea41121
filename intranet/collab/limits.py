"""How large, how fast and how many: what one document and one socket may be. Read as ``limits.NAME`` where they apply,
so that a test can have them smaller.

The worker process imports this, so Django must not be needed here. What a firm may want to change is in the settings:
COLLAB_QUIET_SECONDS.
"""

# All that a document is, text and the traces of what was deleted: 120 kB typed letter by letter at random places come
# to 900 kB, 200 kB of pasted text to 200 kB.
STATE_BYTES = 1_500_000
# What came before something it builds on, and waits for it. A browser that comes back sends at most one such piece.
PENDING_BYTES = 256 * 1024

# One frame of a socket. All that was written in an hour without a line fits.
FRAME_BYTES = 2 * 2**20
# Frames that change something: a key held down makes 30 a second, and the burst lets it be held for a while.
UPDATES_A_SECOND, UPDATES_AT_ONCE = 30, 600
BYTES_A_SECOND, BYTES_AT_ONCE = 256 * 1024, 8 * 2**20
# Everything else a socket says: carets above all. What is beyond is left out, since the next one says it all again.
CARETS_A_SECOND, CARETS_AT_ONCE = 30, 200
# One browser's caret, selection and what its editor adds; then all carets of one frame.
CARET_BYTES = 2048
CARET_FRAME_BYTES = 64 * 1024
# Carets of a document go out together, so often.
CARET_PAUSE = 0.04

EDITORS = 100
SOCKETS = 400

# CPU seconds: one update of a stranger, and reading a whole document.
APPLY_SECONDS = 0.25
LOAD_SECONDS = 20
# Address space of the worker process. A thousand open documents need a third of it.
WORKER_BYTES = 2**30
# Wall clock: a machine that is busy with other things is no reason to think the worker dead.
WORKER_PATIENCE = 30

# After so many updates, or when the last one has left, the log gets a snapshot.
SNAPSHOT_AFTER = 200
# A document that nobody has open any more stays at hand for so long, in seconds.
LINGER_SECONDS = 30
# The log is kept so long behind its snapshot.
LOG_DAYS = 30
# Updates that are stored in one go, of one document.
BATCH_UPDATES, BATCH_BYTES = 256, 4 * 2**20
# Without a word from other processes the log is looked at so often: where a bus tells, and where none does.
LOOK_SECONDS, LOOK_SECONDS_ALONE = 10, 2
# Somebody who sends what no editor sends so often within the time has to wait for the rest of it.
OFFENCES, OFFENCE_SECONDS = 5, 600
