"""Everything that writes here: what people are told, what they have read, what they want to be told."""

from intranet.notifications.counting import unread_count

from .digesting import (
    LESS,
    MORE,
    catch_up,
    choose_digest,
    choose_interests,
    claim_digest,
    forget_taste,
    give_back_digest,
    know_all,
    propose_summary,
    settle_digest,
    stop_digest,
    want,
)
from .mailing import forget_taken, mail_works_again, note_bounce, note_taken, stop_mails, undo_stop
from .reading import forget_about, mark_entries_read, mark_read, mark_unread
from .receiving import Outcome, take_mail
from .sending import claim, settle
from .telling import notify_people_of
from .wishing import keep_still, set_default_level, set_level, set_preference, set_quiet_hours

__all__ = [
    "LESS",
    "MORE",
    "Outcome",
    "catch_up",
    "choose_digest",
    "choose_interests",
    "claim",
    "claim_digest",
    "forget_about",
    "forget_taken",
    "forget_taste",
    "give_back_digest",
    "keep_still",
    "know_all",
    "mail_works_again",
    "mark_entries_read",
    "mark_read",
    "mark_unread",
    "note_bounce",
    "note_taken",
    "notify_people_of",
    "propose_summary",
    "set_default_level",
    "set_level",
    "set_preference",
    "set_quiet_hours",
    "settle",
    "settle_digest",
    "stop_digest",
    "stop_mails",
    "take_mail",
    "undo_stop",
    "unread_count",
    "want",
]
