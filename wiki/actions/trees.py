"""Where pages stand: what every change of a tree shares."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import CharField, F, Max, Q, Value
from django.db.models.functions import Concat, Substr
from django.utils.translation import gettext as _

from intranet.realtime.publish import publish
from intranet.realtime.units import step
from intranet.spaces.models import Space
from wiki.models import Page, Tree
from wiki.models.pages import DEEPEST
from wiki.tree.html import line_in_every_language

GAP = 1 << 16


@step
def hold_tree(space: Space) -> Tree:
    """The tree of a space, held until the action ends."""
    Tree.objects.get_or_create(space=space)
    return Tree.objects.select_for_update().get(space=space)


@step
def position_before(space: Space, parent: Page | None, before: Page | None, *, moving: Page | None = None) -> int:
    """A position among the children of ``parent``, before a sibling, or at the end."""
    siblings = Page.objects.filter(space=space, parent=parent)
    if moving is not None:
        siblings = siblings.exclude(pk=moving.pk)
    if before is None:
        return (siblings.aggregate(last=Max("position"))["last"] or 0) + GAP
    for _attempt in range(2):
        previous = siblings.filter(position__lt=before.position).aggregate(last=Max("position"))["last"] or 0
        if before.position - previous > 1:
            return previous + (before.position - previous) // 2
        for place, sibling in enumerate(list(siblings.order_by("position", "pk")), start=1):
            Page.objects.filter(pk=sibling.pk).update(position=place * GAP)
        before.refresh_from_db(fields=["position"])
    raise AssertionError("there is room after renumbering")


def check_depth(parent: Page | None, height: int = 1) -> None:
    if parent is not None and parent.depth + 1 + height > DEEPEST:
        raise ValidationError(
            _("Pages stand at most %(most)s deep: nobody finds what lies deeper.") % {"most": DEEPEST}, code="deep"
        )


@step
def put_under(page: Page, parent: Page | None) -> None:
    """Give a page that is held, and all below it, the path that it has under ``parent``."""
    old, new = page.path, f"{parent.path if parent else '/'}{page.pk}/"
    if old == new:
        return
    moved: Any = Concat(Value(new), Substr(F("path"), len(old) + 1), output_field=CharField())
    Page.objects.filter(path__startswith=old).update(path=moved)
    page.path = new


@step
def tell_tree(space: Space, what: str, page: Page, **more: Any) -> None:
    """Open trees hear that something stands elsewhere. Where everybody who hears it may read the page, they are told
    its line as well, and which one comes after it; otherwise each asks what its reader may see."""
    told: dict[str, Any] = {"what": what, "page": page.pk, "parent": page.parent_id, "space": space.pk} | more
    html = None
    if what not in ("trashed", "left") and page.is_published and page.audience == space.audience:
        seen = Page.objects.in_tree(space).filter(audience=space.audience)
        beside = seen.filter(parent=page.parent_id).exclude(pk=page.pk)
        after = Q(position__gt=page.position) | Q(position=page.position, pk__gt=page.pk)
        told["before"] = beside.filter(after).values_list("pk", flat=True).first()
        html = line_in_every_language(page, space, has_children=seen.filter(parent=page).exists())
    publish(space.audience, "wiki.tree.changed", html=html, **told)
