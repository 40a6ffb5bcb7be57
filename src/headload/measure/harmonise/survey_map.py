"""A survey map: how one survey's questions become the harmonised variables.

A map is data (`map.toml`, `design.toml`, `national.toml`, `checks.toml`); these
are its frozen values. How the files are read and validated is in `load`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from headload.terms import BetweenSizes, Design, harmonised_variables

Answer = str | int | float


@dataclass(frozen=True)
class Bounds:
    """A closed range of numbers; an open side is None."""

    low: float | None = None
    high: float | None = None


@dataclass(frozen=True)
class Test:
    """One question tested: its codes, a range, or whether it was answered."""

    column: str
    codes: tuple[str, ...] = ()
    bounds: Bounds | None = None
    answered: bool | None = None


@dataclass(frozen=True)
class Condition:
    """All `tests` hold: the variable is `then`. The first condition that holds wins."""

    tests: tuple[Test, ...]
    then: Answer


@dataclass(frozen=True)
class VariableMap:
    """How one harmonised variable is made.

    Parameters
    ----------
    name
        Harmonised variable, or ``national_...`` for a variable kept verbatim.
    columns
        Source columns of a copy, recode or joined identifier.
    codes
        Source code to harmonised code; a number for integer variables.
    conditions, otherwise
        Several questions together: the first condition that holds wins; if none
        does, the answer of `columns`; without columns, `otherwise`.
    asked_of
        Universe; outside it the variable is null.
    not_stated
        Source codes that mean the answer is not known.
    range
        Plausible numbers; outside is counted and set to unknown.
    digits
        Declared level of a classification; codes are padded with zeros to it.
    pad
        What shorter codes lost: ``zeros`` up to `digits` (always so for numbers), or
        ``even`` where a file mixes codes of 2 and 4 digits; empty for text codes
        that must have `digits` digits.
    crosswalk
        National classification code (or its leading digits) to the international.
    scale
        Factor that turns the answer into the harmonised unit.
    question, evidence
        The question's text and where it was seen.
    proposed
        True while it is a guess of `headload surveys new` that nobody confirmed.
    """

    name: str
    columns: tuple[str, ...] = ()
    codes: Mapping[str, Answer] = field(default_factory=dict)
    conditions: tuple[Condition, ...] = ()
    otherwise: Answer | None = None
    asked_of: tuple[Test, ...] = ()
    not_stated: tuple[str, ...] = ()
    range: Bounds | None = None
    digits: int | None = None
    pad: str = ""
    crosswalk: Mapping[str, str] = field(default_factory=dict)
    scale: float = 1.0
    question: str = ""
    evidence: str = ""
    proposed: bool = False

    def answers(self) -> frozenset[str]:
        """Return every code that the map can give."""
        given = [*self.codes.values(), *(each.then for each in self.conditions)]
        if self.otherwise is not None:
            given.append(self.otherwise)
        return frozenset(map(str, given))

    def source_columns(self) -> tuple[str, ...]:
        """Return every column of the file that this variable needs, once."""
        tested = [
            test.column
            for tests in (self.asked_of, *[c.tests for c in self.conditions])
            for test in tests
        ]
        return tuple(dict.fromkeys((*self.columns, *tested)))


@dataclass(frozen=True)
class FileFormat:
    """What the file does not say of itself."""

    column_case: str = "exact"
    encoding: str | None = None
    separator: str | None = None
    decimal: str = "."


@dataclass(frozen=True)
class ErrorTable:
    """How an office's table of sampling errors by size is read; the user has it.

    Parameters
    ----------
    source, between
        As in `GeneralisedErrors`.
    whole
        Area code of the table for the whole survey.
    period
        Its period.
    columns
        Names of its columns by role: area, period, size, error, cv.
    column, areas
        Harmonised column of other areas, and their codes in the table.
    without_curve
        Columns of areas that the table does not know.
    note
        What replaces the note on the design once the table is used.
    """

    source: str
    between: BetweenSizes
    whole: str
    period: str
    columns: Mapping[str, str]
    column: str
    areas: Mapping[str, str]
    without_curve: tuple[str, ...]
    note: Mapping[str, str]


@dataclass(frozen=True)
class SourceDesign:
    """The sample design and the columns that carry it.

    `nest` says that PSU codes are unique within their stratum only. `population` is
    the weighted total that the office published, for reconciliation. `replicates`,
    `fpc` and `later_stages` are source columns, in the order of `design`'s own.
    `error_table` describes the office's sampling errors of the period.
    """

    design: Design
    weight: str
    stratum: str | None
    psu: str | None
    nest: bool
    population: float | None
    note: Mapping[str, str]
    evidence: str
    replicates: tuple[str, ...] = ()
    fpc: tuple[str, ...] = ()
    later_stages: tuple[str, ...] = ()
    proposed: bool = False
    error_table: ErrorTable | None = None


@dataclass(frozen=True)
class Choice:
    """A national choice: a number or word with its date and source."""

    value: int | float | str | bool
    date: str
    source: str


@dataclass(frozen=True)
class PublishedCheck:
    """A published figure that the map must meet (`checks.toml`).

    `of` is a word of the tabulation plan or tests over harmonised and national
    columns; `where` narrows the population by the same kind of tests.
    """

    id: str
    title: str
    kind: str
    of: str | tuple[Test, ...]
    among: str | None
    where: tuple[Test, ...]
    published: float
    decimals: int
    tolerance: str
    source: str
    note: str = ""
    explained: str = ""


@dataclass(frozen=True)
class Agreement:
    """A derived variable that must equal the office's own on every record.

    `rule` gives the national definition over harmonised and national columns as
    conditions; `equals` names the office's variable, kept verbatim.
    """

    id: str
    title: str
    rule: VariableMap
    equals: str
    universe: str
    source: str


@dataclass(frozen=True)
class SurveyMap:
    """Everything known of one period of one survey.

    `status` is ``verified`` where the map has met totals that the office published
    for this very period, else ``drafted``. `todo` says in words what is left to do.
    """

    id: str
    folder: Path
    sha256: str
    country: str
    series: str
    producer: str
    period: str
    periods: tuple[str, ...]
    title: Mapping[str, str]
    area: Mapping[str, str]
    status: str
    employment_standard: int
    working_age: int
    licence: str
    citation: str
    file: FileFormat
    source_design: SourceDesign
    variables: Mapping[str, VariableMap]
    not_asked: frozenset[str]
    choices: Mapping[str, Choice]
    codelists: Mapping[str, Mapping[str, Mapping[str, str]]]
    checks: tuple[PublishedCheck, ...]
    agreements: tuple[Agreement, ...]
    notes: str
    todo: tuple[str, ...] = ()

    @property
    def unconfirmed(self) -> tuple[str, ...]:
        """Say what a person still has to confirm, a sentence each."""
        guessed = [
            f"confirm {name}, proposed from {', '.join(variable.columns)}: "
            f"{variable.question}"
            for name, variable in self.variables.items()
            if variable.proposed
        ]
        if self.source_design.proposed:
            guessed.append("confirm the design in design.toml")
        return (*self.todo, *guessed)

    @property
    def slug(self) -> str:
        """Return the id with hyphens, as used in estimate ids."""
        return self.id.replace("/", "-")

    def source_columns(self) -> tuple[str, ...]:
        """Return every column of the file that the map needs, once, in map order."""
        design = self.source_design
        roles = [design.weight, design.stratum, design.psu]
        roles += [*design.replicates, *design.fpc, *design.later_stages]
        names = [column for column in roles if column]
        for variable in self.variables.values():
            names.extend(variable.source_columns())
        return tuple(dict.fromkeys(names))

    @property
    def silent(self) -> tuple[str, ...]:
        """Harmonised variables that the map neither gives nor declares not asked."""
        design = {"weight", "stratum", "psu"}
        said = set(self.variables) | self.not_asked | design
        return tuple(name for name in harmonised_variables() if name not in said)

    def not_given(self) -> frozenset[str]:
        """Return the harmonised variables that the map does not give."""
        given = set(self.variables) | {"weight", "stratum", "psu"}
        return frozenset(harmonised_variables()) - given

    def constants(self) -> dict[str, int | float | str | bool]:
        """Return the national choices, with the concept of employment."""
        chosen = {name: choice.value for name, choice in self.choices.items()}
        return {"employment_standard": self.employment_standard, **chosen}

    def maps(self, variables: Sequence[str]) -> bool:
        """Tell whether all `variables` are mapped."""
        return all(name in self.variables for name in variables)
