"""Many at once leaves what one at a time would."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.utils.module_loading import autodiscover_modules

from feeds.actions import publish_post
from feeds.models import Post
from intranet.activity.models import Activity
from intranet.content.bulk import insert_entries
from intranet.content.models import Entry, TaggedEntry
from intranet.conversation.actions import add_comment
from intranet.conversation.models import Comment, Mention, Reaction, Watch
from intranet.demo import loads
from intranet.insights.figures.registry import figure_called
from intranet.insights.figures.scopes import Scope
from intranet.insights.figures.spans import Span, house_today
from intranet.insights.figures.telling import series_of
from intranet.insights.models import PresentDay
from intranet.insights.people.reading import report
from intranet.search.queries import search

TITLE, BODY = "Quieter fans", "The **bearings**, says @ben. #Cooling\n\n- one\n- two"
# What is another for another entry, whoever makes it.
OWN = {"id", "entry_ptr_id", "root_id", "published_at", "active_at", "created_at", "client_id"}


def columns(entry) -> dict:
    row = type(entry).objects.filter(pk=entry.pk).values().get()
    return {name: value for name, value in row.items() if name not in OWN}


def around(entry) -> dict:
    """The rows that hang on an entry, without their keys."""
    return {
        "tags": sorted(TaggedEntry.objects.filter(content_object=entry.entry_id).values_list("tag__name", flat=True)),
        "mentions": sorted(Mention.objects.filter(entry=entry.entry_id).values_list("person__handle", "revision")),
        "watches": sorted(Watch.objects.filter(entry=entry.root_entry_id).values_list("person__handle", "level")),
        "activity": list(
            Activity.objects.filter(subject=entry.key).values_list("verb", "actor__handle", "audience", "audited")
        ),
    }


def test_a_post_and_its_comment_in_bulk_are_those_the_actions_would_have_made(author, colleague, lab):
    one = publish_post(by=author, space=lab, title=TITLE, body=BODY)
    said = add_comment(one, by=colleague, body="How much, @ada?")
    many = Post(author=author, space=lab, audience=lab.audience, title=TITLE, body=BODY, published_at=one.published_at)
    answer = Comment(
        author=colleague, space=lab, audience=lab.audience, body="How much, @ada?", published_at=said.published_at
    )
    insert_entries([many])
    answer.root_id = many.entry_id
    insert_entries([answer])
    one.refresh_from_db()
    many = Post.objects.get(pk=many.entry_id)
    assert columns(many) == columns(one)
    assert columns(Comment.objects.get(pk=answer.entry_id)) == columns(said)
    assert around(many) == around(one)
    assert around(answer) == around(said)
    assert many.comments_count == 1
    assert many.active_at == said.published_at


def test_load_data_has_the_size_asked_for_and_is_the_same_for_the_same_seed(db):
    asked = {"people": 12, "customers": 6, "spaces": 4, "entries": 80, "verbosity": 0}
    call_command("synthesize", seed=7, **asked)
    assert (Post.objects.count(), Comment.objects.count()) == (20, 60)
    first = list(Entry.objects.order_by("pk").values_list("title", "body", "space__name", "author__handle"))
    reader = Post.objects.first().author
    assert search(reader, Post.objects.exclude(title="").first().title.split()[0]).total > 0
    counted = {entry.pk: sum(entry.reaction_counts.values()) for entry in Entry.objects.all()}
    assert sum(counted.values()) == Reaction.objects.count() > 0
    for model in (Reaction, Activity, Comment, Post, Entry):
        model.objects.all().delete()
    from intranet.accounts.models import User
    from intranet.spaces.models import Space

    Space.objects.all().delete()
    User.objects.all().delete()
    call_command("synthesize", seed=7, no_index=True, **asked)
    assert list(Entry.objects.order_by("pk").values_list("title", "body", "space__name", "author__handle")) == first


def test_what_no_part_makes_is_refused_before_anything_is_made(db, monkeypatch):
    autodiscover_modules("loads")
    monkeypatch.delitem(loads._loaders, "ideas")
    with pytest.raises(CommandError, match="ideas"):
        call_command("synthesize", ideas=5)
    with pytest.raises(CommandError, match="less than nothing"):
        call_command("synthesize", people=-1)
    assert not Entry.objects.exists()


def test_a_synthetic_company_was_here_on_the_days_asked_for_and_has_figures_and_ties(db):
    call_command(
        "synthesize", seed=7, people=60, customers=0, spaces=3, entries=400, presence=20, no_index=True, verbosity=0
    )
    days = set(PresentDay.objects.values_list("day", flat=True))
    asked = {house_today() - timedelta(days=number) for number in range(1, 21)}
    assert {day for day in asked if day.weekday() < 5} <= days <= asked
    # At work more come than on Sunday, and no day has everybody.
    by_day = Counter(PresentDay.objects.values_list("day", flat=True))
    at_work = [count for day, count in by_day.items() if day.weekday() < 5]
    assert max(count for day, count in by_day.items() if day.weekday() > 4) < min(at_work)
    assert max(at_work) < 60
    said = series_of([figure_called("people_week"), figure_called("posts")], Scope.house(), Span.of_days(365))
    assert all(series.total > 5 for series in said.values())
    assert report().is_told
    assert report().answerers
    call_command("synthesize", seed=7, people=1, customers=0, spaces=0, entries=0, events=0, no_index=True, verbosity=0)
    assert set(PresentDay.objects.values_list("day", flat=True)) == days, "none is made where none is asked for"
