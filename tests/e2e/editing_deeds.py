"""What a test in a browser may do to a page that others have open; see ``house``."""

from __future__ import annotations


class EditingDeeds:
    def lock_page(self, page: int, by: str, reason: str = "") -> None:
        from wiki.actions import lock_page
        from wiki.models import Page

        lock_page(Page.objects.select_related("space").get(pk=page), by=self._person(by), reason=reason)

    def trash_wiki_page(self, page: int, by: str) -> None:
        from wiki.actions import trash_page
        from wiki.models import Page

        trash_page(Page.objects.select_related("space").get(pk=page), by=self._person(by))

    def text_of_page(self, page: int) -> str:
        """What is stored of it, written by whomever."""
        from intranet.collab.documents import read_text

        return read_text(f"page_{page}")
