"""What one may do with an entry, deleting and undoing over HTTP, and finding entries by their tags."""

from __future__ import annotations

import json

import pytest
from django.urls import reverse

from intranet.content import menu
from intranet.content.actions import delete_entry, edit_entry, lock_comments
from intranet.content.models import Entry, Tag
from intranet.conversation.models import Comment
from tests.platform.talk import CANARY, a_comment, a_post
from tests.platform.threads import together

PART = {"HTTP_HX_REQUEST": "true"}


@pytest.fixture
def post(author, lab):
    return a_post(author, space=lab)


def url(name: str, entry) -> str:
    return reverse(f"content:{name}", args=[entry.pk])


def offered(client, entry) -> set[str]:
    html = client.get(url("menu", entry), **PART).content.decode()
    return {item.split('"')[0] for item in html.split('data-act="')[1:]}


# --- The menu ----------------------------------------------------------------------------------------


def test_each_is_offered_what_each_may_do(post, author, colleague, as_):
    assert {"copy", "watch", "edit", "lock", "delete"} <= offered(as_(author), post)
    for_the_other = offered(as_(colleague), post)
    assert {"copy", "watch"} <= for_the_other
    assert not for_the_other & {"edit", "lock", "unlock", "delete"}


def test_the_menu_of_a_comment(post, author, colleague, as_):
    comment = a_comment(post, colleague)
    edit_entry(comment, by=colleague, body="Better")

    assert {"copy", "history", "edit", "delete"} <= offered(as_(colleague), comment)
    moderates = offered(as_(author), comment)
    assert "delete" in moderates
    assert not moderates & {"edit", "lock", "watch"}


def test_closed_comments_can_be_opened_from_the_menu(post, author, as_):
    lock_comments(post, by=author)

    assert "unlock" in offered(as_(author), post)


def test_an_app_above_adds_its_own_line(post, colleague, as_, monkeypatch):
    monkeypatch.setattr(menu, "_sources", [*menu._sources])
    menu.register(lambda entry, viewer: [menu.MenuItem("frame", "Frame it", "image", "/frame/", order=15)])

    html = as_(colleague).get(url("menu", post), **PART).content.decode()
    assert html.index("Copy link") < html.index("Frame it") < html.index("Follow the comments")


def test_a_guest_may_copy_the_link_of_what_is_public(author, porch, guest, as_):
    assert offered(as_(guest), a_post(author, space=porch)) == {"copy"}


def test_who_may_not_read_gets_no_menu(post, outsider, customer, admin, guest, as_):
    for person in (outsider, customer, admin, guest):
        assert as_(person).get(url("menu", post)).status_code == 404


# --- Deleting and undoing ----------------------------------------------------------------------------------------


def test_delete_answers_with_the_tombstone_and_offers_undo(post, author, colleague, as_):
    comment = a_comment(post, colleague, CANARY)
    answer = a_comment(post, author, "Oh", parent=comment)

    gone = as_(colleague).post(url("delete", comment), **PART)

    assert "This comment was deleted." in gone.content.decode()
    assert CANARY not in gone.content.decode()
    assert f'id="entry-{answer.pk}"' in gone.content.decode()
    toast = json.loads(gone["HX-Trigger"])["toast"]
    assert toast == {
        "text": "Comment deleted",
        "undo": {"url": url("undelete", comment), "target": f"#entry-{comment.pk}"},
    }

    back = as_(colleague).post(toast["undo"]["url"], **PART)
    assert CANARY in back.content.decode()
    assert f'id="entry-{answer.pk}"' in back.content.decode()


def test_by_hand_there_is_a_question_first(post, colleague, as_):
    comment, client = a_comment(post, colleague), as_(colleague)

    assert "?" in client.get(url("delete", comment)).content.decode()
    assert Comment.objects.get(pk=comment.pk).is_published
    assert client.post(url("delete", comment)).url == post.get_absolute_url()
    assert Comment.objects.get(pk=comment.pk).is_deleted


def test_a_deleted_post_leaves_its_place_on_the_page(post, author, as_):
    answer = as_(author).post(url("delete", post), **PART)

    assert 'class="tombstone"' in answer.content.decode()
    assert json.loads(answer["HX-Trigger"])["toast"]["text"] == "Post deleted"


def test_strangers_delete_undelete_and_lock_nothing(post, author, colleague, outsider, customer, admin, as_):
    comment = a_comment(post, author)

    for name in ("delete", "lock"):
        for person in (outsider, customer, admin):
            assert as_(person).post(url(name, comment)).status_code == 404
        assert as_(colleague).post(url(name, post)).status_code == 403
    delete_entry(comment, by=author)
    for person in (colleague, outsider, customer, admin):
        assert as_(person).post(url("undelete", comment)).status_code == 404
    assert Comment.objects.get(pk=comment.pk).is_deleted


def test_the_lock_over_http_is_there_and_back(post, author, as_):
    client = as_(author)

    assert client.post(url("lock", post), {"locked": "1"}, **PART).status_code == 204
    assert Entry.objects.get(pk=post.pk).comments_locked
    client.post(url("lock", post), {"locked": ""})
    assert not Entry.objects.get(pk=post.pk).comments_locked


