"""What stands under /accounts/: allauth's doors, without those of its pages that the settings have in our own form."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.urls import include, path
from django.views.decorators.http import require_safe
from django.views.generic import RedirectView

_to_security = login_required(require_safe(RedirectView.as_view(pattern_name="accounts:settings_security")))

urlpatterns = [
    path("", include("allauth.account.urls")),
    # Where allauth leads to when something is done.
    path("2fa/", _to_security, name="mfa_index"),
    path("2fa/webauthn/", _to_security, name="mfa_list_webauthn"),
    path("2fa/", include("allauth.mfa.urls")),
    path("firm/", include("intranet.accounts.oidc.urls")),
    path("customers/", include("intranet.accounts.customer_oidc.urls")),
    path("firm/saml/", include("intranet.accounts.saml.urls")),
    path("firm/ldap/", include("intranet.accounts.ldap.urls")),
]
