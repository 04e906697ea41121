"""The wiki for programs: ``pages``, ``revisions``, ``proposals``, ``remarks``, and what belongs to each."""

from __future__ import annotations

from intranet.api.main import register

from . import (
    languages,
    links,
    pages,
    passages,
    proposals,
    remarks,
    revisions,
    rights,
    statistics,
    trees,
    truth,
    watching,
)

register("", pages.router)
register("", passages.router)
register("", proposals.router)
register("", revisions.router)
register("", rights.router)
register("", truth.router)
register("", trees.router)
register("", languages.router)
register("", watching.router)
register("", remarks.router)
register("", statistics.router)
register("", links.router)
