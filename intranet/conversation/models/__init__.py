"""What people say under an entry: comments, reactions, mentions, and who wants to hear of it."""

from .kept import Bookmark, Draft
from .link_cards import EntryLink, LinkCard
from .polls import Ballot, Choice, Poll, PollOption
from .reminders import Reminder
from .said import Comment, Mention, Reaction, TeamMention, Vote, Watch

__all__ = [
    "Ballot",
    "Bookmark",
    "Choice",
    "Comment",
    "Draft",
    "EntryLink",
    "LinkCard",
    "Mention",
    "Poll",
    "PollOption",
    "Reaction",
    "Reminder",
    "TeamMention",
    "Vote",
    "Watch",
]
