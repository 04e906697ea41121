"""Who wants to hear of changes, and telling them: once a page has come to rest, as one notice with all its authors."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import Q
from django.utils.timezone import now

from intranet.accounts.models import User
from intranet.activity.ledger import record
from intranet.content.credits import not_named
from intranet.conversation.actions import watch
from intranet.conversation.models import Watch
from intranet.core.decisions import require
from intranet.realtime.units import action, step
from intranet.spaces.models import Space
from wiki import policies
from wiki.history.summary import as_rows, summary_of
from wiki.models import Bulletin, Contribution, Page, Untold, Version, Watching

# A page is told of when nobody has changed it for that long, and no later than that.
QUIET = timedelta(minutes=10)
LONGEST = timedelta(hours=3)
# Whoever brings these in does not mean to tell of each page.
_SILENT = (Version.Sort.IMPORTED,)


@action
def watch_page(page: Page, *, by: User, way: str) -> bool:
    """Hear of changes to a page ("page"), to it and all below ("tree"), or not of this one ("not"), and of its
    comments alike. False when it was so already."""
    require(policies.can_watch_page(by, page))
    way = Watching.Way(way)
    row, is_new = Watching.objects.get_or_create(page=page, person=by, defaults={"way": way})
    watch(page, by=by, level=Watch.Level.NONE if way == Watching.Way.NOT else Watch.Level.ALL)
    if is_new or row.way == way:
        return is_new
    row.way = way
    row.save(update_fields=["way"])
    return True


@action
def watch_space(space: Space, *, by: User, watching: bool = True) -> bool:
    """Hear of changes to every page of a space, or no longer. False when it was so already."""
    if not watching:
        return bool(Watching.objects.filter(space=space, person=by).delete()[0])
    require(policies.can_watch_wiki(by, space))
    _row, is_new = Watching.objects.get_or_create(space=space, person=by, defaults={"way": Watching.Way.TREE})
    return is_new


@step
def note_change(page: Page, version: Version, *, older: int) -> None:
    """What readers see has become ``version``: to be told of when it has come to rest. Who writes in a page watches it
    from then on, unless they have said otherwise."""
    if version.sort in _SILENT:
        return
    moment = now()
    waiting, is_new = Untold.objects.get_or_create(
        page=page, defaults={"older": older, "since": moment, "last_at": moment}
    )
    if not is_new:
        Untold.objects.filter(pk=waiting.pk).update(last_at=moment)
    if version.sort == Version.Sort.PROGRAM:
        return
    authors = version.contributions.filter(part=Contribution.Part.AUTHOR).values_list("person_id", flat=True)
    Watching.objects.bulk_create((Watching(page=page, person_id=pk) for pk in authors), ignore_conflicts=True)


def due_pages(moment: datetime) -> list[int]:
    """The pages that have come to rest, or have not for too long."""
    due = Untold.objects.filter(Q(last_at__lte=moment - QUIET) | Q(since__lte=moment - LONGEST))
    return list(due.order_by("since").values_list("page_id", flat=True)[:500])


@action
def tell_of_changes(page_id: int) -> Bulletin | None:
    """Tell those who watch a page what has changed since they were told last. None where there is nothing to tell: it
    was taken away, or says again what it said."""
    waiting = Untold.objects.select_for_update().filter(page=page_id).first()
    if waiting is None:
        return None
    waiting.delete()
    page = Page.objects.select_related("space", "author").get(pk=page_id)
    both = Version.objects.filter(page=page, number__in=[waiting.older, page.published_number])
    found = {version.number: version for version in both}
    before, after = found.get(waiting.older), found.get(page.published_number)
    if not page.is_published or after is None or after.is_withdrawn or after.number <= waiting.older:
        return None
    was = before.text if before is not None and not before.is_withdrawn else ""
    if before is not None and (was, before.title) == (after.text, after.title):
        return None
    summary = summary_of(was, after.text)
    authors = _authors(page, waiting.older, after.number)
    activity = record(
        "wiki.page.changed" if waiting.older else "wiki.page.appeared",
        by=authors[0] if authors else page.author,
        on=page,
        older=waiting.older,
        newer=after.number,
        also=[person.pk for person in authors[1:]],
    )
    return Bulletin.objects.create(
        activity=activity,
        page=page,
        older=waiting.older,
        newer=after.number,
        added=summary.added,
        removed=summary.removed,
        lines=as_rows(summary.lines),
        readers=before.readers if before is not None else after.readers,
    )


def _authors(page: Page, older: int, newer: int) -> list[User]:
    """Who wrote in it since, the last first."""
    parts = Contribution.objects.filter(
        version__page=page,
        version__number__gt=older,
        version__number__lte=newer,
        part__in=[Contribution.Part.AUTHOR, Contribution.Part.PROPOSER],
    )
    named = parts.exclude(not_named("person", "version__page"))
    rows = named.select_related("person").order_by("-version__number", "pk")
    return list({row.person_id: row.person for row in rows[:200]}.values())
