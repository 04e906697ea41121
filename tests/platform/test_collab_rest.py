"""When nobody writes any more: the sort is told once, snapshots are made, and old logs go."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils.timezone import now
from django_tasks_db.models import DBTaskResult

from intranet.collab import crdt, jobs, keeping, limits, log
from intranet.collab.actions import edit_text, forget_document
from intranet.collab.commits import Kept, Outdated, Wish, write
from intranet.collab.documents import Access, Sort, contributors, read_text, register
from intranet.collab.models import Document, Snapshot, Update
from intranet.collab.sorts import _sorts
from intranet.jobs.testing import drain
from intranet.realtime.units import unit

NAME = "leaf_7"


@pytest.fixture(autouse=True)
def told(settings):
    settings.COLLAB_QUIET_SECONDS = 0
    told: list[tuple[int, int]] = []
    register(Sort("leaf", lambda person, key: Access.WRITE, lambda key: "", lambda key, upto: told.append((key, upto))))
    yield told
    _sorts.pop("leaf")


def wish(document: Document, *words: str, by, seq: int | None = None, epoch: int = 0) -> Wish:
    live = crdt.opened(log.updates_of(document), writer=90_000)
    said = [(crdt.changed(live, word), by.pk) for word in words]
    return Wish(document.pk, document.head if seq is None else seq, epoch, said, kept=None)


def test_the_sort_is_told_once_for_each_rest(author, told):
    for word in ("a", "b", "c"):
        edit_text(NAME, by=author, change=lambda text, word=word: text + word)
    assert DBTaskResult.objects.filter(task_path__endswith="collab.jobs.settle").count() == 1
    drain()
    drain()
    assert told == [(7, 3)]
    write([wish(log.find(NAME), "abcd", by=author)])
    drain()
    assert told == [(7, 3), (7, 4)]


def test_while_somebody_writes_it_waits(author, told, settings):
    edit_text(NAME, by=author, change=lambda text: "a")
    settings.COLLAB_QUIET_SECONDS = 120
    drain()
    waiting = DBTaskResult.objects.get(status="READY")
    assert told == []
    assert waiting.run_after > now() + timedelta(seconds=100)


def test_a_sort_that_fails_is_told_again_and_nothing_of_it_is_kept(author, told, monkeypatch):
    def fails(key: int, upto: int) -> None:
        Document.objects.update(epoch=99)
        raise RuntimeError("not now")

    edit_text(NAME, by=author, change=lambda text: "a")
    register(Sort("leaf", _sorts["leaf"].gate, _sorts["leaf"].begin, fails))
    drain(allow_failures=True)
    document = Document.objects.get()
    assert (document.settled, document.epoch) == (0, 0)
    register(Sort("leaf", _sorts["leaf"].gate, _sorts["leaf"].begin, lambda key, upto: told.append((key, upto))))
    drain(at=now() + timedelta(hours=1))
    assert told == [(7, 1)]


def test_a_commit_tells_what_others_wrote_before_it(author, colleague):
    edit_text(NAME, by=author, change=lambda text: "a")
    document = log.find(NAME)
    late = wish(document, "ax", by=colleague)
    edit_text(NAME, by=author, change=lambda text: "ba")
    (answer,) = write([late])
    assert isinstance(answer, Kept)
    assert (answer.seq, len(answer.missed)) == (3, 1)
    assert read_text(NAME) == "bax"
    assert contributors(NAME, after=0) == [author.pk, colleague.pk]


def test_several_documents_share_a_commit_and_a_closed_one_stores_nothing(author):
    for name in (NAME, "leaf_8"):
        edit_text(name, by=author, change=lambda text: "a")
    Document.objects.filter(name=NAME).update(epoch=1)
    closed, other = write([wish(log.find(name), "ab", by=author) for name in (NAME, "leaf_8")])
    assert isinstance(closed, Outdated)
    assert other.seq == 2
    assert (read_text(NAME), read_text("leaf_8")) == ("a", "ab")


def test_long_logs_get_a_snapshot_and_old_ones_go_behind_it(author, monkeypatch):
    monkeypatch.setattr(limits, "SNAPSHOT_AFTER", 3)
    for number in range(6):
        edit_text(NAME, by=author, change=lambda text, number=number: text + str(number))
    Document.objects.update(written_at=now() - timedelta(hours=1))
    assert keeping.snapshot_long_tails() == 1
    assert keeping.snapshot_long_tails() == 0
    edit_text(NAME, by=author, change=lambda text: text + "6")
    Update.objects.update(made_at=now() - timedelta(days=31))
    # Who wrote them has not been told yet.
    assert keeping.forget_old() == 0
    drain()
    jobs.shorten_logs.call()
    assert list(Update.objects.values_list("seq", flat=True)) == [7]
    assert read_text(NAME) == "0123456"


def test_an_older_snapshot_does_not_take_the_place_of_a_newer_one(author):
    for word in ("a", "ab"):
        edit_text(NAME, by=author, change=lambda text, word=word: word)
    document = log.find(NAME)
    everything = crdt.folded(log.updates_of(document))
    assert keeping.keep_snapshot(document.pk, everything, 2)
    assert not keeping.keep_snapshot(document.pk, crdt.begun("old", writer=5), 1)
    assert not keeping.keep_snapshot(document.pk, everything, 9), "it speaks of what nobody has written"
    assert read_text(NAME) == "ab"


def test_what_is_forgotten_is_gone_with_all_that_was_typed(author):
    edit_text(NAME, by=author, change=lambda text: "secret")
    with unit():
        forget_document(NAME)
    assert [model.objects.count() for model in (Document, Update, Snapshot)] == [0, 0, 0]
