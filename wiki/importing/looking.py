"""Looking through what was brought: every file is read, the tree is drawn up, nothing is made.

What was read is kept in rows, so that bringing it in needs no second reading, and what came of each file can be shown.
"""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import IO, Any

from django.core.files.storage import default_storage
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from intranet.core.markup.render import LONGEST_BYTES
from intranet.core.text import fold
from wiki.models import ImportedPage, PageImport
from wiki.models.pages import DEEPEST

from .archives import Archive, File, ending_of, safe_name
from .converted import Converted, Losses, Unreadable
from .guides import read_guide
from .links import Rewriter, Target, Targets, anchors_in
from .reading import TEXTS, Contents, Read, read_all, sort_out, title_of
from .tree import Leaf, Tree

MOST_PAGES = 10_000
ROWS = 100
LONGEST_TITLE = 200
MOST_ANCHORS = 3_000
Told = Callable[[int, int], bool]


class Stopped(Exception):
    """Whoever asked for it has stopped it."""


@contextmanager
def opened(passage: PageImport) -> Iterator[Archive]:
    """The files of an import: of a zip, or the one file that it is."""
    with default_storage.open(passage.path, "rb") as file:
        if ending_of(passage.name) == "zip":
            with Archive(file) as archive:
                yield archive
        else:
            yield one_file(passage.name, file)


def one_file(name: str, file: IO[bytes]) -> Archive:
    file.seek(0, 2)
    size = file.tell()

    def read() -> bytes:
        file.seek(0)
        return file.read()

    return Archive.of([File(safe_name(posixpath.basename(name)), size, read)])


def look(passage: PageImport, archive: Archive, *, told: Told) -> None:
    """Fill the rows of an import. ``Unreadable`` where there is nothing to bring in, or what there is is refused."""
    contents = sort_out(archive)
    total = len(contents.texts) + len(contents.dumps)
    passage.rows.all().delete()
    rows: dict[str, ImportedPage] = {}
    leaves: list[Leaf] = []
    waiting: list[ImportedPage] = []
    for number, found in enumerate(read_all(contents)):
        if number >= MOST_PAGES:
            raise Unreadable(_too_many())
        row = _row(passage, number, found)
        if found.source in rows:
            contents.leave_out("twice")
            continue
        rows[found.source] = row
        if found.found is not None and not found.found.leads_to:
            leaves.append(Leaf(found.source, found.found.title, found.found.order, found.found.chapters))
        waiting.append(row)
        if len(waiting) >= ROWS:
            ImportedPage.objects.bulk_create(waiting)
            waiting = []
            if not told(number, max(total, number)):
                raise Stopped
    ImportedPage.objects.bulk_create(waiting)
    if not leaves:
        raise Unreadable(_nothing(rows))
    at = _place(passage, rows, leaves, contents)
    _try_links(at, rows.values(), archive)
    ImportedPage.objects.bulk_update(at, ["under", "depth", "place", "title", "losses"], batch_size=100)


def _row(passage: PageImport, number: int, found: Read) -> ImportedPage:
    row = ImportedPage(passage=passage, number=number, source=found.source[:400], title=title_of(found.source)[:200])
    if found.found is None:
        row.outcome, row.refusal = ImportedPage.Outcome.REFUSED, found.refusal[:300]
        return row
    read = found.found
    title = " ".join((read.title or title_of(found.source)).split())
    if len(title) > LONGEST_TITLE:
        read.losses.note("shortened", title)
        title = title[: LONGEST_TITLE - 1].rstrip() + "…"
    row.title = title
    row.text = _short_enough(read)
    row.facts = _facts(read, row.text)
    row.losses = read.losses.rows()
    return row


def _short_enough(read: Converted) -> str:
    """As much as a page takes, cut at the end of a paragraph; links and pictures are addressed anew later, which
    may make it longer."""
    most = LONGEST_BYTES - 10_000
    data = read.text.encode("utf-8", "replace")
    if len(data) <= most:
        return data.decode()
    read.losses.note("too_long")
    return data[:most].decode("utf-8", "ignore").rpartition("\n\n")[0] + "\n"


