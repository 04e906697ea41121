"""The tree: what each reader is shown of it, and putting pages elsewhere."""

from __future__ import annotations

import json

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from intranet.content.actions import hide_entry
from intranet.realtime.models import Frame
from intranet.spaces.circles import circle_of
from tests import factories
from wiki import actions
from wiki.models import Page
from wiki.tree import nodes

PART = {"HX-Request": "true"}


def few(author, board):
    """Those of one small space, as chosen readers."""
    return circle_of([board], made_by=author)


def titles(level) -> list[str]:
    return [node.title for node in level]


def shown(space, viewer, **asked) -> nodes.Branches:
    return nodes.branches(space, type(viewer).objects.get(pk=viewer.pk), **asked)


def fresh(page: Page) -> Page:
    return Page.objects.select_related("space").get(pk=page.pk)


# --- What is shown ---------------------------------------------------------------------------------------------------
def test_the_way_to_a_page_is_open_and_the_rest_is_closed(handbook, wiki, author, colleague):
    other = actions.create_page(wiki, by=author, title="Machines")
    actions.create_page(wiki, by=author, title="Lathe", parent=other)
    tree = shown(wiki, colleague, at=fresh(handbook["travel"]))
    assert titles(tree.under(None)) == ["Handbook", "Machines"]
    assert titles(tree.under(handbook["handbook"].pk)) == ["Holidays", "Travel"]
    assert titles(tree.under(handbook["travel"].pk)) == ["Trains"]
    assert tree.under(other.pk) == ()
    assert tree.by_id[other.pk].has_children
    assert titles(tree.line_to(handbook["travel"].pk)) == ["Handbook"]


def test_what_may_be_read_under_a_hidden_page_stands_where_that_would_stand(handbook, wiki, author, colleague):
    circle_of_one = factories.a_space("Board", owner=author, visibility="closed")
    actions.set_reading(handbook["travel"], by=author, reads=Page.Reads.CHOSEN, circle=few(author, circle_of_one))
    actions.set_reading(handbook["trains"], by=author, reads=Page.Reads.SPACE)
    tree = shown(wiki, colleague, at=fresh(handbook["trains"]))
    assert titles(tree.under(handbook["handbook"].pk)) == ["Holidays", "Trains"]
    assert titles(tree.line_to(handbook["trains"].pk)) == ["Handbook"]
    assert titles(shown(wiki, author, at=fresh(handbook["travel"])).under(handbook["handbook"].pk)) == [
        "Holidays",
        "Travel",
    ]


def test_a_page_with_nothing_but_hidden_pages_under_it_has_nothing_to_open(handbook, wiki, author, colleague):
    board = factories.a_space("Board", owner=author, visibility="closed")
    actions.set_reading(handbook["trains"], by=author, reads=Page.Reads.CHOSEN, circle=few(author, board))
    tree = shown(wiki, colleague, opened=[handbook["handbook"].pk])
    assert not tree.by_id[handbook["travel"].pk].has_children
    mine = shown(wiki, author, opened=[handbook["handbook"].pk])
    assert mine.by_id[handbook["travel"].pk].has_children


def test_a_page_that_a_moderator_hid_is_not_there_and_what_is_under_it_is(handbook, wiki, author, colleague, outsider):
    hide_entry(handbook["travel"], by=author, reason="wrong")
    tree = shown(wiki, colleague, opened=[handbook["handbook"].pk])
    assert titles(tree.under(handbook["handbook"].pk)) == ["Holidays", "Trains"]
    assert shown(wiki, outsider).under(None) == ()


def test_a_level_is_cut_and_goes_on_when_it_is_asked_to(wiki, author, colleague, as_, monkeypatch):
    monkeypatch.setattr(nodes, "MOST_AT_ONCE", 3)
    made = [actions.create_page(wiki, by=author, title=f"Page {number}") for number in range(5)]
    first, more = nodes.children_of(wiki, colleague, None)
    assert (titles(first), more) == (["Page 0", "Page 1", "Page 2"], True)
    rest, more = nodes.children_of(wiki, colleague, None, after=made[2].pk)
    assert (titles(rest), more) == (["Page 3", "Page 4"], False)
    html = as_(colleague).get(reverse("wiki:tree", args=[wiki.slug]), {"under": ""}, headers=PART).content.decode()
    assert f"after={made[2].pk}" in html


