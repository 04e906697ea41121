"""Answers that are given often, and the words in braces that are filled in."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from forum.models import CannedReply
from forum.replies.actions import save_reply
from forum.replies.policies import replies_of
from forum.replies.variables import fill, unknown_in
from intranet.core.markup import render


def test_words_in_braces_are_filled_in_in_either_language_and_what_is_not_known_stays():
    values = {"name": "Dora", "version": "", "link": "https://example.com/a_b_"}
    filled = fill("Hi {name}, ciao {Nome}: {version} {wat} {link} \\{name} {{name}}", values)
    assert filled.body == "Hi Dora, ciao Dora: {version} {wat} https://example.com/a_b_ \\{name} {{name}}"
    assert (filled.unknown, filled.empty) == (("wat",), ("version",))
    assert unknown_in("{name} {wat} {wat} {versione}") == ("wat",)


@pytest.mark.parametrize(
    "name", ["[x](https://evil.example)", "**bold**", "<b>x</b>", "@ada", "#tag", "`code`", "![x](y)", "a_b_c"]
)
def test_a_name_chosen_by_somebody_else_does_nothing_in_ones_own_words(name):
    html = render(f"Hello {fill('{name}', {'name': name}).body}!").html
    assert not any(mark in html for mark in ("<a", "<strong", "<b>", "<code", "<img", "<em"))


@pytest.mark.django_db
def test_ones_own_are_ones_own_and_those_of_a_team_are_for_its_people(lab, author, colleague, outsider, customer):
    mine = save_reply(by=author, title="Mine", body="x")
    ours = save_reply(by=author, title="Ours", body="x", team=lab)
    assert set(replies_of(author)) == {mine, ours}
    assert set(replies_of(colleague)) == {ours}
    assert not replies_of(outsider).exists()
    save_reply(ours, by=colleague, title="Ours too", body="y", team=lab)
    for refused in (
        lambda: save_reply(mine, by=colleague, title="x", body="x"),
        lambda: save_reply(by=outsider, title="x", body="x", team=lab),
        lambda: save_reply(by=customer, title="x", body="x"),
    ):
        with pytest.raises(PermissionDenied):
            refused()
    with pytest.raises(ValidationError):
        save_reply(by=author, title=" ", body="x")


@pytest.mark.django_db
def test_a_reply_comes_filled_in_and_counts_how_often(topic, colleague, author, outsider, as_):
    reply = save_reply(by=colleague, title="Version", body="Hello {name}, which {version} of {product}? {link} {wat}")
    client, address = as_(colleague), reverse("forum:reply-filled", args=[reply.pk, topic.pk])
    said = client.post(address).json()
    assert said["body"].startswith("Hello Dora Neri, which {version}")
    assert topic.get_absolute_url() in said["body"]
    assert (said["empty"], said["unknown"]) == (["version", "product"], ["wat"])
    assert client.get(address).json()["body"] == said["body"]
    assert CannedReply.objects.get(pk=reply.pk).used_count == 1
    offered = client.get(reverse("forum:replies-offered")).json()["items"]
    assert [item["name"] for item in offered] == ["Version"]
    assert as_(author).get(address).status_code == 404


@pytest.mark.django_db
def test_they_are_made_changed_and_deleted_on_a_page_which_says_what_means_nothing(colleague, customer, as_):
    client, address = as_(colleague), reverse("forum:replies")
    page = client.post(address, {"title": "Hello", "body": "Hi {nmae}"}, follow=True).content.decode()
    assert "{nmae}" in page.replace("&#123;", "{").replace("&#125;", "}")
    reply = CannedReply.objects.get()
    assert client.post(address, {"title": "", "body": "kept words"}).status_code == 422
    own = reverse("forum:reply", args=[reply.pk])
    assert client.post(own, {"title": "Hello", "body": "Hi {name}"}).status_code == 302
    assert as_(customer).get(address).status_code == 403
    client.post(reverse("forum:reply-delete", args=[reply.pk]))
    assert not CannedReply.objects.exists()
