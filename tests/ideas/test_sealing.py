"""A sealed idea is nobody's, on every road; its author changes it, and two people together find out who it was."""

from __future__ import annotations

import json
from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine
from django.apps import apps
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import ForeignKey
from django.utils.timezone import now

from ideas.models import Idea, Seal, Unsealing
from ideas.personal_data import _let_go_of_seals
from ideas.sealing import proof
from ideas.sealing.actions import edit_sealed, suggest_sealed
from ideas.sealing.anonymous import anonymous
from ideas.sealing.unsealing import ask_to_unseal, decide, read_name
from intranet.accounts.models import User
from intranet.activity.models import Activity
from intranet.content.files.uploads import store_upload
from intranet.conversation.drafts import Writing, keep_draft
from intranet.conversation.models import Draft, Mention, Watch
from intranet.conversation.votes import can_vote, vote_for
from intranet.moderation.actions import flag_entry
from intranet.moderation.models import Case
from intranet.spaces.view_as import eyes_of
from tests.platform.files_of_strangers import PDF, upload

pytestmark = pytest.mark.django_db


@pytest.fixture
def sealed(open_board, colleague):
    """Ben says without his name what is wrong with the night shift."""
    return suggest_sealed(open_board, by=colleague, title="The night shift", body="It is too long.", at_once=True)


def rows_that_name(person: User) -> set[tuple[str, str]]:
    """Every row of every table that points at a person, by a key or by a name of theirs in its text."""
    found = set()
    for model in apps.get_models():
        if model is User or not model._meta.managed:
            continue
        own = [field.attname for field in model._meta.concrete_fields if _is_person(field)]
        for row in model._base_manager.values():
            named = any(row[name] == person.pk for name in own)
            said = json.dumps({name: str(value) for name, value in row.items()})
            if named or f"user_{person.pk}" in said or person.handle in said:
                found.add((model._meta.label, str(row[model._meta.pk.attname])))
    return found


def _is_person(field) -> bool:
    return isinstance(field, ForeignKey) and field.related_model is User


def test_no_row_of_any_table_names_who_wrote_it(open_board, colleague, run_jobs):
    key = uuid4()
    keep_draft("idea:new", Writing({"title": "The night shift"}, client_id=key), by=colleague)
    Draft.objects.all().delete()
    run_jobs()
    before = rows_that_name(colleague)
    keep_draft("idea:new", Writing({"title": "The night shift"}, client_id=key), by=colleague)
    file = store_upload(upload("shift.pdf", PDF), by=colleague)
    idea = suggest_sealed(
        open_board,
        by=colleague,
        title="The night shift",
        body="@ada It is too long. #night",
        client_id=key,
        attachment_ids=[file.pk],
        at_once=True,
    )
    run_jobs()
    edit_sealed(idea, by=colleague, title="The night shift", body="It is much too long.")
    run_jobs()
    assert rows_that_name(colleague) - before == set()
    assert not Mention.objects.filter(entry=idea).exists()
    assert set(Watch.objects.filter(entry=idea).values_list("person", flat=True)) <= {anonymous().pk}


def test_on_pages_in_the_api_in_the_audit_and_in_frames_it_is_anonymouss(sealed, colleague, author, client):
    client.force_login(author)
    for address in (sealed.get_absolute_url(), sealed.board.get_absolute_url(), f"/api/v1/entries/{sealed.pk}"):
        page = client.get(address).content.decode()
        assert "Anonymous" in page or address.startswith("/api/")
        assert "Ben Rossi" not in page
    done = Activity.objects.filter(subject=sealed.key)
    assert set(done.values_list("actor", flat=True)) == {anonymous().pk}


def test_who_was_there_at_the_time_says_nothing_since_it_comes_out_later(open_board, colleague, run_jobs):
    begun = now()
    idea = suggest_sealed(open_board, by=colleague, title="The night shift")
    assert idea.is_waiting
    assert not Idea.objects.visible_to(colleague).filter(pk=idea.pk).exists()
    with time_machine.travel(begun + timedelta(minutes=51), tick=False):
        run_jobs()
        idea = Idea.objects.visible_to(colleague).get(pk=idea.pk)
        assert idea.is_published
        assert idea.created_at >= begun + timedelta(minutes=3)


