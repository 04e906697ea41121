"""What stands in a feed."""

from .post import Post

__all__ = ["Post"]
