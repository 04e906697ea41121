"""Questions to the identity provider and its answers. The only module that loads python3-saml."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import reverse
from onelogin.saml2.auth import OneLogin_Saml2_Auth
from onelogin.saml2.constants import OneLogin_Saml2_Constants as Names
from onelogin.saml2.response import OneLogin_Saml2_Response
from onelogin.saml2.settings import OneLogin_Saml2_Settings

# Far more than any answer with a thousand groups in it.
MOST_CHARACTERS = 512 * 1024
# What may be said once more, and nothing of it decides who somebody is.
OURS = ("iss", "sub", "email", "email_verified", "name")


class Unbelievable(Exception):
    """An answer that proves nothing. Says why, for the log."""


def our_address() -> str:
    """Where answers are to be sent: as configured, whatever host a request names."""
    return settings.SITE_URL + reverse("saml_acs")


def our_name() -> str:
    return settings.SITE_URL + reverse("saml_metadata")


def question(app: Any) -> tuple[str, str]:
    """Its number, and the address that the browser takes it to."""
    auth = OneLogin_Saml2_Auth(_as_sent_to_us(), old_settings=_settings(app))
    address = auth.login(return_to=settings.SITE_URL)
    return str(auth.get_last_request_id()), str(address)


def metadata(app: Any) -> bytes:
    """What the provider has to know about us."""
    described = _settings(app).get_sp_metadata()
    return described if isinstance(described, bytes) else described.encode()


def read(app: Any, answer: str) -> tuple[str, str, dict[str, Any]]:
    """The number of the question that is answered, the assertion's own number, and the claims. Raises if it is not
    good in every respect; whether this browser has asked that question is for the caller to see."""
    if not answer or len(answer) > MOST_CHARACTERS:
        raise Unbelievable("There is no answer in it, or far too much.")
    try:
        response = OneLogin_Saml2_Response(_settings(app), answer)
        response.is_valid(_as_sent_to_us(), raise_exceptions=True)
        number = _question_answered(response)
        return number, str(response.get_assertion_id()), _claims(app, response)
    except Unbelievable:
        raise
    except Exception as error:
        # A forged document fails in the library in many ways, parsers' and signatures' among them.
        raise Unbelievable(f"{type(error).__name__}: {error}") from error


def _question_answered(response: Any) -> str:
    """What the library lets pass if it is not there has to be there, inside of what is signed."""
    if our_name() not in response.get_audiences():
        raise Unbelievable("The assertion does not say that it is for us.")
    destination = response.document.get("Destination")
    if destination is not None and destination != our_address():
        raise Unbelievable("The answer was sent to another address.")
    confirmations = [
        data
        for confirmation in response._query_assertion("/saml:Subject/saml:SubjectConfirmation")
        if confirmation.get("Method") == Names.CM_BEARER
        for data in confirmation.findall("saml:SubjectConfirmationData", namespaces=Names.NSMAP)
    ]
    if len(confirmations) != 1:
        raise Unbelievable("The assertion does not say once for whom it is made out.")
    made_out = confirmations[0]
    if made_out.get("Recipient") != our_address():
        raise Unbelievable("The assertion is made out to another address.")
    if not made_out.get("NotOnOrAfter"):
        raise Unbelievable("The assertion has no end.")
    number = made_out.get("InResponseTo") or ""
    if not number or number != response.get_in_response_to():
        raise Unbelievable("The assertion answers no question, or another one than the answer around it.")
    return str(number)


def _claims(app: Any, response: Any) -> dict[str, Any]:
    told = {name: values for name, values in response.get_attributes().items() if name not in OURS}
    attributes = response.get_attributes()
    return told | {
        "iss": app.settings["idp"]["entity_id"],
        "sub": _subject(response, attributes),
        "email": _only(attributes, settings.SAML_EMAIL_ATTRIBUTE),
        "email_verified": settings.DIRECTORY_SETS_ADDRESSES,
        "name": _only(attributes, settings.SAML_NAME_ATTRIBUTE),
    }


def _subject(response: Any, attributes: dict[str, list[Any]]) -> str:
    if settings.SAML_SUBJECT_ATTRIBUTE:
        subject = _only(attributes, settings.SAML_SUBJECT_ATTRIBUTE)
        if not subject:
            raise Unbelievable(f"The assertion has not exactly one {settings.SAML_SUBJECT_ATTRIBUTE}.")
        return subject
    if response.get_nameid_format() != Names.NAMEID_PERSISTENT:
        raise Unbelievable(
            f"The NameID is {response.get_nameid_format()}, not a persistent one: "
            "have the provider send one, or set SAML_SUBJECT_ATTRIBUTE."
        )
    subject = str(response.get_nameid() or "")
    if not subject.strip():
        raise Unbelievable("The assertion speaks of nobody.")
    return subject


def _only(attributes: dict[str, list[Any]], name: str) -> str:
    """The one value of that attribute; nothing where there are several or none."""
    values = attributes.get(name) or []
    return str(values[0] or "") if len(values) == 1 and isinstance(values[0], str) else ""


def _settings(app: Any) -> Any:
    idp = app.settings["idp"]
    return OneLogin_Saml2_Settings(
        {
            "strict": True,
            "sp": {
                "entityId": our_name(),
                "assertionConsumerService": {"url": our_address(), "binding": Names.BINDING_HTTP_POST},
                "NameIDFormat": Names.NAMEID_UNSPECIFIED
                if settings.SAML_SUBJECT_ATTRIBUTE
                else Names.NAMEID_PERSISTENT,
            },
            "idp": {
                "entityId": idp["entity_id"],
                "singleSignOnService": {"url": idp["sso_url"], "binding": Names.BINDING_HTTP_REDIRECT},
                "x509certMulti": {"signing": idp["certificates"]},
            },
            "security": {
                "wantAssertionsSigned": True,
                "wantNameId": not settings.SAML_SUBJECT_ATTRIBUTE,
                "wantAttributeStatement": False,
                "requestedAuthnContext": False,
                "rejectDeprecatedAlgorithm": True,
                "allowRepeatAttributeName": True,
                "allowSingleLabelDomains": True,
                "signatureAlgorithm": Names.RSA_SHA256,
                "digestAlgorithm": Names.SHA256,
            },
        }
    )


def _as_sent_to_us() -> dict[str, Any]:
    """What the library takes for the request: made of what is configured."""
    address = urlsplit(our_address())
    return {
        "https": "on" if address.scheme == "https" else "off",
        "http_host": address.netloc,
        "script_name": "",
        "path_info": address.path,
        "get_data": {},
        "post_data": {},
    }
