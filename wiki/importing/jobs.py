"""The long work of bringing pages in, a turn at a time."""

from __future__ import annotations

from datetime import timedelta
from time import monotonic

from django.utils import timezone, translation
from django.utils.timezone import now
from django.utils.translation import gettext as _

from intranet.jobs import job, scheduled
from wiki.models import PageImport

# So long at a time, then others get their turn.
SECONDS = 20
TRIED_FOR = timedelta(days=1)
KEPT_FOR = timedelta(days=30)


@job(attempts=2, backoff=30)
def look_through_import(*, passage: int) -> bool:
    """Read what somebody has brought, and draw up the tree it would become."""
    from wiki.actions.importing import import_looked_through  # noqa: PLC0415 - actions enqueue these jobs

    from .converted import Unreadable  # noqa: PLC0415
    from .looking import Stopped, look, opened  # noqa: PLC0415

    found = PageImport.objects.select_related("person", "parent").filter(pk=passage, state="looking").first()
    if found is None:
        return False
    waiting = PageImport.objects.filter(pk=passage, state="looking")
    with translation.override(found.person.language):
        try:
            with opened(found) as archive:
                look(found, archive, told=lambda done, total: bool(waiting.update(done=done, total=total)))
        except Unreadable as error:
            return import_looked_through(found, problem=str(error))
        except FileNotFoundError:
            return import_looked_through(found, problem=_("The file is not there any more. Bring it again."))
        except Stopped:
            return False
    return import_looked_through(found)


@job(attempts=6, backoff=30)
def bring_in(*, passage: int) -> int:
    """Make the pages of an import, so many in a turn. Returns how many batches that were."""
    from wiki.actions.importing import import_is_in  # noqa: PLC0415

    from .bringing import Bringing  # noqa: PLC0415
    from .converted import Unreadable  # noqa: PLC0415
    from .looking import opened  # noqa: PLC0415
    from .policies import can_import  # noqa: PLC0415

    found = PageImport.objects.select_related("person", "space", "parent").filter(pk=passage, state="running").first()
    if found is None:
        return 0
    if not (allowed := can_import(found.person, found.space, found.parent)):
        import_is_in(found, problem=str(allowed.refusal))
        tidy_import.enqueue(passage=passage)
        return 0
    batches, until = 0, monotonic() + SECONDS
    with translation.override(found.person.language), timezone.override(found.person.time_zone):
        try:
            with opened(found) as archive:
                bringing = Bringing(found, archive)
                bringing.make_shells()
                while bringing.bring_texts():
                    batches += 1
                    made = found.rows.filter(outcome="made").count()
                    if not PageImport.objects.filter(pk=passage, state="running").update(done=made):
                        tidy_import.enqueue(passage=passage)
                        return batches
                    if monotonic() > until:
                        bring_in.enqueue_once(key=str(passage), passage=passage)
                        return batches
        except (Unreadable, FileNotFoundError) as error:
            import_is_in(found, problem=str(error))
            tidy_import.enqueue(passage=passage)
            return batches
    import_is_in(found)
    return batches


@job(attempts=5, backoff=60)
def tidy_import(*, passage: int) -> None:
    """After a stop: the drafts that got no text go, and so does the file."""
    from .bringing import take_back_shells  # noqa: PLC0415

    found = PageImport.objects.filter(pk=passage, state="stopped").first()
    if found is not None:
        take_back_shells(found)


@scheduled(cron="53 4 * * *", name="wiki.imports")
def look_after_imports() -> None:
    """Forget what was looked through and not let in within a day, and reports after a month."""
    from wiki.actions.importing import forget_import, stop_import  # noqa: PLC0415

    stale = PageImport.objects.filter(state__in=["looking", "ready"], asked_at__lt=now() - TRIED_FOR)
    for passage in stale.select_related("person")[:500]:
        stop_import(passage, by=passage.person)
    for passage in PageImport.objects.filter(asked_at__lt=now() - KEPT_FOR).select_related("person")[:500]:
        forget_import(passage, by=passage.person)
