"""Permanent ids: what keeps its address when its name changes."""

import secrets
import time

BASE32 = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Signs of Crockford's base 32: none that is read as another."""


def ulid() -> str:
    """Return a new permanent id: 26 signs, later ones sort after earlier ones.

    Source: the ULID specification; 48 bits of milliseconds, 80 of chance.
    """
    number = (time.time_ns() // 1_000_000) << 80 | secrets.randbits(80)
    return "".join(BASE32[number >> shift & 31] for shift in range(125, -1, -5))
