"""What the people of Meridiana and their customers would change, and what becomes of it."""

from . import asked_by_mail, boards, campaigns, life, releases

__all__ = ["asked_by_mail", "boards", "campaigns", "life", "releases"]
