"""Answers to the fields that a firm has added: the managed ones given for somebody, the personal ones by themselves."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from intranet.accounts import hooks, policies
from intranet.accounts.answers import NONE, Answer, checked_answer
from intranet.accounts.models import ProfileAnswer, ProfileField, User
from intranet.activity.ledger import record
from intranet.core.decisions import require
from intranet.realtime.units import action


@action
def answer_fields(person: User, answers: Mapping[str, str], *, by: User) -> list[str]:
    """Set a person's answers, each under its field's name ("field_3"); an empty one takes the answer away.

    Answers the names of what changed. All or nothing: one that is no answer refuses all, under its name.
    """
    if not person.is_staff_member and answers:
        raise ValidationError(_("These fields are for those who work here."))
    fields = {field.name: field for field in ProfileField.objects.live()}
    if strange := sorted(answers.keys() - fields.keys()):
        raise ValidationError({strange[0]: _("There is no such field.")})
    if any(fields[name].managed for name in answers):
        require(policies.can_change_managed(by, person))
    if any(not fields[name].managed for name in answers):
        require(policies.can_change_personal(by, person))
    checked: dict[str, Answer] = {}
    refusals: dict[str, Any] = {}
    for name, typed in answers.items():
        try:
            checked[name] = checked_answer(fields[name], typed, by=by)
        except ValidationError as error:
            refusals |= error.error_dict
    if refusals:
        raise ValidationError(refusals)
    rows = ProfileAnswer.objects.select_for_update().filter(person=person, field__in=[f.pk for f in fields.values()])
    before = {row.field_id: row for row in rows}
    changed = []
    for name, answer in checked.items():
        row = before.get(fields[name].pk)
        if answer == NONE and row is not None:
            row.delete()
        elif answer != NONE and (row is None or (row.value, row.about_id) != (answer.value, _pk(answer.about))):
            ProfileAnswer.objects.update_or_create(
                field=fields[name], person=person, defaults={"value": answer.value, "about": answer.about}
            )
        else:
            continue
        changed.append(name)
    if changed:
        hooks.changed(person, by)
        record("accounts.person.profile_changed", by=by, on=person, fields=sorted(changed))
    return changed


def _pk(person: User | None) -> int | None:
    return person.pk if person is not None else None
