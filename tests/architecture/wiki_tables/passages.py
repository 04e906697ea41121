"""Pages on their way in and out."""

from __future__ import annotations

from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils.timezone import now, timedelta

from wiki.models import ImportedPage, PageExport, PageImport

MORE = {
    #                guest customer other_c. outsider colleague moderator admin deactiv. author
    "people of the lab take its pages along": (
        "           in     404      404      404      200       404       404   in       200",
        """
        GET wiki:export
        GET wiki:page-as
        """,
    ),
    "people of the lab take its pages along, done": (
        "           in     404      404      404      302       404       404   in       302",
        """
        POST wiki:export
        """,
    ),
    "who may know of the lab takes along what they read of it": (
        "           in     404      404      200      200       200       200   in       200",
        """
        GET wiki:export-space
        """,
    ),
    "who may know of the lab takes along what they read of it, done": (
        "           in     404      404      302      302       302       302   in       302",
        """
        POST wiki:export-space
        """,
    ),
    "a file of pages is for who asked for it": (
        "           in     404      404      404      404       404       404   in       200",
        """
        GET wiki:export-file
        GET wiki:import
        """,
    ),
    "a file of pages is for who asked for it, done": (
        "           in     404      404      404      404       404       404   in       302",
        """
        POST wiki:export-forget
        POST wiki:import-begin
        POST wiki:import-stop
        """,
    ),
    "people of the lab bring pages in": (
        "           in     404      404      403      200       403       403   in       200",
        """
        GET wiki:import-files
        """,
    ),
    "people of the lab bring pages in, done": (
        "           in     404      404      403      302       403       403   in       302",
        """
        POST wiki:import-files
        """,
    ),
}
BROWSERS_ONLY = {
    "wiki:export": "a file is asked for in a browser",
    "wiki:export-space": "a file is asked for in a browser",
    "wiki:export-forget": "a file is deleted in a browser",
    "wiki:import-files": "files are brought in a browser",
    "wiki:import-begin": "files are let in in a browser",
    "wiki:import-stop": "files are turned away in a browser",
}
FORMS = {
    "wiki:export": {"form": "markdown", "what": "tree"},
    "wiki:export-space": {"form": "html"},
}


def called_with(world: Any) -> dict[str, Any]:
    path = default_storage.save("copies/of-the-handbook.zip", ContentFile(b"PK"))
    export = PageExport.objects.create(
        person=world.author,
        space=world.lab,
        page=world.handbook,
        form="markdown",
        state="ready",
        path=path,
        expires_at=now() + timedelta(days=1),
    )
    passage = PageImport.objects.create(
        person=world.author, space=world.lab, name="docs.zip", state="ready", total=1, left_out={"machine": 1}
    )
    ImportedPage.objects.create(
        passage=passage, number=0, source="docs/fans.md", title="Fans", place=1, losses=[["link", "gone.md", 2]]
    )
    return {
        "wiki:page-as": {"page_id": world.handbook.pk, "form": "markdown"},
        "wiki:export-file": {"pk": export.pk},
        "wiki:export-forget": {"pk": export.pk},
        "wiki:import": {"pk": passage.pk},
        "wiki:import-begin": {"pk": passage.pk},
        "wiki:import-stop": {"pk": passage.pk},
    }
