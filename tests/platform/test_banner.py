"""The line above every page."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.timezone import now

from intranet.core.banner import banner_for
from intranet.notifications.banner.actions import set_banner, take_banner_down
from intranet.realtime.gates import may_follow
from intranet.realtime.models import Frame

pytestmark = pytest.mark.django_db


def test_everybody_reads_it_above_every_page_in_their_language_until_it_is_taken_down(admin, colleague, guest, as_):
    assert set_banner(by=admin, text="The mail is down", text_it="La posta è ferma", level="danger")
    assert not set_banner(by=admin, text="The mail is down", text_it="La posta è ferma", level="danger")
    for who in (colleague, guest):
        assert b"The mail is down" in as_(who).get("/").content
    colleague.language = "it"
    colleague.save()
    assert "La posta è ferma" in as_(colleague).get("/").content.decode()
    assert b"banner--danger" in as_(guest).get("/house-rules/").content
    assert take_banner_down(by=admin)
    assert not take_banner_down(by=admin)
    assert b"The mail is down" not in as_(colleague).get("/").content


@pytest.mark.parametrize(
    ("shown_to", "readers"),
    [
        ("everyone", {"guest", "customer", "colleague"}),
        ("signed_in", {"customer", "colleague"}),
        ("staff", {"colleague"}),
    ],
)
def test_it_is_shown_to_those_for_whom_it_is(shown_to, readers, admin, request):
    set_banner(by=admin, text="Closed on Friday", shown_to=shown_to)
    seen = {who for who in ("guest", "customer", "colleague") if banner_for(request.getfixturevalue(who))}
    assert seen == readers


def test_it_goes_by_itself_at_its_time_and_other_words_are_another_banner(admin, colleague, time_machine):
    until = now() + timedelta(hours=2)
    set_banner(by=admin, text="Back at noon", until=until)
    first = banner_for(colleague)
    set_banner(by=admin, text="Back at one", until=until)
    assert banner_for(colleague).key != first.key
    time_machine.move_to(until)
    assert banner_for(colleague) is None


def test_the_next_one_after_it_was_taken_down_is_for_everybody_again(admin, guest, as_):
    set_banner(by=admin, text="The archive moves", shown_to="staff", level="danger", dismissible=False)
    take_banner_down(by=admin)
    as_(admin).post("/banner/", as_(admin).get("/banner/").context["form"].initial | {"text": "Closed", "until": ""})
    shown = banner_for(guest)
    assert (shown.text, shown.level, shown.dismissible) == ("Closed", "info", True)


@pytest.mark.parametrize("who", ["author", "moderator", "customer", "guest"])
def test_only_admins_set_it(who, request):
    with pytest.raises(PermissionDenied, match="Only admins"):
        set_banner(by=request.getfixturevalue(who), text="Hello")


def test_what_makes_no_sense_is_refused_with_what_was_typed(admin, as_):
    with pytest.raises(ValidationError):
        set_banner(by=admin, text="  ")
    with pytest.raises(ValidationError):
        set_banner(by=admin, text="x" * 301)
    form = {"text": "Kept words", "level": "info", "shown_to": "everyone", "until": "2020-01-01T10:00"}
    response = as_(admin).post("/banner/", form)
    assert response.status_code == 422
    assert b"Kept words" in response.content


def test_open_pages_are_told_what_those_who_read_them_may_see_in_their_language(admin):
    def told(side: str) -> dict[str, str]:
        return Frame.objects.filter(stream=f"banner_{side}").latest("seq").payload["html"]

    set_banner(by=admin, text="The mail is down", text_it="La posta è ferma")
    for side in ("staff", "customers"):
        assert "The mail is down" in told(side)["en"]
        assert "La posta è ferma" in told(side)["it"]
    set_banner(by=admin, text="The archive moves", shown_to="staff")
    assert "The archive moves" in told("staff")["it"]
    assert told("customers") == {"en": "", "it": ""}
    take_banner_down(by=admin)
    assert told("staff") == {"en": "", "it": ""}


def test_each_follows_the_banner_of_the_own_side_alone(colleague, customer):
    follows = {
        who: [may_follow(who, f"banner_{side}") for side in ("staff", "customers")] for who in (colleague, customer)
    }
    assert follows == {colleague: [True, False], customer: [False, True]}


def test_words_that_look_like_markup_are_words(admin, guest, as_):
    set_banner(by=admin, text="<script>alert(1)</script>")
    assert b"<script>alert(1)" not in as_(guest).get("/").content


def test_programs_set_it_and_take_it_down(admin, colleague, as_):
    sent = {"text": "The mail is down", "level": "caution", "until": None}
    response = as_(admin).put("/api/v1/banner", sent, content_type="application/json")
    assert response.json()["level"] == "caution"
    assert as_(colleague).put("/api/v1/banner", sent, content_type="application/json").status_code == 403
    assert as_(admin).delete("/api/v1/banner").status_code == 204
    assert as_(admin).get("/api/v1/banner").json()["text"] == ""
