"""Spaces that fill themselves: what a rule can ask about, and whom it names."""

from .attributes import Attribute, attribute, attributes
from .matching import House, matches, people_of

__all__ = ["Attribute", "House", "attribute", "attributes", "matches", "people_of"]
