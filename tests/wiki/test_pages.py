"""What becomes of a page: it is begun, written, kept, named, moved and taken away."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from intranet.accounts.models import User
from intranet.content.models import Entry
from wiki import actions
from wiki.actions.versions import WrittenMeanwhile
from wiki.models import Page, Version


def again(person: User) -> User:
    return User.objects.get(pk=person.pk)


def fresh(page: Page) -> Page:
    return Page.objects.select_related("space", "author").get(pk=page.pk)


def test_a_page_begins_with_a_first_version_and_is_read_by_the_people_of_its_space(page, colleague, outsider):
    assert (page.version_number, page.published_number) == (1, 1)
    assert page.versions.get().text == "The fans are loud."
    assert Page.objects.visible_to(colleague).filter(pk=page.pk).exists()
    assert not Page.objects.visible_to(outsider).filter(pk=page.pk).exists()


def test_pressing_twice_begins_one_page(wiki, author):
    key = "0d2b7cc4-1f6b-4bd3-b2c1-0f9a64d9a7a1"
    first = actions.create_page(wiki, by=author, title="Once", client_id=key)
    assert actions.create_page(wiki, by=author, title="Once", client_id=key).pk == first.pk


def test_who_is_outside_the_space_begins_no_page_there(wiki, outsider):
    with pytest.raises(PermissionDenied):
        actions.create_page(wiki, by=outsider, title="Mine")


def test_quiet_time_keeps_what_several_wrote_with_all_their_names_and_brings_it_out(page, author, colleague, write):
    write(page, author, "The fans are loud.\n\nBearings wear.")
    write(page, colleague, "The fans are loud.\n\nBearings wear.\n\nReplace them.")
    version = actions.settle_page(page)
    assert version is not None
    assert version.number == 2
    assert set(version.contributions.values_list("person", flat=True)) == {author.pk, colleague.pk}
    assert fresh(page).body.endswith("Replace them.")
    assert actions.settle_page(fresh(page)) is None


def test_a_version_that_is_saved_by_hand_keeps_its_note(page, colleague, write):
    write(page, colleague, "Silent now.")
    version = actions.save_version(page, by=colleague, note="after the trial")
    assert (version.sort, version.note) == (Version.Sort.NAMED, "after the trial")


def test_restoring_makes_a_new_version_and_loses_none(page, author, write):
    write(page, author, "Gone.")
    actions.save_version(page, by=author)
    restored = actions.restore_version(fresh(page), by=author, number=1)
    assert (restored.number, restored.restored_from, restored.text) == (3, 1, "The fans are loud.")
    assert fresh(page).body == "The fans are loud."


def test_a_form_and_the_editor_are_merged_where_they_changed_different_words(page, author, colleague, write):
    write(page, colleague, "The fans are loud. They hum.")
    actions.put_text(page, by=author, text="The big fans are loud.", based_on=1)
    assert fresh(page).body == "The big fans are loud. They hum."


def test_a_form_that_changed_the_same_words_is_refused_with_both_texts(page, author, colleague, write):
    write(page, colleague, "The fans are quiet.")
    with pytest.raises(WrittenMeanwhile) as refused:
        actions.put_text(page, by=author, text="The fans are broken.", based_on=1)
    assert (refused.value.mine, refused.value.now_there) == ("The fans are broken.", "The fans are quiet.")


def test_what_is_read_outside_comes_out_by_hand_alone(page, author, write):
    actions.set_reading(page, by=author, reads=Page.Reads.PUBLIC)
    write(page, author, "For everybody.")
    actions.settle_page(fresh(page))
    kept = fresh(page)
    assert (kept.body, kept.has_unpublished) == ("The fans are loud.", True)
    actions.publish_page(kept, by=author)
    assert fresh(page).body == "For everybody."


def test_who_reads_a_page_is_said_once_for_all_below_but_what_speaks_for_itself(handbook, author):
    actions.set_reading(handbook["travel"], by=author, reads=Page.Reads.SPACE)
    actions.set_reading(handbook["handbook"], by=author, reads=Page.Reads.PUBLIC)
    now = {name: fresh(page).audience for name, page in handbook.items()}
    lab = handbook["handbook"].space.audience
    assert now == {"handbook": "public", "holidays": "public", "travel": lab, "trains": lab}


def test_a_page_begun_under_a_public_one_is_not_public_by_that(handbook, author):
    actions.set_reading(handbook["handbook"], by=author, reads=Page.Reads.PUBLIC)
    begun = actions.create_page(
        handbook["handbook"].space, by=author, title="Draft", parent=fresh(handbook["handbook"])
    )
    assert begun.audience == handbook["handbook"].space.audience


def test_moving_takes_along_what_stands_below(handbook, author):
    actions.move_page(handbook["travel"], by=author, parent=fresh(handbook["holidays"]))
    assert fresh(handbook["trains"]).path == (
        f"/{handbook['handbook'].pk}/{handbook['holidays'].pk}/{handbook['travel'].pk}/{handbook['trains'].pk}/"
    )


def test_a_page_cannot_stand_under_itself(handbook, author):
    with pytest.raises(ValidationError):
        actions.move_page(handbook["handbook"], by=author, parent=fresh(handbook["trains"]))


def test_siblings_are_put_in_order(handbook, author):
    actions.move_page(
        handbook["travel"], by=author, parent=fresh(handbook["handbook"]), before=fresh(handbook["holidays"])
    )
    order = Page.objects.filter(parent=handbook["handbook"]).order_by("position").values_list("title", flat=True)
    assert list(order) == ["Travel", "Holidays"]


def test_a_renamed_page_keeps_its_number_and_its_old_address_leads_on(page, author, as_):
    actions.rename_page(page, by=author, title="Ventilators")
    answer = as_(author).get(f"/wiki/{page.pk}-fans/")
    assert answer.url == f"/wiki/{page.pk}-ventilators/"


def test_the_trash_takes_what_stands_below_and_gives_it_back(handbook, author, colleague):
    actions.trash_page(handbook["travel"], by=author)
    assert not Page.objects.visible_to(colleague).filter(title__in=["Travel", "Trains"]).exists()
    actions.restore_page(fresh(handbook["travel"]), by=author)
    back = Page.objects.visible_to(colleague).filter(state=Entry.State.PUBLISHED)
    assert set(back.values_list("title", flat=True)) >= {"Travel", "Trains"}
    assert fresh(handbook["trains"]).body == "Second class."


def test_deleting_it_as_any_entry_is_deleted_takes_along_what_stands_below(handbook, author, as_):
    assert as_(author).post(f"/entries/{handbook['travel'].pk}/delete/").status_code == 302
    assert fresh(handbook["trains"]).is_deleted


def test_a_locked_page_is_written_by_those_who_answer_for_it_alone(page, author, colleague):
    actions.lock_page(page, by=author, reason="Audit until Friday.")
    with pytest.raises(PermissionDenied, match=r"Audit until Friday\."):
        actions.save_version(fresh(page), by=colleague)
    actions.unlock_page(fresh(page), by=author)
    actions.save_version(fresh(page), by=colleague)


def test_a_member_who_neither_began_nor_keeps_it_does_not_take_it_away(page, colleague):
    with pytest.raises(PermissionDenied):
        actions.trash_page(page, by=colleague)


def test_the_form_without_scripts_keeps_what_was_typed_when_it_cannot_be_saved(page, author, colleague, as_, write):
    write(page, colleague, "The fans are quiet.")
    answer = as_(author).post(f"/wiki/{page.pk}/edit/", {"text": "The fans are broken.", "based_on": "1"})
    assert answer.status_code == 422
    assert "The fans are broken." in answer.content.decode()
    assert "The fans are quiet." in answer.content.decode()
