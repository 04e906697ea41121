"""The rules, the levels of trust, and what each customer may do."""

from __future__ import annotations

from typing import Any

from intranet.moderation.rules import actions as rules
from tests import factories

MORE = {
    #                guest customer other_c. outsider colleague moderator admin deactiv. author
    "moderators, rules and levels": (
        "           in    403      403      403      403       200       200   in       403",
        """
        GET moderation:rules
        GET moderation:rule
        GET moderation:levels
        """,
    ),
    "admins, rules and levels": (
        "           in    403      403      403      403       403       200   in       403",
        """
        GET moderation:rule-new
        GET moderation:rules-file
        GET moderation:rules-bring
        GET moderation:rule-trial
        GET moderation:level
        """,
    ),
    "admins, rules and levels, done": (
        "           in    403      403      403      403       403       302   in       403",
        """
        POST moderation:rule-new
        POST moderation:rule
        POST moderation:rule-switch
        POST moderation:rule-remove
        POST moderation:level
        """,
    ),
    "admins, a file of rules that is none": (
        "           in    403      403      403      403       403       422   in       403",
        "POST moderation:rules-bring",
    ),
    "moderators, the level of a customer": (
        "           in    404      404      403      403       200       200   in       403",
        "GET moderation:person-level",
    ),
    "moderators, the level of a customer, set": (
        "           in    404      404      403      403       302       302   in       403",
        "POST moderation:person-level",
    ),
    "customers read what their level allows": (
        "           in    200      200      404      404       404       404   in       404",
        "GET moderation:standing",
    ),
    "moderators, rules and levels, for programs": (
        "           401   403      403      403      403       200       200   401      403",
        """
        GET api:rules
        GET api:rule
        GET api:all_levels
        """,
    ),
    "admins, rules and levels, for programs": (
        "           401   403      403      403      403       403       200   401      403",
        """
        GET api:take_rules
        PUT api:take_rules
        PUT api:rule
        GET api:rule_trial
        PUT api:change_level
        """,
    ),
    "admins, a list of words, made for programs": (
        "           401   403      403      403      403       403       201   401      403",
        "POST api:rules",
    ),
    "admins, a rule tried, for programs": (
        "           401   403      403      403      403       403       202   401      403",
        "POST api:try_rule",
    ),
    "admins, a list of words, gone for programs": (
        "           401   403      403      403      403       403       204   401      403",
        "DELETE api:rule",
    ),
    "moderators, the level of a customer, for programs": (
        "           401   404      404      403      403       200       200   401      403",
        """
        GET api:person_level
        PUT api:person_level
        DELETE api:person_level
        """,
    ),
    "customers read what their level allows, for programs": (
        "           401   200      200      404      404       404       404   401      404",
        "GET api:my_standing",
    ),
}
_LIST = {"name": "Words", "lines": "casino", "does": "hold", "scope": "customers", "severity": "2"}
FORMS = {
    "moderation:rule-new": _LIST,
    "moderation:rule": _LIST,
    "moderation:rule-switch": {"to": "off"},
    "moderation:level": {
        **dict.fromkeys(("days", "read", "answers", "accepted", "votes", "upheld", "weight"), "1"),
    },
    "moderation:person-level": {"level": "2"},
}
DOCUMENTS = {
    "api:rules": {"name": "Words", "values": {"lines": ["casino"]}},
    "api:rule": {"is_on": False},
    "api:take_rules": {"form": "portico-rules-1", "rules": []},
    "api:try_rule": {"sort": "links"},
    "api:change_level": {"needs": {"days": 3}},
    "api:person_level": {"level": 2},
}
IN_THE_API = {
    "moderation:rule-new": "POST /moderation/rules, POST /moderation/rules/trials",
    "moderation:rule": "PUT /moderation/rules/{key}, POST /moderation/rules/trials",
    "moderation:rule-switch": "PUT /moderation/rules/{key}",
    "moderation:rule-remove": "DELETE /moderation/rules/{key}",
    "moderation:rules-bring": "PUT /moderation/rules/file",
    "moderation:level": "PUT /moderation/levels/{number}",
    "moderation:person-level": "PUT /people/{handle}/level, DELETE /people/{handle}/level",
}


def called_with(world: Any) -> dict[str, Any]:
    watched = rules.add_list(by=world.admin, name="Words", lines=["roulette"], is_on=False)
    trial = rules.try_rule("links", by=world.admin)
    person = {"handle": factories.a_customer("Otis Blu", handle="otis").handle}
    called: dict[str, Any] = {"moderation:level": {"number": 1}, "api:change_level": {"number": 1}}
    pages = ("moderation:rule", "moderation:rule-switch", "moderation:rule-remove")
    for name in (*pages, "api:rule", "api:change_rule", "api:remove_list"):
        called[name] = {"key": watched.key}
    for name in ("moderation:rule-trial", "api:rule_trial"):
        called[name] = {"trial_id": trial.pk}
    for name in ("moderation:person-level", "api:person_level"):
        called[name] = person
    return called
