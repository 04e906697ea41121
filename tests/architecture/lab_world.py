"""The lab with something of everything in it, so that each address of the house has a real thing behind it."""

from __future__ import annotations

import io
import secrets
from datetime import timedelta
from typing import Any

from allauth.usersessions.models import UserSession
from django.utils.timezone import localdate, now
from PIL import Image

from feeds.actions import edit_post, publish_post
from feeds.events.actions import make_address
from feeds.filters import Filter
from feeds.keeping_filters import save_filter
from feeds.kudos.actions import give_kudos
from feeds.kudos.values import values_on_offer
from intranet.accounts import keys
from intranet.accounts.actions import add_field, create_token, invite_staff, upload_avatar, write_note
from intranet.accounts.actions.vacancies import open_vacancy
from intranet.accounts.models import Department, User
from intranet.api.webhooks.actions import add_webhook
from intranet.api.webhooks.models import Attempt, Delivery
from intranet.content.actions import delete_entry
from intranet.content.files.uploads import store_upload
from intranet.content.models import Attachment
from intranet.conversation.actions import add_comment
from intranet.conversation.links import pictures as link_pictures
from intranet.conversation.polls.wanted import WantedPoll
from intranet.core.models import SiteSettings
from intranet.notifications.digests.links import read_all_url
from intranet.notifications.mail.stops import Undo, stop_url, undo_word
from intranet.notifications.models import Notification
from intranet.search.actions import save_search
from intranet.spaces import actions as space_actions
from intranet.spaces.actions.starting import Step
from intranet.spaces.models import ChecklistItem, Space
from tests.factories import a_person
from tests.feeds.events_at_hand import an_event
from tests.platform.files_of_strangers import PDF, a_picture, upload

from . import (
    accounts_world,
    broadcast_tables,
    chat_tables,
    coming_and_going_world,
    entry_life_world,
    forum_tables,
    ideas_tables,
    table_of_crm,
    table_of_growing,
    table_of_insights,
    table_of_notifications,
    table_of_outside,
    table_of_queue,
    table_of_setting_up,
    wiki_tables,
)

EVENT_PAGES = ("event", "event-edit", "event-cancel", "event-answer", "event-people", "event-ics")

WEBHOOK_PAGES = ("webhook", "edit", "do", "rotate", "delivery", "replay")

POLL_PAGES = ("poll", "poll-voters", "poll-results", "poll-edit", "poll-close")


