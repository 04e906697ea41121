"""Presets: applied whole or not at all, taken back exactly, and what people have changed meanwhile is theirs."""

from __future__ import annotations

from datetime import time, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.timezone import localdate

from forum.models import OfficeHours
from forum.work.office import set_office_hours
from intranet.activity.models import Activity
from intranet.core.models import SiteSettings
from intranet.flows.models import AppliedPreset
from intranet.flows.setting_up import actions, comments, first_things, pieces
from intranet.flows.setting_up.presets import PRESETS, digest_of
from intranet.insights.models import WeekWish
from intranet.insights.week.actions import want_by_mail
from intranet.moderation.lanes.actions import set_lane
from intranet.moderation.models import Lane
from intranet.moderation.rules.actions import as_told, change_rule, every_rule
from intranet.moderation.trust import levels
from intranet.site_settings import set_site
from intranet.spaces.actions import archive_space, change_space
from intranet.spaces.models import Space
from tests import factories


@pytest.fixture
def house(author, colleague, porch, lab, admin):
    """Spaces of three sorts, a lane with people in it, a rule that is off."""
    set_lane(porch, "street", by=author, sort="pre_approval", hours=5, deputies=[colleague], trusted=[colleague])
    change_rule("links", by=admin, is_on=False, allowed=["example.org"])
    change_space(lab, by=author, parts=["chat"])
    set_site(by=admin, sign_up_open=False, mail_grace_minutes=7)
    return porch


def everything_set():
    """All that presets may touch, and what stands beside it."""
    SiteSettings.forget()
    site = {field.name: str(getattr(SiteSettings.current(), field.name)) for field in SiteSettings._meta.fields}
    del site["changed_at"]
    lanes = {
        (lane.space_id, lane.reach): (
            lane.settings,
            lane.trial_until,
            sorted(lane.deputies.values_list("pk", flat=True)),
            sorted(lane.trusted.values_list("pk", flat=True)),
        )
        for lane in Lane.objects.all()
        # Without a row it is the same as with one that says: at once.
        if lane.settings != Lane().settings
    }
    return {
        "site": site,
        "rules": {rule.key: as_told(rule) for rule in every_rule()},
        "levels": [levels.as_told(one) for one in levels.levels()],
        "lanes": lanes,
        "weeks": list(WeekWish.objects.values("person_id", "day", "hour")),
        "office": list(OfficeHours.objects.values()),
        "spaces": list(Space.objects.current().order_by("pk").values("name", "visibility", "posting", "parts")),
    }


@pytest.mark.parametrize("key", sorted(PRESETS))
def test_a_preset_changes_what_it_says_and_taken_back_leaves_everything_as_it_was(house, admin, key):
    before = everything_set()
    promised = PRESETS[key].changes()

    applied = actions.apply_preset(key, by=admin)

    assert {one["key"] for one in applied.changes} == {one.piece.key for one in promised}
    assert everything_set() != before
    assert PRESETS[key].changes() == []
    undone = actions.undo_preset(applied, by=admin)
    assert undone.stayed == []
    assert everything_set() == before
    assert Activity.objects.filter(verb__startswith="setup.preset", audited=True).count() == 2


def test_a_preset_that_would_change_nothing_leaves_no_trace(house, admin):
    actions.apply_preset("minimal-site", by=admin)

    assert actions.apply_preset("minimal-site", by=admin) is None

    assert AppliedPreset.objects.count() == 1


def test_a_preset_that_fails_at_its_last_piece_has_changed_nothing(house, admin, monkeypatch):
    before = everything_set()

    def refuse(**_wanted):
        raise ValidationError("No space today.")

    monkeypatch.setattr(comments, "create_space", refuse)
    with pytest.raises(ValidationError):
        actions.apply_preset("minimal-site", by=admin)

    assert everything_set() == before
    assert not AppliedPreset.objects.exists()
    assert SiteSettings.current().front_page == "feed"


