"""A card is rendered once for all its readers: nothing of one of them is in it, and no change waits."""

from __future__ import annotations

import re
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse
from django.utils import translation
from django.utils.formats import date_format

from feeds import cards
from feeds.actions import edit_post
from intranet.content.actions import delete_entry, edit_entry, hide_entry, lock_comments, move_entry, undelete_entry
from intranet.content.models import Attachment, Entry
from intranet.conversation.actions import react
from tests.platform.talk import a_comment, a_post

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def empty_shelf():
    for kept in (cards.shelf, cards.pages):
        kept.clear()
    yield
    for kept in (cards.shelf, cards.pages):
        kept.clear()


@pytest.fixture
def rendered(monkeypatch):
    """The numbers of the entries whose cards had to be rendered."""
    seen: list[int] = []
    render = cards._rendered

    def noted(rows, *args, **kwargs):
        seen.extend(row.pk for row in rows)
        return render(rows, *args, **kwargs)

    monkeypatch.setattr(cards, "_rendered", noted)
    return seen


@pytest.fixture
def post(author, lab):
    return a_post(author, space=lab)


def home(client) -> str:
    return client.get(reverse("feeds:home")).content.decode()


def card(client, post) -> str:
    return client.get(reverse("feeds:post-card", args=[post.pk])).content.decode()


def pressed(html: str) -> list[tuple[str, str]]:
    return re.findall(r'data-react="(\w+)" aria-pressed="true"', html)


# --- Once for everybody ------------------------------------------------------------------------------------------


def test_the_second_reader_gets_the_card_of_the_first(post, author, colleague, as_, rendered):
    a_comment(post, colleague)

    assert "The oven is warm" in home(as_(author))
    assert "The oven is warm" in home(as_(colleague))
    assert rendered == [post.pk]


def test_a_page_of_kept_cards_reads_no_words_and_no_people(author, colleague, plaza, as_, queries_stay_flat):
    client = as_(colleague)

    def grow():
        a_comment(a_post(author, space=plaza), author)

    def again():
        home(client)

    queries_stay_flat(again, grow)


def test_no_place_is_left_open(post, colleague, author, porch, guest, as_):
    a_comment(a_post(author, space=porch), author)
    a_comment(post, author)
    for person in (author, colleague, guest):
        html = home(as_(person))
        assert 'data-react="bravi"' in html
        assert cards.__name__ not in html
        assert not re.search(r"<!--[0-9a-f]{24} ", html)


# --- What is one reader's own ----------------------------------------------------------------------------------------


def test_a_reaction_is_pressed_for_whoever_gave_it_alone(post, author, colleague, as_):
    comment = a_comment(post, author)
    react(post, by=colleague, sort="bravi")
    react(comment, by=author, sort="bravi")

    for _round in range(2):
        mine, theirs = card(as_(colleague), post), card(as_(author), post)
        assert len(pressed(mine)) == len(pressed(theirs)) == 1
        assert mine.index('aria-pressed="true"') < mine.index(f'id="entry-{comment.pk}"')
        assert theirs.index('aria-pressed="true"') > theirs.index(f'id="entry-{comment.pk}"')


def test_the_way_to_write_has_ones_own_face_and_a_guest_is_asked_to_sign_in(author, customer, porch, guest, as_):
    public = a_post(author, space=porch)

    seen = {person: card(as_(person), public) for person in (author, customer, guest)}

    for person in (author, customer):
        box = seen[person].split('class="comment-opener"')[1]
        assert f'data-person="{person.pk}"' in box
        assert "Sign in to comment" not in seen[person]
    assert "Sign in to comment" in seen[guest]
    assert "comment-opener" not in seen[guest]
    assert f'data-person="{customer.pk}"' not in seen[author] + seen[guest]


def test_what_only_moderators_still_read_reaches_no_other_reader(author, colleague, plaza, as_, admin):
    post = a_post(author, space=plaza)
    comment = a_comment(post, colleague, "Something rude")
    hide_entry(comment, by=author, reason="Rude")

    # The author keeps order in the space and may read it; whose page comes first must not matter.
    for person in (author, colleague, admin, author):
        assert "Something rude" not in card(as_(person), post)


def test_a_hidden_post_is_never_kept(post, author, colleague, admin, as_):
    assert "The oven is warm" in home(as_(colleague))

    hide_entry(post, by=admin, reason="Not here")

    assert "Hidden by a moderator" in home(as_(author))
    assert "The oven is warm" not in home(as_(colleague))
    assert as_(colleague).get(reverse("feeds:post-card", args=[post.pk])).status_code == 404


def test_who_may_not_read_it_finds_no_kept_card(post, author, outsider, customer, guest, as_):
    assert "The oven is warm" in home(as_(author))

    for person in (outsider, customer, guest):
        assert "The oven is warm" not in home(as_(person))


def test_each_language_and_each_list_has_its_own(post, author, colleague, lab, as_, rendered):
    author.language = "it"
    author.save(update_fields=["language"])

    english, italian = card(as_(colleague), post), card(as_(author), post)
    in_space = as_(colleague).get(reverse("spaces:space", args=[lab.slug])).content.decode()

    # The days of the week are in Django's own catalogue.
    for person, html in ((colleague, english), (author, italian)):
        with translation.override(person.language):
            day = date_format(post.published_at.astimezone(ZoneInfo(person.time_zone)), "l")
        assert f'title="{day} ' in html
    assert rendered == [post.pk] * 3
    assert f'class="in">in <a href="{lab.get_absolute_url()}">' in english
    assert 'class="in">' not in in_space


