"""Where Portico differs from allauth's defaults: how an account begins, what a proven address means, how mail goes."""

from __future__ import annotations

import unicodedata
from typing import Any
from urllib.parse import urlsplit

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.models import EmailAddress
from allauth.core import context as during
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from intranet.core.http import client_address
from intranet.core.letters import letter_of_words
from intranet.core.models import SiteSettings
from intranet.realtime.publish import revoke
from intranet.realtime.units import unit

from . import actions, jobs, known_devices, policies
from .devices import describe
from .domains import domain_of
from .firm_adapter import refused
from .models import User
from .terms import in_force
from .unfinished import waiting_at


def display_name(person: User) -> str:
    return person.name


class PorticoAccountAdapter(DefaultAccountAdapter):
    # --- signing up -----------------------------------------------------------------------------------------------
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Customers sign themselves up where the firm allows it; staff come by invitation."""
        return SiteSettings.current().sign_up_open

    def clean_email(self, email: str) -> str:
        """An address that could be mistaken for another one, by us or by a mail server, is none."""
        unseen = any(unicodedata.category(letter)[0] in "CZ" for letter in email)
        if unseen or unicodedata.normalize("NFKC", email) != email or not domain_of(email):
            raise ValidationError(_("Enter a valid email address."), code="invalid")
        return email

    def save_user(self, request: HttpRequest, user: User, form: BaseForm, commit: bool = True) -> User:
        """A customer without a company: that follows from the address, once it is proven."""
        user.kind = User.Kind.CUSTOMER
        user.name = form.cleaned_data["name"]
        user.handle = User.objects.free_handle(user.name)
        user.language = translation.get_language() or SiteSettings.current().default_language
        try:
            with transaction.atomic():
                return self._saved(request, user, form, commit)
        except IntegrityError as error:
            # Somebody took the address or the handle between our look and our write.
            if User.objects.filter(email=form.cleaned_data["email"]).exists():
                raise ImmediateHttpResponse(self.respond_email_verification_sent(request, None)) from error
            user.handle = User.objects.free_handle(user.name)
            return self._saved(request, user, form, commit)

    def _saved(self, request: HttpRequest, user: User, form: BaseForm, commit: bool) -> User:
        saved: User = super().save_user(request, user, form, commit=commit)
        if commit and form.cleaned_data.get("agree"):
            actions.agree_to_terms(saved, [document.pk for document in in_force()], by=saved)
        return saved

    def confirm_email(self, request: HttpRequest, email_address: EmailAddress) -> bool:
        """The address is proven, with all that follows from it, or nothing changes at all."""
        person = email_address.user
        with unit():
            before = EmailAddress.objects.filter(user=person, verified=True).values_list("email", flat=True).first()
            actions.release_address(email_address.email, wanted_by=person)
            if not super().confirm_email(request, email_address):
                return False
            actions.address_verified(person, email_address.email, before=before or "")
        return True

    # --- signing in and out ------------------------------------------------------------------------------------------
    def pre_login(self, request: HttpRequest, user: User, **how: Any) -> HttpResponse | None:
        """Whoever vouched for this person, one way or another everybody who signs in comes past here."""
        if response := super().pre_login(request, user, **how):
            return response
        through_the_firm = "sociallogin" in (how.get("signal_kwargs") or {})
        if not through_the_firm and not (allowed := policies.can_use_own_password(user)):
            return refused(request, str(allowed.refusal))
        return None

    def post_login(self, request: HttpRequest, user: User, **how: Any) -> HttpResponse:
        """Inside. A browser that has not signed this person in before is told of by mail, but for the first of all."""
        response = super().post_login(request, user, **how)
        if not known_devices.knows(request, user) and self._was_here_before(request, user):
            device = describe(request.META.get("HTTP_USER_AGENT", ""))
            self.send_notification_mail("account/email/new_device", user, context={"device": device})
        known_devices.remember(request, response, user)
        return response

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Asked only where no address says where to go on."""
        return waiting_at(request) or super().get_login_redirect_url(request)

    def get_signup_redirect_url(self, request: HttpRequest) -> str:
        return waiting_at(request) or super().get_signup_redirect_url(request)

    def login(self, request: HttpRequest, user: User) -> None:
        request._first_sign_in = user.last_login is None  # type: ignore[attr-defined]
        super().login(request, user)

    def _was_here_before(self, request: HttpRequest, user: User) -> bool:
        return not getattr(request, "_first_sign_in", False)

    def set_password(self, user: User, password: str) -> None:
        actions.set_password(user, password, by=user)

    def logout(self, request: HttpRequest) -> None:
        person = request.user
        # With the row goes what hangs from the session, such as the device that push reaches.
        UserSession.objects.filter(session_key=request.session.session_key or "").delete()
        super().logout(request)
        if person.is_authenticated:
            revoke([person.pk])

    def get_client_ip(self, request: HttpRequest) -> str:
        return client_address(request)

    def is_safe_url(self, url: str | None) -> bool:
        """Where a sign-in may lead: to this very origin, not to another name or port we also answer to."""
        request = during.request
        return url_has_allowed_host_and_scheme(
            url, allowed_hosts={request.get_host()}, require_https=request.is_secure()
        )

    # --- mail ------------------------------------------------------------------------------------------------------
    def send_notification_mail(self, template_prefix: str, user: User, *args: Any, **kwargs: Any) -> None:
        """Every change of a second step is told by mail, so this is where it is also written down."""
        super().send_notification_mail(template_prefix, user, *args, **kwargs)
        if template_prefix.startswith("mfa/email/"):
            actions.second_step_changed(user, template_prefix.removeprefix("mfa/email/"), by=user)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """In the reader's language and out of the request: a slow mail server keeps nobody waiting, and whether there
        is an account of this address takes the same time either way."""
        reader = context.get("user") or User.objects.filter(email=email).first()
        language = reader.language if reader else translation.get_language()
        with translation.override(language):
            message = self.render_mail(
                template_prefix,
                email,
                {
                    "site": SiteSettings.current(),
                    "email": email,
                    **{name: _at_home(name, value) for name, value in context.items()},
                },
            )
            subject, text = str(message.subject), str(message.body)
            html = letter_of_words(text, title=subject)
        jobs.deliver.enqueue(to=email, subject=subject, text=text, html=html)


def _at_home(name: str, value: Any) -> Any:
    """Links in mail lead to the address the firm has set, whatever host the request named."""
    if name.endswith("_url") and isinstance(value, str):
        parts = urlsplit(value)
        return settings.SITE_URL + parts.path + (f"?{parts.query}" if parts.query else "")
    return value
