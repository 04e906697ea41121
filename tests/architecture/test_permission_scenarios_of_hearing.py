"""The scenarios of docs/permissions.md about what people are told, under the same numbers."""

from __future__ import annotations

import pytest
from allauth.account.models import EmailAddress
from django.core.exceptions import PermissionDenied

from feeds.actions import publish_post
from intranet.accounts.actions import create_token, revoke_token
from intranet.conversation.models import Comment, TeamMention
from intranet.notifications import actions
from intranet.notifications.mail.addresses import reply_address
from intranet.notifications.models import Notification, PushDevice
from intranet.notifications.push.actions import living, remove_device, send_test
from intranet.notifications.rehearsal import who_would_hear
from intranet.spaces.actions import join_space, remove_member
from intranet.spaces.teams import can_mention_team

from . import table_of_notifications


def test_50_a_team_is_named_by_its_staff_and_tells_who_may_read(author, colleague, outsider, customer, lab, run_jobs):
    lab.refresh_from_db()
    for person in (outsider, customer):
        assert not can_mention_team(person, lab)
    publish_post(by=outsider, audience="org", body="@lab")
    assert not TeamMention.objects.exists()
    publish_post(by=author, space=lab, body="@lab")
    run_jobs()
    told = Notification.objects.filter(reason="team").values_list("recipient", flat=True)
    assert set(told) == {colleague.pk}


def test_51_how_much_one_hears_is_ones_own_and_the_usual_is_the_owners(author, colleague, outsider, admin, lab):
    assert actions.set_level(lab.key, by=colleague, degree="all")
    for person in (outsider, admin):
        with pytest.raises(PermissionDenied):
            actions.set_level(lab.key, by=person, degree="all")
    for person in (colleague, admin):
        with pytest.raises(PermissionDenied):
            actions.set_default_level(lab, by=person, degree="all")
    assert actions.set_default_level(lab, by=author, degree="all")


def test_52_who_would_hear_names_nobody_unknown_to_the_writer(author, outsider, customer, other_customer, porch, lab):
    inside = who_would_hear(lambda: publish_post(by=author, space=lab, body="@cleo"), by=author)
    assert (inside.total, inside.left_out) == (0, [outsider.name])
    join_space(porch, by=customer)
    outside = who_would_hear(lambda: publish_post(by=customer, space=porch, body="@emil @cleo"), by=customer)
    assert (outside.total, outside.left_out) == (0, [])


def test_53_by_mail_speaks_who_was_sent_it_with_the_rights_of_that_moment(author, colleague, outsider, lab, settings):
    settings.REPLY_ADDRESS = "reply@meridiana.example"
    post = publish_post(by=author, space=lab, body="When?")
    for person in (colleague, outsider):
        EmailAddress.objects.create(user=person, email=person.email, verified=True)

    def said(sender, *, to) -> int:
        head = f"From: {sender.email}\r\nMessage-ID: <{sender.pk}.{to}>\r\n\r\nNow."
        actions.take_mail(head.encode(), to=to)
        return Comment.objects.filter(root=post).count()

    hers = reply_address(colleague, post)
    assert said(outsider, to=hers) == 0
    assert said(outsider, to=reply_address(outsider, post)) == 0
    assert said(colleague, to=hers) == 1
    remove_member(lab, by=author, person=colleague)
    assert said(colleague, to=reply_address(colleague, post)) == 1


def test_54_a_device_that_push_reaches_is_its_owners(as_, colleague, outsider, admin):
    token, _secret = create_token(colleague, by=colleague, name="A phone")
    device = PushDevice.objects.get(pk=table_of_notifications.called_with(token)["api:test_push_device"]["device_id"])
    for person in (outsider, admin):
        assert as_(person).delete(f"/api/v1/me/push-devices/{device.pk}").status_code == 404
        for do in (remove_device, send_test):
            with pytest.raises(PermissionDenied):
                do(device, by=person)
    assert living(colleague) == [device]
    revoke_token(token, by=colleague)
    assert living(colleague) == []
