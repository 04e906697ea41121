"""`make bench`, or `python -m tests.bench pages`: all of them, or those that are named."""

from __future__ import annotations

import sys

from . import chat, digest, falls, fanout, forum, ideas, markup, pages, search, telling, together, typing, wiki

BENCHMARKS = {
    "pages": pages.run,
    "fanout": fanout.run,
    "chat": chat.run,
    "falls": falls.run,
    "markup": markup.run,
    "search": search.run,
    "telling": telling.run,
    "digest": digest.run,
    "together": together.run,
    "wiki": wiki.run,
    "forum": forum.run,
    "ideas": ideas.run,
    "typing": typing.run,
}

if __name__ == "__main__":
    for name in sys.argv[1:] or BENCHMARKS:
        BENCHMARKS[name]()
