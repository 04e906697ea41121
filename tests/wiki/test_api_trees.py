"""Trees, the trash, languages, rights and watching for programs."""

from __future__ import annotations

import pytest

from tests.platform.test_api import Program
from wiki import actions
from wiki.models import Page


@pytest.fixture
def ada(author):
    return Program(author)


@pytest.fixture
def ben(colleague):
    return Program(colleague)


@pytest.fixture
def cleo(outsider):
    return Program(outsider)


def test_a_page_is_copied_made_a_template_and_what_the_wiki_opens_with(ada, ben, page):
    space = f"/spaces/{page.space_id}/wiki"
    assert ben.ask("PUT", f"/pages/{page.pk}/template").status_code == 403
    assert ada.ask("PUT", f"/pages/{page.pk}/template").status_code == 204
    assert [one["id"] for one in ben.get(f"{space}/templates").json()["items"]] == [page.pk]
    assert ada.ask("DELETE", f"/pages/{page.pk}/template").status_code == 204
    assert ben.get(f"{space}/templates").json()["items"] == []
    copy = ben.ask("POST", f"/pages/{page.pk}/copies")
    assert copy.status_code == 201
    assert ben.get(f"/pages/{copy.json()['id']}").json()["body"] == page.body
    assert ben.ask("PUT", f"{space}/start", {"page": page.pk}).status_code == 403
    assert ada.ask("PUT", f"{space}/start", {"page": page.pk}).json()["start"] == page.pk
    assert ada.ask("PUT", f"{space}/start", {"page": None}).json()["start"] is None


def test_an_outsider_hears_nothing_of_what_a_wiki_holds(cleo, ada, page):
    space = f"/spaces/{page.space_id}/wiki"
    ada.ask("PUT", f"{space}/start", {"page": page.pk})
    assert cleo.get(space).json() == {
        "space_id": page.space_id,
        "start": None,
        "watching": False,
        "may_begin": False,
        "may_set_start": False,
    }
    assert cleo.get("/page-changes").json()["items"] == []
    assert cleo.get(f"{space}/trash").status_code == 403
    for path in ("translations", "watching", "rights"):
        assert cleo.get(f"/pages/{page.pk}/{path}").status_code == 404
    assert cleo.ask("POST", f"/pages/{page.pk}/copies").status_code == 404


def test_what_is_in_the_trash_is_listed_and_comes_back_with_what_went_along(ada, ben, handbook, lab):
    travel = handbook["travel"]
    assert ada.ask("DELETE", f"/pages/{travel.pk}").status_code == 204
    [gone] = ada.get(f"/spaces/{lab.pk}/wiki/trash").json()["items"]
    assert (gone["id"], gone["title"], gone["along"], gone["may_restore"]) == (travel.pk, "Travel", 1, True)
    assert gone["trashed_by"]["handle"] == "ada"
    assert ben.get(f"/spaces/{lab.pk}/wiki/trash").json()["items"] == []
    assert ben.ask("POST", f"/pages/{travel.pk}/undelete").status_code == 404
    assert ada.ask("POST", f"/pages/{travel.pk}/undelete").json()["id"] == travel.pk
    assert Page.objects.get(pk=handbook["trains"].pk).is_published
    assert ada.ask("POST", f"/pages/{travel.pk}/undelete").status_code == 404


def test_a_page_is_said_in_another_language_and_kept_up_with_its_original(ada, ben, page):
    made = ben.ask("POST", f"/pages/{page.pk}/translations", {"language": "it", "title": "Ventilatori"})
    assert made.status_code == 201, made.content
    italian = made.json()["id"]
    again = ben.ask("POST", f"/pages/{page.pk}/translations", {"language": "it", "title": "Ancora"})
    assert again.status_code == 422
    ada.ask("PUT", f"/pages/{page.pk}/text", {"text": "Quiet."})
    told = {one["id"]: one for one in ben.get(f"/pages/{page.pk}/translations").json()}
    assert (told[page.pk]["is_original"], told[italian]["outdated"]) == (True, True)
    outdated = f"/spaces/{page.space_id}/wiki/outdated"
    assert [one["id"] for one in ben.get(outdated).json()["items"]] == [italian]
    assert ben.ask("POST", f"/pages/{italian}/comparison", {}).status_code == 204
    assert ben.get(outdated).json()["items"] == []
    assert ben.ask("DELETE", f"/pages/{italian}/original").status_code == 204
    assert ben.get(f"/pages/{page.pk}/translations").json() == []
    linked = ben.ask("PUT", f"/pages/{italian}/original", {"page": page.pk, "language": "it"}).json()
    assert (linked["translation_of"], linked["language"]) == (page.pk, "it")
    assert ben.ask("PUT", f"/pages/{italian}/language", {"language": "de"}).json()["language"] == "de"
    assert ben.ask("PUT", f"/pages/{italian}/language", {"language": "tlh-x"}).status_code == 422
    assert ben.ask("POST", f"/pages/{page.pk}/comparison", {}).status_code == 422


