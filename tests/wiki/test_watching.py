"""Who watches a page hears once of what changed, when it has come to rest; and what changed lately, by day."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core import mail
from django.urls import reverse
from django.utils.timezone import now

from intranet.activity.models import Activity
from intranet.content.actions.stances import mute
from intranet.notifications.inbox import page_of
from intranet.notifications.models import Notification
from intranet.notifications.reactor import notify
from intranet.spaces.actions import remove_member
from tests.platform.mail_world import html_of, proven, send_all, the_mail_to
from wiki import actions
from wiki.actions.watching import LONGEST, QUIET, due_pages, tell_of_changes
from wiki.history.jobs import tell_by_the_clock
from wiki.history.recent import recent_changes
from wiki.models import Bulletin, Page, Untold, Version, Watching


@pytest.fixture
def quiet(page):
    """The beginning of the page has been told; nothing waits."""
    tell(page)
    return page


def tell(page: Page) -> Bulletin | None:
    bulletin = tell_of_changes(page.pk)
    if bulletin is not None:
        notify.func(activity_id=bulletin.activity_id)
    return bulletin


def heard_by(person) -> list[str]:
    return [thread.sentence for thread in page_of(person).threads]


def test_several_versions_of_several_people_are_one_notice_with_the_difference(quiet, author, colleague):
    actions.watch_page(quiet, by=author, way="page")
    for text in ("The fans hum.", "The fans hum at night.", "The fans are silent at night."):
        actions.put_text(quiet, by=colleague, text=text)

    bulletin = tell(quiet)

    assert (bulletin.older, bulletin.newer) == (1, 4)
    [thread] = page_of(author).threads
    assert thread.sentence == "Ben Rossi changed “Fans”"
    assert thread.excerpt.startswith("3 words added, 1 removed: The fans are silent")
    assert thread.group.name == "pages"
    assert tell(quiet) is None


def test_all_who_wrote_are_named_and_who_wrote_all_of_it_is_not_told(quiet, author, colleague, write):
    write(quiet, author, "The fans hum.")
    write(quiet, colleague, "The fans hum at night.")
    actions.settle_page(quiet)
    Watching.objects.get_or_create(page=quiet, person=colleague)
    tell(quiet)
    assert heard_by(author) == heard_by(colleague) == []

    actions.put_text(quiet, by=author, text="The fans hum at noon.")
    actions.put_text(quiet, by=colleague, text="The fans hum at noon, too.")
    tell(quiet)
    assert heard_by(author) == ["Ben Rossi and 1 other changed “Fans”"]


def test_nothing_is_told_before_the_page_has_come_to_rest_and_not_forever_later(quiet, colleague):
    actions.put_text(quiet, by=colleague, text="The fans hum.")
    waiting = Untold.objects.get(page=quiet)

    assert due_pages(waiting.last_at + QUIET - timedelta(seconds=1)) == []
    assert due_pages(waiting.last_at + QUIET) == [quiet.pk]
    Untold.objects.update(last_at=now() + LONGEST)
    assert due_pages(waiting.since + LONGEST) == [quiet.pk]


def test_the_clock_has_told_what_is_due(quiet, author, colleague, run_jobs):
    actions.put_text(quiet, by=colleague, text="The fans hum.")
    Untold.objects.update(last_at=now() - QUIET)

    tell_by_the_clock.func()
    run_jobs()
    assert heard_by(author) == ["Ben Rossi changed “Fans”"]


def test_what_is_as_it_was_is_no_news(quiet, author, colleague):
    actions.put_text(quiet, by=colleague, text="The fans hum.")
    actions.restore_version(quiet, by=colleague, number=1)

    assert tell(quiet) is None
    assert not Untold.objects.exists()


def test_who_watches_a_tree_or_a_space_hears_of_what_stands_in_it(handbook, wiki, author, colleague, as_):
    for page in handbook.values():
        tell(page)
    Notification.objects.all().delete()
    actions.watch_page(handbook["travel"], by=colleague, way="tree")
    actions.put_text(handbook["trains"], by=author, text="First class.")
    actions.put_text(handbook["holidays"], by=author, text="Thirty days.")
    new = actions.create_page(wiki, by=author, title="Ferries", parent=handbook["travel"], body="Book a cabin.")
    for page in (handbook["trains"], handbook["holidays"], new):
        tell(page)
    assert sorted(heard_by(colleague)) == ["Ada Bianchi began the page “Ferries”", "Ada Bianchi changed “Trains”"]

    as_(colleague).post(reverse("wiki:watch-space", args=[wiki.slug]), {"watching": "1"})
    actions.put_text(handbook["holidays"], by=author, text="Forty days.")
    tell(handbook["holidays"])
    assert "Ada Bianchi changed “Holidays”" in heard_by(colleague)


def test_not_this_one_counts_more_than_the_tree(handbook, author, colleague):
    actions.watch_page(handbook["handbook"], by=colleague, way="tree")
    actions.watch_page(handbook["trains"], by=colleague, way="not")
    actions.put_text(handbook["trains"], by=author, text="First class.")
    tell(handbook["trains"])

    assert heard_by(colleague) == []


def test_who_writes_watches_unless_they_said_otherwise(quiet, author, colleague):
    actions.watch_page(quiet, by=author, way="not")
    for person in (author, colleague):
        actions.put_text(quiet, by=person, text=f"{person.name} wrote.")

    rows = Watching.objects.filter(page=quiet).values_list("person__handle", "way")
    assert dict(rows) == {"ada": "not", "ben": "page"}


def test_a_mute_of_the_page_is_kept(quiet, author, colleague):
    mute(quiet, by=author)
    actions.put_text(quiet, by=colleague, text="The fans hum.")
    tell(quiet)

    assert heard_by(author) == []


def test_the_mail_shows_the_difference(quiet, author, colleague, lab):
    proven(author)
    actions.put_text(quiet, by=colleague, text="The fans are silent.")
    tell(quiet)
    send_all()

    message = the_mail_to(author)
    assert "- The fans are loud." in message.body
    assert "+ The fans are silent." in message.body
    html = html_of(message)
    assert ">loud</del>" in html
    assert ">silent</ins>" in html
    assert reverse("wiki:compare", args=[quiet.pk, 1, 2]) in message.body


def test_who_has_lost_the_page_meanwhile_learns_nothing(quiet, author, colleague, lab):
    proven(colleague)
    actions.watch_page(quiet, by=colleague, way="page")
    actions.put_text(quiet, by=author, text="The fans are silent.")
    tell(quiet)
    remove_member(lab, by=author, person=colleague)
    mail.outbox.clear()
    send_all()

    assert [one for one in mail.outbox if one.to == [colleague.email]] == []
    assert heard_by(colleague) == []


def test_what_a_page_said_before_it_was_opened_to_them_is_not_told(quiet, author, customer):
    proven(customer)
    actions.set_reading(quiet, by=author, reads=Page.Reads.CUSTOMERS)
    quiet.refresh_from_db()
    actions.watch_page(quiet, by=customer, way="page")
    actions.put_text(quiet, by=author, text="Nothing to see.", publish=True)
    tell(quiet)

    [thread] = page_of(customer).threads
    assert thread.excerpt == "The page has changed."
    assert thread.place == ""
    send_all()
    message = the_mail_to(customer)
    assert "loud" not in message.body + html_of(message)
    assert quiet.space.name not in f"{message.subject} {message.body}"


def test_what_was_imported_is_told_to_nobody(page, author, colleague):
    tell(page)
    actions.put_text(page, by=colleague, text="From the old wiki.", sort=Version.Sort.IMPORTED)

    assert not Untold.objects.exists()
    assert not Watching.objects.filter(person=colleague).exists()


def test_a_page_that_was_taken_away_is_not_told_of(quiet, author, colleague):
    actions.put_text(quiet, by=colleague, text="The fans hum.")
    actions.trash_page(quiet, by=author)

    assert tell(quiet) is None
    assert not Activity.objects.filter(verb="wiki.page.changed").exists()


# --- By hand ---------------------------------------------------------------------------------------------------------


def test_one_watches_from_the_menu_and_stops_on_the_list(page, colleague, as_):
    client = as_(colleague)
    client.post(reverse("wiki:watch", args=[page.pk]), {"way": "tree"})
    assert "with all below" in client.get(reverse("wiki:watched")).content.decode()

    client.post(reverse("wiki:watch", args=[page.pk]), {"way": "not", "next": "watched"})
    assert "You watch nothing yet" in client.get(reverse("wiki:watched")).content.decode()
    assert client.post(reverse("wiki:watch", args=[page.pk]), {"way": "loudly"}).status_code == 400


def test_an_outsider_watches_nothing(page, wiki, outsider, as_):
    client = as_(outsider)
    assert client.post(reverse("wiki:watch", args=[page.pk]), {"way": "page"}).status_code == 404
    assert client.post(reverse("wiki:watch-space", args=[wiki.slug]), {"watching": "1"}).status_code == 403
    assert not Watching.objects.filter(person=outsider).exists()


# --- What changed lately ---------------------------------------------------------------------------------------------


def test_a_page_is_one_line_a_day_with_all_its_authors(handbook, author, colleague):
    trains = handbook["trains"]
    Version.objects.update(made_at=now() - timedelta(days=2))
    for person, text in ((author, "First class."), (colleague, "First class, please.")):
        actions.put_text(trains, by=person, text=text)

    today, earlier = recent_changes(colleague).days
    [change] = today.changes
    assert (change.page.pk, change.older, change.newer, change.versions) == (trains.pk, 1, 3, 2)
    assert {person.name for person in change.authors} == {"Ada Bianchi", "Ben Rossi"}
    assert (change.added, change.removed) == (2, 1)
    assert all(one.is_new for one in earlier.changes)
    assert len(earlier.changes) == 4


def test_changes_are_those_one_may_read_now(handbook, wiki, author, colleague, outsider, customer, as_):
    actions.set_reading(handbook["holidays"], by=author, reads=Page.Reads.PUBLIC)

    for person in (outsider, customer):
        shown = as_(person).get(reverse("wiki:changes")).content.decode()
        assert "Holidays" in shown
        assert "Trains" not in shown
        # The lab is closed: staff may know of it, customers may not.
        assert (wiki.name in shown.partition("<main")[2]) == (person == outsider)
    assert as_(customer).get(reverse("wiki:changes-in", args=[wiki.slug])).status_code == 404
    assert "Trains" in as_(colleague).get(reverse("wiki:changes-in", args=[wiki.slug])).content.decode()


def test_the_list_goes_on_where_it_ended(handbook, colleague):
    first = recent_changes(colleague, size=3)
    rest = recent_changes(colleague, size=3, cursor=first.next)

    titles = [change.page.title for page in (first, rest) for day in page.days for change in day.changes]
    assert titles == ["Trains", "Travel", "Holidays", "Handbook"]
    assert rest.next is None


def test_a_day_of_many_versions_is_told_in_portions(page, author, colleague, monkeypatch):
    monkeypatch.setattr("wiki.history.recent._MOST", 3)
    for number in range(4):
        actions.put_text(page, by=author, text=f"Number {number}.")
    first = recent_changes(colleague)
    second = recent_changes(colleague, cursor=first.next)

    told = [change for found in (first, second) for day in found.days for change in day.changes]
    assert [(change.older, change.newer, change.versions) for change in told] == [(2, 5, 3), (0, 2, 2)]
    assert second.next is None


def test_many_changes_cost_what_few_do(wiki, author, colleague, as_, queries_stay_flat):
    client = as_(colleague)
    queries_stay_flat(
        lambda: client.get(reverse("wiki:changes")),
        lambda: actions.put_text(actions.create_page(wiki, by=author, title="More"), by=author, text="And more."),
    )


def test_of_the_pages_one_watches(handbook, colleague, as_):
    actions.watch_page(handbook["travel"], by=colleague, way="page")

    shown = as_(colleague).get(reverse("wiki:changes"), {"of": "watched"}).content.decode()
    assert "Travel" in shown
    assert "Holidays" not in shown


def test_readers_of_feeds_hear_of_public_pages_alone(handbook, author, colleague, as_):
    actions.set_reading(handbook["holidays"], by=author, reads=Page.Reads.PUBLIC)
    actions.put_text(handbook["holidays"], by=colleague, text="Thirty days.", publish=True)
    client = as_(colleague)

    answer = client.get(reverse("wiki:changes-atom"))
    told = answer.content.decode()
    assert answer["Content-Type"].startswith("application/atom+xml")
    assert told.count("<entry>") == 1
    assert "<title>Holidays</title>" in told
    assert "Trains" not in told
    assert client.get(reverse("wiki:changes-atom"), headers={"If-None-Match": answer["ETag"]}).status_code == 304
