"""The first days in a space: a welcome, a short list of what to do, and what each has done of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.timezone import now
from django.utils.translation import gettext as _

from intranet.accounts.models import User
from intranet.activity.ledger import record
from intranet.core.decisions import no, require
from intranet.core.markup import render
from intranet.realtime.units import action
from intranet.spaces import policies
from intranet.spaces.models import ChecklistItem, ChecklistTick, Membership, Space

from .doors import hold

MOST_ITEMS = 20
LONGEST_WELCOME = 5000


class Step(NamedTuple):
    """One line of a checklist as its owner writes it. ``pk`` is that of the item it replaces, 0 for a new one."""

    label: str
    link: str = ""
    pk: int = 0


@action
def set_welcome(space: Space, *, by: User, text: str) -> bool:
    """What newcomers read first, in Markdown; empty for none. False where nothing changes."""
    require(policies.can_manage(by, space))
    if len(text) > LONGEST_WELCOME:
        raise ValidationError({"welcome": _("This has at most %(count)d characters.") % {"count": LONGEST_WELCOME}})
    if text.strip() == space.welcome.strip():
        return False
    space.welcome = text if text.strip() else ""
    space.welcome_html = render(space.welcome, people=lambda _handles: {}).html if space.welcome else ""
    space.save(update_fields=["welcome", "welcome_html"])
    _greet_from_now(space)
    record("spaces.space.welcome_set", by=by, on=space)
    return True


@action
def set_checklist(space: Space, *, by: User, steps: Sequence[Step]) -> bool:
    """What newcomers do first, in this order. A step that keeps its ``pk`` keeps who has done it."""
    require(policies.can_manage(by, space))
    hold(space)
    wanted = [_checked(step) for step in steps if step.label.strip()]
    if len(wanted) > MOST_ITEMS:
        raise ValidationError(_("A checklist has at most %(count)d lines.") % {"count": MOST_ITEMS})
    known = {item.pk: item for item in space.checklist.all()}
    before = [(item.label, item.link, item.pk) for item in known.values()]
    if before == [(step.label, step.link, step.pk) for step in wanted]:
        return False
    kept = set()
    for place, step in enumerate(wanted):
        item = known.get(step.pk) or ChecklistItem(space=space)
        item.place, item.label, item.link = place, step.label, step.link
        item.save()
        kept.add(item.pk)
    ChecklistItem.objects.filter(space=space).exclude(pk__in=kept).delete()
    _greet_from_now(space)
    record("spaces.space.checklist_set", by=by, on=space, steps=len(wanted))
    return True


@action
def tick_item(item: ChecklistItem, *, by: User, done: bool = True) -> bool:
    """Say that one has done this, or not after all. False where it was so already."""
    _member(item.space, by)
    if done:
        return ChecklistTick.objects.get_or_create(item=item, person=by)[1]
    return bool(ChecklistTick.objects.filter(item=item, person=by).delete()[0])


@action
def close_welcome(space: Space, *, by: User) -> bool:
    """Put the welcome out of one's sight. It stays on the page about the space."""
    return _close(space, by, "welcome_closed_at")


@action
def close_checklist(space: Space, *, by: User) -> bool:
    """Put the checklist out of one's sight, done or not. It stays on the page about the space."""
    return _close(space, by, "checklist_closed_at")


def _close(space: Space, by: User, column: str) -> bool:
    _member(space, by)
    mine = Membership.objects.filter(space=space, person=by, **{column: None})
    return bool(mine.update(**{column: now()}))


def _member(space: Space, person: User) -> None:
    if policies.membership_of(person, space) is None:
        require(no(_("You are not a member of this space.")))


def _checked(step: Step) -> Step:
    label, link = " ".join(step.label.split())[:160], step.link.strip()
    if not link:
        return Step(label, "", step.pk)
    if len(link) > 500:
        raise ValidationError(_("The link of “%(label)s” is too long.") % {"label": label})
    if not _is_inside(link):
        try:
            URLValidator(schemes=["http", "https"])(link)
        except ValidationError as error:
            sentence = _("“%(link)s” is no link: begin with https:// or, for a page of this site, with /.")
            raise ValidationError(sentence % {"link": link[:80]}) from error
    return Step(label, link, step.pk)


def _is_inside(link: str) -> bool:
    """A path of this site. Two slashes, or one that a browser turns round, lead elsewhere."""
    return link.startswith("/") and link[1:2] not in ("/", "\\") and not any(ord(letter) < 33 for letter in link)


def _greet_from_now(space: Space) -> None:
    """Who is in the space when it begins to greet is no newcomer; without anything to say it greets nobody."""
    greets = bool(space.welcome) or space.checklist.exists()
    if greets == (space.welcomes_since is not None):
        return
    space.welcomes_since = now() if greets else None
    space.save(update_fields=["welcomes_since"])
