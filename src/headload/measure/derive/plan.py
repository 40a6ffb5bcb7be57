"""What a rule needs, in which order: the graph of rules, columns and choices.

An input is looked up as a rule of the same folder, a rule given under `uses`, a
harmonised variable, a national choice. Cycles and names that nothing gives are
refused before any data is touched.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches

from headload.errors import WrongUse
from headload.standards import Choice, Variable, default_choices, rules
from headload.standards.variable import source_of
from headload.terms import HarmonisedVariable, harmonised_variables

Source = Variable | HarmonisedVariable | Choice


@dataclass(frozen=True)
class Plan:
    """Rules in layers: each layer needs only columns of those before it.

    Parameters
    ----------
    layers
        Rules by layer, in order of evaluation.
    sources
        What gives each input, by rule and name of the input.
    """

    layers: tuple[tuple[Variable, ...], ...]
    sources: Mapping[Variable, Mapping[str, Source]]

    def rules(self) -> Iterator[Variable]:
        """Yield every rule in order of evaluation."""
        for layer in self.layers:
            yield from layer

    def columns(self) -> tuple[str, ...]:
        """Return the harmonised columns that the rules read, in order of use."""
        names = [
            source.name
            for rule in self.rules()
            for source in self.sources[rule].values()
            if isinstance(source, HarmonisedVariable)
        ]
        return tuple(dict.fromkeys(names))

    def choices(self) -> tuple[Choice, ...]:
        """Return the national choices that the rules take, in order of use."""
        found = {
            source.name: source
            for rule in self.rules()
            for source in self.sources[rule].values()
            if isinstance(source, Choice)
        }
        return tuple(found.values())


def plan_of(variables: Iterable[Variable]) -> Plan:
    """Return the plan to derive `variables` and all that they need.

    Raises
    ------
    WrongUse
        ``HL-DERIVE-01`` when nothing gives an input; ``HL-DERIVE-02`` when rules
        need one another in a circle.
    """
    sources: dict[Variable, Mapping[str, Source]] = {}
    depth: dict[Variable, int] = {}
    for rule in variables:
        _visit(rule, sources, depth, path=())
    layers = [
        tuple(rule for rule, level in depth.items() if level == height)
        for height in range(max(depth.values(), default=-1) + 1)
    ]
    return Plan(layers=tuple(layers), sources=sources)


def _visit(
    rule: Variable,
    sources: dict[Variable, Mapping[str, Source]],
    depth: dict[Variable, int],
    path: tuple[Variable, ...],
) -> int:
    if rule in depth:
        return depth[rule]
    if rule in path:
        raise _circle((*path[path.index(rule) :], rule))
    found = {name: _source(rule, name) for name in rule.inputs}
    needed = [
        _visit(source, sources, depth, (*path, rule))
        for source in found.values()
        if isinstance(source, Variable)
    ]
    sources[rule] = found
    depth[rule] = max(needed, default=-1) + 1
    return depth[rule]


def _source(rule: Variable, name: str) -> Source:
    source = (
        source_of(rule, name)
        or harmonised_variables().get(name)
        or default_choices().get(name)
    )
    if source is None:
        raise _nothing_gives(rule, name)
    return source


def _nothing_gives(rule: Variable, name: str) -> WrongUse:
    siblings = [other for standard, other in rules() if standard == rule.standard]
    known = [*siblings, *harmonised_variables(), *default_choices()]
    close = ", ".join(get_close_matches(name, known, n=3)) or "none is close"
    return WrongUse(
        f'Nothing gives the input "{name}"',
        where=f"rule {rule.standard}.{rule.name}",
        to_do=(
            "name a rule of the same folder, one given under uses, a harmonised "
            f"variable or a national choice; closest names: {close}"
        ),
        code="HL-DERIVE-01",
    )


def _circle(path: tuple[Variable, ...]) -> WrongUse:
    names = " -> ".join(f"{rule.standard}.{rule.name}" for rule in path)
    return WrongUse(
        "Rules need one another in a circle",
        where=names,
        to_do="let one of these rules take harmonised variables instead",
        code="HL-DERIVE-02",
    )
