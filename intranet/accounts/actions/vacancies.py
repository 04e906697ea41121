"""Open positions: where the firm looks for somebody."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext as _

from intranet.accounts import policies
from intranet.accounts.models import Department, User, Vacancy
from intranet.accounts.plain import plain
from intranet.activity.ledger import record
from intranet.core.decisions import require
from intranet.realtime.units import action

_is_web_address = URLValidator(schemes=["http", "https"])


@action
def open_vacancy(
    *, by: User, job_title: str, department: Department | None = None, manager: User | None = None, link: str = ""
) -> Vacancy:
    """Put an open position into the chart. ValidationError without a title, or under who can be nobody's manager."""
    require(policies.can_administer(by))
    title = plain(job_title, longest=80)
    if not title:
        raise ValidationError({"job_title": _("Say what the position is called.")})
    if manager is not None and (not manager.is_staff_member or not manager.is_active or manager.is_system):
        raise ValidationError({"manager": _("A manager is a colleague with an open account.")})
    link = link.strip()
    if link:
        try:
            _is_web_address(link)
        except ValidationError as error:
            raise ValidationError({"link": error.messages}) from error
    vacancy = Vacancy.objects.create(job_title=title, department=department, manager=manager, link=link)
    record("accounts.vacancy.opened", by=by, on=vacancy, **_details(vacancy))
    return vacancy


@action
def close_vacancy(vacancy: Vacancy, *, by: User) -> None:
    """Take a position out of the chart: it is filled, or given up."""
    require(policies.can_administer(by))
    record("accounts.vacancy.closed", by=by, on=vacancy, **_details(vacancy))
    vacancy.delete()


def _details(vacancy: Vacancy) -> dict[str, Any]:
    return {"job_title": vacancy.job_title, "manager": vacancy.manager_id}
