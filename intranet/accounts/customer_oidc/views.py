"""To the customers' provider, and back."""

from __future__ import annotations

from intranet.accounts.oidc.views import ways_in

from .client import CustomersClient

PROVIDER = "customers"

login, callback = ways_in(CustomersClient, PROVIDER, limit="customers_oidc")
