"""Erasure, proven from outside: everything a person can write has a word of its own in it. The copy of own data holds
each; after the erasure each is searched for in every row of every table, every upload, the search index, what the log
said and what lies in the data folder."""

from __future__ import annotations

import io
import logging
import zipfile
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from django.conf import settings
from django.core.files.storage import default_storage
from django.db import connection
from django.utils.timezone import now

from chat import actions as chat
from feeds import actions as feeds
from feeds.filters import Filter
from feeds.keeping_filters import save_filter
from forum import actions as forum
from ideas import actions as ideas
from intranet.accounts import actions
from intranet.accounts.actions.own_data import ERASED_AFTER
from intranet.accounts.models import DataCopy, User
from intranet.content.files.uploads import store_upload
from intranet.conversation.actions import add_comment
from intranet.conversation.drafts import Writing, keep_draft
from intranet.conversation.reminders.actions import remind
from intranet.moderation.actions import flag_entry
from intranet.search.actions import save_search
from tests.platform.files_of_strangers import PDF, upload
from wiki import actions as wiki

pytestmark = pytest.mark.django_db(transaction=True)

# What stays, and why (docs/operations.md, "Own data"): it belongs to others, too.
STAYS = {
    "page_title": "a page is written by several people",
    "page": "a page is written by several people",
    "tag": "a tag is a word of the house, and says nothing of who used it first",
    "skill": "so is the name of a skill",
}


@pytest.fixture
def spoken(settings, tmp_path, author, colleague, lab, porch, run_jobs, caplog):
    """Ben writes wherever one can; answers what he said, by where."""
    caplog.set_level(logging.DEBUG)
    settings.DATA = tmp_path / "data"
    settings.MEDIA_ROOT = settings.DATA / "media"
    settings.MEDIA_ROOT.mkdir(parents=True)
    said: dict[str, str] = {}

    def word(where: str) -> str:
        return said.setdefault(where, f"kanarie{len(said):02d}{where.replace('_', '')}")

    ben = colleague
    ada_says = feeds.publish_post(by=author, body="What do you think, @ben?", audience="org")
    actions.change_profile(ben, by=ben, name=f"Ben {word('name').title()}", phone="+39 02 55501777", pronouns="he")
    said["name"], said["phone"] = said["name"].title(), "55501777"
    actions.set_status(ben, by=ben, text=word("status"))
    actions.set_skills(ben, [word("skill")], by=ben)
    actions.create_token(ben, by=ben, name=word("token"))
    file = store_upload(upload(f"{word('file_name')}.pdf", PDF), by=ben)
    post = feeds.publish_post(
        by=ben,
        space=lab,
        title=word("post_title"),
        body=f"{word('first_body')} #{word('tag')}",
        attachment_ids=[file.pk],
    )
    feeds.edit_post(post, by=ben, title=said["post_title"], body=word("post_body"))
    add_comment(ada_says, by=ben, body=word("comment"))
    room = chat.open_room(by=author, name="rollout", people=[ben])
    chat.send_message(room, by=ben, body=word("message"))
    direct = chat.direct_room(by=ben, people=[author])
    chat.send_message(direct, by=ben, body=word("direct"))
    category = forum.make_category(porch, by=author, name="Terminals")
    topic = forum.ask(category, by=ben, title=word("topic_title"), body=word("topic"))
    forum.answer(topic, by=ben, body=word("answer"))
    board = ideas.make_board(lab, by=author, name="Lab ideas")
    ideas.suggest(board, by=ben, title=word("idea_title"), body=word("idea"))
    wiki.create_page(lab, by=ben, title=word("page_title"), body=word("page"))
    keep_draft("post:", Writing({"body": word("draft")}), by=ben)
    remind(by=ben, note=word("reminder"), due_at=now() + timedelta(days=1))
    save_search(by=ben, name=word("saved_search"), query=f"q={word('searched')}")
    save_filter(by=ben, name=word("filter"), wanted=Filter())
    flag_entry(ada_says, by=ben, reason="other", note=word("report"))
    run_jobs()
    return said


def copy_of(person: User, run_jobs) -> bytes:
    copy = actions.ask_for_copy(person, by=person)
    run_jobs()
    copy.refresh_from_db()
    with zipfile.ZipFile(io.BytesIO(default_storage.open(copy.path).read())) as archive:
        return b"".join([*(name.encode() for name in archive.namelist()), *map(archive.read, archive.namelist())])


def every_row() -> dict[str, bytes]:
    """By table, jobs, frames and sessions among them."""
    found = {}
    with connection.cursor() as cursor:
        for name in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(name)}")
            rows = [
                bytes(cell) if isinstance(cell, memoryview) else str(cell).encode() for row in cursor for cell in row
            ]
            found[name] = b"\n".join(rows)
    return found


def as_bytes(cell: object) -> bytes:
    return bytes(cell) if isinstance(cell, bytes | memoryview) else str(cell).encode()


def every_file(*folders: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for folder in folders for path in folder.rglob("*") if path.is_file()}


def places_with(word: str, places: dict[str, bytes]) -> list[str]:
    return sorted(place for place, text in places.items() if word.lower().encode() in text.lower())


def test_nothing_that_was_said_is_left_anywhere(spoken, colleague, admin, run_jobs, caplog, mailoutbox):
    archive = copy_of(colleague, run_jobs).lower()
    missing = {where for where, word in spoken.items() if word.lower().encode() not in archive}
    assert missing == set(), "the copy of own data does not hold everything"

    before = every_row() | every_file(settings.DATA)
    unseen = {where for where, word in spoken.items() if not places_with(word, before)}
    assert unseen == set(), "the search itself does not find what is there"

    actions.ask_for_erasure(colleague, by=admin, reason="Letter", texts_too=True)
    with time_machine.travel(now() + ERASED_AFTER + timedelta(minutes=1), tick=False):
        run_jobs()
    # A week later the frames and the jobs that went well are forgotten, too.
    with time_machine.travel(now() + ERASED_AFTER + timedelta(days=10), tick=False):
        forget_by_the_clock()
        run_jobs()
    assert User.objects.get(pk=colleague.pk).erased_at is not None
    assert not DataCopy.objects.filter(state="ready").exists()
    index = Path(settings.HAYSTACK_CONNECTIONS["default"].get("PATH", settings.DATA)).parent
    after = every_row() | every_file(settings.DATA, index) | {"log": caplog.text.encode()}
    left = {
        where: found
        for where, word in {**spoken, "address": "ben@example.com"}.items()
        if (found := places_with(word, after)) and where not in STAYS
    }
    assert left == {}, "\n".join(f"{where}: {found}" for where, found in left.items())


def forget_by_the_clock() -> None:
    from intranet.jobs.jobs import forget_finished_jobs
    from intranet.realtime.jobs import forget_old_frames
    from intranet.search.indexing import forget_older_indexes

    forget_old_frames.call()
    forget_finished_jobs.call()
    forget_older_indexes.call()
