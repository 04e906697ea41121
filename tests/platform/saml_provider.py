"""A SAML identity provider that the tests play: a key of its own made on the spot, questions read, answers signed. It
does what a test tells it, lies included."""

from __future__ import annotations

import base64
import secrets
import zlib
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit
from xml.sax.saxutils import escape

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from lxml import etree
from onelogin.saml2.constants import OneLogin_Saml2_Constants as Names
from onelogin.saml2.utils import OneLogin_Saml2_Utils as Saml

IDP = "https://idp.example/entity"
SSO = "https://idp.example/sso"
PERSISTENT = "urn:oasis:names:tc:SAML:2.0:nameid-format:persistent"
SPACES = 'xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion"'
NS = {"samlp": "urn:oasis:names:tc:SAML:2.0:protocol", "saml": "urn:oasis:names:tc:SAML:2.0:assertion"}


class Key:
    def __init__(self) -> None:
        key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "idp.example")])
        now = datetime.now(UTC)
        certificate = (
            x509.CertificateBuilder()
            .subject_name(name)
            .issuer_name(name)
            .public_key(key.public_key())
            .serial_number(1)
            .not_valid_before(now - timedelta(days=1))
            .not_valid_after(now + timedelta(days=1))
            .sign(key, hashes.SHA256())
        )
        self.certificate = certificate.public_bytes(serialization.Encoding.PEM).decode()
        self.private = key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        ).decode()


class SamlProvider:
    def __init__(self) -> None:
        self.key = Key()
        self.signs_with: Key | None = self.key
        self.signs_the_answer = False
        self.algorithm, self.digest = Names.RSA_SHA256, Names.SHA256
        # What the next answers say differently: see ``_fields``. None leaves it out.
        self.lies: dict[str, Any] = {}

    def asked(self, address: str) -> Any:
        """The question that the browser was sent with."""
        assert address.startswith(SSO)
        packed = parse_qs(urlsplit(address).query)["SAMLRequest"][0]
        return etree.fromstring(zlib.decompress(base64.b64decode(packed), -15))

    def consent(self, address: str, **claims: Any) -> dict[str, str]:
        """Somebody was sent to ``address`` and signed in; gives the form that their browser sends back."""
        question = self.asked(address)
        return self.packed(self.answer(question.get("ID"), question, **claims))

    def answer(self, number: str | None, question: Any, **claims: Any) -> Any:
        fields = self._fields(number, question) | self.lies
        assertion = self.assertion(fields, claims)
        if self.signs_with:
            assertion = self.signed(assertion, self.signs_with)
        response = etree.fromstring(
            f"<samlp:Response {SPACES} "
            + _attributes(
                ID=f"_{secrets.token_hex(16)}",
                Version="2.0",
                IssueInstant=_at(0),
                Destination=fields["destination"],
                InResponseTo=fields["answers"],
            )
            + f"><saml:Issuer>{escape(fields['response_issuer'])}</saml:Issuer><samlp:Status>"
            f'<samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:{fields["status"]}"/></samlp:Status>'
            "</samlp:Response>"
        )
        response.append(assertion)
        return self.signed(response, self.key) if self.signs_the_answer else response

    def signed(self, element: Any, key: Key) -> Any:
        text = Saml.add_sign(
            etree.tostring(element).decode(), key.private, key.certificate, False, self.algorithm, self.digest
        )
        return etree.fromstring(text)

    @staticmethod
    def packed(response: Any) -> dict[str, str]:
        document = response if isinstance(response, bytes) else etree.tostring(response)
        return {"SAMLResponse": base64.b64encode(document).decode(), "RelayState": ""}

    @staticmethod
    def _fields(number: str | None, question: Any) -> dict[str, Any]:
        ours = question.get("AssertionConsumerServiceURL")
        return {
            "issuer": IDP,
            "response_issuer": IDP,
            "answers": number,
            "assertion_answers": number,
            "audience": question.find("saml:Issuer", NS).text,
            "recipient": ours,
            "destination": ours,
            "begins": _at(-60),
            "ends": _at(300),
            "made_out_until": _at(300),
            "format": PERSISTENT,
            "status": "Success",
        }

    @staticmethod
    def assertion(fields: dict[str, Any], claims: dict[str, Any]) -> Any:
        claims = dict(claims)
        subject = claims.pop("sub", "")
        audience = (
            f"<saml:AudienceRestriction><saml:Audience>{escape(fields['audience'])}</saml:Audience>"
            "</saml:AudienceRestriction>"
            if fields["audience"]
            else ""
        )
        told = "".join(
            f'<saml:Attribute Name="{name}">'
            + "".join(f"<saml:AttributeValue>{escape(value)}</saml:AttributeValue>" for value in _values(values))
            + "</saml:Attribute>"
            for name, values in claims.items()
        )
        made_out = _attributes(
            NotOnOrAfter=fields["made_out_until"],
            Recipient=fields["recipient"],
            InResponseTo=fields["assertion_answers"],
        )
        text = (
            f'<saml:Assertion {SPACES} ID="{fields.get("id") or "_" + secrets.token_hex(16)}" Version="2.0" '
            f'IssueInstant="{_at(0)}"><saml:Issuer>{escape(fields["issuer"])}</saml:Issuer>'
            f'<saml:Subject><saml:NameID Format="{fields["format"]}">{escape(subject)}</saml:NameID>'
            '<saml:SubjectConfirmation Method="urn:oasis:names:tc:SAML:2.0:cm:bearer">'
            f"<saml:SubjectConfirmationData {made_out}/></saml:SubjectConfirmation></saml:Subject>"
            f"<saml:Conditions {_attributes(NotBefore=fields['begins'], NotOnOrAfter=fields['ends'])}>{audience}"
            f'</saml:Conditions><saml:AuthnStatement AuthnInstant="{_at(0)}"><saml:AuthnContext>'
            "<saml:AuthnContextClassRef>urn:oasis:names:tc:SAML:2.0:ac:classes:Password</saml:AuthnContextClassRef>"
            "</saml:AuthnContext></saml:AuthnStatement>"
            + (f"<saml:AttributeStatement>{told}</saml:AttributeStatement>" if told else "")
            + "</saml:Assertion>"
        )
        return etree.fromstring(text)


def _values(values: Any) -> list[str]:
    return list(values) if isinstance(values, list | tuple) else [values]


def _at(seconds: float) -> str:
    return (datetime.now(UTC) + timedelta(seconds=seconds)).strftime("%Y-%m-%dT%H:%M:%SZ")


def _attributes(**named: str | None) -> str:
    return " ".join(f'{name}="{escape(value)}"' for name, value in named.items() if value is not None)


at = _at
