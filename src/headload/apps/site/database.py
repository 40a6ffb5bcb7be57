"""The database that an address names: SQLite in the site's folder, or PostgreSQL."""

from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

_PRAGMAS = "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;"


def database_of(address: str, place: Path) -> dict[str, Any]:
    """Return Django's settings of a database.

    Parameters
    ----------
    address
        ``postgresql://user:password@host:port/name``, or ``…/name?host=FOLDER`` for
        the socket in a folder; empty for SQLite.
    place
        Folder of the site, for SQLite.

    Raises
    ------
    ImproperlyConfigured
        For an address of another kind.
    """
    if not address:
        return {
            "ENGINE": "headload.apps.site.in_turn",
            "NAME": place / "site.sqlite3",
            "CONN_MAX_AGE": None,  # opening costs a page more than reading does
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": _PRAGMAS,
            },
        }
    parts = urlsplit(address)
    if parts.scheme not in {"postgres", "postgresql"}:
        message = f"DATABASE_URL begins with {parts.scheme}:, not postgresql:"
        raise ImproperlyConfigured(message)
    socket = parse_qs(parts.query).get("host", [""])[0]
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.path.lstrip("/"),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": socket or parts.hostname or "",
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
    }
