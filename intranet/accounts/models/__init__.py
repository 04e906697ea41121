"""People: who they are, whom they work for, and what each reader may learn of them."""

from .fields import ProfileAnswer, ProfileField
from .firms import Company, CompanyAssignment, Department
from .importing import ImportedRow, PeopleImport
from .invitations import Invitation
from .notes import StaffNote
from .own_data import DataCopy, Erasure
from .people import (
    TINTS,
    CreditAs,
    User,
    UserManager,
    UserQuerySet,
    normal_email,
)
from .skills import Knowing, Skill
from .terms import Consent, TermsDocument
from .tokens import ApiToken
from .vacancies import Vacancy
from .whereabouts import Absence, Status

__all__ = [
    "TINTS",
    "Absence",
    "ApiToken",
    "Company",
    "CompanyAssignment",
    "Consent",
    "CreditAs",
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
    "UserManager",
    "UserQuerySet",
    "Vacancy",
    "normal_email",
]
