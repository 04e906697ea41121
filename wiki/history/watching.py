"""Whom a change of a page concerns, and what they are told of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from intranet.accounts.models import User
from intranet.activity.models import Activity
from intranet.activity.verbs import Recipient
from intranet.content.menu import MenuItem
from intranet.notifications.groups import Group
from intranet.notifications.wordings import Wording
from intranet.spaces.audiences import Viewer, audiences_of
from intranet.spaces.models import Space
from wiki import policies
from wiki.models import Bulletin, Contribution, Page, Watching

from .summary import from_rows, words_of

if TYPE_CHECKING:
    from intranet.notifications.models import Notification

GROUP = Group(
    "pages",
    gettext_lazy("Pages I watch"),
    gettext_lazy("What changed in pages and trees of the wiki, told once a page has come to rest."),
    reasons=frozenset({"page"}),
    verbs=("wiki.page.changed", "wiki.page.appeared"),
    channels=frozenset({"app", "mail"}),
    icon="wiki",
    order=33,
)


def watchers_of(page: Page) -> QuerySet[Watching]:
    """The rows by which people hear of this page: its own, of a tree it stands in, of its space."""
    above = Q(page__in=page.ancestor_ids, way=Watching.Way.TREE)
    rows = Watching.objects.filter(Q(page=page) | above | Q(space=page.space_id))
    return rows.exclude(person__in=Watching.objects.filter(page=page, way=Watching.Way.NOT).values("person"))


def concerned(activity: Activity) -> Iterable[Recipient]:
    """Who watches it, without those who had a part in all of what is told. Whether they may read it is asked later."""
    page = Page.objects.filter(pk=activity.subject_id).first()
    if page is None:
        return
    numbers = {"version__number__gt": activity.details["older"], "version__number__lte": activity.details["newer"]}
    parts = Contribution.objects.filter(version__page=page, **numbers).values_list("version_id", "person_id")
    by_version: dict[int, set[int]] = {}
    for version, person in parts:
        by_version.setdefault(version, set()).add(person)
    in_all = set.intersection(*by_version.values()) if by_version else set()
    for pk in sorted(set(watchers_of(page).values_list("person_id", flat=True)) - in_all):
        yield Recipient(pk, "page")


def wordings(notifications: Sequence[Notification]) -> Mapping[int, Wording]:
    """How much changed, the first lines, who wrote, and the way to the whole difference. Of what the page said before
    it was opened to them, people are told nothing."""
    bulletins = {
        one.activity_id: one for one in Bulletin.objects.filter(activity__in=[row.activity_id for row in notifications])
    }
    ids = {pk for row in notifications for pk in row.activity.details.get("also", ())}
    people = User.objects.in_bulk(ids) if ids else {}
    found = {}
    for row in notifications:
        bulletin = bulletins.get(row.activity_id)
        also = [people[pk] for pk in row.activity.details.get("also", ()) if pk in people]
        found[row.pk] = _wording(bulletin, row, also) if bulletin is not None else Wording(also=also)
    return found


def _wording(bulletin: Bulletin, row: Notification, also: Sequence[User]) -> Wording:
    summary = words_of(bulletin.added, bulletin.removed)
    if not _may_compare(bulletin, row):
        return Wording(words=_("The page has changed."), summary=_("The page has changed."), also=also)
    lines = from_rows(bulletin.lines)
    first = "".join(piece.text for piece in lines[0] if piece.change != "removed").strip() if lines else ""
    leads = reverse("wiki:compare", args=[bulletin.page_id, bulletin.older, bulletin.newer]) if bulletin.older else ""
    return Wording(
        words=f"{summary}: {first}" if first and bulletin.older else first or summary,
        summary=summary if bulletin.older else _("A new page"),
        changes=lines,
        also=also,
        leads=leads,
    )


def _may_compare(bulletin: Bulletin, row: Notification) -> bool:
    if bulletin.readers in audiences_of(row.recipient):
        return True
    page = Page.objects.select_related("space").filter(pk=bulletin.page_id).first()
    return page is not None and bool(policies.can_edit_page(row.recipient, page))


# --- The way to say so -----------------------------------------------------------------------------------------------


def way_of(person: Viewer, page: Page) -> str:
    """ "page", "tree", "not", or "" for nothing said."""
    if not person.is_authenticated:
        return ""
    found = Watching.objects.filter(page=page, person_id=person.pk).values_list("way", flat=True).first()
    return str(found or "")


def watched_by(person: User) -> QuerySet[Watching]:
    """What somebody watches, of what they may read."""
    mine = Watching.objects.filter(person=person).exclude(way=Watching.Way.NOT)
    pages = Page.objects.visible_to(person).published().values("pk")
    return mine.filter(Q(page__in=pages) | Q(space__in=Space.objects.visible_to(person).values("pk")))


def is_watching_space(person: Viewer, space: Space) -> bool:
    return bool(person.is_authenticated) and Watching.objects.filter(space=space, person_id=person.pk).exists()


def watch_items(request: HttpRequest, page: Page) -> Iterable[MenuItem]:
    """The lines of a page's menu."""
    if not policies.can_watch_page(request.user, page):
        return
    url = reverse("wiki:watch", args=[page.pk])
    way = way_of(request.user, page)
    if way != Watching.Way.PAGE:
        yield MenuItem("watch", _("Watch this page"), "eye", url, how="send", order=24, values={"way": "page"})
    if way != Watching.Way.TREE:
        label = _("Watch it and all below")
        yield MenuItem("watch-tree", label, "eye", url, how="send", order=25, values={"way": "tree"})
    if way in (Watching.Way.PAGE, Watching.Way.TREE):
        yield MenuItem("unwatch", _("Stop watching"), "eye-off", url, how="send", order=26, values={"way": "not"})
