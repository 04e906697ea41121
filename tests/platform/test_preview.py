"""What somebody is writing, as it will stand there."""

from __future__ import annotations

import pytest

from intranet.content.models import Entry
from intranet.core.models import SiteSettings

pytestmark = pytest.mark.django_db


def test_a_preview_is_rendered_by_the_rules_of_what_is_published(as_, author, colleague):
    answer = as_(author).post("/preview/", {"body": "**Hello** @ben <script>alert(1)</script>"})
    words = answer.content.decode()
    assert "<strong>Hello</strong>" in words
    assert "Ben Rossi" in words
    assert "<script" not in words


def test_a_preview_keeps_nothing(as_, author):
    as_(author).post("/preview/", {"body": "Not yet"})
    assert not Entry.objects.exists()


def test_a_preview_names_nobody_whom_the_writer_does_not_know(as_, customer, colleague):
    assert "Ben Rossi" not in as_(customer).post("/preview/", {"body": "Dear @ben"}).content.decode()


def test_what_is_too_long_to_be_sent_is_said_to_be_in_the_preview(as_, author):
    SiteSettings.objects.update_or_create(pk=1, defaults={"max_body_length": 1000})
    SiteSettings.forget()
    answer = as_(author).post("/preview/", {"body": "x" * 1004})
    assert answer.status_code == 422
    assert "cut 4 characters" in answer.content.decode()


@pytest.mark.parametrize("audience", ["space_x", "space_99999999999999999999", "room_1", "'"])
def test_a_preview_does_not_mind_for_whom(as_, author, audience):
    assert as_(author).post("/preview/", {"body": "Hello", "audience": audience}).status_code == 200


def test_a_guest_signs_in_first(as_, guest):
    assert as_(guest).post("/preview/", {"body": "Hello"}).status_code == 302
