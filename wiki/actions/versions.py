"""Keeping what has been written, bringing it out, going back, and writing without an editor."""

from __future__ import annotations

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from intranet.accounts.models import User
from intranet.activity.ledger import record
from intranet.collab import documents
from intranet.collab.actions import edit_text
from intranet.content.actions.writing import EditConflict
from intranet.core.decisions import require
from intranet.core.merging import Conflict, merge
from intranet.realtime.units import action, step
from wiki import policies
from wiki.models import Contribution, Page, Version
from wiki.proposals.credits import credit, uncredited
from wiki.words import count_changes

from .bringing import bring_out, hold_page
from .coming_out import let_out
from .files import take_in_files


class WrittenMeanwhile(EditConflict):
    """The text could not be put in: the same words were changed meanwhile. ``mine`` is what was sent, ``page`` as it
    is now, so that nothing is lost."""

    def __init__(self, page: Page, mine: str, now_there: str) -> None:
        super().__init__(page)
        self.mine, self.now_there = mine, now_there


@action
def save_version(page: Page, *, by: User, note: str = "", publish: bool | None = None) -> Version:
    """Keep the working text as a version, with a note of what it is. Where pages publish themselves it comes out."""
    hold_page(page)
    require(policies.can_publish_page(by, page) if publish else policies.can_edit_page(by, page))
    return take_version(page, sort=Version.Sort.NAMED, by=by, note=note, publish=publish)


@action
def settle_page(page: Page, *, upto: int | None = None) -> Version | None:
    """Keep what was written once it has come to rest; None where nothing was. It comes out where pages do by
    themselves, in the name of who wrote last."""
    hold_page(page)
    if not (page.is_published or page.is_held):
        return None
    before = page.version_number
    version = take_version(page, sort=Version.Sort.QUIET)
    return version if version.number != before else None


@action
def publish_page(page: Page, *, by: User, note: str = "") -> Version:
    """Bring the working text out to the readers."""
    hold_page(page)
    require(policies.can_publish_page(by, page))
    return take_version(page, sort=Version.Sort.NAMED if note else Version.Sort.QUIET, by=by, note=note, publish=True)


@action
def restore_version(page: Page, *, by: User, number: int) -> Version:
    """Make the working text what it was in an earlier version. Who is writing keeps their place in it."""
    hold_page(page)
    require(policies.can_edit_page(by, page))
    earlier = Version.objects.filter(page=page, number=number).first()
    if earlier is None or earlier.is_withdrawn:
        raise ValidationError(_("The text of that version is not there any more."), code="withdrawn")
    take_version(page, sort=Version.Sort.QUIET)
    text = earlier.text
    edit_text(page.document, by=by, change=lambda _text: text)
    return take_version(page, sort=Version.Sort.RESTORED, by=by, restored_from=number)


@action
def put_text(
    page: Page,
    *,
    by: User,
    text: str,
    based_on: int | None = None,
    began: str | None = None,
    note: str = "",
    sort: str = Version.Sort.NAMED,
    publish: bool | None = None,
) -> Version:
    """Write a whole text: a form without scripts, a program. ``based_on`` is the number of the version it began from,
    or ``began`` the text itself, where that was the working text; what others have written since is merged into it.
    WrittenMeanwhile where the same words were changed."""
    hold_page(page)
    require(policies.can_publish_page(by, page) if publish else policies.can_edit_page(by, page))
    text = text.replace("\r\n", "\n").replace("\x00", "")

    def change(there: str) -> str:
        base = began
        if base is None and based_on is not None:
            version = Version.objects.filter(page=page, number=based_on).first()
            if version is None:
                raise ValidationError(_("There is no such version."), code="based_on")
            base = version.text
        if base is None:
            return text
        try:
            return merge(base, text, there)
        except Conflict:
            raise WrittenMeanwhile(page, text, there) from None

    edit_text(page.document, by=by, change=change)
    return take_version(page, sort=sort, by=by, note=note, publish=publish)


@step
def take_version(
    page: Page,
    *,
    sort: str,
    by: User | None = None,
    note: str = "",
    publish: bool | None = None,
    restored_from: int | None = None,
) -> Version:
    """Keep the working text of a page that is held, if it differs from the newest version; bring it out where that is
    meant. What has been accepted of proposals is credited to who proposed and who accepted it."""
    newest = Version.objects.filter(page=page).order_by("-number").first()
    text, seq = documents.read_text(page.document), documents.head(page.document)
    accepted = uncredited(page)
    if newest is None or newest.text != text:
        authors = documents.contributors(page.document, after=newest.seq if newest else 0, upto=seq)
        if accepted and sort == Version.Sort.PROPOSAL:
            # Who accepts has written nothing by that.
            authors = [pk for pk in authors if pk not in {hunk.decided_by_id for hunk in accepted}]
        elif by is not None and not authors:
            authors = [by.pk]
        newest = keep_version(page, text, sort=sort, authors=authors, seq=seq, note=note, restored_from=restored_from)
        take_in_files(page, text, writers=[*authors, by.pk] if by is not None else authors)
        record("wiki.version.saved", by=by or _somebody(newest), on=page, number=newest.number, sort=newest.sort)
    elif note:
        newest.note, newest.sort = note[:200], sort
        newest.save(update_fields=["note", "sort"])
    credit(accepted, newest)
    itself = page.publishes_itself
    if (itself if publish is None else publish) and page.published_number != newest.number:
        by = by or _somebody(newest)
        if itself:
            bring_out(page, newest, by=by)
        else:
            let_out(page, newest, by=by)
    return newest


@step
def keep_version(
    page: Page,
    text: str,
    *,
    sort: str,
    authors: Iterable[int],
    seq: int,
    note: str = "",
    restored_from: int | None = None,
) -> Version:
    """Write down one more version of a page that is held."""
    before = Version.objects.filter(page=page, number=page.version_number).first()
    added, removed = count_changes(before.text if before else "", text)
    version = Version(
        page=page,
        number=page.version_number + 1,
        sort=sort,
        title=page.title,
        note=note[:200],
        seq=seq,
        restored_from=restored_from,
        added=added,
        removed=removed,
    )
    version.text = text
    version.save(force_insert=True)
    Contribution.objects.bulk_create(Contribution(version=version, person_id=pk) for pk in dict.fromkeys(authors))
    page.version_number = version.number
    Page.objects.filter(pk=page.pk).update(version_number=version.number)
    return version


def _somebody(version: Version) -> User:
    """In whose name something is done that nobody pressed a button for: who wrote in it last."""
    last = version.contributions.select_related("person").order_by("-pk").first()
    return last.person if last is not None else version.page.author
