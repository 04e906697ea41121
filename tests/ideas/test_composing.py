"""Writing an idea down: what is like it is offered, nothing is lost on the way. And setting boards up."""

from __future__ import annotations

import pytest
from django.test import Client

from forum.actions import ask, make_category
from ideas import actions
from ideas.models import Board, Category, Idea
from intranet.content.models import Attachment
from intranet.conversation.drafts import Writing, drafts_of, keep_draft
from tests.factories import PASSWORD
from tests.platform.mail_world import proven

pytestmark = pytest.mark.django_db
NEW = "/ideas/new/"
WORDS = {"title": "Quieter fans", "body": "They *whistle*.", "tags": "sound"}


def sent(board, **more) -> dict[str, str]:
    return WORDS | {"board": str(board.pk)} | more


def page_of(client, url=NEW, **query) -> str:
    return client.get(url, query).content.decode()


def test_an_idea_is_written_down_with_its_category_and_tags(open_board, author, customer, as_):
    sound = actions.make_category(open_board, by=author, name="Sound")
    answer = as_(customer).post(NEW, sent(open_board, category=str(sound.pk)))
    made = Idea.objects.get()
    assert answer.url == f"{made.get_absolute_url()}?suggested=1"
    assert (made.category, made.chosen_tags, made.author) == (sound, ["sound"], customer)


@pytest.mark.parametrize("wrong", [{"title": " "}, {"category": "other"}, {"board": "closed"}])
def test_what_is_wrong_is_said_and_the_text_stays(open_board, board, author, customer, as_, wrong):
    values = {"other": actions.make_category(board, by=author, name="Benches").pk, "closed": board.pk}
    wrong = {name: str(values.get(value, value)) for name, value in wrong.items()}
    answer = as_(customer).post(NEW, sent(open_board) | wrong)
    assert answer.status_code == 422
    assert "They *whistle*." in answer.content.decode()
    assert not Idea.objects.exists()


def test_what_is_like_it_is_offered_ideas_first_and_only_what_one_may_read(
    open_board, board, porch, author, customer, guest, as_, run_jobs
):
    topic = ask(make_category(porch, by=author, name="Questions"), by=customer, title="Fans whistle in summer")
    mine = actions.suggest(open_board, by=customer, title="Quieter fans in summer")
    inside = actions.suggest(board, by=author, title="Fans that whistle for Acme")
    run_jobs()
    asked = {"q": "Fans that whistle in summer"}
    for client in (Client(), as_(customer)):
        html = page_of(client, "/ideas/similar/", **asked)
        assert html.index(mine.title) < html.index(topic.title)
        assert inside.title not in html
    assert inside.title in page_of(as_(author), "/ideas/similar/", **asked)
    assert "data-entry" not in page_of(Client(), "/ideas/similar/", q="the")
    assert topic.title in page_of(as_(customer), f"/ideas/{mine.pk}/similar/")


def test_a_guest_writes_first_and_signs_in_after(open_board, customer):
    proven(customer)
    guest = Client()
    assert "only at the end" in page_of(guest)
    assert guest.post(NEW, sent(open_board)).url == "/ideas/new/go-on/"
    assert WORDS["title"] in page_of(guest, "/ideas/new/go-on/")
    answer = guest.post("/accounts/login/", {"login": customer.email, "password": PASSWORD})
    assert answer.url == NEW
    html = page_of(guest)
    assert "Here is what you had written." in html
    assert "They *whistle*." in html
    guest.post(NEW, sent(open_board))
    assert Idea.objects.get().author == customer
    assert "Here is what you had written." not in page_of(guest)


def test_a_guest_begins_nothing_where_only_staff_suggest(open_board, author):
    actions.change_board(open_board, by=author, writers=Board.Writers.STAFF)
    html = page_of(Client())
    assert "no board on which you can suggest" in html
    assert Client().post(NEW, sent(open_board)).status_code == 422


