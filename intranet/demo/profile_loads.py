"""Load data for profiles."""

from __future__ import annotations

from typing import TYPE_CHECKING

from intranet.accounts.models import Knowing, ProfileAnswer, ProfileField, Skill, Status, User
from intranet.core.text import fold

if TYPE_CHECKING:
    from .loads import Load


def say_something(load: Load) -> None:
    """What people say of themselves: three skills each out of two hundred, a status for some, an answer to one field
    of the firm, a start and a birthday."""
    have = Skill.objects.count()
    skills = Skill.objects.bulk_create(
        Skill(name=name, folded=fold(name), slug=name.replace(" ", "-").lower())
        for name in (f"Skill {number}" for number in range(have, have + 200))
    )
    field, _made = ProfileField.objects.get_or_create(
        label="Floor",
        defaults={"sort": "choice", "choices": [*"12345"], "managed": True, "searchable": True},
    )
    knowings, statuses, answers = [], [], []
    for person in load.staff:
        knowings += [Knowing(person=person, skill=skill) for skill in load.chance.sample(skills, k=3)]
        floor = load.chance.choice(field.choices)
        answers.append(ProfileAnswer(person=person, field=field, value=floor, folded=floor))
        if load.chance.random() < 0.1:
            statuses.append(Status(person=person, emoji="🎯", text=load.sentence(3)[:80]))
        person.birth_day, person.birth_month = load.chance.randint(1, 28), load.chance.randint(1, 12)
        person.started_on = load.moment(load.chance.random() * 0.9).date()
    Knowing.objects.bulk_create(knowings, batch_size=1000)
    ProfileAnswer.objects.bulk_create(answers, batch_size=1000)
    Status.objects.bulk_create(statuses, batch_size=1000)
    User.objects.bulk_update(load.staff, ["birth_day", "birth_month", "started_on"], batch_size=500)
