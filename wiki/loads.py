"""Load data of the wiki: trees of pages that point at each other."""

from __future__ import annotations

from collections.abc import Iterator

from intranet.demo.loads import Load, load
from intranet.spaces.models import Space

from .bulk import insert_pages
from .models import Page

# Under each page so many, so that a tree of 5,000 is six deep.
_BRANCHES = 5
_POINTING = 0.4


@load("pages", 50)
def pages(load: Load) -> None:
    """The first space has half of them, the others share the rest."""
    spaces = list(load.spaces) or list(Space.objects.order_by("pk"))
    if not spaces:
        return
    count = insert_pages(_written(load, load.sizes["pages"], spaces), told=load.progress("pages"))
    load.progress("pages")(count)


def _written(load: Load, how_many: int, spaces: list[Space]) -> Iterator[Page]:
    chance = load.chance
    trees: dict[int, list[Page]] = {space.pk: [] for space in spaces}
    for number in range(how_many):
        space = spaces[0] if number % 2 == 0 or len(spaces) == 1 else spaces[1 + number // 2 % (len(spaces) - 1)]
        tree = trees[space.pk]
        place = len(tree)
        author = chance.choice(load.members.get(space.pk) or load.staff)
        italian = author.language == "it"
        sections = [f"## {load.sentence(3)[:-1]}\n\n{load.paragraph(4, italian=italian)}" for _section in range(4)]
        if tree and chance.random() < _POINTING:
            sections.append(f"[[{chance.choice(tree).title}]]")
        page = Page(
            space=space,
            author=author,
            parent=tree[(place - 1) // _BRANCHES] if place else None,
            title=f"{load.sentence(3)[:-1]} {number}",
            body="\n\n".join([load.paragraph(3, italian=italian), *sections]),
            published_at=load.moment(number / how_many),
        )
        tree.append(page)
        yield page
