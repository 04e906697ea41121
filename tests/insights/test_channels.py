"""The register of outside channels: who keeps it, what stands in it, and who is reminded."""

from __future__ import annotations

import itertools
import uuid
from datetime import date, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.timezone import localdate, make_aware, now

from intranet.accounts import actions as accounts
from intranet.accounts.handover import holdings_of
from intranet.activity.models import Activity
from intranet.core.months import months_after
from intranet.insights.actions import name_analyst
from intranet.insights.channels import actions
from intranet.insights.channels.reading import Asked, channels_for
from intranet.insights.jobs import remind_of_channels
from intranet.insights.models import ChannelReview, OutsideChannel
from intranet.jobs.testing import drain
from intranet.notifications.models import Notification
from tests import factories

PAGE = "/insights/channels/"
API = "/api/v1/insights/channels"


@pytest.fixture
def letters(admin, author):
    """Ada answers for it; Aldo has registered it."""
    return actions.register_channel(
        by=admin,
        name="News of fans",
        address="https://Letters.Example/fans/",
        kind="newsletter",
        owner=author,
        languages="it, EN it",
    )


def a_channel(admin, owner, number: int = 0, **more):
    return actions.register_channel(
        by=admin, name=f"Place {number}", address=f"https://place-{number}.example", owner=owner, **more
    )


def told(person, verb: str) -> int:
    drain()
    return Notification.objects.filter(recipient=person, activity__verb=f"insights.channel.{verb}").count()


def fell_due(channel, days: int = 0) -> None:
    OutsideChannel.objects.filter(pk=channel.pk).update(review_due=localdate() - timedelta(days=days))


# --- Writing ----------------------------------------------------------------------------------------------------------


def test_a_channel_is_kept_in_one_way_of_writing_and_due_after_its_months(letters, admin, author):
    assert (letters.address, letters.languages) == ("https://letters.example/fans", ["it", "en"])
    assert letters.review_due == months_after(localdate(), 6)
    assert not letters.is_overdue
    assert Activity.objects.filter(verb="insights.channel.registered", audited=True, actor=admin).exists()
    assert told(author, "registered") == 1


def test_who_registers_are_admins_and_whom_they_name(admin, author, colleague, moderator, customer):
    for person in (author, moderator, customer):
        with pytest.raises(PermissionDenied):
            a_channel(person, author)
    name_analyst(colleague, by=admin)
    assert a_channel(colleague, author).registered_by == colleague


def test_who_answers_for_it_changes_it_and_hands_it_on_and_nobody_else(letters, author, colleague, outsider):
    with pytest.raises(PermissionDenied):
        actions.change_channel(letters, by=outsider, name="Mine")
    assert actions.change_channel(letters, by=author, owner=colleague, state="asleep")
    assert told(colleague, "changed") == 1
    with pytest.raises(PermissionDenied):
        actions.change_channel(letters, by=author, name="Still mine")
    with pytest.raises(PermissionDenied):
        actions.remove_channel(letters, by=colleague)


def test_what_changes_nothing_writes_nothing(letters, author):
    before = Activity.objects.count()
    assert not actions.change_channel(letters, by=author, name="News of  fans", languages=["it", "en"])
    assert Activity.objects.count() == before


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"name": " "}, "name"),
        ({"name": "x" * 81}, "name"),
        ({"address": "javascript:alert(1)"}, "address"),
        ({"address": "https://ada:secret@letters.example"}, "address"),
        ({"address": "https://[::1"}, "address"),
        ({"kind": "pigeon"}, "kind"),
        ({"state": "gone"}, "state"),
        ({"languages": ["not a code"]}, "languages"),
        ({"languages": [f"a{chr(97 + n)}" for n in range(21)]}, "languages"),
        ({"review_months": 0}, "review_months"),
        ({"review_months": 37}, "review_months"),
        ({"purpose": "\ud800"}, "purpose"),
    ],
)
def test_what_makes_no_sense_is_refused_at_its_field(letters, author, wrong, field):
    with pytest.raises(ValidationError) as refused:
        actions.change_channel(letters, by=author, **wrong)
    assert list(refused.value.message_dict) == [field]


def test_an_owner_is_a_colleague_whose_account_is_open(admin, customer, deactivated, letters):
    for person in (customer, deactivated, None):
        with pytest.raises(ValidationError, match="colleague"):
            actions.change_channel(letters, by=admin, owner=person)


