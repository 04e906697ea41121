"""What people say under an entry: comments, reactions, mentions, and who wants to hear of it."""

from .said import Comment, Mention, Reaction, Watch

__all__ = ["Comment", "Mention", "Reaction", "Watch"]
