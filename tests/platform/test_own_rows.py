"""What every page asks of its reader, in one question: as fresh as several would be, and nobody else's."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import now

from intranet.accounts import own_rows
from intranet.accounts.models import User
from intranet.accounts.own_rows import also_read, as_row, read_together
from intranet.content.actions.stances import follow, mute
from intranet.content.stances import stances_of
from intranet.conversation.drafts import Writing, keep_draft
from intranet.spaces.actions import add_member, join_space, leave_space
from intranet.spaces.audiences import audiences_of
from intranet.spaces.models import Space
from tests.factories import a_person

pytestmark = pytest.mark.django_db
CAST = ("author", "colleague", "admin", "moderator", "customer", "other_customer", "tina")


@pytest.fixture
def tina(author, lab):
    """An agency guest, for whom the lab was named."""
    guest = a_person("Tina Serra", handle="tina", kind="agency", access_until=now() + timedelta(days=30))
    add_member(lab, by=author, person=guest)
    return guest


@pytest.fixture
def _nothing_prepared():
    own_rows._prepared.clear()


def fresh(person: User) -> User:
    return User.objects.get(pk=person.pk)


def on_a_page(person: User) -> User:
    reader = fresh(person)
    read_together(reader)
    return reader


def test_a_page_asks_once_for_everything(author, lab):
    audiences_of(on_a_page(author))  # the SQL is put together once, and a database is asked once what it can do
    reader = on_a_page(author)
    with CaptureQueriesContext(connection) as asked:
        assert lab.audience in audiences_of(reader)
        assert not stances_of(reader).follows_something
    assert len(asked) == 1


@pytest.mark.usefixtures("_nothing_prepared", "lab", "plaza")
def test_whoever_came_first_each_gets_their_own(request):
    """The SQL is kept for the next of the same sort: what it finds may be of nobody but that person."""
    cast = [request.getfixturevalue(name) for name in CAST]
    alone = []
    for person in cast:
        own_rows._prepared.clear()
        alone.append((audiences_of(fresh(person)), stances_of(fresh(person))))
    for person, (audiences, stances) in zip(cast[::-1], alone[::-1], strict=True):
        for reader in (fresh(person), on_a_page(person)):
            assert (audiences_of(reader), stances_of(reader)) == (audiences, stances)
            assert reader.key in audiences_of(reader)


def test_where_something_may_change_each_is_asked_when_it_is_wanted(author, colleague, lab):
    reader = fresh(author)
    audiences_of(reader)
    follow(colleague, by=author)
    assert colleague.pk in stances_of(reader).people_followed


def test_what_changes_shows_on_the_next_page_and_to_nobody_else(as_, author, colleague, lab):
    ada, ben = as_(author), as_(colleague)
    ada.get("/"), ben.get("/")
    mute(lab, by=author)
    keep_draft("post:home", Writing({"body": "Half a word"}), by=author)
    own = {client: client.get("/").context for client in (ada, ben)}
    assert [row["muted"] for row in own[ada]["rail"]["spaces"] if row["id"] == lab.pk] == [True]
    assert [row["muted"] for row in own[ben]["rail"]["spaces"] if row["id"] == lab.pk] == [False]


def test_a_draft_waits_in_the_composer_of_its_writer_alone(as_, author, colleague, lab):
    keep_draft("post:home", Writing({"body": "Half a word"}), by=author)
    assert "Half a word" in as_(author).get("/").content.decode()
    assert "Half a word" not in as_(colleague).get("/").content.decode()


def test_the_spaces_one_could_join_are_ones_own_and_go_when_one_has_joined(as_, author, colleague, outsider):
    made = [Space.objects.create(name=f"Room {n}", slug=f"room-{n}", created_by=author) for n in range(2)]
    Space.objects.create(name="Attic", slug="attic", visibility="secret", created_by=author)

    def offered(person: User) -> list[str]:
        asides = as_(person).get("/").context["rail"]["asides"]
        return [space.name for aside in asides if aside.template.endswith("/spaces.html") for space in aside.things]

    assert offered(colleague) == offered(outsider) == ["Room 0", "Room 1"]
    join_space(made[0], by=fresh(colleague))
    assert (offered(colleague), offered(outsider)) == (["Room 1"], ["Room 0", "Room 1"])
    leave_space(made[0], by=fresh(colleague))
    assert offered(colleague) == ["Room 0", "Room 1"]


def test_a_source_may_not_hide_a_number_in_a_word(author):
    also_read(
        "wrong", lambda person: [as_row(User.objects.filter(name=f"user_{person.pk}"), pk="pk")], on_every_page=False
    )
    try:
        with pytest.raises(ValueError, match="nobody else's"):
            own_rows.own_rows(author, "wrong")
    finally:
        own_rows._known.pop("wrong")


def test_what_is_in_review_is_found_by_its_own_small_index(author):
    """Not by all that somebody has written, which is much for who talks in rooms: SQLite takes an index with a
    condition where it reads the same words, and not for parameters."""
    prepared = own_rows._prepare(author, ["reviews"])
    assert "IN ('held', 'hidden')" in prepared.sql
    with connection.cursor() as cursor:
        cursor.execute(
            f"{'EXPLAIN QUERY PLAN' if connection.vendor == 'sqlite' else 'EXPLAIN'} {prepared.sql}",
            prepared.of(author),
        )
        plan = " ".join(str(row[-1]) for row in cursor.fetchall())
    assert "entry_of_author" not in plan
