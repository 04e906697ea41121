"""The test message, which somebody waits for."""

from __future__ import annotations

from django.utils import translation
from django.utils.translation import gettext as _

from intranet.accounts.threshold import can_go_on
from intranet.jobs import job
from intranet.notifications.models import PushDevice

from . import actions, vapid
from .posting import Busy, Gone, NotTaken, push
from .words import test_message


@job(attempts=1)
def try_device(*, device_id: int) -> None:
    """Send it once, and write down how that went."""
    device = PushDevice.objects.select_related("person").filter(pk=device_id).first()
    if device is None or not device.person.is_active or not can_go_on(device.person):
        return
    with translation.override(device.person.language):
        problem = _tried(device)
        actions.note_push_test(device, problem)


def _tried(device: PushDevice) -> str:
    if device.pk not in {one.pk for one in actions.living(device.person)}:
        return _("This device is signed out.")
    if device.made_for != vapid.mark():
        return _("This device subscribed with an old key. Open Portico on it once, and it will subscribe anew.")
    try:
        push(device, test_message(device.person), urgent=True)
    except Gone:
        actions.forget_devices(device)
        return _("The push service does not know this device any more. Switch push on there again.")
    except (Busy, NotTaken) as failed:
        return str(failed)
    return ""
