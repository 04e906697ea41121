"""Who gets what answer where figures are shown; see ``url_table``. Ada keeps the lab."""

from __future__ import annotations

from typing import Any

MORE = {
    #                guest customer other_c. outsider colleague moderator admin deactiv. author
    "admins, and owners for their space": (
        "           in    403      403      403      403       403       200   in       200",
        """
        GET insights:figures
        GET insights:figure-table
        """,
    ),
    "admins, about figures": (
        "           in    403      403      403      403       403       200   in       403",
        """
        GET insights:companies
        GET insights:analysts
        """,
    ),
    "admins, who let nobody new see the figures": (
        "           in    403      403      403      403       403       302   in       403",
        "POST insights:analysts",
    ),
    #                guest customer other_c. outsider colleague moderator admin deactiv. author
    "admins, and owners for their space, by programs": (
        "           401   403      403      403      403       403       200   401      200",
        """
        GET api:insights_figures
        GET api:insights_figure
        """,
    ),
    "admins, about figures, by programs": (
        "           401   403      403      403      403       403       200   401      403",
        """
        GET api:insights_companies
        GET api:analysts
        """,
    ),
    "admins, who say who sees the figures, by programs": (
        "           401   403      403      403      403       403       204   401      403",
        """
        PUT api:name_analyst
        DELETE api:name_analyst
        """,
    ),
}
FORMS: dict[str, Any] = {"insights:analysts": {"people": "@ben"}}
ARGUMENTS: dict[str, Any] = {"insights:figure-table": {"key": "posts"}, "api:insights_figure": {"key": "posts"}}
