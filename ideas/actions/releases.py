"""Writing a release, saying what it delivers, and putting it out."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from ideas.models import Release
from ideas.releases import policies
from ideas.releases.delivering import EXTENDED, deliver, delivered_by
from intranet.accounts.models import User
from intranet.activity.ledger import record
from intranet.content.actions import draft_entry, edit_entry, hold, link_entries, publish_now, unlink_entries
from intranet.content.kinds import real
from intranet.content.models import Entry, Link, Product, ProductVersion
from intranet.content.titles import check_title, slug_of
from intranet.core.decisions import require
from intranet.realtime.units import action
from intranet.spaces.models import Space
from intranet.spaces.readers import Readers, audience_of

MOST_NAMED = 60


@action
def draft_release(
    space: Space,
    *,
    by: User,
    title: str,
    body: str = "",
    readers: str = Readers.EVERYONE,
    product: Product | None = None,
    version: ProductVersion | None = None,
    released_on: date | None = None,
    client_id: UUID | None = None,
) -> Release:
    """Begin a release, which is its author's until it is published. ValidationError without a title, or for readers
    that the space cannot have."""
    require(policies.can_release_in(by, space))
    title = check_title(title)
    release = Release(slug=slug_of(title, "release"), readers=_checked(readers, space), released_on=released_on)
    release.product, release.version = _of(product, version)
    audience = audience_of(release.readers, space.pk)
    return draft_entry(release, by=by, title=title, body=body, space=space, audience=audience, client_id=client_id)


@action
def edit_release(
    release: Release,
    *,
    by: User,
    title: str,
    body: str,
    readers: str | None = None,
    product: Product | None = None,
    version: ProductVersion | None = None,
    released_on: date | None = None,
    based_on: int | None = None,
) -> Release:
    """Change its words, and who reads it while it is not out."""
    hold(release)
    require(policies.can_keep_release(by, release))
    title = check_title(title)
    product, version = _of(product, version)
    own: dict[str, Any] = {
        "product": product,
        "version": version,
        "released_on": released_on,
        "slug": slug_of(title, "release"),
    }
    if readers is not None and release.is_waiting:
        assert release.space is not None
        own["readers"] = _checked(readers, release.space)
        release.intended_audience = audience_of(own["readers"], release.space.pk)
        release.save(update_fields=["intended_audience"])
    changed = any(getattr(release, name) != value for name, value in own.items())
    for name, value in own.items():
        setattr(release, name, value)
    release.save(update_fields=[*own])
    return edit_entry(release, by=by, title=title, body=body, based_on=based_on, own_fields_changed=changed)


@action
def name_in_release(release: Release, entry: Entry, *, by: User) -> bool:
    """Say that it delivers this idea or changes this page. Of one that is out, those concerned hear at once. False
    where it says so already."""
    hold(release)
    entry = real(entry)
    require(policies.can_name(by, release, entry))
    if len(delivered_by(release)) >= MOST_NAMED:
        raise ValidationError(_("That are too many for one release."), code="many")
    if not link_entries(release, entry, relation=Link.Relation.DELIVERS, by=by):
        return False
    if release.is_published:
        release.rounds += 1
        release.save(update_fields=["rounds"])
        deliver(release, [entry], round=release.rounds)
        record(EXTENDED, by=by, on=release, round=release.rounds)
    return True


@action
def drop_from_release(release: Release, entry: Entry, *, by: User) -> bool:
    """Take it out of a release again. What was told stays told."""
    hold(release)
    require(policies.can_keep_release(by, release))
    return unlink_entries(release, entry, relation=Link.Relation.DELIVERS, by=by)


@action
def publish_release(release: Release, *, by: User) -> bool:
    """Put it out: its ideas are delivered, and whoever had a part in them hears of it. False when it was out, or is
    held for who looks at it first.

    PermissionDenied for an idea that its author keeps no more.
    """
    hold(release)
    release.refresh_from_db(fields=["state", "audience", "intended_audience", "published_at", "released_on"])
    require(policies.can_keep_release(by, release))
    if release.is_published or release.is_held:
        return False
    for entry in delivered_by(release):
        if entry.is_published:
            require(policies.can_name(by, release, real(entry)))
    if release.released_on is None:
        release.released_on = localdate()
        release.save(update_fields=["released_on"])
    publish_now(release, by=by)
    return release.is_published


def _checked(readers: str, space: Space) -> str:
    if readers not in Readers.values:
        raise ValidationError({"readers": _("Choose who reads it.")}, code="readers")
    if readers != Readers.EVERYONE and not space.is_community:
        raise ValidationError({"readers": _("What stands in this space is read by its people.")}, code="readers")
    return readers


def _of(product: Product | None, version: ProductVersion | None) -> tuple[Product | None, ProductVersion | None]:
    """A version says which product it is of."""
    return (version.product, version) if version is not None else (product, None)
