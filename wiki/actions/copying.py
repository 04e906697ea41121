"""Pages that others begin with: templates, copies, and the page that a wiki opens with."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from intranet.accounts.models import User
from intranet.activity.ledger import record
from intranet.content.actions.writing import hold
from intranet.core.decisions import require
from intranet.realtime.units import action
from intranet.spaces.models import Space
from wiki import policies
from wiki.models import Page

from .pages import create_page
from .trees import hold_tree, tell_tree

LONGEST_TITLE = 200


@action
def mark_template(page: Page, *, by: User, is_template: bool = True) -> bool:
    """Have pages of this space begin with this one's text, or no longer. False when it was so already."""
    hold(page)
    page.refresh_from_db(fields=["is_template"])
    require(policies.can_manage_page(by, page))
    if page.is_template == is_template:
        return False
    page.is_template = is_template
    page.save(update_fields=["is_template"])
    assert page.space is not None
    record("wiki.page.template_set", by=by, on=page, template=is_template)
    tell_tree(page.space, "renamed", page)
    return True


@action
def copy_page(page: Page, *, by: User) -> Page:
    """A page with the same text, right behind it, for the people of the space; its history and what was said about it
    stay where they are."""
    assert page.space is not None
    parent = page.parent
    if parent is not None and not policies.can_create_in(by, page.space, parent):
        parent = None
    following = Page.objects.in_tree(page.space).filter(parent=parent, position__gt=page.position).first()
    ending = _("(copy)")
    title = f"{page.title[: LONGEST_TITLE - len(ending) - 1]} {ending}"
    return create_page(
        page.space, by=by, title=title, parent=parent, before=following, body=page.body, language=page.language
    )


@action
def set_start(space: Space, *, by: User, page: Page | None) -> bool:
    """Choose the page that the wiki of a space opens with. False when it was so already."""
    require(policies.can_set_start(by, space))
    tree = hold_tree(space)
    if page is not None and (page.space_id != space.pk or not page.is_published):
        raise ValidationError(_("That page is not there any more."), code="start")
    if tree.start_id == (page.pk if page else None):
        return False
    tree.start = page
    tree.save(update_fields=["start"])
    record("wiki.tree.start_set", by=by, on=space, page=page.pk if page else None)
    return True
