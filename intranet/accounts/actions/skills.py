"""Saying what one knows."""

from __future__ import annotations

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.utils.translation import gettext as _

from intranet.accounts import policies
from intranet.accounts.models import Knowing, Skill, User
from intranet.accounts.plain import plain
from intranet.activity.ledger import record
from intranet.core.decisions import require
from intranet.core.free_address import save_at_free_address
from intranet.core.text import fold
from intranet.realtime.units import action

MOST_SKILLS = 30
LONGEST_SKILL = 40


@action
def set_skills(person: User, names: Iterable[str], *, by: User) -> bool:
    """Declare exactly these skills; False where nothing changes. Case and accents make no other skill."""
    require(policies.can_change_personal(by, person))
    wanted = {fold(name)[:60]: name for name in reversed([_checked(name) for name in names if plain(name)])}
    if len(wanted) > MOST_SKILLS:
        raise ValidationError(
            {"skills": _("At most %(count)d skills: the ones you want to be asked about.") % {"count": MOST_SKILLS}}
        )
    known = {skill.folded: skill for skill in Skill.objects.filter(folded__in=wanted)}
    skills = {folded: known.get(folded) or _new(name) for folded, name in reversed(wanted.items())}
    before = set(Knowing.objects.filter(person=person).values_list("skill_id", flat=True))
    after = {skill.pk for skill in skills.values()}
    if before == after:
        return False
    Knowing.objects.filter(person=person, skill__in=before - after).delete()
    Knowing.objects.bulk_create(
        [Knowing(person=person, skill=skill) for skill in skills.values() if skill.pk not in before],
        ignore_conflicts=True,
    )
    # A misspelled skill goes with the last who had it.
    Skill.objects.filter(pk__in=before - after, knowings=None).delete()
    record("accounts.person.skills_changed", by=by, on=person)
    return True


def _checked(name: str) -> str:
    name = plain(name).lstrip("#").strip()
    if len(name) > LONGEST_SKILL:
        raise ValidationError(
            {"skills": _("“%(name)s” is too long: a skill is a word or two.") % {"name": name[:LONGEST_SKILL]}}
        )
    if not any(letter.isalnum() for letter in name):
        raise ValidationError({"skills": _("A skill has letters or digits.")})
    return name


def _new(name: str) -> Skill:
    """Two people may be the first to write it at once."""
    skill = Skill(name=name)
    try:
        save_at_free_address(skill, name, taken=_is_taken, fallback="skill")
    except IntegrityError:
        return Skill.objects.get(folded=fold(name)[:60])
    return skill


def _is_taken(slug: str) -> bool:
    return Skill.objects.filter(slug=slug).exists()
