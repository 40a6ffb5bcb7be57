"""`@variable`: a rule as code, with its inputs, unit, codes and citation.

The parameters of the function name its inputs; the body is the definition; the
docstring retells the paragraph. A rule without a citation does not import.
Inputs are looked up in this order: a rule of the same folder, a rule given
under `uses`, a harmonised variable, a national choice.
"""

import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from headload.terms import Citation, Codelist

YES_NO = "yes/no"
TEXT = "text"


@dataclass(frozen=True, eq=False)
class Variable:
    """A derived variable: what `@variable` returns.

    Parameters
    ----------
    name
        Name of the rule, such as ``informal_job``.
    standard
        Folder of the rule, such as ``icls17``; ``groups`` for worker groups.
    label
        Short title in English.
    unit
        What one value describes: ``person``, ``job`` or ``unit of production``.
    codes
        Code list of the values; None for yes/no and node ids.
    cite
        Sources, at least one.
    inputs
        Names of the parameters.
    uses
        Rules of other folders by parameter name.
    """

    name: str
    standard: str
    label: str
    unit: str
    kind: str
    codes: Codelist | None
    cite: tuple[Citation, ...]
    inputs: tuple[str, ...]
    uses: Mapping[str, "Variable"]
    formula: Callable[..., Any] = field(repr=False)
    docstring: str = field(repr=False)

    @property
    def column(self) -> str:
        """Name of the derived column; editions keep apart by their prefix."""
        if self.standard == "groups":
            return self.name
        return f"{self.standard}_{self.name}"

    def __call__(self, *values: Any, **named: Any) -> Any:
        """Apply the rule to column expressions."""
        return self.formula(*values, **named)


_rules: dict[tuple[str, str], Variable] = {}


def variable(
    *,
    label: str,
    unit: str,
    cite: Citation | tuple[Citation, ...],
    codes: Codelist | None = None,
    kind: str = YES_NO,
    uses: Mapping[str, Variable] | None = None,
) -> Callable[[Callable[..., Any]], Variable]:
    """Turn a function into a `Variable` and register it.

    Raises
    ------
    TypeError
        When the rule has no citation or no docstring.
    """

    def register(formula: Callable[..., Any]) -> Variable:
        sources = cite if isinstance(cite, tuple) else (cite,)
        if not sources or not formula.__doc__:
            message = f"{formula.__name__}: a rule needs a citation and a docstring"
            raise TypeError(message)
        rule = Variable(
            name=formula.__name__,
            standard=formula.__module__.split(".")[-2],
            label=label,
            unit=unit,
            kind=TEXT if codes else kind,
            codes=codes,
            cite=sources,
            inputs=tuple(inspect.signature(formula).parameters),
            uses=dict(uses or {}),
            formula=formula,
            docstring=inspect.cleandoc(formula.__doc__),
        )
        _rules[rule.standard, rule.name] = rule
        return rule

    return register


def rules() -> Mapping[tuple[str, str], Variable]:
    """Return every imported rule by (standard, name)."""
    return dict(_rules)


def source_of(rule: Variable, name: str) -> Variable | None:
    """Return the rule that gives input `name` of `rule`; None if no rule does."""
    if name in rule.uses:
        return rule.uses[name]
    sibling = _rules.get((rule.standard, name))
    return sibling if sibling is not rule else None
