"""A room taken along: what one may read of it, for oneself, for a week."""

from __future__ import annotations

import datetime
import io
import json
import zipfile

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.timezone import now

from chat import actions, jobs
from chat.models import RoomExport
from intranet.content.actions import delete_entry, hide_entry
from intranet.content.files.uploads import store_upload
from intranet.conversation.actions import react
from intranet.conversation.polls.wanted import WantedPoll
from intranet.notifications.models import Notification

pytestmark = pytest.mark.django_db
HOSTILE = '"><script>alert(1)</script>../../x.html'


def opened(export: RoomExport) -> zipfile.ZipFile:
    export.refresh_from_db()
    with default_storage.open(export.path, "rb") as file:
        return zipfile.ZipFile(io.BytesIO(file.read()))


def taken(room, by, run_jobs) -> zipfile.ZipFile:
    export = actions.ask_for_export(room, by=by)
    run_jobs()
    return opened(export)


def said_in(archive: zipfile.ZipFile) -> list[str]:
    told = json.loads(archive.read("room.json"))
    return [row["text"] for row in told["messages"] if row["style"] == "text"]


def pages_of(archive: zipfile.ZipFile) -> str:
    return "".join(archive.read(name).decode() for name in archive.namelist() if name.endswith(".html"))


def test_an_owner_takes_along_what_was_said_with_files_and_reactions(room, author, colleague, say, run_jobs):
    file = store_upload(SimpleUploadedFile("list.txt", b"row 14"), by=colleague)
    head = say(room, author, "**Done?**")
    say(room, colleague, "Done", thread=head, attachment_ids=[file.pk])
    react(head, by=colleague, sort="agree")
    say(room, author, "Which?", poll=WantedPoll(("This", "That"), results="always"))
    archive = taken(room, author, run_jobs)
    told = json.loads(archive.read("room.json"))
    assert [member["handle"] for member in told["members"]] == ["ada", "ben"]
    first, second, asked = [row for row in told["messages"] if row["style"] == "text"]
    assert (first["text"], first["reactions"], first["author"]["handle"]) == ("**Done?**", {"agree": ["ben"]}, "ada")
    assert (second["thread"], archive.read(second["files"][0]["path"])) == (first["id"], b"row 14")
    assert asked["poll"] == [{"answer": "This", "votes": 0}, {"answer": "That", "votes": 0}]
    page = pages_of(archive)
    assert "<strong>Done?</strong>" in page
    assert f"{now():%Y-%m}.html" in archive.read("index.html").decode()
    export = RoomExport.objects.get()
    assert (export.done, export.is_there) == (export.total, True)
    assert Notification.objects.filter(recipient=author, activity__verb="chat.room.export_ready").count() == 1


def test_hostile_words_and_names_are_words_and_names(room, author, say, run_jobs, monkeypatch):
    file = store_upload(SimpleUploadedFile("evil.txt", b"row 14"), by=author)
    author.name = HOSTILE
    author.save()
    say(room, author, f"{HOSTILE} <img src=x onerror=alert(1)> [x](javascript:alert(1))", attachment_ids=[file.pk])
    # No upload leaves such a name; a row that came by another way might have it.
    type(file).objects.filter(pk=file.pk).update(name=HOSTILE)
    archive = taken(room, author, run_jobs)
    page = pages_of(archive)
    assert "<script" not in page
    assert "onerror=" not in page.replace("&lt;img src=x onerror=", "")
    assert 'href="javascript' not in page
    (path,) = [name for name in archive.namelist() if name.startswith("files/")]
    assert ".." not in path.split("/")
    assert path.count("/") == 1
    assert path.endswith(".html.txt")


def test_what_one_may_not_read_is_not_in_it(closed_room, author, colleague, outsider, say, run_jobs):
    say(closed_room, author, "Before their time")
    actions.add_people(closed_room, by=author, people=[outsider], with_history=False)
    actions.make_owner(closed_room, by=author, person=outsider)
    hidden, deleted = say(closed_room, colleague, "Hidden"), say(closed_room, author, "Deleted")
    hide_entry(hidden, by=author, reason="rude")
    delete_entry(deleted, by=author)
    kept = say(closed_room, author, "For all")
    archive = taken(closed_room, outsider, run_jobs)
    assert said_in(archive) == [kept.body]
    assert "Before their time" not in pages_of(archive)


def test_of_a_conversation_each_of_the_two_takes_a_copy(direct, author, colleague, outsider, admin, say, run_jobs):
    say(direct, author, "Between us")
    assert said_in(taken(direct, colleague, run_jobs)) == ["Between us"]
    for other in (outsider, admin):
        with pytest.raises(PermissionDenied):
            actions.ask_for_export(direct, by=other)


@pytest.mark.parametrize("who", ["colleague", "outsider", "admin"])
def test_who_does_not_own_a_room_takes_none(who, request, room, closed_room):
    for place in (room, closed_room):
        with pytest.raises(PermissionDenied):
            actions.ask_for_export(place, by=request.getfixturevalue(who))


def test_asked_twice_it_is_made_once_and_who_lost_the_room_gets_nothing(closed_room, author, colleague, run_jobs):
    actions.make_owner(closed_room, by=author, person=colleague)
    one, other = (actions.ask_for_export(closed_room, by=colleague) for _ in range(2))
    assert one.pk == other.pk
    actions.remove_member(closed_room, by=author, person=colleague)
    run_jobs()
    one.refresh_from_db()
    assert (one.state, one.path) == ("failed", "")


def test_the_file_is_for_who_asked_for_it_and_for_a_week(room, author, colleague, as_, say, run_jobs):
    say(room, author, "Hello")
    actions.make_owner(room, by=author, person=colleague)
    assert as_(author).post(f"/chat/{room.pk}/copies/new/").status_code == 302
    assert as_(author).get(f"/chat/{room.pk}/copies/", headers={"hx-request": "true"}).status_code == 200
    run_jobs()
    export = RoomExport.objects.get()
    address = f"/chat/{room.pk}/copies/{export.pk}/"
    assert address in as_(author).get(f"/chat/{room.pk}/copies/").content.decode()
    answer = as_(author).get(address)
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/zip")
    assert "attachment" in answer["Content-Disposition"]
    assert b"".join(answer.streaming_content)[:2] == b"PK"
    assert as_(colleague).get(address).status_code == 404
    actions.make_owner(room, by=colleague, person=author, owner=False)
    assert as_(author).get(address).status_code == 404
    actions.make_owner(room, by=colleague, person=author)
    RoomExport.objects.update(expires_at=now() - datetime.timedelta(minutes=1))
    assert as_(author).get(address).status_code == 404


def test_when_its_week_is_over_or_it_is_not_wanted_the_bytes_go(
    room, author, run_jobs, as_, django_capture_on_commit_callbacks
):
    for forget in (
        lambda export: jobs.look_after_exports.call(),
        lambda export: as_(author).post(f"/chat/{room.pk}/copies/{export.pk}/delete/"),
    ):
        export = actions.ask_for_export(room, by=author)
        run_jobs()
        export.refresh_from_db()
        RoomExport.objects.filter(pk=export.pk).update(expires_at=now())
        with django_capture_on_commit_callbacks(execute=True):
            forget(export)
        assert not default_storage.exists(export.path)
        assert RoomExport.objects.get(pk=export.pk).state == "gone"
