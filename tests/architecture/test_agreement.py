"""Pages, lists, search, the API, files, mentions, sockets and notifications agree about who may read what."""

from __future__ import annotations

import pytest
from django.core.cache import cache

from intranet.accounts.actions import create_token
from intranet.content.models import Entry
from intranet.moderation.actions import hide

from .asking import CAST
from .samples import Sample, write_samples
from .surfaces import SURFACES, Reader, readers

# The rule in words of one example each, so that all surfaces cannot agree on something wrong.
MAY_READ = {
    "lab": "author colleague",
    # Lives in the lab; the plaza shows it too.
    "shared": "author colleague outsider moderator admin",
    "plaza": "author colleague outsider moderator admin",
    "porch": "author colleague outsider moderator admin customer other_customer guest deactivated",
    "vault": "author",
    "org": "author colleague outsider moderator admin",
    "public": "author colleague outsider moderator admin customer other_customer guest deactivated",
    "customers": "author colleague outsider moderator admin customer other_customer",
    "company": "author colleague customer",
    "user": "author",
    "said_in_lab": "author colleague",
    "said_in_porch": "author colleague outsider moderator admin customer other_customer guest deactivated",
    # Who wrote it, the owner of the space, and those who keep order over what is public.
    "hidden": "customer author moderator admin",
    "deleted": "",
    "unsaid": "",
}


@pytest.fixture
def samples(settings, tmp_path, lab, plaza, porch, vault, acme, cast, run_jobs) -> list[Sample]:
    settings.MEDIA_ROOT = tmp_path / "media"
    people = {name: cast[name] for name in ("author", "colleague", "customer", "moderator", "admin")}
    written = write_samples({"lab": lab, "plaza": plaza, "porch": porch, "vault": vault}, acme, **people)
    run_jobs()
    for sample in written:
        sample.entry.refresh_from_db()
    return written


@pytest.fixture
def everybody(cast, sessions, guest) -> dict[str, Reader]:
    tokens = {name: _token(person) for name, person in cast.items()}
    return readers([(name, cast[name], sessions[name], tokens[name]) for name in CAST], guest)


def _token(person) -> str:
    return create_token(person, by=person, name="agreement")[1] if person.is_authenticated and person.is_active else ""


def test_the_rule_itself_says_what_it_should(samples, everybody):
    found = {
        sample.name: {
            who
            for who, reader in everybody.items()
            if Entry.objects.visible_to(reader.person).filter(pk=sample.entry.entry_id).exists()
        }
        for sample in samples
    }
    assert found == {name: set(people.split()) for name, people in MAY_READ.items()}


def test_every_surface_agrees_with_the_rule(samples, everybody):
    """All of them on one house: to furnish it takes longer than to look at it."""
    differences = {}
    for who, reader in everybody.items():
        for surface in SURFACES:
            cache.clear()
            for sample in samples:
                if not surface.concerns(reader, sample):
                    continue
                shown, may_read = surface.shows(reader, sample), who in MAY_READ[sample.name].split()
                if shown != may_read:
                    differences[f"{surface.name}: {sample.name} to {who}"] = "shown" if shown else "not shown"
    assert differences == {}


def test_what_a_moderator_declines_is_gone_from_every_surface_at_once(samples, everybody, cast):
    """Before any job has run, and though everybody has just looked at it."""
    declined = [sample for sample in samples if sample.name in ("org", "porch", "public")]
    assert all(any(one.shows(everybody["outsider"], sample) for one in SURFACES) for sample in declined)
    for sample in declined:
        hide(sample.entry, by=cast["moderator"], reason="Not here.")
    still = {}
    for who in ("colleague", "outsider", "customer", "other_customer", "guest"):
        reader = everybody[who]
        reader.pages.clear()
        for surface in SURFACES:
            for sample in declined:
                if surface.concerns(reader, sample) and surface.shows(reader, sample):
                    still[f"{surface.name}: {sample.name} to {who}"] = "shown"
    assert still == {}


def test_no_surface_has_forgotten_what_it_is_for(samples, everybody):
    """A surface that shows nothing to anybody agrees about secrets only."""
    for surface in SURFACES:
        assert any(
            surface.shows(everybody[who], sample)
            for who in ("author", "guest")
            for sample in samples
            if who in MAY_READ[sample.name].split() and surface.concerns(everybody[who], sample)
        ), surface.name
