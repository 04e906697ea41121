"""Who sets the house up, and what is shut for whom; docs/permissions.md."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied

from forum.actions import ask, make_category
from intranet.content.models import Entry
from intranet.core.models import SiteSettings
from intranet.flows.setting_up import actions, plan
from intranet.moderation.lanes.actions import set_lane
from intranet.site_settings import set_site

pytestmark = pytest.mark.django_db


def test_165_only_admins_set_the_house_up_and_a_preset_is_taken_back(porch, admin, author, moderator, customer):
    for person in (author, moderator, customer):
        with pytest.raises(PermissionDenied):
            actions.apply_preset("minimal-site", by=person)
    applied = actions.apply_preset("minimal-site", by=admin)
    with pytest.raises(PermissionDenied):
        actions.undo_preset(applied, by=moderator)
    set_site(by=admin, shut_doors=["releases"])

    assert actions.undo_preset(applied, by=admin).stayed == ["site.shut_doors"]

    SiteSettings.forget()
    assert (SiteSettings.current().front_page, SiteSettings.current().shut_doors) == ("feed", ["releases"])


def test_166_behind_a_door_that_is_shut_there_is_nothing_for_people_outside(
    as_, porch, author, admin, guest, customer, colleague
):
    asked = ask(make_category(porch, by=author, name="Terminals"), by=customer, title="Slow", body="In the cold.")
    set_site(by=admin, shut_doors=["forum"])

    for outside in (guest, customer):
        for path in ("/community/", "/community/feed.atom", "/community/ask/"):
            assert as_(outside).get(path).status_code == 404, (outside, path)
        assert as_(outside).get("/community/contact/").status_code == 200
        assert as_(outside).get("/ideas/").status_code == 200
    assert as_(customer).get("/api/v1/topics").status_code == 404
    for outside in (guest, customer):
        assert not Entry.objects.visible_to(outside).filter(pk=asked.pk).exists()
    assert Entry.objects.visible_to(colleague).filter(pk=asked.pk).exists()
    assert as_(colleague).get("/community/").status_code == 200
    assert as_(colleague).get("/api/v1/topics").status_code == 200


def test_167_the_plan_says_to_each_colleague_what_they_may_know(as_, vault, lab, author, outsider, admin, customer):
    for space in (vault, lab):
        set_lane(space, "inside", by=author, sort="post_review")

    assert {one["space"] for one in plan.written(author)["lanes"]} == {vault, lab}
    assert {one["space"] for one in plan.written(outsider)["lanes"]} == {lab}
    assert as_(customer).get("/setup/plan/").status_code == 403
    with pytest.raises(PermissionDenied):
        actions.write_plan(by=outsider, goal="Mine")
