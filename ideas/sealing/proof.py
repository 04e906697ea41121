"""How it is kept who wrote a sealed idea.

The cipher is read in one place, ``opened``, when two people have decided so. An author is known again by a proof that
is made anew from the idea and whoever asks: nothing is deciphered for it, no two proofs of one person look alike, and a
copy of the database without the site's SECRET_KEY says nothing. Keys that went before (SECRET_KEY_FALLBACKS) still do.
"""

from __future__ import annotations

import base64
import secrets
from uuid import UUID

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.utils.crypto import constant_time_compare, salted_hmac

from ideas.models import Seal
from intranet.accounts.models import User
from intranet.spaces.audiences import Viewer

_CIPHER, _PROOF, _PRESS = "ideas.seal.cipher", "ideas.seal.proof", "ideas.seal.press"


def sealed(idea_id: int, person: User) -> Seal:
    """The row that keeps it, unsaved."""
    return Seal(idea_id=idea_id, cipher=_closed(idea_id, person.pk), proof=_proof(idea_id, person.pk))


def emptied(seal: Seal) -> None:
    """Let go of who it was: what is left looks like any other and opens to nobody."""
    seal.cipher, seal.proof = _closed(seal.pk, 0), secrets.token_hex(32)


def opened(seal: Seal) -> int | None:
    """The number of the person, or None where it was let go of or cannot be read any more."""
    try:
        idea, person = _box().decrypt(seal.cipher.encode()).decode().split(":")
    except (InvalidToken, ValueError):
        return None
    return int(person) or None if int(idea) == seal.pk else None


def is_by(person: Viewer, seal: Seal) -> bool:
    """Whether this person wrote it. Through borrowed eyes nobody did."""
    return person.is_authenticated and person.is_active and was_by(person, seal)


def was_by(person: User, seal: Seal) -> bool:
    """The same of an account that is closed."""
    return any(constant_time_compare(seal.proof, _proof(seal.pk, person.pk, key)) for key in _keys())


def written_by(person: Viewer) -> list[int]:
    """The ideas that the person wrote without a name; asked for that person's own pages alone."""
    return [seal.pk for seal in Seal.objects.iterator() if is_by(person, seal)]


def press(key: UUID | None) -> UUID | None:
    """The mark of one press of the button, unlike the one that the browser, a draft and its device know."""
    if key is None:
        return None
    return UUID(bytes=salted_hmac(_PRESS, str(key), algorithm="sha256").digest()[:16])


def _closed(idea_id: int, person_id: int) -> str:
    # A token tells when it was made: at no time.
    return _box().encrypt_at_time(f"{idea_id}:{person_id:012d}".encode(), 0).decode()


def _box() -> MultiFernet:
    keys = [salted_hmac(_CIPHER, "key", secret=key, algorithm="sha256").digest() for key in _keys()]
    return MultiFernet([Fernet(base64.urlsafe_b64encode(key)) for key in keys])


def _proof(idea_id: int, person_id: int | None, key: str | None = None) -> str:
    return salted_hmac(_PROOF, f"{idea_id}:{person_id}", secret=key, algorithm="sha256").hexdigest()


def _keys() -> list[str]:
    return [str(key) for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)]
