"""Scenarios of docs/permissions.md about lanes; the numbers are those of that page."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied

from feeds.actions import publish_post
from intranet.content.models import Entry
from intranet.moderation import deciding
from intranet.moderation.lanes.actions import set_lane
from intranet.moderation.models import Case
from intranet.spaces.audiences import forget
from intranet.spaces.models import Membership
from tests import factories
from wiki import actions as wiki


def test_129_what_waits_in_a_lane_is_read_and_approved_by_those_who_keep_the_space_and_never_by_its_author(
    lab, author, colleague, outsider, admin
):
    reader = factories.a_person("Lia Poli", handle="lia")
    Membership.objects.create(space=lab, person=reader, role="member")
    set_lane(lab, "inside", by=author, sort="pre_approval")
    post = publish_post(by=colleague, space=lab, body="Two parts of salt.")
    case = Case.objects.get(sort="lane")

    def may_read(person) -> bool:
        forget(person)
        return Entry.objects.visible_to(person).filter(pk=post.entry_id).exists()

    assert [may_read(person) for person in (author, colleague, reader, outsider, admin)] == [True, True, *[False] * 3]
    for person in (colleague, reader, outsider, admin):
        with pytest.raises(PermissionDenied):
            deciding.decide(case, "approve", by=person)
    deciding.decide(case, "approve", by=author)
    assert may_read(reader)


def test_150_a_page_in_a_lane_is_read_and_opened_when_somebody_else_has_approved_it(lab, author, colleague):
    lab.parts = [*lab.parts, "wiki"]
    lab.save(update_fields=["parts"])
    reader = factories.a_person("Lia Poli", handle="lia")
    Membership.objects.create(space=lab, person=reader, role="member")
    set_lane(lab, "inside", by=author, sort="pre_approval")
    page = wiki.create_page(lab, by=colleague, title="Salt", body="Two parts of it.")

    def may_read(person) -> bool:
        forget(person)
        return Entry.objects.visible_to(person).filter(pk=page.pk).exists()

    wiki.publish_page(page, by=colleague)
    assert [may_read(person) for person in (author, colleague, reader)] == [True, True, False]
    case = Case.objects.get(sort="lane")
    with pytest.raises(PermissionDenied):
        deciding.decide(case, "approve", by=colleague)
    deciding.decide(case, "approve", by=author)
    assert may_read(reader)
