"""The lists of those who answer, their canned replies, and the categories, which the owner of the community keeps."""

from __future__ import annotations

from typing import Any

from forum.categories.products import save_product, save_version
from forum.replies.actions import save_reply

MORE = {
    #                guest customer other_c. outsider colleague moderator admin deactiv. author
    "staff have lists of what waits, and canned replies": (
        "           in    403      403      200      200       200       200   in       200",
        """
        GET forum:work
        GET forum:replies
        GET forum:replies-offered
        """,
    ),
    "staff have lists of what waits, and canned replies, done": (
        "           in    403      403      302      302       302       302   in       302",
        """
        POST forum:work-many
        POST forum:replies
        """,
    ),
    "staff share out what waits": (
        "           in    403      403      200      200       200       200   in       200",
        "GET forum:assign",
    ),
    "staff share out what waits, done": (
        "           in    403      403      302      302       302       302   in       302",
        """
        POST forum:assign
        POST forum:settle
        """,
    ),
    "a canned reply is its owner's": (
        "           in    404      404      404      404       404       404   in       200",
        """
        GET forum:reply
        GET forum:reply-filled
        POST forum:reply-filled
        """,
    ),
    "a canned reply is its owner's, done": (
        "           in    404      404      404      404       404       404   in       302",
        """
        POST forum:reply
        POST forum:reply-delete
        """,
    ),
    "admins say when the house answers": (
        "           in    403      403      403      403       403       200   in       403",
        "GET forum:office-hours",
    ),
    "admins say when the house answers, done": (
        "           in    403      403      403      403       403       302   in       403",
        "POST forum:office-hours",
    ),
    "owners of the community and admins keep its categories": (
        "           in    403      403      403      403       403       200   in       200",
        """
        GET forum:categories
        GET forum:category-new
        GET forum:category-change
        GET forum:products
        GET forum:product
        """,
    ),
    "owners of the community and admins keep its categories, done": (
        "           in    403      403      403      403       403       302   in       302",
        """
        POST forum:category-new
        POST forum:category-change
        POST forum:products
        POST forum:product
        POST forum:product-delete
        POST forum:product-version
        """,
    ),
}
_SAID = {"readers": "everyone", "writers": "everyone", "sorts": "question", "position": "1"}
FORMS: dict[str, Any] = {
    "forum:work-many": {"what": "settle", "topic": "{topic_id}"},
    "forum:assign": {"who": "me"},
    "forum:replies": {"title": "Version", "body": "Which version, {{name}}?"},
    "forum:reply": {"title": "Version", "body": "Which version?"},
    "forum:office-hours": {"days": "0", "opens": "09:00", "closes": "18:00", "zone": "Europe/Rome"},
    "forum:category-new": _SAID | {"space": "{porch_id}", "name": "Readers"},
    "forum:category-change": _SAID | {"name": "Terminals", "slug": "terminals"},
    "forum:products": {"name": "Scanner"},
    "forum:product": {"add": "1", "version-name": "4.3"},
    "forum:product-version": {"what": "current"},
}


def called_with(world: Any) -> dict[str, Any]:
    reply = save_reply(by=world.author, title="Version", body="Which version, {name}?")
    product = save_product(by=world.admin, name="Reader")
    version = save_version(product, by=world.admin, name="4.2")
    return {
        "reply_id": reply.pk,
        "product_id": product.pk,
        "version_id": version.pk,
        "porch_id": world.porch.pk,
        "forum:reply-filled": {"reply_id": reply.pk, "entry_id": world.topic.pk},
    }