def test_what_people_changed_meanwhile_stays_and_is_named(house, admin, author):
    applied = actions.apply_preset("small-firm", by=admin)
    set_site(by=admin, mail_grace_minutes=99)
    change_rule("links", by=admin, is_on=False)
    set_lane(house, "customers", by=author, sort="post_review", hours=3)

    undone = actions.undo_preset(applied, by=admin)

    # The rule was put back by hand: it is as it was before, and nobody needs to hear of it.
    assert set(undone.stayed) == {"site.mail_grace_minutes", f"lane.{house.pk}.customers"}
    SiteSettings.forget()
    assert SiteSettings.current().mail_grace_minutes == 99
    assert not SiteSettings.current().sign_up_open
    assert Lane.objects.get(space=house, reach="customers").hours == 3
    assert Lane.objects.get(space=house, reach="street").sort == "pre_approval"
    applied.refresh_from_db()
    assert set(applied.stayed) == set(undone.stayed)


def test_what_is_gone_meanwhile_hinders_nothing(house, admin, author):
    applied = actions.apply_preset("everything", by=admin)
    gone = Space.objects.get(name="Lab")
    archive_space(gone, by=author)

    undone = actions.undo_preset(applied, by=admin)

    assert undone.stayed == [f"parts.{gone.pk}"]
    SiteSettings.forget()
    assert not SiteSettings.current().sign_up_open


def test_the_place_for_comments_stays_once_people_have_written_in_it(house, admin, customer):
    from feeds.actions import publish_post
    from intranet.spaces.actions import join_space

    applied = actions.apply_preset("minimal-site", by=admin)
    place = comments.place()
    change_rule("first_posts", by=admin, is_on=False)
    join_space(place, by=customer)
    publish_post(by=customer, body="You answer quickly.", space=place)

    undone = actions.undo_preset(applied, by=admin)

    assert undone.stayed == ["comments"] or set(undone.stayed) == {"comments", "rule.first_posts.is_on"}
    place.refresh_from_db()
    assert not place.is_archived


def test_the_place_for_comments_of_before_is_opened_again(house, admin):
    actions.undo_preset(actions.apply_preset("minimal-site", by=admin), by=admin)
    assert comments.place() is None

    actions.apply_preset("minimal-site", by=admin)

    assert Space.objects.filter(name__startswith="Your comments").count() == 1
    assert comments.place() is not None


def test_presets_are_taken_back_the_last_one_first(house, admin):
    before = everything_set()
    first = actions.apply_preset("minimal-site", by=admin)
    second = actions.apply_preset("everything", by=admin)

    with pytest.raises(PermissionDenied, match="Everything"):
        actions.undo_preset(first, by=admin)
    actions.undo_preset(second, by=admin)
    actions.undo_preset(first, by=admin)

    assert everything_set() == before


def test_a_preset_is_taken_back_once(house, admin):
    applied = actions.apply_preset("small-firm", by=admin)
    actions.undo_preset(applied, by=admin)

    with pytest.raises(PermissionDenied, match="already"):
        actions.undo_preset(applied, by=admin)


def test_what_has_changed_since_somebody_looked_is_not_applied_unseen(house, admin):
    seen = digest_of(PRESETS["small-firm"].changes())
    set_site(by=admin, mail_grace_minutes=55)
    before = everything_set()

    with pytest.raises(ValidationError, match="since you looked"):
        actions.apply_preset("small-firm", by=admin, seen=seen)

    assert everything_set() == before


def test_nobody_but_admins_applies_or_takes_back(house, admin, moderator, customer):
    applied = actions.apply_preset("small-firm", by=admin)
    before = everything_set()

    for person in (moderator, customer):
        with pytest.raises(PermissionDenied):
            actions.apply_preset("everything", by=person)
        with pytest.raises(PermissionDenied):
            actions.undo_preset(applied, by=person)

    assert everything_set() == before


def test_a_lane_on_trial_is_left_alone(house, admin, author):
    until = localdate() + timedelta(days=9)
    set_lane(house, "street", by=author, sort="direct", trial_until=until)

    applied = actions.apply_preset("small-firm", by=admin)

    assert f"lane.{house.pk}.street" not in {one["key"] for one in applied.changes}
    assert Lane.objects.get(space=house, reach="street").trial_until == until


