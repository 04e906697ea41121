"""What is sent to the addresses of ``table_of_accounts``, and what else stands behind those of programs."""

from __future__ import annotations

from typing import Any

from tests.factories import PASSWORD

PROOF = {"password": PASSWORD}
DOCUMENTS: dict[str, dict[str, Any]] = {
    "api:answer_invitation": {"accept": True},
    "api:begin_app": PROOF,
    "api:choose_channel": {"group": "nothing", "channel": "app", "wanted": True},
    "api:set_default_level": {"degree": "all"},
    "api:set_level": {"degree": "all"},
    "api:set_quiet": {"days": [0]},
    "api:keep_still": {"until": None},
    "api:change_field": {"label": "Table"},
    "api:change_member": {"role": "moderator"},
    "api:consent": {"documents": []},
    "api:erasure": {"reason": "A letter"},
    "api:flag": {"reason": "spam"},
    "api:hide": {"reason": "Not here"},
    "api:invitations": {"email": "otto@example.com"},
    "api:invite_into_space": {"person": "mara"},
    "api:make_address": PROOF,
    "api:move_field": {"step": 1},
    "api:one_version": {"texts": {"en": "Be kind.", "it": "Sii gentile."}},
    "api:own_calendar": {"remind": 15},
    "api:own_erasure": PROOF,
    "api:password": PROOF | {"new_password": "porticus-in-the-rain"},
    "api:poll": {"options": ["This", "The other"], "results": "always"},
    "api:poll_closing": {"closes_at": None},
    "api:profile_fields": {"label": "Shoe size"},
    "api:put_away": {"what": "checklist"},
    "api:recovery_codes": PROOF,
    "api:remove_key": PROOF,
    "api:rename_passkey": PROOF | {"name": "Telephone"},
    "api:retire_field": {"retired": True},
    "api:settings": {"shortcuts": False},
    "api:standing": {"department": None},
    "api:write_as": {"pseudonym": "Winter Reader"},
}


def arguments(known: dict[str, Any]) -> dict[str, Any]:
    """The same things as behind the pages, by the names that programs call them."""
    return {
        "file_id": known["content:discard-file"]["pk"],
        "field_id": known["accounts:field"]["pk"],
        "import_id": known["accounts:import_table"]["pk"],
        "invitation_id": known["accounts:resend_invitation"]["pk"],
        "device_id": known["accounts:end_session"]["pk"],
        "token_id": known["accounts:revoke_token"]["pk"],
        "key_id": 1,
        "kind": "terms",
        "api:answer_invitation": known["spaces:answer"],
        "api:hide": known["moderation:hide"],
        "api:dismiss": known["moderation:dismiss"],
        "api:undelete": known["content:undelete"],
        "api:tagged": known["content:tag"],
    }
