"""Somebody's part in the pages of the wiki."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from intranet.accounts.models import User
from intranet.accounts.personal_data import on_erase, on_erase_texts, table

from .models import Anchor, ComingOut, Contribution, Hunk, Opinion, Page, PageExport, PageImport, Proposal, Watching


def _register() -> None:
    table("contributions", _("Parts in pages of the wiki"), Contribution, goes=False, order=52)
    table("pages_owned", _("Pages you answer for"), Page, of="owner", also=["title"], goes=False, order=53)
    table("opinions", _("What you said of pages"), Opinion, also=["page__title"], without=["guest"], order=54)
    table("watched_pages", _("Pages watched"), Watching, also=["page__title", "space__name"], order=55)
    table(
        "proposals",
        _("Changes proposed to pages"),
        Proposal,
        of="author",
        also=["hunks__before", "hunks__after", "hunks__state", "hunks__reason"],
        without=["packed", "body_html", "renderer"],
        goes=False,
        order=53,
    )
    table("proposals_decided", _("Decisions about proposals"), Hunk, of="decided_by", goes=False, order=54)
    table("remarks_resolved", _("Comments in pages closed"), Anchor, of="resolved_by", goes=False, order=55)
    table("page_exports", _("Files made of pages"), PageExport, without=["path"], order=56)
    table("page_imports", _("Files brought in as pages"), PageImport, without=["path"], order=57)
    table(
        "pages_handed_in",
        _("Pages handed in to be approved"),
        ComingOut,
        of="by",
        also=["page__title"],
        goes=False,
        order=53,
    )
    on_erase(_forget_files)


@on_erase_texts
def _take_back_proposals(person: User, by: User) -> bool:
    """What they would have had otherwise goes with their words; what was accepted is the page's by now."""
    mine = Proposal.objects.filter(author=person.pk).exclude(packed=b"")
    Hunk.objects.filter(proposal__in=mine.values("pk")).exclude(state=Hunk.State.ACCEPTED).delete()
    mine.update(packed=b"")
    return False


@on_erase_texts
def _take_pages_along(person: User, by: User) -> bool:
    from .actions.leaving import erase_pages_of  # noqa: PLC0415 - actions come after the apps

    return erase_pages_of(person, by=by)


def _forget_files(person: User, by: User) -> None:
    from .actions.exporting import forget_page_export  # noqa: PLC0415 - actions come after the models of all parts
    from .importing.forgetting import forget_bytes  # noqa: PLC0415

    for export in PageExport.objects.filter(person=person):
        forget_page_export(export, by=by)
    for passage in PageImport.objects.filter(person=person):
        forget_bytes(passage)


_register()
