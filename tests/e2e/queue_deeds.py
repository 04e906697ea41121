"""What a test in a browser may ask of the moderators' queue; see ``house``."""

from __future__ import annotations

from typing import Any


class QueueDeeds:
    def waiting_for(self, handle: str, community: str, closed: str, each: int) -> int:
        """So many reports, held posts and requests to join, in two spaces that this person keeps. How many wait."""
        from feeds.actions import publish_post
        from feeds.models import Post
        from intranet.moderation.actions import flag_entry
        from intranet.moderation.holding import keep_for_review
        from intranet.moderation.queue import waiting_count
        from intranet.spaces import actions as spaces
        from intranet.spaces.models import Space
        from tests import factories

        street, inside = Space.objects.get(slug=community), Space.objects.get(slug=closed)
        dora, ben, cleo = (self._person(name) for name in ("dora", "ben", "cleo"))
        for number in range(each):
            post = publish_post(by=ben, space=street, body=f"Reported {number}")
            flag_entry(post, by=cleo, reason="rude" if number % 2 else "spam")
            words: dict[str, Any] = {"title": "", "body": f"Held {number}"}
            keep_for_review(Post(), by=dora, space=street, audience=street.audience, **words)
            spaces.ask_to_join(
                inside,
                by=factories.a_person(f"Asker {number}", handle=f"asker-{closed}-{number}"),
                message=f"Asked {number}",
            )
        return waiting_count(self._person(handle))

    def keep(self, space: str, by: str, person: str) -> None:
        """Have somebody keep order in a space, too."""
        from intranet.spaces.actions import add_member
        from intranet.spaces.models import Space

        where = Space.objects.get(slug=space)
        add_member(where, by=self._person(by), person=self._person(person), role="moderator")

    def outcomes(self, community: str, closed: str) -> dict[str, int]:
        from collections import Counter

        from intranet.moderation.models import Case

        return dict(Counter(Case.objects.filter(space__slug__in=[community, closed]).values_list("outcome", flat=True)))