def test_one_address_stands_there_once(letters, admin, author):
    with pytest.raises(ValidationError, match="News of fans"):
        actions.register_channel(by=admin, name="Twice", address="https://letters.example/fans/", owner=author)
    other = a_channel(admin, author)
    with pytest.raises(ValidationError, match="registered already"):
        actions.change_channel(other, by=admin, address="https://letters.example/fans")


def test_two_who_register_the_same_at_once_make_one_and_a_sentence(letters, admin, author, monkeypatch):
    asked = []
    really = actions._only_once

    def late(address, *, but=None):
        """The first look found nothing: the other was not there yet."""
        asked.append(address)
        if len(asked) > 1:
            really(address, but=but)

    monkeypatch.setattr(actions, "_only_once", late)
    with pytest.raises(ValidationError, match="registered already"):
        actions.register_channel(by=admin, name="Twice", address=letters.address, owner=author)


def test_the_same_client_id_makes_one(admin, author):
    key = uuid.uuid4()
    assert a_channel(admin, author, client_id=key) == a_channel(admin, author, client_id=key)


# --- Looking ----------------------------------------------------------------------------------------------------------


def test_who_has_looked_stands_in_the_history_and_it_is_due_again_in_its_time(letters, author):
    fell_due(letters)
    review = actions.review_channel(letters, by=author, note="  Still  read ", state="asleep")
    letters.refresh_from_db()
    assert (review.note, review.state, letters.state) == ("Still read", "asleep", "asleep")
    assert (letters.reviewed_by, letters.review_due) == (author, months_after(localdate(), 6))
    with pytest.raises(ValidationError):
        actions.review_channel(letters, by=author, note="x" * 501)
    assert ChannelReview.objects.filter(channel=letters).count() == 1


def test_other_months_count_from_the_last_look(letters, author):
    OutsideChannel.objects.filter(pk=letters.pk).update(reviewed_at=make_aware(datetime(2026, 1, 31, 12)))
    actions.change_channel(letters, by=author, review_months=1)
    letters.refresh_from_db()
    assert letters.review_due == date(2026, 2, 28)


def test_the_owner_is_reminded_on_the_day_and_a_month_later_and_not_between(letters, author, admin):
    assert remind_of_channels.call() == 0
    fell_due(letters)
    assert (remind_of_channels.call(), remind_of_channels.call()) == (1, 0)
    assert (told(author, "due"), told(admin, "due")) == (1, 0)
    OutsideChannel.objects.update(reminded_on=localdate() - timedelta(days=30))
    assert remind_of_channels.call() == 1
    note = Notification.objects.filter(recipient=author, activity__verb="insights.channel.due").latest("pk")
    assert note.activity.details["page"] == f"{PAGE}{letters.pk}/"


def test_nobody_is_reminded_of_what_is_closed(letters, author):
    actions.change_channel(letters, by=author, state="closed")
    fell_due(letters, days=40)
    assert remind_of_channels.call() == 0


# --- Leaving ----------------------------------------------------------------------------------------------------------


def test_who_leaves_hands_their_channels_over(letters, admin, author, colleague):
    assert "outside_channels" in {holding.name for holding, _held in holdings_of(author)}
    accounts.deactivate(author, by=admin, successors={"": colleague})
    letters.refresh_from_db()
    assert letters.owner == colleague
    assert told(colleague, "changed") == 1


def test_without_a_successor_admins_are_told_at_once_and_reminded_in_its_time(letters, admin, author):
    second = factories.a_person("Alba Riva", role="admin")
    accounts.deactivate(author, by=admin)
    letters.refresh_from_db()
    assert letters.owner is None
    assert (told(second, "orphaned"), told(admin, "orphaned")) == (1, 0), "who has closed the account knows"
    fell_due(letters)
    assert remind_of_channels.call() == 1
    assert (told(admin, "due"), told(second, "due")) == (1, 1)


# --- Reading ----------------------------------------------------------------------------------------------------------


def test_the_list_is_narrowed_by_what_is_asked(letters, admin, author, colleague):
    late = a_channel(admin, colleague, 1, kind="forum")
    fell_due(late)
    over = a_channel(admin, author, 2, state="closed")
    lost = a_channel(admin, colleague, 3)
    OutsideChannel.objects.filter(pk=lost.pk).update(owner=None)

    def found(**asked):
        return set(channels_for(author, Asked(**asked)))

    assert found() == {letters, late, lost}
    assert found(show="mine") == {letters, over}
    assert found(show="overdue") == {late}
    assert found(show="ownerless") == {lost}
    assert found(show="closed") == {over}
    assert found(show="all") == {letters, late, over, lost}
    assert found(kind="forum") == {late}
    assert found(q="letters.example") == {letters}


