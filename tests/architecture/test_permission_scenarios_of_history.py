"""The scenarios of docs/permissions.md about the history of pages, each under its number."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils.timezone import localdate

from intranet.accounts.models import User
from intranet.accounts.personal_data import erase_texts
from intranet.notifications.inbox import page_of
from intranet.notifications.reactor import notify
from intranet.spaces.actions import remove_member
from intranet.spaces.audiences import forget
from wiki import actions
from wiki.actions.statistics import keep_readings
from wiki.actions.watching import tell_of_changes
from wiki.history.reading import versions_read_by
from wiki.models import Contribution, Page


@pytest.fixture
def page(lab, author, colleague) -> Page:
    """Three versions: Ada's, Ben's, Ada's."""
    page = actions.create_page(lab, by=author, title="Fans", body="Loud.")
    actions.put_text(page, by=colleague, text="Louder.")
    actions.put_text(page, by=author, text="Quiet.")
    return again(page)


def again(page: Page) -> Page:
    return Page.objects.select_related("space", "author", "parent").get(pk=page.pk)


def seen_by(person, page: Page) -> set[int]:
    return set(versions_read_by(person, again(page)).values_list("number", flat=True))


def test_79_versions(page, author, colleague, outsider, customer):
    assert seen_by(colleague, page) == {1, 2, 3}
    assert seen_by(outsider, page) == seen_by(customer, page) == set()
    actions.set_reading(page, by=author, reads="public")
    assert seen_by(customer, page) == {3}
    actions.put_text(again(page), by=author, text="Silent.", publish=False)
    assert seen_by(customer, page) == {3}
    actions.publish_page(again(page), by=author)
    assert seen_by(customer, page) == {4}
    assert seen_by(colleague, page) == {1, 2, 3, 4}


def test_80_going_back(page, author, colleague):
    actions.restore_version(page, by=colleague, number=1)
    with pytest.raises(PermissionDenied, match="take texts out"):
        actions.withdraw_versions(again(page), by=colleague, first=1, last=1, reason="Mine")
    actions.withdraw_versions(again(page), by=author, first=1, last=1, reason="A password.")
    actions.set_editing(again(page), by=author, edits=Page.Edits.KEEPERS)
    for act in (
        actions.restore_version,
        lambda page, by, number: actions.note_version(page, by=by, number=2, note="x"),
    ):
        with pytest.raises(PermissionDenied):
            act(again(page), by=colleague, number=2)


def test_81_watching(page, lab, author, colleague, outsider):
    tell_of_changes(page.pk)
    actions.put_text(page, by=author, text="Silent.")
    remove_member(lab, by=author, person=colleague)
    forget(colleague)
    bulletin = tell_of_changes(page.pk)
    notify.func(activity_id=bulletin.activity_id)
    assert page_of(User.objects.get(pk=colleague.pk)).threads == []
    assert page_of(author).threads == []
    with pytest.raises(PermissionDenied):
        actions.watch_space(lab, by=outsider)


def test_82_how_much_a_page_is_read(page, author, colleague, admin, as_):
    told = reverse("wiki:statistics", args=[page.pk])
    keep_readings({(page.pk, localdate(), str(number)): ("staff", 3) for number in range(4)})
    assert "Fewer than 5 readers" in as_(author).get(told).content.decode()
    assert as_(colleague).get(told).status_code == 403
    assert as_(admin).get(told).status_code == 404


def test_83_when_somebodys_words_are_erased(page, lab, author, colleague, admin):
    alone = actions.create_page(lab, by=author, title="Mine", body="Alone.")
    while erase_texts(author, admin):
        pass
    assert not Page.objects.filter(pk=alone.pk).exists()
    assert again(page).body == "Quiet."
    assert Contribution.objects.filter(version__page=page, person=author).exists()
