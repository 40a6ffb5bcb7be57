"""The way of one figure, from its value back to the questions that were asked.

Only the sealed release is read, so a trace says no more than was published; of a
protected cell it says that it is protected and never why in particular.
"""

import difflib
from collections.abc import Sequence
from dataclasses import dataclass

from headload.errors import WrongUse
from headload.releases import DerivationRow, ReleasedEstimate, SealedRelease
from headload.terms import harmonised_variables


@dataclass(frozen=True)
class Rule:
    """A rule behind a figure.

    Parameters
    ----------
    citations
        Paragraphs, as printed.
    nodes
        How often each of its nodes decided, counts rounded by the policy.
    reads
        Harmonised variables that it reads itself.
    """

    name: str
    citations: tuple[str, ...]
    nodes: tuple[DerivationRow, ...]
    reads: tuple[str, ...]


@dataclass(frozen=True)
class Question:
    """A harmonised variable that a figure reads, and the question behind it.

    Parameters
    ----------
    columns
        Columns of the survey's file.
    question, evidence
        As in the map; `question` is empty where it does not have the words.
    """

    variable: str
    columns: tuple[str, ...]
    question: str
    evidence: str

    def label(self, language: str) -> str:
        """Return the name of the variable in `language`."""
        known = harmonised_variables().get(self.variable)
        return known.label(language) if known else self.variable


@dataclass(frozen=True)
class Story:
    """Everything a release says of the making of one of its figures."""

    release: SealedRelease
    cell: ReleasedEstimate
    rules: tuple[Rule, ...]
    questions: tuple[Question, ...]


def story_of(release: SealedRelease, estimate_id: str) -> Story:
    """Return the whole way of one figure.

    Raises
    ------
    WrongUse
        HL-TRACE-01 when the release has no such figure; names the closest.
    """
    cell = _find(release, estimate_id)
    rules = tuple(_rule(release, name) for name in _rule_names(release, cell))
    return Story(release, cell, rules, _questions(release, cell, rules))


def _find(release: SealedRelease, estimate_id: str) -> ReleasedEstimate:
    by_id = {cell.estimate_id: cell for cell in release.estimates}
    if estimate_id in by_id:
        return by_id[estimate_id]
    close = difflib.get_close_matches(estimate_id, list(by_id), n=3, cutoff=0.4)
    hint = f"closest: {', '.join(close)}" if close else "ids stand in tables/*.csv"
    raise WrongUse(
        f'The release has no figure "{estimate_id}"',
        where=str(release.directory),
        to_do=f"check the spelling; {hint}",
        code="HL-TRACE-01",
    )


def _rule_names(release: SealedRelease, cell: ReleasedEstimate) -> Sequence[str]:
    """Return the rules of the cell's indicator, then those of its row, each once."""
    indicator = release.manifest.indicators.get(cell.indicator, {})
    names = list(indicator.get("rules", ()))
    for dimension, code in cell.dimensions.items():
        names += indicator.get("rows", {}).get(f"{dimension}={code}", ())
    return list(dict.fromkeys(names))


def _rule(release: SealedRelease, name: str) -> Rule:
    manifest = release.manifest
    return Rule(
        name=name,
        citations=tuple(manifest.rules.get(name, ())),
        nodes=tuple(row for row in release.derivation if row.variable == name),
        reads=tuple(manifest.reads.get(name, ())),
    )


def _questions(
    release: SealedRelease, cell: ReleasedEstimate, rules: Sequence[Rule]
) -> tuple[Question, ...]:
    """Return what the rules, the measure and the dimensions of a cell read."""
    indicator = release.manifest.indicators.get(cell.indicator, {})
    names = [
        *(name for rule in rules for name in rule.reads),
        *indicator.get("variables", ()),
        *cell.dimensions,
    ]
    known = release.manifest.variables
    return tuple(
        Question(
            variable=name,
            columns=tuple(known[name]["columns"]),
            question=known[name]["question"],
            evidence=known[name]["evidence"],
        )
        for name in dict.fromkeys(names)
        if name in known
    )
