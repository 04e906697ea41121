"""How a page came to be: listed, compared, gone back to, by whom, and what is nobody's to read any more."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils.timezone import now

from intranet.accounts.personal_data import erase_texts
from intranet.activity.models import Activity
from intranet.collab.documents import read_text
from intranet.conversation.models import Mention
from intranet.notifications.models import Notification
from intranet.notifications.reactor import notify
from wiki import actions
from wiki.history.authors import who_wrote
from wiki.history.reading import history_page, versions_read_by
from wiki.models import Authorship, Contribution, Page, Version


@pytest.fixture
def told(page, author, colleague):
    """Three versions: Ada's, Ben's, Ada's."""
    actions.put_text(page, by=colleague, text="The fans are loud.\n\nThey came in May.", note="When they came")
    actions.put_text(page, by=author, text="The fans are quiet now.\n\nThey came in May.")
    return page


def at(name: str, page: Page, *numbers: int) -> str:
    return reverse(f"wiki:{name}", args=[page.pk, *numbers])


def test_each_version_says_whose_it_is_how_it_came_to_be_and_how_much_changed(told, colleague):
    [day] = history_page(told, colleague).days

    assert [(line.version.number, line.said, [one.name for one in line.authors]) for line in day.lines] == [
        (3, "Saved", ["Ada Bianchi"]),
        (2, "Saved", ["Ben Rossi"]),
        (1, "Began the page", ["Ada Bianchi"]),
    ]
    assert day.lines[1].version.note == "When they came"
    assert (day.lines[1].version.added, day.lines[1].version.removed) == (4, 0)
    assert [line.standing for line in day.lines] == ["now", "", ""]
    assert [line.before for line in day.lines] == [2, 1, 0]


def test_a_version_of_two_has_the_faces_of_both(page, author, colleague, write, as_):
    write(page, author, "The fans hum.")
    write(page, colleague, "The fans hum at night.")
    actions.settle_page(page)

    shown = as_(colleague).get(at("history", page)).content.decode()
    assert "Ada Bianchi, Ben Rossi" in shown


def test_a_long_history_is_opened_as_a_short_one(page, author, as_, queries_stay_flat):
    def grow() -> None:
        first = Version.objects.get(page=page, number=1)
        rows = [
            Version(page=page, number=number, sort="quiet", title="Fans", packed=first.packed, published_at=now())
            for number in range(page.version_number + 1, page.version_number + 51)
        ]
        made = Version.objects.bulk_create(rows)
        Contribution.objects.bulk_create(Contribution(version=one, person=author) for one in made)
        page.version_number = page.published_number = page.version_number + 50
        Page.objects.filter(pk=page.pk).update(version_number=page.version_number, published_number=page.version_number)

    client = as_(author)
    queries_stay_flat(lambda: client.get(at("history", page)), grow)


def test_what_changed_is_shown_word_by_word(told, colleague, as_):
    shown = as_(colleague).get(at("compare", told, 2, 3)).content.decode()

    assert "<del>loud</del>" in shown
    assert "<ins>quiet now</ins>" in shown
    side = as_(colleague).get(at("compare", told, 2, 3) + "?view=side").content.decode()
    assert side.count('class="compare-side"') == 2 * 2


def test_two_versions_are_compared_in_whatever_order_they_were_chosen(told, colleague, as_):
    answer = as_(colleague).get(at("compare-pair", told), {"older": 3, "newer": 1})

    assert answer["Location"] == at("compare", told, 1, 3)


@pytest.mark.parametrize(
    "chosen", [{}, {"older": "x", "newer": "2"}, {"older": "2", "newer": "2"}, {"newer": "9" * 30}]
)
def test_a_choice_that_makes_no_sense_leads_back(told, colleague, as_, chosen):
    assert as_(colleague).get(at("compare-pair", told), chosen)["Location"] == at("history", told)


@pytest.mark.parametrize("pair", [(3, 2), (2, 2), (0, 9), (1, 4)])
def test_what_never_was_cannot_be_compared(told, colleague, as_, pair):
    assert as_(colleague).get(at("compare", told, *pair)).status_code == 404


def test_the_history_is_for_who_reads_the_page(told, outsider, customer, as_):
    for name, numbers in [
        ("history", ()),
        ("version", (2,)),
        ("compare", (1, 2)),
        ("authors", ()),
        ("version-source", (2,)),
    ]:
        for client in (as_(outsider), as_(customer)):
            assert client.get(at(name, told, *numbers)).status_code == 404


