"""Categories, products and versions, for who owns a community."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from forum import actions
from forum.categories import products
from forum.categories.readers import change_readers
from forum.keeping.merging import merge_topics
from forum.models import Category, Note, Topic
from intranet.content.models import Entry, Product
from intranet.conversation.notes.actions import add_note
from intranet.search.models import Pending

pytestmark = pytest.mark.django_db

FORM = {
    "name": "Terminals",
    "slug": "terminals",
    "readers": "everyone",
    "writers": "everyone",
    "sorts": ["question"],
    "position": "1",
}


def test_everything_that_stands_in_a_category_is_read_by_whom_it_is_for_then(
    category, topic, answered, author, customer, colleague, moderator
):
    again = actions.ask(category, by=customer, title="Again", body="x")
    merge_topics(again, into=Topic.objects.with_place().get(pk=topic.pk), by=moderator)
    note = add_note(topic, by=colleague, body="Among us")
    Pending.objects.all().delete()
    assert change_readers(category, by=author, readers="staff")
    assert not change_readers(category, by=author, readers="staff")
    assert set(Entry.objects.filter(kind__startswith="forum.").values_list("audience", flat=True)) == {"org"}
    assert {topic.pk, answered.pk} <= set(Pending.objects.values_list("entry_id", flat=True))
    assert change_readers(category, by=author, readers="everyone")
    assert Topic.objects.visible_to(customer).filter(pk=topic.pk).exists()
    assert Note.objects.get(pk=note.pk).audience == "org"


def test_an_owner_makes_and_changes_categories_and_is_told_who_will_read_them(
    porch, author, colleague, lab, as_, for_staff
):
    client = as_(author)
    said = FORM | {
        "space": porch.pk,
        "contacts": "@ben",
        "team": lab.pk,
        "reply_hours": "8",
        "name": "Readers",
        "slug": "",
    }
    assert client.post(reverse("forum:category-new"), said).status_code == 302
    made = Category.objects.get(name="Readers")
    assert (made.slug, made.team, made.reply_hours, list(made.contacts.all())) == ("readers", lab, 8, [colleague])
    assert "Readers" in client.get(reverse("forum:categories")).content.decode()

    address = reverse("forum:category-change", args=[for_staff.pk])
    wider = FORM | {"slug": for_staff.slug, "name": "Desk"}
    asked = client.post(address, wider)
    assert "also without an account" in asked.content.decode()
    assert Category.objects.get(pk=for_staff.pk).readers == "staff"
    assert client.post(address, wider | {"sure": "1"}).status_code == 302
    assert Category.objects.get(pk=for_staff.pk).readers == "everyone"


@pytest.mark.parametrize(
    ("field", "value"),
    [("slug", "desk"), ("sorts", []), ("contacts", "@dora"), ("reply_hours", "0"), ("position", "x"), ("name", "")],
)
def test_what_makes_no_sense_is_asked_for_again_with_what_was_typed(
    field, value, category, for_staff, author, customer, as_
):
    said = FORM | {"description": "Kept as typed", field: value}
    answer = as_(author).post(reverse("forum:category-change", args=[category.pk]), said)
    assert answer.status_code == 422
    assert "Kept as typed" in answer.content.decode()


def test_a_new_promise_counts_for_what_waits(category, topic, author, as_):
    before = Topic.objects.get(pk=topic.pk).due_at
    said = FORM | {"slug": category.slug, "reply_hours": "2"}
    as_(author).post(reverse("forum:category-change", args=[category.pk]), said)
    assert Topic.objects.get(pk=topic.pk).due_at < before


def test_nobody_else_manages_them(category, colleague, customer, as_, admin):
    for person in (colleague, customer):
        client = as_(person)
        assert client.get(reverse("forum:categories")).status_code == 403
        assert client.get(reverse("forum:products")).status_code == 403
        assert client.post(reverse("forum:category-change", args=[category.pk]), FORM).status_code == 403
        with pytest.raises(PermissionDenied):
            products.save_product(by=person, name="Mine")
    assert as_(admin).get(reverse("forum:categories")).status_code == 200


def test_a_product_has_versions_of_which_one_is_current(author, category, customer, as_):
    client = as_(author)
    client.post(reverse("forum:products"), {"name": "Reader"})
    reader = Product.objects.get()
    address = reverse("forum:product", args=[reader.pk])
    for name in ("4.1", "4.2"):
        client.post(address, {"add": "1", "version-name": name, "version-is_current": "on"})
    assert list(reader.versions.values_list("name", "is_current")) == [("4.2", True), ("4.1", False)]
    assert client.post(address, {"add": "1", "version-name": "4.2"}).status_code == 422
    assert client.post(address, {"product-name": ""}).status_code == 422
    first = reader.versions.get(name="4.1")
    client.post(reverse("forum:product-version", args=[first.pk]), {"what": "current"})
    assert reader.versions.get(is_current=True) == first
    actions.ask(category, by=customer, title="About it", body="x", version=first)
    with pytest.raises(ValidationError):
        products.delete_version(first, by=author)
    client.post(reverse("forum:product-delete", args=[reader.pk]))
    assert Product.objects.exists()
