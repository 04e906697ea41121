"""Comments over HTTP: read a page at a time, written without losing a word, edited in their place."""

from __future__ import annotations

import re
import uuid

import pytest
from django.urls import reverse

from intranet.content.actions import delete_entry, edit_entry, lock_comments
from intranet.content.models import Entry
from intranet.conversation.actions import react
from intranet.conversation.discussion import page_in_order
from intranet.conversation.models import Comment
from intranet.conversation.preview import attach_previews, cards
from tests.platform.talk import CANARY, a_comment, a_post

pytestmark = pytest.mark.django_db
PART = {"HTTP_HX_REQUEST": "true"}


@pytest.fixture
def post(author, lab):
    return a_post(author, space=lab)


def comments_of(entry) -> str:
    return reverse("conversation:comments", args=[entry.pk])


def edit_of(comment) -> str:
    return reverse("conversation:edit", args=[comment.pk])


def numbers_in(html: str) -> list[int]:
    return [int(pk) for pk in re.findall(r'<article class="comment[^"]*" id="entry-(\d+)"', html)]


# --- Reading ----------------------------------------------------------------------------------------


def test_replies_stand_under_what_they_answer(post, author, colleague, as_):
    top = a_comment(post, colleague)
    other = a_comment(post, colleague)
    reply = a_comment(post, author, parent=top)

    html = as_(author).get(comments_of(post), **PART).content.decode()

    assert numbers_in(html) == [top.pk, reply.pk, other.pk]
    under_top = html.split(f'data-replies="{top.pk}"')[1].split(f'data-replies="{other.pk}"')[0]
    assert f'id="entry-{reply.pk}"' in under_top


def test_a_long_discussion_comes_a_page_at_a_time_without_gap_or_repetition(post, colleague, as_):
    made = [a_comment(post, colleague).pk for _number in range(95)]
    client = as_(colleague)
    seen: list[int] = []
    url = comments_of(post)
    while url:
        html = client.get(url, **PART).content.decode()
        # Somebody writes while we read: nothing is pushed onto the next page.
        a_comment(post, colleague)
        seen = numbers_in(html) + seen
        earlier = re.search(r'href="([^"]*\?before=\d+)"', html)
        url = earlier[1] if earlier else None

    assert seen == made


def test_what_most_reacted_to_stands_first_with_its_answers_and_equals_as_they_were_said(post, author, colleague, as_):
    plain, better, best = (a_comment(post, colleague) for _number in range(3))
    reply = a_comment(post, author, parent=plain)
    for person, comment, sort in ((author, better, "bravi"), (author, best, "bravi"), (author, best, "thanks")):
        react(comment, by=person, sort=sort, on=True)
    asked = {order: as_(author).get(comments_of(post), {"by": order}, **PART) for order in ("best", "oldest", "newest")}
    assert {order: numbers_in(answer.content.decode()) for order, answer in asked.items()} == {
        "best": [best.pk, better.pk, plain.pk, reply.pk],
        "oldest": [plain.pk, reply.pk, better.pk, best.pk],
        "newest": [best.pk, better.pk, plain.pk, reply.pk],
    }


def test_an_order_of_its_own_comes_in_pages_with_numbers(post, colleague, as_, monkeypatch):
    monkeypatch.setattr(page_in_order, "__kwdefaults__", {"size": 2})
    made = [a_comment(post, colleague).pk for _number in range(5)]
    client, url, seen = as_(colleague), f"{comments_of(post)}?by=best", []
    while url:
        html = client.get(url, **PART).content.decode()
        seen += numbers_in(html)
        later = re.search(r'href="([^"]*\?by=best&amp;page=\d+)"', html)
        url = later[1].replace("&amp;", "&") if later else None
    assert seen == made


def test_it_says_how_many_came_before(post, colleague, as_):
    for _number in range(45):
        a_comment(post, colleague)

    assert "Show 5 earlier comments" in as_(colleague).get(comments_of(post)).content.decode()


