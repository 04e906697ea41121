"""Who gets what answer where order is kept: the queue, decisions, measures, house rules, audit; see ``url_table``.

Behind them: Ben said something in the lab that Ada has reported, a customer of no firm was silenced, and Ben reads what
was decided about him.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils.timezone import now

from feeds.actions import publish_post
from intranet.accounts.models import User
from intranet.moderation import bars, cases, house, sanctioning
from intranet.moderation.actions import flag_entry, hide
from intranet.moderation.letters import appeal_key
from intranet.moderation.models import Case
from intranet.spaces.models import Space
from tests import factories

FORMS: dict[str, dict[str, Any]] = {
    "moderation:decide": {"what": "approve"},
    "moderation:claim": {"what": "claim"},
    "moderation:assign": {"to": ""},
    "moderation:note": {"note": "Looks harmless."},
    "moderation:decision": {"words": "It was meant well."},
    "moderation:decision-by-key": {"words": "It was meant well."},
    "moderation:sanctions": {"sort": "warn", "days": "7", "reason": "Once more"},
    "moderation:bars": {"sort": "domain", "value": "spam.example"},
    "moderation:house-rule": {"number": "1", "title": "Be kind"},
    "moderation:new-house-rule": {"number": "2", "title": "Be brief"},
    "moderation:purge": {"reason": "A court said so"},
    "moderation:lane": {"sort": "post_review", "approvals": "1", "hours": "8", "at_deadline": "escalate"},
}
DOCUMENTS: dict[str, dict[str, Any]] = {
    "api:decide_case": {"decision": "approve"},
    "api:decide_cases": {"cases": [], "decision": "approve"},
    "api:claim_case": {},
    "api:assign_case": {"handle": None},
    "api:note_case": {"body": "Looks harmless."},
    "api:case_notes": {"body": "Looks harmless."},
    "api:appeal_decision": {"words": "It was meant well."},
    "api:sanctions_of": {"sort": "warn", "reason": "Once more"},
    "api:sanction_person": {"sort": "warn", "reason": "Once more"},
    "api:lift_sanction": {},
    "api:sign_up_bars": {"sort": "domain", "value": "spam.example"},
    "api:set_bar": {"sort": "domain", "value": "spam.example"},
    "api:house_rules": {"number": 2, "title": "Be brief"},
    "api:new_house_rule": {"number": 2, "title": "Be brief"},
    "api:change_house_rule": {"number": 1, "title": "Be kind"},
    "api:purge_entry": {"reason": "A court said so"},
    "api:set_lane": {"sort": "post_review"},
}
IN_THE_API = {
    "moderation:assign": "PUT /moderation/cases/{case_id}/assignee",
    "moderation:bars": "POST /moderation/bars",
    "moderation:bulk": "POST /moderation/decisions",
    "moderation:claim": "PUT /moderation/cases/{case_id}/claim, DELETE /moderation/cases/{case_id}/claim",
    "moderation:decide": "POST /moderation/cases/{case_id}/decision",
    "moderation:decision": "POST /me/decisions/{case_id}/appeal",
    "moderation:house-rule": "PUT /house-rules/{rule_id}, DELETE /house-rules/{rule_id}",
    "moderation:lane": "PUT /spaces/{slug}/lanes/{reach}, POST /spaces/{slug}/lanes/{reach}/trial, "
    "DELETE /spaces/{slug}/lanes/{reach}/trial",
    "moderation:lift": "POST /moderation/sanctions/{sanction_id}/end",
    "moderation:new-house-rule": "POST /house-rules",
    "moderation:note": "POST /moderation/cases/{case_id}/notes",
    "moderation:purge": "POST /entries/{entry_id}/purge",
    "moderation:remove-bar": "DELETE /moderation/bars/{bar_id}",
    "moderation:sanctions": "POST /moderation/people/{handle}/sanctions",
    "moderation:warning": "POST /me/warnings/read",
}
BROWSERS_ONLY = {
    "moderation:audit-export": "A table for a spreadsheet; programs read the audit log page by page.",
    "moderation:decision-by-key": "For who cannot sign in, by the address in a mail.",
}
MORE: dict[str, tuple[str, str]] = {
    #                guest customer other_c. outsider colleague moderator admin deactiv. author
    "who keeps order anywhere, several at once": (
        "           in    403      403      403      403       302       302   in      302",
        "POST moderation:bulk",
    ),
    "who keeps order, about what was reported in the lab": (
        "           in    404      404      404      404       200       200   in      200",
        "GET moderation:case",
    ),
    "who keeps order, about what was reported in the lab, done": (
        "           in    404      404      404      404       302       302   in      302",
        """
        POST moderation:decide
        POST moderation:claim
        POST moderation:assign
        POST moderation:note
        """,
    ),
    "moderators of the site, who keep order over people": (
        "           in    403      403      403      403       200       200   in      403",
        """
        GET moderation:all-sanctions
        GET moderation:bars
        """,
    ),
    "moderators of the site, about a customer, done": (
        "           in    404      404      404      404       302       302   in      404",
        """
        POST moderation:lift
        POST moderation:sanctions
        """,
    ),
    "moderators of the site, about a customer": (
        "           in    404      404      404      404       200       200   in      404",
        "GET moderation:sanctions",
    ),
    "moderators of the site, who keep order over people, done": (
        "           in    403      403      403      403       302       302   in      403",
        """
        POST moderation:bars
        POST moderation:remove-bar
        """,
    ),
    "admins, who keep the house": (
        "           in    403      403      403      403       403       200   in      403",
        """
        GET moderation:audit
        POST moderation:audit-export
        GET moderation:new-house-rule
        GET moderation:house-rule
        """,
    ),
    "admins, who keep the house, done": (
        "           in    403      403      403      403       403       302   in      403",
        """
        POST moderation:new-house-rule
        POST moderation:house-rule
        """,
    ),
    "Ben, about whom it was decided": (
        "           in    404      404      404      200       404       404   in      404",
        "GET moderation:decision",
    ),
    "Ben, about whom it was decided, done": (
        "           in    404      404      404      302       404       404   in      404",
        "POST moderation:decision",
    ),
    "signed in, about warnings of one's own": (
        "           in    200      200      200      200       200       200   in      200",
        "GET moderation:warning",
    ),
    "signed in, about warnings of one's own, done": (
        "           in    302      302      302      302       302       302   in      302",
        "POST moderation:warning",
    ),
    "admins, who purge what they need not read": (
        "           in    404      404      404      404       404       200   in      404",
        "GET moderation:purge",
    ),
    "admins, who purge what they need not read, done": (
        "           in    404      404      404      404       404       302   in      404",
        "POST moderation:purge",
    ),
    "who keeps order, by program": (
        "           401   404      404      404      404       200       200   401     200",
        """
        GET api:moderation_case
        GET api:case_notes
        """,
    ),
    "who keeps order, by program, done": (
        "           401   404      404      404      404       204       204   401     204",
        """
        POST api:decide_case
        PUT api:claim_case
        DELETE api:claim_case
        PUT api:assign_case
        """,
    ),
    "who keeps order anywhere, by program": (
        "           401   403      403      403      403       200       200   401     200",
        "POST api:decide_cases",
    ),
    "who keeps order, by program, noted": (
        "           401   404      404      404      404       201       201   401     201",
        "POST api:case_notes",
    ),
    "signed in, about oneself and the house, by program": (
        "           401   200      200      200      200       200       200   401     200",
        """
        GET api:own_decisions
        GET api:own_warnings
        GET api:house_rules
        """,
    ),
    "Ben, about whom it was decided, by program": (
        "           401   404      404      404      204       404       404   401     404",
        "POST api:appeal_decision",
    ),
    "moderators of the site, by program": (
        "           401   403      403      403      403       200       200   401     403",
        """
        GET api:sanctions_in_force
        GET api:sign_up_bars
        """,
    ),
    "moderators of the site, about a customer, by program": (
        "           401   404      404      404      404       200       200   401     404",
        "GET api:sanctions_of",
    ),
    "moderators of the site, about a customer, by program, made": (
        "           401   404      404      404      404       201       201   401     404",
        "POST api:sanctions_of",
    ),
    "moderators of the site, about a customer, by program, ended": (
        "           401   404      404      404      404       204       204   401     404",
        "POST api:lift_sanction",
    ),
    "signed in, about warnings, by program": (
        "           401   204      204      204      204       204       204   401     204",
        "POST api:acknowledge_warning",
    ),
    "moderators of the site, by program, made": (
        "           401   403      403      403      403       201       201   401     403",
        "POST api:sign_up_bars",
    ),
    "moderators of the site, by program, removed": (
        "           401   403      403      403      403       204       204   401     403",
        "DELETE api:remove_bar",
    ),
    "admins, who keep the house, by program, made": (
        "           401   403      403      403      403       403       201   401     403",
        "POST api:house_rules",
    ),
    "admins, who keep the house, by program": (
        "           401   403      403      403      403       403       200   401     403",
        """
        PUT api:change_house_rule
        GET api:audit_log
        """,
    ),
    "admins, who keep the house, by program, removed": (
        "           401   403      403      403      403       403       204   401     403",
        "DELETE api:change_house_rule",
    ),
    "admins, who purge, by program": (
        "           401   404      404      404      404       404       204   401     404",
        "POST api:purge_entry",
    ),
    "who keeps the lab, and admins, about its lanes": (
        "           in    404      404      403      403       403       200   in      200",
        """
        GET moderation:lanes
        GET moderation:lane
        """,
    ),
    "who keeps the lab, and admins, about its lanes, done": (
        "           in    404      404      403      403       403       302   in      302",
        "POST moderation:lane",
    ),
    "who keeps the lab, and admins, about its lanes, by program": (
        "           401   404      404      403      403       403       200   401     200",
        """
        GET api:lanes_of_space
        PUT api:set_lane
        """,
    ),
    "who keeps the lab, and admins, about a trial of a lane that it has not": (
        "           401   404      404      403      403       403       404   401     404",
        """
        POST api:try_freer_lane
        DELETE api:try_freer_lane
        """,
    ),
    "colleagues, who plan": (
        "           in    403      403      200      200       200       200   in      200",
        "GET moderation:calendar",
    ),
    "colleagues, who plan, by program": (
        "           401   403      403      200      200       200       200   401     200",
        "GET api:planned_entries",
    ),
    # Nothing was decided about what Ada posted.
    "nobody: there is no decision": (
        "           in    404      404      404      404       404       404   in       404",
        "GET moderation:decision-of",
    ),
}


def furnish(lab: Space, *, author: User, colleague: User, moderator: User, admin: User) -> dict[str, Any]:
    reported = publish_post(by=colleague, space=lab, body="The fans are loud, and so am I.")
    flag_entry(reported, by=author, reason="rude")
    waiting = Case.objects.get(subject=reported.key, state=Case.State.OPEN)
    hidden = publish_post(by=colleague, space=lab, body="Louder.")
    hide(hidden, by=author, reason="Not so loud")
    decided = Case.objects.get(subject=hidden.key, outcome=Case.Outcome.HIDDEN)
    loud = factories.a_customer("Rolf Laut", handle="rolf", company=None)
    measure = sanctioning.sanction(loud, "silence", by=moderator, reason="Too loud", until=now() + timedelta(days=7))
    about_it = Case.objects.get(subject=measure.key)
    rule = house.set_rule(None, by=admin, number=1, title="Be kind")
    bar, _is_new = bars.set_bar("mail", "rolf@spam.example", by=moderator)
    assert cases.anything_open(reported.key)
    key = appeal_key(about_it.pk, loud.pk)
    return {
        "case_id": waiting.pk,
        "sanction_id": measure.pk,
        "bar_id": bar.pk,
        "rule_id": rule.pk,
        "reach": "inside",
        "key": key,
        "moderation:decision": {"case_id": decided.pk},
        "api:appeal_decision": {"case_id": decided.pk},
        "moderation:sanctions": {"handle": loud.handle},
        "api:sanctions_of": {"handle": loud.handle},
        "api:sanction_person": {"handle": loud.handle},
    }
