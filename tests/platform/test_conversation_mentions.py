"""Whom one can name, who is told, and what nobody learns by trying."""

from __future__ import annotations

import pytest
from django.urls import reverse

from intranet.accounts.models import CompanyAssignment, User
from intranet.activity.models import Activity
from intranet.content.actions import edit_entry, move_entry
from intranet.content.models import Entry
from intranet.conversation.models import Mention
from intranet.conversation.watching import mentioned_in
from intranet.spaces.actions import add_member
from tests import factories
from tests.platform.talk import a_comment, a_post

pytestmark = pytest.mark.django_db


def named(client, **asked) -> list[str]:
    return [item["handle"] for item in client.get(reverse("conversation:mentions"), asked).json()["items"]]


def told(entry) -> list[int]:
    activity = Activity.objects.filter(subject=entry.key).latest("pk")
    return [recipient.person_id for recipient in mentioned_in(activity, Entry.objects.get(pk=entry.pk))]


# --- The list under the caret ----------------------------------------------------------------------------------------


def test_it_finds_any_word_of_the_name_by_its_beginning_without_accents(author, plaza, as_):
    for name, handle in (
        ("Nicolò D'Angelo", "nicolo"),
        ("Anna-Maria Forlì", "annamaria"),
        ("Łukasz Zieliński", "lukasz"),
        ("Ada Colombo", "ada-c"),
    ):
        factories.a_person(name, handle=handle)
    client = as_(author)

    assert named(client, space=plaza.slug, q="nicolo") == ["nicolo"]
    assert named(client, space=plaza.slug, q="NICOLÒ") == ["nicolo"]
    assert named(client, space=plaza.slug, q="angelo") == ["nicolo"]
    assert named(client, space=plaza.slug, q="maria") == ["annamaria"]
    assert named(client, space=plaza.slug, q="zielin") == ["lukasz"]
    assert named(client, space=plaza.slug, q="ada col") == ["ada-c"]
    assert named(client, space=plaza.slug, q="olo") == []


def test_it_offers_only_people_who_will_be_able_to_read_it(author, colleague, outsider, lab, as_):
    post = a_post(author, space=lab)

    assert named(as_(author), entry=post.pk) == ["ben"]
    assert named(as_(author), space=lab.slug) == ["ben"]
    assert "cleo" in named(as_(author), audience="org")


def test_a_customer_is_offered_own_company_facing_staff_and_who_takes_part(
    author, colleague, outsider, customer, other_customer, acme, porch, as_
):
    CompanyAssignment.objects.create(company=acme, person=outsider)
    workmate = factories.a_customer("Dino Neri", handle="dino", company=acme)
    post = a_post(author, space=porch)

    assert set(named(as_(customer), entry=post.pk)) == {"ada", "cleo", "dino"}
    assert set(named(as_(customer), space=porch.slug)) == {"cleo", "dino"}

    a_comment(post, other_customer)
    assert set(named(as_(customer), entry=post.pk)) == {"ada", "cleo", "dino", "emil"}
    assert named(as_(workmate), entry=post.pk, q="emil") == ["emil"]


def test_an_address_finds_nobody(author, colleague, plaza, as_):
    factories.a_person("Zoe Riva", handle="zoe", email="secret.address@corporate.example")
    client = as_(author)

    for typed in ("secret", "corporate", "secret.address@corporate.example", "example", "%", "_", "zoe%"):
        assert named(client, space=plaza.slug, q=typed) == []


def test_it_shows_a_byline_and_nothing_else(author, colleague, plaza, as_):
    [item] = as_(author).get(reverse("conversation:mentions"), {"space": plaza.slug, "q": "ben"}).json()["items"]

    assert set(item) == {"handle", "name", "detail", "tint", "initials", "avatar", "emoji", "away"}


def test_who_takes_part_comes_first_then_members_then_the_rest(author, colleague, outsider, plaza, as_):
    add_member(plaza, by=author, person=factories.a_person("Zeno Membri", handle="zeno"))
    post = a_post(author, space=plaza)
    factories.a_person("Aaron Primo", handle="aaron")
    a_comment(post, outsider)

    assert named(as_(author), entry=post.pk)[:4] == ["cleo", "zeno", "aaron", "ben"]


def test_it_names_at_most_eight_and_nobody_twice_and_never_oneself(author, plaza, as_):
    post = a_post(author, space=plaza)
    for number in range(12):
        a_comment(post, factories.a_person(f"Person {number:02}", handle=f"p{number}"))
    a_comment(post, author)

    found = named(as_(author), entry=post.pk)
    assert len(found) == len(set(found)) == 8
    assert "ada" not in found


