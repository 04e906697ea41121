"""Who gets what answer where the house is kept in step with a customer system: admins. What companies said goes to them
and to who faces a company, which nobody in the table does."""

from __future__ import annotations

from typing import Any

from django.utils.timezone import now

from intranet.accounts.models import Company, User
from intranet.crm.models import Contact, Sync

_SAID = {"updated_at": "2026-11-02T09:00:00Z"}
FORMS: dict[str, dict[str, Any]] = {"crm:company": {"external_id": "K-1"}, "crm:contact": {}}
DOCUMENTS: dict[str, dict[str, Any]] = {
    "api:crm_company": {**_SAID, "name": "Cormorant Ltd"},
    "api:crm_person": {**_SAID, "email": "rita@acme.example"},
    "api:sync_companies": {"rows": [{**_SAID, "external_id": "K-1", "name": "Cormorant Ltd"}]},
    "api:sync_people": {"rows": [{**_SAID, "external_id": "C-1", "email": "rita@acme.example"}]},
}
IN_THE_API = {
    "crm:company": "PUT /crm/companies/{external_id}",
    "crm:contact": "DELETE /crm/people/{external_id}/account",
}
MORE = {
    #                guest customer other_c. outsider colleague moderator admin deactiv. author
    "the customer system is the admins'": (
        "           in    403      403      403      403       403       200   in       403",
        """
        GET crm:companies
        GET crm:company
        GET crm:contacts
        GET crm:contact
        GET crm:syncs
        GET crm:sync
        """,
    ),
    "and so is saying which is which": (
        "           in    403      403      403      403       403       302   in       403",
        """
        POST crm:company
        POST crm:contact
        """,
    ),
    "the customer system, for programs": (
        "           401   403      403      403      403       403       200   401      403",
        """
        GET api:crm_companies
        GET api:crm_company
        PUT api:crm_company
        POST api:sync_companies
        GET api:crm_people
        GET api:crm_person
        PUT api:crm_person
        POST api:sync_people
        GET api:crm_syncs
        GET api:crm_sync
        """,
    ),
    # A synchronisation is no company to be read.
    "nothing to read where a synchronisation is brought, for programs": (
        "           401   403      403      403      403       403       404   401      403",
        """
        GET api:sync_companies
        GET api:sync_people
        """,
    ),
    "nothing to write there either but a whole message, for programs": (
        "           401   422      422      422      422       422       422   401      422",
        """
        PUT api:sync_companies
        PUT api:sync_people
        """,
    ),
    "what companies said, for programs of admins and of those who face one": (
        "           401   403      403      403      403       403       200   401      200",
        "GET api:crm_conversations",
    ),
    "it is not this account after all, for programs": (
        "           401   403      403      403      403       403       204   401      403",
        "DELETE api:release_person",
    ),
}


def furnish(*, admin: User) -> dict[str, Any]:
    company = Company.objects.create(name="Cormorant", external_id="K-1")
    contact = Contact.objects.create(external_id="C-1", email="rita@acme.example", company=company, external_at=now())
    sync = Sync.objects.create(what="companies", by=admin, token="The CRM", made=1)
    return {
        "crm:company": {"pk": company.pk},
        "crm:contact": {"pk": contact.pk},
        "crm:sync": {"pk": sync.pk},
        "api:crm_company": {"external_id": "K-1"},
        "api:crm_person": {"external_id": "C-1"},
        "api:release_person": {"external_id": "C-1"},
        "api:crm_sync": {"sync_id": sync.pk},
    }
