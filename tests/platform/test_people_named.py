"""Fields of people: names and handles as one types them, and nobody whom the writer may not know of."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from intranet.accounts.people_named import as_text, people_named
from tests.factories import a_person

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "typed", ["@ben, @cleo", "ben cleo", "Ben Rossi (@ben), cleo verdi", "BEN  ROSSI;Cleo Vérdi", "@ben @cleo, @BEN"]
)
def test_names_and_handles_are_found_however_they_are_typed(typed, author, colleague, outsider):
    assert people_named(typed, writer=author) == [colleague, outsider]


def test_what_the_field_shows_is_what_it_takes(author, colleague, outsider):
    comma = a_person("Rossi, Jr; Ben", handle="benjr")
    people = [colleague, comma, outsider]
    assert people_named(as_text(people), writer=author) == people
    assert people_named("", writer=author) == []


def test_accents_and_case_do_not_matter(author):
    nicolo = a_person("Nicolò D’Angelo", handle="nico")
    assert people_named("nicolo d’angelo", writer=author) == [nicolo]


def test_of_two_with_one_name_neither_is_guessed(author):
    first, _second = a_person("Anna Neri", handle="anna"), a_person("Anna Neri", handle="anna2")
    with pytest.raises(ValidationError, match="Several people are called anna neri"):
        people_named("anna neri", writer=author)
    assert people_named("anna neri (@anna)", writer=author) == [first]


@pytest.mark.parametrize("typed", ["Fred", "@fred", "ben fred", "Emil", "@emil"])
def test_strangers_and_those_who_left_are_nobody(typed, customer, other_customer, colleague, deactivated):
    with pytest.raises(ValidationError, match="There is nobody called"):
        people_named(typed, writer=customer)
