"""Fifteen minutes a week: what stands on the list, addresses that act once for one person, and when the mail comes."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from allauth.account.models import EmailAddress
from django.core import mail, signing
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.timezone import localdate

from forum import actions as forum
from forum.models import Topic
from ideas import actions as ideas
from ideas.models import Idea
from intranet.accounts.models import User
from intranet.content.models import Entry
from intranet.core.models import SiteSettings
from intranet.insights.models import WeekTask, WeekWish
from intranet.insights.week import actions, links
from intranet.insights.week.choosing import choose, is_due, week_of
from intranet.insights.week.chores import all_chores
from intranet.insights.week.mail import mail_of
from intranet.insights.week.reading import week_list
from intranet.insights.week.sending import due_now, send_week
from intranet.spaces.models import Membership
from wiki import actions as wiki
from wiki.models import Page

WEDNESDAY = datetime(2026, 11, 18, 11, tzinfo=UTC)


@pytest.fixture
def busy(porch, author, customer, other_customer, admin):
    """Five who wait, four pages that are due, three ideas that are wanted. Aldo keeps the porch, too."""
    porch.parts = [*porch.parts, "wiki", "ideas"]
    porch.save(update_fields=["parts"])
    Membership.objects.create(space=porch, person=admin, role="owner")
    category = forum.make_category(porch, by=author, name="Terminals")
    for number in range(5):
        with time_machine.travel(WEDNESDAY - timedelta(days=9 - number), tick=False):
            forum.ask(category, by=customer, title=f"It sleeps {number}", body="In the cold.")
    pages = [wiki.create_page(porch, by=author, title=f"Page {n}", body="So.") for n in range(4)]
    for number, page in enumerate(pages):
        due = localdate(WEDNESDAY) - timedelta(days=number)
        Page.objects.filter(pk=page.pk).update(review_due=due, review_months=6)
    board = ideas.make_board(porch, by=author, name="Wishes")
    for number in range(3):
        idea = ideas.suggest(board, by=customer, title=f"Wish {number}", body="Please.")
        Entry.objects.filter(pk=idea.pk).update(votes_count=number + 1)
    with time_machine.travel(WEDNESDAY, tick=False):
        yield porch


def titles(person) -> list[str]:
    return [line.entry.title for line in week_list(person).lines]


# --- What stands on it ------------------------------------------------------------------------------------------------


def test_three_who_wait_two_pages_and_one_idea_are_fifteen_minutes(busy, admin):
    assert titles(admin) == ["It sleeps 0", "It sleeps 1", "It sleeps 2", "Page 3", "Page 2", "Wish 2"]
    found = week_list(admin)
    assert found.minutes == 15
    assert found.lines[0].why == "Waits for an answer for 9 days"
    assert found.lines[-1].why == "3 people want it"


def test_it_is_never_more_than_fifteen_minutes_however_long_things_take(busy, admin, monkeypatch):
    from dataclasses import replace

    from intranet.insights.week import chores

    slow = {one.key: replace(one, minutes=4, most=9) for one in all_chores()}
    monkeypatch.setattr(chores, "_chores", slow)
    chosen = choose(admin)
    assert sum(one.chore.minutes for one in chosen) <= 15
    assert len(chosen) == 3


def test_a_list_stays_as_it_was_chosen_until_monday_on_the_clock_of_the_house(busy, admin):
    before = titles(admin)
    topic = Topic.objects.get(title="It sleeps 0")
    forum.answer(topic, by=admin, body="Warm it.")
    assert titles(admin) == before
    assert [line.is_done for line in week_list(admin).lines] == [True, False, False, False, False, False]
    # In Rome it is Monday already, in Greenwich still Sunday.
    with time_machine.travel(datetime(2026, 11, 22, 23, 30, tzinfo=UTC), tick=False):
        assert titles(admin)[:3] == ["It sleeps 1", "It sleeps 2", "It sleeps 3"]


def test_the_week_is_that_of_the_house():
    assert week_of(datetime(2026, 11, 22, 22, 30, tzinfo=UTC)) == date(2026, 11, 16)
    assert week_of(datetime(2026, 11, 22, 23, 30, tzinfo=UTC)) == date(2026, 11, 23)


def test_what_one_may_not_read_stands_on_no_list_of_theirs(lab, author, moderator, admin):
    lab.parts = [*lab.parts, "wiki"]
    lab.save(update_fields=["parts"])
    page = wiki.create_page(lab, by=author, title="Secret fans", body="So.")
    Page.objects.filter(pk=page.pk).update(review_due=localdate())
    assert titles(moderator) == []


def test_what_others_decide_is_no_work_of_ones_own(busy, moderator):
    """Mara answers customers; whether pages of the porch are true is for those who keep the porch."""
    assert [line.chore.key for line in week_list(moderator).lines] == ["unanswered"] * 3 + ["hot"]


def test_who_keeps_no_order_has_no_list(busy, author, customer, guest, as_):
    for person in (author, customer):
        assert as_(person).get("/insights/week/").status_code == 403
        assert as_(person).get("/api/v1/insights/week").status_code == 403
        with pytest.raises(PermissionDenied):
            actions.make_list(person)
    assert as_(guest).get("/insights/week/").status_code == 302


def test_pressing_does_it_by_the_part_s_own_action_and_putting_aside_does_nothing(busy, admin, as_):
    lines = week_list(admin).lines
    page = as_(admin).get("/insights/week/").content.decode()
    assert "I answer it" in page
    assert "About 15 minutes are left." in page
    as_(admin).post(f"/insights/week/{lines[0].task.pk}/", {"deed": "take"})
    assert Topic.objects.get(title="It sleeps 0").assignee == admin
    as_(admin).post(f"/insights/week/{lines[3].task.pk}/", {"deed": "true"})
    assert Page.objects.get(title="Page 3").verified_by == admin
    as_(admin).post(f"/insights/week/{lines[5].task.pk}/", {"deed": "review"})
    assert Idea.objects.get(title="Wish 2").status.meaning == "review"
    as_(admin).post(f"/insights/week/{lines[1].task.pk}/", {"deed": ""})
    assert Topic.objects.get(title="It sleeps 1").assignee is None
    assert week_list(admin).minutes == 15 - 2 - 3 - 3 - 2
    assert as_(admin).post(f"/insights/week/{lines[2].task.pk}/", {"deed": "true"}).status_code == 302
    assert Topic.objects.get(title="It sleeps 2").assignee is None


def test_nobody_ticks_a_list_of_somebody_else(busy, admin, moderator, as_):
    task = week_list(admin).lines[0].task
    assert as_(moderator).post(f"/insights/week/{task.pk}/", {"deed": "take"}).status_code == 404
    with pytest.raises(PermissionDenied):
        actions.do(task, "take", by=moderator)
    assert Topic.objects.get(title="It sleeps 0").assignee is None


# --- Addresses from the mail ------------------------------------------------------------------------------------------


def path_of(url: str) -> str:
    return url.removeprefix("https://").removeprefix("http://").partition("/")[2].join(["/", ""])


@pytest.fixture
def link(busy, admin):
    """Aldo's address for taking on who has waited longest."""
    return path_of(links.deed_url(week_list(admin).lines[0].task, "take"))


