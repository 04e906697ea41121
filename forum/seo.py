"""What the public pages of the forum say of themselves to search engines: in their head, in the sitemap, in feeds."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from intranet.accounts.models import User
from intranet.content.models import Entry, Tag
from intranet.core.lately import Lately
from intranet.core.sitemap import MOST, Address
from intranet.core.street_head import Head, absolute, as_json, trail

from .addresses import address_of
from .models import Answer, Category, Topic

# Besides the one that was accepted.
MOST_SUGGESTED = 5
LONGEST_TEXT = 5000
_NEWCOMER = 0
# What nobody has answered yet, of somebody who has just come.
_THIN = Q(answers_count=0, author__kind=User.Kind.CUSTOMER, author__trust=_NEWCOMER)
_told: Lately[str] = Lately(1000, seconds=600)


def robots_know() -> Any:
    """The topics that search engines are told of: what a guest finds in the lists, but for what is thin."""
    return Topic.objects.visible_to(AnonymousUser()).listed().exclude(_THIN)


def head_of_home(request: HttpRequest) -> Head:
    title, path = str(_("Community")), reverse("forum:home")
    lede = str(_("Ask, answer, and find what others have found out."))
    return Head(title, path, description=lede, is_indexed=not request.GET, feed=_feed_of_all())


def head_of_category(request: HttpRequest, category: Category) -> Head:
    path = reverse("forum:category", args=[category.slug])
    return Head(
        category.name,
        path,
        description=category.description,
        is_indexed=category.readers == Category.Readers.EVERYONE and not request.GET,
        data=[trail(_home(), (category.name, path))],
        feed=(category.name, reverse("forum:category-atom", args=[category.slug])),
    )


def head_of_tag(request: HttpRequest, tag: Tag) -> Head:
    path = reverse("forum:tag", args=[tag.slug])
    feed = (f"#{tag.name}", reverse("forum:tag-atom", args=[tag.slug]))
    return Head(f"#{tag.name}", path, is_indexed=not request.GET, feed=feed)


def head_of_topic(request: HttpRequest, topic: Any, *, number: int = 1) -> Head:
    """``number`` of the page of its answers: each is known by itself, whatever the order one looks at it in."""
    path = address_of(topic) + (f"?page={number}" if number > 1 else "")
    is_indexed = is_for_robots(topic) and "by" not in request.GET
    # No robot signs in.
    told = [_said(topic)] if is_indexed and number == 1 and not request.user.is_authenticated else []
    category: Category = topic.category
    return Head(
        topic.title,
        path,
        description=topic.body_text,
        kind="article",
        is_indexed=is_indexed,
        changed=topic.last_said_at.isoformat(),
        data=told,
        feed=(category.name, reverse("forum:category-atom", args=[category.slug])),
    )


def is_for_robots(topic: Any) -> bool:
    if not topic.is_published or topic.unlisted or topic.merged_into_id is not None:
        return False
    author = topic.author
    is_thin = topic.answers_count == 0 and author.is_customer and author.trust == _NEWCOMER
    return topic.category.readers == Category.Readers.EVERYONE and not is_thin


def addresses() -> Iterable[Address]:
    """For the sitemap: the forum, its categories, its topics."""
    yield Address(reverse("forum:home"))
    for category in Category.objects.visible_to(AnonymousUser()).in_use():
        yield Address(reverse("forum:category", args=[category.slug]))
    rows = robots_know().order_by("-last_said_at", "-pk").values_list("pk", "slug", "last_said_at")
    for pk, slug, said_at in rows[:MOST]:
        yield Address(reverse("forum:topic", args=[pk, slug]), said_at)


# --- In the words of schema.org ---------------------------------------------------------------------------------------
def _said(topic: Any) -> str:
    """What it is and where it stands, kept until something happens in it. Names may be ten minutes old."""
    key = (topic.pk, topic.head, topic.slug, topic.votes_count, topic.accepted_id, topic.category.name, get_language())
    return _told.get(key, lambda: _worked_out(topic))


def _worked_out(topic: Any) -> str:
    path, category = address_of(topic), topic.category
    steps = [_home(), (category.name, reverse("forum:category", args=[category.slug])), (topic.title, path)]
    about = _question(topic) if topic.wants_answer else _conversation(topic)
    return as_json({"@graph": [about, trail(*steps)]})


def _question(topic: Any) -> dict[str, Any]:
    said: list[Any] = list(_answers(topic).order_by("-votes_count", "pk")[: MOST_SUGGESTED + 1])
    accepted = next((one for one in said if one.pk == topic.accepted_id), None)
    if accepted is None and topic.accepted_id is not None:
        accepted = _answers(topic).filter(pk=topic.accepted_id).first()
    others = [one for one in said if one.pk != topic.accepted_id][:MOST_SUGGESTED]
    question = _words("Question", topic) | {"name": topic.title, "answerCount": topic.answers_count}
    if accepted is not None:
        question["acceptedAnswer"] = _answer(topic, accepted)
    if others:
        question["suggestedAnswer"] = [_answer(topic, one) for one in others]
    return {"@type": "QAPage", "url": absolute(address_of(topic)), "mainEntity": question}


def _answer(topic: Any, answer: Any) -> dict[str, Any]:
    return _words("Answer", answer) | {"url": f"{absolute(address_of(topic))}#entry-{answer.pk}"}


def _conversation(topic: Any) -> dict[str, Any]:
    return _words("DiscussionForumPosting", topic) | {
        "headline": topic.title,
        "url": absolute(address_of(topic)),
        "commentCount": topic.answers_count,
    }


def _words(sort: str, entry: Any) -> dict[str, Any]:
    return {
        "@type": sort,
        "text": entry.body_text[:LONGEST_TEXT],
        "datePublished": entry.published_at.isoformat(),
        "upvoteCount": entry.votes_count,
        "author": {"@type": "Person", "name": entry.author.name},
    }


def _answers(topic: Any) -> Any:
    found = Answer.objects.filter(root=topic.pk, state=Entry.State.PUBLISHED, audience=topic.audience)
    return found.select_related("author")


def _home() -> tuple[str, str]:
    return str(_("Community")), reverse("forum:home")


def _feed_of_all() -> tuple[str, str]:
    return str(_("New in the community")), reverse("forum:atom")
