"""Another program at Meridiana: the screen in the entrance hall, which is being rebuilt and is told nothing for now."""

from __future__ import annotations

from intranet.api.webhooks.actions import add_webhook, pause_webhook
from intranet.api.webhooks.models import Webhook
from intranet.demo.story import Story, chapter, happens_in

happens_in(Webhook, "created_at")


@chapter(92)
def the_screen_in_the_hall(story: Story) -> None:
    story.say("A program that is told what happens")
    with story.at(story.moment(12, "15:10")):
        screen, _secret = add_webhook(
            by=story.people["tiziano"],
            url="https://screen.meridiana.example/news",
            description="Schermo nell’atrio" if story.language == "it" else "Screen in the entrance hall",
            scope=Webhook.Scope.ORG,
            verbs=["feeds.event.published", "feeds.kudos.published", "feeds.post.published"],
        )
        pause_webhook(screen, by=story.people["tiziano"])
