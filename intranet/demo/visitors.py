"""Who works with Meridiana for a while: a translator of an agency, in two spaces, for one more month."""

from __future__ import annotations

from datetime import timedelta

from django.contrib.auth.hashers import make_password
from django.utils import timezone

from intranet.accounts.actions.agency import invite_agency_guest
from intranet.accounts.actions.invitations import accept_invitation
from intranet.accounts.actions.standing import change_place
from intranet.accounts.demo_logins import PASSWORD
from intranet.accounts.keys import invitation_secret
from intranet.accounts.models import User
from intranet.content.models import Entry
from intranet.conversation.actions import add_comment
from intranet.spaces import actions as space_actions

from .story import Story, chapter


@chapter(45)
def a_translator(story: Story) -> None:
    story.say("A translator of an agency")
    at = 1 if story.language == "it" else 0
    owner, other = story.people["matteo"], story.people["chiara"]
    with story.at(story.moment(9, "09:30")):
        invitation = invite_agency_guest(
            "tina@linguastudio.example",
            by=owner,
            joins=[story.spaces["firmware"].key],
            until=timezone.now() + timedelta(days=30),
            message=("The German texts of release 5", "I testi tedeschi della versione 5")[at],
            language=story.language,
        )
        tina = accept_invitation(
            invitation_secret(invitation),
            name="Tina Brandt",
            password="una-frase-per-la-demo",  # noqa: S106 - replaced below by that of everybody
            language=story.language,
        )
        title = ("Translator, Lingua Studio", "Traduttrice, Lingua Studio")[at]
        change_place(tina, by=User.objects.system(), job_title=title)
        space_actions.add_member(story.spaces["users"], by=other, person=tina)
    story.people["tina"] = tina
    User.objects.filter(pk=tina.pk).update(password=make_password(PASSWORD), handle="tina")
    about = (
        Entry.objects.published().filter(space=story.spaces["firmware"], root=None).order_by("-published_at").first()
    )
    if about is not None:
        words = (
            "Does this change the words on the screen? Then I wait with the German ones.",
            "Cambiano anche le parole sullo schermo? Allora aspetto con quelle tedesche.",
        )
        with story.at(story.moment(0, "10:05")):
            add_comment(about, by=User.objects.get(pk=tina.pk), body=words[at])
