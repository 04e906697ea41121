"""What is reported, held or asked, what was decided about it, and what was decided about people."""

from .cases import Case, CaseNote
from .flags import Flag
from .house_rules import HouseRule
from .lanes import Approval, Lane, Passing
from .rules import Rule, RuleDay, Trial
from .sanctions import Sanction, SignUpBar
from .trust import Conduct, TrustChange, TrustLevel

__all__ = [
    "Approval",
    "Case",
    "CaseNote",
    "Conduct",
    "Flag",
    "HouseRule",
    "Lane",
    "Passing",
    "Rule",
    "RuleDay",
    "Sanction",
    "SignUpBar",
    "Trial",
    "TrustChange",
    "TrustLevel",
]
