"""Sealing of what nobody may read in the database: contacts and names of persons.

The key lies in a file of the site's folder, outside the database, so that a copy of the
database alone opens nothing. Fernet (AES-128-CBC with HMAC-SHA256, of `cryptography`)
seals; HMAC-SHA256 with a key made from the same file marks a value in the history
without telling it: without the file, a phone number cannot be found by trying them all.
"""

import base64
import hashlib
import hmac
import os
import secrets
from pathlib import Path

from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings

from headload.errors import BadInput

KEY = "contact-key"


def seal(text: str) -> str:
    """Return `text` so that only this site can read it.

    Raises
    ------
    BadInput
        HL-NET-40 when the site's key is damaged.
    """
    return _fernet(_made_key()).encrypt(text.encode()).decode()


def unseal(sealed: str) -> str:
    """Return what was sealed.

    Raises
    ------
    BadInput
        HL-NET-40 when the site's key is not the one that sealed it.
    """
    try:
        return _fernet(_kept_key()).decrypt(sealed.encode()).decode()
    except InvalidToken:
        raise _other_key() from None


def mark(text: str) -> str:
    """Return a mark of `text` with a salt of its own, which does not tell the text."""
    salt = secrets.token_hex(8)
    return f"{salt}${_mark(salt, text)}"


def is_mark_of(marked: str, text: str) -> bool:
    """Tell whether a mark is of this text."""
    salt, _, digest = marked.partition("$")
    return hmac.compare_digest(digest, _mark(salt, text))


def keyed(use: str, text: str) -> str:
    """Return what this site alone can make of a text, for one use (HMAC-SHA256)."""
    return _mark(f"{use}: ", text)


def _mark(salt: str, text: str) -> str:
    key = hashlib.sha256(b"headload mark" + _made_key()).digest()
    return hmac.new(key, f"{salt}{text}".encode(), "sha256").hexdigest()


def _fernet(key: bytes) -> Fernet:
    try:
        return Fernet(key)
    except ValueError:
        raise _other_key() from None


def _place() -> Path:
    return Path(settings.HEADLOAD_HOME) / KEY


def _kept_key() -> bytes:
    place = _place()
    if not place.is_file():
        raise _other_key()
    return place.read_bytes()


def _made_key() -> bytes:
    """Return the key; made, readable by its owner alone, where there is none.

    It is written aside and linked into place, so that nobody reads half a key.
    """
    place = _place()
    if not place.exists():
        place.parent.mkdir(parents=True, exist_ok=True)
        aside = place.with_name(f"{KEY}.{secrets.token_hex(4)}")
        number = os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(number, "wb") as stream:
            stream.write(base64.urlsafe_b64encode(secrets.token_bytes(32)))
        try:
            place.hardlink_to(aside)
        except FileExistsError:
            pass  # another process was first; its key holds
        finally:
            aside.unlink()
    return place.read_bytes()


def _other_key() -> BadInput:
    return BadInput(
        "What was sealed cannot be read with the key of this site",
        where=KEY,
        to_do="put the key back that was kept with the site; without it the value is "
        "lost, and consent must be asked again",
        code="HL-NET-40",
    )
