"""Giving kudos, and changing their words."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from feeds.models import Kudos, KudosReceiver, KudosValue
from intranet.accounts.models import User
from intranet.activity.ledger import record
from intranet.content import actions as content_actions
from intranet.content.policies import can_publish
from intranet.content.when import When
from intranet.core.decisions import no, require
from intranet.realtime.units import action
from intranet.spaces.audiences import ORG
from intranet.spaces.models import Space

from . import policies
from .verbs import VALUE_ADDED, VALUE_CHANGED


@action
def give_kudos(
    *,
    by: User,
    to: Iterable[User],
    value: KudosValue,
    body: str,
    title: str = "",
    space: Space | None = None,
    audience: str = "",
    client_id: UUID | None = None,
    attachment_ids: Iterable[Any] = (),
    when: When | None = None,
) -> Kudos:
    """Thank people in a space, or before all staff. Pressing twice (same ``client_id``) thanks once.

    ValidationError under ``to`` when one of them could not read it, with the places where all could.
    """
    if (earlier := content_actions.written_before(Kudos, by=by, client_id=client_id)) is not None:
        return earlier
    audience = audience or (space.audience if space else ORG)
    require(policies.can_give_kudos(by))
    require(can_publish(by, space=space, audience=audience))
    if space is not None and "feeds" not in space.parts:
        require(no(_("This space has its feed switched off.")))
    people = list(dict.fromkeys(to))
    policies.check_receivers(by, people, audience, space)
    if not value.is_offered:
        raise ValidationError({"value": _("This value is not offered any more.")})
    if not body.strip():
        raise ValidationError({"body": _("Say what for.")})
    # Published last, so that whoever is told of it finds everybody who is thanked.
    kudos = content_actions.publish_entry(
        Kudos(value=value),
        by=by,
        title=title,
        body=body,
        space=space,
        audience=audience,
        client_id=client_id,
        attachment_ids=attachment_ids,
        when=when,
    )
    KudosReceiver.objects.bulk_create(
        (KudosReceiver(kudos=kudos, person=person) for person in people), ignore_conflicts=True
    )
    return kudos


@action
def edit_kudos(
    kudos: Kudos,
    *,
    by: User,
    body: str,
    title: str | None = None,
    value: KudosValue | None = None,
    based_on: int | None = None,
    attachment_ids: Iterable[Any] | None = None,
) -> Kudos:
    """Change the words, or what for. Whom one thanks stays: they have been told."""
    changed = value is not None and value.pk != kudos.value_id
    if changed and value is not None:
        if not value.is_offered:
            raise ValidationError({"value": _("This value is not offered any more.")})
        kudos.value = value
        Kudos.objects.filter(pk=kudos.pk, author=by).update(value=value)
    return content_actions.edit_entry(
        kudos,
        by=by,
        title=title,
        body=body,
        based_on=based_on,
        attachment_ids=attachment_ids,
        own_fields_changed=changed,
    )


@action
def keep_value(value: KudosValue, *, by: User, is_new: bool) -> None:
    """An admin adds a value, or changes how it reads. What has been given for it follows."""
    require(policies.can_keep_values(by))
    value.save()
    record(VALUE_ADDED if is_new else VALUE_CHANGED, by=by, on=value)
