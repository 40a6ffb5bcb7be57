"""The harmonised records, lazy: an engine's table and what is known about it.

The table is an Ibis expression. Ibis ships no types, so it is `Any` here and
rules speak through `headload.standards.words`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Persons:
    """One row a person, columns named as in `variables.csv` or after rules.

    Parameters
    ----------
    survey
        Survey id, such as ``ecu/enemdu/2021q1``.
    table
        Ibis table. Codes are text; `weight` is a float; nulls are unknown.
    constants
        National choices of the survey by name (`national.toml`), such as
        ``size_cut``; a rule takes one by naming it as a parameter.
    not_asked
        Harmonised variables that the questionnaire does not have. In the table
        a `code` variable not asked holds ``not_asked``; others are null.
    derived
        Names of the columns added by rules, in order.
    """

    survey: str
    table: Any
    constants: Mapping[str, int | float | str | bool] = field(default_factory=dict)
    not_asked: frozenset[str] = frozenset()
    derived: tuple[str, ...] = ()