def furnish(
    lab: Space,
    vault: Space,
    *,
    author: User,
    colleague: User,
    outsider: User,
    moderator: User,
    admin: User,
    run_jobs: Any,
) -> dict[str, Any]:
    """What happened in the lab. Returns the arguments of every address, by the name of the argument; where two
    addresses call different things alike, under the name of the address."""
    picture = store_upload(upload("bench.png", a_picture()), by=author)
    run_jobs()
    loose = store_upload(upload("notes.pdf", PDF), by=author)
    post = publish_post(
        by=author,
        space=lab,
        title="Quieter fans",
        body="Have a look, @ben. #bearings",
        attachment_ids=[picture.pk],
    )
    edit_post(post, by=author, title="Quieter fans", body="Have another look, @ben. #bearings")
    comment = add_comment(post, by=author, body="The drawings follow.")
    bens = add_comment(post, by=colleague, body="I can see them.")
    gone = publish_post(by=author, space=lab, body="Never mind.")
    delete_entry(gone, by=author)
    asked = space_actions.ask_to_join(lab, by=outsider)
    step = _the_lab_greets_and_ends(lab, author)
    invited = space_actions.invite_to_space(vault, by=author, person=moderator)
    coming = invite_staff("nora@example.com", by=admin)
    searched = save_search(by=colleague, name="Fans", query="q=fans")
    kept = save_filter(by=colleague, name="Fans", wanted=Filter(tag="fans"))
    token, _secret = create_token(colleague, by=colleague, name="Report of the week")
    elsewhere = UserSession.objects.create(
        user=colleague, session_key=secrets.token_hex(16), ip="127.0.0.1", user_agent="Firefox on Linux"
    )
    face = upload_avatar(colleague, _a_face(), by=colleague)
    note = write_note(colleague, "Prefers mornings.", by=moderator)
    desk = add_field(by=admin, label="Desk", managed=True)
    asking = WantedPoll(("This", "That"), results="always")
    asked_all = publish_post(by=author, space=lab, body="Which fan?", poll=asking)
    tess = a_person("Tess Thanked", handle="tess")
    space_actions.add_member(lab, by=author, person=tess)
    value = values_on_offer()[0]
    thanks = give_kudos(by=author, to=[tess], value=value, body="For the bearings", space=lab)
    _hang_up_a_logo()
    event = an_event(author, lab, title="Call about bearings")
    run_jobs()
    told = Notification.objects.get(recipient=colleague, entry=post)
    webhook_id, delivery_id = _a_program_is_told(admin)
    known: dict[str, Any] = {
        "author_id": author.pk,
        "entry_id": post.pk,
        "post_id": post.pk,
        "comment_id": comment.pk,
        "space_id": lab.pk,
        "slug": lab.slug,
        "handle": colleague.handle,
        "sort": "bravi",
        "language": "it",
        "filter_id": kept.pk,
        "search_id": searched.pk,
        "api:follow": {"towards": "people", "key": tess.handle},
        "api:mute": {"towards": "people", "key": tess.handle},
        "api:block": {"handle": tess.handle},
        "older": 1,
        "newer": 2,
        "notification_id": told.pk,
        "event_id": event.pk,
        "choice": "yes",
        "secret": make_address(colleague, by=colleague),
        **{f"feeds:{page}": {"entry_id": event.pk} for page in EVENT_PAGES},
        "feeds:tag-atom": {"slug": "bearings"},
        "poll_id": asked_all.pk,
        "option_id": asked_all.poll.options.all()[0].pk,
        "kudos_id": thanks.pk,
        "value_id": value.pk,
        "feeds:kudos": {"entry_id": thanks.pk},
        "feeds:kudos-edit": {"entry_id": thanks.pk},
        **{f"conversation:{page}": {"entry_id": asked_all.pk} for page in POLL_PAGES},
        "content:tag": {"slug": "bearings"},
        "content:file": {"pk": picture.pk, "name": Attachment.objects.get(pk=picture.pk).name},
        "content:describe-file": {"pk": loose.pk},
        "content:discard-file": {"pk": loose.pk},
        "content:throw-away-file": {"pk": loose.pk},
        **entry_life_world.furnish(post, lab=lab, vault=vault, author=author),
        **coming_and_going_world.furnish(lab, author=author, colleague=colleague, admin=admin),
        "webhook_id": webhook_id,
        "delivery_id": delivery_id,
        **{f"webhooks:{page}": {"pk": webhook_id} for page in WEBHOOK_PAGES},
        **table_of_notifications.called_with(token),
        **chat_tables.furnish(lab, author=author, colleague=colleague, outsider=outsider, admin=admin),
        **wiki_tables.furnish(
            lab, author=author, colleague=colleague, outsider=outsider, moderator=moderator, admin=admin
        ),
        **forum_tables.furnish(
            lab, author=author, colleague=colleague, outsider=outsider, moderator=moderator, admin=admin
        ),
        **broadcast_tables.furnish(
            lab, author=author, colleague=colleague, outsider=outsider, moderator=moderator, admin=admin
        ),
        **ideas_tables.furnish(
            lab, author=author, colleague=colleague, outsider=outsider, moderator=moderator, admin=admin
        ),
        **table_of_setting_up.furnish(admin=admin),
        **table_of_crm.furnish(admin=admin),
        **table_of_growing.furnish(author=author, admin=admin),
        **table_of_outside.furnish(author=author, admin=admin),
        **table_of_insights.ARGUMENTS,
        **table_of_queue.furnish(lab, author=author, colleague=colleague, moderator=moderator, admin=admin),
        "content:undelete": {"entry_id": gone.pk},
        "moderation:hide": {"entry_id": bens.pk},
        "moderation:dismiss": {"entry_id": bens.pk},
        "moderation:restore": {"entry_id": bens.pk},
        "spaces:decide": {"request_id": asked.pk},
        "api:decide_request": {"space_id": lab.pk, "request_id": asked.pk},
        "item_id": step.pk,
        "spaces:invitation": {"request_id": invited.pk},
        "spaces:answer": {"request_id": invited.pk},
        "accounts:resend_invitation": {"pk": coming.pk},
        "accounts:revoke_invitation": {"pk": coming.pk},
        "accounts:accept_invitation": {"token": keys.invitation_secret(coming)},
        "accounts:revoke_token": {"pk": token.pk},
        "accounts:end_session": {"pk": elsewhere.pk},
        "accounts:terms": {"kind": "terms"},
        "accounts:publish_terms": {"kind": "terms"},
        "accounts:terms_version": {"kind": "terms", "version": 1},
        "accounts:terms_changes": {"kind": "terms", "version": 2},
        "mfa_remove_webauthn": {"pk": 1},
        "mfa_edit_webauthn": {"pk": 1},
        "api:close_position": {"vacancy_id": open_vacancy(by=admin, job_title="Tester of windows").pk},
        "accounts:vacancy_close": {"pk": open_vacancy(by=admin, job_title="Tester").pk},
        "accounts:field": {"pk": desk.pk},
        "accounts:field_change": {"pk": desk.pk},
        "accounts:note_delete": {"pk": note.pk},
        "api:delete_note": {"note_id": note.pk},
        "api:change_own": {"name": "bio"},
        "api:hide_knowledge": {"theme": "tag_1"},
        "api:change_managed": {"name": "job_title"},
        "core:app-icon": {"purpose": "any", "size": 192},
        "notifications:unsubscribe": {"word": stop_url(colleague, "answers", post).split("/")[-2]},
        "notifications:digest-read": {"word": read_all_url(colleague, now()).split("/")[-2]},
        "notifications:unsubscribe-undo": {"word": undo_word(Undo(colleague.pk, ["answers"], 0))},
        "accounts:avatar": {"name": face, "size": 64},
        "conversation:link-picture": {"name": link_pictures.store(_a_face().read())},
        "account_reset_password_from_key": {"uidb36": "1", "key": "set-password"},
    }
    return known | accounts_world.arguments(known)


