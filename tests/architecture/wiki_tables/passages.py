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
    "programs have the files of their own person": (
        "           401    200      200      200      200       200       200   401      200",
        """
        GET api:page_exports
        """,
    ),
    "programs take along what their person reads of the lab": (
        "           401    404      404      201      201       201       201   401      201",
        """
        POST api:ask_for_pages
        """,
    ),
    "programs have what their own person brought or asked for": (
        "           401    404      404      404      404       404       404   401      200",
        """
        GET api:page_export
        GET api:page_export_file
        GET api:page_import
        GET api:page_import_rows
        POST api:let_pages_in
        DELETE api:page_import
        """,
    ),
    "programs delete a file of pages": (
        "           401    404      404      404      404       404       404   401      204",
        """
        DELETE api:page_export
        """,
    ),
    "programs bring pages into the lab": (
        "           401    404      404      403      201       403       403   401      201",
        """
        POST api:bring_pages
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
IN_THE_API = {
    "wiki:export": "POST /spaces/{space_id}/page-exports",
    "wiki:export-space": "POST /spaces/{space_id}/page-exports",
    "wiki:export-forget": "DELETE /page-exports/{pk}",
    "wiki:import-files": "POST /spaces/{space_id}/page-imports",
    "wiki:import-begin": "POST /page-imports/{pk}/application",
    "wiki:import-stop": "DELETE /page-imports/{pk}",
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
        **{name: {"pk": export.pk} for name in ("api:page_export", "api:page_export_file", "api:forget_pages")},
        **{
            name: {"pk": passage.pk}
            for name in ("api:page_import", "api:page_import_rows", "api:let_pages_in", "api:stop_pages")
        },
        "wiki:export-file": {"pk": export.pk},
        "wiki:export-forget": {"pk": export.pk},
        "wiki:import": {"pk": passage.pk},
        "wiki:import-begin": {"pk": passage.pk},
        "wiki:import-stop": {"pk": passage.pk},
    }