def first() -> Topic:
    return Topic.objects.get(title="It sleeps 0")


def test_looking_changes_nothing_and_pressing_acts_without_signing_in(link, admin, client):
    seen = client.get(link)
    assert seen.status_code == 200
    assert "I answer it" in seen.content.decode()
    assert first().assignee is None
    assert "It is yours to answer now." in client.post(link).content.decode()
    assert first().assignee == admin


def test_an_address_works_once(link, admin, client):
    client.post(link)
    Topic.objects.update(assignee=None)
    for answer in (client.post(link), client.get(link)):
        assert "This was done already." in answer.content.decode()
    assert first().assignee is None


def test_an_address_is_not_valid_after_eight_days(link, client):
    with time_machine.travel(WEDNESDAY + timedelta(days=8, seconds=1), tick=False):
        assert "not valid any more" in client.post(link).content.decode()
    assert first().assignee is None
    with time_machine.travel(WEDNESDAY + timedelta(days=8, seconds=-1), tick=False):
        assert "It is yours to answer now." in client.post(link).content.decode()


def test_an_address_of_somebody_else_does_nothing_for_who_is_signed_in(link, moderator, as_):
    refused = as_(moderator).post(link)
    assert refused.status_code == 403
    assert "somebody else" in refused.content.decode()
    assert first().assignee is None


@pytest.mark.parametrize("change", ["deed", "person", "salt", "word"])
def test_an_address_that_was_not_made_here_does_nothing(link, admin, moderator, client, change):
    task = WeekTask.objects.first()
    made = {
        "deed": signing.dumps([task.pk, admin.pk, "erase"], salt=links._SALT),
        "person": signing.dumps([task.pk, moderator.pk, "take"], salt=links._SALT),
        "salt": signing.dumps([task.pk, admin.pk, "take"], salt=links._STOP_SALT),
        "word": link.rstrip("/").rpartition("/")[2][:-2] + "xx",
    }[change]
    answer = client.post(f"/insights/week/do/{made}/")
    assert answer.status_code == 404 or "not valid any more" in answer.content.decode()
    assert first().assignee is None
    assert WeekTask.objects.filter(done_at=None).count() == WeekTask.objects.count()


def test_an_address_opens_nothing_to_who_left_keeps_no_order_or_owes_a_second_step(link, admin, client):
    for change in ({"is_active": False}, {"role": ""}):
        User.objects.filter(pk=admin.pk).update(**change)
        assert client.post(link).status_code == 403
        User.objects.filter(pk=admin.pk).update(is_active=True, role=User.Role.ADMIN)
    SiteSettings.objects.update_or_create(pk=1, defaults={"second_factor_for": "admins"})
    SiteSettings.forget()
    assert client.post(link).status_code == 403
    assert first().assignee is None


