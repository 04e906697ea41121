from __future__ import annotations

from django.utils.translation import gettext as _

from intranet.accounts.threshold import can_go_on
from intranet.core.decisions import YES, Decision, no
from intranet.insights.models import WeekTask
from intranet.spaces.audiences import Viewer


def can_have_list(person: Viewer) -> Decision:
    """Those who keep order in the house: what stands on the list is done by them or by nobody."""
    if person.is_authenticated and person.is_active and person.is_staff_member and person.is_moderator:
        return YES
    return no(_("The list of the week is for those who keep order here."))


def can_do(person: Viewer, task: WeekTask) -> Decision:
    """One's own list alone, also by an address from a mail: that opens no more than signing in would."""
    if not (has := can_have_list(person)):
        return has
    if task.person_id != person.pk:
        return no(_("This list is somebody else's."))
    return can_go_on(person)
