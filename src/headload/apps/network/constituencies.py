"""Which constituencies of the movement an organisation belongs to, as far as is known.

WIEGO's network has three: organisations of workers, researchers and statisticians, and
development practitioners. Only what was shown of an organisation tells; what nobody
showed is not known, and nothing is guessed from a name. One that supports workers and
researches is of two.
"""

from collections.abc import Mapping, Sequence
from enum import StrEnum

from headload.apps.network.kinds import Classification


class Constituency(StrEnum):
    """Whose voice an organisation is."""

    WORKERS = "workers"
    RESEARCHERS = "researchers"
    PRACTITIONERS = "practitioners"
    UNKNOWN = "unknown"


_OF_KIND: Mapping[str, Constituency] = {
    Classification.SUPPORT_NGO: Constituency.PRACTITIONERS,
    Classification.RESEARCH_INSTITUTE: Constituency.RESEARCHERS,
    Classification.STATISTICAL_OFFICE: Constituency.RESEARCHERS,
}


def constituencies_of(
    classification: str, is_mbo: bool | None, does_research: bool | None
) -> Mapping[Constituency, str]:
    """Return the constituencies of an organisation, each with the field that tells.

    One that its members lead is of workers, whatever else it does; one that supports
    them is of practitioners; research institutes and statistical offices are of
    researchers, and so is one of practitioners that a source says researches.

    Examples
    --------
    >>> def told(*known):
    ...     return {each.value: why for each, why in constituencies_of(*known).items()}
    >>> told("trade-union", True, True), told("trade-union", None, None)
    ({'workers': 'is_mbo'}, {'unknown': 'is_mbo'})
    >>> told("support-ngo", False, True)
    {'practitioners': 'classification', 'researchers': 'does_research'}
    >>> told("statistical-office", False, None)
    {'researchers': 'classification'}
    """
    if is_mbo:
        return {Constituency.WORKERS: "is_mbo"}
    of_kind = _OF_KIND.get(classification)
    found = {of_kind: "classification"} if of_kind else {}
    if does_research:
        found.setdefault(Constituency.RESEARCHERS, "does_research")
    return found or {Constituency.UNKNOWN: "is_mbo"}


def codes_of(shown: Mapping[str, object]) -> Sequence[str]:
    """Return the constituencies of what is shown of an organisation, as codes."""
    names = ("classification", "is_mbo", "does_research")
    found = constituencies_of(*(shown[name] for name in names))  # type: ignore[arg-type]
    return [each.value for each in found]
