"""Everything that writes about devices: added by their people, forgotten with what they are signed in with."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256

from allauth.usersessions.models import UserSession
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, EllipticCurvePublicKey
from django.core.exceptions import ValidationError
from django.utils.timezone import now
from django.utils.translation import gettext as _

from intranet.accounts.models import ApiToken, User
from intranet.activity.ledger import record
from intranet.core.decisions import no, require
from intranet.notifications.models import Notification, PushDevice
from intranet.notifications.policies import can_choose, can_keep_device
from intranet.realtime.publish import publish
from intranet.realtime.units import action

from . import vapid
from .encrypting import from_text
from .posting import checked_endpoint
from .signed_in import is_signed_in

MOST = 10
# Of so many subjects a device remembers that it has them.
_REMEMBERED = 30


@dataclass(frozen=True)
class Subscription:
    """What a browser has from its push service. ``made_for``: the public key it subscribed with."""

    endpoint: str
    p256dh: str
    auth: str
    made_for: str


@action
def add_device(
    wanted: Subscription,
    *,
    by: User,
    session: UserSession | None = None,
    token: ApiToken | None = None,
    user_agent: str = "",
    replaces: str = "",
) -> PushDevice:
    """Send push to this browser too, or go on doing so: the same browser is one device, whoever had it before.
    ``replaces`` is the address that its push service has just taken back."""
    require(can_choose(by))
    if wanted.made_for != vapid.public_key():
        raise ValidationError({"key": _("This browser subscribed with an old key. Reload the page and try again.")})
    endpoint = checked_endpoint(wanted.endpoint)
    _check_keys(wanted)
    User.objects.select_for_update().get(pk=by.pk)
    mine = PushDevice.objects.filter(person=by)
    before = mine.filter(endpoint_hash__in=[_hash(endpoint), *([_hash(replaces)] if replaces else [])]).first()
    if before is None and len(living(by)) >= MOST:
        require(no(_("Push goes to %(count)d devices already. Remove one first.") % {"count": MOST}))
    PushDevice.objects.filter(endpoint_hash=_hash(endpoint)).exclude(person=by).delete()
    device = before or PushDevice(person=by)
    device.session, device.token = session, token
    device.endpoint, device.endpoint_hash = endpoint, _hash(endpoint)
    device.p256dh, device.auth = wanted.p256dh, wanted.auth
    device.made_for = vapid.mark()
    device.user_agent = user_agent[:300]
    device.seen_at = now()
    device.problem = ""
    device.save()
    if replaces:
        mine.filter(endpoint_hash=_hash(replaces)).exclude(pk=device.pk).delete()
    if before is None:
        # One session is one browser, which has one subscription: an earlier one is no more.
        if session is not None:
            mine.filter(session=session).exclude(pk=device.pk).delete()
        record("notifications.device.added", by=by, on=by, audience=by.key, device=device.pk)
    return device


@action
def remove_device(device: PushDevice, *, by: User) -> bool:
    """No push to this browser any more. False where there was none already."""
    require(can_keep_device(by, device))
    removed, _rows = PushDevice.objects.filter(pk=device.pk).delete()
    if removed:
        record("notifications.device.removed", by=by, on=by, audience=by.key, device=device.pk)
    return bool(removed)


@action
def set_contents(device: PushDevice, *, by: User, shown: bool) -> None:
    """Whether it shows what something is about, or only that something is new."""
    require(can_keep_device(by, device))
    PushDevice.objects.filter(pk=device.pk).update(shows_contents=shown)


@action
def send_test(device: PushDevice, *, by: User) -> None:
    """Have a message sent to this device alone, now, quiet hours or not: somebody sits before it."""
    from .jobs import try_device  # noqa: PLC0415 - the job calls actions

    require(can_keep_device(by, device))
    try_device.enqueue(device_id=device.pk)


def living(person: User) -> list[PushDevice]:
    """The devices that are still signed in; the others are forgotten."""
    devices = list(PushDevice.objects.filter(person=person).select_related("session", "token"))
    signed_in = [device for device in devices if is_signed_in(device, person)]
    if gone := [device for device in devices if device not in signed_in]:
        forget_devices(*gone)
    return signed_in


@action
def forget_devices(*devices: PushDevice) -> None:
    """Signed out, or not known to their push service any more."""
    PushDevice.objects.filter(pk__in=[device.pk for device in devices]).delete()


@action
def forget_all_devices(person: User, _by: User) -> None:
    """For who is shut out."""
    PushDevice.objects.filter(person=person).delete()


@action
def note_pushed(device: PushDevice, newest: Notification) -> None:
    told = {subject: key for subject, key in device.told.items() if subject != newest.subject}
    told[newest.subject] = newest.pk
    kept = dict(list(told.items())[-_REMEMBERED:])
    PushDevice.objects.filter(pk=device.pk).update(sent_at=now(), problem="", told=kept)


@action
def note_push_problem(device: PushDevice, sentence: str) -> None:
    PushDevice.objects.filter(pk=device.pk).update(problem=sentence[:200])


@action
def note_push_test(device: PushDevice, problem: str) -> None:
    """How the test went, also to the page from which it was asked for."""
    sent = {} if problem else {"sent_at": now()}
    PushDevice.objects.filter(pk=device.pk).update(problem=problem[:200], **sent)
    publish(f"user_{device.person_id}", "notifications.push_tested", device=device.pk, problem=problem)


def _check_keys(wanted: Subscription) -> None:
    """A point on the curve and sixteen bytes, or nothing could ever be encrypted for them."""
    try:
        EllipticCurvePublicKey.from_encoded_point(SECP256R1(), from_text(wanted.p256dh))
        makes_sense = len(from_text(wanted.auth)) == 16
    except ValueError:
        makes_sense = False
    if not makes_sense or len(wanted.p256dh) > 100 or len(wanted.auth) > 40:
        raise ValidationError({"keys": _("The keys of this device make no sense.")})


def _hash(endpoint: str) -> str:
    return sha256(endpoint.encode()).hexdigest()
