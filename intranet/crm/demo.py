"""The customer system of the story has sent its companies and people, and once something that does not fit."""

from __future__ import annotations

from datetime import timedelta

from allauth.account.models import EmailAddress
from django.utils.timezone import now

from intranet.accounts.models import User
from intranet.demo.story import Story, chapter

from . import syncing

NUMBERS = {"ospedale": "CRM-1001", "nordlager": "CRM-1002", "conserve": "CRM-1003"}
SYSTEM = "Contact book"


@chapter(94)
def the_customer_system(story: Story) -> None:
    story.say("The customer system sends its companies")
    admin, said = story.people["tiziano"], (now() - timedelta(days=2)).isoformat()
    firms = {key: story.companies[key] for key in NUMBERS}
    rows: list[dict[str, object]] = [
        {"external_id": NUMBERS[key], "updated_at": said, "name": firm.name} for key, firm in firms.items()
    ]
    rows.append({"external_id": "CRM-1004", "updated_at": said, "facing": ["nobody"]})
    syncing.companies(rows, by=admin, token=SYSTEM)
    people = User.objects.filter(company__in=firms.values()).select_related("company").order_by("pk")
    proven = set(EmailAddress.objects.filter(user__in=people, verified=True).values_list("user_id", flat=True))
    contacts = [
        {"external_id": f"P-{2000 + n}", "updated_at": said, "name": one.full_name, "email": one.email,
         "company": NUMBERS[next(key for key, firm in firms.items() if firm == one.company)]}
        for n, one in enumerate(one for one in people if one.pk in proven)
    ]  # fmt: skip
    contacts.append(
        {"external_id": "P-2099", "updated_at": said, "name": "Rita Villa", "email": "rita@sancarlo.example",
         "company": NUMBERS["ospedale"]}
    )  # fmt: skip
    syncing.people(contacts, by=admin, token=SYSTEM)