def _facts(read: Converted, text: str) -> dict[str, Any]:
    facts: dict[str, Any] = {
        "language": read.language,
        "tags": [tag[:60] for tag in read.tags[:30]],
        "authors": [name[:100] for name in read.authors[:20]],
        "created": read.created.isoformat() if read.created else "",
        "edited": read.edited.isoformat() if read.edited else "",
        "former": [title[:200] for title in read.former[:20]],
        "anchors": dict(list(read.anchors.items())[:MOST_ANCHORS]),
        "headings": anchors_in(text),
        "leads_to": read.leads_to[:200],
        "own": read.is_own,
    }
    if read.inside:
        facts["inside"] = sorted(read.inside)
    return {name: value for name, value in facts.items() if value}


def _place(
    passage: PageImport, rows: dict[str, ImportedPage], leaves: list[Leaf], contents: Contents
) -> list[ImportedPage]:
    """Draw up the tree: each row gets its place, and what has no file of its own a row."""
    guides = [guide for file in contents.guides.values() if (guide := read_guide(file))]
    tree = Tree(leaves, guides)
    at: dict[str, ImportedPage] = {}
    counts: dict[int | None, int] = {}
    room = DEEPEST - 1 - (passage.parent.depth + 1 if passage.parent is not None else 0)
    made: list[ImportedPage] = []
    above: dict[str, str | None] = {}
    for leaf, _depth in tree.ordered():
        row = rows.get(leaf.source)
        if row is None:
            row = ImportedPage(passage=passage, number=len(rows), source=leaf.source[:400], title=leaf.title[:200])
            rows[leaf.source] = row
            made.append(row)
        elif leaf.title:
            row.title = " ".join(leaf.title.split())[:LONGEST_TITLE] or row.title
        parent = leaf.parent
        while parent is not None and at[parent].depth >= room:
            parent = above[parent]
        above[leaf.source] = parent
        row.under = at[parent].number if parent is not None else None
        row.depth = at[parent].depth + 1 if parent is not None else 0
        row.place = counts[row.under] = counts.get(row.under, 0) + 1
        at[leaf.source] = row
    ImportedPage.objects.bulk_create(made)
    ImportedPage.objects.bulk_update(_with_former(rows.values()), ["facts"], batch_size=100)
    passage.left_out = contents.left_out
    passage.files = len(contents.others)
    passage.total = len(at)
    return list(at.values())


def _try_links(placed: Iterable[ImportedPage], rows: Iterable[ImportedPage], archive: Archive) -> None:
    """Which links and pictures will lead nowhere is known before anything is made."""
    targets = Targets(
        [
            Target(
                row.number,
                row.source,
                row.title,
                f"/{row.number}/",
                row.facts.get("headings", []),
                row.facts.get("anchors", {}),
                row.facts.get("leads_to", ""),
            )
            for row in rows
            if not row.refusal
        ],
        (file.name for file in archive.files),
    )
    for row in placed:
        losses = Losses({(sort, detail): count for sort, detail, count in row.losses})
        inside = {name: f"inside:{name}" for name in row.facts.get("inside", [])}
        Rewriter(targets.and_files(inside), targets.by_source[row.source], losses, {}).rewritten(row.text)
        row.losses = losses.rows()


def _with_former(rows: Iterable[ImportedPage]) -> list[ImportedPage]:
    """Titles that only sent on to a page become titles that it had. Returns the rows this changes."""
    by_title = {fold(row.title): row for row in rows if "leads_to" not in row.facts}
    changed = {}
    for row in rows:
        target = by_title.get(fold(row.facts.get("leads_to", "").partition("#")[0].replace("_", " ")))
        if target is not None and "leads_to" in row.facts:
            target.facts.setdefault("former", []).append(row.title)
            changed[target.number] = target
    return list(changed.values())


def _nothing(rows: Iterable[str]) -> str:
    if any(True for _source in rows):
        return _("None of the texts in it can be read.")
    return _("There is no text in it. Pages are made of files that end in %(endings)s, or of a dump of MediaWiki.") % {
        "endings": ", ".join(f".{ending}" for ending in sorted(TEXTS))
    }


def _too_many() -> str:
    return ngettext(
        "There are more than %(most)s page in it. Bring them in portions.",
        "There are more than %(most)s pages in it. Bring them in portions.",
        MOST_PAGES,
    ) % {"most": MOST_PAGES}
