"""``pages``, ``revisions``, and what is said of a page: its rights, who answers for it, what points at it."""

from __future__ import annotations

from intranet.api.main import register

from . import pages, passages, proposals, revisions, rights, truth

register("", pages.router)
register("", passages.router)
register("", proposals.router)
register("", revisions.router)
register("", rights.router)
register("", truth.router)
