"""Spaces in spaces: where they stand, and that standing somewhere opens and tells nothing."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from feeds.actions import publish_post
from intranet.spaces import actions
from intranet.spaces.audiences import audiences_of
from intranet.spaces.models import Space
from tests import factories

from .threads import together


@pytest.fixture
def bench(author, plaza):
    """Stands on the plaza."""
    return factories.a_space("Bench", owner=author, parent=plaza)


def page_of(as_, who, path: str) -> str:
    return as_(who).get(path).content.decode()


def test_who_keeps_a_space_opens_others_in_it(author, outsider, plaza):
    assert actions.create_space(by=author, name="Bench", parent=plaza).parent == plaza
    with pytest.raises(PermissionDenied, match="owners of “Plaza”"):
        actions.create_space(by=outsider, name="Stall", parent=plaza)


def test_a_space_is_moved_by_who_keeps_both(author, outsider, admin, plaza):
    theirs = factories.a_space("Stall", owner=outsider)
    for person in (author, outsider):
        with pytest.raises(PermissionDenied):
            actions.move_space(theirs, by=person, parent=plaza)
    assert actions.move_space(theirs, by=admin, parent=plaza)
    assert not actions.move_space(theirs, by=admin, parent=plaza)
    assert actions.move_space(theirs, by=outsider, parent=None)


def test_no_space_stands_in_itself(author, plaza, bench):
    leg = factories.a_space("Leg", owner=author, parent=bench)
    for inner in (plaza, bench, leg):
        with pytest.raises(ValidationError, match="itself"):
            actions.move_space(plaza, by=author, parent=inner)


def test_two_levels_are_the_most_counting_what_is_brought_along(author, plaza, bench):
    leg = factories.a_space("Leg", owner=author, parent=bench)
    with pytest.raises(ValidationError, match="two levels"):
        actions.create_space(by=author, name="Foot", parent=leg)
    garden = factories.a_space("Garden", owner=author)
    factories.a_space("Tree", owner=author, parent=garden)
    with pytest.raises(ValidationError, match="two levels"):
        actions.move_space(garden, by=author, parent=bench)
    assert actions.move_space(garden, by=author, parent=plaza)


@pytest.mark.django_db(transaction=True)
def test_two_moves_at_once_close_no_circle(author):
    here, there = factories.a_space("Here", owner=author), factories.a_space("There", owner=author)

    def move(space: Space, into: Space) -> bool:
        try:
            return actions.move_space(Space.objects.get(pk=space.pk), by=author, parent=into)
        except ValidationError:
            return False

    assert sorted(together(lambda: move(here, there), lambda: move(there, here))) == [False, True]


def test_standing_in_a_space_opens_nothing(author, outsider, plaza):
    inner = factories.a_space("Inner", owner=author, visibility="closed", parent=plaza)
    actions.join_space(plaza, by=outsider)
    assert inner.audience not in audiences_of(outsider)
    assert Space.objects.get(pk=plaza.pk).members_count == 2
    assert Space.objects.get(pk=inner.pk).members_count == 1
    publish_post(by=author, space=inner, body="Only here.")
    assert "Only here." not in "".join(post.body for post in plaza.entries.all())


def test_the_directory_is_a_tree_and_a_search_is_a_list(as_, outsider, plaza, bench):
    tree = page_of(as_, outsider, "/spaces/")
    assert tree.count("space-branches") == 1
    assert tree.index("/spaces/plaza/") < tree.index("space-branches") < tree.index("/spaces/bench/")
    found = page_of(as_, outsider, "/spaces/?q=bench")
    assert "/spaces/bench/" in found
    assert "space-branches" not in found


def test_a_secret_space_in_an_open_one_is_there_for_its_members_alone(as_, author, outsider, plaza):
    factories.a_space("Cellar", owner=author, visibility="secret", parent=plaza)
    for path in ("/spaces/", "/spaces/plaza/about/", "/spaces/plaza/settings/"):
        assert "Cellar" not in page_of(as_, outsider, path)
    assert "Cellar" in page_of(as_, author, "/spaces/")
    assert "Cellar" in page_of(as_, author, "/spaces/plaza/about/")


def test_what_stands_in_a_secret_space_does_not_tell_of_it(as_, author, outsider, vault):
    inner = factories.a_space("Open inner", owner=author, parent=vault)
    innermost = factories.a_space("Innermost", owner=author, parent=inner)
    for path in (
        inner.get_absolute_url(),
        f"{inner.get_absolute_url()}about/",
        innermost.get_absolute_url(),
        "/spaces/",
    ):
        assert "Vault" not in page_of(as_, outsider, path)
    assert "/spaces/open-inner/" in page_of(as_, outsider, "/spaces/")
    crumbs = page_of(as_, author, innermost.get_absolute_url()).partition('class="crumbs"')[2]
    assert crumbs.index("/spaces/vault/") < crumbs.index("/spaces/open-inner/")
    seen = as_(outsider).get(f"/api/v1/spaces/{inner.pk}").json()
    assert seen["parent_id"] is None
    assert as_(author).get(f"/api/v1/spaces/{inner.pk}").json()["parent_id"] == vault.pk
    assert as_(outsider).get(f"/api/v1/spaces/{vault.pk}/spaces").status_code == 404


def test_below_a_secret_space_the_crumbs_end(as_, author, outsider, plaza):
    hidden = factories.a_space("Cellar", owner=author, visibility="secret", parent=plaza)
    leaf = factories.a_space("Lamp", owner=author, parent=hidden)
    page = page_of(as_, outsider, leaf.get_absolute_url())
    assert "Cellar" not in page
    assert 'class="crumbs"' not in page


def test_a_guest_sees_the_place_of_a_community_only_among_communities(as_, guest, author, plaza, porch):
    actions.move_space(porch, by=author, parent=plaza)
    assert "Plaza" not in page_of(as_, guest, "/spaces/porch/about/")


def test_archiving_asks_about_what_stands_inside(as_, author, outsider, plaza, bench):
    theirs = factories.a_space("Stall", owner=outsider)
    Space.objects.filter(pk=theirs.pk).update(parent=plaza)
    assert "2 spaces stand in it" in page_of(as_, author, "/spaces/plaza/settings/")
    as_(author).post("/spaces/plaza/archive/", {"archived": "1", "children": "archive"})
    archived = Space.objects.exclude(archived_at=None).values_list("name", flat=True)
    # Ada does not keep the stall, so it stays.
    assert set(archived) == {"Plaza", "Bench"}
    assert "/spaces/stall/" in page_of(as_, author, "/spaces/")


def test_what_was_left_stands_by_itself_until_its_parent_is_back(as_, author, plaza, bench):
    actions.archive_space(plaza, by=author)
    page = page_of(as_, author, "/spaces/")
    assert "/spaces/bench/" in page
    assert "space-branches" not in page
    actions.archive_space(plaza, by=author, archived=False)
    assert "space-branches" in page_of(as_, author, "/spaces/")


def test_the_form_offers_the_places_that_there_are(as_, author, outsider, plaza, bench):
    client = as_(author)
    leg = factories.a_space("Leg", owner=author, parent=bench)
    form = client.get("/spaces/leg/settings/").content.decode().partition('name="parent"')[2].partition("</select>")[0]
    assert f'value="{plaza.pk}"' in form
    assert f'value="{leg.pk}"' not in form
    client.post("/spaces/leg/settings/place/", {"parent": plaza.pk})
    assert Space.objects.get(pk=leg.pk).parent == plaza
    refused = client.post("/spaces/plaza/settings/place/", {"parent": leg.pk}, follow=True)
    assert "cannot stand there" in refused.content.decode()
    chosen = client.get("/spaces/new/?in=plaza").content.decode()
    assert f'value="{plaza.pk}" selected' in chosen
    client.post("/spaces/new/", {"name": "Fountain", "visibility": "open", "parent": plaza.pk})
    assert Space.objects.get(slug="fountain").parent == plaza
    assert as_(outsider).post("/spaces/leg/settings/place/", {"parent": ""}).status_code == 403


def test_the_directory_costs_the_same_for_few_branches_and_for_many(as_, author, queries_stay_flat):
    client = as_(author)

    def grow():
        parent = factories.a_space(owner=author)
        inner = factories.a_space(owner=author, parent=parent)
        factories.a_space(owner=author, parent=inner)

    queries_stay_flat(lambda: client.get("/spaces/"), grow)


def test_the_list_of_the_api_costs_the_same_for_few_spaces_and_for_many(as_, author, queries_stay_flat):
    client = as_(author)
    queries_stay_flat(
        lambda: client.get("/api/v1/spaces"),
        lambda: factories.a_space(owner=author, parent=factories.a_space(owner=author)),
    )


def test_unread_is_said_in_the_tree_as_in_the_rail(as_, author, outsider, plaza, bench):
    actions.join_space(bench, by=outsider)
    publish_post(by=author, space=bench, body="News")
    publish_post(by=author, space=bench, body="More news")
    assert "2 unread" in page_of(as_, outsider, "/spaces/")
    as_(outsider).post("/feed/read/", {"space": bench.pk})
    assert "2 unread" not in page_of(as_, outsider, "/spaces/")


def test_a_program_moves_and_lists(as_, author, outsider, plaza, lab):
    client = as_(author)
    moved = client.put(f"/api/v1/spaces/{lab.pk}/parent", {"parent_id": plaza.pk}, content_type="application/json")
    assert moved.json()["parent_id"] == plaza.pk
    assert [one["id"] for one in client.get(f"/api/v1/spaces/{plaza.pk}/spaces").json()["items"]] == [lab.pk]
    made = client.post("/api/v1/spaces", {"name": "Well", "parent_id": plaza.pk}, content_type="application/json")
    assert made.json()["parent_id"] == plaza.pk
    other = as_(outsider).put(f"/api/v1/spaces/{lab.pk}/parent", {"parent_id": None}, content_type="application/json")
    assert other.status_code == 403
    changed = client.put(
        f"/api/v1/spaces/{lab.pk}", {"purpose": "Fans", "archived": True}, content_type="application/json"
    )
    assert (changed.json()["purpose"], changed.json()["archived"]) == ("Fans", True)
