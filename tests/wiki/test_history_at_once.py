"""Two people at the same moment, in the history of a page."""

from __future__ import annotations

import pytest

from intranet.activity.models import Activity
from tests.platform.threads import together
from wiki import actions
from wiki.actions.watching import tell_of_changes
from wiki.models import Page, Version, Watching

pytestmark = pytest.mark.django_db(transaction=True)


def test_two_who_save_the_same_at_once_make_one_version(page, author, colleague, write):
    write(page, author, "The fans hum.")

    saved = together(*(lambda who=who: actions.save_version(_page(page), by=who) for who in (author, colleague)))
    assert {version.number for version in saved} == {2}
    assert Version.objects.filter(page=page).count() == 2


def test_two_who_write_at_once_make_two_versions_one_after_the_other(page, author, colleague):
    together(
        *(lambda who=who: actions.put_text(_page(page), by=who, text=f"By {who.name}.") for who in (author, colleague))
    )

    numbers = list(Version.objects.filter(page=page).order_by("number").values_list("number", flat=True))
    assert numbers == [1, 2, 3]
    assert Page.objects.get(pk=page.pk).published_number == 3


def test_what_is_told_twice_at_once_is_told_once(page, author, colleague):
    tell_of_changes(page.pk)
    actions.put_text(page, by=colleague, text="The fans hum.")

    told = together(lambda: tell_of_changes(page.pk), lambda: tell_of_changes(page.pk))
    assert sorted(bulletin is not None for bulletin in told) == [False, True]
    assert Activity.objects.filter(verb="wiki.page.changed").count() == 1


def test_watching_twice_at_once_is_watching(page, colleague):
    together(
        *(lambda way=way: actions.watch_page(_page(page), by=colleague, way=way) for way in ("page", "tree", "tree"))
    )

    assert Watching.objects.filter(page=page, person=colleague).count() == 1


def _page(page: Page) -> Page:
    return Page.objects.select_related("space", "author").get(pk=page.pk)
