"""National choices a rule may take as a parameter, read from `choices.toml`.

A number or convention that a country may choose is data with a meaning and a
source, never a branch in a rule. A survey states its own in `national.toml`.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from types import MappingProxyType
from typing import Any

from headload.terms import Citation

Value = int | str


@dataclass(frozen=True)
class Choice:
    """One national choice.

    Parameters
    ----------
    name
        Name of the choice, and of the parameter of a rule that takes it.
    value
        Default; None when every survey must state its own.
    allowed
        Every value that has a meaning.
    meaning
        What the choice decides, in English.
    cite
        Source of the default.
    alternatives
        Labels by language of the values that a sensitivity analysis tries; empty
        for choices that are facts of a survey.
    """

    name: str
    value: Value | None
    allowed: tuple[Value, ...]
    meaning: str
    cite: Citation
    alternatives: Mapping[Value, Mapping[str, str]] = field(
        default_factory=dict,
        compare=False,
    )


@cache
def default_choices() -> Mapping[str, Choice]:
    """Return every national choice by name."""
    path = resources.files(__package__) / "choices.toml"
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    return MappingProxyType(
        {name: _choice(name, entry) for name, entry in table.items()},
    )


def _choice(name: str, entry: Mapping[str, Any]) -> Choice:
    return Choice(
        name=name,
        value=entry.get("value"),
        allowed=tuple(entry["allowed"]),
        meaning=entry["meaning"],
        cite=Citation(**entry["cite"]),
        alternatives={
            value: entry["alternatives"][str(value)]
            for value in entry["allowed"]
            if str(value) in entry.get("alternatives", {})
        },
    )
