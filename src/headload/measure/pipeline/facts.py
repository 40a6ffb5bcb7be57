"""What a release says of its own making, gathered for the protect room."""

import re
from collections.abc import Iterable, Iterator, Mapping

import headload
from headload.measure.derive import NodeCount
from headload.measure.estimate import Plan
from headload.measure.harmonise import SurveyMap
from headload.measure.pipeline.words import Words
from headload.releases import (
    DerivationCount,
    IndicatorFacts,
    InputFile,
    ReleaseFacts,
)
from headload.standards.variable import Variable, rules, source_of
from headload.terms import Citation, Microdata


def release_facts(
    survey: SurveyMap,
    words: Words,
    plan: Plan,
    microdata: Microdata,
    *,
    nodes: Iterable[NodeCount],
    workers: float,
    policy: str,
    warnings: tuple[str, ...],
) -> ReleaseFacts:
    """Gather the facts of one measurement.

    Parameters
    ----------
    nodes
        How the rules decided among the employed, unprotected.
    workers
        Weighted number of employed persons.
    policy
        As written on the command line, for the command that makes it again.
    warnings
        Sentences with counts, from all rooms.
    """
    by_column = {rule.column: rule for rule in rules().values()}
    indicators = _indicators(plan, by_column)
    named = {name for facts in indicators.values() for name in facts.rules}
    return ReleaseFacts(
        survey=survey.id,
        title=survey.title,
        area=survey.area["code"],
        area_labels={k: v for k, v in survey.area.items() if k != "code"},
        standard=words.published_standard,
        map_id=survey.id,
        map_sha256=survey.sha256,
        inputs=(InputFile(sha256=microdata.fingerprint, rows=microdata.rows),),
        software_version=headload.__version__,
        indicators=indicators,
        rules={
            rule_name(rule): rule.cite
            for rule in rules().values()
            if rule_name(rule) in named
        },
        derivation=tuple(_derivation(nodes, workers, by_column)),
        tables={table.id: table.title for table in plan.tables},
        licence=survey.licence,
        design=survey.source_design.note.get("en", ""),
        command=(
            f"headload measure FILE --survey {survey.id} --standard {words.standard}"
            f" --policy {policy} --out DIR"
        ),
        codelists=survey.codelists,
        citations=(Citation(source=survey.citation),),
        warnings=warnings,
    )


def rule_name(rule: Variable) -> str:
    """Return the name of a rule with its folder, such as ``icls17.informal_job``."""
    return f"{rule.standard}.{rule.name}"


def _indicators(
    plan: Plan,
    by_column: Mapping[str, Variable],
) -> dict[str, IndicatorFacts]:
    labels: dict[str, Mapping[str, str]] = {}
    used: dict[str, dict[str, None]] = {}
    for table in plan.tables:
        for measure in table.measures:
            labels.setdefault(measure.indicator, measure.labels)
            found = used.setdefault(measure.indicator, {})
            text = f"{measure.of} {measure.among or ''}"
            for column in re.findall(r"\w+", text):
                if column in by_column:
                    found |= dict.fromkeys(map(rule_name, behind(by_column[column])))
    return {
        name: IndicatorFacts(labels=labels[name], rules=tuple(used[name]))
        for name in labels
    }


def behind(rule: Variable) -> Iterator[Variable]:
    """Yield a rule and all the rules it rests on, each before its inputs."""
    seen: dict[str, None] = {}
    waiting = [rule]
    while waiting:
        current = waiting.pop(0)
        if current.column in seen:
            continue
        seen[current.column] = None
        yield current
        sources = (source_of(current, name) for name in current.inputs)
        waiting.extend(source for source in sources if source is not None)


def _derivation(
    nodes: Iterable[NodeCount],
    workers: float,
    by_column: Mapping[str, Variable],
) -> Iterator[DerivationCount]:
    for node in nodes:
        yield DerivationCount(
            variable=rule_name(by_column[node.variable]),
            node=node.code,
            citation=node.citation,
            n=node.n,
            weighted=node.weighted_share * workers,
        )
