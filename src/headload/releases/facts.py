"""What the pipeline knows of a measurement, given to protect beside the figures.

Facts describe files by fingerprint and row count only: no path, host or name of
a person has a field here, so none can reach a manifest.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import combinations

from headload.errors import BadInput
from headload.terms import Citation

_SURVEY = re.compile(r"[a-z]{3}/[a-z0-9-]+/[a-z0-9-]+")
_SHA256 = re.compile(r"[0-9a-f]{64}")
Within = Mapping[str, Mapping[str, Mapping[str, str]]]
"""Dimension and code of the larger places, by dimension and code of a place."""

_PARTS = {"q": "Q", "t": "Q", "s": "S", "m": "M"}


@dataclass(frozen=True)
class InputFile:
    """A microdata file: SHA-256 of its bytes and its number of rows."""

    sha256: str
    rows: int


@dataclass(frozen=True)
class VariableFacts:
    """A harmonised variable as the map reads it.

    Parameters
    ----------
    columns
        Columns of the file, of all periods.
    question
        The question as asked; empty where the map does not have it.
    evidence
        Where question, column and codes were seen.
    """

    columns: tuple[str, ...]
    question: str
    evidence: str


@dataclass(frozen=True)
class IndicatorFacts:
    """An indicator: its labels by language and the rules it rests on.

    `rows` holds the further rules of single rows, by ``dimension=code``, such as
    ``worker_group=street_vendor``.

    `counts` are the conditions on those it counts, and `among` those on its
    population, that all rows share, by column, such as ``icls17_informal_job`` and
    ``icls19_employed`` among ``icls19_employed``; the dimensions in `of_dimensions`
    tell the counted from the population, as the group does in its share of
    employment. So a reader knows which total a rate is a part of.

    `variables` are the harmonised variables that the measure reads without a rule
    between, such as the hours of mean hours.
    """

    labels: Mapping[str, str]
    rules: tuple[str, ...]
    rows: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    counts: tuple[str, ...] = ()
    among: tuple[str, ...] = ()
    of_dimensions: tuple[str, ...] = ()
    variables: tuple[str, ...] = ()

    @property
    def all_rules(self) -> frozenset[str]:
        """Rules of the indicator and of all its rows."""
        return frozenset(self.rules).union(*self.rows.values())


@dataclass(frozen=True)
class DerivationCount:
    """How often one node of a rule decided, before protection.

    Parameters
    ----------
    variable
        Rule, named as in `ReleaseFacts.rules`, such as ``icls17.informal_job``.
    node
        Node id, such as ``J2``.
    citation
        Where the node comes from.
    n
        Unweighted records decided here.
    weighted
        Sum of their weights, persons.
    """

    variable: str
    node: str
    citation: str
    n: int
    weighted: float


@dataclass(frozen=True)
class ReleaseFacts:
    """The parts of a manifest that the pipeline knows.

    Parameters
    ----------
    survey
        Survey id, such as ``ecu/enemdu/2021q1``.
    title, area_labels
        By language (``en``, ``es``, ``fr``).
    area
        Reference area code, such as ``ECU``.
    standard
        Edition of the resolution followed, such as ``icls17``.
    map_id, map_sha256
        Survey map and the fingerprint of its files.
    inputs
        The microdata files.
    indicators
        Labels and rules by indicator id; what `trace` walks.
    rules
        Citations by rule name.
    derivation
        Node counts, unprotected; protect rounds them.
    tables
        Title by language for each table id.
    codelists
        Labels by dimension, code and language for codes that no shipped list
        has: cities, regions, national categories.
    design
        One sentence on the sample design.
    command
        The command that makes the release again, with ``FILE`` for the data.
    time_period
        SDMX period; from the survey id when left empty.
    periods
        Survey id by time period, in order of time, where a release has several.
    within
        The larger places that a place lies in, by dimension and code, such as
        ``{"city": {"quito": {"urban": "U"}}}``.
    variables
        The harmonised variables that rules, measures and dimensions read.
    reads
        Harmonised variables that a rule reads itself, by rule name.
    design_labels
        `design` by language, where the map has it in others.
    sample
        Columns of the design by role (``weight``, ``stratum``, ``psu`` ...), and
        ``variance``: how the error is estimated.
    """

    survey: str
    title: Mapping[str, str]
    area: str
    area_labels: Mapping[str, str]
    standard: str
    map_id: str
    map_sha256: str
    inputs: tuple[InputFile, ...]
    software_version: str
    indicators: Mapping[str, IndicatorFacts]
    rules: Mapping[str, tuple[Citation, ...]]
    derivation: tuple[DerivationCount, ...]
    tables: Mapping[str, Mapping[str, str]]
    licence: str
    design: str
    command: str
    codelists: Mapping[str, Mapping[str, Mapping[str, str]]] = field(
        default_factory=dict,
    )
    citations: tuple[Citation, ...] = ()
    warnings: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    time_period: str = ""
    periods: Mapping[str, str] = field(default_factory=dict)
    within: Within = field(default_factory=dict)
    variables: Mapping[str, VariableFacts] = field(default_factory=dict)
    reads: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    sample: Mapping[str, str] = field(default_factory=dict)
    design_labels: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if not _SURVEY.fullmatch(self.survey):
            raise _refusal(
                f'Survey id "{self.survey}" is not of the form iso3/series/period',
                "use lower-case letters, digits and hyphens: ecu/enemdu/2021q1",
            )
        prints = [self.map_sha256, *(file.sha256 for file in self.inputs)]
        if not all(_SHA256.fullmatch(each) for each in prints):
            raise _refusal(
                "A fingerprint is not a SHA-256 in hexadecimal",
                "give the 64 hexadecimal digits of the map and of each input file",
            )
        unknown = sorted(
            {rule for facts in self.indicators.values() for rule in facts.all_rules}
            - set(self.rules),
        )
        if unknown:
            raise _refusal(
                f"Rules without citations: {', '.join(unknown)}",
                "list every rule of an indicator in `rules` with its citations",
            )

    @property
    def period(self) -> str:
        """SDMX time period of the survey, such as ``2021-Q1``."""
        return self.time_period or sdmx_period(self.survey.split("/")[-1])

    def when(self, code: str) -> tuple[str, str]:
        """Return the survey id and the time period of a cell.

        Parameters
        ----------
        code
            Its ``time_period``: empty, a period, or the later and the earlier
            period of a change, such as ``2019-Q1-2018-Q4``.

        Examples
        --------
        A level keeps the id it has in the release of its period alone; a change is
        of ``arg/eph/2018q4-2019q1`` and of ``2018-Q4/2019-Q1``.
        """
        if code in self.periods:
            return self.periods[code], code
        for earlier, later in combinations(self.periods, 2):
            if code in {f"{later}-{earlier}", f"{earlier}-{later}"}:
                end = self.periods[later].rsplit("/", 1)[1]
                return f"{self.periods[earlier]}-{end}", f"{earlier}/{later}"
        return self.survey, self.period


def sdmx_period(period: str) -> str:
    """Return ``2021-Q1`` for ``2021q1``, ``2021-06`` for ``2021m06``, else as is."""
    match = re.fullmatch(r"(\d{4})([qtsm])(\d{1,2})", period.lower())
    if not match:
        return period
    year, kind, number = match.groups()
    if kind == "m":
        return f"{year}-{int(number):02d}"
    return f"{year}-{_PARTS[kind]}{int(number)}"


def _refusal(what: str, to_do: str) -> BadInput:
    return BadInput(what, where="facts of the release", to_do=to_do, code="HL-REL-01")