def test_what_was_left_open_comes_open_again(handbook, wiki, colleague, as_):
    client = as_(colleague)
    client.cookies["portico_tree"] = f"x.{handbook['handbook'].pk}.99999999999999999999"
    html = client.get(reverse("wiki:pages", args=[wiki.slug])).content.decode()
    tree = html.partition("<page-tree")[2].partition("</page-tree>")[0]
    assert "Holidays" in tree
    assert "Trains" not in tree


def test_the_tree_is_found_in_by_letters_and_says_where_each_page_stands(handbook, wiki, colleague, outsider, as_):
    address = reverse("wiki:tree", args=[wiki.slug])
    html = as_(colleague).get(address, {"find": "tra"}, headers=PART).content.decode()
    assert html.index("Travel") < html.index("Trains") or html.index("Trains") < html.index("Travel")
    assert "Handbook / Travel" in html
    assert "Travel" not in as_(outsider).get(address, {"find": "tra"}, headers=PART).content.decode()


def test_the_tree_costs_the_same_whatever_its_size(wiki, author, colleague, queries_stay_flat):
    top = actions.create_page(wiki, by=author, title="Top")

    def more() -> None:
        for number in range(5):
            made = actions.create_page(wiki, by=author, title=f"Page {number}", parent=top)
            actions.create_page(wiki, by=author, title=f"Under {number}", parent=made)
            actions.create_page(wiki, by=author, title=f"Root {number}")

    queries_stay_flat(lambda: shown(wiki, colleague, opened=[top.pk]), more)


# --- Moving ----------------------------------------------------------------------------------------------------------
def test_a_page_that_is_dropped_stands_there_and_undo_puts_it_back(handbook, colleague, as_):
    client = as_(colleague)
    address = reverse("wiki:move", args=[handbook["travel"].pk])
    answer = client.post(address, {"parent": handbook["handbook"].pk, "before": handbook["holidays"].pk}, headers=PART)
    assert answer.status_code == 204
    level = Page.objects.in_tree(handbook["travel"].space).filter(parent=handbook["handbook"])
    assert list(level.values_list("title", flat=True)) == ["Travel", "Holidays"]
    undo = json.loads(answer["HX-Trigger"])["toast"]["undo"]["url"]
    assert client.post(undo, headers=PART).status_code == 204
    assert list(level.values_list("title", flat=True)) == ["Holidays", "Travel"]


def test_a_page_does_not_go_under_itself(handbook, colleague, as_):
    address = reverse("wiki:move", args=[handbook["handbook"].pk])
    for under in ("handbook", "trains"):
        answer = as_(colleague).post(address, {"parent": handbook[under].pk}, headers=PART)
        assert answer.status_code == 422
        assert "under itself" in answer["HX-Trigger"]
    assert fresh(handbook["handbook"]).parent_id is None


def test_without_scripts_the_place_is_looked_for_and_chosen(handbook, colleague, as_):
    client = as_(colleague)
    address = reverse("wiki:move", args=[handbook["trains"].pk])
    html = client.get(address, {"q": "holi"}).content.decode()
    assert f'value="{handbook["holidays"].pk}"' in html
    answer = client.post(address, {"parent": handbook["holidays"].pk})
    assert answer["Location"] == fresh(handbook["trains"]).get_absolute_url()
    assert fresh(handbook["trains"]).parent_id == handbook["holidays"].pk


@pytest.mark.parametrize("sent", [{"parent": "x"}, {"parent": "-1"}, {"parent": "²"}])
def test_a_place_that_makes_no_sense_is_refused(handbook, colleague, as_, sent):
    answer = as_(colleague).post(reverse("wiki:move", args=[handbook["trains"].pk]), sent)
    assert answer.status_code == 422
    assert fresh(handbook["trains"]).parent_id == handbook["travel"].pk