def test_what_was_kept_as_a_draft_is_gone_when_it_is_out(open_board, customer, as_):
    keep_draft("idea:new", Writing({"title": "Quieter"}), by=customer)
    as_(customer).post(NEW, sent(open_board))
    assert not drafts_of(customer).exists()


def test_changing_an_idea_leaves_its_files_and_its_place(idea, customer, author, as_):
    answer = as_(customer).post(
        f"/ideas/{idea.pk}/edit/", {"title": "Wake up at once", "body": "Now.", "based_on": "0"}
    )
    changed = Idea.objects.get()
    assert (answer.url, changed.title, changed.board) == (changed.get_absolute_url(), "Wake up at once", idea.board)
    assert as_(author).get(f"/ideas/{idea.pk}/edit/").status_code == 403


def test_files_are_taken_out_and_added_where_an_idea_is_changed(board, colleague, outsider, as_):
    def a_file(person, name: str) -> Attachment:
        return Attachment.objects.create(
            uploader=person, name=name, size=9, mime="application/pdf", state="ready", file=f"private/{name}"
        )

    old, new, stolen = a_file(colleague, "old.pdf"), a_file(colleague, "new.pdf"), a_file(outsider, "hers.pdf")
    idea = actions.suggest(board, by=colleague, title="A second bench", attachment_ids=[old.pk])
    client, url = as_(colleague), f"/ideas/{idea.pk}/edit/"
    html = page_of(client, url)
    assert f'name="attachments" value="{old.pk}" checked' in html
    said = {"title": idea.title, "based_on": "0"}
    refused = client.post(url, said | {"with_files": "1", "attachments": [str(stolen.pk), str(new.pk)]})
    assert refused.status_code == 422
    assert "new.pdf" in refused.content.decode(), "it comes back with the form"
    assert f'value="{old.pk}" checked' not in refused.content.decode()
    client.post(url, said | {"with_files": "1", "attachments": [str(new.pk)]})
    assert list(idea.attachments.values_list("name", flat=True)) == ["new.pdf"]
    client.post(url, said | {"title": "Two benches", "based_on": "1"})
    assert list(idea.attachments.values_list("name", flat=True)) == ["new.pdf"]


def test_who_owns_a_space_sets_its_boards_up(lab, author, colleague, as_):
    client = as_(author)
    made = client.post(
        "/ideas/boards/new/",
        {"space": lab.pk, "name": "Tools", "readers": "customers", "writers": "everyone", "position": "0"},
    )
    board = Board.objects.get()
    assert (made.url, board.readers) == (f"/ideas/boards/{board.pk}/", Board.Readers.EVERYONE)
    client.post(
        f"/ideas/boards/{board.pk}/",
        {"name": "Our tools", "writers": "staff", "votes_per_person": "3", "idle_days": "30", "position": "2"},
    )
    client.post(f"/ideas/boards/{board.pk}/categories/", {"name": "Saws"})
    again = client.post(f"/ideas/boards/{board.pk}/categories/", {"name": "Saws"})
    assert again.status_code == 422
    saws = Category.objects.get()
    client.post(f"/ideas/categories/{saws.pk}/", {"name": "Drills"})
    board.refresh_from_db()
    assert (board.name, board.votes_per_person, board.idle_days, board.categories.get().name) == (
        "Our tools",
        3,
        30,
        "Drills",
    )
    client.post(f"/ideas/categories/{saws.pk}/", {"name": "Drills", "delete": "1"})
    assert not Category.objects.exists()
    assert "Our tools" in page_of(client, f"/ideas/in/{lab.slug}/")
    assert as_(colleague).get(f"/ideas/boards/{board.pk}/").status_code == 403


def test_an_archived_board_is_read_and_takes_nothing(open_board, idea, author, customer, as_):
    actions.change_board(open_board, by=author, is_archived=True)
    html = page_of(as_(customer), open_board.get_absolute_url())
    assert idea.title in html
    assert "archived" in html
    assert "Suggest an idea" not in html
    assert open_board.name not in page_of(as_(customer), NEW)
