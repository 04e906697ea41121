"""Publishing what people agree to, and agreeing to it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from intranet.accounts import policies
from intranet.accounts.models import Consent, TermsDocument, User
from intranet.accounts.plain import plain
from intranet.accounts.terms import asked_now, in_force
from intranet.activity.ledger import record
from intranet.core.decisions import require
from intranet.core.markup import TooLong, render
from intranet.core.models import SiteSettings
from intranet.realtime.publish import revoke
from intranet.realtime.units import action


@action
def publish_terms(
    kind: str, *, by: User, texts: Mapping[str, str], requires_consent: bool = True, note: str = ""
) -> TermsDocument:
    """A new version, in force from now on. Where it asks for consent nobody goes on before they agreed to it.

    Raises ``ValidationError`` where a language has no text, or nothing is different from the version in force.
    """
    require(policies.can_administer(by))
    if kind not in TermsDocument.Kind.values:
        raise ValidationError({"kind": _("There is no such document.")})
    written = {code: plain(texts.get(code, ""), lines=True) for code, _name in settings.LANGUAGES}
    if missing := [f"text_{code}" for code, text in written.items() if not text]:
        raise ValidationError(dict.fromkeys(missing, _("Write it in every language of the house.")))
    # One row is locked, so that two who publish at once make two versions, one after the other.
    site = SiteSettings.objects.select_for_update().get_or_create(pk=1)[0]
    before = TermsDocument.objects.filter(kind=kind).order_by("-version").first()
    if before is not None and before.texts == written and before.requires_consent == requires_consent:
        raise ValidationError(_("This is word for word the version in force."))
    try:
        pages = {code: str(render(text).html) for code, text in written.items()}
    except TooLong as error:
        raise ValidationError(str(error)) from error
    document = TermsDocument(
        kind=kind,
        version=before.version + 1 if before else 1,
        texts=written,
        pages=pages,
        requires_consent=requires_consent,
        note=plain(note, longest=200),
        published_by=by,
    )
    document.save()
    site.consent_asked = asked_now()
    site.save(update_fields=["consent_asked", "changed_at"])
    record(
        "accounts.terms.published", by=by, on=document, audience="", kind=kind, version=document.version,
        requires_consent=requires_consent,
    )  # fmt: skip
    if requires_consent:
        revoke(everyone=True)
    return document


@action
def agree_to_terms(person: User, documents: Iterable[int], *, by: User) -> bool:
    """Agree to what is in force. ``documents`` are the ids of what was shown: where something newer has been published
    meanwhile, that has to be read first, and a ``ValidationError`` says so. False where one had agreed already."""
    require(policies.can_change_settings(by, person))
    current = in_force()
    if {document.pk for document in current} != set(documents):
        raise ValidationError(_("A newer version was published while you read. Here it is."))
    known = set(Consent.objects.filter(person=person, document__in=current).values_list("document", flat=True))
    new = [document for document in current if document.pk not in known]
    Consent.objects.bulk_create((Consent(person=person, document=document) for document in new), ignore_conflicts=True)
    asked = asked_now()
    if not new and person.consent_given == asked:
        return False
    person.consent_given = asked
    User.objects.filter(pk=person.pk).update(consent_given=asked)
    if new:
        versions = {document.kind: document.version for document in new}
        record("accounts.terms.agreed", by=person, on=person, audience=person.key, versions=versions)
    return bool(new)
