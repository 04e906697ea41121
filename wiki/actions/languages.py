"""Saying a page in another language, and keeping that up with it."""

from __future__ import annotations

from uuid import UUID

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.translation import gettext as _

from intranet.accounts.models import User
from intranet.activity.ledger import record
from intranet.content.actions import written_before
from intranet.core.decisions import require
from intranet.realtime.units import action, step
from wiki import policies
from wiki.languages.groups import group_of
from wiki.languages.names import is_language
from wiki.models import Page

from .bringing import hold_page
from .pages import create_page
from .trees import hold_tree


@action
def translate_page(page: Page, *, by: User, language: str, title: str, client_id: UUID | None = None) -> Page:
    """Begin a page beside this one that says it in another language, with its text to begin from. It is read by no
    more people than this one, and outside of the house by nobody until somebody publishes it."""
    if (earlier := written_before(Page, by=by, client_id=client_id)) is not None:
        return earlier
    assert page.space is not None
    hold_tree(page.space)
    original = _original_of(page)
    _hold_both(page, original)
    require(policies.can_translate(by, page))
    _check_language(language)
    _check_free(original, language)
    made = create_page(
        page.space,
        by=by,
        title=title,
        parent=page.parent,
        before=_next_to(page),
        body=page.body,
        language=language,
        client_id=client_id,
        read_like=page,
    )
    made.translation_of, made.translated_number = original, original.published_number
    made.save(update_fields=["translation_of", "translated_number"])
    record("wiki.page.translated", by=by, on=made, original=original.pk, language=language)
    return made


@action
def link_translation(page: Page, *, by: User, original: Page, language: str) -> Page:
    """Say of a page that is there already that it says ``original`` in this language."""
    original = _original_of(original)
    _hold_both(page, original)
    require(policies.can_edit_page(by, page))
    require(policies.can_edit_page(by, original))
    _check_language(language)
    if page.pk == original.pk:
        raise ValidationError(_("A page is no translation of itself."), code="itself")
    if page.translation_of_id == original.pk and page.language == language:
        return page
    if page.translation_of_id is not None and page.translation_of_id != original.pk:
        raise ValidationError(_("It is a translation of another page. Take it from there first."), code="linked")
    if page.translations.exists():
        raise ValidationError(
            _("It has translations itself. Choose the other page as the translation."), code="original"
        )
    _check_free(original, language, but=page)
    page.language, page.translation_of, page.translated_number = language, original, original.published_number
    page.save(update_fields=["language", "translation_of", "translated_number"])
    record("wiki.page.translated", by=by, on=page, original=original.pk, language=language)
    return page


@action
def unlink_translation(page: Page, *, by: User) -> bool:
    """It stands by itself from now on. False where it did already."""
    hold_page(page)
    require(policies.can_edit_page(by, page))
    if page.translation_of_id is None:
        return False
    original = page.translation_of_id
    page.translation_of, page.translated_number = None, None
    page.save(update_fields=["translation_of", "translated_number"])
    record("wiki.page.untranslated", by=by, on=page, original=original)
    return True


@action
def mark_current(page: Page, *, by: User, number: int | None = None) -> bool:
    """Say that a translation says what its original says, as of version ``number`` of that: the one that was looked
    at. False where that was said already."""
    hold_page(page)
    require(policies.can_edit_page(by, page))
    if page.translation_of_id is None:
        raise ValidationError(_("This page is no translation."), code="original")
    original = Page.objects.visible_to(by).filter(pk=page.translation_of_id).first()
    if original is None:
        raise PermissionDenied(_("You cannot read what it was translated from."))
    newest = original.published_number
    upto = newest if number is None else min(number, newest)
    if (page.translated_number or 0) >= upto:
        return False
    page.translated_number = upto
    page.save(update_fields=["translated_number"])
    record("wiki.page.compared", by=by, on=page, streams=[page.root_key], frame={"entry": page.pk}, number=upto)
    return True


@action
def set_language(page: Page, *, by: User, language: str) -> bool:
    """Say in which language a page is written."""
    hold_page(page)
    require(policies.can_edit_page(by, page))
    _check_language(language)
    if page.language == language:
        return False
    if page.translation_of_id is not None or page.translations.exists():
        _check_free(page, language, but=page)
    page.language = language
    page.save(update_fields=["language"])
    record("wiki.page.language_set", by=by, on=page, language=language)
    return True


def _original_of(page: Page) -> Page:
    if page.translation_of_id is None:
        return page
    return Page.objects.select_related("space").get(pk=page.translation_of_id)


@step
def _hold_both(page: Page, original: Page) -> None:
    """In one order, so that nobody waits in a ring; and so that two who translate at once make one page."""
    for one in sorted({page, original}, key=lambda found: found.pk):
        hold_page(one)
    if page.pk == original.pk:
        hold_page(page)


def _next_to(page: Page) -> Page | None:
    beside = Page.objects.filter(space=page.space, parent=page.parent_id, position__gt=page.position)
    return beside.order_by("position", "pk").first()


def _check_language(language: str) -> None:
    if not is_language(language):
        raise ValidationError(_("That is no language we know of."), code="language")


def _check_free(original: Page, language: str, *, but: Page | None = None) -> None:
    taken = group_of(original).published().filter(language=language)
    if but is not None:
        taken = taken.exclude(pk=but.pk)
    if taken.exists():
        raise ValidationError(_("There is a page in that language already."), code="taken")