def _the_lab_greets_and_ends(lab: Space, author: User) -> ChecklistItem:
    """A rule that names nobody, something to do first, and a last day."""
    space_actions.set_rule(lab, by=author, department=Department.objects.create(name="Nobody works here"))
    space_actions.set_checklist(lab, by=author, steps=[Step("Look at the fans")])
    space_actions.start_pilot(lab, by=author, goal="Less noise", ends_on=localdate() + timedelta(days=60))
    return lab.checklist.get()


def _a_program_is_told(admin: User) -> tuple[int, int]:
    """A webhook of the house, and a delivery that failed: nobody answers there."""
    webhook, _secret = add_webhook(by=admin, url="https://crm.example.com/hook", scope="org", verbs=["*"])
    delivery = Delivery.objects.create(webhook=webhook, verb="webhooks.test", state="failed", tries=1, status=503)
    headers = {"webhook-id": delivery.message_id, "webhook-timestamp": "1700000000"}
    Attempt.objects.create(delivery=delivery, number=1, headers=headers, status=503, answer="<h1>Busy</h1>")
    return webhook.pk, delivery.pk


def _hang_up_a_logo() -> None:
    site = SiteSettings.current()
    site.logo.save("logo.webp", upload("logo.webp", a_picture("WEBP")))
    SiteSettings.forget()


def _a_face() -> io.BytesIO:
    out = io.BytesIO()
    Image.new("RGB", (300, 300), "olive").save(out, "PNG")
    out.seek(0)
    return out
