"""Everything that can be done with accounts: the one doorway through which views, API, commands and tests write."""

from .access import (
    TOKEN_LIFETIMES,
    create_token,
    end_other_sessions,
    end_session,
    end_sessions,
    reset_second_step,
    revoke_token,
    second_step_changed,
    set_password,
    sign_out_everywhere,
)
from .addresses import address_verified, release_address
from .agency import end_access, extend_access, invite_agency_guest
from .answering import answer_fields
from .bots import make_bot, make_bot_token, rename_bot, retire_bot, revoke_bot_token
from .customer_identities import arrive_as_customer
from .fields import add_field, change_field, delete_field, move_field, restore_field, retire_field
from .identities import arrive, bind_identity, unbind_identities
from .importing import apply_import, do_portion, forget_imports, look_through
from .invitations import accept_invitation, invite_customer, invite_staff, resend_invitation, revoke_invitation
from .notes import delete_note, read_notes, write_note
from .own_data import (
    ask_for_copy,
    ask_for_erasure,
    copy_is_ready,
    erase,
    erase_some_texts,
    forget_copy,
    have_erased_again,
    take_back_erasure,
)
from .profile import (
    change_birthday,
    change_field_audience,
    change_profile,
    change_settings,
    remove_avatar,
    show_no_more_to,
    upload_avatar,
)
from .pseudonym import write_as
from .skills import set_skills
from .standing import (
    add_person,
    assign_to_company,
    change_place,
    change_role,
    close_account,
    deactivate,
    face_company,
    open_account,
    reactivate,
    stop_facing_company,
)
from .terms import agree_to_terms, publish_terms
from .viewing import begin_to_view, stop_viewing
from .whereabouts import announce_absence, clear_status, end_absence, set_status

__all__ = [
    "TOKEN_LIFETIMES",
    "accept_invitation",
    "add_field",
    "add_person",
    "address_verified",
    "agree_to_terms",
    "announce_absence",
    "answer_fields",
    "apply_import",
    "arrive",
    "arrive_as_customer",
    "ask_for_copy",
    "ask_for_erasure",
    "assign_to_company",
    "begin_to_view",
    "bind_identity",
    "change_birthday",
    "change_field",
    "change_field_audience",
    "change_place",
    "change_profile",
    "change_role",
    "change_settings",
    "clear_status",
    "close_account",
    "copy_is_ready",
    "create_token",
    "deactivate",
    "delete_field",
    "delete_note",
    "do_portion",
    "end_absence",
    "end_access",
    "end_other_sessions",
    "end_session",
    "end_sessions",
    "erase",
    "erase_some_texts",
    "extend_access",
    "face_company",
    "forget_copy",
    "forget_imports",
    "have_erased_again",
    "invite_agency_guest",
    "invite_customer",
    "invite_staff",
    "look_through",
    "make_bot",
    "make_bot_token",
    "move_field",
    "open_account",
    "publish_terms",
    "reactivate",
    "read_notes",
    "release_address",
    "remove_avatar",
    "rename_bot",
    "resend_invitation",
    "reset_second_step",
    "restore_field",
    "retire_bot",
    "retire_field",
    "revoke_bot_token",
    "revoke_invitation",
    "revoke_token",
    "second_step_changed",
    "set_password",
    "set_skills",
    "set_status",
    "show_no_more_to",
    "sign_out_everywhere",
    "stop_facing_company",
    "stop_viewing",
    "take_back_erasure",
    "unbind_identities",
    "upload_avatar",
    "write_as",
    "write_note",
]
