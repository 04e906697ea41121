"""A page is moved while who reads it is changed: whatever comes first, what is written agrees with what is said."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from tests.platform.threads import together
from wiki import actions, rights
from wiki.models import Page
from wiki.spreading import work_out

pytestmark = pytest.mark.django_db(transaction=True)


def test_moves_and_changes_of_rights_do_not_cross(handbook, author):
    def page(title: str) -> Page:
        return Page.objects.select_related("space", "author", "parent").get(pk=handbook[title].pk)

    def trying(act):
        def tried():
            try:
                return act()
            except (PermissionDenied, ValidationError) as refusal:
                return refusal

        return tried

    together(
        trying(lambda: actions.move_page(page("trains"), by=author, parent=page("holidays"))),
        trying(lambda: actions.set_reading(page("holidays"), by=author, reads="customers")),
        trying(lambda: actions.set_reading(page("travel"), by=author, reads="public")),
        trying(lambda: actions.move_page(page("travel"), by=author, parent=page("holidays"))),
        trying(lambda: actions.set_reading(page("handbook"), by=author, reads="public")),
        trying(lambda: actions.set_reading(page("handbook"), by=author, reads="")),
    )
    for found in Page.objects.select_related("space", "parent"):
        assert found.audience == rights.audience_of(found)
        assert work_out(found) == []
        above = "" if found.parent is None else found.parent.path
        assert found.path == f"{above or '/'}{found.pk}/"


def test_two_who_translate_at_once_make_one_page(page, author, colleague):
    def translating(by):
        def act():
            try:
                return actions.translate_page(Page.objects.get(pk=page.pk), by=by, language="it", title="Ventole")
            except ValidationError as refusal:
                return refusal

        return act

    ends = together(translating(author), translating(colleague))
    assert sorted(isinstance(end, Page) for end in ends) == [False, True]
    assert Page.objects.filter(translation_of=page).count() == 1
