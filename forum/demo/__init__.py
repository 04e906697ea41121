"""What customers and the house say to each other."""

from . import centre

__all__ = ["centre"]
