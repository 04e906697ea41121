"""What may be answered in a field that admins defined: each kind of answer checked, with a sentence for what is not."""

from __future__ import annotations

import datetime
import decimal
import re
from typing import NamedTuple, NoReturn

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext as _

from .models import ProfileField, User
from .plain import plain

LONGEST = {ProfileField.Sort.TEXT: 200, ProfileField.Sort.LONG: 2000, ProfileField.Sort.LINK: 300}
_NUMBER = re.compile(r"[+-]?\d{1,15}(?:[.,]\d{1,6})?")
_is_address = URLValidator(schemes=["https", "http"])


class Answer(NamedTuple):
    value: str
    about: User | None = None


NONE = Answer("")


def checked_answer(field: ProfileField, typed: str, *, by: User) -> Answer:
    """What is stored, or ``ValidationError`` under the field's name. Nothing at all where nothing was typed."""
    text = plain(typed, lines=field.sort == ProfileField.Sort.LONG)
    if not text:
        if field.required:
            _refuse(field, _("“%(field)s” has to be answered.") % {"field": field})
        return NONE
    match field.sort:
        case ProfileField.Sort.CHOICE:
            if text not in field.choices:
                _refuse(field, _("Choose one of: %(choices)s.") % {"choices": ", ".join(field.choices)})
        case ProfileField.Sort.DATE:
            return Answer(_day(field, text))
        case ProfileField.Sort.NUMBER:
            return Answer(_number(field, text))
        case ProfileField.Sort.LINK:
            return Answer(checked_link(field.name, text))
        case ProfileField.Sort.PERSON:
            return _person(field, text, by)
    if len(text) > (longest := LONGEST.get(ProfileField.Sort(field.sort), 200)):
        _refuse(field, _("This has at most %(count)d characters.") % {"count": longest})
    return Answer(text)


def checked_link(name: str, text: str) -> str:
    """A web address; one without its beginning gets one."""
    address = text if "://" in text else f"https://{text}"
    try:
        _is_address(address)
    except ValidationError as error:
        raise ValidationError({name: _("Write a web address, such as https://example.com.")}) from error
    if len(address) > LONGEST[ProfileField.Sort.LINK]:
        raise ValidationError({name: _("This address is too long.")})
    return address


def _day(field: ProfileField, text: str) -> str:
    try:
        return datetime.date.fromisoformat(text).isoformat()
    except ValueError:
        _refuse(field, _("Write a date as year-month-day, such as 2026-11-22."))


def _number(field: ProfileField, text: str) -> str:
    if not _NUMBER.fullmatch(text) or not text.isascii():
        _refuse(field, _("Write a number, such as 12 or 3.5."))
    number = decimal.Decimal(text.replace(",", ".")).normalize()
    return f"{number:f}"


def _person(field: ProfileField, text: str, by: User) -> Answer:
    handle = text.removeprefix("@").lower()
    known = User.objects.all() if by.is_system and not by.is_bot else User.objects.visible_to(by)
    found = known.filter(handle=handle, is_active=True).first()
    if found is None:
        _refuse(field, _("There is nobody here called @%(handle)s.") % {"handle": handle})
    return Answer(found.name, found)


def _refuse(field: ProfileField, sentence: str) -> NoReturn:
    raise ValidationError({field.name: sentence})
