"""The scenarios of docs/permissions.md about the figures of the house."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied

from intranet.insights.actions import name_analyst
from intranet.insights.models import Analyst


def test_158_the_house_is_for_admins_and_whom_they_name_and_a_space_for_its_owners(
    as_, admin, author, colleague, customer, lab
):
    for road in ("/insights/", "/insights/posts.csv", "/insights/companies.csv", "/api/v1/insights/figures"):
        assert as_(colleague).get(f"{road}?of=house").status_code == 403
        assert as_(customer).get(f"{road}?of=house").status_code == 403
    assert as_(author).get(f"/insights/?of={lab.key}").status_code == 200
    assert as_(author).get("/insights/?of=house").status_code == 403
    name_analyst(colleague, by=admin)
    assert as_(colleague).get("/insights/?of=house").status_code == 200
    with pytest.raises(PermissionDenied):
        name_analyst(author, by=colleague)


def test_159_a_secret_space_is_not_there_for_who_may_see_all_figures(as_, admin, colleague, vault):
    name_analyst(colleague, by=admin)
    for road in ("/insights/", "/insights/posts.csv", "/api/v1/insights/figures"):
        assert as_(colleague).get(f"{road}?of={vault.key}").status_code == 404
    assert Analyst.objects.count() == 1


def test_160_a_space_or_company_of_fewer_than_five_is_told_to_nobody(as_, admin, author, lab, plaza, customer):
    for person, space in ((author, lab), (admin, plaza)):
        told = as_(person).get(f"/api/v1/insights/figures?of={space.key}").json()
        assert told["figures"]
        assert all(one["withheld"] and not one["points"] and one["total"] is None for one in told["figures"])
    companies = {one.pop("name"): one for one in as_(admin).get("/api/v1/insights/companies").json()["companies"]}
    acme = companies[customer.company.name]
    assert set(acme["withheld"].values()) == {"few"}
    assert [acme[column] for column in acme["withheld"]] == [None] * len(acme["withheld"])
