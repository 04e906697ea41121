"""The long and the regular work of the forum: workers find it here."""

from .following.jobs import tell_followers

__all__ = ["tell_followers"]
