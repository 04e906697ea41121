"""Readable addresses that two take at the same moment."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError

from forum.actions.categories import make_category
from forum.categories.products import save_product
from forum.models import Category
from ideas.house.actions import make_status
from ideas.models import Meaning, Status
from intranet.accounts.actions.skills import set_skills
from intranet.accounts.models import Skill, User
from intranet.content.models import Product
from intranet.core import free_address
from intranet.spaces.actions import create_space
from intranet.spaces.models import Space

pytestmark = pytest.mark.django_db


@pytest.fixture
def meanwhile(monkeypatch):
    """``meanwhile(do)``: somebody else does it after a free address was found and before it is taken, once."""

    def prepare(do):
        found, waiting = free_address.slug_for, [do]

        def slug_for(*args, **how):
            address = found(*args, **how)
            if waiting:
                waiting.pop()()
            return address

        monkeypatch.setattr(free_address, "slug_for", slug_for)

    return prepare


def test_two_who_found_spaces_alike_in_letters_at_once_both_have_one(meanwhile, author, colleague):
    meanwhile(lambda: create_space(by=colleague, name="Night shift!"))
    create_space(by=author, name="Night shift")
    found = Space.objects.filter(name__startswith="Night shift").values_list("slug", flat=True)
    assert set(found) == {"night-shift", "night-shift-2"}


@pytest.mark.parametrize("make", [create_space, save_product])
def test_where_two_may_not_be_called_alike_the_second_is_told_so(meanwhile, admin, make):
    meanwhile(lambda: make(by=admin, name="Night shift"))
    with pytest.raises(ValidationError) as refused:
        make(by=admin, name="Night shift")
    assert "name" in refused.value.message_dict


def test_two_categories_of_one_name_made_at_once_both_stand(meanwhile, porch, admin):
    meanwhile(lambda: make_category(porch, by=admin, name="Pumps"))
    make_category(porch, by=admin, name="Pumps")
    assert set(Category.objects.filter(name="Pumps").values_list("slug", flat=True)) == {"pumps", "pumps-2"}


def test_two_products_of_one_name_made_at_once_both_stand(meanwhile, admin):
    meanwhile(lambda: save_product(by=admin, name="Lira!"))
    save_product(by=admin, name="Lira")
    assert set(Product.objects.all().values_list("slug", flat=True)) == {"lira", "lira-2"}


def test_two_statuses_alike_in_letters_made_at_once_both_stand(meanwhile, admin):
    meanwhile(lambda: make_status(by=admin, name="On trial!", meaning=Meaning.REVIEW))
    make_status(by=admin, name="On trial", meaning=Meaning.REVIEW)
    assert set(Status.objects.filter(name__startswith="On trial").values_list("slug", flat=True)) == {
        "on-trial",
        "on-trial-2",
    }


def test_two_skills_alike_in_letters_are_two_and_one_skill_is_one(meanwhile, author, colleague):
    meanwhile(lambda: set_skills(colleague, ["C#", "Zinc"], by=colleague))
    set_skills(author, ["C++"], by=author)
    assert {skill.name: skill.slug for skill in Skill.objects.exclude(name="Zinc")} == {"C#": "c", "C++": "c-2"}


def test_two_who_are_the_first_to_say_a_skill_share_it(meanwhile, author, colleague):
    meanwhile(lambda: set_skills(colleague, ["Welding"], by=colleague))
    set_skills(author, ["Welding"], by=author)
    assert Skill.objects.get(name="Welding").people.count() == 2


def test_two_people_of_one_name_who_come_at_once_both_have_a_handle(meanwhile, db):
    meanwhile(lambda: User.objects.create_user("one@example.org", name="Ada Riva"))
    User.objects.create_user("two@example.org", name="Ada Riva")
    assert set(User.objects.filter(name="Ada Riva").values_list("handle", flat=True)) == {"ada-riva", "ada-riva-2"}


def test_what_no_address_mends_is_said_once(meanwhile, db):
    meanwhile(lambda: User.objects.create_user("one@example.org", name="Bo"))
    with pytest.raises(IntegrityError):
        User.objects.create_user("one@example.org", name="Ada Riva")
