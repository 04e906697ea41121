"""Where a space approves what is written, the text of a page is handed in, waits, and comes out or goes back."""

from __future__ import annotations

import copy
from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.utils.timezone import now
from django.utils.translation import gettext as _

from intranet.accounts.models import User
from intranet.activity.ledger import record
from intranet.content import gates
from intranet.content.actions.passing import announce, come_out
from intranet.content.coming import Wanted
from intranet.content.models import Entry
from intranet.content.texts import after_text, write_text
from intranet.core.decisions import require
from intranet.moderation.cases import close_case
from intranet.moderation.holding import LANE
from intranet.moderation.models import Case
from intranet.realtime.units import action, step
from intranet.spaces.models import Circle, Space
from wiki import policies, rights
from wiki.links.adopting import look_for_links
from wiki.models import ComingOut, Contribution, Page, Version
from wiki.outside import is_further, reach_of
from wiki.spreading import Change

from .bringing import bring_out, hold_page
from .reading import read_by
from .trees import hold_tree, tell_tree
from .watching import note_change


@step
def hand_in(
    page: Page, version: Version, *, by: User, verdict: gates.Verdict, opens: tuple[str, Circle | None] | None = None
) -> bool:
    """Lay a text before those who approve; with ``opens`` also that others read it from then on: (reads, circle).
    False when it lies there already."""
    reads, circle = opens if opens is not None else ("", None)
    asked = {"number": version.number, "opens": opens is not None, "reads": reads, "reads_circle": circle}
    before = ComingOut.objects.filter(page=page).first()
    if before is not None and opens is None and before.opens:
        # A newer text of what is to be opened.
        asked = {"number": version.number}
    if before is not None and all(getattr(before, name) == value for name, value in asked.items()):
        return False
    ComingOut.objects.update_or_create(page=page, defaults=asked | {"by": by, "at": now()})
    gates.tell_held(page, verdict, by=by)
    record("wiki.page.handed_in", by=by, on=page, number=version.number)
    return True


@step
def let_out(page: Page, version: Version, *, by: User) -> None:
    """Bring a text out by the way there is for it: at once, or handed in where the space approves it first."""
    verdict = gates.ask_about_new_words(page, by=by, audience=page.wanted_audience)
    if verdict is not None and verdict.outcome == "hold":
        hand_in(page, version, by=by, verdict=verdict)
        return
    _settle(page, by=by)
    if page.is_held:
        _come_out_first(page, version)
    else:
        bring_out(page, version, by=by)
    if verdict is not None:
        gates.tell_noticed(page, [verdict], by=by)


def wanted_of(entry: Entry) -> Wanted | None:
    """What waits of this page; None where nothing was handed in."""
    asked = ComingOut.objects.select_related("page__space", "page__parent__space").filter(page=entry.entry_id).first()
    if asked is None:
        return None
    version = Version.objects.get(page=asked.page_id, number=asked.number)
    if version.is_withdrawn:
        return None
    since = Contribution.objects.filter(
        version__page=asked.page_id, version__number__gt=asked.page.published_number, version__number__lte=asked.number
    )
    authors = since.filter(part=Contribution.Part.AUTHOR).values_list("person_id", flat=True)
    return Wanted(asked.page.title, version.text, _audience(asked), frozenset({asked.by_id, *authors}))


def _audience(asked: ComingOut) -> str:
    page = asked.page
    if not asked.opens:
        return page.wanted_audience
    assert page.space is not None
    said = rights.audience_said(asked.reads, asked.reads_circle_id, page.space)
    return said or rights.audience_under(page.space, page.parent)


@action
def bring_out_approved(entry: Entry, *, by: User | None) -> None:
    """What was handed in comes out: enough have approved it, or the lane lets it go by itself."""
    page = Page.objects.select_related("space", "author", "parent__space").get(pk=entry.entry_id)
    assert page.space is not None
    hold_tree(page.space)
    hold_page(page)
    asked = ComingOut.objects.select_related("by", "reads_circle").get(page=page)
    version = Version.objects.get(page=page, number=asked.number)
    asked.delete()
    if asked.opens:
        read_by(page, by=asked.by, reads=asked.reads, circle=asked.reads_circle, alone=True)
    if page.is_held:
        _come_out_first(page, version)
    elif page.published_number != version.number:
        bring_out(page, version, by=asked.by)


@step
def _come_out_first(page: Page, version: Version) -> None:
    """A page that nobody has read yet."""
    result = write_text(page, by=page.author, title=page.title, body=version.text)
    come_out(page, page.intended_audience)
    page.published_number = page.revisions_count = version.number
    version.published_at, version.readers = page.published_at, page.audience
    version.save(update_fields=["published_at", "readers"])
    page.save()
    after_text(page, result, by=page.author)
    note_change(page, version, older=0)
    announce(page)
    look_for_links(page)
    assert page.space is not None
    tell_tree(page.space, "created", page)


@action
def turn_down_text(entry: Entry, *, by: User) -> None:
    """It is not approved: readers go on seeing what they saw, and the text stays with who wrote it."""
    ComingOut.objects.filter(page=entry.entry_id).delete()


@action
def take_back_text(page: Page, *, by: User) -> bool:
    """Do not wait any more: who handed it in, or answers for the page. False where nothing waits."""
    asked = ComingOut.objects.select_for_update().filter(page=page).first()
    if asked is None:
        return False
    require(policies.can_take_back_text(by, page, asked))
    return _settle(page, by=by)


@step
def _settle(page: Page, *, by: User) -> bool:
    gone, _each = ComingOut.objects.filter(page=page).delete()
    if gone:
        close_case(LANE, subject=page.key, outcome=Case.Outcome.SETTLED, by=by)
        record("wiki.page.taken_back_in", by=by, on=page)
    return bool(gone)


def check_way(page: Page, changes: Iterable[Change], *, by: User) -> None:
    """No page comes before people outside together with another where each has to be approved."""
    pairs = {(change.before, change.after) for change in changes}
    reached = reach_of(audience for pair in pairs for audience in pair)
    further = {after for before, after in pairs if is_further(reached.get(before), reached.get(after))}
    for audience in sorted(further):
        verdict = gates.ask_about_new_words(page, by=by, audience=audience)
        if verdict is not None and verdict.outcome == "hold":
            raise ValidationError(
                _("Each page is approved here before others read it. Open them one by one."), code="lane"
            )


def check_move(page: Page, changes: Iterable[Change], *, by: User, before: str, old_space: Space, space: Space) -> None:
    """What is out goes nowhere, with what stands under it, where it would have had to be approved."""
    pairs = {(change.before, change.after) for change in changes}
    if old_space.pk != space.pk:
        pairs.add((before, page.wanted_audience))
    for was, becomes in sorted(pairs):
        as_it_was = copy.copy(page)
        as_it_was.space, as_it_was.audience = old_space, was
        gates.ask_to_move(as_it_was, by=by, space=space, audience=becomes)
