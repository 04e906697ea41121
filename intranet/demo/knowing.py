"""Who knows about what, once everything has been told: in the story the jobs have not run yet."""

from __future__ import annotations

from intranet.insights.expertise.gathering import gather_all

from .story import Story, chapter


@chapter(985)
def gather(story: Story) -> None:
    story.say("Who knows about what")
    gather_all()
