"""The embedded engine where it is itself: many writers, swaps under readers, arithmetic on sets."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import threading
from datetime import UTC, datetime
from pathlib import Path

import pytest

from intranet.search.asked import Asked
from intranet.search.bits import bits_of, documents_in, plus, ranked, times
from intranet.search.documents import Document
from intranet.search.whoosh_engine import PorticoWhooshBackend

ROOT = Path(__file__).resolve().parents[2]
AT = datetime(2026, 3, 1, tzinfo=UTC)
# A process that takes its share of the documents out of the index, one at a time, and puts others in.
WRITER = """
import sys, django
django.setup()
from tests.platform.test_search_whoosh import backend_at, document
path, share = sys.argv[1], int(sys.argv[2])
backend = backend_at(path)
for number in range(share, 40, 4):
    backend.write([document(1000 + number, "added")], gone=[number])
"""


def document(number: int, text: str, **fields) -> Document:
    return Document(number, "org", "feeds.post", 1, AT, text=text, **fields)


def backend_at(path) -> PorticoWhooshBackend:
    return PorticoWhooshBackend("default", PATH=str(path))


@pytest.fixture
def backend(tmp_path):
    return backend_at(tmp_path / "search" / "inside")


def total(backend, word, audiences=("org",)) -> int:
    return backend.find(Asked(words=(word,)), audiences, limit=100).total


def test_no_deletion_and_no_addition_is_lost_when_four_processes_write_at_once(backend):
    backend.rebuild(document(number, "kept until deleted") for number in range(40))
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")},
        "DJANGO_SETTINGS_MODULE": "tests.settings",
    }
    command = [sys.executable, "-c", WRITER, backend.path]
    writers = [
        subprocess.Popen([*command, str(share)], cwd=ROOT, env=environment, stderr=subprocess.PIPE, text=True)
        for share in range(4)
    ]
    for writer in writers:
        _out, errors = writer.communicate(timeout=300)
        assert writer.returncode == 0, errors[-2000:]
    assert total(backend, "deleted") == 0
    assert total(backend, "added") == 40
    assert backend.is_sound()


def test_readers_find_everything_at_every_moment_while_the_index_is_swapped(backend):
    backend.rebuild(document(number, "always there") for number in range(30))
    done, wrong = threading.Event(), []

    def read():
        while not done.is_set():
            try:
                if (found := total(backend, "always")) != 30:
                    wrong.append(found)
            except Exception as error:
                wrong.append(error)

    readers = [threading.Thread(target=read) for _ in range(2)]
    for reader in readers:
        reader.start()
    try:
        for _swap in range(5):
            backend.rebuild(document(number, "always there") for number in range(30))
            backend.write([document(99, "something else")])
    finally:
        done.set()
        for reader in readers:
            reader.join()
    assert wrong == []
    folders = [name for name in os.listdir(os.path.dirname(backend.path)) if name.startswith("inside-")]
    assert len(folders) == 2  # the one in use, and the one that somebody may still be reading


def test_an_index_of_many_commits_answers_as_one_that_was_built_at_once(backend, tmp_path):
    lot = random.Random(3)
    words = ["fan", "bearing", "budget", "riunione", "turno"]
    current = {}
    backend.rebuild([])
    for number in range(120):
        entry = lot.randrange(60)
        current[entry] = document(entry, " ".join(lot.choices(words, k=4)), title=lot.choice(["", "budget"]))
        gone = lot.sample(range(60), 1) if number % 3 == 0 else []
        for one in gone:
            if one != entry:
                current.pop(one, None)
        backend.write([current[entry]], gone=[one for one in gone if one != entry])
    other = backend_at(tmp_path / "other" / "inside")
    other.rebuild(current.values())
    for asked in (
        Asked(words=("bearing",)),
        Asked(words=("fans", "budget")),
        Asked(phrases=(("fan", "budget"),)),
        Asked(words=("riunioni",), without=(("turni",),)),
        Asked(words=("bud",), growing=True),
    ):
        one, two = (
            {(hit.entry_id, hit.score) for hit in where.find(asked, ["org"], limit=100).hits}
            for where in (backend, other)
        )
        assert {pk for pk, _score in one} == {pk for pk, _score in two}, asked
    assert backend.document_count() == other.document_count() == len(current)


def test_what_was_read_of_a_segment_serves_every_thread_and_goes_with_the_segment(backend):
    backend.rebuild([])
    for number in range(60):
        backend.write([document(number, "budget")])
        assert total(backend, "budget") == number + 1
    segments = len(backend._opened_leaves())
    assert len(backend._leaves._kept) <= segments + 8 < 30
    other = backend_at(backend.path)
    assert total(other, "budget") == 60
    assert [leaf for _reader, leaf in other._opened_leaves()] == [leaf for _reader, leaf in backend._opened_leaves()]


def test_a_reader_that_was_closed_half_way_is_opened_anew(backend):
    """Whoosh closes what it was to reuse when a segment is merged away while it opens the new ones, and tries again."""
    backend.rebuild([document(1, "budget")])
    assert total(backend, "budget") == 1
    backend._kept.reader.close()
    backend.write([document(2, "budget")])
    assert total(backend, "budget") == 2


def test_a_segment_that_is_cut_short_is_no_sound_index(backend):
    backend.rebuild(document(number, "whole") for number in range(50))
    assert backend.is_sound()
    for segment in Path(os.path.realpath(backend.path)).glob("*.seg"):
        segment.write_bytes(segment.read_bytes()[:200])
    assert not backend_at(backend.path).is_sound()


def test_scores_are_added_and_ranked_as_numbers_are():
    lot = random.Random(5)
    size = 300
    one = {number: lot.randrange(1, 8) for number in range(size) if lot.random() < 0.5}
    two = {number: lot.randrange(1, 8) for number in range(size) if lot.random() < 0.5}
    from intranet.search.bits import everything_in, planes_of

    summed = plus(times(planes_of(one, size), 5), times(planes_of(two, size), 3))
    wanted = {number: 5 * one.get(number, 0) + 3 * two.get(number, 0) for number in {*one, *two}}
    found = {
        number: score for score, group in ranked(everything_in(summed), summed, size) for number in documents_in(group)
    }
    assert found == wanted
    best = [score for score, group in ranked(everything_in(summed), summed, 10) for _number in documents_in(group)]
    assert best[:10] == sorted(wanted.values(), reverse=True)[:10]
    assert list(documents_in(bits_of([0, 7, 8, 299], size))) == [0, 7, 8, 299]
    assert ranked(0, summed, 10) == []
