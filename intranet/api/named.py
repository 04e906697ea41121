"""Departments and companies, by the names that people call them."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from intranet.accounts.models import Company, Department


def department_named(name: str | None) -> Department | None:
    """None where none is named."""
    found = Department.objects.filter(name=name).first() if name else None
    if name and found is None:
        raise ValidationError({"department": _("There is no such department.")})
    return found


def company_named(name: str | None) -> Company | None:
    """None where none is named."""
    found = Company.objects.current().filter(name=name).first() if name else None
    if name and found is None:
        raise ValidationError({"company": _("There is no such company.")})
    return found
