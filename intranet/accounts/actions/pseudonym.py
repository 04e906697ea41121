"""The name under which a customer writes. What the others read is ``User.name``, on every road; the real one steps back
into ``real_name``, which their own colleagues and the staff see on the page of the person."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from intranet.accounts import hooks, policies
from intranet.accounts.models import User
from intranet.accounts.names import skeleton
from intranet.accounts.naming import checked_name
from intranet.activity.ledger import record
from intranet.core.decisions import require
from intranet.realtime.units import action


@action
def write_as(person: User, pseudonym: str, *, by: User) -> bool:
    """Take on a pseudonym, or with an empty one go back to the real name. The handle follows the name: an address, a
    mention or an old link gives nothing away. False where nothing changes."""
    require(policies.can_write_as(by, person))
    person.refresh_from_db(from_queryset=User.objects.select_for_update())
    wanted = _checked(pseudonym, person) if pseudonym.strip() else ""
    if wanted == person.pseudonym:
        return False
    before = person.handle
    real = person.full_name
    person.pseudonym = wanted
    person.name, person.real_name = (wanted, real) if wanted else (real, "")
    User.objects.save_at_free_handle(person, update_fields=["pseudonym", "name", "real_name", "handle"])
    hooks.renamed(person, before)
    hooks.changed(person, by)
    record("accounts.person.profile_changed", by=by, on=person, fields=["name", "handle"])
    return True


def _checked(pseudonym: str, person: User) -> str:
    try:
        name = checked_name(pseudonym, kind=person.kind)
    except ValidationError as error:
        raise ValidationError({"pseudonym": error.message_dict["name"]}) from error
    # Of customers' real names nothing is said here: whoever tries them out would learn who has an account.
    shown = User.objects.active().exclude(pk=person.pk)
    others = shown.exclude(kind=User.Kind.CUSTOMER) | shown.exclude(pseudonym="")
    drawn = skeleton(name)
    if any(skeleton(other) == drawn for other in others.values_list("name", flat=True)):
        raise ValidationError({"pseudonym": _("Somebody else writes under this name. Choose another.")})
    return name
