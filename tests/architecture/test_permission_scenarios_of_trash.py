"""docs/permissions.md, the trash of a wiki."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied

from tests import factories
from wiki import actions
from wiki.models import Page
from wiki.trash.listing import gone_from


def fresh(page: Page) -> Page:
    return Page.objects.select_related("space", "author").get(pk=page.pk)


def test_92_what_is_in_the_trash(author, colleague, outsider, moderator, admin, customer, guest):
    lab = factories.a_space("Workshop", owner=author, members=(colleague,), visibility="closed", parts=["wiki"])
    of_ada = actions.create_page(lab, by=author, title="By Ada")
    of_ben = actions.create_page(lab, by=colleague, title="By Ben")
    for page in (of_ada, of_ben):
        actions.trash_page(fresh(page), by=author)
    seen = {
        person: set(gone_from(lab, person).values_list("pk", flat=True))
        for person in (author, colleague, outsider, moderator, admin, customer, guest)
    }
    assert seen[author] == {of_ada.pk, of_ben.pk}
    assert seen[colleague] == {of_ben.pk}
    assert not any(seen[person] for person in (outsider, moderator, admin, customer, guest))
    actions.restore_page(fresh(of_ben), by=colleague)
    actions.trash_page(fresh(of_ben), by=colleague)
    with pytest.raises(PermissionDenied):
        actions.erase_page(fresh(of_ben), by=colleague)
    assert actions.erase_page(fresh(of_ben), by=author) == 1
