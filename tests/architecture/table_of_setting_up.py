"""Who gets what answer where the house is set up: admins; the plan, everybody who works here. A preset was applied that
changed nothing, so taking it back changes nothing."""

from __future__ import annotations

from typing import Any

from intranet.accounts.models import User
from intranet.flows.models import AppliedPreset

FORMS: dict[str, dict[str, Any]] = {
    "flows:setup-step": {"enabled_languages": "en", "default_language": "en"},
    "flows:setup-plan-edit": {"cadence": "weekly", "reply_hours": "8"},
    "flows:setup-done": {"to": "done"},
}
DOCUMENTS: dict[str, dict[str, Any]] = {
    "api:setup_done": {"done": True},
    "api:setup_site": {"name": "Portico"},
    "api:apply_setup_preset": {},
    "api:setup_plan": {"goal": "Fewer calls"},
}
IN_THE_API = {
    "flows:setup-applied": "POST /setup/applied/{pk}/undo",
    "flows:setup-done": "PUT /setup/done",
    "flows:setup-plan-edit": "PUT /setup/plan",
    "flows:setup-preset": "POST /setup/presets/{key}/apply",
    "flows:setup-step": "PUT /setup/site, POST /spaces, PUT /spaces/{slug}/lanes/{reach}, PUT /office-hours, "
    "PUT /people/{handle}/standing",
}
MORE = {
    #                guest customer other_c. outsider colleague moderator admin deactiv. author
    "the set-up is the admins'": (
        "           in    403      403      403      403       403       200   in       403",
        """
        GET flows:setup
        GET flows:setup-step
        GET flows:setup-preset
        GET flows:setup-applied
        GET flows:setup-plan-edit
        """,
    ),
    "and so is doing it": (
        "           in    403      403      403      403       403       302   in       403",
        """
        POST flows:setup-step
        POST flows:setup-preset
        POST flows:setup-applied
        POST flows:setup-plan-edit
        POST flows:setup-done
        """,
    ),
    "the plan is for everybody who works here": (
        "           in    403      403      200      200       200       200   in       200",
        "GET flows:setup-plan",
    ),
    "the set-up, for programs": (
        "           401   403      403      403      403       403       200   401      403",
        """
        GET api:setup
        PUT api:setup_done
        GET api:setup_site
        PUT api:setup_site
        GET api:setup_preset
        POST api:apply_setup_preset
        GET api:applied_presets
        POST api:undo_setup_preset
        PUT api:setup_plan
        """,
    ),
    "the plan, for programs of everybody who works here": (
        "           401   403      403      200      200       200       200   401      200",
        "GET api:setup_plan",
    ),
}


def furnish(*, admin: User) -> dict[str, Any]:
    applied = AppliedPreset.objects.create(preset="small-firm", by=admin)
    known: dict[str, Any] = {"pk": applied.pk}
    return {
        "flows:setup-step": {"key": "languages"},
        "flows:setup-preset": {"key": "small-firm"},
        "flows:setup-applied": known,
        "api:setup_preset": {"key": "small-firm"},
        "api:apply_setup_preset": {"key": "small-firm"},
        "api:undo_setup_preset": known,
    }
