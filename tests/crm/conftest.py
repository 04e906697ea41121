"""A customer system that sends rows, with the token of an admin."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.test import Client

from intranet.accounts.actions import create_token

BEGAN = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)


def at(minutes: int = 0) -> str:
    """A moment by the customer system's clock."""
    return (BEGAN + timedelta(minutes=minutes)).isoformat()


@pytest.fixture
def asks(db):
    """``asks(admin)("PUT", "/crm/companies/K-1", {...})`` answers (status, what it says)."""

    def with_token_of(person):
        _token, secret = create_token(person, by=person, name="The CRM")
        client = Client(HTTP_AUTHORIZATION=f"Bearer {secret}")

        def ask(method: str, path: str, said: Any = None) -> tuple[int, Any]:
            body = json.dumps(said) if said is not None else ""
            answer = client.generic(method, f"/api/v1{path}", body, content_type="application/json")
            content = b"".join(answer.streaming_content) if answer.streaming else answer.content
            kind = answer.headers["Content-Type"]
            return answer.status_code, json.loads(content) if "json" in kind and "nd" not in kind else content.decode()

        return ask

    return with_token_of


@pytest.fixture
def crm(asks, admin):
    return asks(admin)


@pytest.fixture
def proven():
    """The person has proved the address of the account."""

    def prove(person) -> None:
        EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)

    return prove
