"""When a page comes before its readers: the topics it documents say so, and those whose words it has are told."""

from __future__ import annotations

from django.db.models import Exists, OuterRef

from forum.documenting.actions import say_documented
from forum.models import Topic
from intranet.activity.ledger import Reactor
from intranet.activity.models import Activity
from intranet.content.actions import tell_credited
from intranet.content.models import Credit, Link
from intranet.jobs import job
from wiki.models import Page

# What changes who reads a page, or whether there is something to read.
_VERBS = frozenset(
    f"wiki.page.{what}"
    for what in ("published", "edited", "reading_set", "moved", "deleted", "undeleted", "hidden", "restored")
)


def _concerned(page: int) -> list[int]:
    """Of a page and those under it, which follow it, the ones that document something or have untold credits."""
    top = Page.objects.filter(pk=page).first()
    if top is None:
        return []
    links = Link.objects.filter(source=OuterRef("pk"), relation=Link.Relation.DOCUMENTS)
    credits_ = Credit.objects.filter(entry=OuterRef("pk"), told_at=None, withdrawn_at=None)
    pages = Page.objects.with_subtree(top).filter(Exists(links) | Exists(credits_))
    return list(pages.order_by("pk").values_list("pk", flat=True))


def _enqueue(activity: Activity) -> None:
    if _concerned(activity.subject_id):
        look_at_documents.enqueue(page=activity.subject_id)


@job(attempts=5, backoff=30)
def look_at_documents(*, page: int) -> int:
    """Say under each topic that it is documented, where that is true now and was not said. Returns how many were."""
    said = 0
    for found in Page.objects.filter(pk__in=_concerned(page)).select_related("space", "author").order_by("pk"):
        linked = Link.objects.filter(source=found, relation=Link.Relation.DOCUMENTS).values("target")
        for topic in Topic.objects.with_place().filter(pk__in=linked).order_by("pk"):
            said += say_documented(topic, found)
        tell_credited(found)
    return said


DOCUMENTS = Reactor("documents", concerns=lambda verb: verb.name in _VERBS, enqueue=_enqueue)
