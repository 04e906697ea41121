"""What newcomers to a space meet: a welcome once, a few things to do, and a way to put both away."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from intranet.spaces import actions
from intranet.spaces.actions.starting import Step
from intranet.spaces.models import ChecklistItem, ChecklistTick, Membership, Space
from intranet.spaces.starting import start_for

from .threads import together

WELCOME = "Good that you are **here**."


@pytest.fixture
def greeted(author, plaza):
    """The plaza greets; Ada was there before it did."""
    actions.set_welcome(plaza, by=author, text=WELCOME)
    actions.set_checklist(plaza, by=author, steps=[Step("Say hello"), Step("Read the rules", "/spaces/plaza/about/")])
    return plaza


def top_of(as_, who) -> str:
    return as_(who).get("/spaces/plaza/").content.decode()


def test_a_newcomer_reads_the_welcome_until_it_is_put_away(as_, outsider, greeted):
    actions.join_space(greeted, by=outsider)
    assert "<strong>here</strong>" in top_of(as_, outsider)
    as_(outsider).post("/spaces/plaza/start/close/", {"what": "welcome"})
    page = top_of(as_, outsider)
    assert "<strong>here</strong>" not in page
    assert "Say hello" in page
    assert "<strong>here</strong>" in as_(outsider).get("/spaces/plaza/about/").content.decode()


def test_who_was_there_before_is_no_newcomer_and_who_is_outside_is_none_yet(as_, author, outsider, greeted):
    for person in (author, outsider):
        assert "Say hello" not in top_of(as_, person)
    assert "Say hello" not in as_(outsider).get("/spaces/plaza/about/").content.decode()


def test_each_ticks_for_themself(as_, outsider, moderator, greeted):
    for person in (outsider, moderator):
        actions.join_space(greeted, by=person)
    hello = greeted.checklist.first()
    path = f"/spaces/plaza/start/{hello.pk}/"
    assert as_(outsider).post(path, {"done": "1"})["Location"] == "/spaces/plaza/"
    assert "1 of 2 done" in top_of(as_, outsider)
    assert "0 of 2 done" in top_of(as_, moderator)
    assert as_(outsider).post(path, {"done": "0", "on": "about"})["Location"] == "/spaces/plaza/about/"
    assert "0 of 2 done" in top_of(as_, outsider)


def test_the_list_is_put_away_done_or_not(as_, outsider, greeted):
    actions.join_space(greeted, by=outsider)
    as_(outsider).post("/spaces/plaza/start/close/", {"what": "checklist"})
    assert "Say hello" not in top_of(as_, outsider)
    assert not actions.close_checklist(greeted, by=outsider)


def test_only_members_tick_and_close(as_, outsider, customer, greeted):
    item = greeted.checklist.first()
    with pytest.raises(PermissionDenied):
        actions.tick_item(item, by=outsider)
    with pytest.raises(PermissionDenied):
        actions.close_welcome(greeted, by=outsider)
    assert as_(customer).post(f"/spaces/plaza/start/{item.pk}/", {"done": "1"}).status_code == 404


def test_an_item_of_another_space_is_not_there(as_, author, greeted, lab):
    assert as_(author).post(f"/spaces/lab/start/{greeted.checklist.first().pk}/", {"done": "1"}).status_code == 404


def test_what_is_changed_keeps_who_has_done_it_and_what_is_taken_out_goes(author, outsider, greeted):
    actions.join_space(greeted, by=outsider)
    hello, rules = greeted.checklist.all()
    actions.tick_item(hello, by=outsider)
    actions.set_checklist(greeted, by=author, steps=[Step("New first"), Step("Say hello to Ada", "", hello.pk)])
    assert [item.label for item in greeted.checklist.all()] == ["New first", "Say hello to Ada"]
    assert ChecklistTick.objects.get(person=outsider).item_id == hello.pk
    assert not ChecklistItem.objects.filter(pk=rules.pk).exists()
    assert not actions.set_checklist(
        greeted, by=author, steps=[Step(item.label, item.link, item.pk) for item in greeted.checklist.all()]
    )


def test_a_space_with_nothing_to_say_greets_nobody(author, outsider, greeted):
    actions.set_welcome(greeted, by=author, text=" ")
    actions.set_checklist(greeted, by=author, steps=[])
    assert Space.objects.get(pk=greeted.pk).welcomes_since is None
    actions.join_space(greeted, by=outsider)
    assert not start_for(greeted, Membership.objects.get(person=outsider))


@pytest.mark.parametrize("link", ["javascript:alert(1)", "//example.com", "/\\example.com", "ftp://example.com", "x"])
def test_a_link_leads_into_the_house_or_to_the_web(link, author, plaza):
    with pytest.raises(ValidationError, match="is no link"):
        actions.set_checklist(plaza, by=author, steps=[Step("Go", link)])


def test_too_many_steps_and_too_long_a_welcome_are_refused(author, plaza):
    with pytest.raises(ValidationError, match="20 lines"):
        actions.set_checklist(plaza, by=author, steps=[Step(f"Step {n}") for n in range(21)])
    with pytest.raises(ValidationError, match="5000"):
        actions.set_welcome(plaza, by=author, text="x" * 5001)


def test_members_and_moderators_of_the_site_write_no_welcome(colleague, moderator, lab):
    for person in (colleague, moderator):
        with pytest.raises(PermissionDenied):
            actions.set_welcome(lab, by=person, text="x")
        with pytest.raises(PermissionDenied):
            actions.set_checklist(lab, by=person, steps=[Step("x")])


def test_a_script_in_a_welcome_is_words(as_, author, outsider, plaza):
    actions.set_welcome(plaza, by=author, text="<script>alert(1)</script>")
    actions.join_space(plaza, by=outsider)
    assert "<script>alert" not in top_of(as_, outsider)


@pytest.mark.django_db(transaction=True)
def test_ticking_twice_at_once_is_one_tick(outsider, greeted):
    actions.join_space(greeted, by=outsider)
    item = greeted.checklist.first()
    assert sorted(together(*[lambda: actions.tick_item(item, by=outsider)] * 2)) == [False, True]


def steps(*rows: tuple[str, str, str, str]) -> dict[str, str]:
    found = {"step-TOTAL_FORMS": str(len(rows)), "step-INITIAL_FORMS": "0"}
    for at, (pk, label, link, order) in enumerate(rows):
        found |= {f"step-{at}-pk": pk, f"step-{at}-label": label, f"step-{at}-link": link, f"step-{at}-ORDER": order}
    return found


def test_the_page_puts_the_lines_in_order_and_keeps_what_was_typed(as_, author, plaza):
    client, path = as_(author), "/spaces/plaza/settings/welcome/"
    client.post(path, {"welcome": WELCOME} | steps(("", "Second", "", "2"), ("", "First", "", "1"), ("", "", "", "")))
    assert [item.label for item in plaza.checklist.all()] == ["First", "Second"]
    page = client.post(path, {"welcome": "Other words"} | steps(("", "Go", "javascript:x", "1")))
    assert page.status_code == 422
    assert "Other words" in page.content.decode()
    assert "javascript:x" in page.content.decode()


def test_a_program_reads_changes_and_ticks(as_, author, outsider, greeted):
    actions.join_space(greeted, by=outsider)
    path = f"/api/v1/spaces/{greeted.pk}/start"
    found = as_(outsider).get(path).json()
    assert [step["label"] for step in found["steps"]] == ["Say hello", "Read the rules"]
    first = found["steps"][0]["id"]
    ticked = as_(outsider).put(f"{path}/{first}", {"done": True}, content_type="application/json").json()
    assert [step["done"] for step in ticked["steps"]] == [True, False]
    new = {"welcome": "Hello.", "steps": [{"id": first, "label": "Say hello"}]}
    assert as_(outsider).put(path, new, content_type="application/json").status_code == 403
    changed = as_(author).put(path, new, content_type="application/json").json()
    assert (changed["welcome"], len(changed["steps"])) == ("Hello.", 1)


def test_it_costs_those_who_are_long_past_it_nothing(as_, author, plaza, django_assert_num_queries):
    membership = Membership.objects.get(space=plaza, person=author)
    actions.set_welcome(plaza, by=author, text=WELCOME)
    with django_assert_num_queries(0):
        assert not start_for(plaza, membership)