def test_a_version_can_be_taken_along_as_markdown(told, colleague, as_):
    answer = as_(colleague).get(at("version-source", told, 2))

    assert answer["Content-Disposition"] == 'attachment; filename="fans-2.md"'
    assert answer.content.decode() == "# Fans\n\nThe fans are loud.\n\nThey came in May.\n"


# --- What was said before it was opened ------------------------------------------------------------------------------


def test_who_a_page_is_opened_to_reads_what_it_says_now_and_not_what_it_said_before(told, author, customer, as_):
    actions.set_reading(told, by=author, reads=Page.Reads.PUBLIC)
    told.refresh_from_db()
    actions.put_text(told, by=author, text="The fans are gone.", publish=True)

    seen = versions_read_by(customer, told).values_list("number", flat=True)
    assert sorted(seen) == [4]
    assert as_(customer).get(at("version", told, 2)).status_code == 404
    assert as_(customer).get(at("compare", told, 2, 4)).status_code == 404
    assert "They came" not in as_(customer).get(at("history", told)).content.decode()


def test_what_is_not_out_is_for_those_who_edit(told, author, colleague, customer, as_):
    actions.set_reading(told, by=author, reads=Page.Reads.PUBLIC)
    told.refresh_from_db()
    actions.save_version(told, by=author, note="For later")
    actions.put_text(told, by=author, text="Not for you yet.", publish=False)

    assert as_(customer).get(at("version", told, 4)).status_code == 404
    assert "Not published" in as_(colleague).get(at("history", told)).content.decode()
    assert "Not for you yet" in as_(colleague).get(at("version", told, 4)).content.decode()
    # What they read now has a history, too: itself.
    assert [line.version.number for line in history_page(told, customer).lines] == [3]


# --- Going back ------------------------------------------------------------------------------------------------------


def test_going_back_makes_a_version_more_and_says_where_it_is_from(told, colleague, as_):
    page = as_(colleague).get(at("version-restore", told, 1)).content.decode()
    assert "<ins>loud</ins>" in page
    as_(colleague).post(at("version-restore", told, 1))

    newest = Version.objects.filter(page=told).first()
    assert (newest.number, newest.sort, newest.restored_from, newest.text) == (4, "restored", 1, "The fans are loud.")
    assert read_text(told.document) == "The fans are loud."
    assert history_page(told, colleague).lines[0].said == "Restored from version 1"


def test_going_back_keeps_what_was_being_written_as_a_version(told, author, colleague, write):
    write(told, author, "Half a thought")

    actions.restore_version(told, by=colleague, number=2)

    assert Version.objects.get(page=told, number=4).text == "Half a thought"
    assert Version.objects.get(page=told, number=5).restored_from == 2


def test_who_may_not_edit_does_not_go_back(told, author, colleague):
    actions.set_editing(told, by=author, edits=Page.Edits.KEEPERS)
    told.refresh_from_db()

    with pytest.raises(PermissionDenied, match="You can propose a change"):
        actions.restore_version(told, by=colleague, number=1)


# --- What a version is called, and what is taken out -----------------------------------------------------------------


def test_a_version_gets_a_note_another_one_and_none_again(told, colleague):
    assert actions.note_version(told, by=colleague, number=3, note=" Before  the move ").note == "Before the move"
    assert actions.note_version(told, by=colleague, number=3, note="").sort == "quiet"
    with pytest.raises(ValidationError, match="no such version"):
        actions.note_version(told, by=colleague, number=9, note="x")
    with pytest.raises(ValidationError, match="too long"):
        actions.note_version(told, by=colleague, number=3, note="x" * 201)


def test_a_text_that_is_taken_out_is_nobodys_to_read(told, author, colleague, as_):
    sent = {"last": 2, "reason": "A password stood there."}
    assert as_(author).post(at("version-withdraw", told, 1), sent).status_code == 302

    client = as_(colleague)
    shown = client.get(at("version", told, 1)).content.decode()
    assert "Ada Bianchi took the text of version 1 out of the history" in shown
    assert "A password stood there." in shown
    assert "<del>" not in client.get(at("compare", told, 2, 3)).content.decode()
    assert client.get(at("version-source", told, 2)).status_code == 404
    assert not Version.objects.filter(page=told, number__lte=2, note__gt="").exists()
    assert [Version.objects.get(page=told, number=number).text for number in (1, 2)] == ["", ""]
    with pytest.raises(ValidationError, match="not there any more"):
        actions.restore_version(told, by=author, number=2)


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"last": 3, "reason": "Wrong"}, "readers see, stay"),
        ({"last": 2, "reason": " "}, "This field is required"),
        ({"last": "x", "reason": "Wrong"}, "Enter a whole number"),
        ({"last": 2, "reason": "x" * 301}, "at most 300"),
    ],
)
def test_what_cannot_be_taken_out_stays(told, author, as_, sent, said):
    answer = as_(author).post(at("version-withdraw", told, 2), sent)

    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not Version.objects.filter(page=told, withdrawn_at__isnull=False).exists()


