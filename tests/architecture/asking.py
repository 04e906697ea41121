"""Asking an address as each of the cast, each time afresh and without leaving a trace."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.db import transaction
from django.http import HttpResponseBase
from django.test import Client
from django.utils.timezone import localdate

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
    table_of_search,
    table_of_setting_up,
    wiki_tables,
)
from .addresses import Address

CAST = (
    "guest",
    "customer",
    "other_customer",
    "outsider",
    "colleague",
    "moderator",
    "admin",
    "deactivated",
    "author",
)
# Where nothing that can be read is sent, the answer says as much about a missing field as about the reader.
FORMS: dict[str, dict[str, Any]] = {
    "feeds:post-new": {"body": "Hot air", "audience": "space_{space_id}"},
    "feeds:event-new": {
        "audience": "space_{space_id}",
        "title": "Call",
        "starts_on": "2040-05-06",
        "all_day": "on",
        "time_zone": "Europe/Rome",
    },
    "feeds:event-edit": {
        "title": "Call",
        "starts_on": "2040-05-07",
        "all_day": "on",
        "time_zone": "Europe/Rome",
        "based_on": "0",
    },
    "feeds:event-cancel": {"why": "Rain"},
    "feeds:event-answer": {"choice": "yes"},
    "feeds:settings-calendar": {"remind": "15"},
    "feeds:calendar-address": {"covers": "mine"},
    "feeds:poll-new": {
        "body": "Which?",
        "audience": "space_{space_id}",
        "option_1": "This",
        "option_2": "That",
        "results": "voting",
    },
    "feeds:kudos-new": {"to": "@tess", "value": "{value_id}", "body": "For the fans", "audience": "org"},
    "feeds:kudos-edit": {"body": "For all the fans", "value": "{value_id}", "based_on": "0"},
    "conversation:poll": {"option": "{option_id}"},
    "conversation:poll-edit": {"option_1": "This", "option_2": "The other", "results": "always"},
    "feeds:post-edit": {"body": "Cold air", "based_on": "1"},
    "feeds:filters": {"name": "Fans", "query": "tag=fans"},
    "content:stance": {"way": "follow", "tag": "bearings"},
    "content:describe-file": {"alt_text": "A bench"},
    "conversation:comments": {"body": "When?"},
    "conversation:edit": {"body": "The drawings followed.", "based_on": "0"},
    "accounts:invitations": {"email": "otto@example.com", "kind": "staff", "language": "en"},
    "accounts:standing": {"role": "moderator", "job_title": "Engineer"},
    "accounts:accept_invitation": {"name": "Nora Blu", "password": "porticus-in-the-rain"},
    "accounts:publish_terms": {"text_en": "Be kind.", "text_it": "Sii gentile."},
    "accounts:settings_profile": {"name": "Somebody Else"},
    "accounts:settings_status": {"text": "Busy"},
    "accounts:settings_absence": {"end": "1"},
    "accounts:vacancy_new": {"job_title": "Tester of doors"},
    "accounts:field_new": {"label": "Shoe size", "sort": "text", "audience": "org"},
    "accounts:field": {"label": "Table", "sort": "text", "audience": "org"},
    "accounts:field_change": {"do": "retire"},
    "accounts:notes": {"body": "Prefers mornings."},
    "accounts:settings_account": {"language": "it", "time_zone": "Europe/Rome"},
    "accounts:settings_picture": {"remove": "1"},
    "accounts:settings_tokens": {"name": "A program", "lifetime": "90"},
    "accounts:language": {"language": "it"},
    "notifications:unread": {"subject": "entry_{entry_id}"},
    "moderation:hide": {"reason": "Not here"},
    "moderation:flag": {"reason": "spam"},
    "spaces:space-new": {"name": "Attic", "visibility": "open"},
    "spaces:invite": {"person": "mara"},
    "spaces:change-role": {"role": "moderator"},
    "spaces:decide": {"decision": "accept"},
    "spaces:answer": {"decision": "accept"},
    "spaces:settings": {"name": "Laboratory", "visibility": "closed"},
    "spaces:archive": {"archived": "1"},
    "spaces:add-people": {"people": "mara"},
    "spaces:filling": {"attribute": "job_title", "value": "Engineer", "do": "save"},
    "spaces:welcome": {"welcome": "Hello", "step-TOTAL_FORMS": "0", "step-INITIAL_FORMS": "0"},
    "spaces:pilot": {"do": "start", "goal": "Less noise", "ends_on": "2027-06-01"},
    "spaces:move": {"parent": ""},
    "spaces:tick": {"done": "1"},
    "spaces:start-close": {"what": "welcome"},
    "webhooks:add": {"url": "https://crm.example.com/hook", "reach": "org", "takes": "all"},
    "webhooks:edit": {"url": "https://crm.example.com/hook", "takes": "all"},
    "webhooks:do": {"do": "test"},
    "account_logout": {},
}
# What is sent as a file, in a form, to addresses of the API.
FILES = {
    "wiki:import-files": ("fans.md", b"# Fans"),
    "api:bring_pages": ("fans.md", b"# Fans"),
    "api:upload": ("notes.pdf", PDF),
    "api:look_through": ("people.csv", coming_and_going_world.PEOPLE),
    "api:put_picture": ("face.png", a_picture()),
}
FORMS |= coming_and_going_world.FORMS | entry_life_world.FORMS | table_of_notifications.FORMS | table_of_search.FORMS
FORMS |= table_of_queue.FORMS | table_of_setting_up.FORMS | table_of_growing.FORMS | table_of_insights.FORMS
FORMS |= table_of_outside.FORMS
FORMS |= broadcast_tables.FORMS | table_of_crm.FORMS
FORMS |= chat_tables.FORMS | wiki_tables.FORMS | forum_tables.FORMS | ideas_tables.FORMS
QUERIES = {
    "api:find": "?q=fans",
    "api:unread": "?subject=entry_{entry_id}",
    "search:reference-offers": "?q=be",
    "content:sections": "?at={entry_id}.h-x.0",
    "content:section-offers": "?q=be",
    "conversation:mentions": "?audience=space_{space_id}&q=be",
    "conversation:check-mentions": "?entry={entry_id}&handles=cleo",
}
DOCUMENTS: dict[str, dict[str, Any]] = {
    "api:set_status": {"text": "Busy"},
    "api:own_absence": {"last_day": (localdate() + timedelta(days=7)).isoformat()},
    "api:set_skills": {"skills": ["Welding"]},
    "api:change_own": {"value": "Knows fans."},
    "api:change_managed": {"value": "Engineer"},
    "api:notes": {"body": "Prefers mornings."},
    "api:spaces": {"name": "Attic"},
    "api:vacancies": {"job_title": "Tester of doors"},
    "api:seen": {"entries": []},
    "api:filters": {"name": "Fans", "query": "tag=fans"},
    "api:poll_vote": {"options": [0]},
    "api:true_of_versions": {"versions": []},
    "api:kudos_in_space": {"to": [0], "value": 0, "body": "For the fans"},
    "api:kudos_to_all": {"to": [0], "value": 0, "body": "For the fans"},
    "api:one_kudos": {"body": "For all the fans"},
    "api:comments": {"body": "When?"},
    "api:one_comment": {"body": "The drawings followed."},
    "api:posts": {"body": "Hot air"},
    "api:events": {"title": "Call", "starts_on": "2040-05-06", "all_day": True},
    "api:invite_space": {"title": "Call", "starts_on": "2040-05-06", "all_day": True},
    "api:event": {"place": "Gate 2"},
    "api:cancel_event": {"why": "Rain"},
    "api:event_answer": {"choice": "yes"},
    "api:post_to_all": {"body": "Hot air"},
    "api:post": {"body": "Cold air"},
    "api:space": {"purpose": "Quieter fans"},
    "api:move_space": {"parent_id": None},
    "api:space_rule": {"attribute": "job_title", "value": "Engineer"},
    "api:preview_rule": {"attribute": "job_title", "value": "Engineer"},
    "api:add_people": {"people": ["mara"], "dry_run": True},
    "api:space_start": {"welcome": "Hello"},
    "api:tick_step": {"done": True},
    "api:decide_request": {"accept": False},
    "api:space_pilot": {"goal": "Less noise", "ends_on": "2027-06-01"},
    "api:decide_pilot": {"keep": True},
    "api:answer_pilot": {"reached": "yes", "why": "It is quieter", "next_step": "keep"},
    "api:webhooks": {"address": "https://crm.example.com/hook"},
    "api:webhook": {"description": "The CRM"},
    "api:replay_failed": {"since": "2026-01-01T00:00:00Z"},
}


DOCUMENTS |= coming_and_going_world.DOCUMENTS | entry_life_world.DOCUMENTS
DOCUMENTS |= accounts_world.DOCUMENTS | table_of_notifications.DOCUMENTS | table_of_search.DOCUMENTS
DOCUMENTS |= table_of_queue.DOCUMENTS | table_of_setting_up.DOCUMENTS | table_of_growing.DOCUMENTS
DOCUMENTS |= table_of_outside.DOCUMENTS
DOCUMENTS |= broadcast_tables.DOCUMENTS | table_of_crm.DOCUMENTS
DOCUMENTS |= chat_tables.DOCUMENTS | wiki_tables.DOCUMENTS | forum_tables.DOCUMENTS | ideas_tables.DOCUMENTS
QUERIES |= broadcast_tables.QUERIES
QUERIES |= chat_tables.QUERIES | wiki_tables.QUERIES | forum_tables.QUERIES | ideas_tables.QUERIES


def session_of(person: Any) -> str:
    """A key that opens the house for this person, and for a guest an empty one."""
    client = Client()
    if person.is_authenticated:
        client.force_login(person)
    found = client.cookies.get(settings.SESSION_COOKIE_NAME)
    return found.value if found else ""


def filled_in(document: dict[str, Any], things: Mapping[str, Any]) -> dict[str, Any]:
    """What is sent to the API, with the number of a thing where its name stands in braces: ``"{answer_id}"``."""
    names = {f"{{{name}}}": thing for name, thing in things.items()}

    def filled(value: Any) -> Any:
        if isinstance(value, list):
            return [filled(one) for one in value]
        return names.get(value, value) if isinstance(value, str) else value

    return {key: filled(value) for key, value in document.items()}


def ask(session: str, method: str, address: Address, things: Mapping[str, Any], **headers: Any) -> HttpResponseBase:
    client = Client(raise_request_exception=False)
    client.cookies[settings.SESSION_COOKIE_NAME] = session
    path = address.at(things) + QUERIES.get(address.name, "").format(**things)
    if method == "POST" and address.name in FILES:
        name, content = FILES[address.name]
        return client.post(path, {"file": upload(name, content)}, **headers)
    if address.name.startswith("api:"):
        sent = json.dumps(filled_in(DOCUMENTS.get(address.name, {}), things))
        return client.generic(method, path, sent, "application/json", **headers)
    form = {name: value.format(**things) for name, value in FORMS.get(address.name, {}).items()}
    if address.name == "accounts:import_people":
        form["table"] = upload("people.csv", coming_and_going_world.PEOPLE)
    if address.name == "content:upload":
        form["file"] = upload("notes.pdf", PDF)
    if method in ("GET", "POST"):
        return getattr(client, method.lower())(path, form if method == "POST" else {}, **headers)
    return client.generic(method, path, b"", **headers)


def answer_in_a_word(response: HttpResponseBase) -> str:
    """A status, or ``in`` for "sign in first"."""
    if response.status_code in (302, 303) and "/login/" in response["Location"]:
        return "in"
    return str(response.status_code)


@contextmanager
def as_if_it_had_not_happened() -> Iterator[None]:
    """Take back what the body wrote, limits included."""
    before = transaction.savepoint()
    try:
        yield
    finally:
        transaction.savepoint_rollback(before)
        cache.clear()


def row_of(
    method: str, address: Address, things: Mapping[str, Any], sessions: Mapping[str, str], asking: Sequence[int]
) -> dict[int, str]:
    """How an address answers those of the cast at the places ``asking``. Whoever signs out is signed in again for the
    next."""
    words = {}
    for place in asking:
        with as_if_it_had_not_happened():
            words[place] = answer_in_a_word(ask(sessions[CAST[place]], method, address, things))
    return words
