"""Who gets what answer where searches are kept and counted; see ``url_table``."""

from __future__ import annotations

from typing import Any

MORE = {
    #                guest customer other_c. outsider colleague moderator admin deactiv. author
    "open to guests and customers; colleagues are led on": (
        "           200   200      200      302      302       302       302   200      302",
        "GET search:street",
    ),
    "signed in, keeping searches": (
        "           in    200      200      200      200       200       200   in       200",
        "GET search:saved",
    ),
    "signed in, a search kept": (
        "           in    302      302      302      302       302       302   in       302",
        """
        POST search:saved
        POST search:watch
        """,
    ),
    # What a page of results sends back is signed: what somebody makes up is counted for nobody.
    "nobody, without a search of their own": (
        "           400   400      400      400      400       400       400   400      400",
        "POST search:heard",
    ),
    "Ben, who keeps the search": (
        "           in    404      404      404      302       404       404   in       404",
        """
        POST search:saved-change
        POST search:saved-delete
        """,
    ),
    "moderators, about what is searched for": (
        "           in    403      403      403      403       200       200   in       403",
        "GET search:reports",
    ),
    #                guest customer other_c. outsider colleague moderator admin deactiv. author
    "moderators, about what is searched for, by programs": (
        "           401   403      403      403      403       200       200   401      403",
        "GET api:search_reports",
    ),
    "signed in, their searches by programs": (
        "           401   200      200      200      200       200       200   401      200",
        "GET api:searches",
    ),
    "signed in, a search kept by programs": (
        "           401   201      201      201      201       201       201   401      201",
        """
        POST api:searches
        POST api:watch_words
        """,
    ),
    "Ben, whose search it is, for programs": (
        "           401   404      404      404      204       404       404   401      404",
        """
        PUT api:set_alert
        DELETE api:set_alert
        """,
    ),
}
FORMS = {
    "search:saved": {"name": "Fans", "query": "q=fans"},
    "search:watch": {"words": "quieter fans", "alert": "daily"},
    "search:saved-change": {"alert": "daily"},
    "search:heard": {"token": "made up"},
}
DOCUMENTS: dict[str, dict[str, Any]] = {
    "api:searches": {"name": "Fans", "query": "q=fans"},
    "api:watch_words": {"words": "quieter fans"},
    "api:set_alert": {"alert": "daily"},
}