def test_what_is_gone_or_waits_no_more_is_said_to_be_so_and_left_alone(link, client, author):
    forum.answer(first(), by=author, body="Warm it.")
    assert "does not wait any more" in client.post(link).content.decode()
    assert first().assignee is None
    Entry.objects.filter(pk=first().pk).update(state="deleted", audience="nobody")
    assert "does not wait any more" in client.post(link).content.decode()


# --- The mail ---------------------------------------------------------------------------------------------------------


@pytest.fixture
def wanted(admin):
    """Aldo wants it on Mondays at eight; his address is proven."""
    EmailAddress.objects.update_or_create(user=admin, email=admin.email, defaults={"verified": True, "primary": True})
    return actions.want_by_mail(by=admin, day=0, hour=8)


def test_the_mail_says_how_long_it_takes_and_each_button_works(busy, admin, wanted, client):
    message = mail_of(admin)
    assert message is not None
    assert message.subject == "15 minutes this week"
    for word in ("It sleeps 0", "Page 3", "Wish 2"):
        assert word in message.body
    urls = re.findall(r"\S+/insights/week/do/\S+", message.body)
    assert len(urls) == 6
    assert message.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    client.post(path_of(urls[3]))
    assert Page.objects.get(title="Page 3").verified_by == admin


def test_one_press_ends_the_mails(busy, admin, wanted, client):
    stop = path_of(links.stop_url(admin))
    client.get(stop)
    assert WeekWish.objects.exists()
    assert client.post(stop).status_code == 200
    assert not WeekWish.objects.exists()
    assert client.post("/insights/week/stop/nonsense/").status_code == 404


def test_it_is_sent_once_a_week_even_if_nobody_was_awake_at_eight(busy, admin, wanted):
    # Wednesday noon: Monday's hour is long over, and it was never sent.
    assert due_now() == [admin.pk]
    assert send_week(admin.pk) is True
    assert send_week(admin.pk) is False
    assert due_now() == []
    assert len(mail.outbox) == 1
    with time_machine.travel(datetime(2026, 11, 23, 6, 59, tzinfo=UTC), tick=False):
        assert due_now() == []
    with time_machine.travel(datetime(2026, 11, 23, 7, 0, tzinfo=UTC), tick=False):
        assert due_now() == [admin.pk]


def test_nothing_is_mailed_where_nothing_waits_or_nobody_wants_it(admin, wanted, moderator):
    with time_machine.travel(WEDNESDAY, tick=False):
        assert send_week(admin.pk) is False
        assert send_week(moderator.pk) is False
    assert mail.outbox == []
    User.objects.filter(pk=admin.pk).update(role="")
    with time_machine.travel(WEDNESDAY + timedelta(days=7), tick=False):
        assert due_now() == []


@pytest.mark.parametrize(
    ("at", "due"),
    [
        # Rome, the night of 29 March 2026: half past two does not exist; three o'clock is 01:00 in Greenwich.
        (datetime(2026, 3, 29, 0, 59, tzinfo=UTC), False),
        (datetime(2026, 3, 29, 1, 0, tzinfo=UTC), True),
        # The night of 25 October: two o'clock comes twice, and the list once.
        (datetime(2026, 10, 25, 0, 0, tzinfo=UTC), True),
        (datetime(2026, 10, 24, 23, 59, tzinfo=UTC), False),
    ],
)
def test_an_hour_that_a_night_has_not_or_has_twice_is_due_once(at, due):
    assert is_due(day=6, hour=2, zone="Europe/Rome", sent_for=None, at=at) is due
    monday = date(2026, 3, 23) if at.month == 3 else date(2026, 10, 19)
    assert not is_due(day=6, hour=2, zone="Europe/Rome", sent_for=monday, at=at)


def test_wanting_it_at_an_hour_that_is_none_is_refused(admin, as_):
    with pytest.raises(ValidationError):
        actions.want_by_mail(by=admin, day=7, hour=8)
    assert as_(admin).post("/insights/week/mail/", {"day": "9", "hour": "8"}).status_code == 422
    as_(admin).post("/insights/week/mail/", {"day": "2", "hour": "9"})
    wish = WeekWish.objects.get()
    assert (wish.day, wish.hour) == (2, 9)
    as_(admin).post("/insights/week/mail/", {"mail": "no"})
    assert not WeekWish.objects.exists()


def test_programs_see_the_list_and_do_what_stands_on_it(busy, admin, as_):
    told = as_(admin).get("/api/v1/insights/week").json()
    assert (told["minutes"], told["most_minutes"], len(told["items"])) == (15, 15, 6)
    one = told["items"][0]
    done = f"/api/v1/insights/week/{one['id']}/done"
    assert as_(admin).post(done, {"deed": "take"}, content_type="application/json").status_code == 204
    assert first().assignee == admin
    assert as_(admin).post(done, {"deed": "take"}, content_type="application/json").status_code in (400, 422)
