"""Which tables go along when the house moves (``core/moving_house.py``)."""

from __future__ import annotations

from intranet.core.moving_house import moves, stays_behind

moves(
    "account",
    "EmailAddress",
    "EmailConfirmation",
)
moves(
    "accounts",
    "Absence",
    "ApiToken",
    "Company",
    "CompanyAssignment",
    "Consent",
    "DataCopy",
    "Department",
    "Erasure",
    "ImportedRow",
    "Invitation",
    "Knowing",
    "PeopleImport",
    "ProfileAnswer",
    "ProfileField",
    "Skill",
    "StaffNote",
    "Status",
    "TermsDocument",
    "User",
    "Vacancy",
)
moves(
    "admin",
    "LogEntry",
)
moves(
    "auth",
    "Group",
)
moves(
    "mfa",
    "Authenticator",
)
moves(
    "socialaccount",
    "SocialAccount",
    "SocialApp",
    "SocialToken",
)
stays_behind("auth", "Permission", why="migrations make them")
stays_behind("contenttypes", "ContentType", why="migrations make them, under numbers of their own")
stays_behind("sessions", "Session", why="everybody signs in again")
stays_behind("usersessions", "UserSession", why="everybody signs in again")