def test_nothing_is_changed_by_looking(post, author, as_):
    for name in ("undelete", "lock"):
        assert as_(author).get(url(name, post)).status_code == 405


# --- Tags ----------------------------------------------------------------------------------------


def tag_page(slug: str) -> str:
    return reverse("content:tag", args=[slug])


def test_a_tag_lists_what_the_reader_may_read(author, colleague, outsider, customer, guest, lab, plaza, porch, as_):
    for space, words in ((lab, "in the lab"), (plaza, "on the plaza"), (porch, "on the porch")):
        a_post(author, f"{words} #Oven", space=space)

    def found(person) -> set[str]:
        html = as_(person).get(tag_page("oven")).content.decode()
        return {words for words in ("in the lab", "on the plaza", "on the porch") if words in html}

    assert found(colleague) == {"in the lab", "on the plaza", "on the porch"}
    assert found(outsider) == {"on the plaza", "on the porch"}
    assert found(customer) == found(guest) == {"on the porch"}


def test_a_tag_of_which_one_may_see_nothing_is_no_tag(author, outsider, guest, lab, as_):
    a_post(author, f"#{CANARY}", space=lab)

    for person in (outsider, guest):
        client = as_(person)
        missing = client.get(tag_page("no-such-tag"), **PART)
        hidden = client.get(tag_page(CANARY), **PART)
        assert missing.status_code == hidden.status_code == 404
        assert hidden.content == missing.content
        assert CANARY not in client.get(reverse("content:tags")).content.decode()
    suggested = as_(outsider).get(reverse("content:suggest-tags"), {"q": CANARY[:4]}).json()
    assert suggested == {"items": []}


def test_the_cloud_counts_what_the_reader_may_read(author, outsider, lab, plaza, as_):
    a_post(author, "#oven", space=lab)
    a_post(author, "#Oven", space=plaza)

    def count(person) -> int:
        [item] = as_(person).get(reverse("content:suggest-tags"), {"q": "ov"}).json()["items"]
        return item["count"]

    assert count(author) == 2
    assert count(outsider) == 1


def test_spelling_makes_no_second_tag_and_accents_do_not_matter_when_typing(author, plaza, as_):
    for words in ("#Città", "#CITTÀ", "#città"):
        a_post(author, words, space=plaza)

    assert [(tag.name, tag.slug) for tag in Tag.objects.all()] == [("Città", "città")]
    items = as_(author).get(reverse("content:suggest-tags"), {"q": "#citta"}).json()["items"]
    assert [item["name"] for item in items] == ["Città"]
    assert as_(author).get(tag_page("Città")).status_code == 200


def test_a_tag_that_is_edited_out_is_gone(author, plaza, as_):
    post = a_post(author, "#oven", space=plaza)
    edit_entry(post, by=author, body="no more")

    assert as_(author).get(tag_page("oven")).status_code == 404


def test_a_tag_goes_on_over_several_pages(author, plaza, as_):
    for number in range(23):
        a_post(author, f"number {number:02} #oven", space=plaza)
    first = as_(author).get(tag_page("oven"))
    second = as_(author).get(tag_page("oven"), {"cursor": first.context["next"]}, **PART)

    assert [entry.body for entry in first.context["entries"]][-1].startswith("number 03")
    assert [entry.body[:9] for entry in second.context["entries"]] == ["number 02", "number 01", "number 00"]
    assert as_(author).get(tag_page("oven"), {"cursor": "made-up"}).status_code == 400


def test_the_tag_page_costs_the_same_for_few_and_many(author, colleague, plaza, as_, queries_stay_flat):
    client = as_(author)

    def grow():
        a_comment(a_post(author, "#oven", space=plaza), colleague)

    queries_stay_flat(lambda: client.get(tag_page("oven")), grow)
    queries_stay_flat(lambda: client.get(reverse("content:tags")), grow)


@pytest.mark.django_db(transaction=True)
def test_a_new_tag_in_many_hands_at_once_is_one(author, plaza):
    together(*(lambda: a_post(author, "#brandnew", space=plaza) for _hand in range(12)))

    assert Tag.objects.filter(slug="brandnew").count() == 1
    assert Entry.objects.filter(tags__slug="brandnew").count() == 12


def test_what_leads_elsewhere_is_not_put_in_the_place_of_the_entry(post, colleague, as_, monkeypatch):
    monkeypatch.setattr(menu, "_sources", [])
    menu.register(lambda entry, viewer: [menu.MenuItem("away", "Away", "move", "/away/", how="send")])
    menu.register(lambda entry, viewer: [menu.MenuItem("here", "Here", "move", "/here/", how="post")])

    html = as_(colleague).get(url("menu", post), **PART).content.decode()
    assert 'action="/away/"' in html
    assert 'hx-post="/away/"' not in html
    assert 'hx-post="/here/"' in html
