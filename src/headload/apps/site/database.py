"""The database that an address names: SQLite in the site's folder, or PostgreSQL."""

from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

from headload.apps.site.near import is_near

_TLS = ("sslmode", "sslrootcert")
_PRAGMAS = "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;"


def database_of(address: str, place: Path) -> dict[str, Any]:
    """Return Django's settings of a database.

    Parameters
    ----------
    address
        ``postgresql://user:password@host:port/name``, or ``…/name?host=FOLDER`` for
        the socket in a folder; empty for SQLite. ``sslmode`` and ``sslrootcert`` are
        those of libpq; to another machine ``sslmode`` is ``require`` unless it is said.
    place
        Folder of the site, for SQLite.

    Raises
    ------
    ImproperlyConfigured
        For an address of another kind, or with what nobody would read.
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
    asked = {name: each[-1] for name, each in parse_qs(parts.query).items()}
    host = asked.pop("host", "") or parts.hostname or ""
    if asked.keys() - set(_TLS):
        unknown = ", ".join(sorted(asked.keys() - set(_TLS)))
        raise ImproperlyConfigured(f"DATABASE_URL says {unknown}, which is not known")
    if not is_near(host):
        asked.setdefault("sslmode", "require")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.path.lstrip("/"),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": host,
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": asked,
    }
