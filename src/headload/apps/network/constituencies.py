"""Which constituency of the movement an organisation belongs to, as far as is known.

WIEGO's network has three: organisations of workers, researchers and statisticians, and
development practitioners. Only what was shown of an organisation tells; what nobody
showed is not known, and nothing is guessed from a name.
"""

from enum import StrEnum

from headload.apps.network.kinds import Classification


class Constituency(StrEnum):
    """Whose voice an organisation is."""

    WORKERS = "workers"
    RESEARCHERS = "researchers"
    PRACTITIONERS = "practitioners"
    UNKNOWN = "unknown"


def constituency_of(classification: str, is_mbo: bool | None) -> Constituency:
    """Return the constituency of an organisation.

    One that its members lead is of workers; one that supports them is of practitioners.
    No field tells yet who researches.

    Examples
    --------
    >>> constituency_of("trade-union", True), constituency_of("trade-union", None)
    (<Constituency.WORKERS: 'workers'>, <Constituency.UNKNOWN: 'unknown'>)
    >>> constituency_of("support-ngo", False)
    <Constituency.PRACTITIONERS: 'practitioners'>
    """
    if is_mbo:
        return Constituency.WORKERS
    if classification == Classification.SUPPORT_NGO:
        return Constituency.PRACTITIONERS
    return Constituency.UNKNOWN
