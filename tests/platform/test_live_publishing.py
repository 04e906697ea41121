"""Saying something: in one transaction with what happened, in the order of commits, to nobody before the commit."""

from __future__ import annotations

import threading
from datetime import timedelta

import pytest
from django.db import connection, connections, transaction
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import now
from django.utils.translation import gettext_lazy

from intranet.realtime import delivery, ledger
from intranet.realtime.frames import CONTROL, Numbered
from intranet.realtime.jobs import forget_old_frames
from intranet.realtime.models import Frame, Stream
from intranet.realtime.publish import publish, revoke
from intranet.realtime.units import action, unit

pytestmark = pytest.mark.django_db


@pytest.fixture
def delivered(monkeypatch):
    frames: list[tuple[str, int]] = []
    monkeypatch.setattr(delivery, "_here", lambda some: frames.extend((each.stream, each.seq) for each in some))
    return frames


def kept(stream: str) -> list[tuple[int, str]]:
    return list(Frame.objects.filter(stream=stream).order_by("seq").values_list("seq", "event"))


class Regretted(Exception):
    pass


def test_what_an_action_says_is_numbered_in_the_order_it_was_said(delivered, after_commit):
    @action
    def do():
        publish("room_5", "first", entry=12)
        publish("org", "second")
        publish("room_5", "third")

    with after_commit():
        do()

    assert kept("room_5") == [(1, "first"), (2, "third")]
    assert Frame.objects.get(stream="room_5", seq=1).payload == {"entry": 12}
    assert delivered == [("room_5", 1), ("org", 1), ("room_5", 2)]
    assert ledger.heads(["org", "room_5", "room_6"]) == {"org": 1, "room_5": 2, "room_6": 0}