def test_pressing_twice_seals_once(open_board, colleague, author):
    key = uuid4()
    first = suggest_sealed(open_board, by=colleague, title="Once", client_id=key)
    assert suggest_sealed(open_board, by=colleague, title="Once", client_id=key).pk == first.pk
    assert first.client_id != key


def test_no_two_seals_of_one_person_look_alike(sealed, open_board, colleague):
    other = suggest_sealed(open_board, by=colleague, title="Another", at_once=True)
    one, two = Seal.objects.get(pk=sealed.pk), Seal.objects.get(pk=other.pk)
    assert one.proof != two.proof
    assert one.cipher != two.cipher
    assert len(one.cipher) == len(two.cipher)


def test_its_author_alone_finds_it_changes_it_and_takes_it_away(sealed, colleague, author, admin, client):
    for person in (author, admin):
        client.force_login(person)
        assert client.get(f"/ideas/sealed/{sealed.pk}/").status_code == 404
        assert "The night shift" not in client.get("/ideas/sealed/").content.decode()
        with pytest.raises(PermissionDenied):
            edit_sealed(sealed, by=person, title="Mine", body="")
    client.force_login(colleague)
    assert "The night shift" in client.get("/ideas/sealed/").content.decode()
    sent = {"title": "The night shifts", "body": "Both.", "based_on": "0"}
    assert client.post(f"/ideas/sealed/{sealed.pk}/", sent).status_code == 302
    changed = Idea.objects.get(pk=sealed.pk)
    assert (changed.title, changed.author) == ("The night shifts", anonymous())
    assert changed.revisions.get().editor == anonymous()
    assert client.post(f"/ideas/sealed/{sealed.pk}/withdraw/").status_code == 302
    assert Idea.objects.get(pk=sealed.pk).is_deleted


def test_borrowed_eyes_prove_nothing(sealed, colleague, admin):
    assert not proof.is_by(eyes_of(colleague, admin), Seal.objects.get())


def test_its_author_votes_and_comments_like_anybody(sealed, colleague, outsider):
    assert bool(can_vote(colleague, sealed)) == bool(can_vote(outsider, sealed)) == True  # noqa: E712
    assert vote_for(sealed, by=colleague)


def test_a_case_about_it_is_about_nobody(sealed, author):
    flag_entry(sealed, by=author, reason="other", note="Too sharp.")
    assert Case.objects.get().about is None


def test_what_a_rule_would_hold_back_is_refused_since_a_moderator_would_read_whose_it_is(
    open_board, customer, admin, monkeypatch
):
    from intranet.content import gates

    held = lambda attempt: gates.Verdict("hold", "Somebody looks at it first.")  # noqa: E731
    monkeypatch.setitem(gates._gates, "strict", (1, held))
    with pytest.raises(ValidationError, match="under your name"):
        suggest_sealed(open_board, by=customer, title="Slow")
    assert not Idea.objects.exists()


def test_a_board_refuses_a_sealed_idea_of_whom_it_would_refuse_anyway(board, customer):
    with pytest.raises(PermissionDenied):
        suggest_sealed(board, by=customer, title="Let me in")


