"""Status and absence: said for a while, ended by the clock, and told only to whom they are for."""

from __future__ import annotations

import datetime
import zoneinfo

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import now

from feeds.actions import publish_post
from intranet.accounts import actions
from intranet.accounts.models import Absence, Status, User
from intranet.accounts.presence import may_see
from intranet.accounts.whereabouts import warning_about, whereabouts_of, whereabouts_of_one
from intranet.realtime.models import Frame
from intranet.spaces.audiences import audiences_of, forget
from tests.factories import a_person

LONG_AGO = datetime.datetime(2020, 1, 1, tzinfo=datetime.UTC)


def day(number: int) -> datetime.date:
    return now().astimezone(zoneinfo.ZoneInfo("Europe/Rome")).date() + datetime.timedelta(days=number)


def seen(person: User, viewer: User):
    forget(viewer)
    return whereabouts_of_one(User.objects.get(pk=person.pk), viewer, audiences_of(viewer))


def leave(person: User, *, first: int = 0, last: int = 5, stand_in: User | None = None, message: str = "") -> Absence:
    return actions.announce_absence(
        person, by=person, first_day=day(first), last_day=day(last), stand_in=stand_in, message=message
    )


@pytest.fixture
def clock(monkeypatch):
    """``clock(minutes=31)`` moves the time on."""
    moved = datetime.timedelta()

    def later():
        return datetime.datetime.now(datetime.UTC) + moved

    for place in ("models.whereabouts", "whereabouts", "actions.whereabouts"):
        monkeypatch.setattr(f"intranet.accounts.{place}.now", later)

    def move(**how: int) -> None:
        nonlocal moved
        moved += datetime.timedelta(**how)

    return move


# --- Status ----------------------------------------------------------------------------------------------------------


def test_a_status_holds_until_it_ends_and_no_job_ends_it(author, colleague, clock):
    actions.set_status(author, by=author, emoji="🏠", text="At home", until=now() + datetime.timedelta(minutes=30))
    assert seen(author, colleague).line == "🏠 At home"
    clock(minutes=31)
    assert not seen(author, colleague)
    assert Status.objects.exists()


def test_a_status_is_cleared_at_once(author, colleague):
    actions.set_status(author, by=author, text="At home")
    assert actions.clear_status(author, by=author) is True
    assert actions.clear_status(author, by=author) is False
    assert not seen(author, colleague)


@pytest.mark.parametrize(
    "said",
    [
        {},
        {"text": "   "},
        {"text": "x" * 81},
        {"emoji": "abc"},
        {"emoji": "7"},
        {"emoji": "<b>"},
        {"emoji": "🏠" * 13},
        {"text": "Gone", "until": LONG_AGO},
    ],
)
def test_what_is_no_status_is_refused(said, author):
    with pytest.raises(ValidationError):
        actions.set_status(author, by=author, **said)
    assert not Status.objects.exists()


@pytest.mark.parametrize("emoji", ["🏠", "🗓️", "👩🏽‍🔬", "🇮🇹", "3️⃣", "♿"])
def test_any_emoji_will_do(emoji, author):
    assert actions.set_status(author, by=author, emoji=emoji).emoji == emoji


def test_nobody_speaks_for_another(author, admin, colleague):
    for person in (admin, colleague):
        with pytest.raises(PermissionDenied):
            actions.set_status(author, by=person, text="Lazy")
        with pytest.raises(PermissionDenied):
            actions.announce_absence(author, by=person, last_day=day(1))


def test_a_status_is_for_staff_unless_its_owner_says_otherwise(author, colleague, customer, acme, admin):
    actions.face_company(author, acme, by=admin)
    actions.set_status(author, by=author, text="At home")
    assert not seen(author, customer)
    actions.change_field_audience(author, "status", "customers", by=author)
    assert seen(author, customer).text == "At home"
    actions.change_field_audience(author, "status", author.key, by=author)
    assert not seen(author, colleague)
    assert seen(author, author).text == "At home"


def test_a_customer_hears_nothing_of_who_is_not_theirs_to_know(author, customer):
    actions.change_field_audience(author, "status", "public", by=author)
    actions.set_status(author, by=author, text="At home")
    assert not seen(author, customer)


def test_the_page_sets_and_clears(author, as_):
    client = as_(author)
    assert client.get("/settings/status/").status_code == 200
    client.post("/settings/status/", {"preset": "home"})
    status = Status.objects.get()
    assert (status.emoji, status.text) == ("🏠", "Working from home")
    assert status.until is not None
    assert status.until <= now() + datetime.timedelta(days=1)
    assert client.post("/settings/status/", {"text": "Busy", "lasts": "30"}).status_code == 302
    assert 29 * 60 < (Status.objects.get().until - now()).total_seconds() <= 30 * 60
    assert client.post("/settings/status/", {"text": "Busy", "lasts": "until"}).status_code == 422
    assert "Busy again" in client.post("/settings/status/", {"text": "Busy again", "lasts": "x"}).content.decode()
    client.post("/settings/status/", {"clear": "1"})
    assert not Status.objects.exists()


