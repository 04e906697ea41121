"""The long and the regular work of the wiki: workers find it here."""

from .exporting.jobs import look_after_exports, make_page_export
from .importing.jobs import bring_in, look_after_imports, look_through_import, tidy_import
from .links.adopting import adopt_links
from .truth.jobs import remind_of_reviews

__all__ = [
    "adopt_links",
    "bring_in",
    "look_after_exports",
    "look_after_imports",
    "look_through_import",
    "make_page_export",
    "remind_of_reviews",
    "tidy_import",
]
