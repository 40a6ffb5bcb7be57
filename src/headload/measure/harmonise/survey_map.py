"""A survey map: how one survey's questions become the harmonised variables.

A map is data (`map.toml`, `design.toml`, `national.toml`, `checks.toml`); these
are its frozen values. How the files are read and validated is in `load`.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from headload.terms import BetweenSizes, Design, harmonised_variables

Answer = str | int | float
SLICE = re.compile(r"^(.+)\[(\d+):(\d+)\]$")


@dataclass(frozen=True)
class Bounds:
    """A closed range of numbers; an open side is None."""

    low: float | None = None
    high: float | None = None


@dataclass(frozen=True)
class Test:
    """One question tested: its codes, a range, whether answered, or as another."""

    column: str
    codes: tuple[str, ...] = ()
    bounds: Bounds | None = None
    answered: bool | None = None
    same_as: str = ""

    @property
    def columns(self) -> tuple[str, ...]:
        """Return the source columns that the test looks at."""
        return (self.column, self.same_as) if self.same_as else (self.column,)


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
    keep
        Leading digits that are international; the rest is national detail.
    pad
        What shorter codes lost: ``zeros`` up to `digits` (always so for numbers), or
        ``even`` where a file mixes codes of 2 and 4 digits; empty for text codes
        that must have `digits` digits.
    crosswalk
        National classification code (or its leading digits) to the international.
    scale
        Factor that turns the answer into the harmonised unit.
    times
        Columns that multiply the answer, such as days a week for hours a day.
    less
        Columns that are taken from the answer, such as the hours of another job
        from those of all jobs; unknown where one is, or where less than 0 is left.
    paid_per, periods_of_pay
        Column that names the period of an amount, and the period of each of its
        codes (``week``, ``month`` ...): the amount becomes monthly.
    parts
        The same item asked of several universes, each with a map of its own; the
        first that gives an answer wins.
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
    keep: int | None = None
    pad: str = ""
    crosswalk: Mapping[str, str] = field(default_factory=dict)
    scale: float = 1.0
    times: tuple[str, ...] = ()
    less: tuple[str, ...] = ()
    paid_per: str = ""
    periods_of_pay: Mapping[str, str] = field(default_factory=dict)
    parts: tuple["VariableMap", ...] = ()
    question: str = ""
    evidence: str = ""
    proposed: bool = False

    def answers(self) -> frozenset[str]:
        """Return every code that the map can give."""
        given = [*self.codes.values(), *(each.then for each in self.conditions)]
        if self.otherwise is not None:
            given.append(self.otherwise)
        return frozenset(map(str, given)).union(*(p.answers() for p in self.parts))

    def with_parts(self) -> tuple["VariableMap", ...]:
        """Return the map and its parts."""
        return (self, *self.parts)

    def source_columns(self) -> tuple[str, ...]:
        """Return every column of the file that this variable needs, once."""
        tested = [
            column
            for tests in (self.asked_of, *[c.tests for c in self.conditions])
            for test in tests
            for column in test.columns
        ]
        named = [
            *self.columns,
            *self.times,
            *self.less,
            *([self.paid_per] if self.paid_per else []),
        ]
        inner = [column for part in self.parts for column in part.source_columns()]
        return tuple(dict.fromkeys(map(whole_column, [*named, *tested, *inner])))


def sliced(column: str) -> tuple[str, int, int] | None:
    """Return name, first and last character of ``NAME[first:last]``, else None."""
    found = SLICE.match(column)
    return (found[1], int(found[2]), int(found[3])) if found else None


def whole_column(column: str) -> str:
    """Return the name of the column of which `column` is all or a part."""
    part = sliced(column)
    return part[0] if part else column


@dataclass(frozen=True)
class FileFormat:
    """What the file does not say of itself.

    `parts` and `keys` name the office's own files, where persons come in several,
    and the columns on which they must be merged before they are measured.
    """

    column_case: str = "exact"
    encoding: str | None = None
    separator: str | None = None
    decimal: str = "."
    parts: Sequence[str] = ()
    keys: Sequence[str] = ()


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

    `stratum` and `psu` are one column or several joined. The final weight is the
    column `weight` times `scale` (or the first of `scale_when` that holds), divided
    by the column `divide`.

    `nest` says that PSU codes are unique within their stratum only. `population` is
    the weighted total that the office published, for reconciliation. `replicates`,
    `fpc` and `later_stages` are source columns, in the order of `design`'s own.
    `error_table` describes the office's sampling errors of the period.
    """

    design: Design
    weight: str
    stratum: tuple[str, ...]
    psu: tuple[str, ...]
    nest: bool
    population: float | None
    note: Mapping[str, str]
    evidence: str
    replicates: tuple[str, ...] = ()
    fpc: tuple[str, ...] = ()
    later_stages: tuple[str, ...] = ()
    proposed: bool = False
    error_table: ErrorTable | None = None
    scale: float = 1.0
    scale_when: tuple[Condition, ...] = ()
    divide: str = ""

    def source_columns(self) -> tuple[str, ...]:
        """Return every column of the file that the design needs, once."""
        names = [self.weight, *self.stratum, *self.psu, *self.replicates, *self.fpc]
        names += self.later_stages
        names += [self.divide] if self.divide else []
        names += [c for when in self.scale_when for t in when.tests for c in t.columns]
        return tuple(dict.fromkeys(map(whole_column, names)))


@dataclass(frozen=True)
class OfficeRule:
    """A word that the office's own variable gives, or that nothing gives.

    Where a questionnaire cannot carry a rule of ours, but the office derived the
    same concept from it, its variable stands in; `yes` and `no` are its codes.
    Without a variable the word is not published. `why` is printed with the figures.
    """

    word: str
    why: str
    variable: str = ""
    yes: tuple[str, ...] = ()
    no: tuple[str, ...] = ()


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
    `not_asked` lists variables that the questionnaire lacks; `unknown` those of which
    names or codes were not seen. The rules read neither. Records are kept where all
    tests of one line of `keep` hold; all of them where it is empty.
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
    unknown: frozenset[str]
    office: tuple[OfficeRule, ...]
    keep: tuple[tuple[Test, ...], ...]
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
        names = list(self.source_design.source_columns())
        names += [c for line in self.keep for test in line for c in test.columns]
        for variable in self.variables.values():
            names.extend(variable.source_columns())
        return tuple(dict.fromkeys(names))

    @property
    def silent(self) -> tuple[str, ...]:
        """Harmonised variables of which the map says nothing."""
        design = {"weight", "stratum", "psu"}
        said = set(self.variables) | self.not_asked | self.unknown | design
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
