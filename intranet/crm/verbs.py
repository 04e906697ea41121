"""What is recorded of contacts, and what another program is told of them: numbers, no name and no address."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from intranet.accounts.models import Company
from intranet.activity import verbs
from intranet.activity.models import Activity
from intranet.activity.verbs import Verb
from intranet.api.links import absolute
from intranet.api.webhooks import subjects
from intranet.api.webhooks.scopes import Ear
from intranet.content.models import Entry
from intranet.spaces.audiences import audiences_of_all_staff

from .models import Contact

# What every colleague may know: that this customer is somebody's.
STAFF = "org"


def register() -> None:
    verbs.register(
        Verb("crm.contact.added", _("{actor} added the contact {title}"), audited=True),
        Verb("crm.contact.changed", _("{actor} changed the contact {title}"), audited=True),
        Verb("crm.contact.bound", _("The contact {title} has an account here"), audited=True),
        Verb("crm.contact.released", _("{actor} released the contact {title} from its account"), audited=True),
    )
    subjects.register("company", _company)
    subjects.register("contact", _contact)


def _company(activity: Activity) -> dict[str, Any] | None:
    company = Company.objects.select_related("merged_into").filter(pk=activity.subject_id).first()
    if company is None:
        return None
    into = company.merged_into
    return _delivered(activity) | {
        "company": {
            "id": company.pk,
            "external_id": company.external_id,
            "name": company.name,
            "archived": company.archived_at is not None,
            "merged_into": {"id": into.pk, "external_id": into.external_id} if into is not None else None,
        }
    }


def _delivered(activity: Activity) -> dict[str, Any]:
    """What was delivered of what the company asked for, as far as all staff read it still."""
    if (number := activity.details.get("entry")) is None:
        return {}
    entry = Entry.objects.visible_to(Ear(audiences_of_all_staff())).published().filter(pk=number).first()
    if entry is None:
        return {"entry": {"id": number, "gone": True}}
    return {
        "entry": {
            "id": entry.pk,
            "kind": entry.kind,
            "gone": False,
            "title": entry.title,
            "url": absolute(entry.get_absolute_url()),
        }
    }


def _contact(activity: Activity) -> dict[str, Any] | None:
    contact = Contact.objects.select_related("company").filter(pk=activity.subject_id).first()
    if contact is None:
        return None
    return {
        "contact": {
            "external_id": contact.external_id,
            "person_id": contact.person_id,
            "company_external_id": contact.company.external_id if contact.company is not None else "",
            "archived": contact.archived_at is not None,
        }
    }