def test_nothing_is_delivered_before_the_commit(delivered, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks() as callbacks:
        publish("org", "said")
    assert delivered == []

    for callback in callbacks:
        callback()
    assert delivered == [("org", 1)]


def test_an_action_inside_an_action_says_it_at_the_end_of_the_outer_one(after_commit, delivered):
    @action
    def inner():
        publish("org", "inner")
        assert not Frame.objects.exists()

    @action
    def outer():
        publish("org", "before")
        inner()
        publish("org", "after")
        assert not Frame.objects.exists(), "counters are raised as late as possible"

    with after_commit():
        outer()

    assert kept("org") == [(1, "before"), (2, "inner"), (3, "after")]


def test_an_inner_action_that_fails_takes_back_only_its_own_words():
    @action
    def inner():
        Stream.objects.create(name="made_inside")
        publish("org", "inner")
        raise Regretted

    @action
    def outer():
        publish("org", "before")
        with pytest.raises(Regretted):
            inner()
        publish("org", "after")

    outer()

    assert kept("org") == [(1, "before"), (2, "after")]
    assert not Stream.objects.filter(name="made_inside").exists()


def test_an_action_that_fails_says_nothing_and_counts_nothing(delivered, after_commit):
    @action
    def do():
        publish("org", "said")
        raise Regretted

    with after_commit(), pytest.raises(Regretted):
        do()
    assert ledger.heads(["org"]) == {"org": 0}

    with after_commit():
        publish("org", "later")
    assert delivered == [("org", 1)], "and leaves nothing for the next one to say"


def test_a_transaction_around_an_action_that_is_rolled_back_takes_its_frames_along(delivered, after_commit):
    def import_and_fail():
        with transaction.atomic():
            publish("org", "said")
            raise Regretted

    with after_commit(), pytest.raises(Regretted):
        import_and_fail()

    assert delivered == []
    assert kept("org") == []


def test_an_importer_says_everything_of_a_block_at_once():
    with unit():
        for number in range(3):
            publish("org", f"imported_{number}")
        with CaptureQueriesContext(connection) as before_the_end:
            pass

    assert not before_the_end.captured_queries
    assert len(kept("org")) == 3


def test_all_counters_are_raised_in_one_statement_in_name_order():
    with CaptureQueriesContext(connection) as queries, unit():
        for name in ("wiki_3", "entry_12", "org", "entry_9", "org"):
            publish(name, "said")

    (raising,) = [query["sql"] for query in queries if "ON CONFLICT" in query["sql"]]
    places = [raising.index(f"'{name}'") for name in ("entry_12", "entry_9", "org", "wiki_3")]
    assert places == sorted(places)
    assert len([query for query in queries if query["sql"].startswith(("INSERT", "UPDATE"))]) == 2


def test_an_action_returns_what_it_made_and_keeps_its_name():
    @action
    def make(number: int, *, by: str) -> str:
        """Says what it does."""
        return f"{number} by {by}"

    assert make(3, by="ada") == "3 by ada"
    assert (make.__name__, make.__doc__) == ("make", "Says what it does.")


@pytest.mark.parametrize(
    "payload", [{"entry": object()}, {"title": gettext_lazy("Post")}, {"number": float("nan")}, {"seq": 3}]
)
def test_what_cannot_be_said_to_everyone_alike_is_refused_where_it_is_said(payload):
    with pytest.raises((TypeError, ValueError)):
        publish("org", "said", **payload)
    assert not Frame.objects.exists()


@pytest.mark.parametrize("name", ["", "Room_5", "room-5", "room 5", "5", "_5", "röom", "x" * 65, "a\n", None])
def test_a_stream_has_a_plain_name(name):
    with pytest.raises(ValueError, match="is no stream"):
        publish(name, "said")


def test_a_frame_holds_a_rendering_for_each_language():
    publish("org", "said", html={"en": "a post", "it": "un post"}, entry=3)

    frame = ledger.frames_after("org", 0)[0]
    assert '"html":"un post"' in frame.message("it")["text"]
    assert '"html":"a post"' in frame.message("en")["text"]
    assert '"html":"a post"' in frame.message("de")["text"], "who reads neither gets the site's language"


def test_text_that_is_no_unicode_does_not_stop_a_frame():
    publish("org", "said", title="half a \ud83d, a whole \U0001f600")

    assert Frame.objects.get(stream="org").payload == {"title": "half a ?, a whole \U0001f600"}
    assert Numbered("org", 1, "said", {"title": "\ud83d"}).message("en")["text"].encode()


def test_revoking_for_nobody_is_a_mistake():
    with pytest.raises(ValueError, match="everyone"):
        revoke()
    with pytest.raises(ValueError, match="everyone"):
        revoke([])


def test_a_revocation_is_a_frame_that_only_hubs_read():
    revoke([9, 7, 9])
    revoke(everyone=True)

    assert [frame.payload for frame in Frame.objects.filter(stream=CONTROL).order_by("seq")] == [
        {"people": [7, 9]},
        {"everyone": True},
    ]


def test_frames_are_kept_for_seven_days_and_the_count_goes_on():
    for _ in range(5):
        publish("org", "said")
    Frame.objects.filter(seq__lte=3).update(created_at=now() - timedelta(days=7, minutes=1))

    with CaptureQueriesContext(connection) as queries:
        assert ledger.forget_old(batch=2) == 3
    forget_old_frames.call()
    publish("org", "said")

    assert [seq for seq, _ in kept("org")] == [4, 5, 6]
    assert len([query for query in queries if query["sql"].startswith("DELETE")]) == 2, "a batch at a time"


@pytest.mark.django_db(transaction=True)
def test_many_writers_leave_gapless_streams_in_commit_order(delivered):
    """Each thread says something on two shared streams, named in opposite orders."""
    failures: list[Exception] = []

    def write(number: int) -> None:
        try:
            for _ in range(10):
                with unit():
                    for name in ("room_5", "room_6") if number % 2 else ("room_6", "room_5"):
                        publish(name, f"by_{number}")
        except Exception as failure:
            failures.append(failure)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=write, args=[number]) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert failures == []
    for name in ("room_5", "room_6"):
        assert [seq for seq, _ in kept(name)] == list(range(1, 61))
        assert sorted(seq for stream, seq in delivered if stream == name) == list(range(1, 61))
    by_pk = list(Frame.objects.filter(stream="room_5").order_by("pk").values_list("seq", flat=True))
    assert by_pk == sorted(by_pk)
