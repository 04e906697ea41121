"""Everything that can be done with accounts: the one doorway through which views, API, commands and tests write."""

from .access import (
    TOKEN_LIFETIMES,
    create_token,
    end_other_sessions,
    end_session,
    end_sessions,
    reset_second_step,
    revoke_token,
    set_password,
)
from .addresses import address_verified, release_address
from .invitations import accept_invitation, invite_customer, invite_staff, resend_invitation, revoke_invitation
from .profile import change_field_audience, change_profile, change_settings, remove_avatar, upload_avatar
from .standing import (
    add_person,
    assign_to_company,
    change_place,
    change_role,
    deactivate,
    face_company,
    reactivate,
    stop_facing_company,
)

__all__ = [
    "TOKEN_LIFETIMES",
    "accept_invitation",
    "add_person",
    "address_verified",
    "assign_to_company",
    "change_field_audience",
    "change_place",
    "change_profile",
    "change_role",
    "change_settings",
    "create_token",
    "deactivate",
    "end_other_sessions",
    "end_session",
    "end_sessions",
    "face_company",
    "invite_customer",
    "invite_staff",
    "reactivate",
    "release_address",
    "remove_avatar",
    "resend_invitation",
    "reset_second_step",
    "revoke_invitation",
    "revoke_token",
    "set_password",
    "stop_facing_company",
    "upload_avatar",
]
