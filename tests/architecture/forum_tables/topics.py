"""Reading topics, beginning them, answering, voting, and saying what solved it."""

from __future__ import annotations

from typing import Any

OPEN_TO_GUESTS = {"everybody reads the forum", "everybody is led on to topics"}
MORE = {
    #                guest customer other_c. outsider colleague moderator admin deactiv. author
    "everybody reads the forum": (
        "           200   200      200      200      200       200       200   200      200",
        """
        GET forum:home
        GET forum:of-space
        GET forum:category
        GET forum:topic
        GET forum:similar-to
        """,
    ),
    "everybody is led on to topics": (
        "           301   302      302      302      302       302       302   301      302",
        "GET forum:topic-by-number",
    ),
    "whoever has an account answers, done": (
        "           in    302      302      302      302       302       302   in       302",
        "POST forum:answer",
    ),
    "nobody votes for what they wrote": (
        "           in    302      302      302      302       302       302   in       403",
        "POST forum:vote",
    ),
    "who asked, who answers there and who keeps order says what solved it": (
        "           in    403      403      302      302       302       302   in       302",
        """
        POST forum:accept
        POST forum:unaccept
        """,
    ),
    "words are their author's": (
        "           in    403      403      403      403       403       403   in       200",
        "GET forum:edit",
    ),
    "words are their author's, done": (
        "           in    403      403      403      403       403       403   in       302",
        "POST forum:edit",
    ),
}
FORMS: dict[str, Any] = {
    "forum:edit": {"title": "Slow to wake up in the cold", "sort": "question", "based_on": "0"},
    "forum:answer": {"body": "Here too."},
    "forum:vote": {"on": "1"},
}


def called_with(world: Any) -> dict[str, Any]:
    return {
        "forum:of-space": {"slug": world.porch.slug},
        "forum:category": {"slug": world.category.slug},
        "forum:topic": {"topic_id": world.topic.pk, "slug": world.topic.slug},
        "forum:vote": {"entry_id": world.topic.pk},
    }
