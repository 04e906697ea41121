"""People: who they are, whom they work for, and what each reader may learn of them."""

from .invitations import Invitation
from .people import (
    TINTS,
    Company,
    CompanyAssignment,
    Department,
    User,
    UserManager,
    UserQuerySet,
    normal_email,
)
from .tokens import ApiToken

__all__ = [
    "TINTS",
    "ApiToken",
    "Company",
    "CompanyAssignment",
    "Department",
    "Invitation",
    "User",
    "UserManager",
    "UserQuerySet",
    "normal_email",
]
