"""What stands behind the addresses of ``table_of_coming_and_going``, and what is sent to them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils.timezone import now

from intranet.accounts import actions
from intranet.accounts.models import DataCopy, User
from intranet.spaces.models import Space
from tests import factories

IN_A_MONTH = now() + timedelta(days=30)
PEOPLE = b"name,email\nOtto Blu,otto@example.com\nNobody,no address\n"
FORMS: dict[str, dict[str, Any]] = {
    "accounts:agency": {
        "email": "uwe@agency.example",
        "joins": "space_{space_id}",
        "until": IN_A_MONTH.date().isoformat(),
        "language": "en",
    },
    "accounts:answer_agency": {"again": "1"},
    "accounts:extend_access": {"until": (IN_A_MONTH + timedelta(days=9)).date().isoformat()},
    "accounts:erase": {"reason": "A letter"},
    "accounts:view_as": {"who": "ben", "reason": "He says the page is empty"},
}
DOCUMENTS: dict[str, dict[str, Any]] = {
    "api:agency_guests": {"email": "uwe@agency.example", "until": IN_A_MONTH.isoformat()},
    "api:extend_access": {"until": (IN_A_MONTH + timedelta(days=9)).isoformat()},
    "api:leaving": {"reason": "Gone"},
}


def furnish(lab: Space, *, author: User, colleague: User, admin: User) -> dict[str, Any]:
    table = actions.look_through(PEOPLE, by=admin, name="people.csv")
    guest = factories.a_person("Tina Lang", kind="agency", handle="tina", access_until=IN_A_MONTH)
    invited = actions.invite_agency_guest("ute@agency.example", by=author, joins=[lab.key], until=IN_A_MONTH)
    copy = DataCopy.objects.create(person=colleague)
    DOCUMENTS["api:agency_guests"]["spaces"] = [lab.pk]
    return {
        "accounts:import_table": {"pk": table.pk},
        "accounts:import_problems": {"pk": table.pk},
        "accounts:apply_import": {"pk": table.pk},
        "accounts:answer_agency": {"pk": invited.pk},
        "accounts:extend_access": {"handle": guest.handle},
        "accounts:data_copy": {"pk": copy.pk},
        "api:extend_access": {"handle": guest.handle},
    }
