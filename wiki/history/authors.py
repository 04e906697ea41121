"""Who wrote what of a page as it is now: worked out from its versions, and kept so far as it has been."""

from __future__ import annotations

from dataclasses import dataclass
from time import thread_time

from django.db.models import QuerySet

from intranet.realtime.units import action
from wiki.models import Authorship, Page, Version

from . import authorship
from .authorship import Origins, OwnedBlock

# In seconds of work, before a reader is told to come back; meanwhile a job goes on.
PATIENCE = 0.7
AT_LENGTH = 20.0
_PORTION = 25


@dataclass(frozen=True)
class Written:
    """``blocks`` are those of version ``number``; not ``complete`` while later ones still have to be looked at."""

    blocks: list[OwnedBlock]
    number: int
    complete: bool


def who_wrote(page: Page, *, patience: float = PATIENCE) -> Written:
    """As readers see the page. What has been worked out is kept, also where time ran out."""
    until = thread_time() + patience
    wanted = page.published_number
    kept = Authorship.objects.filter(page=page).first()
    if kept is not None and kept.number > wanted:
        kept = None
    number, text, origins = _beginning(page, kept)
    for version in _texts(page, after=number, upto=wanted).iterator(chunk_size=_PORTION):
        origins = _step(page, version, text, origins, number)
        number, text = version.number, version.text
        if thread_time() > until and number < wanted:
            break
    if number and (kept is None or kept.number != number):
        _keep(page, number, authorship.packed(origins))
    complete = not _texts(page, after=number, upto=wanted).exists()
    return Written(list(authorship.owned_blocks(text, origins)), number, complete)


@action
def _keep(page: Page, number: int, runs: list[int]) -> None:
    Authorship.objects.update_or_create(page=page, defaults={"number": number, "runs": runs})


def _beginning(page: Page, kept: Authorship | None) -> tuple[int, str, Origins]:
    if kept is not None:
        version = Version.objects.filter(page=page, number=kept.number, withdrawn_at=None).first()
        origins = authorship.unpacked(kept.runs)
        if version is not None and len(origins) == len(authorship.signs_in(version.text)):
            return kept.number, version.text, origins
    return 0, "", []


def _step(page: Page, version: Version, before: str, origins: Origins, number: int) -> Origins:
    if version.restored_from is not None:
        restored = _origins_at(page, version.restored_from)
        if restored is not None and len(restored) == len(authorship.signs_in(version.text)):
            return restored
    if not number:
        return authorship.first_origins(version.text, version.number)
    return authorship.carried(origins, before, version.text, version.number)


def _origins_at(page: Page, number: int) -> Origins | None:
    """Those of an earlier version, from the beginning on: restoring is rare."""
    text, reached = "", 0
    origins: Origins = []
    for version in _texts(page, after=0, upto=number).iterator(chunk_size=_PORTION):
        if reached:
            origins = authorship.carried(origins, text, version.text, version.number)
        else:
            origins = authorship.first_origins(version.text, version.number)
        text, reached = version.text, version.number
    return origins if reached == number else None


def _texts(page: Page, *, after: int, upto: int) -> QuerySet[Version]:
    """A version whose text was taken out is passed over: its words are those of who kept them."""
    versions = Version.objects.filter(page=page, number__gt=after, number__lte=upto, withdrawn_at=None)
    return versions.order_by("number")