def test_a_link_to_an_old_comment_opens_the_page_on_which_it_stands(post, colleague, as_):
    made = [a_comment(post, colleague).pk for _number in range(100)]
    url = Comment.objects.get(pk=made[20]).get_absolute_url()
    assert f"comment={made[20]}#entry-{made[20]}" in url

    html = as_(colleague).get(comments_of(post), {"comment": made[20]}).content.decode()

    assert numbers_in(html) == made[12:52]
    assert f"?before={made[12]}" in html
    assert f"?after={made[51]}" in html
    later = as_(colleague).get(comments_of(post), {"after": made[51]}, **PART).content.decode()
    assert numbers_in(later) == made[52:92]


def test_a_reply_whose_comment_is_on_another_page_says_so(post, author, colleague, as_):
    top = a_comment(post, colleague)
    for _number in range(40):
        a_comment(post, colleague)
    reply = a_comment(post, author, parent=top)

    html = as_(author).get(comments_of(post), **PART).content.decode()

    assert "In reply to an earlier comment" in html
    assert numbers_in(html)[-1] == reply.pk


def test_a_number_that_is_none_is_not_understood(post, colleague, as_):
    for asked in ({"before": "x"}, {"after": "-1"}, {"comment": "9" * 30}, {"before": "²"}):
        assert as_(colleague).get(comments_of(post), asked).status_code == 400, asked


def test_who_may_not_read_the_root_reads_no_comment(post, author, outsider, customer, moderator, admin, guest, as_):
    comment = a_comment(post, author, CANARY)
    nothing = as_(outsider).get(reverse("conversation:comments", args=[10**9]), **PART).content

    for person in (outsider, customer, moderator, admin, guest):
        client = as_(person)
        for url in (comments_of(post), reverse("conversation:comment", args=[comment.pk]), comment.address):
            answer = client.get(url, **PART)
            assert answer.status_code == 404
            assert answer.content == nothing


def test_a_guest_reads_what_is_public_and_is_offered_to_sign_in(author, customer, porch, guest, as_):
    public = a_post(author, space=porch)
    a_comment(public, customer, "From outside")

    html = as_(guest).get(comments_of(public)).content.decode()

    assert "From outside" in html
    assert "Sign in to comment" in html
    assert "<text-composer" not in html


def test_the_permalink_of_a_comment_leads_to_its_place(post, colleague, as_):
    comment = a_comment(post, colleague)

    assert as_(colleague).get(comment.address).url == comment.get_absolute_url()
    assert as_(colleague).get(post.address).url == post.get_absolute_url()


def test_comments_cost_the_same_for_few_and_many(post, author, colleague, as_, queries_stay_flat):
    client = as_(colleague)

    def grow():
        top = a_comment(post, colleague)
        react(a_comment(post, author, parent=top), by=colleague, sort="bravi")

    queries_stay_flat(lambda: client.get(comments_of(post)), grow)
    queries_stay_flat(lambda: client.get(comments_of(post), **PART), grow)


# --- Under cards ----------------------------------------------------------------------------------------


def test_a_card_shows_the_newest_three_and_how_many_there_are(post, colleague):
    made = [a_comment(post, colleague).pk for _number in range(7)]
    delete_entry(Comment.objects.get(pk=made[5]), by=colleague)

    [card] = cards([Entry.objects.get(pk=post.pk)], colleague)

    assert [comment.pk for comment in card.preview.comments] == [made[3], made[4], made[6]]
    assert (card.preview.earlier, card.preview.earlier_count) == (made[3], 3)
    assert card.preview.since == 8


def test_cards_cost_the_same_for_few_and_many(author, colleague, plaza, queries_stay_flat):
    def grow():
        post = a_post(author, space=plaza)
        for _number in range(4):
            a_comment(post, colleague)

    for way in (cards, attach_previews):
        queries_stay_flat(lambda way=way: way(list(Entry.objects.visible_to(colleague).in_feed()), colleague), grow)


