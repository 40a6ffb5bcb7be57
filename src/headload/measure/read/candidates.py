"""Which columns may be the weight, the PSU and the stratum, and why.

A guess for a person to confirm, never used by the program: names and labels in
English, Spanish, French and Portuguese, and facts that such columns have.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

WEIGHT, PSU, STRATUM = "weight", "psu", "stratum"

# words of names and labels; a trailing * stands for any ending
_WORDS = {
    WEIGHT: (
        "weight* wt wgt wght pw perwt finalwt expansion expansión expansão fexp* "
        "fac_* fac factor* ponder* pond pondera* poids peso* coef*"
    ),
    PSU: (
        "psu* upm* ump primary_sampling_unit conglomerad* cluster* grappe* ea eacode "
        "enumeration segmento* sector_censal zd upa"
    ),
    STRATUM: "strat* estrat* strate*",
}
_SHARE_MISSING = 0.05
_SHOWN = 3


@dataclass(frozen=True)
class Facts:
    """What was counted of a column."""

    name: str
    label: str
    distinct: int
    labels: int
    missing: int
    is_number: bool
    all_positive: bool
    all_whole: bool


@dataclass(frozen=True)
class Candidate:
    """A column that may have a role in the design.

    Parameters
    ----------
    role
        ``weight``, ``psu`` or ``stratum``.
    name
        The column.
    reasons
        Why, in short phrases.
    """

    role: str
    name: str
    reasons: tuple[str, ...]


# (points, reason) for and against a role
Finding = tuple[int, str]


def candidates(
    facts: Sequence[Facts], rows: int, *, nested: Callable[[str, str], bool]
) -> tuple[Candidate, ...]:
    """Return candidates for the three roles, the best of each first.

    Parameters
    ----------
    facts
        One a column.
    rows
        Rows of the file.
    nested
        Tells whether each value of its first column lies in one value of the
        second.
    """
    usable = [one for one in facts if one.missing <= rows * _SHARE_MISSING]
    weights = _best(WEIGHT, usable, lambda one: _weight(one, rows))
    strata = _best(STRATUM, usable, lambda one: _stratum(one, rows))
    psus = _best(
        PSU, usable, lambda one: _psu(one, rows) + _nesting(one, strata, nested)
    )
    return (*weights, *psus, *strata)


def _best(
    role: str, facts: Sequence[Facts], judge: Callable[[Facts], list[Finding]]
) -> list[Candidate]:
    scored = []
    for one in facts:
        # without a word in its name or label a column is not proposed
        named = _named(role, one)
        findings = named + judge(one) if named else []
        points = sum(point for point, _ in findings)
        if points > 1:
            scored.append((points, one.name, findings))
    scored.sort(key=lambda entry: -entry[0])
    return [
        Candidate(role, name, tuple(reason for point, reason in found if point > 0))
        for _, name, found in scored[:_SHOWN]
    ]


def _named(role: str, one: Facts) -> list[Finding]:
    findings = []
    pattern = _pattern(role)
    if match := pattern.search(one.name.lower()):
        findings.append((2, f'name has "{match.group(1)}"'))
    if match := pattern.search(one.label.lower()):
        findings.append((2, f'label has "{match.group(1)}"'))
    return findings


def _pattern(role: str) -> re.Pattern[str]:
    words = [word.replace("*", r"\w*?") for word in _WORDS[role].split()]
    return re.compile(rf"(?<![^\W_])({'|'.join(words)})(?![^\W_])")


def _weight(one: Facts, rows: int) -> list[Finding]:
    if not one.is_number or not one.all_positive or one.labels:
        return [(-9, "not a positive number")]
    findings = [(1, "positive for every person")]
    if not one.all_whole:
        findings.append((2, "not whole numbers"))
    if one.distinct > max(20, rows // 1_000):
        findings.append((1, f"{one.distinct:,} distinct values"))
    return findings


def _psu(one: Facts, rows: int) -> list[Finding]:
    if one.labels or not one.all_whole or not 2 <= one.distinct <= rows // 2:
        return [(-9, "not the number of clusters")]
    return [(1, f"{one.distinct:,} distinct values")]


def _stratum(one: Facts, rows: int) -> list[Finding]:
    if not one.all_whole or not 2 <= one.distinct <= max(rows // 10, 10):
        return [(-9, "not the number of strata")]
    return [(1, f"{one.distinct:,} distinct values")]


def _nesting(
    one: Facts, strata: Sequence[Candidate], nested: Callable[[str, str], bool]
) -> list[Finding]:
    for stratum in strata:
        if stratum.name != one.name and nested(one.name, stratum.name):
            return [(2, f"each value lies in one value of {stratum.name}")]
    return []