def test_who_is_outside_moves_nothing_and_learns_nothing(handbook, outsider, customer, as_):
    for person in (outsider, customer):
        answer = as_(person).post(reverse("wiki:move", args=[handbook["trains"].pk]), {"parent": ""})
        assert answer.status_code == 404
    with pytest.raises(PermissionDenied):
        actions.move_page(handbook["trains"], by=outsider, parent=None)


def test_a_page_keeps_its_number_and_address_in_another_space(handbook, plaza, author, as_):
    plaza.parts = [*plaza.parts, "wiki"]
    plaza.save(update_fields=["parts"])
    old = handbook["travel"].get_absolute_url()
    answer = as_(author).post(
        reverse("wiki:move", args=[handbook["travel"].pk]), {"parent": "", "space": plaza.slug, "sure": "1"}
    )
    assert answer.headers.get("Location") == old, answer.content.decode()
    moved = fresh(handbook["trains"])
    assert moved.space_id == plaza.pk
    assert moved.parent_id == handbook["travel"].pk
    assert as_(author).get(old).status_code == 200


def test_two_moves_that_would_make_a_ring_are_one_move_and_one_refusal(wiki, author, colleague):
    one = actions.create_page(wiki, by=author, title="One")
    two = actions.create_page(wiki, by=author, title="Two")
    # Both were read before either was moved, as in two browsers.
    seen_by_ada, seen_by_ben = (fresh(one), fresh(two)), (fresh(one), fresh(two))
    actions.move_page(seen_by_ada[0], by=author, parent=seen_by_ada[1])
    with pytest.raises(ValidationError):
        actions.move_page(seen_by_ben[1], by=colleague, parent=seen_by_ben[0])
    assert {page.path for page in Page.objects.in_tree(wiki)} == {f"/{two.pk}/", f"/{two.pk}/{one.pk}/"}


def test_many_moves_between_two_neighbours_always_find_room(wiki, author):
    pages = [actions.create_page(wiki, by=author, title=f"P{number}") for number in range(3)]
    for turn in range(40):
        moving, before = (pages[2], pages[1]) if turn % 2 else (pages[1], pages[2])
        actions.move_page(fresh(moving), by=author, parent=None, before=fresh(before))
    order = list(Page.objects.in_tree(wiki).values_list("title", flat=True))
    assert order == ["P0", "P2", "P1"]


def test_moving_and_renaming_leaves_a_thousand_links_to_the_page_as_they_are(wiki, author, as_):
    target = actions.create_page(wiki, by=author, title="Target")
    body = " ".join(f"[{number}]({target.get_absolute_url()})" for number in range(1000))
    source = actions.create_page(wiki, by=author, title="Source", body=body)
    top = actions.create_page(wiki, by=author, title="Top")
    actions.move_page(fresh(target), by=author, parent=top)
    actions.rename_page(fresh(target), by=author, title="Aim")
    assert as_(author).get(source.get_absolute_url()).content.decode().count(f'href="/wiki/{target.pk}-') >= 1000
    assert as_(author).get(target.get_absolute_url(), follow=True).status_code == 200


# --- What open trees hear --------------------------------------------------------------------------------------------
def frames(space):
    found = Frame.objects.filter(stream=space.audience, event="wiki.tree.changed").order_by("seq")
    return [frame.payload for frame in found]


def test_a_frame_brings_the_line_where_all_who_hear_it_may_read_the_page(handbook, wiki, colleague):
    actions.move_page(fresh(handbook["travel"]), by=colleague, parent=handbook["handbook"], before=handbook["holidays"])
    told = frames(wiki)[-1]
    assert (told["what"], told["before"]) == ("moved", handbook["holidays"].pk)
    assert "Travel" in told["html"]["en"]
    assert set(told["html"]) == {"en", "it"}


def test_a_frame_about_a_page_for_few_names_nothing(handbook, wiki, author):
    board = factories.a_space("Board", owner=author, visibility="closed")
    actions.set_reading(handbook["trains"], by=author, reads=Page.Reads.CHOSEN, circle=few(author, board))
    actions.rename_page(fresh(handbook["trains"]), by=author, title="Layoffs")
    assert "Layoffs" not in json.dumps(frames(wiki))
    assert frames(wiki)[-1]["what"] == "renamed"