def test_two_people_open_a_seal_and_its_author_is_told(sealed, colleague, moderator, admin, author, run_jobs):
    with pytest.raises(PermissionDenied, match="Only moderators"):
        ask_to_unseal(sealed, by=author, reason="I am curious")
    with pytest.raises(ValidationError, match="why"):
        ask_to_unseal(sealed, by=moderator, reason="  ")
    asked = ask_to_unseal(sealed, by=moderator, reason="A threat in the text")
    with pytest.raises(PermissionDenied, match="somebody else"):
        decide(asked, by=moderator, grant=True)
    run_jobs()
    assert admin.notifications.filter(activity__verb="ideas.seal.asked").exists()
    assert not colleague.notifications.exists()
    assert decide(asked, by=admin, grant=True)
    assert not decide(asked, by=admin, grant=False)
    run_jobs()
    assert colleague.notifications.filter(activity__verb="ideas.seal.opened").count() == 1
    assert read_name(asked, by=moderator) == read_name(asked, by=admin) == colleague
    third = User.objects.create_user("tea@example.com", name="Tea", kind="staff", role="admin")
    with pytest.raises(PermissionDenied, match="two who opened"):
        read_name(asked, by=third)
    trail = Activity.objects.filter(audited=True, verb__startswith="ideas.seal").order_by("pk")
    assert [row.verb for row in trail] == [
        "ideas.seal.asked",
        "ideas.seal.opened",
        "ideas.seal.read",
        "ideas.seal.read",
    ]
    assert f"{colleague.pk}" not in {str(value) for row in trail for value in row.details.values()}
    assert Idea.objects.get(pk=sealed.pk).author == anonymous()


def test_a_seal_that_stays_closed_opens_for_nobody(sealed, moderator, admin):
    asked = ask_to_unseal(sealed, by=moderator, reason="A guess")
    decide(asked, by=admin, grant=False)
    for person in (moderator, admin):
        with pytest.raises(PermissionDenied):
            read_name(asked, by=person)


def test_an_admin_who_wrote_it_neither_asks_nor_decides(open_board, moderator, admin):
    idea = suggest_sealed(open_board, by=admin, title="Pay", at_once=True)
    with pytest.raises(PermissionDenied, match="yourself"):
        ask_to_unseal(idea, by=admin, reason="To cover it up")
    asked = ask_to_unseal(idea, by=moderator, reason="To know")
    with pytest.raises(PermissionDenied, match="yourself"):
        decide(asked, by=admin, grant=False)


def test_who_is_erased_is_behind_no_seal_any_more(sealed, colleague, moderator, admin):
    _let_go_of_seals(colleague, admin)
    seal = Seal.objects.get(pk=sealed.pk)
    assert not proof.is_by(colleague, seal)
    asked = ask_to_unseal(sealed, by=moderator, reason="To know")
    decide(asked, by=admin, grant=True)
    assert read_name(asked, by=admin) is None


def test_a_seal_moved_to_another_idea_opens_to_nobody(sealed, open_board, colleague, author):
    other = suggest_sealed(open_board, by=author, title="Another", at_once=True)
    cipher = Seal.objects.get(pk=sealed.pk).cipher
    Seal.objects.filter(pk=other.pk).update(cipher=cipher)
    assert proof.opened(Seal.objects.get(pk=other.pk)) is None


def test_a_key_that_went_before_still_opens(sealed, colleague, settings):
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another-key-of-the-site"
    seal = Seal.objects.get(pk=sealed.pk)
    assert proof.is_by(colleague, seal)
    assert proof.opened(seal) == colleague.pk


def test_the_pages_of_a_seal_lead_through_it(sealed, moderator, admin, author, client):
    address = f"/ideas/{sealed.pk}/unseal/"
    client.force_login(author)
    assert client.get(address).status_code == 403
    client.force_login(moderator)
    assert client.post(address, {"reason": ""}).status_code == 422
    assert client.post(address, {"reason": "A threat"}).status_code == 302
    asked = Unsealing.objects.get()
    assert client.post(f"{address}{asked.pk}/", {"grant": "1"}).status_code == 403
    client.force_login(admin)
    assert "A threat" in client.get(address).content.decode()
    assert client.post(f"{address}{asked.pk}/name/").status_code == 403
    assert client.post(f"{address}{asked.pk}/", {"grant": "1"}).status_code == 302
    assert "Ben Rossi" in client.post(f"{address}{asked.pk}/name/").content.decode()
    assert "Ben Rossi" not in client.get(address).content.decode()


def test_the_form_seals_and_leads_to_ones_own_page(open_board, colleague, client):
    client.force_login(colleague)
    sent = {"title": "The night shift", "board": open_board.pk, "manner": "sealed", "client_id": str(uuid4())}
    answer = client.post("/ideas/new/", sent)
    assert answer["Location"] == "/ideas/sealed/"
    assert Idea.objects.get().author == anonymous()
