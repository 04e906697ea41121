"""Pages in a space that approves what is written: handed in, read by nobody else, approved by others, and then out."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from intranet.activity.models import Activity
from intranet.moderation import deciding
from intranet.moderation.lanes import actions as lanes
from intranet.moderation.lanes.figures import figures_of
from intranet.moderation.models import Case, Lane
from intranet.moderation.sorts import Words
from intranet.realtime.models import Frame
from intranet.spaces.audiences import forget
from intranet.spaces.models import Membership
from tests import factories
from wiki import actions
from wiki.importing.policies import can_import
from wiki.models import ComingOut, Page

pytestmark = pytest.mark.django_db

TOKEN = "lapislazzuli77"


@pytest.fixture
def keeper(lab):
    """Kim keeps order in the lab beside Ada."""
    person = factories.a_person("Kim Neri", handle="kim")
    Membership.objects.create(space=lab, person=person, role="moderator")
    return person


@pytest.fixture
def approved(page, lab, author):
    """What is written in the lab is approved by one. Ada's page about fans was there before."""
    return lanes.set_lane(lab, "inside", by=author, sort="pre_approval", hours=4)


def case_of(page) -> Case:
    return Case.objects.get(subject=page.key, sort="lane", state=Case.State.OPEN)


def again(page) -> Page:
    return Page.objects.select_related("space", "author").get(pk=page.pk)


def readers(page, *people) -> list[str]:
    for person in people:
        forget(person)
    return [one.handle for one in people if Page.objects.visible_to(one).filter(pk=page.pk).exists()]


def test_what_is_written_in_a_page_comes_out_when_it_is_approved(approved, page, author, colleague, write):
    write(page, colleague, "They hum.")
    actions.settle_page(page)
    assert again(page).body == "The fans are loud."
    actions.publish_page(again(page), by=colleague)
    assert again(page).body == "The fans are loud."
    case = case_of(page)
    assert case.about == colleague
    deciding.decide(case, "approve", by=author)
    page = again(page)
    assert (page.body, page.has_unpublished, ComingOut.objects.exists()) == ("They hum.", False, False)
    case.refresh_from_db()
    assert case.outcome == Case.Outcome.LET_OUT
    assert figures_of([approved])[approved.pk].out == 1


def test_who_wrote_in_it_does_not_approve_it_whoever_handed_it_in(approved, page, author, colleague, keeper, write):
    write(page, keeper, "They hum.")
    actions.settle_page(page)
    write(page, colleague, "They hum and hum.")
    actions.publish_page(again(page), by=colleague)
    with pytest.raises(PermissionDenied):
        deciding.decide(case_of(page), "approve", by=keeper)
    deciding.decide(case_of(page), "approve", by=author)
    assert again(page).body == "They hum and hum."


def test_what_is_handed_in_anew_is_approved_anew_and_those_who_approve_are_told(
    page, lab, author, colleague, keeper, write
):
    lanes.set_lane(lab, "inside", by=author, sort="pre_approval", approvals=2)
    write(page, colleague, "They hum.")
    actions.publish_page(again(page), by=colleague)
    deciding.decide(case_of(page), "approve", by=keeper)
    write(page, colleague, "They whistle.")
    actions.publish_page(again(page), by=colleague)
    actions.publish_page(again(page), by=colleague)
    assert Activity.objects.filter(verb="moderation.lane.rewritten").count() == 1
    deciding.decide(case_of(page), "approve", by=author)
    assert again(page).body == "The fans are loud."
    deciding.decide(case_of(page), "approve", by=keeper)
    assert again(page).body == "They whistle."


def test_a_new_page_is_read_by_who_began_it_and_those_who_keep_the_space_until_it_is_approved(
    approved, wiki, author, colleague, outsider, admin, as_
):
    lurker = factories.a_person("Lia Poli", handle="lia")
    Membership.objects.create(space=wiki, person=lurker, role="member")
    everybody = (author, colleague, lurker, outsider, admin)
    made = actions.create_page(wiki, by=colleague, title=f"Motors {TOKEN}", body="They turn.")
    assert not Case.objects.filter(subject=made.key).exists()
    assert readers(made, *everybody) == ["ada", "ben"]
    assert not [frame for frame in Frame.objects.all() if TOKEN in str(frame.payload)]
    assert TOKEN not in as_(lurker).get(f"/spaces/{wiki.slug}/wiki/").content.decode()
    assert "not out yet" in as_(colleague).get(made.get_absolute_url()).content.decode()
    with pytest.raises(PermissionDenied):
        actions.create_page(wiki, by=colleague, title="Under it", parent=again(made))
    said = as_(colleague).post(f"/wiki/{made.pk}/publish/", follow=True).content.decode()
    assert "Handed in" in said
    deciding.decide(case_of(made), "approve", by=author)
    assert readers(made, *everybody) == ["ada", "ben", "lia"]
    assert again(made).body == "They turn."


