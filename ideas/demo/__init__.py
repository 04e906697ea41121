"""What the people of Meridiana and their customers would change, and what becomes of it."""

from . import boards, campaigns, life, releases

__all__ = ["boards", "campaigns", "life", "releases"]
