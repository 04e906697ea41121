"""Making categories, and changing them."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from forum import mail_names, policies
from forum.models import Category
from forum.models.categories import TopicSort
from intranet.accounts.models import User
from intranet.activity.ledger import record
from intranet.core.decisions import require
from intranet.core.free_address import save_at_free_address
from intranet.realtime.units import action
from intranet.spaces.models import Space

CHANGEABLE = frozenset(
    {"name", "slug", "description", "position", "product", "readers", "writers", "sorts", "template", "team"}
    | {"reply_hours", "is_archived", "contacts", "address"}
)


@action
def make_category(space: Space, *, by: User, name: str, **fields: Any) -> Category:
    """Begin a category in a community space; ``fields`` as in ``change_category``."""
    require(policies.can_manage_categories(by, space))
    category = Category(space=space, name=name)
    contacts = _set(category, fields)
    if category.slug:
        category.full_clean()
        category.save()
    else:
        check = partial(category.full_clean, exclude=["slug"])
        save_at_free_address(category, name, taken=_is_taken, longest=80, fallback="category", check=check)
    if contacts is not None:
        category.contacts.set(contacts)
    if "forum" not in space.parts:
        space.parts = [*space.parts, "forum"]
        space.save(update_fields=["parts"])
    record("forum.category.made", by=by, on=category, audience=category.audience)
    return category


@action
def change_category(category: Category, *, by: User, **fields: Any) -> Category:
    """Change what is given of ``CHANGEABLE``. ValidationError for a value that makes no sense. Who reads it changes
    with its topics (``forum.keeping``), not here."""
    require(policies.can_manage_categories(by, category.space))
    before = {name: str(getattr(category, name)) for name in fields if name in CHANGEABLE and name != "contacts"}
    contacts = _set(category, fields)
    category.full_clean()
    category.save()
    if contacts is not None:
        category.contacts.set(contacts)
    after = {name: str(getattr(category, name)) for name in before}
    changed = {name: [before[name], after[name]] for name in before if before[name] != after[name]}
    record("forum.category.changed", by=by, on=category, audience=category.audience, changed=changed)
    return category


def _set(category: Category, fields: dict[str, Any]) -> list[User] | None:
    unknown = fields.keys() - CHANGEABLE
    if unknown:
        raise TypeError(f"A category has no {', '.join(sorted(unknown))}")
    for name in fields.keys() - {"contacts"}:
        setattr(category, name, fields[name])
    if "address" in fields:
        category.address = mail_names.checked(fields["address"], of=category)
    if not category.sorts or not set(category.sorts) <= set(TopicSort.values):
        raise ValidationError({"sorts": _("Say what can be begun here.")}, code="sorts")
    contacts = fields.get("contacts")
    if contacts is not None and not all(person.is_staff_member for person in contacts):
        raise ValidationError({"contacts": _("Contacts are people of the staff.")}, code="contacts")
    return None if contacts is None else list(contacts)


def _is_taken(slug: str) -> bool:
    return Category.objects.filter(slug=slug).exists()
