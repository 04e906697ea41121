"""What people say under an entry: comments, reactions, mentions, and who wants to hear of it."""

from .polls import Ballot, Choice, Poll, PollOption
from .said import Comment, Mention, Reaction, Watch

__all__ = ["Ballot", "Choice", "Comment", "Mention", "Poll", "PollOption", "Reaction", "Watch"]
