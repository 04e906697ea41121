"""What the API says of itself is what it answers: other programs are made from it."""

from __future__ import annotations

import pytest
from ninja.openapi.schema import OpenAPISchema

from intranet.api.urls import api

pytestmark = pytest.mark.django_db


def test_no_two_things_are_described_under_one_name(monkeypatch):
    """Ninja keeps the last one of each name, and says it of all of them."""
    kept = OpenAPISchema.add_schema_definitions
    clashes = set()

    def looked_at(self, definitions):
        for name, said in definitions.items():
            before = self.schemas.get(name, said)
            if (before.get("enum"), set(before.get("properties", ()))) != (
                said.get("enum"),
                set(said.get("properties", ())),
            ):
                clashes.add(name)
        kept(self, definitions)

    monkeypatch.setattr(OpenAPISchema, "add_schema_definitions", looked_at)
    found = OpenAPISchema(api, "/api/v1/")

    assert clashes == set()
    assert "RoomSort" in found.schemas
    assert "space" in found.schemas["RoomSort"]["enum"]


def test_a_time_by_the_clock_is_described_as_it_is_said(client, author):
    client.force_login(author)
    said = {"days": [0, 1], "begins": "20:00:00", "ends": "07:30"}
    described = client.get("/api/v1/openapi.json").json()["components"]["schemas"]["QuietIn"]["properties"]["begins"]

    answer = client.put("/api/v1/me/hearing/quiet", said, content_type="application/json")

    assert answer.status_code < 300
    assert client.get("/api/v1/me/hearing").json()["quiet"]["begins"] == "20:00:00"
    assert described["type"] == "string"
    assert "format" not in described


def test_a_time_with_an_offset_is_refused_with_a_sentence(client, author):
    client.force_login(author)
    said = {"days": [0], "begins": "00:00:00Z", "ends": "07:00:00Z"}

    answer = client.put("/api/v1/me/hearing/quiet", said, content_type="application/json")

    assert answer.status_code == 422
    assert "no offset from UTC" in answer.json()["detail"] + str(answer.json().get("errors", ""))
