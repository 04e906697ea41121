"""What tests of the roads between the parts ask the firm's hand for."""

from __future__ import annotations

from typing import Any


class RoadDeeds:
    """Mixed into ``Deeds``."""

    _person: Any

    def board_beside(self, name: str, category: str) -> dict[str, Any]:
        """An open board beside the category of that slug, in the same community."""
        from forum.models import Category
        from ideas.actions import make_board

        space = Category.objects.select_related("space").get(slug=category).space
        keeper = space.memberships.filter(role="owner").first().person
        board = make_board(space, by=keeper, name=name)
        return {"pk": board.pk, "path": board.get_absolute_url()}

    def credit(self, by: str, form: str) -> None:
        """How somebody wishes to be named, who is known so well that nobody counts how much they write in an hour."""
        from intranet.content.actions import choose_credit

        person = self._person(by)
        choose_credit(by=person, form=form)
        type(person).objects.filter(pk=person.pk, kind="customer").update(trust=4)

    def retitle(self, by: str, entry: int, title: str) -> None:
        from intranet.content.actions import edit_entry
        from intranet.content.kinds import real
        from intranet.content.models import Entry

        found = real(Entry.objects.get(pk=entry))
        edit_entry(found, by=self._person(by), title=title, body=found.body)

    def publish(self, by: str, page: int) -> None:
        """Bring the working text of a page out to its readers."""
        from wiki.actions import publish_page
        from wiki.models import Page

        publish_page(Page.objects.select_related("space").get(pk=page), by=self._person(by))