def test_the_gone_and_the_machine_are_not_offered(author, deactivated, plaza, as_):
    User.objects.system()

    assert named(as_(author), space=plaza.slug, q="fred") == []
    assert named(as_(author), space=plaza.slug, q="portico") == []


def test_where_one_may_not_look_there_is_nothing(
    author, colleague, outsider, customer, moderator, admin, lab, vault, as_
):
    post = a_post(author, space=lab)

    for person in (outsider, customer, moderator, admin):
        client = as_(person)
        for asked in (
            {"entry": post.pk},
            {"entry": 10**9},
            {"entry": "x"},
            {"space": lab.slug},
            {"space": vault.slug},
            {"space": "no-such"},
            {"audience": lab.audience},
            {"audience": "space_999"},
            {"audience": ""},
            {},
        ):
            assert client.get(reverse("conversation:mentions"), asked).status_code == 404, asked
    assert as_(customer).get(reverse("conversation:mentions"), {"audience": "org"}).status_code == 404


def test_a_guest_is_told_to_sign_in(author, porch, guest, as_):
    post = a_post(author, space=porch)

    for url in ("conversation:mentions", "conversation:check-mentions"):
        assert as_(guest).get(reverse(url), {"entry": post.pk}).status_code == 401


def test_the_list_costs_the_same_in_a_small_house_and_a_large_one(author, plaza, as_, queries_stay_flat):
    post = a_post(author, space=plaza)
    client = as_(author)
    queries_stay_flat(
        lambda: client.get(reverse("conversation:mentions"), {"entry": post.pk}),
        lambda: a_comment(post, factories.a_person()),
    )


# --- The warning ----------------------------------------------------------------------------------------


def test_who_cannot_read_it_is_named_before_it_is_sent(author, colleague, outsider, lab, as_):
    asked = {"space": lab.slug, "handles": "ben,cleo,nobody-at-all"}

    answer = as_(author).get(reverse("conversation:check-mentions"), asked).json()

    assert [item["handle"] for item in answer["items"]] == ["cleo"]
    assert answer["warning"] == "Cleo Verdi cannot read this and will not be told."


def test_of_people_one_may_not_know_nothing_is_said(author, customer, other_customer, porch, acme, as_):
    post = a_post(author, audience="customers")

    asked = {"audience": acme.audience, "handles": "emil cleo"}
    assert as_(customer).get(reverse("conversation:check-mentions"), asked).json() == {"items": [], "warning": ""}
    assert post.pk


# --- What is kept and who is told --------------------------------------------------------------------


def test_who_is_named_is_told_if_they_may_read_it(author, colleague, outsider, lab):
    post = a_post(author, "@ben and @cleo and @nobody", space=lab)

    assert set(Mention.objects.values_list("person__handle", flat=True)) == {"ben", "cleo"}
    assert told(post) == [colleague.pk]


def test_an_edit_tells_only_who_is_newly_named(author, colleague, outsider, plaza):
    post = a_post(author, "@ben look", space=plaza)
    edit_entry(post, by=author, body="@ben look, @cleo too")

    assert told(post) == [outsider.pk]


def test_an_edit_that_names_nobody_new_tells_nobody(author, colleague, plaza):
    post = a_post(author, "@ben look", space=plaza)
    edit_entry(post, by=author, body="@ben, look")

    assert told(post) == []


def test_a_name_that_was_taken_out_is_forgotten(author, colleague, plaza):
    post = a_post(author, "@ben look", space=plaza)
    edit_entry(post, by=author, body="look")

    assert not Mention.objects.exists()


def test_naming_oneself_tells_nobody(author, plaza):
    assert told(a_post(author, "I, @ada", space=plaza)) == []


def test_what_was_moved_away_meanwhile_tells_nobody_who_cannot_follow(author, outsider, plaza, lab):
    post = a_post(author, "@cleo come", space=plaza)
    published = Activity.objects.get(subject=post.key)
    move_entry(post, by=author, space=lab, audience=lab.audience)

    assert list(mentioned_in(published, post)) == []


def test_a_customer_can_name_who_takes_part_and_no_stranger(author, colleague, customer, porch):
    post = a_post(author, space=porch)

    comment = a_comment(post, customer, "@ada thank you, and @ben")

    assert [mention.person for mention in comment.mentions.all()] == [author]
    assert "@ben" in comment.body_html