def test_what_changed_is_listed_by_page_and_day(ada, ben, page, write):
    ben.ask("PUT", f"/pages/{page.pk}/text", {"text": "Quiet.", "note": "measured"})
    [change] = ada.get(f"/page-changes?space={page.space_id}").json()["items"]
    assert (change["page_id"], change["older"], change["newer"], change["versions"]) == (page.pk, 0, 2, 2)
    assert {one["handle"] for one in change["authors"]} == {"ada", "ben"}
    assert change["notes"] == ["measured"]


def test_recent_changes_cost_the_same_however_many(ada, wiki, author, colleague, queries_stay_flat):
    def more() -> None:
        for number, person in enumerate((author, colleague)):
            actions.create_page(wiki, by=person, title=f"Page {number}")

    more()
    queries_stay_flat(lambda: ada.get("/page-changes"), more)
    first = ada.get("/page-changes?limit=3").json()
    rest = ada.get(f"/page-changes?limit=100&cursor={first['next']}").json()
    assert len({one["page_id"] for one in first["items"] + rest["items"]}) == Page.objects.in_tree(wiki).count()


def test_pages_trees_and_wikis_are_watched(ben, cleo, page):
    path = f"/pages/{page.pk}/watching"
    assert ben.get(path).json() == {"way": ""}
    assert ben.ask("PUT", path, {"way": "tree"}).json() == {"way": "tree"}
    assert ben.ask("PUT", path, {"way": "upwards"}).status_code == 422
    wiki = f"/spaces/{page.space_id}/wiki"
    assert ben.ask("PUT", f"{wiki}/watching").status_code == 204
    assert ben.get(wiki).json()["watching"]
    of_space, of_page = ben.get("/me/watched-pages").json()["items"]
    assert (of_space["page"], of_space["space_id"]) == (None, page.space_id)
    assert (of_page["page"]["id"], of_page["way"]) == (page.pk, "tree")
    assert ben.ask("DELETE", f"{wiki}/watching").status_code == 204
    assert ben.ask("PUT", path, {"way": "not"}).status_code == 200
    assert ben.get("/me/watched-pages").json()["items"] == []
    assert cleo.ask("PUT", path, {"way": "page"}).status_code == 404
    assert cleo.ask("PUT", f"{wiki}/watching").status_code == 403


def test_readers_and_editors_are_chosen_by_name(ada, ben, cleo, page, outsider):
    path = f"/pages/{page.pk}/rights"
    chosen = {"reads": "chosen", "readers": {"people": ["@cleo", "ada"]}}
    assert ben.ask("PATCH", path, chosen).status_code == 403
    assert ada.ask("PATCH", path, chosen | {"readers": {"people": ["nobody-here"]}}).status_code == 422
    assert ada.ask("PATCH", path, chosen).json()["reads"] == "chosen"
    assert cleo.get(f"/pages/{page.pk}").status_code == 200
    assert ben.get(f"/pages/{page.pk}").status_code == 404
    editing = {"edits": "chosen", "editors": {"people": ["cleo"]}, "kept_from_robots": True}
    assert ada.ask("PATCH", path, editing).json()["edits"] == "chosen"
    told = ada.get(path).json()
    assert (told["readers"], told["reads"]["said_here"]) == (2, True)
    assert (told["kept_from_robots"], told["may_set"]) == (True, True)
    why = ada.get(f"{path}/cleo").json()
    assert why["reads"]
    assert "chosen by name" in why["because"][-1]
    assert cleo.get(f"{path}/ada").status_code == 403