def test_what_is_turned_down_stays_with_who_wrote_it_and_readers_see_what_they_saw(
    approved, page, author, colleague, write
):
    write(page, colleague, "They hum.")
    actions.publish_page(again(page), by=colleague)
    deciding.decide(case_of(page), "decline", by=author, words=Words("Say how loud."))
    page = again(page)
    assert (page.body, page.has_unpublished, page.is_published) == ("The fans are loud.", True, True)
    actions.publish_page(page, by=colleague)
    assert case_of(page).is_open


def test_a_page_is_opened_to_people_outside_when_that_is_approved_and_by_itself(page, lab, author, keeper):
    below = actions.create_page(lab, by=author, title="Blades", parent=page, body="Sharp.")
    lab.visibility = "community"
    lab.save(update_fields=["visibility"])
    Page.objects.filter(pk__in=[page.pk, below.pk]).update(audience="org")
    page = again(page)
    lanes.set_lane(lab, "customers", by=author, sort="pre_approval")
    assert actions.set_reading(page, by=author, reads="customers") == []
    assert again(page).audience == "org"
    with pytest.raises(PermissionDenied):
        deciding.decide(case_of(page), "approve", by=author)
    deciding.decide(case_of(page), "approve", by=keeper)
    assert (again(page).audience, again(below).audience) == ("customers", lab.audience)


def test_whom_the_lane_trusts_publishes_at_once_and_what_waited_waits_no_longer(
    page, lab, author, colleague, outsider, write
):
    lanes.set_lane(lab, "inside", by=author, sort="pre_approval", trusted=[author])
    write(page, colleague, "They hum.")
    actions.publish_page(again(page), by=colleague)
    actions.publish_page(again(page), by=author)
    assert again(page).body == "They hum."
    assert Case.objects.get(subject=page.key).outcome == Case.Outcome.SETTLED


def test_what_waits_is_taken_back_by_who_handed_it_in(approved, page, lab, colleague, write, as_):
    other = factories.a_person("Lia Poli", handle="lia")
    Membership.objects.create(space=lab, person=other, role="member")
    write(page, colleague, "They hum.")
    actions.publish_page(again(page), by=colleague)
    assert as_(other).post(f"/wiki/{page.pk}/take-back/").status_code == 403
    assert "It waits no longer" in as_(colleague).post(f"/wiki/{page.pk}/take-back/", follow=True).content.decode()
    assert not Case.objects.filter(subject=page.key, state=Case.State.OPEN).exists()


def test_a_text_that_is_looked_at_afterwards_is_out_and_waits_in_the_queue(page, lab, author, colleague, write):
    lanes.set_lane(lab, "inside", by=author, sort="post_review")
    write(page, colleague, "They hum.")
    actions.publish_page(again(page), by=colleague)
    assert again(page).body == "They hum."
    case = case_of(page)
    assert not case.passing.waits
    deciding.decide(case, "approve", by=author)


def test_no_title_is_changed_and_no_file_brought_in_past_those_who_approve(approved, page, wiki, author, colleague):
    with pytest.raises(ValidationError):
        actions.rename_page(page, by=author, title="Ventilators")
    assert not can_import(colleague, wiki)
    Lane.objects.all().delete()
    assert actions.rename_page(again(page), by=author, title="Ventilators").title == "Ventilators"


def test_at_the_deadline_a_text_goes_by_itself_where_the_lane_says_so(page, lab, author, colleague, write):
    lanes.set_lane(lab, "inside", by=author, sort="pre_approval", at_deadline="release")
    write(page, colleague, "They hum.")
    actions.publish_page(again(page), by=colleague)
    case = case_of(page)
    case.passing.due_at = case.opened_at
    case.passing.save()
    assert lanes.meet_deadline(case.passing) == "released"
    assert again(page).body == "They hum."


def test_those_who_approve_see_what_would_change(approved, page, author, colleague, write, as_):
    write(page, colleague, "The fans are quiet.")
    actions.publish_page(again(page), by=colleague)
    shown = as_(author).get(f"/moderation/cases/{case_of(page).pk}/").content.decode()
    assert "<ins" in shown
    assert "quiet" in shown
