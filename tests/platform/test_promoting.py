"""One thing made of another: what goes along, who is credited, and what its readers learn of where it comes from."""

from __future__ import annotations

import re
import uuid

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import RequestFactory

from chat import actions as chat
from feeds.actions import publish_post
from forum import actions as forum
from forum.actions import centre
from ideas import actions as ideas
from ideas.models import Board, Idea, Status, Step
from intranet.content import actions as content
from intranet.content.credits import contributors_of
from intranet.content.models import Credit, Entry, Link
from intranet.conversation.actions import add_comment
from intranet.conversation.notes.actions import add_note
from intranet.flows.promoting.actions import promote
from intranet.flows.promoting.policies import can_promote
from intranet.flows.promoting.targets import TARGETS
from intranet.flows.roads import roads_of
from intranet.realtime.models import Frame
from intranet.spaces.audiences import forget
from tests.forum.centre_world import a_desk, a_thread

SECRET = "Marzipan"


@pytest.fixture
def board(porch, author) -> Board:
    return ideas.make_board(porch, by=author, name="Wishes")


@pytest.fixture
def category(porch, author):
    return forum.make_category(porch, by=author, name="Terminals")


@pytest.fixture
def inside(lab, author):
    """Ada's post in the lab, which only the lab reads, and what Ben says to it."""
    post = publish_post(by=author, space=lab, title=f"{SECRET} plan", body=f"We call it {SECRET}.")
    add_comment(post, by=author, body="And it is cold.")
    return post


def make(sources, to, place, by, **more):
    target = TARGETS[to]
    more.setdefault("title", "Wake up sooner")
    return promote(sources, by=by, target=target, spot=target.spot(by, place), **more)


def roads(entry, person):
    request = RequestFactory().get("/")
    request.user = person
    return roads_of(request, entry)


def planned(idea, by):
    ideas.set_status(idea, by=by, status=Status.objects.filter(meaning="planned").first())
    return Idea.objects.get(pk=idea.pk)


def chat_with(room, person, *texts):
    return [chat.send_message(room, by=person, body=text) for text in texts]


def test_nothing_goes_along_that_was_not_chosen(inside, board, author):
    idea = make([inside], "idea", f"board_{board.pk}", author, words="They sleep too long.")
    assert (idea.title, idea.body) == ("Wake up sooner", "They sleep too long.")
    assert not Credit.objects.filter(entry=idea.pk).exists()
    assert Link.objects.filter(source=inside.pk, target=idea.pk, relation="promoted_to").exists()


def test_what_is_chosen_is_quoted_and_credited_as_its_author_wishes(board, category, customer, author, guest):
    topic = forum.ask(category, by=customer, title="Slow", body="Four seconds in the cold, says @dora.")
    content.choose_credit(by=customer, form="name")
    idea = make([topic], "idea", f"board_{board.pk}", author, keep=[topic])
    assert idea.body == "> Four seconds in the cold, says […]."
    assert [one.label for one in contributors_of(idea).named] == ["Dora Neri"]
    assert content.withdraw_credit(idea, by=customer)
    assert not roads(idea, guest)["contributors"]


def test_credit_goes_on_along_the_whole_road(board, category, customer, author):
    content.choose_credit(by=customer, form="company")
    first = ideas.suggest(board, by=customer, title="Sooner", body="Four seconds.")
    topic = make([first], "question", f"category_{category.pk}", author, keep=[first])
    again = make([topic], "idea", f"board_{board.pk}", author, keep=[topic], title="And again")
    assert [one.label for one in contributors_of(again).named] == ["Ada Bianchi", "Acme"]


def test_the_journey_shows_what_its_reader_may_read_and_says_how_much_more_there_is(inside, board, author, guest):
    idea = make([inside], "idea", f"board_{board.pk}", author)
    assert roads(idea, author)["private"] == 0
    assert SECRET in str(roads(idea, author)["steps"])
    shown = roads(idea, guest)
    assert (shown["steps"], shown["private"]) == ([], 1)


def test_a_source_that_was_deleted_is_said_to_be_removed_and_the_rest_stays(inside, board, author, guest):
    idea = make([inside], "idea", f"board_{board.pk}", author, words="Ours.")
    content.delete_entry(inside, by=author)
    assert roads(idea, guest)["gone"] == 1
    assert Idea.objects.visible_to(guest).get(pk=idea.pk).body == "Ours."


