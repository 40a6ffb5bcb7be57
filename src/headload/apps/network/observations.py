"""What is known of organisations: counts, affiliations and members in common.

A computation never changes an observation; it names those it used. No member is held
here, only how many there are.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

ALL_SECTORS = "all"
"""Sector of a count that is of members of every sector together."""


class Classification(StrEnum):
    """What kind of organisation it is."""

    TRADE_UNION = "trade-union"
    COOPERATIVE = "cooperative"
    ASSOCIATION = "association"
    FEDERATION = "federation"
    NETWORK = "network"
    ALLIANCE = "alliance"
    MOVEMENT = "movement"
    SELF_HELP_GROUP = "self-help-group"
    PRODUCER_COMPANY = "producer-company"
    SUPPORT_NGO = "support-ngo"
    RESEARCH_INSTITUTE = "research-institute"
    STATISTICAL_OFFICE = "statistical-office"


NOT_OF_MEMBERS = frozenset(
    (
        Classification.SUPPORT_NGO,
        Classification.RESEARCH_INSTITUTE,
        Classification.STATISTICAL_OFFICE,
    )
)
"""Kinds that workers do not lead: they are shown and never counted."""


class Basis(StrEnum):
    """How a count came about."""

    DECLARED = "declared"
    PAID_UP = "paid-up"
    AFFILIATED = "affiliated-to-federation"
    REGISTER = "official-register"
    AUDITED = "audited"
    ESTIMATED = "estimated"
    PRESS = "press"


class BasisClass(StrEnum):
    """Bases that may be added up: one number means the same as the other."""

    DECLARED = "declared"
    FEES = "fees"
    REGISTER = "register"
    ESTIMATED = "estimated"
    PRESS = "press"


CLASS_OF: Mapping[Basis, BasisClass] = {
    Basis.DECLARED: BasisClass.DECLARED,
    Basis.PAID_UP: BasisClass.FEES,
    Basis.AFFILIATED: BasisClass.FEES,
    Basis.AUDITED: BasisClass.FEES,
    Basis.REGISTER: BasisClass.REGISTER,
    Basis.ESTIMATED: BasisClass.ESTIMATED,
    Basis.PRESS: BasisClass.PRESS,
}
"""Class of each basis. Members for whom a fee is paid to the organisation or, through
it, to a federation are one class, and an audit is of the fee ledger; what is declared
can be several times as many."""


@dataclass(frozen=True)
class Unit:
    """An organisation, as far as counting needs to know it.

    Parameters
    ----------
    is_mbo
        Whether it is member-based; None where nobody has verified it, and then it is
        shown and not counted.
    sectors
        Worker groups of its members; empty where not known.
    places
        Codes of the places where its members work; empty where not known.
    is_exclusive
        Whether its members may belong to no other organisation.
    """

    id: str
    is_mbo: bool | None = None
    classification: Classification | None = None
    sectors: frozenset[str] = frozenset()
    places: frozenset[str] = frozenset()
    is_exclusive: bool = False


@dataclass(frozen=True)
class Count:
    """How many members an organisation has, said once, by somebody.

    Parameters
    ----------
    value
        Persons; counts of households, groups or affiliates are no such count.
    sector
        Worker group counted, or `ALL_SECTORS`.
    area
        Code of the place of the members counted; empty where not said, and then it is
        used for the world alone.
    as_of
        Day that the count is of; None where the source does not say.
    women
        Persons; None where not collected.
    includes_affiliates
        Whether members of affiliates are in it; None where not known, and then it is
        never added to the counts of affiliates.
    """

    id: str
    organisation: str
    value: int
    basis: Basis
    sector: str
    area: str
    as_of: date | None = None
    women: int | None = None
    includes_affiliates: bool | None = None


@dataclass(frozen=True)
class Affiliation:
    """That an organisation belongs to another; `end` is its last day, None is open.

    Observers bring no members with them and are left out by who asks.
    """

    child: str
    parent: str
    start: date | None = None
    end: date | None = None


@dataclass(frozen=True)
class Overlap:
    """How many persons two organisations say are members of both."""

    a: str
    b: str
    persons: int


@dataclass(frozen=True)
class Network:
    """Everything observed.

    Parameters
    ----------
    within
        The place that a place lies in, by code; what is not here lies in the world.
    """

    units: Sequence[Unit] = ()
    counts: Sequence[Count] = ()
    affiliations: Sequence[Affiliation] = ()
    overlaps: Sequence[Overlap] = ()
    within: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Scope:
    """What is counted: like is compared with like.

    Parameters
    ----------
    on
        Reference day, such as the middle of the survey year.
    window
        Months before and after it that a count may be of.
    """

    basis: BasisClass
    sector: str
    area: str
    on: date
    window: int = 36
