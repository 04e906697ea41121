"""The wiki in the API: trees and the trash, languages, what one watches, passages, figures, files."""

from __future__ import annotations

from typing import Any

from wiki import actions

MORE = {
    #                guest customer other_c. outsider colleague moderator admin deactiv. author
    "what changed and what one watches, in the API": (
        "           401   200      200      200      200       200       200   401      200",
        """
        GET api:page_changes
        GET api:watched_pages
        """,
    ),
    "who may know of the lab knows of its wiki, in the API": (
        "           401   404      404      200      200       200       200   401      200",
        """
        GET api:one_wiki
        GET api:outdated_pages
        GET api:wiki_care
        """,
    ),
    "people of the lab see what pages begin with and what is gone, in the API": (
        "           401   404      404      403      200       403       403   401      200",
        """
        GET api:wiki_templates
        GET api:wiki_trash
        """,
    ),
    "people of the lab hear of all its pages, in the API": (
        "           401   404      404      403      204       403       403   401      204",
        """
        PUT api:watch_wiki
        """,
    ),
    "who may know of the lab hears of it no longer, in the API": (
        "           401   404      404      204      204       204       204   401      204",
        """
        DELETE api:watch_wiki
        """,
    ),
    "who keeps the lab chooses what its wiki opens with, in the API": (
        "           401   404      404      403      403       403       403   401      200",
        """
        PUT api:set_wiki_start
        """,
    ),
    "people of the lab look around its pages, in the API": (
        "           401   404      404      404      200       404       404   401      200",
        """
        GET api:page_translations
        GET api:page_watching
        PUT api:page_watching
        PUT api:link_a_translation
        PUT api:set_page_language
        """,
    ),
    "people of the lab copy and translate its pages, in the API": (
        "           401   404      404      404      201       404       404   401      201",
        """
        POST api:copy_a_page
        POST api:page_translations
        """,
    ),
    "people of the lab keep its translations, in the API": (
        "           401   404      404      404      204       404       404   401      204",
        """
        POST api:mark_translation_current
        DELETE api:link_a_translation
        """,
    ),
    "who answers for a page makes it a template, in the API": (
        "           401   404      404      404      403       404       404   401      204",
        """
        PUT api:make_template
        DELETE api:make_template
        """,
    ),
    "what is in the trash, for who keeps the lab, in the API": (
        "           401   404      404      404      404       404       404   401      200",
        """
        POST api:undelete_page
        """,
    ),
}
DOCUMENTS = {
    "api:set_wiki_start": {"page": None},
    "api:page_translations": {"language": "de", "title": "Handbuch"},
    "api:page_watching": {"way": "tree"},
    "api:set_page_language": {"language": "en"},
    "api:link_a_translation": {"page": 0, "language": "fr"},
}
IN_THE_API = {
    "wiki:move": "PUT /pages/{page_id}/place",
    "wiki:rename": "PATCH /pages/{page_id}",
    "wiki:copy": "POST /pages/{page_id}/copies",
    "wiki:template": "PUT /pages/{page_id}/template, DELETE /pages/{page_id}/template",
    "wiki:start": "PUT /spaces/{space_id}/wiki/start",
    "wiki:trash-page": "DELETE /pages/{page_id}",
    "wiki:restore": "POST /pages/{page_id}/undelete",
    "wiki:translate": "POST /pages/{page_id}/translations",
    "wiki:link-translation": "PUT /pages/{page_id}/original",
    "wiki:unlink-translation": "DELETE /pages/{page_id}/original",
    "wiki:language": "PUT /pages/{page_id}/language",
    "wiki:mark-current": "POST /pages/{page_id}/comparison",
    "wiki:watch": "PUT /pages/{page_id}/watching",
    "wiki:watch-space": "PUT /spaces/{space_id}/wiki/watching, DELETE /spaces/{space_id}/wiki/watching",
    "wiki:rights-robots": "PATCH /pages/{page_id}/rights",
}


def called_with(world: Any) -> dict[str, Any]:
    gone = actions.create_page(world.lab, by=world.author, title="Gone as well")
    actions.trash_page(gone, by=world.author)
    motors = actions.create_page(world.lab, by=world.author, title="Motors")
    german = actions.translate_page(motors, by=world.author, language="de", title="Motoren")
    alone = actions.create_page(world.lab, by=world.author, title="Manuel")
    DOCUMENTS["api:link_a_translation"]["page"] = world.handbook.pk
    return {
        "api:undelete_page": {"page_id": gone.pk},
        "api:mark_translation_current": {"page_id": german.pk},
        "api:link_a_translation": {"page_id": alone.pk},
        "api:why_somebody_reads": {"page_id": world.handbook.pk, "handle": world.colleague.handle},
    }
