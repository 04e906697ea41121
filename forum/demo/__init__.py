"""What customers and the house say to each other."""

from . import centre, keeping, porch

__all__ = ["centre", "keeping", "porch"]