def test_a_guest_gets_cards_without_a_stream(author, customer, porch, guest):
    public = a_post(author, space=porch)
    a_comment(public, customer)

    [card] = cards([Entry.objects.get(pk=public.pk)], guest)

    assert len(card.preview.comments) == 1
    assert card.preview.since == 0


def test_previews_of_entries_that_were_read_earlier_are_up_to_date(post, colleague):
    read_earlier = Entry.objects.get(pk=post.pk)
    a_comment(post, colleague)

    attach_previews([read_earlier], colleague)

    assert read_earlier.comments_count == len(read_earlier.preview.comments) == read_earlier.preview.since == 1


# --- Writing ----------------------------------------------------------------------------------------


def test_a_script_gets_the_comment_and_a_plain_form_is_led_to_it(post, colleague, as_):
    client = as_(colleague)

    part = client.post(comments_of(post), {"body": "One", "client_id": str(uuid.uuid4())}, **PART)
    assert part.status_code == 201
    assert numbers_in(part.content.decode()) == [Comment.objects.get(body="One").pk]

    plain = client.post(comments_of(post), {"body": "Two"})
    assert plain.url == Comment.objects.get(body="Two").get_absolute_url()


def test_a_double_press_is_answered_twice_and_done_once(post, colleague, as_):
    client, sent = as_(colleague), {"body": "Once", "client_id": str(uuid.uuid4())}

    first, second = (client.post(comments_of(post), sent, **PART) for _press in range(2))

    assert first.status_code == second.status_code == 201
    assert numbers_in(first.content.decode()) == numbers_in(second.content.decode())
    assert Comment.objects.count() == 1


def test_a_refused_comment_comes_back_with_what_was_typed(post, author, colleague, as_):
    client, typed = as_(colleague), "A long and <careful> thought"
    lock_comments(post, by=author)

    for more in ({}, PART):
        answer = client.post(comments_of(post), {"body": typed}, **more)
        assert answer.status_code == 403
        assert "A long and &lt;careful&gt; thought" in answer.content.decode()
        assert "The comments are closed." in answer.content.decode()

    lock_comments(post, by=author, locked=False)
    too_long = client.post(comments_of(post), {"body": typed + "x" * 60_000}, **PART)
    assert too_long.status_code == 422
    assert "A long and &lt;careful&gt; thought" in too_long.content.decode()


def test_a_comment_without_words_is_asked_for_some(post, colleague, as_):
    answer = as_(colleague).post(comments_of(post), {"body": "  "}, **PART)

    assert answer.status_code == 422
    assert "Write something first." in answer.content.decode()


def test_too_many_comments_in_a_minute_wait_with_their_words(post, colleague, as_):
    client = as_(colleague)
    for number in range(30):
        assert client.post(comments_of(post), {"body": f"Number {number}"}, **PART).status_code == 201

    answer = client.post(comments_of(post), {"body": "One too many"}, **PART)

    assert answer.status_code == 429
    assert "One too many" in answer.content.decode()
    assert "Try again in" in answer.content.decode()
    assert Comment.objects.count() == 30


def test_who_may_not_read_writes_nothing(post, outsider, customer, moderator, admin, deactivated, guest, as_):
    for person in (outsider, customer, moderator, admin):
        assert as_(person).post(comments_of(post), {"body": "Hello"}).status_code == 404
    for person in (deactivated, guest):
        assert as_(person).post(comments_of(post), {"body": "Hello"}).status_code in (302, 404)

    assert Comment.objects.count() == 0


def test_one_of_two_numbers_is_not_enough(post, author, colleague, outsider, vault, as_):
    """A reply names a root and a comment: a foreign comment is not there, whichever root it is sent with."""
    secret = a_comment(a_post(author, space=vault), author, CANARY)
    elsewhere = a_comment(a_post(author, space=post.space), author)

    for parent in (secret.pk, elsewhere.pk, post.pk, 10**9):
        answer = as_(colleague).post(comments_of(post), {"body": "Hello", "parent": parent})
        assert answer.status_code == 404
    assert Comment.objects.filter(author=colleague).count() == 0