def test_hours_that_somebody_has_set_stay(house, admin):
    set_office_hours(by=admin, days=[5], opens=time(8), closes=time(12), zone_name="Europe/Rome")

    applied = actions.apply_preset("minimal-site", by=admin)

    assert "office" not in {one["key"] for one in applied.changes}


def test_a_deputy_who_left_does_not_hinder_taking_back(house, admin, colleague):
    applied = actions.apply_preset("small-firm", by=admin)
    colleague.is_active = False
    colleague.save(update_fields=["is_active"])

    assert actions.undo_preset(applied, by=admin).stayed == []
    assert Lane.objects.get(space=house, reach="street").sort == "pre_approval"


def test_a_piece_that_nobody_knows_is_gone(db):
    for key in ("nothing", "lane.0.street", "parts.x"):
        with pytest.raises(pieces.Gone):
            pieces.piece(key)


# --- Steps -----------------------------------------------------------------------------------------------------------


def test_first_spaces_are_opened_once(admin):
    wanted = [{"name": "Everybody"}, {"name": "Customers", "visibility": "community"}]

    assert len(first_things.open_spaces(wanted, by=admin)) == 2
    assert first_things.open_spaces(wanted, by=admin) == []


def test_one_lane_for_all_that_is_read_outside(porch, lab, admin):
    wanted = {"sort": "post_review", "hours": 48, "at_deadline": "release", "replies": True}

    assert first_things.set_outside_lanes(by=admin, **wanted) == 2
    assert first_things.set_outside_lanes(by=admin, **wanted) == 0

    assert {(lane.space, lane.reach) for lane in Lane.objects.all()} == {(porch, "street"), (porch, "customers")}


def test_who_keeps_order_is_who_was_named(admin, moderator, colleague, customer):
    first_things.set_keepers(by=admin, moderators=[colleague], second_factor_for="nobody")

    moderator.refresh_from_db()
    assert (colleague.role, moderator.role) == ("moderator", "")
    with pytest.raises(ValidationError):
        first_things.set_keepers(by=admin, moderators=[customer], second_factor_for="nobody")


def test_a_plan_names_people_who_work_here(admin, colleague, customer):
    assert actions.write_plan(by=admin, owner=colleague, cadence="daily").owner == colleague
    with pytest.raises(ValidationError):
        actions.write_plan(by=admin, owner=customer)
    with pytest.raises(PermissionDenied):
        actions.write_plan(by=colleague, goal="Mine")
    assert Activity.objects.filter(verb="setup.plan.changed").count() == 1


def test_a_space_is_kept_by_the_presets_only_while_it_is_there(admin, author):
    space = factories.a_space("Kitchen", owner=author)
    assert pieces.piece(f"parts.{space.pk}").read() == space.parts
    archive_space(space, by=author)
    with pytest.raises(pieces.Gone):
        pieces.piece(f"parts.{space.pk}")


def test_a_small_firm_has_the_list_of_the_week_by_mail_and_taken_back_it_has_not(house, admin, moderator):
    applied = actions.apply_preset("small-firm", by=admin)
    assert [(wish.person, wish.day, wish.hour) for wish in WeekWish.objects.all()] == [(admin, 0, 8)]
    actions.undo_preset(applied, by=admin)
    assert not WeekWish.objects.exists()


def test_who_has_chosen_a_day_for_the_list_keeps_it_before_and_after(house, admin):
    want_by_mail(by=admin, day=3, hour=17)
    applied = actions.apply_preset("small-firm", by=admin)
    assert (WeekWish.objects.get().day, WeekWish.objects.get().hour) == (3, 17)
    actions.undo_preset(applied, by=admin)
    assert WeekWish.objects.get().day == 3


def test_a_day_that_was_chosen_meanwhile_stays_when_the_preset_is_taken_back(house, admin):
    applied = actions.apply_preset("small-firm", by=admin)
    want_by_mail(by=admin, day=4, hour=9)
    actions.undo_preset(applied, by=admin)
    assert WeekWish.objects.get().day == 4