def test_today_ends_by_the_persons_own_clock(author, as_):
    actions.change_settings(author, by=author, time_zone="Pacific/Auckland")
    as_(author).post("/settings/status/", {"text": "Busy", "lasts": "today"})
    ends = Status.objects.get().until.astimezone(zoneinfo.ZoneInfo("Pacific/Auckland"))
    assert (ends.hour, ends.minute) == (0, 0)


# --- Absence ---------------------------------------------------------------------------------------------------------


def test_who_is_away_says_until_when_and_whom_to_ask(author, colleague, outsider, as_):
    leave(author, last=5, stand_in=colleague, message="Back on Monday.")
    away = seen(author, outsider).away
    assert away.stand_in == colleague
    assert away.line.endswith(", ask Ben Rossi")
    page = as_(outsider).get("/people/ada/").content.decode()
    for part in ("Away until", "Back on Monday.", "/people/ben/"):
        assert part in page
    assert "Away until" in as_(outsider).get("/people/").content.decode()


def test_an_absence_begins_and_ends_by_the_clock(author, colleague, clock, as_):
    leave(author, first=2, last=3)
    assert not seen(author, colleague)
    assert "Away from" in as_(colleague).get("/people/ada/").content.decode()
    clock(days=2)
    assert seen(author, colleague).away
    clock(days=2)
    assert not seen(author, colleague)


def test_whole_days_are_those_of_the_persons_own_calendar(author):
    actions.change_settings(author, by=author, time_zone="Asia/Tokyo")
    absence = actions.announce_absence(author, by=author, first_day=day(3), last_day=day(3))
    assert absence.begins_at.astimezone(zoneinfo.ZoneInfo("Asia/Tokyo")).hour == 0
    assert absence.ends_at - absence.begins_at == datetime.timedelta(days=1)


def test_a_day_of_25_hours_is_one_day(author):
    last_sunday = datetime.date(2027, 10, 31)
    absence = actions.announce_absence(author, by=author, first_day=last_sunday, last_day=last_sunday)
    moments = [moment.astimezone(datetime.UTC) for moment in (absence.begins_at, absence.ends_at)]
    assert moments[1] - moments[0] == datetime.timedelta(hours=25)


@pytest.mark.parametrize(("first", "last"), [(3, 2), (-9, -1), (0, 900)])
def test_days_that_make_no_sense_are_refused(first, last, author):
    with pytest.raises(ValidationError):
        leave(author, first=first, last=last)


def test_nobody_stands_in_who_cannot(author, customer, deactivated, outsider):
    for person in (author, customer, deactivated, User.objects.system()):
        with pytest.raises(ValidationError):
            leave(author, stand_in=person)
    assert leave(author, stand_in=outsider).stand_in == outsider


def test_a_warning_where_the_stand_in_is_away_too(author, colleague):
    leave(colleague, first=4, last=9)
    absence = leave(author, first=0, last=4, stand_in=colleague)
    assert warning_about(absence) == "Ben Rossi is away as well for some of these days."
    assert warning_about(leave(author, first=0, last=3, stand_in=colleague)) == ""


def test_who_stands_in_for_the_stand_in_is_asked(author, colleague, outsider, moderator, admin):
    leave(colleague, stand_in=outsider)
    leave(author, stand_in=colleague)
    assert seen(author, admin).away.stand_in == outsider
    leave(outsider, stand_in=moderator)
    assert seen(author, admin).away.stand_in == moderator
    leave(moderator)
    assert seen(author, admin).away.stand_in is None


def test_stand_ins_make_no_ring(author, colleague, outsider):
    leave(author, stand_in=colleague)
    with pytest.raises(ValidationError, match="names you to stand in"):
        leave(colleague, stand_in=author)
    leave(colleague, stand_in=outsider)
    with pytest.raises(ValidationError):
        leave(outsider, stand_in=author)
    assert leave(outsider, first=10, last=12, stand_in=author)


def test_a_ring_that_two_closed_at_once_is_shown_as_nobody(author, colleague, outsider):
    leave(author, stand_in=colleague)
    leave(colleague)
    Absence.objects.filter(person=colleague).update(stand_in=author)
    assert seen(author, outsider).away.stand_in is None
    assert seen(colleague, outsider).away.stand_in is None


def test_an_absence_that_is_hidden_does_not_show_through_the_chain(author, colleague, outsider, admin):
    leave(colleague, stand_in=outsider)
    leave(author, stand_in=colleague)
    actions.change_field_audience(colleague, "absence", colleague.key, by=colleague)
    assert seen(author, admin).away.stand_in == colleague


def test_a_customer_is_sent_only_to_somebody_they_know(author, colleague, outsider, admin, customer, acme):
    actions.face_company(author, acme, by=admin)
    leave(author, stand_in=colleague)
    assert seen(author, customer).away.stand_in is None
    actions.face_company(colleague, acme, by=admin)
    assert seen(author, customer).away.stand_in == colleague


def test_who_has_left_stands_in_for_nobody(author, colleague, outsider, admin):
    leave(author, stand_in=colleague)
    actions.deactivate(colleague, by=admin)
    assert seen(author, outsider).away.stand_in is None


