"""Which pages of the manual are for which firmware: told once the products are there."""

from __future__ import annotations

from intranet.content.actions import apply_to_versions
from intranet.content.models import ProductVersion
from intranet.demo.story import Story, chapter
from wiki.models import Page

from .pages import PAGES

# The page, and from which place in the line of versions on it is true.
FROM = {"battery": 1, "display": 0}


@chapter(85)
def what_is_true_of_which_version(story: Story) -> None:
    at = 1 if story.language == "it" else 0
    line = list(ProductVersion.objects.filter(product__slug="terminal-t4").order_by("position"))
    for told in PAGES:
        if told.key not in FROM:
            continue
        page = Page.objects.select_related("space", "author").filter(title=told.title[at]).first()
        if page is not None and line:
            apply_to_versions(page, by=page.author, versions=line[FROM[told.key] :])
