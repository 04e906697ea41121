"""What customers and the house say to each other."""

from . import centre, porch

__all__ = ["centre", "porch"]
