"""What tests of ideas ask the firm's hand for."""

from __future__ import annotations

from typing import Any


class IdeaDeeds:
    """Mixed into ``Deeds``."""

    _person: Any

    def board(self, name: str, by: str, ideas: tuple[str, ...] = ()) -> dict[str, Any]:
        """A board of a community of its own, with these ideas of its keeper's."""
        from ideas import actions
        from ideas.models import Status
        from intranet.accounts.models import User
        from intranet.search.indexing import index_pending

        from .spaces_again import a_space_called

        keeper = self._person(by)
        space = a_space_called(f"{name} outside", owner=keeper, visibility="community")
        keeper = User.objects.get(pk=keeper.pk)
        made = actions.make_board(space, by=keeper, name=name)
        suggested = [actions.suggest(made, by=keeper, title=title) for title in ideas]
        index_pending.call()
        return {
            "path": made.get_absolute_url(),
            "new": f"/ideas/new/?board={made.pk}",
            "ideas": {one.title: one.get_absolute_url() for one in suggested},
            "columns": {one.meaning: one.label for one in Status.objects.all()},
        }

    def status_of(self, path: str) -> dict[str, str]:
        """What has become of the idea at this address, and what was said."""
        from ideas.models import Idea

        found = Idea.objects.select_related("status").get(pk=int(path.split("/")[2].partition("-")[0]))
        return {"status": found.status.meaning, "answer": found.answer}

    def campaign_over(self, question: str) -> None:
        """Its deadline has passed, and what is to be counted then is."""
        from datetime import timedelta

        from django.utils.timezone import now

        from ideas.campaigns.jobs import look_after_campaigns
        from ideas.models import Campaign

        minute = timedelta(minutes=1)
        Campaign.objects.filter(title=question).update(opens_at=now() - 2 * minute, closes_at=now() - minute)
        look_after_campaigns.call()

    def idea_comes_out(self, title: str) -> str:
        """What waits for its time has come to it. Returns where it stands."""
        from datetime import timedelta

        from django.utils.timezone import now

        from ideas.models import Idea
        from intranet.content.actions import release_due
        from intranet.content.models import Timing

        idea = Idea.objects.get(title=title)
        Timing.objects.filter(entry=idea.pk).update(due_at=now() - timedelta(minutes=1))
        release_due(idea)
        return Idea.objects.get(title=title).get_absolute_url()
