"""Two profiles in one account: what the firm keeps, and what is its owner's alone."""

from __future__ import annotations

import io

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.storage import default_storage
from PIL import Image

from intranet.accounts import actions
from intranet.accounts.avatars import path_of
from intranet.accounts.models import Department, ProfileAnswer, User
from intranet.accounts.profiles import profile_of
from intranet.spaces.audiences import audiences_of

SENT = {"name": "Ada Bianchi", "location": "", "phone": "", "bio": "", "pronouns": "", "interests": "", "website": ""}
SENT |= {"skills": "", "birth_day": "", "birth_month": "", "birth_year": ""}


def again(person: User) -> User:
    return User.objects.get(pk=person.pk)


def known(person: User, viewer: User) -> dict[str, str]:
    return {field.name: field.raw for field in profile_of(again(person), viewer, audiences_of(viewer))}


@pytest.mark.parametrize("name", ["bio", "pronouns", "interests", "website"])
def test_no_admin_writes_in_the_personal_profile(name, author, admin, moderator, colleague):
    for person in (admin, moderator, colleague, User.objects.system()):
        with pytest.raises(PermissionDenied, match="Only Ada Bianchi can change the personal profile"):
            actions.change_profile(author, by=person, **{name: "x.example"})
    assert actions.change_profile(author, by=author, **{name: "x.example"}) == [name]


def test_an_admin_puts_a_name_and_a_place_right(author, admin):
    assert actions.change_profile(author, by=admin, name="Ada Verdi", location="Udine") == ["location", "name"]


def test_the_job_title_is_not_the_owners_to_change_and_the_page_says_whose_it_is(author, admin, as_):
    with pytest.raises(PermissionDenied, match="kept by the admins"):
        actions.change_profile(author, by=author, job_title="Queen")
    actions.change_place(author, by=admin, job_title="Engineer", department=Department.objects.create(name="Lab"))
    page = as_(author).get("/settings/profile/").content.decode()
    assert "Your admins keep these" in page
    assert "Aldo Greco" in page
    assert 'name="job_title"' not in page
    as_(author).post("/settings/profile/", {**SENT, "job_title": "Queen"})
    assert again(author).job_title == "Engineer"


def test_a_customer_says_their_own_job_title(customer, as_):
    assert actions.change_profile(customer, by=customer, job_title="Head of stores") == ["job_title"]
    assert 'name="job_title"' in as_(customer).get("/settings/profile/").content.decode()


def test_the_page_has_both_sides(author, admin, colleague, as_):
    actions.change_place(author, by=admin, started_on="2019-04-01")
    actions.change_profile(author, by=author, interests="Climbing", website="ada.example")
    text = as_(colleague).get("/people/ada/").content.decode()
    for part in ("At work", "Personal", "Climbing", 'href="https://ada.example"', "April 2019"):
        assert part in text


@pytest.mark.parametrize("link", ["javascript:alert(1)", "data:text/html,x", "https://", "two words"])
def test_a_personal_link_is_a_web_address(link, author, as_):
    with pytest.raises(ValidationError) as refusal:
        actions.change_profile(author, by=author, website=link)
    assert "website" in refusal.value.message_dict
    answer = as_(author).post("/settings/profile/", {**SENT, "website": link, "bio": "Kept."})
    assert answer.status_code == 422
    assert "Kept." in answer.content.decode()


# --- Birthday --------------------------------------------------------------------------------------------------------


def test_a_birthday_needs_no_year(author, colleague, customer):
    actions.change_birthday(author, by=author, day=29, month=2)
    assert known(author, colleague)["birthday"] == "--02-29"
    actions.change_birthday(author, by=author, day=3, month=12, year=1985)
    assert known(author, colleague)["birthday"] == "1985-12-03"
    assert actions.change_birthday(author, by=author, day=3, month=12, year=1985) is False
    actions.change_field_audience(author, "birthday", author.key, by=author)
    assert "birthday" not in known(author, colleague)
    actions.change_birthday(author, by=author, day=None, month=None)
    assert "birthday" not in known(author, author)


