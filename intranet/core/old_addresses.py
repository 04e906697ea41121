"""Addresses of the site that the firm had before: whoever follows one is led to where it stands here.

They are asked for only where there is nothing else (``errors.not_found``), and lead nowhere but into this house.
"""

from __future__ import annotations

from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.utils.translation import gettext as _

from .models import OldAddress
from .text import excerpt, is_storable

LONGEST = 500
_A_DAY = 86_400


def answer(request: HttpRequest) -> HttpResponse | None:
    """The way to where it stands now; None where the address is not one of those."""
    if request.method not in ("GET", "HEAD"):
        return None
    path = _bare(request.path)
    query = request.META.get("QUERY_STRING", "")
    asked = [f"{path}?{query}", path] if query else [path]
    if len(asked[0]) > LONGEST or not is_storable(asked[0]):
        return None
    found = dict(OldAddress.objects.filter(old__in=asked).values_list("old", "new"))
    to = next((found[one] for one in asked if one in found), None)
    # Asked again of what stands there: a row may come from elsewhere than the form.
    if to is None or not leads_inside(to):
        return None
    response = HttpResponsePermanentRedirect(to)
    response["Cache-Control"] = f"max-age={_A_DAY}"
    return response


def leads_inside(address: str) -> bool:
    """Whether it is a path of this house and cannot be read by any browser as an address of another."""
    if not address.startswith("/") or address.startswith("//") or len(address) > LONGEST:
        return False
    return "\\" not in address and not any(ord(letter) <= 32 or ord(letter) == 127 for letter in address)


def read_old(typed: str) -> str:
    """As it is kept: the path, and its query. Whole addresses are taken too, whatever their host: it is the old one."""
    try:
        parts = urlsplit(typed.strip())
    except ValueError:
        parts = None
    if parts is None or not parts.path.startswith("/") or len(typed) > LONGEST:
        raise ValidationError(_("“%(address)s” is no address.") % {"address": excerpt(typed, 80)})
    path = _bare(parts.path)
    if path == "/" and not parts.query:
        raise ValidationError(_("The front page of this house is its own."))
    return f"{path}?{parts.query}" if parts.query else path


def read_new(typed: str, *, here: str) -> str:
    """The path it leads to. Whole addresses of this house (``here``) are taken; no others."""
    wanted = typed.strip()
    if wanted.startswith(f"{here}/"):
        wanted = wanted[len(here) :]
    if not leads_inside(wanted):
        raise ValidationError(
            _("“%(address)s” is no address of this house. It begins with /.") % {"address": excerpt(typed, 80)}
        )
    return wanted


def _bare(path: str) -> str:
    """With and without a stroke at the end is one."""
    return path.rstrip("/") or "/"