def test_the_source_says_what_it_became_with_its_state_to_those_who_may_read_that(lab, inside, author, outsider):
    board = ideas.make_board(lab, by=author, name="Lab ideas")
    post = publish_post(by=author, body="Open to all.", audience="org")
    idea = make([post], "idea", f"board_{board.pk}", author)
    assert "Wake up sooner" in str(roads(post, author)["became"])
    assert str(idea.status.label) in str(roads(post, author)["became"])
    assert roads(post, outsider) is None
    told = Frame.objects.get(stream=post.root_key, event="flows.entry.became").payload
    assert (told["of"], told["became"]) == ([post.pk], idea.pk)
    assert "Wake" not in str(told)


def test_messages_become_one_thing_in_the_order_in_which_they_were_said(board, author, colleague):
    room = chat.open_room(by=author, name="Bench", people=[colleague])
    said = [*chat_with(room, author, f"{SECRET} one"), *chat_with(room, colleague, "Two", "Three")]
    idea = make(said, "idea", f"board_{board.pk}", author, keep=said[1:])
    assert idea.body == "> Two\n\n> Three"
    assert len(roads(idea, author)["steps"]) == 1
    assert [roads(message, author) is not None for message in said] == [True] * 3
    assert set(Credit.objects.filter(entry=idea.pk).values_list("person", flat=True)) == {colleague.pk}


def test_a_task_is_a_step_of_an_idea_and_is_made_once(inside, board, author):
    idea = planned(ideas.suggest(board, by=author, title="Sooner"), author)
    make([inside], "task", f"idea_{idea.pk}", author, title="Measure it")
    assert [step.text for step in Step.objects.filter(idea=idea)] == ["Measure it"]
    with pytest.raises(ValidationError):
        make([inside], "task", f"idea_{idea.pk}", author, title="Measure it")


def test_a_refusal_of_the_place_it_goes_to_is_a_sentence_and_keeps_what_was_typed(inside, board, author, as_):
    idea = planned(ideas.suggest(board, by=author, title="Sooner"), author)
    sent = {"place": f"idea_{idea.pk}", "title": "Measure it"}
    assert as_(author).post(f"/promote/?from={inside.pk}&to=task", sent).status_code == 302
    answer = as_(author).post(f"/promote/?from={inside.pk}&to=task", sent | {"title": "And again"})
    assert answer.status_code == 422
    assert "part of it already" in answer.content.decode()
    assert "And again" in answer.content.decode()


def test_pressing_twice_makes_one(inside, board, author):
    key = "7f8c3c1e-34b7-4f0c-8d8c-2f5f0c7f1f11"
    first = make([inside], "idea", f"board_{board.pk}", author, client_id=key)
    assert make([inside], "idea", f"board_{board.pk}", author, client_id=key).pk == first.pk
    assert Link.objects.filter(source=inside.pk).count() == 1


@pytest.mark.parametrize("who", ["customer", "outsider", "other_customer"])
def test_who_may_not_read_it_or_does_not_work_here_makes_nothing_of_it(who, inside, board, request, as_):
    person = request.getfixturevalue(who)
    with pytest.raises(PermissionDenied):
        make([inside], "idea", f"board_{board.pk}", person)
    answer = as_(person).get(f"/promote/?from={inside.pk}")
    assert answer.status_code == 404
    assert SECRET not in answer.content.decode()


def test_the_page_ticks_nothing_and_names_nothing_where_more_people_will_read(inside, board, author, as_):
    page = as_(author).get(f"/promote/?from={inside.pk}&to=idea").content.decode()
    assert "Not everybody who will read it there" in page
    assert 'value="Marzipan plan"' not in page
    assert not re.search(r'name="keep"[^>]*checked', page)


def test_a_place_with_other_readers_is_asked_about_once_more_and_the_words_stay(lab, porch, inside, board, author, as_):
    within = ideas.make_board(lab, by=author, name="Lab ideas")
    address = f"/promote/?from={inside.pk}&to=idea&place=board_{within.pk}"
    page = as_(author).get(address).content.decode()
    assert re.search(r'name="keep"[^>]*checked', page)
    sent = {"place": f"board_{board.pk}", "title": "Sooner", "words": "My own", "keep": [str(inside.pk)]}
    answer = as_(author).post(address, sent | {"shown": within.audience})
    assert answer.status_code == 422
    assert "My own" in answer.content.decode()
    assert not Idea.objects.filter(title="Sooner").exists()
    assert not re.search(r'name="keep"[^>]*checked', answer.content.decode())
    assert as_(author).post(address, sent | {"shown": board.audience}).status_code == 302
    assert SECRET in Idea.objects.get(title="Sooner").body


