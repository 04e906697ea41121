"""What is reported, held or asked, what was decided about it, and what was decided about people."""

from .cases import Case, CaseNote
from .flags import Flag
from .house_rules import HouseRule
from .sanctions import Sanction, SignUpBar

__all__ = ["Case", "CaseNote", "Flag", "HouseRule", "Sanction", "SignUpBar"]
