"""What people choose: kinds by channel, levels of places, quiet hours on their own clock."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.timezone import now

from feeds.actions import publish_post
from intranet.accounts.actions import set_status
from intranet.accounts.models import Status
from intranet.conversation.actions import add_comment
from intranet.notifications import actions, channels, groups, levels, sending
from intranet.notifications.channels import Channel
from intranet.notifications.models import Delivery, Notification, Preference, QuietHours
from intranet.notifications.preferences import matrix_of
from intranet.notifications.quiet import quiet_until
from intranet.notifications.sending import due_parcels
from intranet.realtime.models import Frame
from intranet.spaces import actions as space_actions


@pytest.fixture
def mail():
    sent: list[list[str]] = []
    before = channels.find("mail")

    def deliver(person, notifications):
        sent.append([row.entry.body_text for row in notifications])

    channels.register(Channel("mail", "Mail", deliver))
    yield sent
    channels.unregister("mail")
    if before is not None:
        channels.register(before)


@pytest.fixture
def quiet_lab(lab, run_jobs):
    run_jobs()
    Notification.objects.all().delete()
    return lab


def told(person) -> list[str]:
    return list(Notification.objects.of(person).order_by("pk").values_list("reason", flat=True))


# --- Groups ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("verb", "reason", "group"),
    [
        ("feeds.post.published", "mention", "mentions"),
        ("spaces.space.invited", "you", "invitations"),
        ("spaces.space.asked", "moderator", "invitations"),
        ("feeds.post.hidden", "author", "decisions"),
        ("feeds.post.refused", "author", "decisions"),
        ("accounts.person.role_changed", "you", "account"),
        ("conversation.comment.published", "reply", "answers"),
        ("conversation.comment.published", "watching", "following"),
        ("conversation.reaction.given", "reaction", "reactions"),
        ("feeds.post.published", "space", "spaces"),
        ("feeds.event.changed", "coming", "happenings"),
        ("feeds.kudos.published", "kudos", "happenings"),
        ("wiki.page.published", "you", "happenings"),
        ("wiki.page.published", "nobody has heard of it", "following"),
    ],
)
def test_each_verb_lands_in_a_group_by_what_it_is_and_why(verb, reason, group):
    assert groups.group_of(verb, reason).name == group


# --- The matrix ------------------------------------------------------------------------------------------------------


def test_who_chose_nothing_has_the_defaults_and_no_rows(author, mail):
    rows = {row.group.name: {cell.channel.name: cell for cell in row.cells} for row in matrix_of(author)}
    assert rows["mentions"]["mail"].wanted
    assert not rows["reactions"]["mail"].wanted
    assert rows["decisions"]["app"].fixed
    assert not Preference.objects.exists()


def test_what_is_set_back_to_the_default_leaves_no_row(author, mail):
    assert actions.set_preference(by=author, group="mentions", channel="mail", wanted=False)
    assert not actions.set_preference(by=author, group="mentions", channel="mail", wanted=False)
    assert actions.set_preference(by=author, group="mentions", channel="mail", wanted=True)
    assert not Preference.objects.exists()
    assert Frame.objects.filter(stream=author.key, event="notifications.wishes_changed").count() == 2


def test_what_is_official_cannot_be_switched_off_in_the_app(author, mail):
    with pytest.raises(ValidationError):
        actions.set_preference(by=author, group="account", channel="app", wanted=False)
    actions.set_preference(by=author, group="account", channel="mail", wanted=False)


def test_what_is_official_comes_though_its_kind_is_off(author, colleague, lab, run_jobs):
    run_jobs()
    actions.set_preference(by=colleague, group="invitations", channel="app", wanted=False)
    space_actions.remove_member(lab, by=author, person=colleague)
    run_jobs()
    assert Notification.objects.of(colleague).filter(activity__verb="spaces.space.removed").exists()


@pytest.mark.parametrize(("group", "channel"), [("mentions", "smoke"), ("weather", "app"), ("", "")])
def test_a_kind_or_channel_that_is_none_is_refused(author, group, channel):
    with pytest.raises(ValidationError):
        actions.set_preference(by=author, group=group, channel=channel, wanted=True)


def test_one_press_saves_one_cell_and_the_form_saves_all(as_, author, mail):
    client = as_(author)
    answer = client.post("/settings/notifications/choose/", {"cell": "mentions:mail"}, headers={"HX-Request": "true"})
    assert answer.status_code == 204
    assert list(Preference.objects.values_list("group", "channel", "wanted")) == [("mentions", "mail", False)]
    client.post("/settings/notifications/choose/", {"on": ["mentions:mail", "spaces:mail"]})
    chosen = set(Preference.objects.filter(wanted=True).values_list("group", "channel"))
    assert chosen == {("spaces", "mail")}
    assert client.post("/settings/notifications/choose/", {"cell": "mentions:smoke"}).status_code == 400
    assert client.post("/settings/notifications/choose/", {"cell": "account:app"}).status_code == 400


def test_the_page_costs_the_same_in_few_spaces_and_in_many(as_, author, queries_stay_flat):
    client = as_(author)
    queries_stay_flat(
        lambda: client.get("/settings/notifications/"), lambda: space_actions.create_space(by=author, name=str(now()))
    )


# --- Levels ----------------------------------------------------------------------------------------------------------


def test_new_posts_are_told_to_who_wants_everything(author, colleague, quiet_lab, run_jobs):
    publish_post(by=author, space=quiet_lab, body="One.")
    run_jobs()
    actions.set_level(quiet_lab.key, by=colleague, degree="all")
    publish_post(by=author, space=quiet_lab, body="Two.")
    run_jobs()
    assert told(colleague) == ["space"]
    assert told(author) == []


def test_who_chose_nothing_hears_what_the_owner_has_chosen(author, colleague, quiet_lab, run_jobs):
    actions.set_default_level(quiet_lab, by=author, degree="all")
    publish_post(by=author, space=quiet_lab, body="One.")
    run_jobs()
    assert told(colleague) == ["space"]
    actions.set_level(quiet_lab.key, by=colleague, degree="mentions")
    publish_post(by=author, space=quiet_lab, body="Two.")
    run_jobs()
    assert told(colleague) == ["space"]


def test_who_wants_nothing_of_a_space_is_not_even_told_of_mentions(author, colleague, quiet_lab, run_jobs):
    actions.set_level(quiet_lab.key, by=colleague, degree="nothing")
    publish_post(by=author, space=quiet_lab, body="Is @ben there?")
    run_jobs()
    assert told(colleague) == []


def test_nobody_sets_a_level_where_they_cannot_read(outsider, customer, lab):
    for person in (outsider, customer):
        with pytest.raises(PermissionDenied):
            actions.set_level(lab.key, by=person, degree="all")
    with pytest.raises(PermissionDenied):
        actions.set_level("space_99999", by=outsider, degree="all")


def test_only_an_owner_who_reads_there_sets_the_default_and_never_to_nothing(author, colleague, admin, lab):
    for person in (colleague, admin):
        with pytest.raises(PermissionDenied):
            actions.set_default_level(lab, by=person, degree="all")
    with pytest.raises(ValidationError):
        actions.set_default_level(lab, by=author, degree="nothing")


def test_a_place_without_rows_is_as_usual(colleague, lab):
    assert levels.level_in(lab.key, colleague) == levels.OwnLevel("", "mentions")
    actions.set_level(lab.key, by=colleague, degree="nothing")
    assert levels.level_in(lab.key, colleague).counts == "nothing"
    assert actions.set_level(lab.key, by=colleague, degree="")
    assert not actions.set_level(lab.key, by=colleague, degree="")


def test_the_menu_of_a_space_leads_back_to_it_and_nowhere_else(as_, colleague, lab):
    client = as_(colleague)
    assert 'value="nothing"' in client.get(lab.get_absolute_url()).content.decode()
    asked = {"place": lab.key, "degree": "nothing", "next": lab.get_absolute_url()}
    assert client.post("/settings/notifications/level/", asked)["Location"] == lab.get_absolute_url()
    elsewhere = client.post("/settings/notifications/level/", asked | {"next": "https://example.com/"})
    assert elsewhere["Location"] == "/settings/notifications/"


# --- Quiet hours -----------------------------------------------------------------------------------------------------


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


NIGHTS = QuietHours(days=[0, 1, 2, 3, 4, 5, 6], begins=time(22), ends=time(7))
ROME = "Europe/Rome"


@pytest.mark.parametrize(
    ("moment", "until"),
    [
        # Winter: Rome is an hour ahead.
        ("2026-01-14 20:59", None),
        ("2026-01-14 21:00", "2026-01-15 06:00"),
        ("2026-01-15 05:59", "2026-01-15 06:00"),
        ("2026-01-15 06:00", None),
        # The night of 28 to 29 March is an hour shorter: it ends at 7 on the new clock, which is 5 o'clock UTC.
        ("2026-03-28 21:00", "2026-03-29 05:00"),
        ("2026-03-29 05:00", None),
        # The night of 24 to 25 October is an hour longer.
        ("2026-10-24 20:00", "2026-10-25 06:00"),
        ("2026-10-25 05:59", "2026-10-25 06:00"),
    ],
)
def test_a_night_ends_when_the_clock_of_the_person_says_so(moment, until):
    assert quiet_until(NIGHTS, ROME, at(moment)) == (at(until) if until else None)


def test_an_end_that_the_spring_change_skips_is_when_the_clocks_have_been_put_on():
    short = QuietHours(days=[5], begins=time(22), ends=time(2, 30))
    assert quiet_until(short, ROME, at("2026-03-28 22:00")) == at("2026-03-29 01:30")


def test_an_end_that_comes_twice_in_autumn_is_the_second():
    short = QuietHours(days=[5], begins=time(22), ends=time(2, 30))
    assert quiet_until(short, ROME, at("2026-10-25 00:45")) == at("2026-10-25 01:30")
    assert quiet_until(short, ROME, at("2026-10-25 01:29")) == at("2026-10-25 01:30")


def test_a_night_belongs_to_the_day_on_which_it_begins():
    fridays = QuietHours(days=[4], begins=time(22), ends=time(7))
    assert quiet_until(fridays, "UTC", at("2026-01-17 03:00")) == at("2026-01-17 07:00")
    assert quiet_until(fridays, "UTC", at("2026-01-16 03:00")) is None
    assert quiet_until(fridays, "UTC", at("2026-01-17 23:00")) is None


def test_days_that_touch_are_one_quiet_time():
    weekend = QuietHours(days=[5, 6], begins=time(0), ends=time(0))
    assert quiet_until(weekend, "UTC", at("2026-01-17 12:00")) == at("2026-01-19 00:00")


def test_not_to_be_disturbed_once_runs_into_the_night_that_follows():
    quiet = QuietHours(days=[2], begins=time(22), ends=time(7), still_until=at("2026-01-14 22:30"))
    assert quiet_until(quiet, "UTC", at("2026-01-14 21:45")) == at("2026-01-15 07:00")


def test_the_same_hours_are_other_moments_elsewhere():
    assert quiet_until(NIGHTS, "America/New_York", at("2026-01-14 21:00")) is None
    assert quiet_until(NIGHTS, "Asia/Tokyo", at("2026-01-14 13:00")) == at("2026-01-14 22:00")
    assert quiet_until(None, ROME, at("2026-01-14 21:00")) is None


def test_quiet_hours_hold_what_goes_out_and_it_goes_together_at_their_end(
    author, colleague, quiet_lab, mail, run_jobs, monkeypatch
):
    actions.keep_still(by=colleague, until=now() + timedelta(hours=1))
    post = publish_post(by=author, space=quiet_lab, body="@ben, one.")
    run_jobs()
    add_comment(post, by=author, body="@ben, two.")
    run_jobs()
    assert mail == []
    assert Notification.objects.of(colleague).unread().count() == 2
    assert not Delivery.objects.filter(due_at__lt=now() + timedelta(minutes=59)).exists()
    later = now() + timedelta(minutes=61)
    monkeypatch.setattr(sending, "now", lambda: later)
    assert [sending.send(parcel) for parcel in due_parcels(later, 10)] == ["sent"]
    assert [len(texts) for texts in mail] == [2]


def test_what_was_read_during_quiet_hours_is_not_sent_at_all(author, colleague, quiet_lab, mail, run_jobs):
    actions.keep_still(by=colleague, until=now() + timedelta(hours=1))
    publish_post(by=author, space=quiet_lab, body="@ben, one.")
    run_jobs()
    actions.mark_read(by=colleague)
    actions.keep_still(by=colleague, until=None)
    assert [sending.send(parcel) for parcel in due_parcels(now(), 10)] == ["dropped"]
    assert mail == []


def test_ending_it_early_lets_go_what_was_held(author, colleague, quiet_lab, mail, run_jobs):
    actions.keep_still(by=colleague, until=now() + timedelta(hours=1))
    publish_post(by=author, space=quiet_lab, body="@ben, one.")
    run_jobs()
    assert due_parcels(now(), 10) == []
    actions.keep_still(by=colleague, until=None)
    assert [sending.send(parcel) for parcel in due_parcels(now(), 10)] == ["sent"]


def test_quiet_hours_that_make_no_sense_are_refused_with_what_was_typed(as_, author):
    with pytest.raises(ValidationError):
        actions.set_quiet_hours(by=author, days=[7], begins=time(22), ends=time(7))
    with pytest.raises(ValidationError):
        actions.set_quiet_hours(by=author, days=[1], begins=None, ends=time(7))
    with pytest.raises(ValidationError):
        actions.keep_still(by=author, until=now() - timedelta(minutes=1))
    client = as_(author)
    answer = client.post("/settings/notifications/quiet/", {"days": ["0"], "begins": "22:00", "ends": "late"})
    assert answer.status_code == 422
    assert 'value="late"' in answer.content.decode()
    assert client.post("/settings/notifications/still/", {"for": "ever"}).status_code == 400


def test_until_tomorrow_is_tomorrow_morning_on_the_clock_of_the_person(as_, author):
    author.time_zone = "Asia/Tokyo"
    author.save()
    as_(author).post("/settings/notifications/still/", {"for": "tomorrow"})
    until = QuietHours.objects.get(person=author).still_until
    assert until.astimezone(UTC).time() == time(23)
    assert now() < until < now() + timedelta(hours=33)


def test_others_see_that_somebody_is_not_to_be_disturbed_only_if_they_are_let(author):
    later = now() + timedelta(hours=1)
    actions.keep_still(by=author, until=later)
    assert not Status.objects.exists()
    actions.keep_still(by=author, until=later, shown=True)
    assert [(row.emoji, row.until) for row in Status.objects.all()] == [("🔕", later)]
    actions.keep_still(by=author, until=None)
    assert not Status.objects.exists()
    set_status(author, by=author, emoji="🌊", text="At sea")
    actions.keep_still(by=author, until=later, shown=True)
    actions.keep_still(by=author, until=None)
    assert [row.text for row in Status.objects.all()] == ["At sea"]


def test_the_menu_of_every_page_pauses_notifications_and_says_until_when(author, as_):
    client = as_(author)
    assert "Pause notifications for an hour" in client.get("/inbox/").content.decode()
    client.post("/settings/notifications/still/", {"for": "hour", "next": "/inbox/"})
    page = client.get("/inbox/").content.decode()
    assert "Paused until" in page
    assert "Pause notifications for an hour" not in page