def test_a_refusal_keeps_what_was_typed(inside, board, author, as_):
    sent = {"place": f"board_{board.pk}", "title": "", "words": "My own words", "shown": board.audience}
    answer = as_(author).post(f"/promote/?from={inside.pk}&to=idea", sent)
    assert answer.status_code == 422
    assert "My own words" in answer.content.decode()


def test_programs_do_the_same(inside, board, author, as_):
    places = as_(author).get("/api/v1/promote/idea/places").json()
    assert f"board_{board.pk}" in [one["place"] for one in places]
    asked = {"to": "idea", "place": f"board_{board.pk}", "title": "Sooner"}
    answer = as_(author).post(f"/api/v1/entries/{inside.pk}/promote", asked, content_type="application/json")
    assert answer.status_code == 201
    assert Idea.objects.get(pk=answer.json()["id"]).body == ""


def test_the_roads_of_an_entry_cost_the_same_however_many_there_are(inside, board, author, queries_stay_flat):
    idea = planned(ideas.suggest(board, by=author, title="Sooner", body="Hm."), author)

    def grow():
        post = publish_post(by=author, body=f"See #{idea.pk}.", audience="org")
        make([post], "task", f"idea_{idea.pk}", author, title="Measure it")
        make([idea], "idea", f"board_{board.pk}", author, title=f"After {post.pk}")

    queries_stay_flat(lambda: roads(idea, author), grow, times=3)


def test_a_private_thread_and_what_is_said_in_it_become_nothing_else(lab, porch, author, customer, board, category):
    """Not even for those who answer it and read every word: the customer's consent is to the words themselves."""
    a_desk(lab, author)
    thread = a_thread(customer)
    forget(author)
    said = [thread, centre.reply(thread, by=author, body="We look."), add_note(thread, by=author, body="Again.")]
    places = {"idea": f"board_{board.pk}", "question": f"category_{category.pk}"}
    for one in said:
        entry = Entry.objects.select_related("root").get(pk=one.entry_id)
        assert not can_promote(author, entry)
        for to, place in places.items():
            with pytest.raises(PermissionDenied, match="consent"):
                make([one], to, place, author, keep=[one])
    assert not Link.objects.filter(relation="promoted_to").exists()
    assert not Idea.objects.exists()


# --- Taken into a private thread --------------------------------------------------------------------------------------


@pytest.fixture
def thread(lab, author, customer):
    """What Acme asked the desk of the lab, which Ada and Ben answer."""
    a_desk(lab, author)
    return a_thread(customer)


@pytest.fixture
def talk(author, colleague):
    room = chat.open_room(by=author, name="Corridor", people=[colleague])
    return [
        chat.send_message(room, by=author, body=f"The {SECRET} board again."),
        chat.send_message(room, by=colleague, body="Version 4.1 had it, too."),
    ]


def test_a_talk_of_the_house_is_taken_into_a_private_thread_as_a_note_that_no_customer_reads(
    thread, talk, author, colleague, outsider, customer, as_
):
    note = make(talk, "note", f"thread_{thread.pk}", author, title="Seen before", keep=talk[1:])
    assert note.root_id == thread.pk
    assert note.body.startswith("**Seen before**")
    assert f"[[#{talk[1].pk}|{colleague.name}]]:\n\n> Version 4.1 had it, too." in note.body
    assert SECRET not in note.body
    assert not Credit.objects.filter(entry=note.pk).exists()
    address = thread.get_absolute_url()
    assert "Version 4.1 had it" in as_(colleague).get(address).text
    told = as_(customer).get(address)
    assert told.status_code == 200
    assert "Version 4.1" not in told.text
    assert "Seen before" not in told.text
    assert not Entry.objects.visible_to(outsider).filter(pk=note.pk).exists()


def test_only_who_answers_a_thread_takes_something_into_it(thread, talk, author, outsider, as_):
    target = TARGETS["note"]
    assert [label for _team, rows in target.places(author) for _key, label in rows] == [
        f"{thread.company.name}: {thread.title}"
    ]
    assert list(target.places(outsider)) == []
    assert target.spot(outsider, f"thread_{thread.pk}") is None
    page = as_(author).get(f"/promote/?to=note&from={talk[0].pk}")
    assert b"The customer reads nothing of it" in page.content
    # Of a closed room nothing is ticked beforehand: others read the notes of that thread.
    assert b"checked" not in page.content


def test_what_was_pressed_twice_is_one_note(thread, talk, author):
    key = uuid.uuid4()
    first = make(talk, "note", f"thread_{thread.pk}", author, client_id=key)
    assert make(talk, "note", f"thread_{thread.pk}", author, client_id=key).pk == first.pk
