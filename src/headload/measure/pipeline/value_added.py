"""Gross value added by the labour input method.

National accounts know the value added of a branch, not who made it. The labour
input method shares it out by hours worked: a worker of branch j is given
``hours x productivity x GVA_j / labour input of j`` (OECD 2002, Measuring the
Non-Observed Economy; methods note, section 4). The user's file says the value added
of each branch and, where an informal-sector survey is at hand, how much an hour of
informal work yields beside an hour of formal work; without that an hour counts the
same, which is an upper bound for informal workers wherever they earn less::

    [value_added]
    source = "National accounts of 2021, Central Bank"
    date = "2021"
    [value_added.by_branch]                # codes of branch_of_activity
    agriculture = 8.3
    trade = 10.1
    [value_added.informal_productivity]    # formal = 1; may be left out
    trade = 0.4
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import ibis

from headload.errors import BadInput
from headload.measure.derive import millionths
from headload.measure.harmonise.expressions import exact
from headload.terms import Persons, codelist

COLUMN = "value_added"
KEYS = {"source", "date", "by_branch", "informal_productivity"}


@dataclass(frozen=True)
class ValueAdded:
    """What a user's file says of the national accounts.

    Parameters
    ----------
    file, source, date
        Where it was read, and what it names as its source.
    by_branch
        Gross value added in any unit, by code of ``branch_of_activity``.
    informal_productivity
        Value added of an hour of informal work where that of formal work is 1.
    """

    file: Path
    source: str
    date: str
    by_branch: Mapping[str, float]
    informal_productivity: Mapping[str, float]

    @property
    def note(self) -> str:
        """Return what the release says of the figures."""
        bound = (
            "an hour of informal work yields what the file says"
            if self.informal_productivity
            else "an hour of informal work is taken to yield what a formal one does, "
            "an upper bound where informal workers earn less"
        )
        return (
            f"Value added by the labour input method ({self.source}, {self.date}): "
            f"{bound}; standard errors take the accounts as known"
        )


def load_value_added(file: Path) -> ValueAdded:
    """Read a user's file of value added.

    Raises
    ------
    BadInput
        ``HL-USE-13`` when it cannot be read, has other keys, or a branch, amount or
        productivity that cannot be.
    """
    try:
        data = tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        why = error.strerror if isinstance(error, OSError) else error
        raise _refusal(f"The file cannot be read: {why}", file) from error
    section = data.get("value_added")
    if set(data) != {"value_added"} or not isinstance(section, dict):
        raise _refusal("The file is not one section [value_added]", file)
    for key in sorted(set(section) - KEYS):
        raise _refusal(f'"{key}" is not a key of [value_added]', file)
    texts = [section.get(key) for key in ("source", "date")]
    if not all(isinstance(text, str) and text.strip() for text in texts):
        raise _refusal("Source and date must be told", file)
    return ValueAdded(
        file=file,
        source=section["source"],
        date=section["date"],
        by_branch=_amounts(section, "by_branch", file),
        informal_productivity=_amounts(section, "informal_productivity", file),
    )


def without_value_added(persons: Persons) -> Persons:
    """Add the column, unknown for everybody: no accounts were given."""
    nothing = ibis.null().cast("float64")
    return replace(persons, table=persons.table.mutate(**{COLUMN: nothing}))


def with_value_added(
    persons: Persons, accounts: ValueAdded, names: Mapping[str, str]
) -> Persons:
    """Add ``value_added`` to each worker whose branch and hours are known.

    Parameters
    ----------
    names
        Column by word, for the employed, the branch and informality.

    Raises
    ------
    BadInput
        ``HL-USE-13`` when a branch in which people work has no value added.
    """
    table = persons.table
    branch = table[names["branch_of_activity"]]
    works = table[names["employed"]].fill_null(False)
    input_ = ibis.cases((works, table.actual_hours.cast("float64")))
    if accounts.informal_productivity:
        yields = _by_code(branch, accounts.informal_productivity, otherwise=1.0)
        informal = table[names["informal_job"]]
        input_ = input_ * ibis.cases((informal, yields), (~informal, exact(1.0)))
    table = table.mutate(labour_input__=input_)
    known = table.filter(table.labour_input__.notnull() & branch.notnull())
    found = (
        known.group_by(code=known[names["branch_of_activity"]])
        .agg(hours=millionths(known.weight * known.labour_input__).sum())
        .to_pyarrow()
        .to_pylist()
    )
    hours = {row["code"]: row["hours"] / 1e6 for row in found if row["hours"]}
    lacking = sorted(set(hours) - set(accounts.by_branch))
    if lacking:
        raise _refusal(
            f"People work in branches without amount: {lacking}", accounts.file
        )
    an_hour = {
        code: accounts.by_branch[code] / worked for code, worked in hours.items()
    }
    shared_out = table.labour_input__ * _by_code(branch, an_hour)
    table = table.mutate(**{COLUMN: shared_out}).drop("labour_input__")
    return replace(persons, table=table)


def _by_code(
    branch: Any, numbers: Mapping[str, float], otherwise: float | None = None
) -> Any:
    cases = [(branch == code, exact(value)) for code, value in numbers.items()]
    rest = ibis.null().cast("float64") if otherwise is None else exact(otherwise)
    return ibis.cases(*cases, else_=rest) if cases else rest


def _amounts(section: Mapping[str, Any], key: str, file: Path) -> dict[str, float]:
    table = section.get(key, {})
    if not isinstance(table, dict) or (key == "by_branch" and not table):
        raise _refusal(f"[value_added.{key}] is not a table of amounts", file)
    branches = codelist("branch_of_activity")
    for code, amount in table.items():
        if code not in branches:
            raise _refusal(f'"{code}" is not a branch of activity', file)
        number = isinstance(amount, int | float) and not isinstance(amount, bool)
        if not number or not 0 < amount < float("inf"):
            raise _refusal(f"The amount of {code} is not a positive number", file)
    return {code: float(amount) for code, amount in table.items()}


def _refusal(what: str, file: Path) -> BadInput:
    return BadInput(
        what,
        where=f"--value-added {file.name}",
        to_do="follow the how-to on value added; branches are those of the code list "
        "branch_of_activity",
        code="HL-USE-13",
    )
