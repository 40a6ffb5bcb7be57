"""How the rules decided, counted: nodes, codes and what stayed unknown.

Counts are unprotected. They go to the protect room, which rounds or withholds
them; weighted sums are of whole numbers, the same on every engine.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from headload.errors import WrongUse
from headload.measure.derive.plan import plan_of
from headload.standards import Choice, Variable
from headload.standards.words import NO_ANSWER
from headload.terms import Persons

UNKNOWN = "unknown"
NO_CASE = "no case of the rule applies"


@dataclass(frozen=True)
class NodeCount:
    """One value of one rule, counted.

    Parameters
    ----------
    variable
        Column of the rule.
    code
        Its value: a code or node id, ``yes``, ``no`` or ``unknown``.
    citation
        Sources of the rule.
    n
        Records, unweighted.
    weighted_share
        Share of the weighted population, between 0 and 1.
    """

    variable: str
    code: str
    citation: str
    n: int
    weighted_share: float


def node_counts(
    persons: Persons,
    variables: Sequence[Variable],
    weight: str = "weight",
    *,
    among: Variable | None = None,
) -> tuple[NodeCount, ...]:
    """Count the values of derived `variables`, one pass over the data.

    Parameters
    ----------
    persons
        Records on which `variables` were derived.
    variables
        Rules to count, such as ``icls17.sector_node``.
    weight
        Weight column; shares are exact to its sixth decimal.
    among
        A derived yes/no rule; only records where it is true are counted.

    Raises
    ------
    WrongUse
        ``HL-DERIVE-08`` when a rule was not derived yet.
    """
    _check_derived(persons, [*variables, *([among] if among else [])])
    table = (
        persons.table.filter(persons.table[among.column]) if among else persons.table
    )
    columns = list(dict.fromkeys(rule.column for rule in variables))
    groups = (
        table.group_by(columns)
        .agg(
            records__=table.count(),
            weighted__=millionths(table[weight]).sum(),
        )
        .to_pyarrow()
        .to_pylist()
    )
    total = sum(group["weighted__"] or 0 for group in groups)
    return tuple(
        count for rule in variables for count in _counts_of(rule, groups, total)
    )


def millionths(weight: Any) -> Any:
    """Return a weight as a whole number of millionths, to be added up exactly."""
    return (weight * 1e6 + 0.5).floor()


def unknown(persons: Persons, variable: Variable) -> Mapping[str, int]:
    """Count the records whose value is not known, by the inputs that are not.

    Parameters
    ----------
    persons
        Records on which `variable` was derived; filter them to the population
        meant, since a person without a job has no values either.
    variable
        The rule.

    Returns
    -------
    Mapping
        Unweighted records by reason, most frequent first. A reason names the
        direct inputs that are not known; where all of them were asked of nobody,
        it says so. The sum is the number of unknown records.

    Raises
    ------
    WrongUse
        ``HL-DERIVE-08`` when the rule was not derived yet.
    """
    _check_derived(persons, [variable])
    sources = {
        name: source.column if isinstance(source, Variable) else source.name
        for name, source in plan_of([variable]).sources[variable].items()
        if not isinstance(source, Choice)
    }
    table = persons.table.filter(persons.table[variable.column].isnull())
    gaps = {f"gap__{name}": _gap(table[column]) for name, column in sources.items()}
    rows = (
        table.select(**gaps)
        .group_by(list(gaps))
        .agg(records__=lambda these: these.count())
        .to_pyarrow()
        .to_pylist()
    )
    reasons = {_reason(row, sources, persons): row["records__"] for row in rows}
    return dict(sorted(reasons.items(), key=lambda item: (-item[1], item[0])))


def _gap(column: Any) -> Any:
    if column.type().is_string():
        return column.isnull() | column.isin(NO_ANSWER).fill_null(True)
    return column.isnull()


def _reason(
    row: Mapping[str, Any],
    sources: Mapping[str, str],
    persons: Persons,
) -> str:
    missing = [name for name in sources if row[f"gap__{name}"]]
    asked = [name for name in missing if sources[name] not in persons.not_asked]
    # a classification that the survey does not use is no reason beside another gap
    if asked:
        return ", ".join(asked)
    return ", ".join(f"{name} (not asked)" for name in missing) or NO_CASE


def _counts_of(
    rule: Variable,
    groups: Sequence[Mapping[str, Any]],
    total: int,
) -> Iterator[NodeCount]:
    records: Counter[str] = Counter()
    weighted: dict[str, int] = {}
    for group in groups:
        code = _code(group[rule.column])
        records[code] += group["records__"]
        weighted[code] = weighted.get(code, 0) + (group["weighted__"] or 0)
    for code in _in_order(rule, records):
        yield NodeCount(
            variable=rule.column,
            code=code,
            citation="; ".join(str(citation) for citation in rule.cite),
            n=records[code],
            weighted_share=weighted[code] / total if total else 0.0,
        )


def _code(value: str | bool | None) -> str:
    if value is None:
        return UNKNOWN
    if isinstance(value, bool):
        return "yes" if value else "no"
    return value


def _in_order(rule: Variable, records: Mapping[str, int]) -> list[str]:
    listed = [*(rule.codes.codes if rule.codes else ("yes", "no")), UNKNOWN]
    others = sorted(code for code in records if code not in listed)
    return [code for code in [*listed, *others] if code in records]


def _check_derived(persons: Persons, variables: Sequence[Variable]) -> None:
    missing = [rule.column for rule in variables if rule.column not in persons.derived]
    if missing:
        raise WrongUse(
            "Only derived variables can be counted",
            where=f"survey {persons.survey}: {', '.join(missing)}",
            to_do="call derive with these rules first",
            code="HL-DERIVE-08",
        )