def test_a_person_sets_nothing_but_words_place_and_files(post, colleague, as_):
    """Every column of the model sent along changes nothing."""
    columns = [field.attname for field in Comment._meta.concrete_fields]
    typed = dict.fromkeys(columns, "public") | {"body": "Plain", "parent": "", "client_id": ""}

    assert as_(colleague).post(comments_of(post), typed, **PART).status_code == 201

    comment = Comment.objects.get(body="Plain")
    assert (comment.audience, comment.author, comment.state) == (post.audience, colleague, "published")
    assert comment.reaction_counts == {}
    assert comment.comments_locked is False


def test_the_box_is_fetched_with_the_right_to_write_or_says_why_not(post, author, colleague, as_):
    url = reverse("conversation:comment-form", args=[post.pk])
    reply_to = a_comment(post, author)

    assert f'key="comment:{post.pk}"' in as_(colleague).get(url, **PART).content.decode()
    answering = as_(colleague).get(url, {"parent": reply_to.pk}, **PART).content.decode()
    assert f"target=\"[data-replies='{reply_to.pk}']\"" in answering
    lock_comments(post, by=author)
    assert as_(colleague).get(url, **PART).status_code == 403


# --- Editing ----------------------------------------------------------------------------------------


def test_one_edits_the_own_comment_in_its_place(post, colleague, as_):
    comment, client = a_comment(post, colleague, "Frist"), as_(colleague)

    form = client.get(edit_of(comment), **PART).content.decode()
    assert 'name="based_on" value="0"' in form

    saved = client.post(edit_of(comment), {"body": "First", "based_on": 0}, **PART)
    assert saved.status_code == 200
    assert "First" in saved.content.decode()
    assert "edited" in saved.content.decode()


def test_two_windows_that_edit_the_same_comment_lose_nothing(post, colleague, as_):
    comment, client = a_comment(post, colleague, "One"), as_(colleague)
    client.post(edit_of(comment), {"body": "From the first window", "based_on": 0})

    conflict = client.post(edit_of(comment), {"body": "From the second window", "based_on": 0}, **PART)

    html = conflict.content.decode()
    assert conflict.status_code == 422
    assert "From the first window" in html
    assert "From the second window" in html
    assert 'name="based_on" value="1"' in html
    assert Comment.objects.get(pk=comment.pk).body == "From the first window"

    again = client.post(edit_of(comment), {"body": "Both", "based_on": 1}, **PART)
    assert again.status_code == 200
    assert [revision.body for revision in comment.revisions.all()] == ["From the first window", "One"]


def test_an_edit_that_is_refused_keeps_the_words(post, colleague, as_):
    comment = a_comment(post, colleague)

    answer = as_(colleague).post(edit_of(comment), {"body": "y" * 60_000, "based_on": 0}, **PART)

    assert answer.status_code == 422
    assert "yyyyyy" in answer.content.decode()


def test_only_its_author_finds_the_form(post, author, colleague, outsider, as_):
    comment = a_comment(post, colleague)

    assert as_(author).get(edit_of(comment)).status_code == 403
    assert as_(author).post(edit_of(comment), {"body": "x", "based_on": 0}).status_code == 403
    assert as_(outsider).get(edit_of(comment)).status_code == 404
    assert as_(outsider).post(edit_of(comment), {"body": "x", "based_on": 0}).status_code == 404


def test_the_edited_comment_is_marked_for_everybody_and_leads_to_its_history(post, author, colleague, as_):
    comment = a_comment(post, colleague)
    edit_entry(comment, by=colleague, body="Other words")

    html = as_(author).get(comments_of(post)).content.decode()
    assert reverse("content:history", args=[comment.pk]) in html
