"""What in the demo company goes from one part to another."""

from . import asked_by_mail, roads

__all__ = ["asked_by_mail", "roads"]