def test_only_who_keeps_the_page_takes_texts_out(told, colleague, as_):
    answer = as_(colleague).post(at("version-withdraw", told, 1), {"last": 1, "reason": "I was wrong"})

    assert answer.status_code == 403
    assert Version.objects.get(page=told, number=1).text == "The fans are loud."


# --- Who wrote what --------------------------------------------------------------------------------------------------


def test_words_stand_with_who_wrote_them(told, colleague, as_):
    blocks = who_wrote(told).blocks

    assert [[(span.text, span.number) for span in owned.spans] for owned in blocks] == [
        [("The fans are ", 1), ("quiet now", 3), (".", 1)],
        [("They came in May.", 2)],
    ]
    actions.put_text(told, by=colleague, text="The big fans are quiet now.\n\nThey came in May.")
    shown = as_(colleague).get(at("authors", told)).content.decode()
    assert 'title="Ben Rossi">big </span>' in shown
    assert "quiet now</span>" not in shown


def test_what_was_restored_belongs_to_who_had_written_it(told, author, colleague):
    actions.restore_version(told, by=author, number=2)

    assert [owned.numbers for owned in who_wrote(told).blocks] == [[1], [2]]


def test_it_is_carried_on_from_where_it_was_and_says_when_it_is_not_done(told, author):
    first = who_wrote(told)
    actions.put_text(told, by=author, text="The fans are quiet now.\n\nThey came in June.")
    second = who_wrote(told)

    assert (first.number, first.complete, second.number) == (3, True, 4)
    assert [span.number for span in second.blocks[1].spans] == [2, 4, 2]
    Authorship.objects.all().delete()
    slow = who_wrote(told, patience=-1)
    assert (slow.number, slow.complete) == (1, False)
    assert [who_wrote(told, patience=-1).number for _again in range(3)] == [2, 3, 4]


def test_a_long_history_is_worked_out_by_a_job(told, colleague, as_, monkeypatch, run_jobs):
    monkeypatch.setattr(who_wrote, "__kwdefaults__", {"patience": -1})
    shown = as_(colleague).get(at("authors", told)).content.decode()
    assert "Not worked out to the end yet" in shown

    run_jobs()
    assert "Not worked out" not in as_(colleague).get(at("authors", told)).content.decode()


# --- Who is named ----------------------------------------------------------------------------------------------------


def test_who_is_named_in_a_page_is_told_once_and_not_with_each_version(page, author, colleague):
    actions.put_text(page, by=author, text="Ask @ben about the fans.")
    actions.put_text(page, by=author, text="Ask @ben about the fans, and the oil.")

    for activity in Activity.objects.filter(verb="wiki.page.edited"):
        notify.func(activity_id=activity.pk)
    assert Mention.objects.filter(person=colleague).count() == 1
    assert Notification.objects.filter(recipient=colleague, reason="mention").count() == 1


def test_saving_at_once_makes_one_version_of_one_text(page, author, colleague, write):
    write(page, author, "The fans hum.")

    numbers = {actions.save_version(Page.objects.get(pk=page.pk), by=one).number for one in (author, colleague)}
    assert numbers == {2}


# --- When somebody goes ----------------------------------------------------------------------------------------------


def test_who_has_their_words_erased_leaves_the_pages_that_others_wrote_in(handbook, author, colleague, admin):
    actions.put_text(handbook["trains"], by=colleague, text="First class.")
    while erase_texts(author, admin):
        pass

    left = {page.title: page.body for page in Page.objects.all()}
    assert left == {"Handbook": "", "Travel": "", "Trains": "First class."}
    assert Version.objects.get(page=handbook["trains"], number=1).text == "Second class."
    assert Version.objects.get(page=handbook["travel"]).text == ""
    assert read_text(handbook["travel"].document) == ""
