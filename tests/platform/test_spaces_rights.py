"""Who may do what in a space: what its page says, and what is so."""

from __future__ import annotations

import itertools

import pytest
from django.core.exceptions import PermissionDenied

from feeds.actions import publish_post
from intranet.accounts.models import User
from intranet.content.policies import can_comment, can_moderate
from intranet.conversation.actions import add_comment
from intranet.spaces import actions, policies
from intranet.spaces.matrix import rights_in
from intranet.spaces.models import Space
from tests import factories

KINDS = list(itertools.product(["open", "closed", "secret", "community"], ["members", "keepers"], [False, True]))


@pytest.mark.parametrize(("visibility", "posting", "archived"), KINDS)
def test_what_the_page_says_is_what_the_policies_say(
    visibility, posting, archived, author, colleague, outsider, moderator
):
    member = factories.a_person("Mimi Riva", handle="mimi")
    space = factories.a_space("Court", owner=author, members=(colleague, member), visibility=visibility)
    actions.change_role(space, by=author, person=colleague, role="moderator")
    post = publish_post(by=member, space=space, body="x")
    actions.change_space(space, by=author, posting=posting)
    if archived:
        actions.archive_space(space, by=author)
    space = Space.objects.get(pk=space.pk)
    post.space = space

    def rights_of(person) -> dict[str, bool]:
        person = User.objects.get(pk=person.pk)
        return {
            "know": Space.objects.visible_to(person).filter(pk=space.pk).exists(),
            "read": bool(policies.can_read_inside(person, space)),
            "post": bool(policies.can_post_in(person, space)),
            "comment": bool(policies.can_read_inside(person, space) and can_comment(person, post)),
            "invite": bool(policies.can_let_in(person, space)),
            "moderate": bool(can_moderate(person, post)),
            "fill": bool(policies.can_add_people(person, space)),
            "manage": bool(policies.can_manage(person, space)),
        }

    so = {
        name: rights_of(person)
        for name, person in {"others": outsider, "members": member, "moderators": colleague, "owners": author}.items()
    }
    said = {column: {right.name: getattr(right, column) for right in rights_in(space)} for column in so}
    assert said == so


def test_the_page_about_a_space_says_it(as_, colleague, lab):
    page = as_(colleague).get("/spaces/lab/about/").content.decode()
    assert "Who may do what here" in page
    assert "Invite, and decide who comes in" in page


def test_where_only_keepers_post_members_comment(as_, author, colleague, lab):
    actions.change_space(lab, by=author, posting="keepers")
    with pytest.raises(PermissionDenied, match="owners and moderators write"):
        publish_post(by=colleague, space=lab, body="x")
    post = publish_post(by=author, space=lab, body="News")
    assert add_comment(post, by=colleague, body="Thanks")
    assert "text-composer" not in as_(colleague).get("/spaces/lab/").content.decode().partition("data-list")[0]
    actions.change_role(lab, by=author, person=colleague, role="moderator")
    assert publish_post(by=colleague, space=lab, body="x")


def test_a_moderator_of_the_site_is_no_keeper_of_a_community(author, moderator, porch):
    actions.change_space(porch, by=author, posting="keepers")
    actions.join_space(porch, by=moderator)
    with pytest.raises(PermissionDenied):
        publish_post(by=moderator, space=porch, body="x")


def test_the_settings_keep_who_posts(as_, author, lab):
    form = {"name": "Lab", "visibility": "closed", "posting": "keepers", "parts": ["feeds"]}
    as_(author).post("/spaces/lab/settings/", form)
    assert Space.objects.get(pk=lab.pk).posting == "keepers"
    del form["posting"]
    as_(author).post("/spaces/lab/settings/", form)
    assert Space.objects.get(pk=lab.pk).posting == "keepers"
