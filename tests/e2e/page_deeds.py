"""What a test may ask of pages and the documents behind them; see ``house``."""

from __future__ import annotations

from typing import Any


class PageDeeds:
    def wiki_page(self, members: list[str], title: str, body: str = "", visibility: str = "open") -> dict[str, Any]:
        """A page by the first of these people, in a space of theirs that shows a wiki. Where two tests of one house
        chose the same title, the second space gets a number."""
        from intranet.spaces.models import Space
        from wiki.actions import create_page

        from .spaces_again import a_space_called

        owner, *others = [self._person(handle) for handle in members]
        name = f"Spazio {title}"
        if namesakes := Space.objects.filter(name__startswith=name).count():
            name = f"{name} {namesakes + 1}"
        space = a_space_called(name, owner=owner, members=tuple(others), parts=["wiki"], visibility=visibility)
        page = create_page(space, by=owner, title=title, body=body)
        return {"pk": page.pk, "space": space.slug, "path": page.get_absolute_url()}

    def edit_page(self, page: int, by: str, add: str) -> int:
        """Through the program, while others have it open."""
        from intranet.collab.actions import edit_text

        return edit_text(f"page_{page}", by=self._person(by), change=lambda text: text + add).seq

    def rewrite_page(self, page: int, by: str, text: str) -> int:
        """As a version of its own, which readers see."""
        from wiki.actions import put_text
        from wiki.models import Page

        return put_text(Page.objects.get(pk=page), by=self._person(by), text=text).number

    def document_of(self, page: int) -> dict[str, Any]:
        """What the database says of a page's document; its numbers, and whether they are in order."""
        from intranet.collab import crdt
        from intranet.collab.documents import read_text, state_vector
        from intranet.collab.models import Document

        name = f"page_{page}"
        document = Document.objects.get(name=name)
        numbers = list(document.updates.order_by("seq").values_list("seq", flat=True))
        return {
            "text": read_text(name),
            "head": document.head,
            "snapshot_seq": document.snapshot_seq,
            "gapless": numbers == list(range(1, document.head + 1)),
            "stored": list(crdt.decoded_state(state_vector(name)).items()),
            "writers": len(set(document.updates.values_list("person_id", flat=True)) - {None}),
        }

    def put_out_of(self, space: str, by: str, whom: str) -> None:
        from intranet.spaces.actions import remove_member
        from intranet.spaces.models import Space

        remove_member(Space.objects.get(slug=space), by=self._person(by), person=self._person(whom))

    def wiki_tree(self, members: list[str], titles: list[list[str]]) -> dict[str, Any]:
        """A space that shows a wiki with these pages, each [title, title of the page above or ""], by the first of
        these people. Answers the space, and the address and number of each."""
        from tests import factories
        from wiki.actions import create_page

        owner, *others = [self._person(handle) for handle in members]
        space = factories.a_space(owner=owner, members=tuple(others), parts=["wiki"])
        made: dict[str, Any] = {}
        for title, above in titles:
            made[title] = create_page(space, by=owner, title=title, parent=made.get(above), body=f"About {title}.")
        paths = {title: page.get_absolute_url() for title, page in made.items()}
        ids = {title: page.pk for title, page in made.items()}
        return {"slug": space.slug, "name": space.name, "paths": paths, "ids": ids}

    def public_pages(self, members: list[str], titles: list[list[str]]) -> dict[str, Any]:
        """The same, and everybody reads them; the addresses are those of the street."""
        from wiki.actions import set_reading
        from wiki.models import Page

        found = self.wiki_tree(members, titles)
        for number in found["ids"].values():
            page = Page.objects.select_related("space").get(pk=number)
            set_reading(page, by=self._person(members[0]), reads="public")
        paths = {title: f"/docs/{number}/" for title, number in found["ids"].items()}
        return found | {"paths": paths}

    def tree_of(self, space: str) -> list[list[str]]:
        """[title, title of the page above or ""] of each page of a space, the children of one in their order."""
        from intranet.spaces.models import Space
        from wiki.models import Page

        pages = Page.objects.in_tree(Space.objects.get(slug=space)).select_related("parent")
        return [[page.title, page.parent.title if page.parent else ""] for page in pages]

    def bring_out(self, page: int, by: str, body: str) -> None:
        from wiki.actions import put_text
        from wiki.models import Page

        put_text(Page.objects.get(pk=page), by=self._person(by), text=body, publish=True)

    def move_page(self, page: int, by: str, under: int | None) -> None:
        from wiki.actions import move_page
        from wiki.models import Page

        parent = Page.objects.get(pk=under) if under else None
        move_page(Page.objects.select_related("space").get(pk=page), by=self._person(by), parent=parent)
