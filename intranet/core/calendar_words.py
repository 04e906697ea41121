"""The names of days and months as they stand within a sentence.

Django's own Italian writes them with capitals, which no Italian does. Named here they are in our catalogue, and what is
in ours comes before what is in Django's; ``|date`` and its kin then find them.
"""

from django.utils.translation import gettext_lazy as _

DAYS = (_("Monday"), _("Tuesday"), _("Wednesday"), _("Thursday"), _("Friday"), _("Saturday"), _("Sunday"))
DAYS_SHORT = (_("Mon"), _("Tue"), _("Wed"), _("Thu"), _("Fri"), _("Sat"), _("Sun"))
MONTHS = (
    _("January"),
    _("February"),
    _("March"),
    _("April"),
    _("May"),
    _("June"),
    _("July"),
    _("August"),
    _("September"),
    _("October"),
    _("November"),
    _("December"),
)
