"""How large, how long and how slow a client may be. The servers' own bounds are wider, or there are none.

Read as ``bounds.NAME`` where they apply, so that a test can have them smaller. What a firm may want to change is in
the settings: HTTP_THREADS, HTTP_WAITING, MAX_BODY_BYTES, MAX_UPLOAD_BYTES, UPLOAD_PATHS.
"""

# A page that takes no longer than this computes alone; beside one that takes longer, the next begins.
ALONE_SECONDS = 0.03

# The request line and the headers.
HEAD_BYTES = 2**16
HEAD_SECONDS = 20

# A body stays in memory up to here; beyond, it goes to a temporary file.
MEMORY_BYTES = 2**20
# It has this long to arrive, and a second more for each SLOWEST_BYTES of it: a stalled upload ends after half a
# minute, one over a bad line that keeps moving does not.
BODY_SECONDS = 30
SLOWEST_BYTES = 2**15
# So many may be arriving at once, half of them from one address.
UPLOADS = 128
# A refused body is still read (and dropped) for so long, so that the client sees the answer and not a reset.
LINGER_SECONDS = 2

# Files are read and sent in blocks; of an answer made piece by piece so much may wait to be sent.
BLOCK_BYTES = 2**18
WINDOW_BYTES = 2**18
# A client that takes nothing of what is there for it is cut off.
STALL_SECONDS = 30
# Daphne's send does not wait for the client, so what a socket may leave unread is bounded in bytes.
UNREAD_BYTES = 4 * 2**20
# Daphne answers 503 for us when nothing has come back from the application.
ANSWER_SECONDS = 60

# One message of a socket: a co-edited page may send 2 MiB. Each consumer has a smaller bound of its own.
FRAME_BYTES = 2 * 2**20 + 2**10

# After SIGTERM: for those just let in to say what they want, for requests to be answered, then for jobs to end.
HEAR_OUT_SECONDS = 1
DRAIN_SECONDS = 10
JOIN_SECONDS = 10
