"""How the site sends mail: by a server that is named, else into a folder of its own."""

from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, unquote, urlsplit

from headload.apps.site.near import is_near
from headload.errors import WrongUse

_PORTS = {"smtp": 587, "smtps": 465}
_SECONDS = 20


def mail_of(address: str, home: Path) -> dict[str, Any]:
    """Return Django's settings for mail.

    Parameters
    ----------
    address
        ``smtp://name:password@host:587`` (STARTTLS, but for a server without a name on
        this machine, or where ``?tls=no`` says so) or ``smtps://…`` (TLS from the
        start). Empty: each mail becomes a file in ``mail`` below the site's folder, for
        somebody to look at.

    Raises
    ------
    WrongUse
        HL-SITE-17 for an address of another form.

    Examples
    --------
    >>> mail_of("smtps://me:secret@mail.example.org", Path())["EMAIL_PORT"]
    465
    """
    if not address:
        return {
            "EMAIL_BACKEND": "django.core.mail.backends.filebased.EmailBackend",
            "EMAIL_FILE_PATH": str(home / "mail"),
        }
    parts = urlsplit(address)
    if parts.scheme not in _PORTS or not parts.hostname:
        raise WrongUse(
            "This is not the address of a mail server",
            where="HEADLOAD_MAIL",
            to_do="write smtp://name:password@host:587 or smtps://name:password@host",
            code="HL-SITE-17",
        )
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": parts.port or _PORTS[parts.scheme],
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_SSL": parts.scheme == "smtps",
        "EMAIL_USE_TLS": parts.scheme == "smtp" and _starts_tls(parts),
        "EMAIL_TIMEOUT": _SECONDS,
    }


def _starts_tls(parts: SplitResult) -> bool:
    wanted = bool(parts.username) or not is_near(parts.hostname or "")
    return wanted and parts.query != "tls=no"