@pytest.mark.parametrize(
    ("day", "month", "year"),
    [(31, 2, None), (29, 2, 2023), (1, 13, None), (1, None, None), (None, None, 1985), (1, 1, 1850), (1, 1, 2999)],
)
def test_a_day_that_is_none_is_refused(day, month, year, author):
    with pytest.raises(ValidationError):
        actions.change_birthday(author, by=author, day=day, month=month, year=year)


def test_nobody_sets_anothers_birthday(author, admin):
    with pytest.raises(PermissionDenied):
        actions.change_birthday(author, by=admin, day=1, month=1)


def test_congratulations_are_switched_off_on_the_page(author, as_):
    sent = {**SENT, "birth_day": "3", "birth_month": "12", "celebrate_start": "on"}
    assert as_(author).post("/settings/profile/", sent).status_code == 302
    ada = again(author)
    assert (ada.birth_day, ada.birth_month, ada.birth_year) == (3, 12, None)
    assert (ada.celebrate_birthday, ada.celebrate_start) == (False, True)
    refused = as_(author).post("/settings/profile/", {**sent, "birth_day": "31", "birth_month": "2"})
    assert refused.status_code == 422
    assert "birth_day" in refused.context["form"].errors


# --- The whole form --------------------------------------------------------------------------------------------------


def test_one_save_takes_all_of_it_or_nothing(author, admin, as_):
    field = actions.add_field(by=admin, label="Started climbing", sort="date")
    sent = {**SENT, "bio": "Knows PEC.", "skills": "Welding, Excel", field.name: "never", f"shown_{field.name}": "org"}
    assert as_(author).post("/settings/profile/", sent).status_code == 422
    assert again(author).bio == ""
    assert not author.skills.exists()
    assert as_(author).post("/settings/profile/", {**sent, field.name: "2001-05-05"}).status_code == 302
    assert again(author).bio == "Knows PEC."
    assert sorted(author.skills.values_list("name", flat=True)) == ["Excel", "Welding"]
    assert ProfileAnswer.objects.get().value == "2001-05-05"


def test_a_managed_field_in_a_forged_form_changes_nothing(author, admin, as_):
    field = actions.add_field(by=admin, label="Desk", managed=True)
    assert as_(author).post("/settings/profile/", {**SENT, field.name: "Throne"}).status_code == 302
    assert not ProfileAnswer.objects.exists()


def test_an_admin_sets_managed_fields_on_the_standing_page(author, admin, as_):
    desk = actions.add_field(by=admin, label="Desk", managed=True)
    mood = actions.add_field(by=admin, label="Mood")
    sent = {"role": "", "job_title": "Engineer", "started_on": "2019-04-01", desk.name: "2.14", mood.name: "Grim"}
    assert as_(admin).post("/people/ada/standing/", sent).status_code == 302
    ada = again(author)
    assert (ada.job_title, str(ada.started_on)) == ("Engineer", "2019-04-01")
    assert [(row.field_id, row.value) for row in ProfileAnswer.objects.all()] == [(desk.pk, "2.14")]


# --- The picture -----------------------------------------------------------------------------------------------------


def two_colours(size: tuple[int, int]) -> io.BytesIO:
    """Red on the left (or above), blue on the right."""
    image = Image.new("RGB", size, "red")
    image.paste("blue", (size[0] // 2, 0, *size) if size[0] > size[1] else (0, size[1] // 2, *size))
    out = io.BytesIO()
    image.save(out, "PNG")
    out.seek(0)
    return out


@pytest.mark.parametrize("size", [(600, 200), (200, 600), (300, 300)])
@pytest.mark.parametrize("whole", [False, True])
def test_a_picture_becomes_square_cut_or_whole(size, whole, author):
    name = actions.upload_avatar(author, two_colours(size), by=author, whole=whole)
    with default_storage.open(path_of(name, 256)) as file, Image.open(file) as image:
        assert image.size == (256, 256)


def test_all_of_a_wide_picture_is_there_when_it_is_kept_whole(author):
    name = actions.upload_avatar(author, two_colours((600, 200)), by=author, whole=True)
    with default_storage.open(path_of(name, 256)) as file, Image.open(file) as image:
        left, right = image.convert("RGB").getpixel((4, 128)), image.convert("RGB").getpixel((251, 128))
    assert left[0] > 200 > left[2]
    assert right[2] > 200 > right[0]