def test_outsiders_know_of_none(letters, customer, as_):
    assert not OutsideChannel.objects.visible_to(customer).exists()
    assert as_(customer).get(f"{PAGE}{letters.pk}/").status_code == 404
    assert as_(customer).get(f"{PAGE}999999/").status_code == 404
    assert as_(customer).get(PAGE).status_code == 403


def test_the_pages_show_it_and_their_forms_work(letters, admin, author, as_):
    assert "News of fans" in as_(author).get(PAGE).text
    sent = {"name": "Films", "address": "https://films.example", "kind": "video", "owner": "@ada", "state": "active"}
    answer = as_(admin).post(f"{PAGE}new/", sent | {"review_months": "3", "languages": "de"})
    films = OutsideChannel.objects.get(name="Films")
    assert (answer.status_code, answer["Location"]) == (302, f"{PAGE}{films.pk}/")
    assert as_(admin).post(f"{PAGE}new/", sent | {"review_months": "3"}).status_code == 422
    as_(author).post(f"{PAGE}{films.pk}/review/", {"state": "asleep", "note": "Nobody films"})
    page = as_(author).get(f"{PAGE}{films.pk}/").text
    assert "Nobody films" in page
    assert "German" in page
    assert "Take it out" not in page
    as_(admin).post(f"{PAGE}{films.pk}/remove/")
    assert not OutsideChannel.objects.filter(pk=films.pk).exists()


def test_the_table_takes_along_what_the_list_shows_and_no_formulas(admin, author, as_):
    actions.register_channel(by=admin, name="=1+1", address="https://sum.example", owner=author)
    lines = as_(author).get("/insights/channels.csv").text.splitlines()
    assert lines[0].startswith('\ufeff"Name","Address","Kind"')
    assert lines[1].startswith('"\'=1+1","https://sum.example"')


def test_a_list_of_thirty_asks_no_more_than_one_of_three(admin, author, as_, queries_stay_flat):
    client, numbers = as_(author), itertools.count(1)

    def grow():
        owner = factories.a_person()
        actions.review_channel(a_channel(admin, owner, next(numbers)), by=owner)

    for path in (PAGE, API):
        queries_stay_flat(lambda path=path: client.get(path), grow)


# --- By programs ------------------------------------------------------------------------------------------------------


def test_programs_do_the_same(admin, author, colleague, as_):
    client = as_(admin)
    new = {"name": "Films", "address": "https://films.example", "owner": "ada", "languages": ["it"]}
    key = {"Idempotency-Key": "films-1"}
    made = client.post(API, new, content_type="application/json", headers=key)
    again = client.post(API, new, content_type="application/json", headers=key)
    assert (made.status_code, made.json()["id"]) == (201, again.json()["id"])
    assert client.post(API, new, content_type="application/json").status_code == 422
    one = f"{API}/{made.json()['id']}"
    changed = as_(author).patch(one, {"owner": "ben", "state": "asleep"}, content_type="application/json").json()
    assert (changed["owner"]["handle"], changed["state"], changed["name"]) == ("ben", "asleep", "Films")
    looked = as_(colleague).post(f"{one}/reviews", {"note": "Nobody films"}, content_type="application/json")
    assert (looked.status_code, looked.json()["state"]) == (201, "asleep")
    assert as_(author).post(f"{one}/reviews", {}, content_type="application/json").status_code == 403
    assert [row["note"] for row in as_(author).get(one).json()["reviews"]] == ["Nobody films"]
    assert [row["name"] for row in as_(author).get(f"{API}?q=film").json()["items"]] == ["Films"]
    assert as_(author).get(f"{API}?show=overdue").json()["items"] == []
    assert client.delete(one).status_code == 204
    assert client.get(one).status_code == 404


def test_a_year_of_looks_is_told_newest_first(letters, author, as_):
    for number in range(3):
        review = actions.review_channel(letters, by=author, note=str(number))
        ChannelReview.objects.filter(pk=review.pk).update(at=now() - timedelta(days=30 - number))
    rows = as_(author).get(f"{API}/{letters.pk}").json()["reviews"]
    assert [row["note"] for row in rows] == ["2", "1", "0"]
