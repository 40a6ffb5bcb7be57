"""The codebook of a file: what its columns are, without a single row.

Everything here may be shown on a screen: labels, counts of at least ten, and
guesses at the design columns with the reason. No value that is not a labelled
code, and no minimum or maximum, leaves this module.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from headload.terms import Column

from .candidates import Candidate, Facts, candidates
from .confine import isolation
from .reading import RowsRead, parsed
from .request import ReadRequest

# counts below this may point at a person
FEWEST_SHOWN = 10


@dataclass(frozen=True)
class Variable:
    """A column as a codebook shows it.

    Parameters
    ----------
    column
        Name, label, type and value labels; `Column.missing` is replaced here.
    distinct
        Number of different values.
    missing
        Missing values by reason; None stands for fewer than ten.
    frequencies
        Rows by labelled code; None stands for fewer than ten.
    unlabelled
        Rows with a code without label, in a column with labels; None below ten.
    """

    column: Column
    distinct: int
    missing: Mapping[str, int | None]
    frequencies: Mapping[str, int | None]
    unlabelled: int | None


@dataclass(frozen=True)
class Codebook:
    """What `headload inspect` shows of a file.

    Parameters
    ----------
    name, size_bytes, fingerprint
        The file received: name, size and SHA-256.
    format, encoding, rows
        As read.
    variables
        One a column, in file order.
    candidates
        Columns that may be the weight, the PSU or the stratum, best first.
    warnings, isolation
        As in `headload.terms.Microdata`.
    """

    name: str
    size_bytes: int
    fingerprint: str
    format: str
    encoding: str
    rows: int
    variables: tuple[Variable, ...]
    candidates: tuple[Candidate, ...]
    warnings: tuple[str, ...]
    isolation: str


def codebook(
    path: Path,
    *,
    workspace: Path,
    request: ReadRequest | None = None,
    progress: RowsRead | None = None,
) -> Codebook:
    """Read a file and describe it; the rows are deleted again.

    Parameters
    ----------
    path, workspace, request, progress
        As for `headload.measure.read.read`.

    Returns
    -------
    Codebook
        Labels and protected counts.

    Raises
    ------
    BadInput
        As `read` does.
    WrongUse
        As `read` does.
    """
    request = request or ReadRequest()
    with (
        parsed(path, workspace, request, progress) as (report, rows, fingerprint),
        _Counter(rows) as count,
    ):
        facts = [count.facts(column) for column in report.columns]
        variables = tuple(
            _variable(column, known, count)
            for column, known in zip(report.columns, facts, strict=True)
        )
        found = candidates(facts, report.rows, nested=count.nested)
    return Codebook(
        name=path.name,
        size_bytes=path.stat().st_size,
        fingerprint=fingerprint,
        format=report.format,
        encoding=report.encoding,
        rows=report.rows,
        variables=variables,
        candidates=found,
        warnings=report.warnings,
        isolation=isolation(),
    )


class _Counter:
    """Counts over the rows, by DuckDB: out of core, one column at a time."""

    def __init__(self, rows: Path) -> None:
        import duckdb

        self._connection = duckdb.connect()
        self._connection.read_parquet(str(rows)).create_view("rows")

    def __enter__(self) -> "_Counter":
        return self

    def __exit__(self, *_: object) -> None:
        self._connection.close()

    def facts(self, column: Column) -> Facts:
        """Return what the search for design columns needs to know."""
        name = _quoted(column.name)
        is_number = column.storage in {"integer", "number"}
        positive = f"bool_and({name} > 0)" if is_number else "false"
        whole = f"bool_and({name} = floor({name}))" if is_number else "true"
        ((distinct, all_positive, all_whole),) = self._ask(
            f"SELECT count(DISTINCT {name}), {positive}, {whole} FROM rows"  # noqa: S608
        )
        return Facts(
            name=column.name,
            label=column.label,
            distinct=distinct,
            labels=len(column.value_labels),
            missing=sum(column.missing.values()),
            is_number=is_number,
            all_positive=bool(all_positive),
            all_whole=all_whole is not False,
        )

    def by_code(self, column: Column) -> dict[str, int]:
        """Return the rows by code, in a column that has labels."""
        from .arrays import text_of_code

        name = _quoted(column.name)
        found = self._ask(
            f"SELECT {name}, count(*) FROM rows "  # noqa: S608
            f"WHERE {name} IS NOT NULL GROUP BY 1"
        )
        return {text_of_code(code): number for code, number in found}

    def nested(self, inner: str, outer: str) -> bool:
        """Tell whether every value of `inner` lies in one value of `outer`."""
        first, second = _quoted(inner), _quoted(outer)
        ((most,),) = self._ask(
            f"SELECT max(n) FROM (SELECT count(DISTINCT {second}) AS n "  # noqa: S608
            f"FROM rows WHERE {first} IS NOT NULL GROUP BY {first})"
        )
        return bool(most == 1)

    def _ask(self, query: str) -> list[tuple[Any, ...]]:
        # the only text from outside in a query is a column name, in quotes
        return list(self._connection.execute(query).fetchall())


def _variable(column: Column, facts: Facts, count: _Counter) -> Variable:
    by_code = count.by_code(column) if column.value_labels else {}
    labelled = {
        code: _shown(by_code.get(code, 0) or column.missing.get(code, 0))
        for code in column.value_labels
    }
    others = sum(n for code, n in by_code.items() if code not in column.value_labels)
    return Variable(
        column=column,
        distinct=facts.distinct,
        missing={reason: _shown(n) for reason, n in column.missing.items()},
        frequencies=labelled,
        unlabelled=_shown(others),
    )


def _shown(number: int) -> int | None:
    """Return a count that may be shown; zero is no person, one to nine may be."""
    return number if number == 0 or number >= FEWEST_SHOWN else None


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
