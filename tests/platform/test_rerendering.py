"""After a change of the renderer."""

from __future__ import annotations

import pytest

from feeds.actions import edit_post, publish_post
from intranet.content import jobs, rerendering
from intranet.content.actions import delete_entry
from intranet.content.models import Entry
from intranet.core.markup import RENDERER_VERSION

pytestmark = pytest.mark.django_db


@pytest.fixture
def old_post(author, lab):
    post = publish_post(by=author, space=lab, body="Hello **there** @ben")
    Entry.objects.filter(pk=post.pk).update(renderer=0, body_html="old", body_text="old")
    return post


def test_what_an_older_renderer_wrote_is_rendered_again(old_post, colleague):
    jobs.render_older_texts_soon.call()
    entry = Entry.objects.get(pk=old_post.pk)
    assert "<strong>there</strong>" in entry.body_html
    assert f'data-person="{colleague.pk}"' in entry.body_html
    assert (entry.body_text, entry.renderer) == ("Hello there @Ben Rossi", RENDERER_VERSION)
    assert (entry.edited_at, entry.revisions_count) == (None, 0)


def test_what_is_new_is_left_alone(author, lab):
    post = publish_post(by=author, space=lab, body="New")
    Entry.objects.filter(pk=post.pk).update(body_html="as it is")
    jobs.render_older_texts_soon.call()
    assert Entry.objects.get(pk=post.pk).body_html == "as it is"


def test_what_was_deleted_stays_empty(author, old_post):
    delete_entry(old_post, by=author)
    Entry.objects.update(renderer=0)
    jobs.render_older_texts_soon.call()
    assert Entry.objects.get(pk=old_post.pk).body_html == ""


def test_an_edit_meanwhile_wins(author, old_post, monkeypatch):
    real = rerendering.render

    def edited_meanwhile(source, **options):
        monkeypatch.setattr(rerendering, "render", real)
        edit_post(old_post, by=author, body="Edited")
        return real(source, **options)

    monkeypatch.setattr(rerendering, "render", edited_meanwhile)
    jobs.render_older_texts_soon.call()
    assert "Edited" in Entry.objects.get(pk=old_post.pk).body_html


def test_what_does_not_fit_into_one_turn_is_the_next_jobs(old_post, run_jobs, monkeypatch):
    monkeypatch.setattr(jobs, "render_older_texts", lambda *, seconds: rerendering.render_older_texts(seconds=-1))
    jobs.render_older_texts_soon.call()
    monkeypatch.undo()
    run_jobs()
    assert Entry.objects.get(pk=old_post.pk).renderer == RENDERER_VERSION
