"""An idea of Ben's without his name, one that he tells the keepers alone, and who asks who wrote the first."""

from __future__ import annotations

from typing import Any

from ideas.privacy.actions import ask_to_open, suggest_privately
from ideas.sealing.actions import suggest_sealed
from ideas.sealing.unsealing import ask_to_unseal, decide
from intranet.accounts.models import User

MORE = {
    #                guest customer other_c. outsider colleague moderator admin deactiv. author
    "whoever has an account has a page of what they wrote without a name": (
        "           in    200      200      200      200       200       200   in       200",
        "GET ideas:sealed",
    ),
    "a sealed idea is there for who wrote it": (
        "           in    404      404      404      200       404       404   in       404",
        "GET ideas:sealed-edit",
    ),
    "a sealed idea is there for who wrote it, done": (
        "           in    404      404      404      302       404       404   in       404",
        """
        POST ideas:sealed-edit
        POST ideas:sealed-withdraw
        """,
    ),
    "who keeps order in the house asks who wrote it": (
        "           in    403      403      403      403       200       200   in       403",
        "GET ideas:unseal",
    ),
    "who keeps order in the house asks who wrote it, done": (
        "           in    403      403      403      403       302       302   in       403",
        "POST ideas:unseal",
    ),
    "a second person decides": (
        "           in    403      403      403      403       403       302   in       403",
        "POST ideas:unseal-decide",
    ),
    "the two who opened a seal read the name": (
        "           in    403      403      403      403       200       200   in       403",
        "POST ideas:unseal-name",
    ),
    "who keeps the board asks whether a private idea may be opened": (
        "           in    404      404      404      403       302       302   in       302",
        "POST ideas:open-ask",
    ),
    "its author opens a private idea": (
        "           in    404      404      404      302       403       403   in       403",
        "POST ideas:open-answer",
    ),
    "whoever has a token suggests without a name, or in private": (
        "           401   201      201      201      201       201       201   401      201",
        """
        POST api:seal_an_idea
        POST api:suggest_to_keepers
        """,
    ),
    "whoever has a token finds what they wrote without a name": (
        "           401   200      200      200      200       200       200   401      200",
        "GET api:my_sealed_ideas",
    ),
    "a sealed idea is there for who wrote it, in the API": (
        "           401   404      404      404      200       404       404   401      404",
        "PUT api:change_a_sealed_idea",
    ),
    "a sealed idea is taken away by who wrote it, in the API": (
        "           401   404      404      404      204       404       404   401      404",
        "DELETE api:change_a_sealed_idea",
    ),
    "who keeps order in the house asks who wrote it, in the API": (
        "           401   403      403      403      403       201       201   401      403",
        "POST api:ask_who_wrote_it",
    ),
    "who keeps order in the house reads who asked, and the name of what was opened": (
        "           401   403      403      403      403       200       200   401      403",
        """
        GET api:ask_who_wrote_it
        POST api:read_the_name
        """,
    ),
    "a second person decides, in the API": (
        "           401   403      403      403      403       403       200   401      403",
        "POST api:decide_about_a_seal",
    ),
    "who keeps the board asks whether a private idea may be opened, in the API": (
        "           401   404      404      404      403       204       204   401      204",
        "POST api:ask_to_open_it",
    ),
    "its author opens a private idea, in the API": (
        "           401   404      404      404      204       403       403   401      403",
        "PUT api:ask_to_open_it",
    ),
}
FORMS: dict[str, Any] = {
    "ideas:sealed-edit": {"title": "The night shifts", "body": "Both of them.", "based_on": "0"},
    "ideas:sealed-withdraw": {},
    "ideas:unseal": {"reason": "A threat in the text"},
    "ideas:unseal-decide": {"grant": "1"},
    "ideas:unseal-name": {},
    "ideas:open-ask": {},
    "ideas:open-answer": {"open": "1"},
}
DOCUMENTS: dict[str, Any] = {
    "api:seal_an_idea": {"title": "The canteen"},
    "api:suggest_to_keepers": {"title": "Our rent"},
    "api:change_a_sealed_idea": {"title": "The night shifts", "body": "Both of them."},
    "api:ask_who_wrote_it": {"reason": "A threat in the text"},
    "api:decide_about_a_seal": {"grant": True},
    "api:ask_to_open_it": {"open": True},
}
IN_THE_API: dict[str, Any] = {
    "ideas:sealed-edit": "PUT /me/sealed-ideas/{idea_id}",
    "ideas:sealed-withdraw": "DELETE /me/sealed-ideas/{idea_id}",
    "ideas:unseal": "POST /ideas/{idea_id}/unsealings",
    "ideas:unseal-decide": "POST /ideas/{idea_id}/unsealings/{unsealing_id}",
    "ideas:unseal-name": "POST /ideas/{idea_id}/unsealings/{unsealing_id}/name",
    "ideas:open-ask": "POST /ideas/{idea_id}/opening",
    "ideas:open-answer": "PUT /ideas/{idea_id}/opening",
}


def called_with(world: Any) -> dict[str, Any]:
    mara, aldo, ada = (User.objects.get(pk=one.pk) for one in (world.moderator, world.admin, world.author))
    night = suggest_sealed(world.wishes, by=world.colleague, title="The night shift", at_once=True)
    asked = ask_to_unseal(night, by=mara, reason="A threat")
    day = suggest_sealed(world.wishes, by=world.colleague, title="The day shift", at_once=True)
    opened = ask_to_unseal(day, by=mara, reason="A threat")
    decide(opened, by=aldo, grant=True)
    prices = suggest_privately(world.wishes, by=User.objects.get(pk=world.colleague.pk), title="Our prices")
    ask_to_open(prices, by=User.objects.get(pk=ada.pk))
    return {
        "ideas:sealed-edit": {"idea_id": night.pk},
        "ideas:sealed-withdraw": {"idea_id": night.pk},
        "ideas:unseal": {"idea_id": night.pk},
        "ideas:unseal-decide": {"idea_id": night.pk, "unsealing_id": asked.pk},
        "ideas:unseal-name": {"idea_id": day.pk, "unsealing_id": opened.pk},
        "ideas:open-ask": {"idea_id": prices.pk},
        "ideas:open-answer": {"idea_id": prices.pk},
        "api:change_a_sealed_idea": {"idea_id": night.pk},
        "api:ask_who_wrote_it": {"idea_id": night.pk},
        "api:decide_about_a_seal": {"idea_id": night.pk, "unsealing_id": asked.pk},
        "api:read_the_name": {"idea_id": day.pk, "unsealing_id": opened.pk},
        "api:ask_to_open_it": {"idea_id": prices.pk},
    }
