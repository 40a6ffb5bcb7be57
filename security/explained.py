"""Findings that were looked at and stay: each with its reason, none for ever.

An explanation covers as many findings of a rule in a place as it says. One that covers
nothing any more is a finding itself, so that the list does not outlive its reasons.
"""

import tomllib
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from security.search import Finding

LIST = Path(__file__).parent / "explained.toml"
Key = tuple[str, str, str]


@dataclass(frozen=True)
class Explanation:
    """Why findings stay.

    Parameters
    ----------
    times
        How many findings it covers, no more and no fewer.
    """

    tool: str
    rule: str
    place: str
    reason: str
    times: int = 1


def explanations(path: Path = LIST) -> list[Explanation]:
    """Return the list.

    Raises
    ------
    ValueError
        For an entry without a reason, or a second one for the same rule and place.
    """
    data = tomllib.loads(path.read_text("utf-8"))
    found = [Explanation(**each) for each in data.get("explained", [])]
    if without := [each for each in found if not each.reason.strip()]:
        raise ValueError(f"an explanation has no reason: {without[0]}")
    twice = Counter(_key(each) for each in found) - Counter({_key(e) for e in found})
    if twice:
        raise ValueError(f"explained twice: {next(iter(twice))}")
    return found


def unexplained(
    findings: Iterable[Finding], tools: set[str], known: Iterable[Explanation]
) -> list[Finding]:
    """Return findings that nothing explains, and explanations that fit nothing.

    Parameters
    ----------
    tools
        The tools that looked; explanations of others are left alone.
    """
    left = sorted(findings)
    wrong: list[Finding] = []
    for each in known:
        if each.tool not in tools:
            continue
        covered = [finding for finding in left if _key(finding) == _key(each)]
        left = [finding for finding in left if _key(finding) != _key(each)]
        if len(covered) != each.times:
            said = (
                f"explained.toml explains {each.times} of these, found {len(covered)}"
            )
            wrong += [Finding(each.tool, each.rule, each.place, said), *covered]
    return left + wrong


def _key(each: Explanation | Finding) -> Key:
    return each.tool, each.rule, each.place