def test_nobody_can_write_a_place(author, colleague, lab, as_):
    post = a_post(author, "<!--reactions 1 small-->", space=lab)

    assert "<!--reactions" not in card(as_(colleague), post)


# --- No change waits --------------------------------------------------------------------------------------------------


def test_every_change_shows_at_once(post, author, colleague, as_):
    reader = as_(colleague)
    assert "The oven is warm" in card(reader, post)

    comment = a_comment(post, colleague, "I bring the flour")
    assert "I bring the flour" in card(reader, post)
    react(comment, by=author, sort="bravi")
    assert "<span data-n>1</span>" in card(reader, post)
    edit_entry(comment, by=colleague, body="I bring the salt")
    assert "I bring the salt" in card(reader, post)
    delete_entry(comment, by=colleague)
    assert "I bring the salt" not in card(reader, post)
    undelete_entry(comment, by=colleague)
    assert "I bring the salt" in card(reader, post)
    edit_post(post, by=author, body="The oven is hot")
    assert "The oven is hot" in card(reader, post)
    edit_post(post, by=author, body="The oven is hot", link="https://example.com/oven")
    assert "example.com" in card(reader, post)
    lock_comments(post, by=author)
    assert "The comments are closed." in card(reader, post)


def test_a_post_that_is_moved_says_where_it_is(post, author, colleague, plaza, as_):
    assert "Members of this space" in card(as_(colleague), post)

    move_entry(post, by=author, space=plaza, audience=plaza.audience)

    html = card(as_(colleague), post)
    assert plaza.name in html
    assert "Members of this space" not in html


def test_the_author_and_the_space_have_their_present_names(post, author, colleague, lab, as_):
    card(as_(colleague), post)

    author.name, lab.name = "Ada Byron", "The workshop"
    author.save(update_fields=["name"])
    lab.save(update_fields=["name"])

    html = card(as_(colleague), post)
    assert "Ada Byron" in html
    assert "The workshop" in html


def test_those_who_comment_have_their_present_names_when_the_card_has_aged(post, colleague, as_, monkeypatch):
    a_comment(post, colleague)
    card(as_(colleague), post)
    colleague.name = "Benedetto"
    colleague.save(update_fields=["name"])

    later = cards.shelf.clock() + cards.KEPT_SECONDS + 1
    monkeypatch.setattr(cards.shelf, "clock", lambda: later)

    assert "Benedetto" in card(as_(colleague), post)


def test_a_card_with_a_picture_in_preparation_is_not_kept(post, author, colleague, as_, rendered):
    Attachment.objects.create(
        entry=Entry.objects.get(pk=post.pk), uploader=author, name="oven.jpg", size=1, mime="image/jpeg", kind="image"
    )
    for _time in range(2):
        assert "In preparation" in card(as_(colleague), post)
    assert rendered == [post.pk] * 2

    Attachment.objects.update(state="ready")
    assert "In preparation" not in card(as_(colleague), post)


def test_the_shelf_forgets_what_nobody_asked_for_lately(author, colleague, lab, as_, rendered, monkeypatch):
    monkeypatch.setattr(cards.shelf, "most", 1)
    first, second = a_post(author, space=lab), a_post(author, space=lab)

    for post in (first, second, second, first):
        card(as_(colleague), post)

    assert rendered == [first.pk, second.pk, first.pk]


# --- On its own page --------------------------------------------------------------------------------------------------


def page(client, post, **asked) -> str:
    return client.get(post.get_absolute_url(), asked).content.decode()


def test_the_page_of_a_post_is_kept_and_still_ones_own(post, author, colleague, as_):
    comment = a_comment(post, author, "I bring the flour")
    react(comment, by=colleague, sort="bravi")

    for _round in range(2):
        mine, theirs = page(as_(colleague), post), page(as_(author), post)
        assert "I bring the flour" in mine
        assert "I bring the flour" in theirs
        assert (len(pressed(mine)), len(pressed(theirs))) == (1, 0)
        box = mine.split('class="comment-opener"')[1]
        assert f'data-person="{colleague.pk}"' in box
    assert 'post--solo"' in mine
    delete_entry(comment, by=author)
    assert "This comment was deleted." in page(as_(colleague), post)
    assert "I bring the flour" not in page(as_(colleague), post)


def test_hidden_words_on_a_page_are_for_those_who_keep_order(author, colleague, admin, plaza, as_):
    post = a_post(author, space=plaza)
    comment = a_comment(post, colleague, "Something rude")
    page(as_(admin), post)
    hide_entry(comment, by=author, reason="Rude")

    for _round in range(2):
        assert "Something rude" in page(as_(author), post)
        assert "Something rude" in page(as_(colleague), post)
        html = page(as_(admin), post)
        assert "Something rude" not in html
        assert "A moderator has hidden this comment." in html


def test_a_page_is_not_there_for_who_lost_the_space(post, author, colleague, lab, outsider, as_):
    page(as_(colleague), post)
    lab.memberships.filter(person=colleague).delete()

    for person in (colleague, outsider):
        assert as_(person).get(post.get_absolute_url()).status_code == 404


def test_in_an_archived_space_the_page_says_why_one_cannot_write(post, author, colleague, lab, as_):
    assert "comment-opener" in page(as_(colleague), post)
    lab.archived_at = post.published_at
    lab.save(update_fields=["archived_at"])

    assert "comment-opener" not in page(as_(colleague), post)


def test_a_link_to_a_comment_opens_its_page_whatever_is_kept(post, author, colleague, as_):
    made = [a_comment(post, author, f"Number {number}") for number in range(60)]
    newest = page(as_(colleague), post)

    asked = page(as_(colleague), post, comment=made[2].pk)

    assert "Number 2<" in asked
    assert "Number 2<" not in newest
