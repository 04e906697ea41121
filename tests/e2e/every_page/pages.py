"""Every page of the house with somebody who may open it, from the URL configuration: a new page is among them as soon
as it has an address, or ``test_no_page_is_forgotten`` fails."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from tests.architecture.addresses import Address, one_for_each_path
from tests.architecture.asking import CAST
from tests.architecture.url_table import NO_WAY, expected

from .firm import ASKED, SECURED

# Who of the firm is who in the table. The first of them who may open a page looks at it; a guest at all that is open.
LOOKERS = {"author": "ada", "colleague": "ben", "admin": "aldo", "moderator": "mara", "guest": ""}

# What the lab of the table does not let anybody see, and who sees it here.
SHOWN_HERE = {
    "accounts:public_person": "",
    "accounts:terms": "",
    "accounts:terms_version": "",
    "accounts:terms_changes": "",
    "accounts:consent": ASKED,
    "spaces:pilot-report": "ada",
    "moderation:standing": "dora",
    "forum:said-edit": "dora",
    "mfa_activate_totp": "ada",
    "mfa_add_webauthn": "ada",
    "mfa_generate_recovery_codes": SECURED,
    "mfa_view_recovery_codes": SECURED,
    "mfa_deactivate_totp": SECURED,
    "mfa_edit_webauthn": SECURED,
    "mfa_remove_webauthn": SECURED,
    "mfa_reauthenticate": SECURED,
}
# No pages: these lead on to another one, or send a file.
NO_PAGE = {
    "insights:ask",
    "moderation:decision-of",
    "content:entry",
    "chat:export-file",
    "wiki:changes-atom",
    "wiki:docs-atom",
    "wiki:docs-by-number",
    # Pages of the lab lead on to the wiki; one that the public reads is among those besides.
    "wiki:docs-page",
    "forum:atom",
    "ideas:atom",
    "ideas:board-atom",
    "ideas:go-on",
    "ideas:idea-by-number",
    "ideas:releases-atom",
    "forum:category-atom",
    "forum:tag-atom",
    "forum:enquiry-after",
    "forum:enquiry-publish",
    "forum:answer-part",
    "forum:go-on",
    "conversation:note",
    "ideas:export",
    "feeds:broadcast-reach-csv",
    "forum:topic-by-number",
    "ideas:campaign-by-number",
    "ideas:release-by-number",
    "wiki:compare-pair",
    "wiki:version-source",
    "wiki:writers",
    "wiki:export-file",
    "wiki:page-as",
    "wiki:page-by-number",
    "chat:message",
    "chat:of-space",
    "chat:quote",
    "chat:sidebar",
    "conversation:comment",
    "wiki:tree",
    "wiki:tree-around",
    "wiki:find",
    "chat:thread",
    "chat:replies",
    "notifications:notification",
    "accounts:settings",
    "accounts:data_copy",
    "feeds:space-atom",
    "feeds:tag-atom",
    "feeds:author-atom",
    "conversation:mentions",
    "search:complete",
    "conversation:check-mentions",
    "chat:commands",
    "mfa_index",
    "mfa_list_webauthn",
    "mfa_download_recovery_codes",
    "oidc_login",
    "oidc_connect",
    "oidc_callback",
    "customers_login",
    "customers_callback",
    "saml_login",
    "saml_connect",
    "saml_finish",
    "saml_metadata",
}
# Steps of signing in that begin somewhere else; tests/e2e/test_doors.py walks through those that are used.
WITHIN_SIGNING_IN = {
    "account_email_verification_sent",
    "account_set_password",
    "account_confirm_login_code",
    "mfa_authenticate",
    "mfa_login_webauthn",
    "mfa_reauthenticate_webauthn",
}
# The directory's own form, where a firm has one: it needs a library that the tests do without.
ELSEWHERE = {"ldap_login", "ldap_connect"}
# The same addresses with something else on them.
BESIDES = {
    "": [
        *("/posts/{post}/", "/events/{event}/", "/tags/bearings/", "/people/ada/public/", "/nowhere/"),
        *("/docs/{page}/", "/docs/?q=oil", "/help/search/?q=bearings"),
        *("/community/{topic}/", "/community/c/{category}/", "/community/tags/{tag}/", "/centre/consent/{consent}/"),
        *("/ideas/b/{board}/?view=board", "/ideas/{idea}/"),
    ],
    "ada": [
        *("/search/?q=fans", "/people/ada/", "/people/?q=ben", "/nowhere/", "/people/invitations/"),
        *("/ideas/b/{board}/?view=board", "/ideas/{idea}/"),
        *(
            "/spaces/{press}/settings/lanes/",
            "/spaces/{press}/settings/lanes/inside/",
            "/moderation/cases/{lane_case}/",
        ),
    ],
    "dora": [
        *("/docs/{page}/", "/", "/spaces/", "/people/", "/settings/profile/"),
        *("/community/", "/community/{topic}/", "/community/ask/", "/centre/", "/centre/new/", "/centre/{enquiry}/"),
        *("/ideas/", "/ideas/b/{board}/", "/ideas/{idea}/", "/ideas/new/", "/ideas/roadmap/"),
    ],
    "ben": ["/?tag=fans", "/people/ada/"],
}


class Seen(NamedTuple):
    who: str
    path: str


def of_people() -> Iterator[tuple[Address, str]]:
    """Each address that answers somebody, with the first who may."""
    table = expected()
    for address in one_for_each_path():
        answers = dict(zip(CAST, table.get(f"GET {address.name}", "").split(), strict=False))
        if address.name in SHOWN_HERE:
            yield address, SHOWN_HERE[address.name]
        elif address.name not in NO_PAGE and not address.name.startswith("api:"):
            may = [name for role, name in LOOKERS.items() if answers.get(role) == "200"]
            yield from ((address, name) for name in may[:1])
            if "" in may[1:] and not address.arguments:
                yield address, ""


def forgotten() -> set[str]:
    """What can be got, and nobody of the table gets."""
    table, seen = expected(), {address.name for address, _who in of_people()}
    can_be_got = {
        address.name
        for address in one_for_each_path()
        if not address.name.startswith("api:") and table.get(f"GET {address.name}", next(iter(NO_WAY))) not in NO_WAY
    }
    return can_be_got - seen - NO_PAGE - WITHIN_SIGNING_IN - ELSEWHERE


def all_of_them(things: Mapping[str, Any]) -> list[Seen]:
    found = [Seen(who, address.at(things)) for address, who in of_people()]
    for who, paths in BESIDES.items():
        found += [Seen(who, path.format_map(things["street"])) for path in paths]
    return sorted(set(found))
