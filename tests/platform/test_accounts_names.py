"""Names: real ones in any script, and none that only looks like somebody else's."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from intranet.accounts import actions
from intranet.accounts.models import User
from intranet.accounts.names import clean_name, speaks_for_the_house
from intranet.accounts.naming import checked_name
from intranet.core.actions import change_site_settings


@pytest.mark.parametrize(
    "name",
    [
        "Ada Bianchi",
        "Maria Vittoria Dell’Aquila-Nicolò",
        "Jean-Luc O'Brien",
        "Søren Ångström",
        "Анна Каренина",
        "Γιώργος Παπαδόπουλος",
        "田中 さくら",
        "お茶の水ハナコ",
        "김민준",
        "محمد علي",
        "นภา ใจดี",
        "Robert Downey Jr.",
        "Ada (Acme)",
        "Anna Каренина",
    ],
)
def test_real_names_of_all_scripts_are_taken_as_they_are(name):
    assert clean_name(name) == name


@pytest.mark.parametrize(
    "name",
    [
        "",
        "   ",
        "Ada\u202eihcnaiB",  # turned around
        "Ada\u2066Bianchi",
        "Ada\u200bBianchi",  # a space nobody sees
        "A\u0430da",  # one Cyrillic letter among Latin ones
        "Pοrtico",  # a Greek omicron
        "Ada\x00",
        "<b>Ada</b>",
        "ada@example.com",
        "https://example.com",
        "A\u0301\u0301\u0301\u0301da",  # a tower of accents
        "\u0301Ada",
        "123 456",
        "🙂🙂",
        "x" * 81,
    ],
)
def test_what_cannot_be_read_as_a_name_is_refused_with_a_sentence(name):
    with pytest.raises(ValidationError) as refusal:
        clean_name(name)
    assert refusal.value.messages[0].endswith(".")


def test_wide_and_stacked_forms_become_the_plain_letters():
    assert clean_name("Ａｄａ   \u00a0Ｂｉａｎｃｈｉ") == "Ada Bianchi"


@pytest.mark.parametrize(
    "name",
    ["Admin", "ADMIN", "adm1n", "Аdmin".replace("А", "A"), "Portico", "Portico Team", "P0rtic0", "Site Moderator",
     "Àdmìn", "Adrnin", "Staff", "Assistenza Clienti"],
)  # fmt: skip
def test_a_customer_cannot_take_a_name_that_speaks_for_the_house(db, name):
    with pytest.raises(ValidationError) as refusal:
        checked_name(name, kind=User.Kind.CUSTOMER)
    assert "name" in refusal.value.message_dict


@pytest.mark.parametrize("name", ["Adamina Rossi", "Dora Neri", "Porticella Verdi", "Paolo Staffa"])
def test_a_name_that_only_contains_such_letters_is_free(db, name):
    assert checked_name(name, kind=User.Kind.CUSTOMER) == name


def test_staff_may_be_called_what_they_are_called(db):
    assert checked_name("Portico Assistenza", kind=User.Kind.STAFF) == "Portico Assistenza"


def test_a_customer_cannot_take_a_moderators_name_however_it_is_written(moderator):
    assert moderator.name == "Mara Conti"
    for name in ("Mara Conti", "MARA CONTI", "Mará Cönti", "Mara C0nti"):
        with pytest.raises(ValidationError):
            checked_name(name, kind=User.Kind.CUSTOMER)
    assert checked_name("Marta Conti", kind=User.Kind.CUSTOMER)


def test_a_customer_may_share_the_name_of_a_colleague_who_keeps_no_order(author):
    assert checked_name(author.name, kind=User.Kind.CUSTOMER) == author.name


def test_the_name_the_firm_gave_its_site_is_taken_too(admin):
    change_site_settings(by=admin, name="Nordest Forum")
    with pytest.raises(ValidationError):
        checked_name("Nordest Forum Team", kind=User.Kind.CUSTOMER)


def test_an_all_cyrillic_lookalike_is_seen_through():
    assert speaks_for_the_house("Рогтiсо", "Portico", [])


def test_changing_ones_name_follows_the_same_rules(customer, author):
    with pytest.raises(ValidationError):
        actions.change_profile(customer, by=customer, name="Moderator")
    actions.change_profile(author, by=author, name="Ada  Verdi")
    author.refresh_from_db()
    assert (author.name, author.folded_name) == ("Ada Verdi", "ada verdi ada")


def test_handles_that_are_pages_or_speak_for_the_house_are_never_given_out(db):
    assert User.objects.free_handle("Invitations") == "invitations-2"
    assert User.objects.free_handle("Admin") == "admin-2"