def test_one_comes_back_early(author, colleague, as_):
    leave(author)
    as_(author).post("/settings/absence/", {"end": "1"})
    assert not seen(author, colleague)


def test_the_page_announces_and_refuses_with_what_was_typed(author, colleague, as_):
    client = as_(author)
    sent = {"first_day": day(0).isoformat(), "last_day": day(2).isoformat(), "message": "Gone", "stand_in": "@ben"}
    assert client.post("/settings/absence/", sent).status_code == 302
    assert Absence.objects.get().stand_in == colleague
    for stand_in in ("ada", "nobody-here"):
        refused = client.post("/settings/absence/", {**sent, "stand_in": stand_in})
        assert refused.status_code == 422
        assert "stand_in" in refused.context["absence_form"].errors
    assert client.get("/settings/status/").status_code == 200


def test_who_sees_it_is_chosen_on_the_page(author, as_):
    as_(author).post("/settings/status/shown/", {"shown_status": "customers", "shown_absence": author.key})
    assert User.objects.get(pk=author.pk).field_audiences == {"status": "customers", "absence": author.key}
    as_(author).post("/settings/status/shown/", {"shown_status": "space_1"})
    assert User.objects.get(pk=author.pk).field_audiences["status"] == "customers"


# --- Many at once ----------------------------------------------------------------------------------------------------


def test_the_browser_asks_for_many_at_once(author, colleague, outsider, customer, as_):
    actions.set_status(author, by=author, emoji="🏠", text="At home")
    leave(colleague, stand_in=author)
    ids = f"{author.pk},{colleague.pk},{customer.pk},999999,x,-1,"
    items = as_(outsider).get("/people/whereabouts/", {"ids": ids}).json()["items"]
    assert set(items) == {str(author.pk), str(colleague.pk)}
    assert items[str(author.pk)]["text"] == "At home"
    assert items[str(colleague.pk)]["away"].endswith("ask Ada Bianchi")
    assert as_(customer).get("/people/whereabouts/", {"ids": ids}).json()["items"] == {}


def test_a_guest_asks_in_vain(author, client):
    assert client.get("/people/whereabouts/", {"ids": str(author.pk)}).status_code == 401


def test_many_cost_what_one_costs(colleague, outsider, queries_stay_flat):
    people: list[int] = []

    def grow():
        person = a_person()
        actions.set_status(person, by=person, text="Here")
        leave(person, stand_in=colleague)
        people.append(person.pk)

    leave(colleague, stand_in=outsider)
    viewer = a_person()
    queries_stay_flat(lambda: whereabouts_of(people, viewer, audiences_of(viewer)), grow)
    with CaptureQueriesContext(connection) as asked:
        whereabouts_of(people, viewer, audiences_of(viewer))
    assert len(asked) == 2


def test_a_card_is_the_same_whatever_its_author_says_of_themselves(author, outsider, as_):
    publish_post(by=author, body="Look at this", audience="org")
    before = as_(outsider).get("/").content.decode().count("Look at this")
    actions.set_status(author, by=author, text="Hidden in the hay")
    page = as_(outsider).get("/").content.decode()
    assert page.count("Look at this") == before
    assert "Hidden in the hay" not in page


# --- Naming somebody who is away --------------------------------------------------------------------------------------


def test_the_list_under_the_caret_says_who_is_away(author, colleague, outsider, as_):
    leave(colleague, stand_in=outsider)
    [item] = as_(author).get("/mentions/", {"audience": "org", "q": "ben"}).json()["items"]
    assert item["away"].endswith("ask Cleo Verdi")
    [item] = as_(author).get("/mentions/", {"audience": "org", "q": "cleo"}).json()["items"]
    assert item["away"] == ""


def test_a_writer_is_warned_that_somebody_named_is_away(author, colleague, outsider, as_):
    leave(colleague, stand_in=outsider)
    answer = as_(author).get("/mentions/check/", {"audience": "org", "handles": "ben,cleo"}).json()
    assert answer["warning"].startswith("Ben Rossi: Away until")
    actions.change_field_audience(colleague, "absence", colleague.key, by=colleague)
    assert as_(author).get("/mentions/check/", {"audience": "org", "handles": "ben"}).json()["warning"] == ""


# --- Presence ---------------------------------------------------------------------------------------------------------


def test_who_does_not_show_presence_is_here_for_nobody(author, colleague):
    assert may_see(colleague, {author.pk}) == {author.pk}
    actions.change_settings(author, by=author, show_presence=False)
    assert may_see(colleague, {author.pk}) == set()


def test_what_one_says_of_oneself_is_told_to_ones_own_tabs_and_not_to_the_house(author):
    actions.set_status(author, by=author, text="Kanarienvogel")
    actions.clear_status(author, by=author)
    assert not actions.clear_status(author, by=author)
    told = Frame.objects.filter(event="accounts.person.now_changed")
    assert [frame.stream for frame in told] == [author.key, author.key]
    assert "Kanarienvogel" not in str([frame.payload for frame in Frame.objects.all()])
