"""What a release says of its own making, gathered for the protect room."""

import re
from collections.abc import Iterable, Iterator, Mapping

import headload
from headload.measure.derive import NodeCount
from headload.measure.derive.second_job import ANY
from headload.measure.estimate import Measure, Plan
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
        Its name, for the command that makes the release again; never a path.
    warnings
        Sentences with counts, from all rooms.
    """
    by_column = {rule.column: rule for rule in rules().values()}
    by_column |= {f"{column}{ANY}": rule for column, rule in by_column.items()}
    indicators = _indicators(plan, by_column)
    named = {name for facts in indicators.values() for name in facts.all_rules}
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
        codelists={**words.codelists(), **survey.codelists},
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
    """Return the rules of each indicator, and those that only one of its rows needs."""
    measures: dict[str, list[Measure]] = {}
    for table in plan.tables:
        for measure in table.measures:
            measures.setdefault(measure.indicator, []).append(measure)
    indicators = {}
    for name, asked in measures.items():
        used = {row_of(measure): _rules_of(measure, by_column) for measure in asked}
        shared = used.get("") or [
            rule
            for rule in next(iter(used.values()))
            if all(rule in rules_ for rules_ in used.values())
        ]
        indicators[name] = IndicatorFacts(
            labels=asked[0].labels,
            rules=tuple(shared),
            rows={
                row: tuple(rule for rule in rules_ if rule not in shared)
                for row, rules_ in used.items()
                if row
            },
        )
    return indicators


def row_of(measure: Measure) -> str:
    """Return the row of a measure as ``dimension=code``; empty when it has none."""
    return ",".join(f"{name}={code}" for name, code in measure.dimensions.items())


def _rules_of(measure: Measure, by_column: Mapping[str, Variable]) -> list[str]:
    found: dict[str, None] = {}
    words = f"{measure.of} {measure.among or ''} {measure.per} {measure.part}"
    for column in re.findall(r"\w+", words):
        if column in by_column:
            found |= dict.fromkeys(map(rule_name, behind(by_column[column])))
    return list(found)


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
