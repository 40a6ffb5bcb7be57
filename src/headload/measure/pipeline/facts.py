"""What a release says of its own making, gathered for the protect room."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import headload
from headload.measure.derive import NodeCount
from headload.measure.derive.second_job import ANY
from headload.measure.estimate import Measure, Plan, classification_of
from headload.measure.pipeline.periods import Part, survey_of, time_of
from headload.measure.pipeline.sources import (
    own_reads,
    sample_of,
    variables_read,
)
from headload.measure.pipeline.words import Words
from headload.releases import (
    DerivationCount,
    IndicatorFacts,
    InputFile,
    ReleaseFacts,
    Within,
)
from headload.releases.schema import dimension_name
from headload.standards.variable import Variable, rules, source_of
from headload.terms import Citation, harmonised_variables

Labels = Mapping[str, Mapping[str, Mapping[str, str]]]


@dataclass(frozen=True)
class Asked:
    """What was asked for besides survey and standard, without a path.

    Parameters
    ----------
    policy
        Name of the policy.
    plan
        SHA-256 of the user's own plan; empty for the standard plan.
    shipped_plan
        Name of a shipped plan other than the standard one; empty for that.
    sensitivity
        Whether the headline is estimated under other choices too.
    calibration, sampling_errors, value_added
        SHA-256 of the user's own files beside the map's design; empty for none.
    accounts
        What is said of the value added that was shared out.
    """

    policy: str
    plan: str = ""
    shipped_plan: str = ""
    sensitivity: bool = False
    calibration: str = ""
    sampling_errors: str = ""
    value_added: str = ""
    accounts: str = ""

    @property
    def options(self) -> str:
        """Return what was asked beyond survey, standard and policy, as typed."""
        given = {
            "--plan PLAN": self.plan,
            f"--plan {self.shipped_plan}": self.shipped_plan,
            "--sensitivity": self.sensitivity,
            "--calibration TOTALS": self.calibration,
            "--sampling-errors TABLE": self.sampling_errors,
            "--value-added ACCOUNTS": self.value_added,
        }
        return "".join(f" {option}" for option, file in given.items() if file)

    def notes(self) -> Iterator[str]:
        """Yield a sentence for each of the user's own files."""
        if self.plan:
            yield f"Tables by a plan of the user's own, sha256 {self.plan}"
        if self.calibration:
            yield f"Known totals from the user's own file, sha256 {self.calibration}"
        if self.sampling_errors:
            yield f"Table of sampling errors: sha256 {self.sampling_errors}"
        if self.value_added:
            yield f"{self.accounts}; file sha256 {self.value_added}"


def release_facts(
    parts: Sequence[Part],
    words: Words,
    plan: Plan,
    inputs: tuple[InputFile, ...],
    *,
    nodes: Iterable[NodeCount],
    workers: float,
    within: Within,
    asked: Asked,
    warnings: tuple[str, ...],
) -> ReleaseFacts:
    """Gather the facts of one measurement.

    Parameters
    ----------
    parts
        The periods that were measured, with their maps.
    inputs
        The files that were read.
    nodes
        How the rules decided among the employed, unprotected.
    workers
        Weighted number of employed persons.
    within
        The larger places that each place lies in.
    asked
        What was asked for, for the command that makes the release again.
    warnings
        Sentences with counts, from all rooms.
    """
    survey = parts[0].survey
    by_column = {rule.column: rule for rule in rules().values()}
    by_column |= {f"{column}{ANY}": rule for column, rule in by_column.items()}
    indicators = _indicators(plan, by_column)
    named = {name for facts in indicators.values() for name in facts.all_rules}
    used = [rule for rule in rules().values() if rule_name(rule) in named]
    maps = [part.survey for part in parts]
    known = {name: None for each in maps for name in each.variables}
    reads = {rule_name(rule): own_reads(rule, known) for rule in used}
    return ReleaseFacts(
        survey=survey_of(parts),
        title=survey.title,
        area=survey.area["code"],
        area_labels={k: v for k, v in survey.area.items() if k != "code"},
        standard=words.published_standard,
        map_id=survey.id,
        map_sha256=survey.sha256,
        inputs=inputs,
        software_version=headload.__version__,
        indicators=indicators,
        rules={rule_name(rule): rule.cite for rule in used},
        derivation=tuple(_derivation(nodes, workers, by_column)),
        tables={table.id: table.title for table in plan.tables},
        licence=survey.licence,
        design=survey.source_design.note.get("en", ""),
        command=(
            f"headload measure {_sources(parts)} --standard {words.standard}"
            f"{asked.options} --policy {asked.policy} --out DIR"
        ),
        time_period=time_of(parts),
        within=within,
        periods={part.period: part.survey.id for part in parts if len(parts) > 1},
        notes=tuple(asked.notes()),
        codelists={
            **words.codelists(),
            **_lists_of(plan, by_column),
            **survey.codelists,
        },
        citations=(Citation(source=survey.citation),),
        warnings=warnings,
        variables=variables_read(
            [
                *(name for each in reads.values() for name in each),
                *(name for each in indicators.values() for name in each.variables),
                *plan.dimensions.values(),
            ],
            maps,
        ),
        reads=reads,
        sample=sample_of(survey),
        design_labels=survey.source_design.note,
    )


