"""Lists and columns of ideas, the road ahead, and what the page of one says."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils.timezone import now

from ideas import actions
from ideas.heat import keep_all_heat
from ideas.models import Idea, Status
from intranet.content.actions import edit_entry
from intranet.conversation.actions import add_comment, react
from intranet.conversation.models import Vote
from intranet.conversation.votes import take_back_vote, vote_for

from .conftest import forget_what_is_kept

pytestmark = pytest.mark.django_db
PART = {"HTTP_HX_REQUEST": "true"}


def page(client, url: str, **query: str) -> str:
    answer = client.get(url, query)
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


def titles(html: str) -> list[str]:
    """Of the ideas of a list or of columns, in their order."""
    return re.findall(r'<h3>\s*<a href="/ideas/\d[^>]*>([^<]+)</a>', html)


def status(slug: str) -> Status:
    return Status.objects.get(slug=slug)


@pytest.fixture
def three(open_board, idea, author, colleague, customer):
    """Old and wanted once, new and wanted by two, and delivered."""
    two = actions.suggest(open_board, by=colleague, title="Quieter fans", tags=["sound"])
    done = actions.suggest(open_board, by=colleague, title="Longer cable")
    vote_for(idea, by=author)
    Vote.objects.filter(entry=idea.pk).update(created_at=now() - timedelta(days=60))
    for person in (author, customer):
        vote_for(two, by=person)
    actions.set_status(done, by=author, status=status("delivered"), answer="In the box since May.")
    return idea, two, done


def test_what_is_wanted_most_stands_first_and_what_is_decided_is_asked_for(three, open_board, colleague, as_):
    client, url = as_(colleague), open_board.get_absolute_url()
    assert titles(page(client, url)) == ["Quieter fans", "Wake up sooner"]
    assert titles(page(client, url, status="delivered")) == ["Longer cable"]
    assert titles(page(client, url, status="all", sort="new")) == ["Longer cable", "Quieter fans", "Wake up sooner"]
    assert titles(page(client, url, tag="sound")) == ["Quieter fans"]
    assert titles(page(client, url, sort="nonsense", category="x", product="9" * 30)) == [
        "Quieter fans",
        "Wake up sooner",
    ]


def test_what_many_want_lately_rises(three, open_board, author, colleague, as_):
    old, two, _done = three
    Vote.objects.filter(entry=two.pk).update(created_at=now() - timedelta(days=60))
    assert keep_all_heat.call()
    vote_for(old, by=colleague)
    assert titles(page(as_(author), open_board.get_absolute_url(), sort="trending"))[0] == old.title
    assert titles(page(as_(author), open_board.get_absolute_url()))[0] == two.title, "more want it in all"
    assert not keep_all_heat.call(), "there is nothing to put right"


def test_my_votes_and_my_ideas_are_mine(three, author, customer, colleague, as_):
    assert titles(page(as_(customer), "/ideas/", whose="voted", sort="new")) == ["Quieter fans"]
    assert titles(page(as_(customer), "/ideas/", whose="mine")) == ["Wake up sooner"]
    assert titles(page(Client(), "/ideas/", whose="mine")) == []


def test_my_vote_for_what_was_joined_is_a_vote_for_what_it_is_part_of(three, author, customer, as_):
    old, two, _done = three
    actions.merge(two, into=old, by=author)
    assert titles(page(as_(customer), "/ideas/", whose="voted", status="all")) == [old.title]


def test_lists_and_columns_show_nobody_what_they_may_not_read(
    idea, inside, for_customers, customer, author, as_, guest
):
    contract = actions.suggest(for_customers, by=customer, title="Longer contracts")
    seen = {
        "guest": {idea.title},
        "customer": {idea.title, contract.title},
        "author": {idea.title, contract.title, inside.title},
    }
    for ideas in (idea, inside, contract):
        actions.set_status(ideas, by=author, status=status("planned"))
    clients = {"guest": Client(), "customer": as_(customer), "author": as_(author)}
    for who, client in clients.items():
        assert set(titles(page(client, "/ideas/"))) == seen[who]
        assert set(titles(page(client, "/ideas/roadmap/"))) == seen[who]
    assert clients["guest"].get(for_customers.get_absolute_url()).status_code == 404
    assert clients["guest"].get(f"/ideas/{inside.pk}/card/").status_code == 404


def test_columns_are_moved_by_who_keeps_the_board_and_by_nobody_else(three, open_board, author, colleague, as_):
    url = open_board.get_absolute_url() + "?view=board"
    assert "data-grip" in page(as_(author), url)
    html = page(as_(colleague), url)
    assert set(titles(html)) == {"Quieter fans", "Wake up sooner", "Longer cable"}
    assert "data-grip" not in html
    assert "idea-reason" not in html
    moved = as_(colleague).post(f"/ideas/{three[0].pk}/move/", {"status": status("planned").pk})
    assert (moved.status_code, Idea.objects.get(pk=three[0].pk).status.slug) == (403, "open")


def test_declining_in_a_column_needs_the_reason_too(idea, author, as_):
    client, url, declined = as_(author), f"/ideas/{idea.pk}/move/", status("declined").pk
    refused = client.post(url, {"status": declined}, HTTP_ACCEPT="application/json")
    assert refused.status_code == 422
    assert "Say why" in refused.json()["detail"]
    assert client.post(url, {"status": declined, "answer": "Too dear."}, HTTP_ACCEPT="application/json").json() == {
        "entry": idea.pk,
        "status": declined,
        "meaning": "declined",
    }
    assert client.post(url, {"status": "none"}).status_code == 422


def test_more_of_a_column_comes_by_itself(open_board, author, as_, monkeypatch):
    monkeypatch.setattr("ideas.home.columns.SIZE", 2)
    made = [actions.suggest(open_board, by=author, title=f"Idea number {n}").title for n in range(5)]
    client, seen = as_(author), []
    html = page(client, open_board.get_absolute_url() + "?view=board")
    while True:
        seen += titles(html)
        more = re.search(r'data-more="([^"]+)"', html)
        if more is None:
            break
        html = client.get(more[1].replace("&amp;", "&"), **PART).content.decode()
    assert seen == made[::-1]


def test_the_page_says_how_it_stands_what_the_house_says_and_the_best_remark_first(idea, author, colleague, as_):
    first = add_comment(idea, by=colleague, body="Mine takes five.")
    best = add_comment(idea, by=author, body="It is the sensor.")
    react(best, by=colleague, sort="bravi", on=True)
    actions.set_status(idea, by=author, status=status("planned"), answer="In **5.2**.")
    html = page(as_(colleague), idea.get_absolute_url())
    assert "Official answer" in html
    assert "<strong>5.2</strong>" in html
    assert html.index(best.body) < html.index(first.body)
    oldest = page(as_(colleague), idea.get_absolute_url(), by="oldest")
    assert oldest.index(first.body) < oldest.index(best.body)
    assert "Official answer" in page(Client(), idea.get_absolute_url())


def test_what_was_said_about_what_was_joined_is_read_where_it_was_joined(three, author, colleague, as_):
    old, two, _done = three
    add_comment(two, by=colleague, body="Mine whistles.")
    actions.merge(two, into=old, by=author)
    assert "Mine whistles." in page(as_(author), old.get_absolute_url())


def test_who_voted_is_named_to_who_may_know_them(idea, author, customer, other_customer, as_):
    for person in (author, other_customer):
        vote_for(idea, by=person)
    url = f"/ideas/{idea.pk}/voters/"
    assert other_customer.name in page(as_(author), url)
    assert other_customer.name not in page(as_(customer), url)


def test_a_vote_without_scripts_comes_back_to_the_list(idea, colleague, as_):
    client = as_(colleague)
    answer = client.post(f"/ideas/{idea.pk}/vote/", {"on": "1", "next": "/ideas/?sort=new"})
    assert (answer.url, Vote.objects.filter(entry=idea.pk).count()) == ("/ideas/?sort=new", 1)
    away = client.post(f"/ideas/{idea.pk}/vote/", {"on": "", "next": "https://far.example/"})
    assert (away.url, Vote.objects.count()) == (idea.get_absolute_url(), 0)


def test_an_idea_under_another_title_leads_to_the_one_it_has(idea, customer):
    edit_entry(idea, by=customer, title="Wake up sooner", body="In two seconds.")
    assert Client().get(f"/ideas/{idea.pk}-nonsense/").url == idea.get_absolute_url()


def test_columns_and_the_road_ask_no_more_for_many_ideas(open_board, author, colleague, as_, queries_stay_flat):
    client, planned = as_(author), None

    def grow() -> None:
        nonlocal planned
        planned = planned or status("planned")
        made = actions.suggest(open_board, by=colleague, title="One more")
        actions.set_status(made, by=author, status=planned)
        vote_for(made, by=author)

    grow()

    def look() -> None:
        forget_what_is_kept()
        client.get(open_board.get_absolute_url() + "?view=board")

    queries_stay_flat(look, grow)


def test_robots_find_public_boards_and_readers_of_feeds_what_is_new(idea, inside, for_customers, author):
    for url in ("/sitemap.xml", "/ideas/feed.atom"):
        text = Client().get(url).content.decode()
        assert idea.slug in text
        assert inside.slug not in text
    html = page(Client(), idea.get_absolute_url())
    assert 'rel="canonical" href="http' in html
    assert idea.get_absolute_url() in html
    assert Client().get(f"{for_customers.get_absolute_url()}feed.atom").status_code == 404


def test_what_lists_are_sorted_by_follows_joining_parting_and_taking_back(three, author, customer, colleague):
    old, two, _done = three
    merge = actions.merge(two, into=old, by=author)
    assert sorted_by(old) == (2, 2), "of three votes, one is old and its person voted for both"
    actions.undo_merge(merge, by=author)
    take_back_vote(two, by=customer)
    assert (sorted_by(old), sorted_by(two)) == ((1, 0), (1, 1))
    Idea.objects.filter(pk=two.pk).update(wanted=9, heat=9)
    assert keep_all_heat.call() == 1
    assert sorted_by(two) == (1, 1)


def sorted_by(idea: Idea) -> tuple[int, int]:
    found = Idea.objects.get(pk=idea.pk)
    assert found.wanted == found.votes_count
    return found.wanted, found.heat


def test_a_line_that_is_kept_says_nothing_of_who_looked_before(three, open_board, author, colleague, customer, as_):
    url = open_board.get_absolute_url()
    keeper, voter, guest = (page(client, url, view="board") for client in (as_(author), as_(customer), Client()))
    assert "data-grip" in keeper
    assert "data-move" in keeper
    assert "data-grip" not in voter + guest
    assert 'aria-pressed="true"' in voter
    assert "data-vote=" not in guest
    assert f'?next={three[1].get_absolute_url()}"' in guest
    staff, street = page(as_(colleague), "/ideas/"), page(Client(), "/ideas/")
    assert "customers can see this" in staff
    assert "customers can see this" not in street


def test_a_line_that_is_kept_follows_what_it_says(three, open_board, author, colleague, as_):
    client, url, two = as_(colleague), open_board.get_absolute_url(), three[1]
    assert "Quieter fans" in page(client, url)
    actions.edit_idea(two, by=colleague, title="Silent fans", body="")
    actions.set_status(two, by=author, status=status("planned"))
    vote_for(two, by=colleague)
    html = page(client, url)
    assert titles(html)[0] == "Silent fans"
    row = html.split(f'data-entry="{two.pk}"')[1].split("</article>")[0]
    assert 'data-meaning="planned"' in row
    assert '<span data-n="always">3</span>' in row


def test_columns_leave_out_what_has_cooled_down_and_have_it_back_by_the_same_switch(three, open_board, colleague, as_):
    Idea.objects.filter(pk=three[0].pk).update(cooled_at=now())
    client, url = as_(colleague), open_board.get_absolute_url()
    assert titles(page(client, url, view="board")) == ["Quieter fans", "Longer cable"]
    assert titles(page(client, url, view="board", status="all")) == ["Quieter fans", "Wake up sooner", "Longer cable"]
    html = page(client, url, view="board", status="cooled")
    assert titles(html) == ["Wake up sooner"]
    assert '<option value="cooled" selected>' in html
    assert titles(page(client, url, view="board", status="delivered")) == ["Quieter fans", "Longer cable"]


def test_a_feed_of_ideas_calls_what_is_pointed_at_by_its_present_title(idea, open_board, author):
    actions.suggest(open_board, by=author, title="More of it", body=f"Like #{idea.pk}, and more.")
    before = Client().get("/ideas/feed.atom")
    assert f"#{idea.pk} (Wake up sooner (Open))" in before.content.decode()
    actions.set_status(idea, by=author, status=status("planned"))
    assert Client().get("/ideas/feed.atom", headers={"If-None-Match": before["ETag"]}).status_code == 200
