"""The memory cap of the engine, as people write it: ``2GB``, ``512 MiB``."""

import os
import re

from headload.errors import WrongUse

_SIZE = re.compile(r"(\d+(?:\.\d+)?)\s*([kmgt]?)(i?)b", re.IGNORECASE)
_POWERS = {"": 0, "k": 1, "m": 2, "g": 3, "t": 4}
SMALLEST = 100_000_000
"""Bytes below which the engine cannot hold one sort; more spills to disk."""


def memory_limit(written: str | None) -> str | None:
    """Return a memory cap as the engine takes it, in whole bytes.

    Parameters
    ----------
    written
        A number with its unit, decimal (``MB``) or binary (``MiB``); None for the
        engine's own default.

    Raises
    ------
    WrongUse
        ``HL-USE-09`` without a unit, below 100 MB, or above what the machine has.

    Examples
    --------
    >>> memory_limit("2GB")
    '2000000000B'
    """
    if written is None:
        return None
    match = _SIZE.fullmatch(written.strip())
    if match is None:
        raise _refusal(f'"{written}" is not an amount of memory')
    number, unit, binary = match.groups()
    size = int(float(number) * (1024 if binary else 1000) ** _POWERS[unit.lower()])
    if size < SMALLEST:
        raise _refusal(f"{written} of memory are too few to work with")
    if size > machine_memory():
        raise _refusal(f"{written} are more than this machine has")
    return f"{size}B"


def machine_memory() -> int:
    """Return the bytes of memory of this machine."""
    return os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")


def _refusal(what: str) -> WrongUse:
    return WrongUse(
        what,
        where="--memory",
        to_do="write a number and a unit, such as 2GB: at least 100MB, at most the "
        f"{machine_memory() / 1e9:.0f}GB of this machine; what does not fit is put on "
        "disk in the private working folder",
        code="HL-USE-09",
    )
