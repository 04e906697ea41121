"""The long and the regular work of the wiki: workers find it here."""

from .links.adopting import adopt_links
from .truth.jobs import remind_of_reviews

__all__ = ["adopt_links", "remind_of_reviews"]
