"""A few entries that every engine has to find alike."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from feeds.models import Post
from intranet.content.bulk import insert_entries
from intranet.spaces.audiences import ORG, PUBLIC

NOW = datetime(2026, 3, 10, 12, tzinfo=UTC)


def write_bulk(rows, author):
    """(title, body, audience, space, days ago) -> posts, inserted in bulk."""
    posts = [
        Post(
            author=author,
            title=title,
            body=body,
            audience=audience,
            space=space,
            published_at=NOW - timedelta(days=days),
        )
        for title, body, audience, space, days in rows
    ]
    insert_entries(posts)
    return posts


def library(author, lab, porch):
    """What the contract is about: both languages, two shelves, several years."""
    return write_bulk(
        [
            ("Quieter fans", "The new bearings halve the noise. #cooling", lab.audience, lab, 1),
            ("Budget 2025", "Studies on the budget, nothing on bearings yet. #budget", ORG, None, 400),
            ("Turni", "Perché organizziamo i turni così? Le riunioni durano troppo. #turni", ORG, None, 30),
            ("Opening hours", "We are open from eight; spare bearings are at the desk.", porch.audience, porch, 5),
            ("", "Un'idea per l'ufficio: piante, e una riunione in meno.", PUBLIC, None, 60),
            ("Noise", "Noise, noise, noise: the fans are loud again and bearings wear out.", ORG, None, 90),
        ],
        author,
    )
