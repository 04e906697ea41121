"""``profile-fields``: what the firm asks on people's pages besides what every page has."""

from __future__ import annotations

from typing import Any, Literal

from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from ninja import Router, Schema, Status
from pydantic import Field

from intranet.accounts import actions, policies
from intranet.accounts.models import ProfileField
from intranet.core.decisions import require
from intranet.core.http import SignedIn

router = Router(tags=["people"])


class ProfileFieldOut(Schema):
    id: int
    name: str
    label: str
    sort: str
    choices: list[str]
    managed: bool = Field(description="Answered by admins; otherwise by each person alone.")
    audience: str
    required: bool
    searchable: bool
    retired: bool = Field(description="Shown nowhere; its answers are kept.")


class ProfileFieldIn(Schema):
    label: str = Field(max_length=60, description="In English.")
    label_it: str = Field("", max_length=60)
    hint: str = Field("", max_length=120)
    sort: ProfileField.Sort = ProfileField.Sort.TEXT
    choices: list[str] = Field([], max_length=100)
    managed: bool = False
    audience: ProfileField.Audience = ProfileField.Audience.ORG
    required: bool = False
    searchable: bool = False


class FieldStepIn(Schema):
    step: Literal[-1, 1] = Field(description="-1 for one place up, 1 for one down.")


class RetiredIn(Schema):
    retired: bool


@router.get("/profile-fields", response=list[ProfileFieldOut], summary="The fields this firm has added to pages")
def profile_fields(request: SignedIn, retired: bool = False) -> list[dict[str, Any]]:
    """With `retired`, for admins: those that are shown nowhere any more."""
    if retired:
        require(policies.can_administer(request.user))
        return [_out(field) for field in ProfileField.objects.exclude(retired_at=None)]
    if not request.user.is_staff_member:
        return []
    return [_out(field) for field in ProfileField.objects.live()]


@router.post("/profile-fields", response={201: ProfileFieldOut}, summary="Add a field (admins)")
def add_field(request: SignedIn, new: ProfileFieldIn) -> Any:
    """Two fields of one name are refused: so twice is once."""
    require(policies.can_administer(request.user))
    return Status(201, _out(actions.add_field(by=request.user, **new.dict())))


@router.put("/profile-fields/{int:field_id}", response=ProfileFieldOut, summary="Change a field (admins)")
def change_field(request: SignedIn, field_id: int, new: ProfileFieldIn) -> dict[str, Any]:
    """What is left out stays as it is, but for the name."""
    field = _one(request, field_id)
    if field.retired_at is not None:
        raise ValidationError(_("The field is retired. Bring it back first."))
    actions.change_field(field, by=request.user, **new.dict(exclude_unset=True))
    return _out(_one(request, field_id))


@router.put("/profile-fields/{int:field_id}/place", response={204: None}, summary="Move a field up or down (admins)")
def move_field(request: SignedIn, field_id: int, where: FieldStepIn) -> Any:
    actions.move_field(_one(request, field_id), where.step, by=request.user)
    return Status(204, None)


@router.put("/profile-fields/{int:field_id}/retired", response=ProfileFieldOut, summary="Retire a field, or restore it")
def retire_field(request: SignedIn, field_id: int, wanted: RetiredIn) -> dict[str, Any]:
    field = _one(request, field_id)
    (actions.retire_field if wanted.retired else actions.restore_field)(field, by=request.user)
    return _out(_one(request, field_id))


@router.delete("/profile-fields/{int:field_id}", response={204: None}, summary="Delete a retired field for good")
def delete_field(request: SignedIn, field_id: int, answers: int = -1) -> Any:
    """`answers` has to be how many go with it; the refusal says the number."""
    actions.delete_field(_one(request, field_id), by=request.user, confirmed=answers)
    return Status(204, None)


def _one(request: SignedIn, field_id: int) -> ProfileField:
    require(policies.can_administer(request.user))
    return get_object_or_404(ProfileField.objects.order_by("pk"), pk=field_id)


def _out(field: ProfileField) -> dict[str, Any]:
    names = ("name", "sort", "choices", "managed", "audience", "required", "searchable")
    return {name: getattr(field, name) for name in names} | {
        "id": field.pk,
        "label": field.words,
        "retired": field.retired_at is not None,
    }