def _sources(parts: Sequence[Part]) -> str:
    """Return files and survey as on the command line, without a path."""
    survey = parts[0].survey
    if len(parts) == 1:
        files = "FILE" if len(parts[0].files) == 1 else "FILES"
        return f"{files} --survey {survey.id}"
    dated = (f"--period {p.survey.period}=FILE" for p in parts for _ in p.files)
    return f"--survey {survey.id.rsplit('/', 1)[0]} {' '.join(dated)}"


def _lists_of(plan: Plan, by_column: Mapping[str, Variable]) -> Labels:
    """Return the labels of dimensions, whatever a plan calls them."""
    lists = {}
    for name, column in plan.dimensions.items():
        rule, variable = by_column.get(column), harmonised_variables().get(column)
        listed = rule.codes if rule else variable and variable.codes
        listed = listed or classification_of(column)
        if listed:
            lists[name] = {code: each.labels for code, each in listed.codes.items()}
    return lists


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
        used = [(measure, _rules_of(measure, by_column)) for measure in asked]
        shared = _common(rules_ for _, rules_ in used)
        for measure, rules_ in used:
            if not measure.dimensions:
                shared = rules_
        places = dict.fromkeys(
            place for measure in asked for place in measure.dimensions.items()
        )
        indicators[name] = IndicatorFacts(
            **_counted(asked),
            labels=asked[0].labels,
            variables=_variables_of(asked),
            rules=tuple(shared),
            rows={
                f"{place[0]}={place[1]}": tuple(
                    rule
                    for rule in _common(
                        rules_
                        for measure, rules_ in used
                        if place in measure.dimensions.items()
                    )
                    if rule not in shared
                )
                for place in places
            },
        )
    return indicators


def _counted(asked: Sequence[Measure]) -> dict[str, tuple[str, ...]]:
    """Return the conditions that all measures of an indicator share."""
    return {
        "counts": tuple(
            _common(
                [*_clauses(measure.of), *_clauses(measure.among or "")]
                for measure in asked
            )
        ),
        "among": tuple(_common(_clauses(measure.among or "") for measure in asked)),
        "of_dimensions": tuple(
            sorted(
                {
                    dimension_name(name)
                    for measure in asked
                    for name, code in measure.dimensions.items()
                    if re.search(rf"\b{re.escape(code)}\b", measure.of)
                }
            )
        ),
    }


def _clauses(condition: str) -> list[str]:
    return [clause for clause in condition.split(" and ") if clause]


def _common(lists: Iterable[list[str]]) -> list[str]:
    """Return what every list has, in the order of the first."""
    first, *others = lists
    return [each for each in first if all(each in other for other in others)]


def _variables_of(asked: Sequence[Measure]) -> tuple[str, ...]:
    """Return the harmonised variables that all measures of an indicator name."""
    known = harmonised_variables()
    return tuple(
        _common(
            [name for name in _named(measure) if name in known] for measure in asked
        )
    )


def _named(measure: Measure) -> list[str]:
    """Return every word of the conditions of a measure, each once."""
    words = " ".join(
        (measure.of, measure.among or "", measure.per, measure.part, *measure.between)
    )
    return list(dict.fromkeys(re.findall(r"\w+", words)))


def _rules_of(measure: Measure, by_column: Mapping[str, Variable]) -> list[str]:
    found: dict[str, None] = {}
    for column in _named(measure):
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
