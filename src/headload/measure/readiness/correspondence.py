"""The same job in two classifications, as far as the rules can tell.

Rules look at a classification through roles (`codes.csv`): two codes with the same
roles are the same to them. So a job drawn in ISCO-08 and ISIC Rev.4 gets the ISCO-88
and ISIC Rev.3.1 code whose roles come nearest.
"""

from collections.abc import Mapping
from functools import cache

from headload.standards.coding import listed_codes
from headload.terms import codelist

FOLDERS = ("groups", "icls17", "isic")
LEAF = 4
OLDER = {"isco08": "isco88", "isic4": "isic31"}

Roles = frozenset[tuple[str, str, str]]


@cache
def leaves_by_roles(classification: str) -> Mapping[Roles, tuple[str, ...]]:
    """Return the four-digit codes of a classification by the roles they have."""
    found: dict[Roles, list[str]] = {}
    for code in codelist(classification).codes:
        if len(code) == LEAF:
            found.setdefault(roles_of(classification, code), []).append(code)
    return {roles: tuple(codes) for roles, codes in found.items()}


@cache
def roles_of(classification: str, code: str) -> Roles:
    """Return every role that a full code has."""
    return frozenset(
        (folder, line.group, line.role)
        for folder in FOLDERS
        for line in listed_codes(folder)
        if line.classification == classification
        and line.match == "under"
        and code.startswith(line.code)
    )


@cache
def older_code(classification: str, code: str) -> str:
    """Return the code of the older classification that is nearest by its roles."""
    roles = roles_of(classification, code)
    known = leaves_by_roles(OLDER[classification])

    def nearness(other: Roles) -> tuple[float, int]:
        union = len(roles | other)
        return (len(roles & other) / union if union else 1.0, -len(other))

    best = max(known, key=nearness)
    return known[best][0]
