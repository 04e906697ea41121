"""Bringing in what was looked through: first a row for each page, which gives it its number, then text upon text.

Between the batches others get their turn, and it can be stopped. Run again after a crash, it goes on where it was: a
page that is in is not made again.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from time import monotonic
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.utils.dateparse import parse_datetime
from django.utils.timezone import now

from intranet.activity.models import Activity
from intranet.content import bulk
from intranet.content.files.types import TYPES
from intranet.content.files.uploads import store_upload
from intranet.content.kinds import kind_of
from intranet.content.models import Attachment, Entry, Tag
from intranet.content.references import meant_by
from intranet.content.texts import people_known_to
from intranet.core.markup import RENDERER_VERSION, Rendered, render
from intranet.core.markup.render import LONGEST_BYTES
from intranet.core.text import fold, tag_slug
from intranet.realtime.units import step, unit
from intranet.search.indexing import mark_changed
from wiki import rights
from wiki.actions.trees import GAP, hold_tree, position_before
from wiki.addresses import address_of
from wiki.models import Contribution, FormerTitle, ImportedPage, Page, PageImport, Version
from wiki.words import count_changes

from .archives import Archive, ending_of
from .converted import Losses
from .links import Rewriter, Target, Targets
from .reading import read

SHELLS = 250
AT_ONCE = 40
SECONDS = 2.0
MOST_FILES_OF_A_PAGE = 200
MAKE = ImportedPage.Outcome.MAKE


class Bringing:
    def __init__(self, passage: PageImport, archive: Archive) -> None:
        self.passage, self.archive, self.by = passage, archive, passage.person
        self.space, self.parent = passage.space, passage.parent
        self.tags: dict[str, Tag] = {tag.slug: tag for tag in Tag.objects.all()}

    def make_shells(self) -> None:
        """A draft of each page, which only who brings it can see, in its place in the tree."""
        rows = list(self.passage.rows.filter(outcome=MAKE).exclude(place=0).order_by("depth", "under", "place"))
        pages = {row.number: row.page for row in self.passage.rows.filter(page__isnull=False).select_related("page")}
        waiting = [row for row in rows if row.page_id is None]
        # Level by level: what stands above has its number before what stands below.
        while waiting:
            depth = waiting[0].depth
            batch = [row for row in waiting[:SHELLS] if row.depth == depth]
            waiting = waiting[len(batch) :]
            self._make_some(batch, pages)

    def _make_some(self, batch: list[ImportedPage], pages: dict[int, Page | None]) -> None:
        with unit():
            hold_tree(self.space)
            audience, reads = self._audience()
            end = position_before(self.space, self.parent, None)
            made = []
            for row in batch:
                above = pages.get(row.under) if row.under is not None else self.parent
                page = Page(
                    author=self.by,
                    space=self.space,
                    parent=above,
                    audience=self.by.key,
                    intended_audience=audience,
                    state=Entry.State.DRAFT,
                    kind=Page._meta.label_lower,
                    language=row.facts.get("language") or self.by.language,
                    position=row.place * GAP if row.under is not None else end + row.place * GAP,
                    reads=reads if row.under is None else "",
                )
                page.set_title(row.title)
                made.append(page)
            bulk.insert_rows(made)
            for row, page in zip(batch, made, strict=True):
                page.path = f"{page.parent.path if page.parent is not None else '/'}{page.entry_id}/"
                row.page = pages[row.number] = page
            Page.objects.bulk_update(made, ["path"], batch_size=200)
            ImportedPage.objects.bulk_update(batch, ["page"], batch_size=200)

    def _audience(self) -> tuple[str, str]:
        """What stands outside of the house is brought there by hand."""
        audience = rights.audience_under(self.space, self.parent)
        if audience in ("public", "customers"):
            return self.space.audience, Page.Reads.SPACE
        return audience, ""

    def bring_texts(self) -> bool:
        """A few texts, as many as a short while allows; False when all are in."""
        rows = list(
            self.passage.rows.filter(outcome=MAKE, page__isnull=False)
            .select_related("page__space")
            .order_by("depth", "under", "place")[:AT_ONCE]
        )
        if not rows:
            return False
        targets = self._targets()
        until = monotonic() + SECONDS
        with unit():
            written: list[tuple[Page, Rendered]] = []
            for row in rows:
                if row.page is None or row.page.state != Entry.State.DRAFT:
                    row.outcome = ImportedPage.Outcome.MADE  # taken away, or brought out, meanwhile
                    row.save(update_fields=["outcome"])
                    continue
                written.append((row.page, self._bring(row, row.page, targets)))
                if monotonic() > until:
                    break
            self._follow(written)
        return True

    def _targets(self) -> Targets:
        if not hasattr(self, "_known"):
            rows = self.passage.rows.exclude(outcome=ImportedPage.Outcome.REFUSED).select_related("page")
            found = [
                Target(
                    row.number,
                    row.source,
                    row.title,
                    address_of(row.page) if row.page is not None else "",
                    row.facts.get("headings", []),
                    row.facts.get("anchors", {}),
                    row.facts.get("leads_to", ""),
                    row.page_id,
                )
                for row in rows.defer("text", "losses")
                if row.page is not None or row.facts.get("leads_to")
            ]
            self._known = Targets(found, (file.name for file in self.archive.files))
        return self._known

    def _bring(self, row: ImportedPage, page: Page, targets: Targets) -> Rendered:
        losses = Losses()
        losses.update({(sort, detail): count for sort, detail, count in row.losses})
        own = targets.by_source[row.source]
        # Which files the text shows is known after a first go; what the rest may lose is counted once.
        first = Rewriter(targets, own, Losses(), {})
        first.targets = _with_inside(targets, row)
        first.rewritten(row.text)
        files = self._files(row, page, dict.fromkeys(first.wanted), losses)
        # What leads nowhere was found when it was looked through.
        rewriter = Rewriter(first.targets, own, Losses(), files)
        page.body = rewriter.rewritten(row.text).strip("\n")
        if len(page.body.encode()) > LONGEST_BYTES:
            losses.note("too_long")
            page.body = page.body.encode()[: LONGEST_BYTES - 2_000].decode("utf-8", "ignore").rpartition("\n\n")[0]
        result = render(
            page.body,
            people=people_known_to(self.by, home=self.space.pk, audience=page.intended_audience),
            pages=meant_by(self.by, home=self.space.pk),
            anchors=True,
        )
        result = result._replace(tags=tuple(dict.fromkeys([*result.tags, *_tags(row)])))
        self._put(row, page, result)
        row.outcome, row.text, row.losses = ImportedPage.Outcome.MADE, "", losses.rows()
        row.save(update_fields=["outcome", "text", "losses"])
        return result

    def _put(self, row: ImportedPage, page: Page, result: Rendered) -> None:
        """The rows that writing it by hand would have left."""
        moment = now()
        created = _date(row, "created") or _date(row, "edited") or moment
        edited = _date(row, "edited")
        page.body_html, page.body_text, page.renderer = result.html, result.text, RENDERER_VERSION
        page.audience, page.intended_audience, page.state = page.intended_audience, "", Entry.State.PUBLISHED
        page.created_at = page.published_at = created
        page.edited_at = edited if edited and edited > created else None
        page.active_at = page.edited_at or created
        page.in_feed = kind_of(page).in_feed
        page.version_number = page.published_number = 1
        page.save()
        version = Version(page=page, number=1, sort=Version.Sort.IMPORTED, title=page.title, note=_note(row))
        version.text = page.body
        version.made_at, version.published_at, version.readers = edited or created, moment, page.audience
        version.added, version.removed = count_changes("", page.body)
        version.save(force_insert=True)
        Contribution.objects.create(version=version, person=self.by)
        for title in row.facts.get("former", []):
            if (folded := fold(title)[:200]) and folded != page.folded_title:
                FormerTitle.objects.get_or_create(page=page, space=self.space, folded=folded)

    def _files(self, row: ImportedPage, page: Page, wanted: dict[str, None], losses: Losses) -> dict[str, str]:
        """Store what the text shows or offers, as files of the page. Returns their addresses."""
        found: dict[str, str] = {}
        inside = self._inside(row) if any(name.startswith("inside:") for name in wanted) else {}
        for name in list(wanted)[:MOST_FILES_OF_A_PAGE]:
            try:
                file = self._store(name, inside, losses, position=len(found), page=page)
            except ValidationError as error:
                losses.note("file", f"{name}: {error.messages[0]}")
                continue
            if file is not None:
                found[name] = file.url
        for name in list(wanted)[MOST_FILES_OF_A_PAGE:]:
            losses.note("file", name)
        return found

    def _store(
        self, name: str, inside: dict[str, bytes], losses: Losses, *, position: int, page: Page
    ) -> Attachment | None:
        if ending_of(name) not in TYPES:
            losses.note("file", name)
            return None
        data = inside.get(name.removeprefix("inside:")) if name.startswith("inside:") else self._bytes(name)
        if data is None:
            return None
        file = store_upload(ContentFile(data), by=self.by, name=name.rpartition("/")[2].removeprefix("inside:"))
        Attachment.objects.filter(pk=file.pk).update(entry=page.entry_id, position=position)
        return file

    def _bytes(self, name: str) -> bytes | None:
        self.archive.left = max(self.archive.left, self.archive.by_name[name].size)
        return self.archive.by_name[name].read()

    def _inside(self, row: ImportedPage) -> dict[str, bytes]:
        """Pictures that were within the file: it is read once more, as they are large."""
        again = read(self.archive.by_name[row.source])
        return again.found.inside if again.found is not None else {}

    @step
    def _follow(self, written: Sequence[tuple[Page, Rendered]]) -> None:
        if not written:
            return
        bulk.follow(written, self.tags)
        verb = kind_of(written[0][0]).verb("published")
        Activity.objects.bulk_create(
            Activity(verb=verb, actor=self.by, subject=page.key, label=page.audit_label, audience=page.audience)
            for page, _result in written
        )
        mark_changed([page.entry_id for page, _result in written])


def take_back_shells(passage: PageImport) -> None:
    """After a stop: drafts that got no text go again; what is in stays."""
    left = passage.rows.filter(outcome=MAKE, page__state=Entry.State.DRAFT)
    for pk in list(left.order_by("-depth").values_list("page_id", flat=True)):
        Page.objects.filter(pk=pk).delete()


def _with_inside(targets: Targets, row: ImportedPage) -> Targets:
    if not (inside := row.facts.get("inside")):
        return targets
    return targets.and_files({name: f"inside:{name}" for name in inside})


def _tags(row: ImportedPage) -> list[str]:
    return [name for tag in row.facts.get("tags", []) if tag_slug(name := "-".join(tag.split())[:50])]


def _date(row: ImportedPage, name: str) -> datetime | None:
    found: Any = parse_datetime(row.facts.get(name, ""))
    return found if found is not None and found <= now() else None


def _note(row: ImportedPage) -> str:
    """Who wrote it elsewhere, and where it came from."""
    authors = ", ".join(row.facts.get("authors", []))
    return (f"{row.source} · {authors}" if authors else row.source)[:200]
