"""Reactions: exact under pressure, the same for every reader, named to those who may read."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from intranet.activity.models import Activity
from intranet.content.actions import hide_entry
from intranet.content.kinds import hydrate
from intranet.content.models import Entry
from intranet.conversation.actions import react
from intranet.conversation.models import Reaction
from tests import factories
from tests.platform.talk import a_comment, a_post, heard_on, last_heard_on
from tests.platform.threads import together

JSON = {"HTTP_ACCEPT": "application/json"}


@pytest.fixture
def post(author, lab):
    return a_post(author, space=lab)


def at(entry, sort: str = "bravi") -> str:
    return reverse("conversation:react", args=[entry.pk, sort])


def test_one_person_may_give_several_sorts_and_each_of_them_once(post, author, colleague):
    assert react(post, by=colleague, sort="bravi")
    assert react(post, by=colleague, sort="idea")
    assert not react(post, by=colleague, sort="bravi")
    react(post, by=author, sort="bravi")

    assert Entry.objects.get(pk=post.pk).reaction_counts == {"bravi": 2, "idea": 1}


def test_what_is_taken_back_is_not_counted(post, colleague):
    react(post, by=colleague, sort="bravi")
    assert react(post, by=colleague, sort="bravi", on=False)
    assert not react(post, by=colleague, sort="bravi", on=False)

    assert Entry.objects.get(pk=post.pk).reaction_counts == {}


def test_there_are_six_sorts_and_no_seventh(post, colleague):
    assert len(Reaction.Sort) == 6
    with pytest.raises(ValidationError):
        react(post, by=colleague, sort="thumbsdown")


def test_the_frame_says_who_gave_what_and_how_many_there_are(post, colleague):
    react(post, by=colleague, sort="smile")

    frame = last_heard_on(post)
    assert frame.event == "conversation.reaction.given"
    assert frame.payload == {
        "on": post.key,
        "actor": colleague.pk,
        "entry": post.pk,
        "counts": {"smile": 1},
        "sort": "smile",
        "person": colleague.pk,
        "given": True,
    }


def test_a_reaction_on_a_comment_is_heard_on_the_root(post, author, colleague):
    comment = a_comment(post, colleague)
    react(comment, by=author, sort="thanks")

    assert last_heard_on(post).payload["entry"] == comment.pk


def test_the_first_reaction_is_news_and_the_second_sort_is_not(post, colleague):
    react(post, by=colleague, sort="smile")
    react(post, by=colleague, sort="idea")

    assert Activity.objects.filter(verb="conversation.reaction.given").count() == 1
    assert len(heard_on(post)) == 2


def test_what_is_hidden_takes_no_reaction(post, author, colleague):
    comment = a_comment(post, colleague)
    hide_entry(comment, by=author, reason="rude")

    with pytest.raises(PermissionDenied):
        react(comment, by=author, sort="bravi")


@pytest.mark.django_db(transaction=True)
def test_two_hundred_presses_at_once_are_counted_exactly(author, colleague, outsider, plaza):
    post = a_post(author, space=plaza)
    people = [author, colleague, outsider]

    def press(number: int):
        entry = Entry.objects.get(pk=post.pk)
        return lambda: [react(entry, by=people[number % 3], sort="bravi", on=step != 1) for step in range(3)]

    # 22 threads, three presses each, three times: 198, and then one each to settle what is on.
    for _round in range(3):
        together(*(press(number) for number in range(22)))
    together(
        *(lambda person=person: react(Entry.objects.get(pk=post.pk), by=person, sort="bravi") for person in people)
    )

    assert Reaction.objects.filter(entry=post).count() == 3
    assert Entry.objects.get(pk=post.pk).reaction_counts == {"bravi": 3}
    given = sum(1 if frame.payload["given"] else -1 for frame in heard_on(post))
    assert given == 3
    counts = [frame.payload["counts"].get("bravi", 0) for frame in heard_on(post)]
    assert counts[-1] == 3
    assert max(counts) <= 3


@pytest.mark.django_db(transaction=True)
def test_one_person_pressing_in_many_windows_gives_one(author, plaza):
    post = a_post(author, space=plaza)

    done = together(*(lambda: react(Entry.objects.get(pk=post.pk), by=author, sort="agree") for _press in range(20)))

    assert sum(done) == 1
    assert Entry.objects.get(pk=post.pk).reaction_counts == {"agree": 1}
    assert len(heard_on(post)) == 1


# --- Over HTTP ----------------------------------------------------------------------------------------


def test_put_gives_and_delete_takes_back(post, colleague, as_):
    client = as_(colleague)

    given = client.put(at(post), **JSON).json()
    assert given == {"entry": post.pk, "counts": {"bravi": 1}, "mine": ["bravi"]}
    assert client.put(at(post), **JSON).json() == given
    assert client.delete(at(post), **JSON).json() == {"entry": post.pk, "counts": {}, "mine": []}


def test_a_plain_form_does_the_same(post, colleague, as_):
    client = as_(colleague)

    assert client.post(at(post)).url == post.get_absolute_url()
    assert Entry.objects.get(pk=post.pk).reaction_counts == {"bravi": 1}
    client.post(at(post), {"_method": "DELETE"})
    assert Entry.objects.get(pk=post.pk).reaction_counts == {}


def test_who_may_not_read_finds_nothing_to_react_to(post, outsider, customer, moderator, admin, deactivated, as_):
    for person in (outsider, customer, moderator, admin):
        assert as_(person).put(at(post)).status_code == 404
        assert as_(person).get(reverse("conversation:reactions", args=[post.pk])).status_code == 404
    assert as_(deactivated).put(at(post)).status_code in (302, 404)
    assert Reaction.objects.count() == 0


def test_a_guest_is_asked_to_sign_in(author, porch, guest, as_):
    public = a_post(author, space=porch)

    assert "/accounts/login/" in as_(guest).put(at(public)).url
    assert "/accounts/login/" in as_(guest).get(reverse("conversation:reactions", args=[public.pk])).url


def test_a_word_that_is_no_reaction_is_not_there(post, colleague, as_):
    assert as_(colleague).put(at(post, "thumbsdown")).status_code == 404


def test_too_many_reactions_at_once_are_refused_in_words(post, colleague, as_):
    client = as_(colleague)
    for _press in range(120):
        client.put(at(post), **JSON)

    answer = client.delete(at(post), **JSON)
    assert answer.status_code == 429
    assert "Try again in" in answer.json()["detail"]
    assert Entry.objects.get(pk=post.pk).reaction_counts == {"bravi": 1}


def test_whoever_reads_it_reads_the_names_a_customer_too(author, customer, other_customer, porch, as_):
    public = a_post(author, space=porch)
    react(public, by=other_customer, sort="thanks")
    react(public, by=customer, sort="bravi")

    url = reverse("conversation:reactions", args=[public.pk])
    part = as_(customer).get(url, HTTP_HX_REQUEST="true").content.decode()
    assert "Emil Gallo" in part
    assert other_customer.email not in part
    assert part.count('aria-pressed="true"') == 1


def test_a_page_of_cards_learns_what_is_mine(post, author, colleague):
    react(post, by=colleague, sort="idea")

    [card] = hydrate([Entry.objects.get(pk=post.pk)], colleague)
    assert card.mine == {"idea"}
    [card] = hydrate([Entry.objects.get(pk=post.pk)], author)
    assert card.mine == set()


def test_the_list_of_names_costs_the_same_for_few_and_many(author, plaza, as_, queries_stay_flat):
    post = a_post(author, space=plaza)
    client = as_(author)
    queries_stay_flat(
        lambda: client.get(reverse("conversation:reactions", args=[post.pk])),
        lambda: react(Entry.objects.get(pk=post.pk), by=factories.a_person(), sort="bravi"),
    )
